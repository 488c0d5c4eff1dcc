"""An import step by step, for somebody who looks at each: the file, its columns, its problems.

The commands do the same in one go (`import_calls`, `import_complaints`); nothing is written before
the last step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Message
from thirdring.domain.roles import Permission
from thirdring.intake.call_fields import CALL_FIELDS
from thirdring.intake.cells import shown
from thirdring.intake.complaint_fields import COMPLAINT_FIELDS
from thirdring.intake.fields import FieldSet
from thirdring.intake.maps import Map, read_map, refuse_missing
from thirdring.intake.options import Options
from thirdring.intake.propose import propose
from thirdring.intake.survey import sample
from thirdring.usecases.context import Context
from thirdring.usecases.import_calls import CallWalk
from thirdring.usecases.import_complaints import ComplaintWalk
from thirdring.usecases.import_plan import open_for, plan_import
from thirdring.usecases.import_report import ImportReport, Progress
from thirdring.usecases.import_walk import Judged, judge_rows, write_rows

_SHOWN_ROWS = 30


class ImportKind(StrEnum):
    COMPLAINTS = "complaints"
    CALLS = "calls"


FIELDS: dict[ImportKind, FieldSet] = {
    ImportKind.COMPLAINTS: COMPLAINT_FIELDS,
    ImportKind.CALLS: CALL_FIELDS,
}
NEEDS = {
    ImportKind.COMPLAINTS: Permission.IMPORT_COMPLAINTS,
    ImportKind.CALLS: Permission.IMPORT_CALLS,
}
_WALKS: dict[ImportKind, Any] = {
    ImportKind.COMPLAINTS: ComplaintWalk,
    ImportKind.CALLS: CallWalk,
}


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file as it was read: its table's headings and first rows as text, and a map proposed for
    it, or the saved one. `missing`: required fields the map has no column for.
    """

    file: Path
    origin: Message
    sheet: str | None
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Map
    missing: tuple[str, ...]


def look_at_file(
    ctx: Context,
    kind: ImportKind,
    file: Path,
    options: Options = Options(),  # noqa: B008 - frozen
    map_file: Path | None = None,
) -> FileLook:
    """Open the file under `options`, or under a saved map with its own.

    Raises:
        NotPermitted; Refusal: no table, or the map doesn't fit it.
        NotFound, Unavailable: it can't be read.
    """
    ctx.require(NEEDS[kind])
    fields = FIELDS[kind]
    saved = read_map(map_file, fields) if map_file is not None else None
    table = open_for(file, fields, saved, saved.options if saved is not None else options)
    if saved is None:
        mapping = propose(table.headings, sample(table), fields, options)
    else:
        refuse_missing(saved, table.headings, fields)
        mapping = saved
    return FileLook(
        file=file,
        origin=table.origin,
        sheet=table.sheet,
        sheets=table.sheets,
        headings=table.headings,
        rows=tuple(tuple(shown(c) for c in row.cells) for row in islice(table.rows(), _SHOWN_ROWS)),
        mapping=mapping,
        missing=missing_fields(kind, mapping.columns.keys() | mapping.constants.keys()),
    )


def missing_fields(kind: ImportKind, taken: Iterable[str]) -> tuple[str, ...]:
    """Required fields that are not among `taken`; of several that would do, the first."""
    fields, there = FIELDS[kind], set(taken)
    missing = [name for name in fields.required if name not in there]
    if fields.any_of and not there & set(fields.any_of):
        missing.append(fields.any_of[0])
    return tuple(missing)


def check_import(
    ctx: Context,
    kind: ImportKind,
    file: Path,
    chosen: Map,
    progress: Progress,
    refused_file: Path | None = None,
) -> Judged:
    """Judge every row of the file under the columns that were chosen.

    Raises:
        NotPermitted, Refusal, Unavailable: as the imports. So for what `progress` raises.
    """
    ctx.require(NEEDS[kind])
    plan = plan_import(
        file, FIELDS[kind], map_file=None, chosen=chosen, order=None, progress=progress
    )
    return judge_rows(ctx, plan, _WALKS[kind], refused_file, progress)


def write_import(
    ctx: Context, kind: ImportKind, judged: Judged, progress: Progress
) -> ImportReport:
    """Write the good rows of what was judged: all of them, or, after an error, none."""
    ctx.require(NEEDS[kind])
    return write_rows(ctx, judged, _WALKS[kind], progress)

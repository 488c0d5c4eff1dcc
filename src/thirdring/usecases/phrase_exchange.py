"""Phrases out to a file and in again: CSV or YAML, a dry run first, all or nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say
from thirdring.domain.phrase_sheet import PhraseSheet
from thirdring.domain.phrase_types import Phrase as Line
from thirdring.domain.roles import Permission
from thirdring.domain.wording import Wording as Avoided
from thirdring.intake.open_files import explained, opened_file
from thirdring.intake.phrase_files import LARGEST, RefusedRow, read_phrase_file
from thirdring.reports.phrase_files import to_csv, to_yaml
from thirdring.reports.whole_file import write_whole
from thirdring.store.tables import Phrase
from thirdring.usecases.context import Context
from thirdring.usecases.edit_phrase import change_line, insert_line, keep_wording, phrase_lint
from thirdring.usecases.phrases import as_line, find_phrases, find_wordings


@dataclass(frozen=True, slots=True)
class PhraseImport:
    """An import's answer. `added` counts new and changed lines; `known` what stood there already."""

    read: int
    added: int
    known: int
    refused: tuple[RefusedRow, ...]
    map: dict[str, str]


def export_phrases(ctx: Context, file: Path) -> int:
    """Write every line and wording in use to `file` (.csv, .yaml); returns how many.

    Raises:
        Refusal: another ending. Unavailable: the file can't be written.
    """
    sheet = PhraseSheet(
        tuple(row.line for row in find_phrases(ctx)),
        tuple(row.wording for row in find_wordings(ctx)),
    )
    ending = file.suffix.lower()
    if ending not in {".csv", ".yaml", ".yml"}:
        raise Refusal(
            say("Phrases are kept in .yaml or .csv files, not in {name}.", name=file.name)
        )
    write_whole(file, to_csv(sheet) if ending == ".csv" else to_yaml(sheet))
    return len(sheet.phrases) + len(sheet.wordings)


def import_phrases(ctx: Context, file: Path, *, dry_run: bool = False) -> PhraseImport:
    """Take the lines of `file`: new ones are added, others changed, their earlier text kept.

    Nothing is written when any row is refused, and the same file again changes nothing.
    """
    ctx.require(Permission.EDIT_PHRASES)
    read = read_phrase_file(_bytes_of(file), file.name, lint=phrase_lint(ctx))
    stored = {(p.language, p.key): p for p in ctx.session.scalars(select(Phrase))}
    wordings = {(w.wording.language, w.wording.text): w for w in find_wordings(ctx, retired=True)}
    fresh = [line for line in read.sheet.phrases if _differs(stored, line)]
    other = [
        wording
        for wording in read.sheet.wordings
        if (known := wordings.get((wording.language, wording.text))) is None
        or known.retired
        or known.wording != wording
    ]
    if not dry_run and not read.refused:
        _take(ctx, stored, fresh, other)
    good = len(read.sheet.phrases) + len(read.sheet.wordings)
    added = 0 if read.refused and not dry_run else len(fresh) + len(other)
    return PhraseImport(
        read=read.read,
        added=added,
        known=good - len(fresh) - len(other),
        refused=read.refused,
        map={"encoding": read.encoding},
    )


def _bytes_of(file: Path) -> bytes:
    try:
        with opened_file(file) as source:
            return source.read(LARGEST + 1)  # enough to see that it is too large
    except OSError as error:
        raise explained(error, file) from None


def _differs(stored: dict[tuple[Language, str], Phrase], line: Line) -> bool:
    known = stored.get((line.language, line.key))
    return known is None or known.retired or as_line(known) != line


def _take(
    ctx: Context,
    stored: dict[tuple[Language, str], Phrase],
    lines: list[Line],
    wordings: list[Avoided],
) -> None:
    for line in lines:
        known = stored.get((line.language, line.key))
        if known is None:
            insert_line(ctx, line)
            continue
        wanted = {
            "group": line.group, "stage": line.stage, "text": line.text,
            "rules": list(line.rules), "conditions": line.when.to_json(),
            "position": line.position, "retired": False,
        }  # fmt: skip
        change_line(ctx, known, {k: v for k, v in wanted.items() if getattr(known, k) != v})
    for wording in wordings:
        keep_wording(ctx, wording)

"""What every import of a table does: all rows or none (or the good ones), and never twice.

Three passes over the file: one to understand it (`plan_import`), one to judge every row without a
lock, and one, in a single transaction, to write. What is particular to calls or complaints stands
in a subclass of `ImportWalk`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.i18n import render
from thirdring.intake.cells import Row
from thirdring.intake.identity import Identities
from thirdring.intake.refused_rows import RefusedRows
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.import_plan import Plan
from thirdring.usecases.import_report import ImportReport, Progress, Tally
from thirdring.usecases.timeline import record_event

_CHUNK = 500


class Draft(Protocol):
    """A row understood. `moment`: when it happened, aware UTC."""

    @property
    def source_id(self) -> str | None: ...

    @property
    def moment(self) -> datetime: ...

    @property
    def day_only(self) -> bool: ...


D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class Accepted(Generic[D]):
    """A good row that is not known yet. `identity` makes it the same row the next time."""

    row: Row
    draft: D
    identity: str


class ImportWalk(ABC, Generic[D]):
    """One pass over the rows, in chunks of those that are good and not known yet."""

    # What is imported, as events and topics of refreshing call it.
    topic: str
    permission: Permission

    def __init__(self, ctx: Context, plan: Plan) -> None:
        options = plan.mapping.options
        self.ctx = ctx
        self.plan = plan
        self.tally = Tally()
        # Keeps the ids of two systems apart, and those of an import from other ways in.
        self.source = f"import:{self.topic}" + (
            "" if options.source is None else f":{options.source[:100]}"
        )
        self.zone = CenterTime(options.timezone) if options.timezone else ctx.center.time
        self._converter = plan.converter()

    @abstractmethod
    def judge(self, row: Row) -> D:
        """The row understood, or Refusal."""

    @abstractmethod
    def moments(self, identities: Sequence[str]) -> dict[str, datetime]:
        """Those of `identities` that the center has from this source, with their moments."""

    @abstractmethod
    def other(self, identity: str, moment: datetime) -> Message:
        """The sentence that `identity` stands for something else already."""

    @abstractmethod
    def insert(self, new: Sequence[Accepted[D]]) -> None:
        """Write the rows of a chunk (at least one)."""

    def begin(self) -> None:
        """What is judged once for the whole file; Refusal or NotPermitted."""

    def noted(self, new: Sequence[Accepted[D]]) -> None:
        """Remember what these rows bring beside themselves, and count it."""

    def finish(self) -> None:
        """What is written once, after the rows."""

    @abstractmethod
    def notes(self, *, written: bool) -> list[Message]:
        """What came, or would come, beside the rows."""

    def values(self, row: Row) -> dict[str, object]:
        """The row's values by field, or Refusal."""
        return self._converter.convert(row)

    def chunks(self, refused: RefusedRows | None) -> Iterator[list[Accepted[D]]]:
        """Rows to be added, judged; every other row is counted as known or refused."""
        waiting: list[Accepted[D]] = []
        with Identities() as identities:
            for row in self.plan.table.rows():
                self.tally.read += 1
                try:
                    accepted = self._accept(row, identities)
                except Refusal as refusal:
                    self._refuse(row, refusal, refused)
                    continue
                if accepted is None:
                    self.tally.known += 1
                else:
                    waiting.append(accepted)
                if len(waiting) == _CHUNK:
                    yield self._new(waiting, refused)
                    waiting = []
            yield self._new(waiting, refused)

    def _accept(self, row: Row, identities: Identities) -> Accepted[D] | None:
        draft = self.judge(row)
        identity, again = identities.of(row.number, draft.source_id, self._converter.raw(row))
        return None if again else Accepted(row, draft, identity)

    def _new(self, waiting: list[Accepted[D]], refused: RefusedRows | None) -> list[Accepted[D]]:
        """Those of `waiting` that the center has not got."""
        known = self.moments([one.identity for one in waiting]) if waiting else {}
        new: list[Accepted[D]] = []
        for accepted in waiting:
            moment = known.get(accepted.identity)
            if moment is None:
                new.append(accepted)
                self.tally.accepted += 1
                self.tally.days_only += accepted.draft.day_only
            elif accepted.draft.source_id is None or moment == accepted.draft.moment:
                self.tally.known += 1
            else:
                refusal = Refusal(self.other(accepted.identity, moment), field="source_id")
                self._refuse(accepted.row, refusal, refused)
        self.noted(new)
        return new

    def _refuse(self, row: Row, refusal: Refusal, refused: RefusedRows | None) -> None:
        self.tally.refuse(row.number, refusal)
        if refused is not None:
            refused.add(row, render(refusal))


WalkOf = Callable[[Context, Plan], ImportWalk[D]]


def run_import(
    center: Center,
    plan: Plan,
    walk_of: WalkOf[D],
    *,
    dry_run: bool,
    skip_bad: bool,
    refused_file: Path | None,
    progress: Progress,
) -> ImportReport:
    """Judge every row, then write them all, or with `skip_bad` the good ones.

    Raises:
        NotPermitted, Refusal, Unavailable: nothing was written. So for what `progress` raises.
    """
    judged = center.read(judge_rows, plan, walk_of, refused_file, progress)
    if judged.refused_rows and not skip_bad:
        return replace(judged.report, added=0, notes=judged.report.notes[: judged.plain_notes])
    if dry_run:
        return judged.report
    return center.run(write_rows, judged, walk_of, progress)


@dataclass(frozen=True, slots=True)
class Judged:
    """Every row judged: `report` says what would come of the good ones. `plain_notes` of its notes
    are true also when nothing is written.
    """

    plan: Plan
    report: ImportReport
    refused_rows: int
    plain_notes: int


def judge_rows(
    ctx: Context, plan: Plan, walk_of: WalkOf[D], refused_file: Path | None, progress: Progress
) -> Judged:
    """Judge every row against the center as it stands; write the refused ones to a file."""
    walk = walk_of(ctx, plan)
    ctx.require(walk.permission)
    walk.begin()
    with RefusedRows(refused_file, plan.table.file, plan.table.headings) as refused:
        for _ in walk.chunks(refused):
            progress(walk.tally.read, 2 * plan.survey.rows)
    report = _report(walk, written=False)
    plain = len(plan.notes()) + len(walk.tally.notes())
    return Judged(plan, report, walk.tally.refused_rows, plain)


def write_rows(
    ctx: Context, judged: Judged, walk_of: WalkOf[D], progress: Progress
) -> ImportReport:
    """Write the good rows, all in this transaction."""
    plan = judged.plan
    walk = walk_of(ctx, plan)
    ctx.require(walk.permission)
    for new in walk.chunks(None):
        if new:
            walk.insert(new)
        progress(plan.survey.rows + walk.tally.read, 2 * plan.survey.rows)
    if (walk.tally.read, walk.tally.refused_rows) != (judged.report.read, judged.refused_rows):
        raise Refusal(say("The file changed while it was being read; nothing was imported."))
    walk.finish()
    _record(ctx, walk)
    return _report(walk, written=True)


def _report(walk: ImportWalk[D], *, written: bool) -> ImportReport:
    plan, tally = walk.plan, walk.tally
    return ImportReport(
        read=tally.read,
        added=tally.accepted,
        known=tally.known,
        refused=tuple(tally.refused),
        map=plan.mapping.as_dict(),
        map_toml=plan.mapping.as_toml(),
        notes=(*plan.notes(), *tally.notes(), *walk.notes(written=written)),
        dry_run=not written,
    )


def _record(ctx: Context, walk: ImportWalk[D]) -> None:
    if walk.tally.accepted:
        record_event(
            ctx, "imported", walk.topic, new_id(), read=walk.tally.read, added=walk.tally.accepted
        )
        ctx.touch(walk.topic)

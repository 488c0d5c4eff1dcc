"""Importing calls from a spreadsheet: all rows or none (or the good ones), and never twice.

Three passes over the file: one to understand it, one to judge every row without a lock, and one,
in a single transaction, to write. What a file does not say is not made up: an answered call that
it calls not resolved is kept as outcome `ticket` (the matter stayed open) and no ticket is made;
rings are counted from the times; a caller's name alone makes no customer.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Outcome
from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.rings import pick_up
from thirdring.domain.roles import Permission
from thirdring.i18n import render
from thirdring.intake.call_drafts import CallDraft, CallDrafter
from thirdring.intake.call_fields import CALL_FIELDS
from thirdring.intake.cells import Row
from thirdring.intake.identity import Identities
from thirdring.intake.maps import Map
from thirdring.intake.readings import words
from thirdring.intake.refused_rows import RefusedRows
from thirdring.store.tables import Call
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.import_plan import Plan, plan_import
from thirdring.usecases.import_report import ImportReport, Progress, Tally, no_progress
from thirdring.usecases.imported_agents import AgentBook
from thirdring.usecases.imported_customers import customers_of
from thirdring.usecases.settings_of_center import write_setting
from thirdring.usecases.timeline import record_event

SOURCE = "import:calls"
_CHUNK = 500
_MOST_RINGS = 1_000
_MOST_NEW_CATEGORIES = 200


def import_calls(
    center: Center,
    file: Path,
    *,
    map_file: Path | None = None,
    date_order: str | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    refused_file: Path | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import the calls in `file` (CSV or XLSX). `date_order` is dmy, mdy or ymd.

    With a refused row nothing is written, unless `skip_bad`. `refused_file` gets the refused rows
    as CSV. An exception from `progress` stops the import before anything is written.

    Raises:
        NotPermitted: not for the actor, or people in the file are unknown and can't be added.
        Refusal: the file, its map, its dates or its words can't be understood.
        Unavailable: a file or the database can't be read or written; nothing was written.
    """
    center.read(_permit)
    plan = plan_import(file, CALL_FIELDS, map_file=map_file, order=date_order, progress=progress)
    with RefusedRows(refused_file, file, plan.table.headings) as refused:
        tally, added = center.read(_check, plan, refused, progress)
    stopped = bool(tally.refused_rows) and not skip_bad
    if not (dry_run or stopped):
        tally, added = center.run(_write, plan, tally, progress)
    return ImportReport(
        read=tally.read,
        added=0 if stopped else tally.accepted,
        known=tally.known,
        refused=tuple(tally.refused),
        map=plan.mapping.as_dict(),
        map_toml=plan.mapping.as_toml(),
        notes=(*plan.notes(), *tally.notes(), *([] if stopped else added)),
        dry_run=dry_run,
    )


def _permit(ctx: Context) -> None:
    ctx.require(Permission.IMPORT_CALLS)


def _check(
    ctx: Context, plan: Plan, refused: RefusedRows, progress: Progress
) -> tuple[Tally, list[Message]]:
    """Judge every row against the center as it stands."""
    walk = _Walk(ctx, plan)
    everybody = walk.everybody()
    walk.agents.refuse_unknown(everybody)
    for done in walk.chunks(refused):
        walk.note_new(done)
        progress(walk.tally.read, 2 * plan.survey.rows)
    unknown = [name for name in everybody if walk.agents.find(name) is None]
    return walk.tally, _added_notes(unknown, walk.new_categories)


def _write(
    ctx: Context, plan: Plan, checked: Tally, progress: Progress
) -> tuple[Tally, list[Message]]:
    """Insert what is not there yet."""
    ctx.require(Permission.IMPORT_CALLS)
    walk = _Walk(ctx, plan)
    for new in walk.chunks(None):
        walk.note_new(new)
        _insert(ctx, walk, new)
        progress(plan.survey.rows + walk.tally.read, 2 * plan.survey.rows)
    if (walk.tally.read, walk.tally.refused_rows) != (checked.read, checked.refused_rows):
        raise Refusal(say("The file changed while it was being read; nothing was imported."))
    if walk.new_categories:
        write_setting(
            ctx.session, "categories", [*ctx.center.categories, *walk.new_categories], ctx.now
        )
        ctx.touch("settings")
    if walk.tally.accepted:
        record_event(
            ctx, "imported", "calls", new_id(), read=walk.tally.read, added=walk.tally.accepted
        )
        ctx.touch("calls")
    return walk.tally, _added_notes(walk.agents.added, walk.new_categories)


@dataclass(frozen=True, slots=True)
class _Accepted:
    row: Row
    draft: CallDraft
    identity: str


class _Walk:
    """One pass over the rows, in chunks of those that are good and not known yet."""

    def __init__(self, ctx: Context, plan: Plan) -> None:
        options = plan.mapping.options
        self.tally = Tally()
        self.agents = AgentBook(ctx, add=options.new_agents == "add")
        self.new_categories: list[str] = []
        self.source = SOURCE if options.source is None else f"{SOURCE}:{options.source[:100]}"
        self._ctx = ctx
        self._plan = plan
        self._add_categories = options.new_categories == "add"
        self._categories = {words(key): key for key in ctx.center.categories}
        zone = CenterTime(options.timezone) if options.timezone else ctx.center.time
        self._drafter = CallDrafter(zone, ctx.now)
        self._converter = plan.converter()

    def everybody(self) -> list[str]:
        """The people of the file, by the map's words for them."""
        mapping: Map = self._plan.mapping
        constant = mapping.constants.get("agent")
        found = self._plan.survey.distinct.get("agent", [])
        if found is None:
            raise Refusal(
                say("{headings} holds more than a thousand different names: is it the agent?",
                    headings=", ".join(mapping.columns["agent"])),
                field="agent",
            )  # fmt: skip
        ours = {words(theirs): name for theirs, name in mapping.values.get("agent", {}).items()}
        named = [ours.get(words(said), said) for said in found]
        return list(dict.fromkeys(name for name in [*named, constant] if name))

    def chunks(self, refused: RefusedRows | None) -> Iterator[list[_Accepted]]:
        """Rows to be added, judged; every other row is counted as known or refused."""
        waiting: list[_Accepted] = []
        with Identities() as identities:
            for row in self._plan.table.rows():
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
                    yield self._unknown(waiting, refused)
                    waiting = []
            yield self._unknown(waiting, refused)

    def note_new(self, new: Sequence[_Accepted]) -> None:
        """Remember the categories these rows bring."""
        for accepted in new:
            category = accepted.draft.category
            if category is not None and words(category) not in self._categories:
                self._categories[words(category)] = category
                self.new_categories.append(category)
        if len(self.new_categories) > _MOST_NEW_CATEGORIES:
            raise Refusal(
                say("The file has more than {most} new categories: is the column really one?",
                    most=_MOST_NEW_CATEGORIES),
                field="category",
            )  # fmt: skip

    def category(self, said: str | None) -> str | None:
        """The center's key for the file's word."""
        return None if said is None else self._categories.get(words(said), said)

    def _accept(self, row: Row, identities: Identities) -> _Accepted | None:
        draft = self._drafter.draft(self._converter.convert(row))
        self.agents.find(draft.agent)
        if draft.category is not None:
            self._judge_category(draft.category)
        identity, again = identities.of(row.number, draft.source_id, self._converter.raw(row))
        return None if again else _Accepted(row, draft, identity)

    def _judge_category(self, said: str) -> None:
        if not self._add_categories and words(said) not in self._categories:
            raise Refusal(
                say("“{category}” is not a category here; they are {keys}.",
                    category=said[:40], keys=", ".join(self._ctx.center.categories)),
                field="category",
            )  # fmt: skip

    def _unknown(self, waiting: list[_Accepted], refused: RefusedRows | None) -> list[_Accepted]:
        """Those of `waiting` that the center has not got."""
        known = self._known([accepted.identity for accepted in waiting])
        new: list[_Accepted] = []
        for accepted in waiting:
            started = known.get(accepted.identity)
            if started is None:
                new.append(accepted)
                self.tally.accepted += 1
                self.tally.days_only += accepted.draft.day_only
                self.tally.left_open += accepted.draft.outcome is Outcome.TICKET
            elif accepted.draft.source_id is None or started == accepted.draft.started_at:
                self.tally.known += 1
            else:
                self._refuse(accepted.row, self._other_call(accepted, started), refused)
        return new

    def _known(self, identities: list[str]) -> dict[str, datetime]:
        if not identities:
            return {}
        rows = self._ctx.session.execute(
            select(Call.source_id, Call.started_at).where(
                Call.source == self.source, Call.source_id.in_(identities)
            )
        )
        return {row.source_id: row.started_at for row in rows if row.source_id is not None}

    def _other_call(self, accepted: _Accepted, started: datetime) -> Refusal:
        return Refusal(
            say("The id {id} is here already for a call at {time}; if this is another system, "
                "name it in the map’s [options] source.",
                id=accepted.identity[:40], time=self._ctx.center.time.text(started)),
            field="source_id",
        )  # fmt: skip

    def _refuse(self, row: Row, refusal: Refusal, refused: RefusedRows | None) -> None:
        self.tally.refuse(row.number, refusal)
        if refused is not None:
            refused.add(row, render(refusal))


def _insert(ctx: Context, walk: _Walk, new: list[_Accepted]) -> None:
    if not new:
        return
    drafts = [accepted.draft for accepted in new]
    owners = [walk.agents.find_or_add(draft.agent) for draft in drafts]
    customers = customers_of(ctx, drafts)
    rows = [
        _row(ctx, accepted, owner, customer)
        | {"category": walk.category(accepted.draft.category), "source": walk.source}
        for accepted, owner, customer in zip(new, owners, customers, strict=True)
    ]
    ctx.session.execute(insert(Call.__table__), rows)  # type: ignore[arg-type]


def _row(
    ctx: Context,
    accepted: _Accepted,
    agent_id: uuid.UUID,
    customer_id: uuid.UUID | None,
) -> dict[str, Any]:
    draft = accepted.draft
    picked_up = pick_up(
        ctx.policy,
        direction=draft.direction,
        rings=draft.rings,
        started_at=draft.started_at,
        answered_at=draft.answered_at,
    )
    phone = draft.phone
    same = ("direction", "name", "title", "address", "caller_type", "raised", "wants",
            "answer", "unmet_need", "started_at", "answered_at", "ended_at", "wrapped_up_at",
            "hung_up_by", "outcome", "transferred_to", "emergency", "satisfaction")  # fmt: skip
    return {name: getattr(draft, name) for name in same} | {
        "id": new_id(),
        "agent_id": agent_id,
        "customer_id": customer_id,
        "number": phone.raw if phone else None,
        "digits": phone.digits if phone else None,
        "extension": phone.extension if phone else None,
        "withheld": ["number"] if draft.number_withheld else [],
        "rings": None if picked_up.rings is None else min(picked_up.rings, _MOST_RINGS),
        "rings_disagree": picked_up.disagree,
        "source_id": accepted.identity,
        "created_at": ctx.now,
    }


def _added_notes(agents: list[str], categories: list[str]) -> list[Message]:
    notes = []
    if agents:
        notes.append(
            say("Accounts added, out of use and without a password: {logins}.",
                logins=", ".join(agents))
        )  # fmt: skip
    if categories:
        notes.append(say("Categories added: {keys}.", keys=", ".join(categories)))
    return notes

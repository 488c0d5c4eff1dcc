"""Importing calls from a spreadsheet: all rows or none (or the good ones), and never twice.

What a file does not say is not made up: an answered call that it calls not resolved is kept as
outcome `ticket` (the matter stayed open) and no ticket is made; rings are counted from the times;
a caller's name alone makes no customer.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from thirdring.domain.enums import Outcome
from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.rings import pick_up
from thirdring.domain.roles import Permission
from thirdring.intake.call_drafts import CallDraft, CallDrafter
from thirdring.intake.call_fields import CALL_FIELDS
from thirdring.intake.cells import Row
from thirdring.intake.draft_times import DraftTimes
from thirdring.intake.readings import words
from thirdring.store.prepared import insert_rows
from thirdring.store.tables import Call
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.import_plan import Plan, plan_import
from thirdring.usecases.import_report import ImportReport, Progress, no_progress
from thirdring.usecases.import_walk import Accepted, ImportWalk, run_import
from thirdring.usecases.imported_agents import AgentBook
from thirdring.usecases.imported_customers import customers_of
from thirdring.usecases.settings_of_center import write_setting

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
    """Import the calls in `file`, any kind of table. `date_order` is dmy, mdy or ymd.
    The map is in `map_file`, or proposed.

    With a refused row nothing is written, unless `skip_bad`. `refused_file` gets the refused rows
    as CSV. An exception from `progress` stops the import before anything is written.

    Raises:
        NotPermitted: not for the actor, or people in the file are unknown and can't be added.
        Refusal: the file, its map, its dates or its words can't be understood.
        Unavailable: a file or the database can't be read or written; nothing was written.
    """
    center.read(Context.require, Permission.IMPORT_CALLS)
    plan = plan_import(file, CALL_FIELDS, map_file=map_file, order=date_order, progress=progress)
    return run_import(
        center, plan, CallWalk,
        dry_run=dry_run, skip_bad=skip_bad, refused_file=refused_file, progress=progress,
    )  # fmt: skip


class CallWalk(ImportWalk[CallDraft]):
    """Calls, with the people and categories they bring."""

    topic = "calls"
    permission = Permission.IMPORT_CALLS

    def __init__(self, ctx: Context, plan: Plan) -> None:
        super().__init__(ctx, plan)
        options = plan.mapping.options
        self._agents = AgentBook(ctx, add=options.new_agents == "add")
        self._new_categories: list[str] = []
        self._add_categories = options.new_categories == "add"
        self._categories = {words(key): key for key in ctx.center.categories}
        self._drafter = CallDrafter(DraftTimes(self.zone, ctx.now))

    def begin(self) -> None:
        self._agents.refuse_unknown(self._everybody())

    def judge(self, row: Row) -> CallDraft:
        draft = self._drafter.draft(self.values(row))
        self._agents.find(draft.agent)
        if draft.category is not None:
            self._judge_category(draft.category)
        return draft

    def moments(self, identities: Sequence[str]) -> dict[str, datetime]:
        rows = self.ctx.session.execute(
            select(Call.source_id, Call.started_at).where(
                Call.source == self.source, Call.source_id.in_(identities)
            )
        )
        return {row.source_id: row.started_at for row in rows if row.source_id is not None}

    def other(self, identity: str, moment: datetime) -> Message:
        return say("The id {id} is here already for a call at {time}; if this is another system, "
                   "name it in the map’s [options] source.",
                   id=identity[:40], time=self.ctx.center.time.text(moment))  # fmt: skip

    def noted(self, new: Sequence[Accepted[CallDraft]]) -> None:
        for accepted in new:
            self.tally.left_open += accepted.draft.outcome is Outcome.TICKET
            category = accepted.draft.category
            if category is not None and words(category) not in self._categories:
                self._categories[words(category)] = category
                self._new_categories.append(category)
        if len(self._new_categories) > _MOST_NEW_CATEGORIES:
            raise Refusal(
                say("The file has more than {most} new categories: is the column really one?",
                    most=_MOST_NEW_CATEGORIES),
                field="category",
            )  # fmt: skip

    def insert(self, new: Sequence[Accepted[CallDraft]]) -> None:
        drafts = [accepted.draft for accepted in new]
        owners = [self._agents.find_or_add(draft.agent) for draft in drafts]
        customers = customers_of(self.ctx, drafts)
        rows = [
            _row(self.ctx, accepted, owner, customer)
            | {"category": self._category(accepted.draft.category), "source": self.source}
            for accepted, owner, customer in zip(new, owners, customers, strict=True)
        ]
        insert_rows(self.ctx.connection, Call, rows)

    def finish(self) -> None:
        if self._new_categories:
            categories = [*self.ctx.center.categories, *self._new_categories]
            write_setting(self.ctx.session, "categories", categories, self.ctx.now)
            self.ctx.touch("settings")

    def notes(self, *, written: bool) -> list[Message]:
        agents = self._agents.added
        if not written:
            agents = [name for name in self._everybody() if self._agents.find(name) is None]
        return _added_notes(agents, self._new_categories)

    def _everybody(self) -> list[str]:
        """The people of the file, by the map's words for them."""
        mapping = self.plan.mapping
        constant = mapping.constants.get("agent")
        found = self.plan.survey.distinct.get("agent", [])
        if found is None:
            raise Refusal(
                say("{headings} holds more than a thousand different names: is it the agent?",
                    headings=", ".join(mapping.columns["agent"])),
                field="agent",
            )  # fmt: skip
        ours = {words(theirs): name for theirs, name in mapping.values.get("agent", {}).items()}
        named = [ours.get(words(said), said) for said in found]
        return list(dict.fromkeys(name for name in [*named, constant] if name))

    def _category(self, said: str | None) -> str | None:
        """The center's key for the file's word."""
        return None if said is None else self._categories.get(words(said), said)

    def _judge_category(self, said: str) -> None:
        if not self._add_categories and words(said) not in self._categories:
            raise Refusal(
                say("“{category}” is not a category here; they are {keys}.",
                    category=said[:40], keys=", ".join(self.ctx.center.categories)),
                field="category",
            )  # fmt: skip


def _row(
    ctx: Context,
    accepted: Accepted[CallDraft],
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
        "digits": (phone.digits or None) if phone else None,
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

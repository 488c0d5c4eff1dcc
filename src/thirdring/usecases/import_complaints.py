"""Importing complaints from a spreadsheet (D13): all rows or none (or the good ones), never twice.

What a file does not say is not made up. A complaint without nature, severity or channel is kept as
it is; whoever it names without saying for certain whom it means is left to be decided. Each belongs
to the day the file says, by the center's clock (G1).

History starts no clocks: only a complaint that is open, and whose answer is not due yet (D4, D16),
gets its clocks, its department and, when major, its way up. The others are what they were.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from thirdring.domain.clock_rules import Started, at_intake
from thirdring.domain.enums import CLOSED_STATES, AgainstKind, TicketKind
from thirdring.domain.errors import Message, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.intake.cells import Row
from thirdring.intake.complaint_drafts import ComplaintDraft, ComplaintDrafter
from thirdring.intake.complaint_fields import COMPLAINT_FIELDS
from thirdring.intake.draft_times import DraftTimes
from thirdring.store.search import index_new_tickets
from thirdring.store.tables import ComplaintDetail, Event, Ticket
from thirdring.usecases.center import Center
from thirdring.usecases.clock_keeping import Of, add_clock, calendar_of
from thirdring.usecases.context import Context
from thirdring.usecases.give_number import give_numbers
from thirdring.usecases.import_plan import Plan, plan_import
from thirdring.usecases.import_report import ImportReport, Progress, no_progress
from thirdring.usecases.import_walk import Accepted, ImportWalk, run_import
from thirdring.usecases.imported_customers import customers_of
from thirdring.usecases.imported_parties import PartyBook
from thirdring.usecases.open_ticket import NO_DUE, searchable_texts, set_going

_MOST_NAMED = 20
_SEARCHED = (
    "number", "name", "phone", "digits", "address", "raised", "wants", "answer",
)  # fmt: skip
_TICKET = (
    "kind", "state", "severity", "name", "title", "address", "raised", "wants", "answer",
    "received_at", "closed_at",
)  # fmt: skip
_DETAIL = (
    "channel", "nature", "bought_on", "warranty_until", "order_no", "safety", "immediate",
)  # fmt: skip


def import_complaints(
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
    """Import the complaints in `file`; the arguments and errors as of `import_calls`."""
    center.read(Context.require, Permission.IMPORT_COMPLAINTS)
    plan = plan_import(
        file, COMPLAINT_FIELDS, map_file=map_file, order=date_order, progress=progress
    )
    return run_import(
        center, plan, ComplaintWalk,
        dry_run=dry_run, skip_bad=skip_bad, refused_file=refused_file, progress=progress,
    )  # fmt: skip


class ComplaintWalk(ImportWalk[ComplaintDraft]):
    """Complaints, requests and praise, with whom they are about."""

    topic = "complaints"
    permission = Permission.IMPORT_COMPLAINTS

    def __init__(self, ctx: Context, plan: Plan) -> None:
        super().__init__(ctx, plan)
        self._drafter = ComplaintDrafter(DraftTimes(self.zone, ctx.now))
        self._parties = PartyBook(ctx)
        self._calendar = calendar_of(ctx)
        self._undecided: dict[str, None] = {}
        self._incomplete = 0
        self._running = 0

    def judge(self, row: Row) -> ComplaintDraft:
        return self._drafter.draft(self.values(row))

    def moments(self, identities: Sequence[str]) -> dict[str, datetime]:
        rows = self.ctx.session.execute(
            select(Ticket.source_id, Ticket.received_at).where(
                Ticket.source == self.source, Ticket.source_id.in_(identities)
            )
        )
        return {row.source_id: row.received_at for row in rows if row.source_id is not None}

    def other(self, identity: str, moment: datetime) -> Message:
        return say("The id {id} is here already for a complaint of {time}; if this is another "
                   "system, name it in the map’s [options] source.",
                   id=identity[:40], time=self.ctx.center.time.text(moment))  # fmt: skip

    def noted(self, new: Sequence[Accepted[ComplaintDraft]]) -> None:
        for draft in (accepted.draft for accepted in new):
            kind, party = self._parties.party(draft.against_kind, draft.against)
            undecided = kind is None or (kind is AgainstKind.EMPLOYEE and party.staff_id is None)
            if undecided and party.text:
                self._undecided[party.text] = None
            missing = (draft.channel, draft.nature, draft.severity, draft.raised or None, kind)
            self._incomplete += None in missing
            self._running += bool(self._clocks(draft))

    def insert(self, new: Sequence[Accepted[ComplaintDraft]]) -> None:
        drafts = [accepted.draft for accepted in new]
        numbers = give_numbers(self.ctx, [draft.kind for draft in drafts])
        customers = customers_of(self.ctx, drafts)
        tickets = [
            self._ticket(accepted) | {"number": number, "customer_id": customer}
            for accepted, number, customer in zip(new, numbers, customers, strict=True)
        ]
        details = {
            ticket["id"]: self._detail(draft) | {"ticket_id": ticket["id"]}
            for draft, ticket in zip(drafts, tickets, strict=True)
            if draft.kind is not TicketKind.ENQUIRY
        }
        session = self.ctx.session
        session.execute(insert(Ticket.__table__), tickets)  # type: ignore[arg-type]
        if details:
            session.execute(insert(ComplaintDetail.__table__), list(details.values()))  # type: ignore[arg-type]
        session.execute(insert(Event.__table__), [self._opened(t) for t in tickets])  # type: ignore[arg-type]
        self._index(tickets, details)
        for draft, ticket in zip(drafts, tickets, strict=True):
            if clocks := self._clocks(draft):
                self._set_going(ticket, clocks)

    def finish(self) -> None:
        if self.tally.accepted:
            self.ctx.touch("tickets")

    def notes(self, *, written: bool) -> list[Message]:
        found = []
        if self._incomplete:
            found.append(
                say("{count} complaints lack a channel, nature, severity, text or whom they are "
                    "against; they are kept as incomplete.", count=self._incomplete)
            )  # fmt: skip
        if self._undecided:
            names = [f"“{name[:40]}”" for name in self._undecided][:_MOST_NAMED]
            more = " …" if len(self._undecided) > _MOST_NAMED else ""
            found.append(
                say("To be decided, counted for nobody until then: {names}.",
                    names=", ".join(names) + more)
            )  # fmt: skip
        started = self._running if written else 0
        if started:
            found.append(say("{count} are open and due still: their clocks run.", count=started))
        return found

    def _clocks(self, draft: ComplaintDraft) -> tuple[Started, ...]:
        """The clocks of a complaint that can still be answered in time; none of history's."""
        if draft.state in CLOSED_STATES:
            return ()
        clocks = at_intake(
            draft.kind, draft.received_at, self.ctx.policy, self._calendar, channel=draft.channel
        )
        return tuple(clock for clock in clocks if clock.due_at > self.ctx.now)

    def _ticket(self, accepted: Accepted[ComplaintDraft]) -> dict[str, Any]:
        draft, now = accepted.draft, self.ctx.now
        due = min(((c.due_at, c.rule) for c in self._clocks(draft)), default=(None, None))
        return {name: getattr(draft, name) for name in _TICKET} | {
            "id": new_id(),
            "open": draft.state not in CLOSED_STATES,
            "phone": draft.phone.raw if draft.phone else None,
            "digits": (draft.phone.digits or None) if draft.phone else None,
            "created_by": self.ctx.actor.id,
            "due_at": due[0],
            "due_rule": due[1],
            "sort_due": due[0] or NO_DUE,
            "source": self.source,
            "source_id": accepted.identity,
            "created_at": now,
            "updated_at": now,
        }

    def _detail(self, draft: ComplaintDraft) -> dict[str, Any]:
        kind, party = self._parties.party(draft.against_kind, draft.against)
        return {name: getattr(draft, name) for name in _DETAIL} | {
            "against_kind": kind,
            "against_staff_id": party.staff_id,
            "against_department_id": party.department_id,
            "against_merchant_id": party.merchant_id,
            "against_product_id": party.product_id,
            "against_text": party.text,
            "product_id": self._parties.named(AgainstKind.PRODUCT, draft.product),
            "product_text": draft.product,
            "merchant_id": self._parties.named(AgainstKind.MERCHANT, draft.merchant),
            "merchant_text": draft.merchant,
            "month": self.ctx.center.time.month_of(draft.received_at),
        }

    def _opened(self, ticket: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": new_id(),
            "at": self.ctx.now,
            "actor_id": self.ctx.actor.id,
            "verb": "opened",
            "subject_kind": "ticket",
            "subject_id": ticket["id"],
            "ticket_id": ticket["id"],
            "detail": {"kind": ticket["kind"].value, "source": self.source},
        }

    def _index(
        self, tickets: list[dict[str, Any]], details: dict[uuid.UUID, dict[str, Any]]
    ) -> None:
        rows = self.ctx.session.execute(
            select(Ticket.id, Ticket.seq).where(Ticket.id.in_([ticket["id"] for ticket in tickets]))
        )
        seqs = {row.id: row.seq for row in rows}
        index_new_tickets(
            self.ctx.session,
            {
                seqs[ticket["id"]]: searchable_texts(
                    Ticket(**{name: ticket[name] for name in _SEARCHED}),
                    ComplaintDetail(**details[ticket["id"]]) if ticket["id"] in details else None,
                )
                for ticket in tickets
            },
        )

    def _set_going(self, row: dict[str, Any], clocks: tuple[Started, ...]) -> None:
        ctx = self.ctx
        ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == row["id"])).one()
        detail = ctx.session.get(ComplaintDetail, row["id"])
        for started in clocks:
            add_clock(ctx, started, Of(ticket_id=ticket.id))
        set_going(ctx, ticket, detail)

"""Two tickets of one matter become one: likely ones pointed out, merged as linked stubs, undone."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, true, update

from thirdring.domain import phones
from thirdring.domain.case_values import EscalationState, VisitState
from thirdring.domain.enums import CallbackState, TicketKind, TicketState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import (
    Callback,
    ClockRow,
    ComplaintDetail,
    Escalation,
    Event,
    ReturnVisit,
    Staff,
    Ticket,
    TicketMerge,
)
from thirdring.usecases.clock_keeping import Of, cancel_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.settle_escalations import refresh_level
from thirdring.usecases.ticket_access import (
    Which,
    against_oneself,
    changed,
    keep_note,
    load_ticket,
    stands_against,
)
from thirdring.usecases.timeline import record_event
from thirdring.usecases.visit_keeping import drop_visits

MOST_LIKELY = 10
_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Likely:
    """An open ticket that may be the same matter, and why."""

    id: uuid.UUID
    number: str
    state: TicketState
    received_at: datetime
    subject: str
    same_number: bool
    same_product: bool


def likely_duplicates(ctx: Context, which: Which) -> tuple[Likely, ...]:
    """Those of the same number or product near in time to a ticket, the likeliest first.

    Raises:
        NotPermitted: the role sees no tickets. NotFound: no such ticket.
    """
    ticket = load_ticket(ctx, which)
    detail = ctx.session.get(ComplaintDetail, ticket.id)
    product = detail.product_text if detail else None
    return _likely(ctx, ticket.digits, product, ticket.received_at, ticket.id)


def likely_before_filing(
    ctx: Context, number: str | None, product: str | None
) -> tuple[Likely, ...]:
    """The same for what is being typed into the reception form.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    ctx.require(Permission.SEE_ALL_TICKETS)
    digits = phones.parse(number).digits if number else None
    return _likely(ctx, digits, product and product.strip(), ctx.now, None)


def _likely(
    ctx: Context, digits: str | None, product: str | None, at: datetime, but: uuid.UUID | None
) -> tuple[Likely, ...]:
    near = timedelta(days=ctx.policy.integer(Key.DUPLICATE_DAYS))
    same = []
    if digits:
        same.append(Ticket.digits == digits)
    if product:
        same.append(func.lower(ComplaintDetail.product_text) == product.lower())
    if not same:
        return ()
    statement = (
        select(
            Ticket.id, Ticket.number, Ticket.state, Ticket.received_at, Ticket.raised,
            Ticket.digits, ComplaintDetail.product_text, ComplaintDetail.against_staff_id,
        )
        .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(
            or_(*same), Ticket.open.is_(true()),
            Ticket.kind.in_([TicketKind.COMPLAINT, TicketKind.REQUEST]),
            Ticket.received_at.between(at - near, at + near),
        )
        .order_by(Ticket.received_at.desc())
        .limit(200)
    )  # fmt: skip
    if but is not None:
        statement = statement.where(Ticket.id != but)
    found = [
        Likely(
            row.id, row.number, row.state, row.received_at, row.raised.split("\n", 1)[0][:_SUBJECT],
            same_number=bool(digits) and row.digits == digits,
            same_product=bool(product) and (row.product_text or "").lower() == (product or "").lower(),
        )
        for row in ctx.session.execute(statement)
        if row.against_staff_id != ctx.actor.id  # G9: the match would tell the complainant
    ]  # fmt: skip
    found.sort(key=lambda one: (not one.same_number, not one.same_product))
    return tuple(found[:MOST_LIKELY])


def merge_ticket(
    ctx: Context, which: uuid.UUID | str, into: uuid.UUID | str, reason: str
) -> TicketFields:
    """`which` becomes a stub of `into`: its clocks stop, what is owed goes to the survivor. Returns
    the survivor.

    Raises:
        NotPermitted: the role may not, one of them is about oneself, or the first about who has the
            second (G9).
        NotFound: no such ticket.
        Refusal: the same ticket, of two kinds, closed, or no reason.
    """
    ctx.require(Permission.WORK_TICKETS)
    gone, kept = load_ticket(ctx, which, lock=True), load_ticket(ctx, into, lock=True)
    for ticket in (gone, kept):
        refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    _refuse_pair(gone, kept)
    _refuse_accused(ctx, gone, kept)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule="H4", field="reason")
    note_id = keep_note(ctx, gone, reason)
    merge = TicketMerge(
        id=new_id(), ticket_id=gone.id, into_id=kept.id, state_before=gone.state,
        merged_by=ctx.actor.id, merged_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(merge)
    drop_visits(ctx, gone.id)
    moved = _move_all(ctx, gone.id, kept.id)
    cancel_clocks(ctx, Of(ticket_id=gone.id))
    gone.state, gone.open, gone.closed_at = TicketState.MERGED, False, ctx.now
    gone.merged_into_id = kept.id
    record_event(
        ctx, "merged", "ticket", gone.id, ticket_id=gone.id, note_id=str(note_id),
        merge=str(merge.id), into=kept.number, **moved,
    )  # fmt: skip
    record_event(ctx, "took_in", "ticket", kept.id, ticket_id=kept.id, merged=gone.number)
    _both_changed(ctx, gone, kept)
    return fields_of(ctx, kept)


def unmerge_ticket(ctx: Context, which: uuid.UUID | str) -> TicketFields:
    """Undo it: the stub is what it was, its clocks run on to the same time, and what it gave and
    the survivor still owes comes back. Returns the ticket.

    Raises:
        NotPermitted: the role may not, or one of them is about oneself (G9).
        NotFound: no such ticket. Refusal: it isn't merged.
    """
    ctx.require(Permission.WORK_TICKETS)
    gone = load_ticket(ctx, which, lock=True)
    merge = ctx.session.scalars(
        select(TicketMerge).where(TicketMerge.ticket_id == gone.id, TicketMerge.undone_at.is_(None))
    ).first()
    if merge is None:
        raise Refusal(say("This ticket isn't merged."), rule="H4", field="ticket")
    kept = load_ticket(ctx, merge.into_id, lock=True)
    for ticket in (gone, kept):
        refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    moved = _moved_then(ctx, gone.id, merge.id)
    for name, table in _MOVED.items():
        _give(ctx, table, moved.get(name, []), kept.id, gone.id)
    _restart(ctx, gone.id, merge.merged_at)
    merge.undone_by, merge.undone_at = ctx.actor.id, ctx.now
    gone.state, gone.open, gone.closed_at = merge.state_before, True, None
    gone.merged_into_id = None
    record_event(ctx, "unmerged", "ticket", gone.id, ticket_id=gone.id, merge=str(merge.id))
    record_event(ctx, "gave_back", "ticket", kept.id, ticket_id=kept.id, merged=gone.number)
    _both_changed(ctx, gone, kept)
    return fields_of(ctx, gone)


def _refuse_accused(ctx: Context, gone: Ticket, kept: Ticket) -> None:
    """G9: what stands against the owner of the survivor doesn't go into their hands."""
    if kept.owner_id is None or not stands_against(ctx, gone, kept.owner_id):
        return
    name = ctx.session.scalars(select(Staff.name).where(Staff.id == kept.owner_id)).one()
    raise NotPermitted(
        say("This complaint is about {name}: somebody else takes it on.", name=name),
        rule="G9", field="into",
    )  # fmt: skip


def _refuse_pair(gone: Ticket, kept: Ticket) -> None:
    if gone.id == kept.id:
        raise Refusal(say("A ticket can't be merged with itself."), rule="H4", field="into")
    if gone.kind is not kept.kind:
        raise Refusal(say("Only tickets of one kind are merged."), rule="H4", field="into")
    for ticket, field in ((gone, "ticket"), (kept, "into")):
        if not ticket.open:
            raise Refusal(
                say("{number} is closed: open it again first.", number=ticket.number),
                rule="H4", field=field,
            )  # fmt: skip


_MOVED: dict[str, Any] = {"callbacks": Callback, "escalations": Escalation}


def _move_all(ctx: Context, gone_id: uuid.UUID, kept_id: uuid.UUID) -> dict[str, list[str]]:
    """Open callbacks and what was sent up go to the survivor, with their clocks; their ids."""
    ctx.session.flush()
    waiting = {
        "callbacks": Callback.state == CallbackState.OPEN,
        "escalations": Escalation.state != EscalationState.CLOSED,
    }
    moved = {}
    for name, table in _MOVED.items():
        ids = list(
            ctx.session.scalars(select(table.id).where(table.ticket_id == gone_id, waiting[name]))
        )
        moved[name] = [str(one) for one in ids]
        _give(ctx, table, moved[name], gone_id, kept_id)
    return moved


def _give(ctx: Context, table: Any, ids: list[str], from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Those of `ids` that are still there change hands, and their clocks with them."""
    ours = [uuid.UUID(one) for one in ids]
    if not ours:
        return
    of_clock = ClockRow.callback_id if table is Callback else ClockRow.escalation_id
    for statement in (
        update(table).where(table.id.in_(ours), table.ticket_id == from_id),
        update(ClockRow).where(of_clock.in_(ours), ClockRow.ticket_id == from_id),
    ):
        ctx.session.execute(
            statement.values(ticket_id=to_id).execution_options(synchronize_session="fetch")
        )
    ctx.touch("callbacks", "escalations", "clocks")


def _moved_then(ctx: Context, ticket_id: uuid.UUID, merge_id: uuid.UUID) -> dict[str, list[str]]:
    details = ctx.session.scalars(
        select(Event.detail).where(Event.ticket_id == ticket_id, Event.verb == "merged")
    )
    return next((d for d in details if d.get("merge") == str(merge_id)), {})


def _restart(ctx: Context, ticket_id: uuid.UUID, merged_at: datetime) -> None:
    """What the merge stopped runs on, due when it always was; visits wait in the queue again."""
    rows = ctx.session.scalars(
        select(ClockRow).where(ClockRow.ticket_id == ticket_id, ClockRow.cancelled_at == merged_at)
    )
    for row in rows:
        row.cancelled_at = None
        row.version += 1
    visits = ctx.session.scalars(
        select(ReturnVisit).where(
            ReturnVisit.ticket_id == ticket_id,
            ReturnVisit.state == VisitState.WAIVED,
            ReturnVisit.closed_at == merged_at,
            ReturnVisit.waived_reason.is_(None),
        )
    )
    for visit in visits:
        visit.state, visit.closed_by, visit.closed_at = VisitState.OPEN, None, None
        visit.version += 1
    ctx.touch("clocks", "return_visits")


def _both_changed(ctx: Context, *tickets: Ticket) -> None:
    ctx.session.flush()
    for ticket in tickets:
        refresh_level(ctx, ticket.id)
        changed(ctx, ticket)

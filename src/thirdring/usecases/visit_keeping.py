"""Return visits as they are kept (D10): planned with their clock, closed, left out."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain import clock_rules
from thirdring.domain.case_values import VisitReason, VisitState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Escalation, ReturnVisit, Ticket
from thirdring.usecases.clock_keeping import Of, add_clock, calendar_of, cancel_clocks, meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.settle_escalations import settle_waiting
from thirdring.usecases.timeline import record_event

RULE = "D10"
BEST = 5


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A call that is owed; `since` (aware UTC) is what its days are counted from."""

    reason: VisitReason
    since: datetime
    ticket_id: uuid.UUID | None = None
    customer_id: uuid.UUID | None = None
    call_id: uuid.UUID | None = None
    name: str | None = None
    number: str | None = None
    digits: str | None = None
    about: str | None = None
    owner_id: uuid.UUID | None = None


def add_visit(ctx: Context, new: NewVisit) -> ReturnVisit:
    """Plan it; it runs its own clock and waits in the queue for whoever makes the visits."""
    started = clock_rules.start(RULE, new.since, ctx.policy, calendar_of(ctx))
    row = ReturnVisit(
        id=new_id(),
        reason=new.reason,
        state=VisitState.OPEN,
        ticket_id=new.ticket_id,
        customer_id=new.customer_id,
        call_id=new.call_id,
        name=new.name,
        number=new.number,
        digits=new.digits,
        about=new.about,
        due_at=started.due_at,
        tries=0,
        owner_id=new.owner_id,
        made_by=ctx.actor.id,
        created_at=ctx.now,
        version=1,
    )
    ctx.session.add(row)
    ctx.session.flush()
    add_clock(ctx, started, of(row))
    record_event(
        ctx, "planned_visit", "visit", row.id, ticket_id=row.ticket_id,
        reason=row.reason.value, rule=RULE,
    )  # fmt: skip
    ctx.touch("return_visits")
    return row


def visit_after(ctx: Context, ticket: Ticket, since: datetime) -> ReturnVisit:
    """The visit a completed case is owed, by who sees the case through (C10)."""
    return add_visit(
        ctx,
        NewVisit(
            VisitReason.COMPLAINT, since, ticket_id=ticket.id, customer_id=ticket.customer_id,
            name=ticket.name, number=ticket.phone, digits=ticket.digits, owner_id=ticket.owner_id,
        ),
    )  # fmt: skip


def of(visit: ReturnVisit) -> Of:
    """What the visit's clock is about."""
    return Of(ticket_id=visit.ticket_id, visit_id=visit.id)


def finish_visit(
    ctx: Context, visit: ReturnVisit, satisfaction: int | None, opinion: str | None
) -> None:
    """The customer was spoken to: their satisfaction, and what they say of the handling.

    Raises:
        Refusal: no satisfaction from 1 to 5, or the visit is closed.
    """
    refuse_closed(visit)
    if satisfaction is None or not 1 <= satisfaction <= BEST:
        raise Refusal(
            say("Satisfaction is a number from 1 to {best}.", best=BEST),
            rule=RULE,
            field="satisfaction",
        )
    visit.satisfaction = satisfaction
    visit.opinion = clean(opinion or "", TextKind.TEXT, field="opinion").text or None
    _close(ctx, visit, VisitState.DONE)
    meet_clocks(ctx, of(visit), {RULE})
    record_event(
        ctx, "visited", "visit", visit.id, ticket_id=visit.ticket_id,
        satisfaction=satisfaction, rule=RULE,
    )  # fmt: skip


def waive_visit(ctx: Context, visit: ReturnVisit, reason: str) -> None:
    """A supervisor leaves it out, with a reason.

    Raises:
        NotPermitted: not a supervisor. Refusal: no reason, or the visit is closed.
    """
    if not ctx.actor.may(Permission.REVIEW):
        raise NotPermitted(say("A supervisor decides that a visit is left out."), rule=RULE)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule=RULE, field="reason")
    refuse_closed(visit)
    visit.waived_reason = reason
    drop_visit(ctx, visit)


def drop_visit(ctx: Context, visit: ReturnVisit) -> None:
    """It is owed no more: left out, or the case it belongs to isn't complete after all."""
    _close(ctx, visit, VisitState.WAIVED)
    cancel_clocks(ctx, of(visit))
    record_event(ctx, "waived_visit", "visit", visit.id, ticket_id=visit.ticket_id, rule=RULE)


def give_visit(ctx: Context, visit: ReturnVisit, to: uuid.UUID, rule: str) -> None:
    """Make it `to`'s; its time stays. The caller counts the change of the ticket."""
    before, visit.owner_id = visit.owner_id, to
    visit.version += 1
    record_event(
        ctx, "visit_handed_over", "visit", visit.id, ticket_id=visit.ticket_id,
        before=before and str(before), after=str(to), rule=rule,
    )  # fmt: skip
    ctx.touch("return_visits")


def give_visits_of(ctx: Context, ticket: Ticket, before: uuid.UUID | None, to: uuid.UUID) -> None:
    """A case that changes hands takes the visits along that were the same person's (C10)."""
    ctx.session.flush()
    found = select(ReturnVisit).where(
        ReturnVisit.ticket_id == ticket.id,
        ReturnVisit.state == VisitState.OPEN,
        ReturnVisit.owner_id == before if before else ReturnVisit.owner_id.is_(None),
    )
    for visit in ctx.session.scalars(found).all():
        give_visit(ctx, visit, to, "C10")


def drop_visits(ctx: Context, ticket_id: uuid.UUID, only: VisitReason | None = None) -> None:
    """Drop the open visits of a ticket."""
    ctx.session.flush()
    statement = select(ReturnVisit).where(
        ReturnVisit.ticket_id == ticket_id, ReturnVisit.state == VisitState.OPEN
    )
    if only is not None:
        statement = statement.where(ReturnVisit.reason == only)
    for visit in ctx.session.scalars(statement):
        drop_visit(ctx, visit)


def refuse_closed(visit: ReturnVisit) -> None:
    """Raises Refusal when the visit was done or left out already."""
    if visit.state is not VisitState.OPEN:
        raise Refusal(say("This visit was done or left out already."), rule=RULE, field="visit")


def _close(ctx: Context, visit: ReturnVisit, state: VisitState) -> None:
    visit.state = state
    visit.closed_by = ctx.actor.id
    visit.closed_at = ctx.now
    visit.next_try_at = None
    visit.version += 1
    settle_waiting(ctx, Escalation.visit_id == visit.id)
    ctx.touch("return_visits")

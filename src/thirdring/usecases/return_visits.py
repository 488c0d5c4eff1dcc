"""Return visits by telephone (D10): the queue of whoever makes them, planning one, keeping one."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from thirdring.domain import masking, phones
from thirdring.domain.case_values import EscalationKind, VisitReason, VisitState
from thirdring.domain.enums import TicketState
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.i18n import render
from thirdring.store.tables import ComplaintDetail, ReturnVisit, Staff, Ticket
from thirdring.usecases.advance_ticket import NO_FACTS, move_on
from thirdring.usecases.context import Context
from thirdring.usecases.known_customer import customer_of
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.ticket_access import against_oneself, changed, load_ticket
from thirdring.usecases.timeline import record_event
from thirdring.usecases.visit_keeping import (
    RULE,
    NewVisit,
    add_visit,
    finish_visit,
    refuse_closed,
    waive_visit,
)

MOST = 5_000


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as the queue shows it; times aware UTC. The number is masked (H5).

    `about`: what the visit was planned for, else what the customer raised.
    """

    id: uuid.UUID
    version: int
    reason: VisitReason
    state: VisitState
    ticket: str | None
    name: str | None
    number: str | None
    about: str | None
    due_at: datetime
    next_try_at: datetime | None
    tries: int
    owner: str | None
    satisfaction: int | None
    opinion: str | None
    waived_reason: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What came of a try. One of: `satisfaction` (1 to 5) with the `opinion` when the customer was
    spoken to, `waived` with a supervisor's reason; neither means not reached, to be tried again at
    `next_try_at` (aware UTC; the policy's minutes from now when none is given).
    """

    satisfaction: int | None = None
    opinion: str | None = None
    waived: str | None = None
    next_try_at: datetime | None = None


def plan_visit(
    ctx: Context,
    reason: VisitReason,
    *,
    ticket: uuid.UUID | str | None = None,
    name: str | None = None,
    number: str | None = None,
    about: str | None = None,
    since: datetime | None = None,
) -> VisitRow:
    """Owe a customer a visit, also without a complaint: they asked, or bought something. Its days
    are counted from `since` (aware UTC; now). Who plans it sees it through, whoever makes it (C10).

    Raises:
        NotPermitted: the role does not work on tickets. NotFound: no such ticket.
        Refusal: nobody to call, or a complaint's visit, which comes by itself on completion.
    """
    ctx.require(Permission.WORK_TICKETS)
    if reason is VisitReason.COMPLAINT:
        raise Refusal(
            say("A complaint's visit is planned when its result is told."),
            rule=RULE,
            field="reason",
        )
    found = load_ticket(ctx, ticket) if ticket is not None else None
    if found is not None and not found.open:
        raise Refusal(say("This ticket is closed: open it again first."), rule="H4", field="ticket")
    typed = clean(number or (found.phone if found else "") or "", TextKind.NUMBER, field="number")
    phone = phones.parse(typed.text) if typed.text else None
    if phone is None or not phone.digits:
        raise Refusal(say("Write down the number to call."), rule=RULE, field="number")
    name = clean(name or (found.name if found else "") or "", TextKind.NAME, field="name").text
    row = add_visit(
        ctx,
        NewVisit(
            reason, min(since or ctx.now, ctx.now),
            ticket_id=found.id if found else None,
            customer_id=(found.customer_id if found else None)
            or customer_of(ctx, phone, name or None, None, None),
            name=name or None, number=phone.raw, digits=phone.digits,
            about=clean(about or "", TextKind.TEXT, field="about").text or None,
            owner_id=ctx.actor.id,
        ),
    )  # fmt: skip
    if found is not None:
        changed(ctx, found)
    return _row(ctx, row.id)


def find_visits(
    ctx: Context, *, state: VisitState | None = VisitState.OPEN, limit: int = 500
) -> tuple[VisitRow, ...]:
    """The queue, by when to call next; `state` None takes all. A complaint against oneself is
    visited by somebody else, and isn't shown (G9).

    Raises:
        NotPermitted: the role does not work on tickets. Refusal: a limit that is none.
    """
    ctx.require(Permission.WORK_TICKETS)
    if not 1 <= limit <= MOST:
        raise Refusal(say("A limit is a number from 1 to {most}.", most=MOST), field="limit")
    where = [] if state is None else [ReturnVisit.state == state]
    return _rows(ctx, where, limit)


def record_visit(
    ctx: Context, visit_id: uuid.UUID, result: VisitResult, *, version: int | None = None
) -> VisitRow:
    """Write down what came of a call: done, not reached, or left out. A visit done takes its ticket
    on from “result told”. After the policy's tries it goes to the supervisor, and stays open.

    Raises:
        NotPermitted: the role may not; it is about oneself (G9); left out by no supervisor.
        NotFound: no such visit. Conflict: somebody wrote it down meanwhile.
        Refusal: closed already, both done and left out, no satisfaction, a next try that is past.
    """
    ctx.require(Permission.WORK_TICKETS)
    visit = _load(ctx, visit_id)
    ticket = load_ticket(ctx, visit.ticket_id, lock=True) if visit.ticket_id else None
    if ticket is not None:
        refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if version is not None and visit.version != version:
        raise Conflict(
            say("This visit was written down by somebody else meanwhile."),
            theirs=_row(ctx, visit.id),
        )
    refuse_closed(visit)
    spoken = result.satisfaction is not None or result.opinion is not None
    if result.waived is not None and spoken:
        raise Refusal(
            say("A visit is done or left out, not both."), rule=RULE, field="satisfaction"
        )
    if result.waived is not None:
        waive_visit(ctx, visit, result.waived)
    elif spoken:
        finish_visit(ctx, visit, result.satisfaction, result.opinion)
        _take_on(ctx, visit, ticket)
    else:
        _not_reached(ctx, visit, ticket, result.next_try_at)
    if ticket is not None:
        changed(ctx, ticket)
    return _row(ctx, visit.id)


def _take_on(ctx: Context, visit: ReturnVisit, ticket: Ticket | None) -> None:
    of_complaint = visit.reason is VisitReason.COMPLAINT
    if of_complaint and ticket is not None and ticket.state is TicketState.RESULT_TOLD:
        move_on(ctx, ticket, TicketState.RETURN_VISIT, NO_FACTS)


def _not_reached(
    ctx: Context, visit: ReturnVisit, ticket: Ticket | None, next_try_at: datetime | None
) -> None:
    if next_try_at is not None and next_try_at <= ctx.now:
        raise Refusal(say("The next try lies ahead."), rule=RULE, field="next_try_at")
    visit.tries += 1
    visit.next_try_at = next_try_at or ctx.now + ctx.policy.span(Key.RETRY_MINUTES)
    visit.version += 1
    record_event(
        ctx, "visit_not_reached", "visit", visit.id, ticket_id=visit.ticket_id,
        tries=visit.tries, rule=RULE,
    )  # fmt: skip
    ctx.touch("return_visits")
    if visit.tries >= ctx.policy.integer(Key.CALL_TRIES):
        reason = render(say("Called {tries} times, nobody reached.", tries=visit.tries))
        send_up(ctx, EscalationKind.OVERDUE, About(ticket, visit_id=visit.id), reason)


def _load(ctx: Context, visit_id: uuid.UUID) -> ReturnVisit:
    visit = ctx.session.scalars(
        select(ReturnVisit).where(ReturnVisit.id == visit_id).with_for_update()
    ).one_or_none()
    if visit is None:
        raise NotFound(say("There is no such visit."), field="visit")
    return visit


def _row(ctx: Context, visit_id: uuid.UUID) -> VisitRow:
    ctx.session.flush()
    return _rows(ctx, [ReturnVisit.id == visit_id], 1)[0]


def _rows(ctx: Context, where: list[ColumnElement[bool]], limit: int) -> tuple[VisitRow, ...]:
    own_case = (
        select(ComplaintDetail.ticket_id)
        .join(Ticket, Ticket.id == ComplaintDetail.ticket_id)
        .where(ComplaintDetail.against_staff_id == ctx.actor.id)
    )
    rows = ctx.session.execute(
        select(ReturnVisit, Ticket.number, Ticket.raised, Staff.name)
        .outerjoin(Ticket, Ticket.id == ReturnVisit.ticket_id)
        .outerjoin(Staff, Staff.id == ReturnVisit.owner_id)
        .where(*where, ReturnVisit.ticket_id.is_(None) | ReturnVisit.ticket_id.not_in(own_case))
        .order_by(ReturnVisit.due_at, ReturnVisit.id)
        .limit(limit)
    )
    return tuple(
        VisitRow(
            v.id, v.version, v.reason, v.state, number, v.name,
            v.number and masking.mask_phone(v.number), v.about or raised, v.due_at, v.next_try_at, v.tries,
            owner, v.satisfaction, v.opinion, v.waived_reason, v.closed_at,
        )
        for v, number, raised, owner in rows
    )  # fmt: skip

"""Handing over what somebody owes to somebody who is there (C6, C10)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select, true

from thirdring.domain.case_values import MeasureState, TaskState, VisitState
from thirdring.domain.enums import CallbackState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import PERMISSIONS, Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import (
    Callback,
    ComplaintDetail,
    Measure,
    ReturnVisit,
    Staff,
    StaffRole,
    Task,
    Ticket,
)
from thirdring.usecases.callback_access import give_callback, there, ticket_of
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.measures import give_measure
from thirdring.usecases.owed_reports import give_report, reports_of
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.tasks import give_task
from thirdring.usecases.ticket_access import changed
from thirdring.usecases.unowned import send_up_unowned, settle_owned
from thirdring.usecases.visit_keeping import give_visit


@dataclass(frozen=True, slots=True)
class HandOver:
    """What changed hands: callbacks, visits, tasks, measures and what a customer is to be told of
    (`reports`, of escalations) by id, tickets by number. `left`: callbacks
    that were asked for and stay, since the complaint behind them is against one of the two (G9), or
    somebody kept or handed them over meanwhile; `left_tickets` stay for the first of these reasons.
    """

    count: int
    callbacks: tuple[uuid.UUID, ...]
    tickets: tuple[str, ...]
    left: tuple[uuid.UUID, ...]
    visits: tuple[uuid.UUID, ...] = ()
    tasks: tuple[uuid.UUID, ...] = ()
    left_tickets: tuple[str, ...] = ()
    reports: tuple[uuid.UUID, ...] = ()
    measures: tuple[uuid.UUID, ...] = ()


def hand_over_callbacks(
    ctx: Context,
    from_login: str,
    to_login: str,
    reason: str,
    *,
    ids: Collection[uuid.UUID] | None = None,
    with_tickets: bool = False,
    everything: bool = False,
) -> HandOver:
    """Give `from_login`'s open callbacks (those of `ids`) to `to_login`; the times told stay.

    `with_tickets`: the tickets they are owed for go along where `from_login` has them.
    `everything`: all their open tickets, return visits, tasks, measures and what they were to tell
    customers (C4) go along.

    Raises:
        NotPermitted: not a supervisor. NotFound: nobody has such a login.
        Refusal: no reason (C10), or `to_login` isn't there, keeps no callbacks, or is the same.
    """
    ctx.require(Permission.HAND_OVER_CALLBACKS)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(
            say("Whoever took the case sees it through; say why it is handed on."),
            rule="C10", field="reason",
        )  # fmt: skip
    giver, taker = by_login(ctx, from_login), by_login(ctx, to_login)
    refuse_taker(ctx, taker)
    if giver.id == taker.id:
        raise Refusal(
            say("{name} has these callbacks already.", name=taker.name), rule="C6", field="to"
        )
    found = _of(ctx, giver.id, ids)
    own = _cases_against(ctx, {taker.id, ctx.actor.id})
    moved = [callback for callback in found if callback.ticket_id not in own]
    tickets: list[str] = []
    for callback in moved:
        give_callback(ctx, callback, taker.id, reason, "C6")
        ticket = ticket_of(ctx, callback)
        if ticket is None:
            continue
        if with_tickets and ticket.owner_id == giver.id:
            reassign_ticket(ctx, ticket.id, taker.login, reason=reason)
            tickets.append(ticket.number)
        else:
            changed(ctx, ticket)
    done = tuple(callback.id for callback in moved)
    asked = [callback.id for callback in found] if ids is None else ids
    left = tuple(callback_id for callback_id in asked if callback_id not in done)
    given = HandOver(len(done), done, tuple(tickets), left)
    if everything:
        given = _all_else(ctx, giver, taker, reason, own, given)
    settle_owned(ctx, giver.id)
    send_up_unowned(ctx, giver.id)  # what stays still waits
    return given


def _all_else(
    ctx: Context, giver: Staff, taker: Staff, reason: str, own: Collection[uuid.UUID],
    callbacks: HandOver,
) -> HandOver:  # fmt: skip
    """The rest of what the giver owes. What belongs to a ticket goes with it, where both are theirs."""
    owned = ctx.session.scalars(
        select(Ticket)
        .where(Ticket.owner_id == giver.id, Ticket.open.is_(true()))
        .order_by(Ticket.sort_due, Ticket.seq)
    ).all()
    tickets = [ticket for ticket in owned if ticket.id not in own]
    visits = ctx.session.scalars(
        select(ReturnVisit)
        .where(ReturnVisit.owner_id == giver.id, ReturnVisit.state == VisitState.OPEN)
        .order_by(ReturnVisit.due_at, ReturnVisit.id)
    ).all()
    given = tuple(visit for visit in visits if visit.ticket_id not in own)
    reports = tuple(one for one in reports_of(ctx, giver.id) if one.ticket_id not in own)
    for ticket in tickets:
        reassign_ticket(ctx, ticket.id, taker.login, reason=reason)
    for visit in given:
        if visit.owner_id == giver.id:
            give_visit(ctx, visit, taker.id, "C6")
    for report in reports:
        if report.owner_id == giver.id:
            give_report(ctx, report, taker.id, "C6")
    return replace(
        _inner_work(ctx, giver, taker, callbacks),
        tickets=(*callbacks.tickets, *(ticket.number for ticket in tickets)),
        visits=tuple(visit.id for visit in given),
        reports=tuple(report.id for report in reports),
        left_tickets=tuple(ticket.number for ticket in owned if ticket.id in own),
    )


def _inner_work(ctx: Context, giver: Staff, taker: Staff, given: HandOver) -> HandOver:
    """What no customer waits for: tasks (F5) and measures (H7)."""
    tasks = ctx.session.scalars(
        select(Task.id)
        .where(Task.owner_id == giver.id, Task.state == TaskState.OPEN)
        .order_by(Task.due_at, Task.id)
    ).all()
    for task_id in tasks:
        give_task(ctx, task_id, taker.login)
    measures = ctx.session.scalars(
        select(Measure.id)
        .where(Measure.owner_id == giver.id, Measure.state == MeasureState.OPEN)
        .order_by(Measure.due_on, Measure.id)
    ).all()
    for measure_id in measures:
        give_measure(ctx, measure_id, taker.login)
    return replace(given, tasks=tuple(tasks), measures=tuple(measures))


def refuse_taker(ctx: Context, person: Staff) -> None:
    """C6: a promise has a present owner.

    Raises:
        Refusal: the person is out of use or absent, or calls nobody back.
    """
    if not there(ctx, person):
        raise Refusal(
            say("{name} isn't there: choose somebody who is.", name=person.name),
            rule="C6", field="to",
        )  # fmt: skip
    roles = ctx.session.scalars(select(StaffRole.role).where(StaffRole.staff_id == person.id))
    if not any(Permission.KEEP_CALLBACKS in PERMISSIONS[role] for role in roles):
        raise Refusal(
            say("{name} doesn't call customers back: choose an agent or a supervisor.",
                name=person.name),
            rule="C6", field="to",
        )  # fmt: skip


def _of(
    ctx: Context, owner_id: uuid.UUID, ids: Collection[uuid.UUID] | None
) -> Sequence[Callback]:  # fmt: skip
    statement = select(Callback).where(
        Callback.owner_id == owner_id, Callback.state == CallbackState.OPEN
    )
    if ids is not None:
        statement = statement.where(Callback.id.in_(ids))
    statement = statement.order_by(Callback.due_at, Callback.id).with_for_update()
    return ctx.session.scalars(statement).all()


def _cases_against(ctx: Context, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The tickets of complaints against these people (G9)."""
    return set(
        ctx.session.scalars(
            select(ComplaintDetail.ticket_id)
            .join(Ticket, Ticket.id == ComplaintDetail.ticket_id)
            .where(ComplaintDetail.against_staff_id.in_(people), Ticket.open.is_(true()))
        )
    )

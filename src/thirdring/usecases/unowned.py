"""What somebody owes who isn't there, or may do it no more, goes into the supervisors' queue, and
out of it again (C6, C10).

One entry for each callback: every promise has its own customer, clock and urgency, one may be taken
while another waits, and none is settled by another's being kept. One entry for each person for
their open tickets, return visits, tasks, measures and what they are to tell customers (C4): there
may be hundreds, their own clocks raise what gets urgent, and somebody has to take them all.
"""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    true,
)

from thirdring.domain import clock_rules
from thirdring.domain.case_values import (
    EscalationKind,
    EscalationState,
    MeasureState,
    TaskState,
    VisitState,
)
from thirdring.domain.enums import CallbackState, Role
from thirdring.domain.errors import Message, say
from thirdring.domain.escalations import RULES
from thirdring.domain.roles import Permission, may
from thirdring.i18n import render
from thirdring.store.tables import (
    Callback,
    Escalation,
    Measure,
    ReturnVisit,
    Staff,
    StaffRole,
    Task,
    Ticket,
)
from thirdring.usecases.callback_access import ticket_of
from thirdring.usecases.callback_rows import absent
from thirdring.usecases.clock_keeping import calendar_of, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.owed_reports import OWED
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.settle_escalations import of, settle_waiting
from thirdring.usecases.ticket_access import changed
from thirdring.usecases.timeline import record_event

_Moment = datetime | BindParameter[Any]
_Away = Collection[uuid.UUID] | BindParameter[Any]
_KINDS = frozenset({EscalationKind.ABSENT})
_WAITS = (
    Escalation.kind == EscalationKind.ABSENT,
    Escalation.state.in_([s for s in EscalationState if s is not EscalationState.CLOSED]),
)
_CALLBACK_WAITS = exists().where(Escalation.callback_id == Callback.id, *_WAITS)
_PERSON_WAITS = exists().where(Escalation.staff_id == Staff.id, *_WAITS)
# A ticket waits as the callback that the same person owes for it.
_WAITS_AS_CALLBACK = exists().where(
    Callback.ticket_id == Ticket.id,
    Callback.owner_id == Ticket.owner_id,
    Callback.state == CallbackState.OPEN,
)
_LEAVES_CUSTOMERS = or_(
    exists().where(Ticket.owner_id == Staff.id, Ticket.open.is_(true()), ~_WAITS_AS_CALLBACK),
    exists().where(ReturnVisit.owner_id == Staff.id, ReturnVisit.state == VisitState.OPEN),
    exists().where(Escalation.owner_id == Staff.id, *OWED).correlate(Staff),
)
_LEAVES_WORK = or_(
    exists().where(Task.owner_id == Staff.id, Task.state == TaskState.OPEN),
    exists().where(Measure.owner_id == Staff.id, Measure.state == MeasureState.OPEN),
)


def send_up_unowned(ctx: Context, owner_id: uuid.UUID | None = None) -> int:
    """Queue what is owed by who isn't there (everybody, or one person); how many entries. What
    they had taken out of the queue to handle themselves waits in it again.
    """
    ctx.session.flush()
    away = _away(ctx, owner_id)
    asked = _unowned(ctx.now, list(away))
    promises, people = (list(ctx.session.scalars(one)) for one in asked)
    for callback in promises:
        reason = say("{name} can't see to it; the promise needs another owner.",
                     name=away[callback.owner_id])  # fmt: skip
        _queue(ctx, About(ticket_of(ctx, callback), callback.id), reason)
    for person in people:
        reason = say("{name} can't see to it; their tickets, return visits, tasks, measures and "
                     "answers to customers need another owner.", name=person.name)  # fmt: skip
        _queue(ctx, About(staff_id=person.id), reason)
    handles = true() if owner_id is None else Staff.id == owner_id
    taken = list(ctx.session.scalars(_taken(ctx.now, handles)))
    for row in taken:
        _put_back(ctx, row)
    return len(promises) + len(people) + len(taken)


def settle_owned(ctx: Context, owner_id: uuid.UUID | None = None) -> int:
    """Take out what waits no more: its owner is back, or it was done or called off; how many."""
    ctx.session.flush()
    mine = true() if owner_id is None else Callback.owner_id == owner_id
    one = true() if owner_id is None else Staff.id == owner_id
    promises, people = (list(ctx.session.scalars(asked)) for asked in _owned(ctx.now, mine, one))
    for callback in promises:
        settle_waiting(ctx, Escalation.callback_id == callback.id, _KINDS)
        ticket = ticket_of(ctx, callback)
        if ticket is not None:
            changed(ctx, ticket)
    for person in people:
        settle_waiting(ctx, Escalation.staff_id == person.id, _KINDS)
    return len(promises) + len(people)


def _without(permission: Permission) -> ColumnElement[bool]:
    """Whether the person of the enclosing statement may not do this, or no more."""
    roles = [role for role in Role if may((role,), permission)]
    return ~exists().where(StaffRole.staff_id == Staff.id, StaffRole.role.in_(roles))


def _calls_nobody(now: _Moment) -> ColumnElement[bool]:
    """Whether the person keeps no promise now: they aren't there, or have another post since."""
    return or_(absent(now), _without(Permission.KEEP_CALLBACKS))


def _leaves(now: _Moment) -> ColumnElement[bool]:
    """Whether the person owes anything besides callbacks that they don't see to now."""
    return or_(and_(_calls_nobody(now), _LEAVES_CUSTOMERS), and_(absent(now), _LEAVES_WORK))


def _away(ctx: Context, owner_id: uuid.UUID | None) -> dict[uuid.UUID, str]:
    """The names of who keeps no promise now, by id: few, and asked for first, so that no list is
    walked.
    """
    asked = _AWAY if owner_id is None else _AWAY.where(Staff.id == owner_id)
    return {row.id: row.name for row in ctx.session.execute(asked, {"now": ctx.now})}


def _unowned(now: _Moment, away: _Away) -> tuple[Select[Any], Select[Any]]:
    """The callbacks, and the people with anything else, that don't wait yet."""
    return (
        select(Callback)
        .where(Callback.owner_id.in_(away), Callback.state == CallbackState.OPEN, ~_CALLBACK_WAITS)
        .order_by(Callback.id),
        select(Staff).where(Staff.id.in_(away), ~_PERSON_WAITS, _leaves(now)).order_by(Staff.id),
    )


def _owned(
    now: _Moment, mine: ColumnElement[bool], one: ColumnElement[bool]
) -> tuple[Select[Any], Select[Any]]:
    """The callbacks, and the people with anything else, that wait no more. The queue is walked, not
    the callbacks.
    """
    here = ~_calls_nobody(now)
    return (
        select(Callback)
        .join(Escalation, Escalation.callback_id == Callback.id)
        .join(Staff, Staff.id == Callback.owner_id)
        .where(*_WAITS, (Callback.state != CallbackState.OPEN) | here, mine)
        .order_by(Callback.id),
        select(Staff)
        .join(Escalation, Escalation.staff_id == Staff.id)
        .where(*_WAITS, ~_leaves(now), one)
        .order_by(Staff.id),
    )


def _taken(now: _Moment, one: ColumnElement[bool]) -> Select[Any]:
    """What was taken over by who isn't there, or decides no reviews any more."""
    return (
        select(Escalation)
        .join(Staff, Staff.id == Escalation.owner_id)
        .where(
            Escalation.state == EscalationState.TAKEN,
            or_(absent(now), _without(Permission.REVIEW)),
            one,
        )
        .order_by(Escalation.id)
    )


def _found(one: Select[Any]) -> ColumnElement[bool]:
    """Whether there is any; without its columns, some of which a login may not read."""
    bare = one.with_only_columns(literal(1), maintain_column_froms=True).order_by(None)
    return bare.exists()


_NOW = bindparam("now", type_=Staff.absent_from.type)
_AWAY = select(Staff.id, Staff.name).where(_calls_nobody(_NOW))
# Each desk asks it each half minute: one statement, built once.
_ANY = select(
    or_(
        *(
            _found(one)
            for one in (
                *_unowned(_NOW, bindparam("away", expanding=True, type_=Staff.id.type)),
                _taken(_NOW, true()),
                *_owned(_NOW, true(), true()),
            )
        )
    )
)


def any_unsettled(ctx: Context) -> bool:
    """Whether `send_up_unowned` or `settle_owned` would do something now."""
    ctx.session.flush()
    bound = {"now": ctx.now, "away": list(_away(ctx, None))}
    return bool(ctx.session.execute(_ANY, bound).scalar_one())


def _queue(ctx: Context, about: About, reason: Message) -> None:
    send_up(ctx, EscalationKind.ABSENT, about, render(reason), by_program=True)
    if about.ticket is not None:
        changed(ctx, about.ticket)


def _put_back(ctx: Context, taken: Escalation) -> None:
    """Nobody who is there handles it: it waits for another, with the time it has from now on."""
    rule = RULES[taken.kind]
    taken.state, taken.owner_id, taken.taken_at = EscalationState.OPEN, None, None
    taken.version += 1
    started = clock_rules.start(rule.rule, ctx.now, ctx.policy, calendar_of(ctx), key=rule.key)
    taken.due_at = start_clock(ctx, started, of(taken))
    record_event(
        ctx, "put_back", "escalation", taken.id, ticket_id=taken.ticket_id,
        kind=taken.kind.value, rule="C6",
    )  # fmt: skip
    ctx.touch("escalations")
    if taken.ticket_id is not None:
        changed(ctx, ctx.session.scalars(select(Ticket).where(Ticket.id == taken.ticket_id)).one())

"""Telling of clocks before they run out, when they do, and sending up what nobody did (C2 to C6).

Every desk may tick; each stage of a clock is told once whoever comes first.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    exists,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from thirdring.domain.alarms import STAGES, Spans, Watched, spans, stages_due
from thirdring.domain.case_values import AlarmStage, EscalationKind
from thirdring.domain.changes import about
from thirdring.domain.errors import NotFound, say
from thirdring.domain.roles import Permission
from thirdring.i18n import render
from thirdring.store.tables import Alarm, ClockRow, Ticket
from thirdring.usecases.alarm_rows import PAUSED, RUNNING, AlarmRow, alarm_rows, for_me, owners_of
from thirdring.usecases.context import Context
from thirdring.usecases.one_at_a_time import Turn, take_free_turn
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.ticket_access import changed
from thirdring.usecases.unowned import any_unsettled, send_up_unowned, settle_owned

_STAGE = aliased(Alarm)
_TOLD = {
    stage: exists().where(_STAGE.clock_id == ClockRow.id, _STAGE.stage == stage) for stage in STAGES
}

# Saves wait for the same thread and the same lock: thousands at once would hold them up for long.
_AT_ONCE = 200
# So long after it was due nobody else is going to tell it.
_LEFT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Due:
    """A clock and the stages of it that are to be told now."""

    clock: ClockRow
    stages: tuple[AlarmStage, ...]


def alarms_due(ctx: Context) -> bool:
    """Whether `raise_alarms` would do anything: a read, so that ticking desks stay out of each
    other's way.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    return next(_due(ctx), None) is not None or any_unsettled(ctx)


def raise_alarms(ctx: Context, *, at_once: int = _AT_ONCE) -> tuple[AlarmRow, ...]:
    """Tell what is to be told now, each stage of each clock once; what was told now. Of very much,
    after days without a desk say, `at_once` clocks: the rest comes with the next ticks.

    While another desk is at it nothing is done: what it leaves comes with the next tick. If that
    leaves something for minutes, somebody only says they are at it.

    What stays undone past the policy's time goes into the supervisors' queue. So does what is owed
    by who is away since; what is owed by who is back comes out of it (C6).

    Raises:
        NotPermitted: the role keeps no callbacks.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    free, found = take_free_turn(ctx, Turn.ALARMS), list(islice(_due(ctx), at_once))
    if not free and not any(due.clock.due_at < ctx.now - _LEFT for due in found):
        return ()
    raised = [
        (due.clock, stage)
        for due in found
        for stage in due.stages
        if _raise(ctx, due.clock.id, stage)
    ]
    for clock, stage in raised:
        if stage is AlarmStage.WENT_UP:
            _send_up(ctx, clock)
    if free:
        send_up_unowned(ctx)
        settle_owned(ctx)
    if not raised:
        return ()
    owners = owners_of(ctx, {clock.id for clock, _stage in raised})
    ctx.touch("alarms", *(about("alarms", one) for one in owners))
    keys = [(clock.id, stage) for clock, stage in raised]
    return alarm_rows(ctx, tuple_(Alarm.clock_id, Alarm.stage).in_(keys))


def my_alarms(ctx: Context) -> tuple[AlarmRow, ...]:
    """What the person has to be told and hasn't put away: of each clock that still runs the last
    stage, what is due first on top.

    Raises:
        NotPermitted: the role is told of nothing.
    """
    ctx.require(Permission.SEE_ALARMS)
    found = alarm_rows(ctx, Alarm.seen_at.is_(None), *RUNNING, ~PAUSED, for_me(ctx))
    last: dict[uuid.UUID, AlarmRow] = {}
    for row in found:
        known = last.get(row.clock_id)
        if known is None or STAGES.index(row.stage) > STAGES.index(known.stage):
            last[row.clock_id] = row
    return tuple(last.values())


def see_alarm(ctx: Context, clock_id: uuid.UUID, stage: AlarmStage) -> None:
    """Put an alarm away, and the earlier ones of the same clock; again changes nothing.

    Raises:
        NotPermitted: the role is told of nothing. NotFound: it isn't for this person.
    """
    ctx.require(Permission.SEE_ALARMS)
    upto = STAGES[: STAGES.index(stage) + 1]
    mine = [row.stage for row in alarm_rows(ctx, Alarm.clock_id == clock_id, for_me(ctx))]
    if stage not in mine:
        raise NotFound(say("There is no such alarm for you."), field="stage")
    for alarm in ctx.session.scalars(
        select(Alarm).where(
            Alarm.clock_id == clock_id, Alarm.stage.in_([s for s in mine if s in upto]),
            Alarm.seen_at.is_(None),
        )
    ):  # fmt: skip
        alarm.seen_by, alarm.seen_at = ctx.actor.id, ctx.now
    ctx.touch("alarms")


def _due(ctx: Context) -> Iterator[_Due]:
    """In one order, by id."""
    each = spans(ctx.policy)
    watched, told_of = _watched(each)
    bound: dict[str, Any] = {"now": ctx.now}
    for number, span in enumerate(each):
        bound |= {f"soon_{number}": ctx.now + span.soon, f"up_{number}": ctx.now - span.goes_up}
    ctx.session.flush()
    clocks = ctx.session.execute(watched, bound).all()
    if not clocks:
        return
    told: dict[uuid.UUID, list[AlarmStage]] = {}
    for clock_id, stage in ctx.session.execute(told_of, bound):
        told.setdefault(clock_id, []).append(stage)
    for clock, paused in clocks:
        stages = stages_due(
            Watched(clock.rule, clock.started_at, clock.due_at, bool(paused)),
            told.get(clock.id, ()),
            ctx.now,
            ctx.policy,
            ctx.center.time,
        )
        if stages:
            yield _Due(clock, stages)


@lru_cache(maxsize=8)
def _watched(each: tuple[Spans, ...]) -> tuple[Any, Any]:
    """The clocks with something to tell, with whether they stand still, and what was told of them:
    each desk asks each half minute, so both are built once.
    """
    where = (*RUNNING, _something_to_tell(each))
    return (
        select(ClockRow, PAUSED).where(*where).order_by(ClockRow.id),
        select(Alarm.clock_id, Alarm.stage)
        .join(ClockRow, ClockRow.id == Alarm.clock_id)
        .where(*where),
    )


def _something_to_tell(each: tuple[Spans, ...]) -> ColumnElement[bool]:
    """The clocks whose next stage may be reached; a center has thousands that run, and each desk
    looks each half minute. The domain says which of them really are.

    Bound are `now`, and of each span by its number how far ahead it looks (`soon_0`), and until
    when a clock had to be due to go up (`up_0`).
    """
    named = [rule for span in each for rule in span.rules or ()]
    now, found, ahead = _moment("now"), [], []
    for number, span in enumerate(each):
        of = ClockRow.rule.in_(sorted(span.rules)) if span.rules else ClockRow.rule.not_in(named)
        soon, up = _moment(f"soon_{number}"), _moment(f"up_{number}")
        ahead.append((span.soon, soon))
        found += [
            and_(of, ClockRow.due_at > now, ClockRow.due_at <= soon, ~_TOLD[AlarmStage.WARNED]),
            and_(of, ClockRow.due_at <= up, ~_TOLD[AlarmStage.WENT_UP]),
        ]
    _longest, farthest = max(ahead, key=lambda one: one[0])
    overdue = and_(ClockRow.due_at <= now, ~_TOLD[AlarmStage.DUE])
    return and_(ClockRow.due_at <= farthest, or_(overdue, *found))


def _moment(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=ClockRow.due_at.type)


def _raise(ctx: Context, clock_id: uuid.UUID, stage: AlarmStage) -> bool:
    """Whether this is the first time it is told; another desk may tick at the same moment."""
    if ctx.connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    statement = (
        insert(Alarm)
        .values(clock_id=clock_id, stage=stage, raised_at=ctx.now)
        .on_conflict_do_nothing()
        .returning(Alarm.clock_id)
    )
    return ctx.session.execute(statement).first() is not None


def _send_up(ctx: Context, clock: ClockRow) -> None:
    """What was sent up already is only told of. So is an appeal, which has its own two levels (G3)
    and no place in the supervisors' queue.
    """
    if clock.escalation_id is not None or clock.appeal_id is not None:
        return
    ticket = None
    if clock.ticket_id is not None:
        ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == clock.ticket_id)).one()
    reason = render(
        say("Due {time}, and nobody did it ({rule}).",
            time=ctx.center.time.text(clock.due_at), rule=clock.rule)
    )  # fmt: skip
    late = About(ticket, clock.callback_id, visit_id=clock.visit_id)
    send_up(ctx, EscalationKind.OVERDUE, late, reason, by_program=True)
    if ticket is not None:
        changed(ctx, ticket)

"""Running clocks under a changed policy: what would move, and moving them.

No clock is started, met or stopped here: each keeps its identity, its start and its pauses, and is
due at another time.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.clock_rules import Started
from thirdring.domain.enums import TicketKind
from thirdring.domain.policy import Key, Policy
from thirdring.domain.reckoning import RunningClock, is_served_by, reckon, serves_clocks
from thirdring.domain.working_time import WorkCalendar
from thirdring.store.secured import remove
from thirdring.store.tables import (
    Alarm,
    ClockPause,
    ClockRow,
    ComplaintDetail,
    Escalation,
    ReturnVisit,
    Ticket,
)
from thirdring.usecases.clock_keeping import refresh_due
from thirdring.usecases.context import Context
from thirdring.usecases.open_ticket import NO_DUE
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One clock that the figure serves: as it runs, and as it would. `paused`: it stands still."""

    row: ClockRow
    fresh: Started
    kind: TicketKind | None
    paused: bool

    @property
    def moves(self) -> bool:
        return self.fresh.due_at != self.row.due_at


def reckoned(ctx: Context, key: Key, policy: Policy, *, lock: bool = False) -> Iterator[Reckoned]:
    """Every running clock that `key` serves, reckoned under `policy`; locked to be moved."""
    if not serves_clocks(key):
        return
    calendar = WorkCalendar(policy, ctx.center.time)
    pauses, paused = _pauses(ctx)
    statement = (
        select(ClockRow, Ticket.kind, Ticket.received_at, ComplaintDetail.channel, Escalation.kind)
        .outerjoin(Ticket, Ticket.id == ClockRow.ticket_id)
        .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == ClockRow.ticket_id)
        .outerjoin(Escalation, Escalation.id == ClockRow.escalation_id)
        .where(
            ClockRow.met_at.is_(None),
            ClockRow.cancelled_at.is_(None),
            ClockRow.callback_id.is_(None) | ClockRow.escalation_id.is_not(None),
        )
        .order_by(ClockRow.id)
    )
    if lock:
        statement = statement.with_for_update(of=ClockRow)
    rows = ctx.session.execute(statement).all()
    for row, kind, received_at, channel, escalation in rows:
        clock = RunningClock(
            row.rule, row.started_at, row.due_at, tuple(pauses.get(row.id, ())),
            escalation, channel, received_at,
        )  # fmt: skip
        if is_served_by(clock, key):
            yield Reckoned(row, reckon(clock, calendar), kind, row.id in paused)


def move_running(ctx: Context, key: Key, policy: Policy) -> int:
    """Let running clocks run by the changed figure; how many are due at another time now."""
    moved = [found for found in reckoned(ctx, key, policy, lock=True) if found.moves]
    for found in moved:
        row, fresh = found.row, found.fresh
        row.due_at, row.basis = fresh.due_at, fresh.basis
        row.span_seconds = int(fresh.span.total_seconds())
        row.version += 1
        _carry_on(ctx, row)
        record_event(
            ctx, "reckoned", "clock", row.id, ticket_id=row.ticket_id,
            key=key.value, clock=row.rule,
        )  # fmt: skip
    ctx.session.flush()
    for ticket_id in sorted({m.row.ticket_id for m in moved if m.row.ticket_id is not None}):
        ticket = ctx.session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one()
        refresh_due(ctx, ticket)
        ticket.sort_due = ticket.due_at or NO_DUE
    if moved:
        ctx.touch("clocks", "tickets", "escalations", "return_visits")
    return len(moved)


def _carry_on(ctx: Context, row: ClockRow) -> None:
    """What repeats the clock's time, and what was told of a time that isn't true any more."""
    if row.escalation_id is not None:
        escalation = ctx.session.get(Escalation, row.escalation_id)
        if escalation is not None:
            escalation.due_at = row.due_at
    if row.visit_id is not None:
        visit = ctx.session.get(ReturnVisit, row.visit_id)
        if visit is not None:
            visit.due_at = row.due_at
    if row.due_at > ctx.now:  # so that it is told again when its new time comes
        remove(ctx.session, Alarm, clock_id=row.id)


def _pauses(
    ctx: Context,
) -> tuple[dict[uuid.UUID, list[tuple[datetime, datetime]]], set[uuid.UUID]]:
    """The pauses of running clocks that have ended, and the clocks that stand still now.

    An open pause is reckoned with when it ends, as always.
    """
    ended: dict[uuid.UUID, list[tuple[datetime, datetime]]] = {}
    still: set[uuid.UUID] = set()
    rows = ctx.session.execute(
        select(ClockPause.clock_id, ClockPause.from_at, ClockPause.to_at)
        .join(ClockRow, ClockRow.id == ClockPause.clock_id)
        .where(ClockRow.met_at.is_(None), ClockRow.cancelled_at.is_(None))
        .order_by(ClockPause.from_at)
    )
    for clock_id, from_at, to_at in rows:
        if to_at is None:
            still.add(clock_id)
        else:
            ended.setdefault(clock_id, []).append((from_at, to_at))
    return ended, still

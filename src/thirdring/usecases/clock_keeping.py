"""Keeping clocks: they start, are met or stopped, pause and go on; a ticket shows its nearest.

Every deed that owes, does or undoes something goes through here, so that no clock is lost or kept
twice: one runs at a time for a rule and what it is about.
"""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from thirdring.domain.clock_rules import PAUSABLE, Started, with_pauses
from thirdring.domain.clocks import Clock, clock
from thirdring.domain.errors import Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.working_time import WorkCalendar
from thirdring.store.tables import ClockPause, ClockRow, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class Of:
    """What a clock is about. A callback's or visit's clock also names the ticket, if it has one."""

    ticket_id: uuid.UUID | None = None
    callback_id: uuid.UUID | None = None
    escalation_id: uuid.UUID | None = None
    visit_id: uuid.UUID | None = None
    appeal_id: uuid.UUID | None = None

    def where(self) -> list[ColumnElement[bool]]:
        """The closest thing named decides; a ticket's own clocks are those of nothing closer."""
        for column, value in (
            (ClockRow.callback_id, self.callback_id),
            (ClockRow.escalation_id, self.escalation_id),
            (ClockRow.visit_id, self.visit_id),
            (ClockRow.appeal_id, self.appeal_id),
        ):
            if value is not None:
                return [column == value]
        return [
            ClockRow.ticket_id == self.ticket_id,
            ClockRow.callback_id.is_(None),
            ClockRow.escalation_id.is_(None),
            ClockRow.visit_id.is_(None),
        ]


_RUNNING = (ClockRow.met_at.is_(None), ClockRow.cancelled_at.is_(None))
_PAUSED = exists().where(ClockPause.clock_id == ClockRow.id, ClockPause.to_at.is_(None))
_STANDING = select(
    ClockRow.ticket_id, ClockRow.callback_id, ClockRow.rule, ClockRow.due_at, ClockRow.met_at,
    ClockRow.cancelled_at, _PAUSED.label("paused"),
).order_by(ClockRow.due_at)  # fmt: skip


def calendar_of(ctx: Context) -> WorkCalendar:
    """The center's working days and hours under the policy of this transaction."""
    return WorkCalendar(ctx.policy, ctx.center.time)


def start_clock(ctx: Context, started: Started, of: Of) -> datetime:
    """Start it, unless one of the same rule runs already for the same thing; when that one is due."""
    running = _running(ctx, (of, {started.rule}))
    if running:
        return running[0].due_at
    add_clock(ctx, started, of)
    return started.due_at


def add_clock(ctx: Context, started: Started, of: Of) -> None:
    """Start the clock of something that was made in this transaction: nothing can run yet."""
    ctx.session.add_row(
        ClockRow,
        id=new_id(),
        rule=started.rule,
        ticket_id=of.ticket_id,
        callback_id=of.callback_id,
        escalation_id=of.escalation_id,
        visit_id=of.visit_id,
        appeal_id=of.appeal_id,
        basis=started.basis,
        started_at=started.started_at,
        span_seconds=int(started.span.total_seconds()),
        due_at=started.due_at,
    )
    ctx.touch("clocks")


def meet_clocks(ctx: Context, of: Of, rules: Collection[str], at: datetime | None = None) -> int:
    """What the rules ask for was done at `at` (now); how many clocks that met, in time or late."""
    return meet_each(ctx, [(of, rules)], at)


def meet_each(
    ctx: Context, due: Sequence[tuple[Of, Collection[str]]], at: datetime | None = None
) -> int:
    """The same of several things at once."""
    rows = _running(ctx, *due)
    for row in rows:
        row.met_at = max(at or ctx.now, row.started_at)
        _end_pause(ctx, row)
        row.version += 1
    if rows:
        ctx.touch("clocks")
    return len(rows)


def reopen_clocks(ctx: Context, of: Of, rules: Collection[str], met_at: datetime) -> int:
    """What met them at `met_at` was taken back: they run on, due when they were. How many do."""
    ctx.session.flush()
    rows = ctx.session.scalars(
        select(ClockRow).where(
            *of.where(), ClockRow.rule.in_(sorted(rules)), ClockRow.met_at == met_at
        )
    ).all()
    for row in rows:
        row.met_at = None
        row.version += 1
    if rows:
        ctx.touch("clocks")
    return len(rows)


def cancel_clocks(ctx: Context, of: Of, rules: Collection[str] | None = None) -> int:
    """What was owed is owed no more; all rules when none are named. How many that stopped."""
    rows = _running(ctx, (of, rules))
    for row in rows:
        row.cancelled_at = ctx.now
        _end_pause(ctx, row)
        row.version += 1
    if rows:
        ctx.touch("clocks")
    return len(rows)


def pause_clock(ctx: Context, of: Of, rule: str) -> None:
    """Let a department's deadline stand still while the customer's answer is awaited.

    Raises:
        Refusal: promises, the 24-hour clocks and the return visit never pause.
    """
    if rule not in PAUSABLE:
        raise Refusal(say("This clock never pauses."), rule=rule)
    for row in _running(ctx, (of, {rule})):
        if not ctx.session.scalars(_open_pause(row)).first():
            pause = ClockPause(
                id=new_id(), clock_id=row.id, from_at=ctx.now, paused_by=ctx.actor.id
            )
            ctx.session.add(pause)
            _tell(ctx, "paused", row)


def resume_clock(ctx: Context, of: Of, rule: str) -> None:
    """Let it run on; due later by what was paused."""
    for row in _running(ctx, (of, {rule})):
        if _end_pause(ctx, row):
            _tell(ctx, "resumed", row)


def clocks_of(session: Session, now: datetime, *where: ColumnElement[bool]) -> tuple[Clock, ...]:
    """How the clocks that `where` finds stand at `now`, soonest first."""
    return tuple(found for _, found in standing_clocks(session, now, *where))


def clocks_about(ctx: Context, ids: Collection[uuid.UUID], *, made_here: bool) -> tuple[Clock, ...]:
    """How the clocks of these tickets and callbacks stand, soonest first. `made_here`: they were
    made in this transaction; then nothing is read as long as their clocks aren't sent.
    """
    begun = ctx.session.rows_made(ClockRow) if made_here else None
    if begun is None:
        about = or_(ClockRow.callback_id.in_(ids), ClockRow.ticket_id.in_(ids))
        return clocks_of(ctx.session, ctx.now, about)
    mine = [row for row in begun if row["ticket_id"] in ids or row["callback_id"] in ids]
    return tuple(
        clock(row["rule"], row["due_at"], ctx.now)
        for row in sorted(mine, key=lambda row: row["due_at"])
    )


def clocks_by_ticket(
    session: Session, now: datetime, ticket_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Clock]]:
    """Every clock of each ticket that has one, soonest first."""
    clocks: dict[uuid.UUID, list[Clock]] = {}
    for row, found in standing_clocks(session, now, ClockRow.ticket_id.in_(ticket_ids)):
        if row.ticket_id is not None:
            clocks.setdefault(row.ticket_id, []).append(found)
    return clocks


def standing_clocks(
    session: Session, now: datetime, *where: ColumnElement[bool]
) -> Iterator[tuple[Row[*tuple[Any, ...]], Clock]]:
    """Each clock that `where` finds: its own columns, and how it stands at `now`; soonest first."""
    session.flush()
    for row in session.connection().execute(_STANDING.where(*where)):
        yield row, clock(
            row.rule, row.due_at, now,
            met_at=row.met_at, paused=row.paused, cancelled=row.cancelled_at is not None,
        )  # fmt: skip


def ticket_clocks(ctx: Context, ticket_id: uuid.UUID) -> tuple[Clock, ...]:
    """Every clock of a ticket, its callbacks', escalations' and visits' included."""
    return clocks_of(ctx.session, ctx.now, ClockRow.ticket_id == ticket_id)


def refresh_due(ctx: Context, ticket: Ticket) -> None:
    """The list shows the nearest clock that runs; a closed ticket shows none."""
    nearest = None
    if ticket.open:
        asked = (
            select(ClockRow.due_at, ClockRow.rule)
            .where(ClockRow.ticket_id == ticket.id, *_RUNNING, ~_PAUSED)
            .order_by(ClockRow.due_at)
            .limit(1)
        )
        with ctx.session.about(ClockPause), ctx.session.about(ClockRow):
            nearest = ctx.session.execute(asked).one_or_none()
    ticket.due_at = nearest.due_at if nearest else None
    ticket.due_rule = nearest.rule if nearest else None


def _running(ctx: Context, *due: tuple[Of, Collection[str] | None]) -> list[ClockRow]:
    """Those of each thing by its rules; by any where none are named."""
    each = [
        and_(*of.where(), *(() if rules is None else (ClockRow.rule.in_(rules),)))
        for of, rules in due
    ]
    with ctx.session.about(ClockRow):
        return list(ctx.session.scalars(select(ClockRow).where(or_(*each), *_RUNNING)))


def _open_pause(row: ClockRow) -> Select[ClockPause]:
    return select(ClockPause).where(ClockPause.clock_id == row.id, ClockPause.to_at.is_(None))


def _end_pause(ctx: Context, row: ClockRow) -> bool:
    if row.rule not in PAUSABLE:
        return False
    pause = ctx.session.scalars(_open_pause(row)).first()
    if pause is None:
        return False
    pause.to_at = max(ctx.now, pause.from_at)  # the machine's clock may have been set back
    started = Started(
        row.rule, row.started_at, row.due_at, timedelta(seconds=row.span_seconds), row.basis
    )
    row.due_at = with_pauses(started, [(pause.from_at, pause.to_at)], ctx.now, calendar_of(ctx))
    return True


def _tell(ctx: Context, verb: str, row: ClockRow) -> None:
    record_event(ctx, verb, "clock", row.id, ticket_id=row.ticket_id, rule=row.rule)
    ctx.touch("clocks")

"""Callbacks by time left: mine, my team's, overdue, all; what of them was kept today (C1 to C3)."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, null, select, true

from thirdring.domain.callbacks import VIEWS, CallbackView
from thirdring.domain.clocks import Clock, clock
from thirdring.domain.enums import CallbackKind, CallbackResult, CallbackState
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.masking import mask_text
from thirdring.domain.roles import Permission
from thirdring.store.tables import Callback, CallbackAttempt, ClockRow, Staff
from thirdring.usecases.callback_rows import (
    CallbackLine,
    Cursor,
    absent,
    callback_line,
    kept_page,
    known_name,
    open_page,
)
from thirdring.usecases.context import Context

MOST = 1_000


@dataclass(frozen=True, slots=True)
class CallbackCounts:
    """Open callbacks: one's own, one's team's, of everybody those whose time has passed, redials
    (B8), and those whose owner isn't there (C6).
    """

    mine: int
    team: int
    overdue: int
    redials: int
    unowned: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to keep it; `next_at` is the next time told, or when to try again. Times UTC."""

    id: uuid.UUID
    result: CallbackResult
    at: datetime
    by: str
    note: str | None
    next_at: datetime | None
    later_reason: str | None
    call_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A time that was told to the customer, and what became of it (C2, B8). Times UTC."""

    told_at: datetime
    met_at: datetime | None
    clock: Clock


@dataclass(frozen=True, slots=True)
class CallbackDetail:
    line: CallbackLine
    attempts: tuple[Attempt, ...]
    told: tuple[ToldTime, ...]


def find_callbacks(
    ctx: Context,
    view: CallbackView = "mine",
    *,
    kept_today: bool = False,
    limit: int = 200,
    after: Cursor | None = None,
) -> tuple[CallbackLine, ...]:
    """Open callbacks, redials on top (B8), then by time left; `after` is the last line's cursor.

    `kept_today`: instead those of the view that were settled on the center's day, the last first.

    Raises:
        NotPermitted: the role keeps no callbacks. Refusal: no such view, a limit out of range.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    if not 1 <= limit <= MOST:
        raise Refusal(say("A limit is a number from 1 to {most}.", most=MOST), field="limit")
    where = _view(ctx, view)
    if kept_today:
        today = ctx.center.time.day_bounds(ctx.center.time.day_of(ctx.now))[0]
        return kept_page(ctx, today, where, limit=limit, after=after)
    return open_page(ctx, where, limit=limit, after=after)


def callback_counts(ctx: Context) -> CallbackCounts:
    """How many there are in each view.

    Raises:
        NotPermitted: the role keeps no callbacks.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    counted: Any = ctx.session.execute(
        select(
            *(
                func.count().filter(where)
                for where in (
                    _view(ctx, "mine"),
                    _view(ctx, "team"),
                    _view(ctx, "overdue"),
                    Callback.kind == CallbackKind.REDIAL,
                    _view(ctx, "unowned"),
                )
            )
        )
        .select_from(Callback)
        .join(Staff, Staff.id == Callback.owner_id)
        .where(Callback.state == CallbackState.OPEN)
    ).one()
    return CallbackCounts(*counted)


def unowned_promises(ctx: Context) -> tuple[CallbackLine, ...]:
    """Open callbacks whose owner is absent or out of use: somebody has to take them over (C6).

    Raises:
        NotPermitted: the role hands no callbacks over.
    """
    ctx.require(Permission.HAND_OVER_CALLBACKS)
    return open_page(ctx, _view(ctx, "unowned"), limit=MOST)


def show_callback(
    ctx: Context, callback_id: uuid.UUID, *, masked: bool = False
) -> CallbackDetail:  # fmt: skip
    """One callback with its tries and every time that was told. `masked`, or where the role or the
    case asks for it: without what tells who the customer is, in the notes too (H5, G9).

    Raises:
        NotPermitted: the role keeps no callbacks. NotFound: there is none.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    line = callback_line(ctx, callback_id)
    if line is None:
        raise NotFound(say("There is no callback {id}.", id=callback_id), field="id")
    line = line.masked() if masked and not line.hidden else line
    attempts = _attempts(ctx, callback_id)
    if line.hidden:
        name = known_name(ctx, callback_id)
        attempts = tuple(_hidden(attempt, name) for attempt in attempts)
    return CallbackDetail(line, attempts, _told(ctx, callback_id))


def _view(ctx: Context, view: CallbackView) -> ColumnElement[bool]:
    if view == "mine":
        return Callback.owner_id == ctx.actor.id
    if view == "team":
        return _team(ctx)
    if view == "overdue":
        return Callback.due_at < ctx.now
    if view == "unowned":
        return absent(ctx.now)
    if view == "all":
        return true()
    raise Refusal(
        say("There is no view “{view}”; there are: {views}.", view=view, views=", ".join(VIEWS)),
        field="view",
    )


def _team(ctx: Context) -> ColumnElement[bool]:
    """One's department; who belongs to none looks after everybody."""
    mine = ctx.session.scalars(
        select(Staff.department_id).where(Staff.id == ctx.actor.id)
    ).one_or_none()
    if mine is None:
        return true()
    # Said so that the lists begin with what is open or was kept, not with everybody's callbacks.
    return func.coalesce(Staff.department_id, null()) == mine


def _attempts(ctx: Context, callback_id: uuid.UUID) -> tuple[Attempt, ...]:
    rows = ctx.session.execute(
        select(CallbackAttempt, Staff.name)
        .join(Staff, Staff.id == CallbackAttempt.made_by)
        .where(CallbackAttempt.callback_id == callback_id)
        .order_by(CallbackAttempt.made_at, CallbackAttempt.id)
    )
    return tuple(
        Attempt(
            tried.id, tried.result, tried.made_at, name, tried.note, tried.next_at,
            tried.later_reason, tried.call_id,
        )
        for tried, name in rows
    )  # fmt: skip


def _hidden(attempt: Attempt, name: str | None) -> Attempt:
    return replace(
        attempt,
        note=attempt.note and mask_text(attempt.note, name),
        later_reason=attempt.later_reason and mask_text(attempt.later_reason, name),
    )


def _told(ctx: Context, callback_id: uuid.UUID) -> tuple[ToldTime, ...]:
    rows = ctx.session.scalars(
        select(ClockRow)
        .where(ClockRow.callback_id == callback_id)
        .order_by(ClockRow.started_at, ClockRow.id)
    )
    return tuple(
        ToldTime(
            row.started_at,
            row.met_at,
            clock(
                row.rule, row.due_at, ctx.now,
                met_at=row.met_at, cancelled=row.cancelled_at is not None,
            ),
        )
        for row in rows
        if row.escalation_id is None
    )  # fmt: skip

"""The figures of one person's day (F3): counted from the records, kept when the sheet is closed."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    CallbackResult,
    Direction,
    Outcome,
)
from thirdring.store.tables import Call, Callback, CallbackAttempt, ClockRow, Event, Ticket
from thirdring.usecases.context import Context

_REACHED = (CallbackResult.DONE, CallbackResult.PROGRESS)


@dataclass(frozen=True, slots=True)
class DaySums:
    """Counts of one working day; `average_handle_seconds` is None without a call that ended.

    Handling is from picking up to the end of the wrap-up. Figures from records that people typed,
    not from a telephone system (J5).
    """

    calls_taken: int = 0
    average_handle_seconds: int | None = None
    solved_at_first_contact: int = 0
    callbacks_promised: int = 0
    callbacks_made: int = 0
    callbacks_in_time: int = 0
    tickets_opened: int = 0
    tickets_closed: int = 0

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_stored(cls, stored: dict[str, Any]) -> "DaySums":
        """What `stored` gave; keys of a newer program are passed over."""
        return cls(**{key: stored[key] for key in cls.__slots__ if key in stored})


def day_sums(ctx: Context, staff_id: uuid.UUID, span: tuple[datetime, datetime]) -> DaySums:
    """The figures of `staff_id` within [start, end), aware UTC."""
    taken, seconds, solved = _calls(ctx, staff_id, span)
    made, in_time = _callbacks(ctx, staff_id, span)
    return DaySums(
        calls_taken=taken,
        average_handle_seconds=seconds,
        solved_at_first_contact=solved,
        callbacks_promised=_count(
            ctx, Callback.owner_id == staff_id, *_within(Callback.told_at, span)
        ),
        callbacks_made=made,
        callbacks_in_time=in_time,
        tickets_opened=_count(
            ctx,
            Ticket.created_by == staff_id,
            *_within(Ticket.created_at, span),
            Ticket.id.in_(_opened_by(staff_id, span)),
        ),
        tickets_closed=_count(ctx, Ticket.owner_id == staff_id, *_within(Ticket.closed_at, span)),
    )


def _opened_by(staff_id: uuid.UUID, span: tuple[datetime, datetime]) -> Any:
    """What the person opened, by the timeline: each ticket's begins with that, at the moment it was
    made, and no index of tickets knows who made them.
    """
    return select(Event.ticket_id).where(
        *_within(Event.at, span), Event.verb == "opened", Event.actor_id == staff_id
    )


def _calls(
    ctx: Context, staff_id: uuid.UUID, span: tuple[datetime, datetime]
) -> tuple[int, int | None, int]:
    rows = ctx.session.execute(
        select(Call.outcome, Call.answered_at, Call.wrapped_up_at, Call.ended_at).where(
            Call.agent_id == staff_id,
            Call.direction == Direction.INBOUND,
            *_within(Call.started_at, span),
        )
    ).all()
    talks = [row for row in rows if row.outcome not in OUTCOMES_WITHOUT_A_TALK]
    handled = [
        ((row.wrapped_up_at or row.ended_at) - row.answered_at).total_seconds()
        for row in talks
        if row.answered_at is not None and (row.wrapped_up_at or row.ended_at) is not None
    ]
    solved = sum(row.outcome is Outcome.SOLVED for row in talks)
    return len(talks), round(sum(handled) / len(handled)) if handled else None, solved


def _callbacks(
    ctx: Context, staff_id: uuid.UUID, span: tuple[datetime, datetime]
) -> tuple[int, int]:
    """Callbacks this person reached somebody by, and those of them whose clock had not run out.

    An attempt at the very moment the clock was met in time kept it; a progress call before the
    time counts as kept (C3).
    """
    kept = exists().where(
        ClockRow.callback_id == CallbackAttempt.callback_id,
        ClockRow.started_at <= CallbackAttempt.made_at,
        ClockRow.met_at == CallbackAttempt.made_at,
        ClockRow.met_at <= ClockRow.due_at,
    )
    rows = ctx.session.execute(
        select(CallbackAttempt.callback_id, kept).where(
            CallbackAttempt.made_by == staff_id,
            CallbackAttempt.result.in_(_REACHED),
            *_within(CallbackAttempt.made_at, span),
        )
    ).all()
    return len({row[0] for row in rows}), len({row[0] for row in rows if row[1]})


def _within(column: Any, span: tuple[datetime, datetime]) -> tuple[Any, Any]:
    return column >= span[0], column < span[1]


def _count(ctx: Context, *where: Any) -> int:
    return ctx.session.scalar(select(func.count()).where(*where)) or 0

"""A callback kept in a call that is logged: one save, one transaction (C2, C3)."""

import uuid
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.enums import CallbackResult
from thirdring.domain.errors import Refusal, Refusals
from thirdring.store.tables import Callback, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.keep_callback import moment_of, write_down
from thirdring.usecases.records import CallbackKeptRecord, CallInput

_FIELD = "callback_kept."


def tells_the_next_time(record: CallInput) -> bool:
    """Whether the time told in this call goes on with a promise, rather than making another."""
    return record.callback_kept is not None and (
        record.callback_kept.result is CallbackResult.PROGRESS
    )


def passed_up(record: CallInput) -> bool:
    """Whether the callback kept in this call goes into the supervisors' queue (C4)."""
    return record.callback_kept is not None and (
        record.callback_kept.result is CallbackResult.ESCALATED
    )


def ticket_of_kept(ctx: Context, record: CallInput) -> Ticket | None:
    """The ticket the callback is owed for: the call belongs to it, and opens no other."""
    if record.callback_kept is None:
        return None
    return ctx.session.scalars(
        select(Ticket)
        .join(Callback, Callback.ticket_id == Ticket.id)
        .where(Callback.id == record.callback_kept.id)
    ).one_or_none()


def keep_in_call(ctx: Context, record: CallInput, call_id: uuid.UUID) -> None:
    """Keep the callback the call was made for; what was answered is what was told.

    Raises:
        As `keep_callback`, fields beginning with “callback_kept.”.
    """
    kept = record.callback_kept
    if kept is None:
        return
    next_at, minutes, reason = _next(record, kept)
    picked_up_at = record.answered_at or record.started_at or ctx.now
    try:
        write_down(
            ctx,
            kept.id,
            kept.result,
            next_at=next_at,
            minutes=minutes,
            reason=reason,
            note=kept.note or record.answer or "",
            call_id=call_id,
            moment=moment_of(ctx, picked_up_at, record.ended_at),
        )
    except Refusals as refused:
        raise Refusals([_named(one) for one in refused.all]) from None
    except Refusal as refused:
        if refused.field in _FIELDS:
            refused.field = _FIELD + refused.field
        raise


_FIELDS = frozenset({"id", "next_at", "reason", "note"})


def _named(refusal: Refusal) -> Refusal:
    return Refusal(refusal.message, rule=refusal.rule, field=_FIELD + refusal.field)


def _next(
    record: CallInput, kept: CallbackKeptRecord
) -> tuple[datetime | None, int | None, str | None]:
    """The next time may also be told as any callback is (`callback`)."""
    asked = record.callback
    if kept.next_at is not None or kept.minutes is not None or asked is None:
        return kept.next_at, kept.minutes, kept.reason
    if kept.result is not CallbackResult.PROGRESS:
        return None, None, None
    return asked.due_at, asked.minutes, asked.reason or kept.reason

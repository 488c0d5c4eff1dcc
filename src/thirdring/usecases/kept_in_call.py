"""A callback kept in a call that is logged: one save, one transaction (C2, C3)."""

import uuid
from datetime import datetime

from thirdring.domain.enums import CallbackResult
from thirdring.domain.errors import NotFound, Refusal, Refusals
from thirdring.usecases.callback_access import Owed, load_owed
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


def owed_in_call(ctx: Context, record: CallInput) -> Owed | None:
    """The callback the call was made for, with the ticket it is owed for: the call belongs to that,
    and opens no other.

    Raises:
        NotFound: there is no such callback; field “callback_kept.id”.
    """
    if record.callback_kept is None:
        return None
    try:
        return load_owed(ctx, record.callback_kept.id)
    except NotFound as missing:
        missing.field = _FIELD + missing.field
        raise


def keep_in_call(ctx: Context, record: CallInput, call_id: uuid.UUID, owed: Owed | None) -> None:
    """Keep the callback the call was made for; what was answered is what was told.

    Raises:
        As `keep_callback`, fields beginning with “callback_kept.”.
    """
    kept = record.callback_kept
    if kept is None or owed is None:
        return
    next_at, minutes, reason = _next(record, kept)
    picked_up_at = record.answered_at or record.started_at or ctx.now
    try:
        write_down(
            ctx,
            owed,
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

"""Keeping a callback (C2, C3, B8): done, called with the progress, not reached, passed up."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.callbacks import CallbackPlan
from thirdring.domain.case_values import EscalationKind
from thirdring.domain.clock_rules import told
from thirdring.domain.enums import CallbackKind, CallbackResult, CallbackState
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.keeping import REACHED, Kept, keep
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.i18n import render
from thirdring.store.tables import Call, Callback, CallbackAttempt, Escalation, Ticket
from thirdring.usecases.callback_access import (
    Owed,
    is_open,
    line_of,
    load_owed,
    person_of,
    refuse_changed_callback,
    refuse_others,
    there,
)
from thirdring.usecases.callback_rows import CallbackLine, missed_tries
from thirdring.usecases.clock_keeping import Of, add_clock, meet_each
from thirdring.usecases.context import Context
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.settle_escalations import settle_waiting
from thirdring.usecases.ticket_access import against_oneself, changed, keep_note
from thirdring.usecases.timeline import record_event

# C2: what was told; B8: the redial. D18: reaching the customer is the next contact, too.
_RULES = frozenset({"B8", "C2"})
_CONTACT = frozenset({"D18"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When the customer was reached, and when the talk was over: then the next time was told."""

    reached: datetime
    over: datetime


def keep_callback(
    ctx: Context,
    callback_id: uuid.UUID,
    result: CallbackResult,
    *,
    next_at: datetime | None = None,
    minutes: int | None = None,
    reason: str | None = None,
    note: str = "",
    call_id: uuid.UUID | None = None,
    attempt_id: uuid.UUID | None = None,
    version: int | None = None,
) -> CallbackLine:
    """Write down what came of calling back.

    done: the customer has the answer; the clock is met and nothing is owed. progress: they were
    called with how far it is and told `next_at` (or in `minutes`), later than C2's half hour with
    `reason`; the clock is met and a new one runs. not_reached: counted, the time told stays; after
    the policy's tries it goes up. escalated: goes up with `note` as the reason; whoever promised
    keeps it until somebody takes it (C4).

    `call_id`: the logged call it was kept in; its pick-up is when the customer was reached.
    `attempt_id`: the desk's own id of this deed. The same of either again changes nothing.

    Raises:
        NotPermitted: another's, who is there (C10); about oneself (G9).
        NotFound: no such callback or call. Conflict: changed meanwhile; `theirs` is a CallbackLine.
        Refusal: it is settled already. Refusals: see `domain.keeping.keep`.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    owed = load_owed(ctx, callback_id)
    write_down(
        ctx, owed, result, next_at=next_at, minutes=minutes, reason=reason, note=note,
        call_id=call_id, attempt_id=attempt_id, version=version,
    )  # fmt: skip
    return line_of(ctx, owed.callback)


def write_down(
    ctx: Context,
    owed: Owed,
    result: CallbackResult,
    *,
    next_at: datetime | None = None,
    minutes: int | None = None,
    reason: str | None = None,
    note: str = "",
    call_id: uuid.UUID | None = None,
    attempt_id: uuid.UUID | None = None,
    version: int | None = None,
    moment: Moment | None = None,
) -> None:
    """The same for a deed that has loaded it already and tells something else; `moment` where the
    call is in its hand.

    Raises:
        As `keep_callback`.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    callback, ticket = owed.callback, owed.ticket
    before = _attempts(ctx, callback)
    if _written(ctx, callback, result, before, call_id, attempt_id):
        return
    _refuse(ctx, callback, ticket, version)
    moment = moment or _moment(ctx, call_id)
    note = clean(note, TextKind.TEXT, field="note").text
    reason = clean(reason or "", TextKind.LINE, field="reason").text or None
    kept = keep(
        result,
        moment.over,
        ctx.policy,
        due_at=callback.due_at,
        tries=missed_tries(before),
        next_at=ctx.center.time.to_utc(next_at, field="next_at") if next_at else None,
        minutes=minutes,
        reason=reason,
        note=note,
    )
    _write(ctx, callback, result, kept, note, call_id, attempt_id or new_id())
    callback.version += 1
    _tell(ctx, callback, ticket, result, note)
    if kept.met:
        _meet(ctx, callback, kept, moment)
    if kept.goes_up is not None:
        _send_up(ctx, callback, ticket, kept.goes_up, note)
    if ticket is not None:
        changed(ctx, ticket, words=False)
    ctx.touch("callbacks")


def _written(
    ctx: Context,
    callback: Callback,
    result: CallbackResult,
    before: Sequence[CallbackAttempt],
    call_id: uuid.UUID | None,
    attempt_id: uuid.UUID | None,
) -> bool:
    """Whether this is a retry of what was written already.

    Raises:
        Conflict: the id belongs to another deed.
    """
    known = ctx.session.get(CallbackAttempt, attempt_id) if attempt_id is not None else None
    if known is None and call_id is not None:
        known = next((one for one in before if one.call_id == call_id), None)
    if known is None:
        return False
    if (known.callback_id, known.result) != (callback.id, result):
        raise Conflict(
            say("Something else was written down of this call already."),
            theirs=line_of(ctx, callback),
        )
    return True


def _refuse(ctx: Context, callback: Callback, ticket: Ticket | None, version: int | None) -> None:
    refuse_changed_callback(ctx, callback, version)
    if not is_open(callback):
        raise Refusal(say("This callback is settled already."), field="id")
    refuse_others(ctx, callback)
    refuse_own_case(against_oneself=ticket is not None and against_oneself(ctx, ticket))


def _moment(ctx: Context, call_id: uuid.UUID | None) -> Moment:
    if call_id is None:
        return Moment(ctx.now, ctx.now)
    call = ctx.session.scalars(select(Call).where(Call.id == call_id)).one_or_none()
    if call is None:
        raise NotFound(say("There is no call {id} that you may see.", id=call_id), field="call_id")
    return moment_of(ctx, call.answered_at or call.started_at, call.ended_at)


def moment_of(ctx: Context, picked_up_at: datetime, ended_at: datetime | None) -> Moment:
    """A promise is kept when the phone was picked up, not when the record was finished."""
    reached = min(picked_up_at, ctx.now)
    return Moment(reached, max(reached, min(ended_at or ctx.now, ctx.now)))


def _attempts(ctx: Context, callback: Callback) -> Sequence[CallbackAttempt]:
    asked = (
        select(CallbackAttempt)
        .where(CallbackAttempt.callback_id == callback.id)
        .order_by(CallbackAttempt.made_at, CallbackAttempt.id)
    )
    with ctx.session.about(CallbackAttempt):
        return ctx.session.scalars(asked).all()


def _write(
    ctx: Context,
    callback: Callback,
    result: CallbackResult,
    kept: Kept,
    note: str,
    call_id: uuid.UUID | None,
    attempt_id: uuid.UUID,
) -> None:
    plan = kept.promise
    ctx.session.add_row(
        CallbackAttempt,
        id=attempt_id,
        callback_id=callback.id,
        call_id=call_id,
        result=result,
        note=note or None,
        next_at=plan.due_at if plan else kept.try_at,
        later_reason=plan.later_reason if plan else None,
        made_by=ctx.actor.id,
        made_at=ctx.now,
    )


def _tell(
    ctx: Context, callback: Callback, ticket: Ticket | None, result: CallbackResult, note: str
) -> None:
    """D5: reaching the customer is a progress contact, and every contact is an event."""
    reached = result in REACHED
    note_id = None
    if ticket is not None and note:
        note_id = str(keep_note(ctx, ticket, note, told_customer=reached))
    record_event(
        ctx, f"callback_{result.value}", "callback", callback.id, ticket_id=callback.ticket_id,
        note_id=None if reached else note_id, rule="C3",
    )  # fmt: skip
    if ticket is not None and reached:
        record_event(
            ctx, "told_progress", "ticket", ticket.id, ticket_id=ticket.id, note_id=note_id,
            rule="D5",
        )  # fmt: skip


def _meet(ctx: Context, callback: Callback, kept: Kept, moment: Moment) -> None:
    of = Of(ticket_id=callback.ticket_id, callback_id=callback.id)
    if kept.closes:
        callback.state, callback.closed_at = CallbackState.DONE, ctx.now
    due = [(of, _RULES)]
    if callback.ticket_id is not None:
        due.append((Of(ticket_id=callback.ticket_id), _CONTACT))
    meet_each(ctx, due, moment.reached)
    if kept.closes:
        settle_waiting(ctx, Escalation.callback_id == callback.id)
    if kept.promise is not None:
        _promise_again(ctx, callback, kept.promise, of)


def _promise_again(ctx: Context, callback: Callback, plan: CallbackPlan, of: Of) -> None:
    """C3: the next time was told. Of a redial a promise is left (B8)."""
    callback.kind = CallbackKind.PROMISE
    callback.told_at, callback.due_at = plan.told_at, plan.due_at
    callback.later_reason = plan.later_reason
    add_clock(ctx, told("C2", plan.told_at, plan.due_at), of)
    settled = {EscalationKind.OVERDUE}
    if not there(ctx, person_of(ctx, callback.owner_id)):
        _take_over(ctx, callback)
    if there(ctx, person_of(ctx, callback.owner_id)):
        settled.add(EscalationKind.ABSENT)
    settle_waiting(ctx, Escalation.callback_id == callback.id, settled)


def _take_over(ctx: Context, callback: Callback) -> None:
    """C6: whoever told the customer the next time keeps it; its owner isn't there."""
    if callback.owner_id == ctx.actor.id:
        return
    before, callback.owner_id = callback.owner_id, ctx.actor.id
    record_event(
        ctx, "callback_taken", "callback", callback.id, ticket_id=callback.ticket_id,
        before=str(before), after=str(ctx.actor.id), rule="C6",
    )  # fmt: skip


def _send_up(
    ctx: Context, callback: Callback, ticket: Ticket | None, kind: EscalationKind, note: str
) -> None:
    by_hand = kind is EscalationKind.DIFFICULT and bool(note)
    tries = missed_tries(_attempts(ctx, callback))
    reason = note if by_hand else render(say("Tried {n} times, nobody was reached.", n=tries))
    send_up(ctx, kind, About(ticket, callback.id), reason, by_program=not by_hand)

"""Promises a desk knows of, so that they ring while the server is away (C2, C3, C6)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain import masking
from thirdring.domain.alarms import STAGES, Watched, stages_due
from thirdring.domain.callbacks import RULES, CallbackPlan, plan_callback, redial
from thirdring.domain.case_values import AlarmStage
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CallbackResult, CallbackState, Outcome, Title
from thirdring.domain.errors import Refusal
from thirdring.domain.policy import Policy
from thirdring.domain.roles import Permission
from thirdring.store.tables import Callback, ClockRow, Customer, Ticket
from thirdring.usecases.alarm_rows import RUNNING, AlarmRow
from thirdring.usecases.context import Context
from thirdring.usecases.offline.waiting_calls import WaitingCall
from thirdring.usecases.records import CallbackRecord, CallInput

_SETTLES = frozenset({CallbackResult.DONE, CallbackResult.PROGRESS})


@dataclass(frozen=True, slots=True)
class Promise:
    """Who is to be called back, by when, and what was told of it already. Times aware UTC."""

    clock_id: uuid.UUID
    callback_id: uuid.UUID
    rule: str
    started_at: datetime
    due_at: datetime
    ticket_id: uuid.UUID | None
    ticket_number: str | None
    name: str | None
    title: Title | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Promises:
    """One's own open ones, and what ringing needs to know of the center."""

    all: tuple[Promise, ...]
    owner: str
    policy: Policy
    time: CenterTime
    sees_names: bool


def my_promises(ctx: Context) -> Promises:
    """What the person has promised and not kept yet; nothing for a role that keeps no callbacks."""
    sees = ctx.actor.may(Permission.SEE_NUMBERS)
    if not ctx.actor.may(Permission.KEEP_CALLBACKS):
        return Promises((), ctx.actor.name, ctx.policy, ctx.center.time, sees)
    rows = ctx.session.execute(
        select(
            ClockRow.id.label("clock_id"),
            Callback.id.label("callback_id"), ClockRow.rule, ClockRow.started_at,
            ClockRow.due_at, Callback.ticket_id, Ticket.number.label("ticket_number"), Customer.name, Customer.title,
            Callback.about,
        )
        .join(Callback, Callback.id == ClockRow.callback_id)
        .outerjoin(Ticket, Ticket.id == Callback.ticket_id)
        .outerjoin(Customer, Customer.id == Callback.customer_id)
        .where(
            *RUNNING, ClockRow.escalation_id.is_(None), Callback.state == CallbackState.OPEN,
            Callback.owner_id == ctx.actor.id,
        )
        .order_by(ClockRow.due_at, ClockRow.id)
    ).mappings()  # fmt: skip
    return Promises(
        tuple(_masked(Promise(**dict(row)), sees=sees) for row in rows),
        ctx.actor.name, ctx.policy, ctx.center.time, sees,
    )  # fmt: skip


def _masked(promise: Promise, *, sees: bool) -> Promise:
    if sees:
        return promise
    return Promise(
        promise.clock_id, promise.callback_id, promise.rule, promise.started_at, promise.due_at,
        promise.ticket_id, promise.ticket_number,
        promise.name and masking.mask_name(promise.name), promise.title,
        promise.about and masking.mask_text(promise.about, promise.name),
    )  # fmt: skip


def open_promises(known: Promises, calls: Iterable[WaitingCall]) -> tuple[Promise, ...]:
    """What is still owed: what the server knew, as the calls it doesn't have yet have changed it."""
    found = {one.callback_id: one for one in known.all}
    for call in calls:
        kept = call.record.callback_kept
        if kept is not None and kept.result in _SETTLES:
            found.pop(kept.id, None)
        promise = _promised(call, known)
        if promise is not None:
            found[promise.callback_id] = promise
    return tuple(found.values())


def _promised(call: WaitingCall, known: Promises) -> Promise | None:
    record, kept = call.record, call.record.callback_kept
    callback_id = call.given.callback_id
    if kept is not None:
        callback_id = kept.id if kept.result is CallbackResult.PROGRESS else None
    plan = _plan(record, known.policy) if callback_id is not None and call.promises else None
    if plan is None or callback_id is None:
        return None
    about = (record.callback.about if record.callback else None) or record.raised
    promise = Promise(
        callback_id, callback_id, RULES[plan.kind], plan.told_at, plan.due_at,
        call.given.ticket_id, call.answer, record.name, record.title, about,
    )  # fmt: skip
    return _masked(promise, sees=known.sees_names)


def _plan(record: CallInput, policy: Policy) -> CallbackPlan | None:
    """As `log_call` will make it."""
    if record.ended_at is None:
        return None
    if record.outcome is Outcome.CUT_OFF:
        return redial(record.ended_at)
    kept = record.callback_kept
    asked = record.callback or (kept and CallbackRecord(
        minutes=kept.minutes, due_at=kept.next_at, reason=kept.reason
    )) or CallbackRecord()  # fmt: skip
    try:
        return plan_callback(
            record.ended_at, policy, minutes=asked.minutes, due_at=asked.due_at,
            reason=asked.reason,
        )  # fmt: skip
    except Refusal:
        return None


def ringing(known: Promises, calls: Iterable[WaitingCall], now: datetime) -> tuple[AlarmRow, ...]:
    """What has to be told now, of each promise the last stage, what is due first on top. What went
    up goes to the supervisors when the server is back; here it still says that it is overdue.
    """
    rows = []
    for one in open_promises(known, calls):
        clock = Watched(one.rule, one.started_at, one.due_at)
        stages = stages_due(clock, (), now, known.policy, known.time)
        if stages:
            rows.append(_row(one, _last(stages), known.owner))
    return tuple(sorted(rows, key=lambda row: (row.due_at, row.clock_id)))


def _last(stages: tuple[AlarmStage, ...]) -> AlarmStage:
    last = max(stages, key=STAGES.index)
    return AlarmStage.DUE if last is AlarmStage.WENT_UP else last


def _row(one: Promise, stage: AlarmStage, owner: str) -> AlarmRow:
    return AlarmRow(
        clock_id=one.clock_id, stage=stage, rule=one.rule, due_at=one.due_at,
        raised_at=one.due_at, callback_id=one.callback_id, escalation_id=None, visit_id=None,
        ticket_id=one.ticket_id, ticket_number=one.ticket_number, name=one.name, title=one.title,
        about=one.about, owner=owner, mine=True,
    )  # fmt: skip

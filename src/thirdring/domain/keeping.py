"""Keeping a callback: what each result does to the promise, its clock and the next step.

C2, C3, B8: only who reached the customer has kept it. A try that reached nobody is counted and
the time told stays; passing it up leaves it with whoever promised until somebody takes it (C4).
"""

import datetime as dt
from dataclasses import dataclass, replace

from thirdring.domain.callbacks import FARTHEST, CallbackPlan, plan_callback
from thirdring.domain.case_values import EscalationKind
from thirdring.domain.enums import CallbackResult
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.policy import Key, Policy

REACHED = frozenset({CallbackResult.DONE, CallbackResult.PROGRESS})

# Beyond a year whatever it is; dates end before minutes do.
_MOST_MINUTES = 10**6
_FIELDS = {
    "callback.minutes": "next_at",
    "callback.due_at": "next_at",
    "callback.reason": "reason",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a result comes to. Times aware UTC.

    `met`: the clock of the time told is met. `closes`: nothing is owed any more. `promise`: the
    next time told to the customer. `try_at`: when to try somebody who wasn't reached again.
    `goes_up`: the supervisors' queue it goes into, and why.
    """

    met: bool = False
    closes: bool = False
    promise: CallbackPlan | None = None
    try_at: dt.datetime | None = None
    goes_up: EscalationKind | None = None


def keep(
    result: CallbackResult,
    at: dt.datetime,
    policy: Policy,
    *,
    due_at: dt.datetime,
    tries: int = 0,
    next_at: dt.datetime | None = None,
    minutes: int | None = None,
    reason: str | None = None,
    note: str = "",
) -> Kept:
    """What `result` at `at` does to a callback told for `due_at`, after `tries` that reached nobody.

    Raises:
        Refusals: progress without a next time (C3), or one that C2 doesn't allow; passed up
            without saying why (C4); a next try that lies behind or more than a year ahead.
    """
    if result is CallbackResult.DONE:
        return Kept(met=True, closes=True)
    if result is CallbackResult.PROGRESS:
        return Kept(met=True, promise=_promise(at, policy, next_at, minutes, reason))
    if result is CallbackResult.NOT_REACHED:
        return _not_reached(at, policy, due_at, tries + 1, _next_try(at, policy, next_at, minutes))
    if not note.strip():
        raise Refusals([
            Refusal(say("Say why it is passed up."), rule="C4", field="note")
        ])  # fmt: skip
    return Kept(goes_up=EscalationKind.DIFFICULT)


def next_try(at: dt.datetime, policy: Policy) -> dt.datetime:
    """When somebody not reached at `at` is proposed to be tried again."""
    return at + policy.span(Key.RETRY_MINUTES)


def _promise(
    at: dt.datetime,
    policy: Policy,
    next_at: dt.datetime | None,
    minutes: int | None,
    reason: str | None,
) -> CallbackPlan:
    if next_at is None and minutes is None:
        raise Refusals([
            Refusal(
                say("Tell the customer when they will hear from us next."),
                rule="C3", field="next_at",
            )
        ])  # fmt: skip
    try:
        return plan_callback(at, policy, minutes=minutes, due_at=next_at, reason=reason)
    except Refusals as refused:
        raise Refusals([_renamed(one) for one in refused.all]) from None


def _renamed(refusal: Refusal) -> Refusal:
    """The rule says the same, of fields of another name."""
    return Refusal(refusal.message, rule=refusal.rule, field=_FIELDS[refusal.field])


def _next_try(
    at: dt.datetime, policy: Policy, next_at: dt.datetime | None, minutes: int | None
) -> dt.datetime:
    if minutes is not None:
        span = dt.timedelta(minutes=max(min(minutes, _MOST_MINUTES), 0))
    elif next_at is not None:
        span = next_at - at
    else:
        return next_try(at, policy)
    if span <= dt.timedelta(0):
        raise Refusals([
            Refusal(say("The next try must lie ahead."), rule="C3", field="next_at")
        ])  # fmt: skip
    if span > FARTHEST:
        raise Refusals([
            Refusal(say("The next try lies more than a year ahead."), rule="C3", field="next_at")
        ])  # fmt: skip
    return at + span


def _not_reached(
    at: dt.datetime, policy: Policy, due_at: dt.datetime, tries: int, try_at: dt.datetime
) -> Kept:
    kept = Kept(try_at=try_at)
    if tries < policy.integer(Key.CALL_TRIES):
        return kept
    late = at > due_at
    return replace(kept, goes_up=EscalationKind.OVERDUE if late else EscalationKind.DIFFICULT)

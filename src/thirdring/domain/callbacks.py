"""Callbacks: what the customer was told, by when (C1, C2), and redialling a cut-off line (B8)."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from thirdring.domain.clocks import Clock, clock
from thirdring.domain.enums import CallbackKind
from thirdring.domain.errors import Message, Refusal, Refusals, say
from thirdring.domain.policy import Key, Policy

# Beyond this it is no callback but a typing error.
FARTHEST = dt.timedelta(days=366)

# Whose callbacks a list shows.
CallbackView = Literal["mine", "team", "overdue", "all", "unowned"]
VIEWS: tuple[CallbackView, ...] = ("mine", "team", "overdue", "all", "unowned")

RULES = {CallbackKind.PROMISE: "C2", CallbackKind.REDIAL: "B8"}


@dataclass(frozen=True, slots=True)
class CallbackPlan:
    """A callback to be kept. `later_reason`: the customer agreed to more than half an hour."""

    kind: CallbackKind
    told_at: dt.datetime
    due_at: dt.datetime
    later_reason: str | None = None

    def clock(self, now: dt.datetime, met_at: dt.datetime | None = None) -> Clock:
        """Its clock: C2 for what was told, B8 for a redial."""
        return clock(RULES[self.kind], self.due_at, now, met_at=met_at)


def plan_callback(
    told_at: dt.datetime,
    policy: Policy,
    *,
    minutes: int | None = None,
    due_at: dt.datetime | None = None,
    reason: str | None = None,
    has_number: bool = True,
) -> CallbackPlan:
    """What was told to the customer at `told_at`; half an hour when no time was named.

    Raises:
        Refusals: no number to call (C1), both minutes and a time, a time that has passed or lies
            more than a year ahead, or one later than half an hour without a reason (C2).
    """
    refusals: list[Refusal] = []
    if not has_number:
        refusals.append(
            Refusal(say("A callback needs a number to call."), rule="C1", field="number")
        )
    if minutes is not None and due_at is not None:
        refusals.append(_c2(say("Give minutes or a time, not both."), "callback.due_at"))
    if due_at is None:
        minutes = policy.integer(Key.CALLBACK_DEFAULT_MINUTES) if minutes is None else minutes
        span = dt.timedelta(minutes=min(max(minutes, -1), 10**6))
        field = "callback.minutes"
    else:
        span, field = due_at - told_at, "callback.due_at"
    if span <= dt.timedelta(0):
        refusals.append(_c2(say("The callback must lie ahead."), field))
    elif span > FARTHEST:
        refusals.append(_c2(say("The callback lies more than a year ahead."), field))
    elif span > policy.span(Key.CALLBACK_MAX_MINUTES) and not (reason or "").strip():
        refusals.append(
            Refusal(
                say(
                    "Later than {minutes} minutes only when the customer agreed: say why.",
                    minutes=policy.integer(Key.CALLBACK_MAX_MINUTES),
                ),
                rule="C2",
                field="callback.reason",
            )
        )
    if refusals:
        raise Refusals(refusals)
    return CallbackPlan(
        CallbackKind.PROMISE, told_at, told_at + span, (reason or "").strip() or None
    )


def needs_reason(told_at: dt.datetime, due_at: dt.datetime, policy: Policy) -> bool:
    """Whether `due_at` is later than C2 allows without the customer's consent."""
    return due_at - told_at > policy.span(Key.CALLBACK_MAX_MINUTES)


def redial(cut_off_at: dt.datetime) -> CallbackPlan:
    """B8: a call cut off by accident is redialled at once; due the moment it was cut off."""
    return CallbackPlan(CallbackKind.REDIAL, cut_off_at, cut_off_at)


def _c2(sentence: Message, field: str) -> Refusal:
    return Refusal(sentence, rule="C2", field=field)

"""Holding the line (B3 to B5): a minute at most, then an apology, or a callback instead."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from thirdring.domain.enums import HoldReason
from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.policy import Key, Policy


@dataclass(frozen=True, slots=True)
class HoldSpan:
    """The customer waited from `from_at` until `to_at` (None: still waiting); aware UTC."""

    from_at: dt.datetime
    to_at: dt.datetime | None = None
    reason: HoldReason = HoldReason.OTHER


@dataclass(frozen=True, slots=True)
class HoldClock:
    """The running hold. `left` counts down to zero and below.

    `apology_due` (B3): the minute is over. `callback_due` (B4): the customer still waits, so a
    callback is offered instead. `tell_first` (B5): say so and mute before asking somebody.
    """

    since: dt.datetime
    due_at: dt.datetime
    left: dt.timedelta
    apology_due: bool
    callback_due: bool
    tell_first: bool

    @property
    def seconds_left(self) -> int:
        """Whole seconds as a countdown shows them: 60 at first, 0 only when it is over."""
        return -int(-self.left.total_seconds() // 1)


_ASKING = frozenset({HoldReason.ASK_COLLEAGUE, HoldReason.ASK_SUPERIOR})


def hold_clock(holds: Sequence[HoldSpan], now: dt.datetime, policy: Policy) -> HoldClock | None:
    """The clock of the hold that is running, or None. A clock set back never gains time."""
    running = next((hold for hold in holds if hold.to_at is None), None)
    if running is None:
        return None
    limit = policy.span(Key.HOLD_SECONDS)
    passed = max(dt.timedelta(0), now - running.from_at)
    over = passed >= limit
    return HoldClock(
        since=running.from_at,
        due_at=running.from_at + limit,
        left=limit - passed,
        apology_due=over,
        callback_due=over,
        tell_first=running.reason in _ASKING,
    )


def apology_owed(holds: Sequence[HoldSpan], policy: Policy) -> bool:
    """Whether the last hold ended after more than the minute, so that B3's apology comes first."""
    last = max(holds, key=lambda hold: hold.from_at, default=None)
    if last is None or last.to_at is None:
        return False
    return last.to_at - last.from_at > policy.span(Key.HOLD_SECONDS)


def total(holds: Sequence[HoldSpan]) -> dt.timedelta:
    """The time waited in holds that have ended."""
    return sum(
        (hold.to_at - hold.from_at for hold in holds if hold.to_at is not None), dt.timedelta(0)
    )


def refuse_holds(
    holds: Sequence[HoldSpan],
    began: dt.datetime | None,
    ended: dt.datetime | None,
) -> tuple[Refusal, ...]:
    """What is wrong with the holds of a call that lasted from `began` to `ended`.

    Each hold ends after it began, inside the call, and before the next one begins.
    """
    refusals: list[Refusal] = []
    for number, hold in enumerate(holds):
        why = _wrong(hold, began, ended)
        if why is not None:
            refusals.append(Refusal(why, rule="B3", field=f"holds.{number}"))
    in_order = sorted(
        range(len(holds)),
        key=lambda n: (holds[n].from_at, holds[n].to_at is None, holds[n].to_at),
    )
    for before, after in pairwise(in_order):
        end = holds[before].to_at
        if end is None or end > holds[after].from_at:
            refusals.append(
                Refusal(
                    say("Hold {n} begins before the one before it ended.", n=after + 1),
                    rule="B3",
                    field=f"holds.{after}",
                )
            )
    return tuple(refusals)


def _wrong(hold: HoldSpan, began: dt.datetime | None, ended: dt.datetime | None) -> Message | None:
    if hold.to_at is not None and hold.to_at < hold.from_at:
        return say("The hold ends before it begins.")
    if began is not None and hold.from_at < began:
        return say("The hold begins before the call was answered.")
    if ended is not None and (hold.to_at or hold.from_at) > ended:
        return say("The hold ends after the call ended.")
    return None

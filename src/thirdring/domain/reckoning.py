"""Which figure of the policy a running clock was started with, and how it runs under a new one.

What was told to a customer (C2, B8, D18) has no figure: no change of the policy moves it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from thirdring.domain.case_values import ClockBasis, EscalationKind
from thirdring.domain.clock_rules import PAUSABLE, SPANS, Started, start, with_pauses
from thirdring.domain.enums import Channel
from thirdring.domain.escalations import RULES
from thirdring.domain.policy import Key, Policy
from thirdring.domain.working_time import WorkCalendar

Pauses = Sequence[tuple[dt.datetime, dt.datetime]]

# These say when working hours pass; every clock that may run by them is reckoned anew.
_CALENDAR = frozenset(
    {Key.WORKING_TIME_RULES, Key.WORK_START, Key.WORK_END, Key.HOLIDAYS, Key.WORKDAYS}
)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock as it runs; times aware UTC. `pauses` are those that have ended.

    `escalation`: the kind of what it was sent up for. `channel` and `received_at` are its
    ticket's, for the two figures of D4.
    """

    rule: str
    started_at: dt.datetime
    due_at: dt.datetime
    pauses: Pauses = ()
    escalation: EscalationKind | None = None
    channel: Channel | None = None
    received_at: dt.datetime | None = None


def key_of(clock: RunningClock) -> Key | None:
    """The figure the clock was started with; None where a time was told instead."""
    if clock.escalation is not None:
        return RULES[clock.escalation].key
    first = clock.started_at == clock.received_at  # opened again, it is owed as by any channel
    if clock.rule == "D4" and clock.channel is Channel.IN_PERSON and first:
        return Key.COUNTER_PLAN_HOURS
    return SPANS.get(clock.rule)


def is_served_by(clock: RunningClock, key: Key) -> bool:
    """Whether a change of `key` bears on the clock."""
    if key in _CALENDAR:
        return clock.rule in PAUSABLE and clock.escalation is None
    return key_of(clock) is key


def serves_clocks(key: Key) -> bool:
    """Whether a change of `key` can move any running clock."""
    return (
        key in _CALENDAR
        or key is Key.COUNTER_PLAN_HOURS
        or key in SPANS.values()
        or key in {rule.key for rule in RULES.values()}
    )


def reckon(clock: RunningClock, calendar: WorkCalendar) -> Started:
    """The clock under `calendar`'s policy: from its own start, with its own pauses.

    A clock without a figure stays as it is.
    """
    key = key_of(clock)
    if key is None:
        span = clock.due_at - clock.started_at
        return Started(clock.rule, clock.started_at, clock.due_at, span, ClockBasis.WALL)
    policy: Policy = calendar.policy
    fresh = start(clock.rule, clock.started_at, policy, calendar, key=key)
    due_at = with_pauses(fresh, clock.pauses, clock.started_at, calendar)
    return Started(clock.rule, clock.started_at, due_at, fresh.span, fresh.basis, fresh.guessed)

"""What is told of a clock, and when: a warning before, one alarm when due, then it goes up.

A pure decision over one clock and what was told of it already. Each stage is told once: the
machine's clock may jump, desks may tick in any order, a stage that was told stays told.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from thirdring.domain.case_values import AlarmStage
from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Key, Policy

STAGES = (AlarmStage.WARNED, AlarmStage.DUE, AlarmStage.WENT_UP)
# A time told to a customer: callbacks, redials, the next contact.
_TOLD = frozenset({"B8", "C2", "D18"})
_VISIT = "D10"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """A clock that is neither met nor cancelled, as alarms see it; times aware UTC."""

    rule: str
    started_at: dt.datetime
    due_at: dt.datetime
    paused: bool = False


def moments(clock: Watched, policy: Policy) -> dict[AlarmStage, dt.datetime]:
    """When each stage of the clock is reached. A clock that is due at once has no warning.

    One too short for the policy's warning is warned of halfway: an eight-minute absence is not
    announced at its start.
    """
    found = {
        AlarmStage.DUE: clock.due_at,
        AlarmStage.WENT_UP: clock.due_at + policy.span(_goes_up(clock.rule)),
    }
    warned = clock.due_at - policy.span(_soon(clock.rule))
    if warned <= clock.started_at:
        warned = clock.started_at + (clock.due_at - clock.started_at) / 2
    if warned < clock.due_at:
        found[AlarmStage.WARNED] = warned
    return found


def stages_due(
    clock: Watched,
    raised: Collection[AlarmStage],
    now: dt.datetime,
    policy: Policy,
    time: CenterTime,
) -> tuple[AlarmStage, ...]:
    """The stages to tell now, in their order; several when nobody looked for a while.

    None of a clock that stands still, and none at night for what is due after that night; none
    that comes before one that was told.
    """
    if clock.paused or (is_night(now, policy, time) and clock.due_at >= morning(now, policy, time)):
        return ()
    at = moments(clock, policy)
    told = max((STAGES.index(stage) for stage in raised), default=-1)
    return tuple(stage for stage in STAGES[told + 1 :] if stage in at and at[stage] <= now)


@dataclass(frozen=True, slots=True)
class Spans:
    """How long before it is due a clock of some rules is told of at the earliest, and how long
    after it goes up. `rules`: these and no others, None: all the rest.
    """

    rules: frozenset[str] | None
    soon: dt.timedelta
    goes_up: dt.timedelta


def spans(policy: Policy) -> tuple[Spans, ...]:
    """Of every rule, the rest last: for looking only at clocks that may have something to tell."""
    return tuple(
        Spans(rules, policy.span(_soon(one)), policy.span(_goes_up(one)))
        for rules, one in ((_TOLD, min(_TOLD)), (frozenset({_VISIT}), _VISIT), (None, ""))
    )


def is_night(now: dt.datetime, policy: Policy, time: CenterTime) -> bool:
    """Whether `now` lies outside the hours in which alarms are told; equal hours: never."""
    start, end = policy.integer(Key.ALARMS_FROM), policy.integer(Key.ALARMS_UNTIL)
    local = time.to_local(now)
    minute = local.hour * 60 + local.minute
    if start < end:
        return not start <= minute < end
    return end <= minute < start


def morning(now: dt.datetime, policy: Policy, time: CenterTime) -> dt.datetime:
    """When alarms are told again, after `now`; aware UTC."""
    minute, day = policy.integer(Key.ALARMS_FROM), time.day_of(now)
    today = _at(day, minute, time)
    return today if today > now else _at(day + _DAY, minute, time)


def _at(day: dt.date, minute: int, time: CenterTime) -> dt.datetime:
    # An hour the clock skips reads with the offset before the change: an instant all the same.
    wall = dt.datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001
    return wall.replace(tzinfo=time.zone).astimezone(dt.UTC)


def _soon(rule: str) -> Key:
    if rule in _TOLD:
        return Key.SOON_CALLBACK_MINUTES
    return Key.VISIT_SOON_DAYS if rule == _VISIT else Key.SOON_CLOCK_MINUTES


def _goes_up(rule: str) -> Key:
    return Key.CALLBACK_GOES_UP_MINUTES if rule in _TOLD else Key.CLOCK_GOES_UP_MINUTES

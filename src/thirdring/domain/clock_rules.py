"""Which clock each rule starts, how long it runs, what may pause it and what meets it.

Every clock is a pure function of when it started, its pauses and the policy at that moment;
clocks of different rules are independent, also where their figures are equal (D4, D16).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from thirdring.domain.case_values import ClockBasis
from thirdring.domain.enums import Channel, TicketKind, TicketState
from thirdring.domain.policy import Key, Policy
from thirdring.domain.policy_checks import WORKING_TIME
from thirdring.domain.working_time import WorkCalendar

_S = TicketState

# The policy's figure of each rule whose clock has one; C2, B8 and D18 are due at a time told.
SPANS = MappingProxyType(
    {
        "C4": Key.REVIEW_MINUTES,
        "D3": Key.DEPARTMENT_HOURS,
        "D4": Key.ANSWER_HOURS,
        "D8": Key.UNSATISFIED_PLAN_HOURS,
        "D9": Key.MAJOR_REPORT_MINUTES,
        "D10": Key.RETURN_VISIT_DAYS,
        "D14": Key.AWAY_MINUTES,
        "D16": Key.MAIL_ANSWER_HOURS,
        "D17": Key.COUNTER_MINUTES,
        "E1": Key.SPECIAL_CALLER_MINUTES,
        "E2": Key.SPECIAL_CALLER_MINUTES,
        "E3": Key.SPECIAL_CALLER_MINUTES,
        "E5": Key.SPECIAL_CALLER_MINUTES,
        "E6": Key.EMERGENCY_MINUTES,
    }
)

# Promises, the 24-hour clocks and the return visit never pause.
PAUSABLE = WORKING_TIME

# What a ticket's clocks wait for, by the state that brings it about. What was told to the
# customer answers a mail as well as a complaint.
_MET_BY: dict[TicketState, frozenset[str]] = {
    _S.APPRAISAL: frozenset({"D3"}),
    _S.PLAN_OFFERED: frozenset({"D3", "D4", "D8"}),
    _S.REMEDY: frozenset({"D3", "D4", "D8"}),
    _S.RESULT_TOLD: frozenset({"D3", "D4", "D8", "D16", "D18"}),
    _S.RETURN_VISIT: frozenset({"D3", "D4", "D8", "D16", "D18"}),
    _S.ARCHIVED: frozenset({"D3", "D4", "D8", "D16", "D18"}),
}

# Its clocks stop with the matter; the others are owed to somebody else than its customer.
ENDS_WITH_TICKET = frozenset({"D3", "D4", "D8", "D16", "D18"})


@dataclass(frozen=True, slots=True)
class Started:
    """A clock as it starts; times aware UTC. `guessed`: years whose holidays aren't published."""

    rule: str
    started_at: dt.datetime
    due_at: dt.datetime
    span: dt.timedelta
    basis: ClockBasis
    guessed: tuple[int, ...] = ()


def start(
    rule: str, at: dt.datetime, policy: Policy, calendar: WorkCalendar, *, key: Key | None = None,
    span: dt.timedelta | None = None,
) -> Started:  # fmt: skip
    """The clock of `rule` from `at`, by `key` where the figure isn't the rule's usual one."""
    span = policy.span(key or SPANS[rule]) if span is None else span
    if rule in policy.names(Key.WORKING_TIME_RULES) and rule in PAUSABLE:
        due = calendar.after(at, span)
        return Started(rule, at, due.at, span, ClockBasis.WORKING, due.guessed)
    return Started(rule, at, at + span, span, ClockBasis.WALL)


def told(rule: str, at: dt.datetime, due_at: dt.datetime) -> Started:
    """A clock whose time was told to somebody: a callback (C2, B8), the next contact (D18)."""
    due_at = max(at, due_at)
    return Started(rule, at, due_at, due_at - at, ClockBasis.WALL)


def at_intake(
    kind: TicketKind,
    received_at: dt.datetime,
    policy: Policy,
    calendar: WorkCalendar,
    *,
    channel: Channel | None = None,
) -> tuple[Started, ...]:
    """The clocks that start with a matter's intake, soonest first.

    D4: a complaint has an answer (in person: a plan) in 24 hours. D16: so has electronic mail,
    complaint or not. What is to be told upward (D9, E1 to E6) runs with its escalation.
    """
    found: list[Started] = []
    if kind is TicketKind.COMPLAINT:
        in_person = channel is Channel.IN_PERSON
        key = Key.COUNTER_PLAN_HOURS if in_person else Key.ANSWER_HOURS
        found.append(start("D4", received_at, policy, calendar, key=key))
    if channel is Channel.MAILBOX:
        found.append(start("D16", received_at, policy, calendar))
    return tuple(sorted(found, key=lambda clock: clock.due_at))


def met_by(state: TicketState) -> frozenset[str]:
    """The rules of the ticket's clocks that are met when it reaches `state`."""
    return _MET_BY.get(state, frozenset())


def with_pauses(
    started: Started,
    pauses: Sequence[tuple[dt.datetime, dt.datetime | None]],
    now: dt.datetime,
    calendar: WorkCalendar,
) -> dt.datetime:
    """When the clock is due with its pauses: half-open intervals, the open one up to `now`.

    Pauses that overlap count once; what lies before the start or after the time it would have
    been due by then counts for nothing.
    """
    due_at = started.due_at
    reached = started.started_at
    for paused_at, resumed_at in sorted(pauses, key=lambda pause: pause[0]):
        begin, stop = max(paused_at, reached), resumed_at or now
        if stop <= begin or begin >= due_at:
            continue
        if started.basis is ClockBasis.WORKING:
            left = calendar.between(begin, due_at)
            due_at = calendar.after(stop, left).at if left else due_at
        else:
            due_at += stop - begin
        reached = stop
    return due_at

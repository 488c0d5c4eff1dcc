"""Clocks of the rulebook: what is due when, under which rule, and how it stands."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from thirdring.domain.enums import CLOSED_STATES, Channel, ClockState, Severity, TicketState
from thirdring.domain.policy import Key, Policy


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock, as answers give it back. `due_at` is aware UTC."""

    rule: str
    due_at: dt.datetime
    state: ClockState

    def left(self, now: dt.datetime) -> dt.timedelta:
        """What is left; negative once it is late."""
        return self.due_at - now


class Urgency(StrEnum):
    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


def clock(
    rule: str,
    due_at: dt.datetime,
    now: dt.datetime,
    *,
    met_at: dt.datetime | None = None,
    paused: bool = False,
    cancelled: bool = False,
) -> Clock:
    """How a clock stands. `met_at`: when what was due was done; on the very instant is in time."""
    if cancelled:
        state = ClockState.CANCELLED
    elif met_at is not None:
        state = ClockState.MET if met_at <= due_at else ClockState.LATE
    elif paused:
        state = ClockState.PAUSED
    else:
        state = ClockState.RUNNING if now <= due_at else ClockState.LATE
    return Clock(rule, due_at, state)


def urgency(due_at: dt.datetime, now: dt.datetime, soon: dt.timedelta) -> Urgency:
    """Overdue past `due_at`, soon within `soon` before it. Changes once each way of telling it."""
    if now > due_at:
        return Urgency.OVERDUE
    return Urgency.SOON if due_at - now <= soon else Urgency.FINE


def intake_clocks(
    received_at: dt.datetime,
    now: dt.datetime,
    policy: Policy,
    *,
    channel: Channel | None = None,
    severity: Severity | None = None,
    complaint: bool = True,
    state: TicketState = TicketState.INTAKE,
    met_at: dt.datetime | None = None,
) -> tuple[Clock, ...]:
    """The clocks that start with a matter's intake, soonest first; separate even where equal.

    D4: a complaint has an answer (in person: a plan) in 24 hours. D16: so has electronic mail,
    complaint or not. D9: a major complaint is reported up at once. A closed matter's clocks are
    met or late by `met_at`, cancelled without one.
    """
    due: list[tuple[str, dt.timedelta]] = []
    if complaint and severity is Severity.MAJOR:
        due.append(("D9", policy.span(Key.MAJOR_REPORT_MINUTES)))
    if complaint:
        in_person = channel is Channel.IN_PERSON
        due.append(("D4", policy.span(Key.COUNTER_PLAN_HOURS if in_person else Key.ANSWER_HOURS)))
    if channel is Channel.MAILBOX:
        due.append(("D16", policy.span(Key.MAIL_ANSWER_HOURS)))
    cancelled = state in CLOSED_STATES and met_at is None
    clocks = [
        clock(rule, received_at + span, now, met_at=met_at, cancelled=cancelled)
        for rule, span in due
    ]
    return tuple(sorted(clocks, key=lambda c: c.due_at))

"""Clocks: what starts with an intake, and how a clock stands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.clocks import Clock, Urgency, clock, intake_clocks, urgency
from thirdring.domain.enums import Channel, ClockState, Severity, TicketState
from thirdring.domain.policy import Key, Policy

POLICY = Policy()
CAME = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)


def _started(**facts: object) -> list[tuple[str, dt.timedelta]]:
    clocks = intake_clocks(CAME, CAME, POLICY, **facts)  # type: ignore[arg-type]
    assert {c.state for c in clocks} <= {ClockState.RUNNING}
    return [(c.rule, c.due_at - CAME) for c in clocks]


def test_d4_a_complaint_is_answered_within_a_day() -> None:
    assert _started(channel=Channel.PHONE) == [("D4", 24 * HOUR)]


def test_d9_a_major_complaint_is_told_at_once() -> None:
    assert _started(severity=Severity.MAJOR) == [("D9", HOUR / 4), ("D4", 24 * HOUR)]
    assert _started(severity=Severity.SERIOUS) == [("D4", 24 * HOUR)]


def test_d16_mail_is_answered_within_a_day_complaint_or_not() -> None:
    assert _started(channel=Channel.MAILBOX) == [("D4", 24 * HOUR), ("D16", 24 * HOUR)]
    assert _started(channel=Channel.MAILBOX, complaint=False) == [("D16", 24 * HOUR)]
    assert _started(complaint=False, severity=Severity.MAJOR) == []


def test_the_three_figures_of_a_day_are_separate() -> None:
    policy = Policy({Key.ANSWER_HOURS: 20, Key.COUNTER_PLAN_HOURS: 10, Key.MAIL_ANSWER_HOURS: 5})

    def due(channel: Channel) -> list[tuple[str, dt.timedelta]]:
        return [
            (c.rule, c.due_at - CAME) for c in intake_clocks(CAME, CAME, policy, channel=channel)
        ]

    assert due(Channel.PHONE) == [("D4", 20 * HOUR)]
    assert due(Channel.IN_PERSON) == [("D4", 10 * HOUR)]
    assert due(Channel.MAILBOX) == [("D16", 5 * HOUR), ("D4", 20 * HOUR)]


def test_a_closed_matters_clocks_are_met_late_or_cancelled() -> None:
    def state(met_at: dt.datetime | None) -> ClockState:
        (one,) = intake_clocks(
            CAME, CAME + 48 * HOUR, POLICY, state=TicketState.ARCHIVED, met_at=met_at
        )
        return one.state

    assert state(None) is ClockState.CANCELLED
    assert state(CAME + 24 * HOUR) is ClockState.MET
    assert state(CAME + 24 * HOUR + TICK) is ClockState.LATE


@given(st.timedeltas(-30 * HOUR, 30 * HOUR), st.booleans(), st.booleans())
def test_a_clock_that_nobody_met_runs_until_it_is_due(
    passed: dt.timedelta, paused: bool, cancelled: bool
) -> None:
    now = CAME + passed
    one = clock("D4", CAME, now, paused=paused, cancelled=cancelled)
    if cancelled:
        assert one.state is ClockState.CANCELLED
    elif paused:
        assert one.state is ClockState.PAUSED
    else:
        assert one.state is (ClockState.LATE if passed > dt.timedelta(0) else ClockState.RUNNING)
    assert one == Clock("D4", CAME, one.state)
    assert one.left(now) == -passed


@pytest.mark.parametrize(
    ("left", "tone"),
    [
        (2 * HOUR, Urgency.FINE),
        (HOUR + TICK, Urgency.FINE),
        (HOUR, Urgency.SOON),
        (0 * HOUR, Urgency.SOON),
        (-TICK, Urgency.OVERDUE),
    ],
)
def test_a_clock_changes_tone_once_when_it_becomes_urgent(
    left: dt.timedelta, tone: Urgency
) -> None:
    assert urgency(CAME + left, CAME, HOUR) is tone

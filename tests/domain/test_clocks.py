"""How a clock stands, and how urgent it is."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.clocks import Clock, Urgency, clock, urgency
from thirdring.domain.enums import ClockState

CAME = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)


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


@pytest.mark.parametrize(
    ("met", "paused", "cancelled", "state"),
    [
        (0 * HOUR, False, False, ClockState.MET),
        (TICK, False, False, ClockState.LATE),
        (-HOUR, True, False, ClockState.MET),
        (TICK, True, False, ClockState.LATE),
        (-HOUR, False, True, ClockState.CANCELLED),
    ],
)
def test_done_on_the_very_instant_is_in_time(
    met: dt.timedelta, paused: bool, cancelled: bool, state: ClockState
) -> None:
    now = CAME + 9 * HOUR
    found = clock("D4", CAME, now, met_at=CAME + met, paused=paused, cancelled=cancelled)
    assert found == Clock("D4", CAME, state)

"""A call's parts and who may correct it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.calls import (
    CallbackAsked,
    CallDurations,
    CallFacts,
    durations,
    refuse_correction,
)
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Outcome, Title
from thirdring.domain.holds import HoldSpan
from thirdring.domain.policy import Key, Policy
from thirdring.domain.read_back import KeyPoints

RANG = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def _call(rang: dt.datetime, *parts: int, holds: tuple[tuple[int, int], ...] = ()) -> CallFacts:
    """Seconds after the first ring at which it was answered, ended, wrapped up."""
    answered, ended, wrapped = (rang + n * SECOND for n in parts)
    spans = tuple(HoldSpan(rang + a * SECOND, rang + b * SECOND) for a, b in holds)
    return CallFacts(
        started_at=rang, answered_at=answered, ended_at=ended, wrapped_up_at=wrapped, holds=spans
    )


def test_j5_handle_time_is_talk_hold_and_wrap_up() -> None:
    took = durations(_call(RANG, 12, 192, 222, holds=((60, 90), (100, 110))))
    assert took == CallDurations(
        ring=12 * SECOND, talk=140 * SECOND, hold=40 * SECOND, wrap_up=30 * SECOND,
        handle=210 * SECOND,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "local"),
    [("Asia/Shanghai", "2026-11-22T23:59:50"), ("Europe/Berlin", "2026-03-29T01:59:50"),
     ("Europe/Berlin", "2026-10-25T02:59:50")],
)  # fmt: skip
def test_midnight_and_clock_changes_do_not_count(zone: str, local: str) -> None:
    took = durations(_call(CenterTime(zone).parse(local), 5, 65, 75))
    assert (took.ring, took.talk, took.wrap_up) == (5 * SECOND, 60 * SECOND, 10 * SECOND)


def test_an_unanswered_call_rang_until_it_ended() -> None:
    took = durations(CallFacts(started_at=RANG, ended_at=RANG + 25 * SECOND))
    assert took == CallDurations(25 * SECOND, None, 0 * SECOND, None, None)


def test_missing_or_backward_times_have_no_length() -> None:
    assert durations(CallFacts()) == CallDurations(None, None, 0 * SECOND, None, None)
    backward = durations(_call(RANG, -1, -2, -3))
    assert backward == CallDurations(None, None, 0 * SECOND, None, None)
    too_long_on_hold = durations(_call(RANG, 0, 10, 20, holds=((0, 11),)))
    assert too_long_on_hold.talk is None
    assert too_long_on_hold.handle is None


def test_without_wrap_up_the_handle_time_is_talk_and_hold() -> None:
    call = CallFacts(answered_at=RANG, ended_at=RANG + 60 * SECOND)
    assert durations(call).handle == 60 * SECOND


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=5))
def test_j5_the_parts_of_a_call_add_up(seconds: list[int]) -> None:
    answered, hold_from, hold_to, ended, wrapped = sorted(seconds)
    took = durations(_call(RANG, answered, ended, wrapped, holds=((hold_from, hold_to),)))
    assert took.ring is not None
    assert took.handle is not None
    assert took.ring + took.handle == wrapped * SECOND


def test_a_callback_is_told_when_the_form_says_or_the_call_ended() -> None:
    ended = RANG + 60 * SECOND
    assert CallFacts().told_at is None
    assert CallFacts(started_at=RANG).told_at == RANG
    assert CallFacts(started_at=RANG, answered_at=RANG + SECOND).told_at == RANG + SECOND
    assert CallFacts(started_at=RANG, ended_at=ended, callback=CallbackAsked()).told_at == ended
    asked = CallbackAsked(told_at=RANG + 30 * SECOND)
    assert CallFacts(ended_at=ended, callback=asked).told_at == RANG + 30 * SECOND


def test_the_key_points_of_a_call() -> None:
    call = CallFacts(name="王", title=Title.MS, raised="a", wants="b", answer="c")
    assert call.key_points(RANG) == KeyPoints("王", Title.MS, "a", "b", RANG)


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_whether_anybody_was_there(outcome: Outcome | None) -> None:
    assert CallFacts(outcome=outcome).talked is (outcome not in OUTCOMES_WITHOUT_A_TALK)


@given(
    st.integers(0, 1440),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=3)),
    st.booleans(),
    st.booleans(),
)
def test_a_finished_call_is_corrected_by_its_agent_for_a_while_and_by_a_supervisor_later(
    minutes: int, passed: dt.timedelta, own: bool, any_call: bool
) -> None:
    policy = Policy({Key.CORRECTION_MINUTES: minutes})
    refused = refuse_correction(RANG, RANG + passed, policy, own=own, any_call=any_call)
    in_time = passed <= dt.timedelta(minutes=minutes)
    assert (refused is None) == (any_call or (own and in_time))
    assert refused is None or refused.rule == "H4"


def test_the_refusal_of_a_correction_says_how_long_it_was_possible() -> None:
    hour = dt.timedelta(hours=1)
    last = RANG + hour / 2
    assert refuse_correction(RANG, last, Policy(), own=True, any_call=False) is None
    late = refuse_correction(RANG, RANG + hour, Policy(), own=True, any_call=False)
    assert str(late) == ("Your own call can be corrected for 30 minutes; a supervisor can later.")
    other = refuse_correction(RANG, RANG, Policy(), own=False, any_call=False)
    assert str(other) == "Only a supervisor corrects somebody else's call."

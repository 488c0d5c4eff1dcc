"""B3 to B5: the minute of a hold, the apology, the callback instead."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import HoldReason
from thirdring.domain.holds import HoldSpan, apology_owed, hold_clock, refuse_holds, total
from thirdring.domain.policy import Key, Policy

POLICY = Policy()
BEGAN = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)


def _at(seconds: float) -> dt.datetime:
    return BEGAN + dt.timedelta(seconds=seconds)


def _span(start: float, end: float | None, reason: HoldReason = HoldReason.LOOK_UP) -> HoldSpan:
    return HoldSpan(_at(start), None if end is None else _at(end), reason)


@pytest.mark.parametrize(
    ("passed", "left", "over"),
    [(0, 60, False), (0.5, 60, False), (1, 59, False), (59, 1, False), (59.9, 1, False), (60, 0, True), (61.5, -1, True), (75, -15, True)],
)  # fmt: skip
def test_b3_a_hold_counts_down_from_a_minute(passed: float, left: int, over: bool) -> None:
    clock = hold_clock([_span(0, None)], _at(passed), POLICY)
    assert clock is not None
    assert (clock.seconds_left, clock.apology_due, clock.callback_due) == (left, over, over)
    assert clock.left == dt.timedelta(seconds=60 - passed)
    assert (clock.since, clock.due_at) == (_at(0), _at(60))


def test_b3_the_minute_is_the_policys() -> None:
    clock = hold_clock([_span(0, None)], _at(30), Policy({Key.HOLD_SECONDS: 30}))
    assert clock is not None
    assert clock.apology_due


def test_b3_each_hold_has_a_minute_of_its_own() -> None:
    clock = hold_clock([_span(0, 50), _span(70, None)], _at(80), POLICY)
    assert clock is not None
    assert clock.seconds_left == 50


def test_no_clock_runs_when_nobody_waits() -> None:
    assert hold_clock([], _at(0), POLICY) is None
    assert hold_clock([_span(0, 10)], _at(20), POLICY) is None


def test_a_clock_set_back_gains_no_time() -> None:
    clock = hold_clock([_span(0, None)], _at(-500), POLICY)
    assert clock is not None
    assert clock.seconds_left == 60


@pytest.mark.parametrize("reason", list(HoldReason))
def test_b5_asking_somebody_is_told_first_and_muted(reason: HoldReason) -> None:
    clock = hold_clock([_span(0, None, reason)], _at(1), POLICY)
    assert clock is not None
    assert clock.tell_first == (reason in {HoldReason.ASK_COLLEAGUE, HoldReason.ASK_SUPERIOR})


@pytest.mark.parametrize(
    ("holds", "owed"),
    [
        ([], False),
        ([_span(0, 60)], False),
        ([_span(0, 60.1)], True),
        ([_span(0, 90), _span(100, 110)], False),
        ([_span(100, 190), _span(0, 10)], True),
        ([_span(0, 90), _span(100, None)], False),
    ],
)
def test_b3_after_more_than_a_minute_the_apology_comes_first(
    holds: list[HoldSpan], owed: bool
) -> None:
    assert apology_owed(holds, POLICY) is owed


@pytest.mark.parametrize(
    ("holds", "sentence", "field"),
    [
        ([_span(10, 5)], "The hold ends before it begins.", "holds.0"),
        ([_span(-1, 5)], "The hold begins before the call was answered.", "holds.0"),
        ([_span(10, 20), _span(90, 101)], "The hold ends after the call ended.", "holds.1"),
        ([_span(101, None)], "The hold ends after the call ended.", "holds.0"),
        ([_span(0, 20), _span(10, 30)], "Hold 2 begins before the one before it ended.", "holds.1"),
        ([_span(30, 40), _span(0, 31)], "Hold 1 begins before the one before it ended.", "holds.0"),
        (
            [_span(0, None), _span(10, 30)],
            "Hold 2 begins before the one before it ended.",
            "holds.1",
        ),
    ],
)
def test_holds_outside_the_call_or_over_each_other_are_refused(
    holds: list[HoldSpan], sentence: str, field: str
) -> None:
    (refused,) = refuse_holds(holds, _at(0), _at(100))
    assert (str(refused), refused.rule, refused.field) == (sentence, "B3", field)


def test_holds_that_touch_are_fine_also_of_no_length() -> None:
    holds = [_span(0, 10), _span(10, 10), _span(10, 100)]
    assert refuse_holds(holds, _at(0), _at(100)) == ()
    assert refuse_holds(holds, None, None) == ()


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=20, unique=True), st.randoms())
def test_holds_one_after_the_other_add_up_in_any_order(edges: list[int], random: object) -> None:
    edges.sort()
    spans = [_span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    random.shuffle(spans)  # type: ignore[attr-defined]
    assert refuse_holds(spans, _at(0), _at(1000)) == ()
    assert total(spans).total_seconds() == sum(
        b - a for a, b in zip(edges[::2], edges[1::2], strict=False)
    )


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=5))
def test_holds_are_taken_exactly_when_they_could_have_happened(
    pairs: list[tuple[int, int]],
) -> None:
    spans = [_span(a, b) for a, b in pairs]
    forward = all(a <= b <= 25 for a, b in pairs)
    apart = all(
        one[1] <= other[0] or other[1] <= one[0]
        for n, one in enumerate(pairs)
        for other in pairs[n + 1 :]
    )
    assert (refuse_holds(spans, _at(0), _at(25)) == ()) == (forward and apart)


def test_a_hold_that_was_over_at_once_may_be_followed_by_one_that_runs() -> None:
    assert refuse_holds([_span(0, None), _span(0, 0)], _at(0), None) == ()

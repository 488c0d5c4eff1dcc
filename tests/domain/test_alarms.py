"""When a clock is told of: each stage once, in any order of ticks, never at night for tomorrow."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.alarms import (
    STAGES,
    Spans,
    Watched,
    is_night,
    moments,
    morning,
    spans,
    stages_due,
)
from thirdring.domain.case_values import AlarmStage
from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Key, Policy

POLICY = Policy()
SHANGHAI = CenterTime("Asia/Shanghai")
NOON = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)  # 12:00 in Shanghai
WARNED, DUE, WENT_UP = STAGES


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def at(text: str) -> dt.datetime:
    return SHANGHAI.parse(text)


def clock(rule: str, span: dt.timedelta, *, start: dt.datetime = NOON, **more: bool) -> Watched:
    return Watched(rule, start, start + span, **more)


def due(watched: Watched, now: dt.datetime, *raised: AlarmStage, policy: Policy = POLICY) -> list[
    AlarmStage
]:  # fmt: skip
    return list(stages_due(watched, raised, now, policy, SHANGHAI))


@pytest.mark.parametrize(
    ("rule", "span", "before", "after"),
    [
        ("C2", minutes(30), minutes(15), minutes(10)),
        ("D18", minutes(300), minutes(15), minutes(10)),
        ("D4", minutes(24 * 60), minutes(60), minutes(60)),
        ("D16", minutes(24 * 60), minutes(60), minutes(60)),
        ("D10", dt.timedelta(days=15), dt.timedelta(days=3), minutes(60)),
    ],
)
def test_c3_d4_d10_warned_due_and_up_at_the_policys_times(
    rule: str, span: dt.timedelta, before: dt.timedelta, after: dt.timedelta
) -> None:
    watched = clock(rule, span)
    instant = dt.timedelta(microseconds=1)
    assert due(watched, watched.due_at - before - instant) == []
    assert due(watched, watched.due_at - before) == [WARNED]
    assert due(watched, watched.due_at - before, WARNED) == []
    assert due(watched, watched.due_at - instant, WARNED) == []
    assert due(watched, watched.due_at, WARNED) == [DUE]
    assert due(watched, watched.due_at + after - instant, WARNED, DUE) == []
    assert due(watched, watched.due_at + after, WARNED, DUE) == [WENT_UP]
    assert due(watched, watched.due_at + after, *STAGES) == []


def test_a_clock_too_short_for_the_warning_is_warned_of_halfway() -> None:
    assert moments(clock("D14", minutes(8)), POLICY)[WARNED] == NOON + minutes(4)
    assert moments(clock("C2", minutes(15)), POLICY)[WARNED] == NOON + minutes(7.5)
    assert moments(clock("C2", minutes(16)), POLICY)[WARNED] == NOON + minutes(1)


def test_b8_what_is_due_at_once_has_no_warning() -> None:
    redial = clock("B8", minutes(0))
    assert due(redial, NOON) == [DUE]
    assert due(redial, NOON + minutes(10)) == [DUE, WENT_UP]


def test_nobody_looked_for_a_while_and_nothing_is_lost() -> None:
    assert due(clock("C2", minutes(30)), NOON + minutes(50)) == [WARNED, DUE, WENT_UP]


def test_a_clock_that_stands_still_is_not_told_of() -> None:
    assert due(clock("D3", minutes(60), paused=True), NOON + minutes(500)) == []


def test_c2_at_night_only_what_is_due_that_night() -> None:
    night = at("2026-11-22T23:00")
    assert morning(night, POLICY, SHANGHAI) == at("2026-11-23T08:00")
    visit = Watched("D10", NOON - dt.timedelta(days=12), at("2026-11-25T22:00"))
    tomorrow = Watched("D4", at("2026-11-22T07:00"), at("2026-11-23T08:00"))
    tonight = Watched("D4", at("2026-11-22T07:00"), at("2026-11-22T23:30"))
    assert due(visit, night) == []
    assert due(tomorrow, at("2026-11-23T07:59")) == []
    assert due(tomorrow, at("2026-11-23T08:00")) == [WARNED, DUE]
    assert due(tonight, night) == [WARNED]
    assert due(tonight, at("2026-11-22T23:30"), WARNED) == [DUE]
    assert due(tonight, at("2026-11-23T00:30"), WARNED, DUE) == [WENT_UP]


def test_the_hours_of_alarms_are_the_policys_in_the_centers_zone() -> None:
    day = {h for h in range(24) if not is_night(at(f"2026-11-22T{h:02d}:30"), POLICY, SHANGHAI)}
    assert day == set(range(8, 21))
    late = Policy({Key.ALARMS_FROM: 1200, Key.ALARMS_UNTIL: 300})
    day = {h for h in range(24) if not is_night(at(f"2026-11-22T{h:02d}:30"), late, SHANGHAI)}
    assert day == {20, 21, 22, 23, 0, 1, 2, 3, 4}
    always = Policy({Key.ALARMS_FROM: 480, Key.ALARMS_UNTIL: 480})
    assert not any(
        is_night(at(f"2026-11-22T{h:02d}:30"), always, SHANGHAI) for h in range(24)
    )  # fmt: skip


def test_morning_comes_also_where_the_clock_skips_its_hour() -> None:
    berlin = CenterTime("Europe/Berlin")
    policy = Policy({Key.ALARMS_FROM: 150})  # 02:30, skipped on 2026-03-29
    night = berlin.parse("2026-03-29T00:30")
    assert morning(night, policy, berlin) == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


RULES = st.sampled_from(["B8", "C2", "C4", "D3", "D4", "D10", "D14", "D16", "D18", "E6"])
CLOCKS = st.builds(
    clock,
    RULES,
    st.integers(0, 20 * 24 * 60).map(minutes),
    start=st.integers(-3_000, 3_000).map(lambda m: NOON + minutes(m)),
)
TICKS = st.lists(st.integers(-5_000, 40 * 24 * 60), min_size=1, max_size=40)


@given(CLOCKS, TICKS)
def test_each_stage_is_told_exactly_once_whatever_the_order_of_ticks(
    watched: Watched, ticks: list[int]
) -> None:
    """The machine's clock runs forward, is set back, jumps; what was told stays told."""
    told: list[AlarmStage] = []
    for tick in [*ticks, 60 * 24 * 60]:
        now = NOON + minutes(tick)
        fresh = stages_due(watched, told, now, POLICY, SHANGHAI)
        reached = moments(watched, POLICY)
        assert all(reached[stage] <= now for stage in fresh)
        told += fresh
    assert Counter(told) == Counter(list(moments(watched, POLICY)))


@given(CLOCKS, TICKS)
def test_told_in_time_by_day_and_never_at_night_for_what_comes_after_it(
    watched: Watched, ticks: list[int]
) -> None:
    told: list[AlarmStage] = []
    for tick in sorted(ticks):
        now = NOON + minutes(tick)
        fresh = stages_due(watched, told, now, POLICY, SHANGHAI)
        if not is_night(now, POLICY, SHANGHAI):
            reached = moments(watched, POLICY)
            assert {*told, *fresh} == {s for s in reached if reached[s] <= now}
        elif fresh:
            assert watched.due_at < morning(now, POLICY, SHANGHAI)
        told += fresh


@given(
    st.integers(1, 20 * 24 * 60).map(lambda span: clock("D3", minutes(span))),
    st.lists(st.tuples(st.booleans(), st.integers(0, 600)), max_size=30),
)
def test_pauses_lose_no_stage_and_double_none(
    watched: Watched, days: list[tuple[bool, int]]
) -> None:
    """A pause moves what is due; a stage told before it isn't told again after it."""
    told: list[AlarmStage] = []
    now = watched.started_at
    for paused, span in [*days, (False, 60 * 24 * 60)]:
        if paused:
            later = Watched(watched.rule, watched.started_at, watched.due_at, paused=True)
            assert stages_due(later, told, now, POLICY, SHANGHAI) == ()
            watched = Watched(
                watched.rule, watched.started_at, watched.due_at + minutes(span)
            )  # fmt: skip
        now += minutes(span)
        told += stages_due(watched, told, now, POLICY, SHANGHAI)
    assert Counter(told) == Counter(list(moments(watched, POLICY)))


@given(CLOCKS)
def test_no_stage_comes_earlier_than_the_spans_of_its_rule_say(watched: Watched) -> None:
    (span,) = [
        one for one in spans(POLICY) if one.rules is not None and watched.rule in one.rules
    ] or [one for one in spans(POLICY) if one.rules is None]
    at = moments(watched, POLICY)
    first = min(at.values())
    assert first >= watched.due_at - span.soon
    assert first >= watched.started_at
    assert at[WENT_UP] == watched.due_at + span.goes_up


@pytest.mark.parametrize(
    ("begin", "end", "night"),
    [
        (490, 1250, {"08:09": True, "08:10": False, "20:49": False, "20:50": True, "00:00": True}),
        (1250, 490, {"08:09": False, "08:10": True, "20:49": True, "20:50": False, "00:00": False}),
        (0, 1, {"00:00": False, "00:01": True, "23:59": True}),
    ],
)
def test_c2_the_hours_of_alarms_are_half_open_to_the_minute(
    begin: int, end: int, night: dict[str, bool]
) -> None:
    policy = Policy({Key.ALARMS_FROM: begin, Key.ALARMS_UNTIL: end})
    found = {t: is_night(at(f"2026-11-22T{t}"), policy, SHANGHAI) for t in night}
    assert found == night


def test_c2_morning_is_after_now_not_now() -> None:
    policy = Policy({Key.ALARMS_FROM: 490})
    instant = dt.timedelta(microseconds=1)
    this, following = at("2026-11-22T08:10"), at("2026-11-23T08:10")
    assert morning(this - instant, policy, SHANGHAI) == this
    assert morning(this, policy, SHANGHAI) == following
    assert morning(this, policy, SHANGHAI).tzinfo is dt.UTC
    assert morning(at("2026-11-22T23:59:59"), policy, SHANGHAI) == following


def test_the_spans_are_the_policys() -> None:
    policy = Policy(
        {Key.VISIT_SOON_DAYS: 1, Key.SOON_CLOCK_MINUTES: 1440, Key.CLOCK_GOES_UP_MINUTES: 5}
    )
    told, visit, rest = spans(policy)
    assert told == Spans(
        frozenset({"B8", "C2", "D18"}),
        POLICY.span(Key.SOON_CALLBACK_MINUTES), POLICY.span(Key.CALLBACK_GOES_UP_MINUTES),
    )  # fmt: skip
    assert visit == Spans(frozenset({"D10"}), dt.timedelta(days=1), minutes(5))
    assert rest == Spans(None, dt.timedelta(minutes=1440), minutes(5))


def test_at_once_at_night_too_where_it_is_due_before_morning() -> None:
    night = at("2026-11-22T23:00")
    before = Watched("E6", night, at("2026-11-23T08:00") - dt.timedelta(microseconds=1))
    assert due(before, before.due_at) == [WARNED, DUE]
    assert moments(clock("B8", minutes(0)), POLICY) == {
        DUE: NOON, WENT_UP: NOON + minutes(10),
    }  # fmt: skip

"""J4, policy: a running clock under another figure keeps its start, its pauses and its identity."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.case_values import ClockBasis, EscalationKind
from thirdring.domain.centertime import CenterTime
from thirdring.domain.clock_rules import SPANS, Started, start, with_pauses
from thirdring.domain.enums import Channel
from thirdring.domain.escalations import RULES
from thirdring.domain.policy import Key, Policy
from thirdring.domain.reckoning import RunningClock, is_served_by, key_of, reckon, serves_clocks
from thirdring.domain.working_time import WorkCalendar

SHANGHAI = CenterTime("Asia/Shanghai")
FRIDAY = dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
STARTS = st.datetimes(dt.datetime(2026, 1, 5), dt.datetime(2026, 12, 1), timezones=st.just(dt.UTC))
PAUSES = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 48)).map(
        lambda p: (FRIDAY + p[0] * HOUR, FRIDAY + (p[0] + p[1]) * HOUR)
    ),
    max_size=4,
)


def calendar(**changed: object) -> WorkCalendar:
    policy = Policy({Key(key): value for key, value in changed.items()})  # type: ignore[misc]
    return WorkCalendar(policy, SHANGHAI)


def running(rule: str, by: WorkCalendar, at: dt.datetime = FRIDAY, **facts: object) -> RunningClock:
    key = key_of(RunningClock(rule, at, at, **facts))  # type: ignore[arg-type]
    started = start(rule, at, by.policy, by, key=key)
    pauses = facts.get("pauses", ())
    due_at = with_pauses(started, pauses, at, by)  # type: ignore[arg-type]
    return RunningClock(rule, at, due_at, **facts)  # type: ignore[arg-type]


def test_d4_a_day_becomes_ten_hours_from_the_same_start() -> None:
    clock = running("D4", calendar())
    fresh = reckon(clock, calendar(answer_hours=10))
    assert (fresh.started_at, fresh.due_at) == (FRIDAY, FRIDAY + 10 * HOUR)
    assert fresh.span == 10 * HOUR


def test_d4_at_the_counter_has_a_figure_of_its_own() -> None:
    counter = RunningClock("D4", FRIDAY, FRIDAY, channel=Channel.IN_PERSON, received_at=FRIDAY)
    assert key_of(counter) is Key.COUNTER_PLAN_HOURS
    again = RunningClock("D4", FRIDAY + HOUR, FRIDAY, channel=Channel.IN_PERSON, received_at=FRIDAY)
    assert key_of(again) is Key.ANSWER_HOURS
    assert is_served_by(counter, Key.COUNTER_PLAN_HOURS)
    assert not is_served_by(counter, Key.ANSWER_HOURS)


def test_d3_a_holiday_moves_what_runs_in_working_hours_and_nothing_else() -> None:
    clock = running("D3", calendar())
    holiday = calendar(holidays=("2026-11-23",))
    assert SHANGHAI.text(clock.due_at) == "2026-11-23 15:30"
    assert SHANGHAI.text(reckon(clock, holiday).due_at) == "2026-11-24 15:30"
    assert is_served_by(clock, Key.HOLIDAYS)
    assert not is_served_by(running("D4", calendar()), Key.HOLIDAYS)
    wall = reckon(clock, calendar(working_time_rules=()))
    assert (wall.basis, wall.due_at) == (ClockBasis.WALL, FRIDAY + 8 * HOUR)


@pytest.mark.parametrize("rule", ["C2", "B8", "D18"])
def test_c2_what_was_told_to_a_customer_never_moves(rule: str) -> None:
    clock = RunningClock(rule, FRIDAY, FRIDAY + HOUR)
    assert reckon(clock, calendar(callback_default_minutes=5)).due_at == FRIDAY + HOUR
    assert not any(is_served_by(clock, key) for key in Key)


@pytest.mark.parametrize("kind", list(EscalationKind))
def test_c4_what_was_sent_up_runs_by_the_figure_of_its_kind(kind: EscalationKind) -> None:
    clock = RunningClock(RULES[kind].rule, FRIDAY, FRIDAY, escalation=kind)
    assert [key for key in Key if is_served_by(clock, key)] == [RULES[kind].key]


def test_every_figure_of_a_clock_is_known_to_serve_clocks() -> None:
    serving = {key for key in Key if serves_clocks(key)}
    assert set(SPANS.values()) < serving
    assert Key.HOLIDAYS in serving
    assert Key.RINGS_LIMIT not in serving
    assert Key.CALLBACK_DEFAULT_MINUTES not in serving


@given(st.sampled_from(sorted(SPANS)), STARTS, PAUSES)
def test_under_the_same_policy_nothing_moves(
    rule: str, at: dt.datetime, pauses: list[tuple[dt.datetime, dt.datetime]]
) -> None:
    same = calendar()
    clock = running(rule, same, at, pauses=tuple(pauses) if rule == "D3" else ())
    fresh = reckon(clock, same)
    assert (fresh.rule, fresh.started_at, fresh.due_at) == (rule, at, clock.due_at)


@given(st.sampled_from(sorted(SPANS)), STARTS, st.integers(1, 60), st.integers(1, 60), PAUSES)
def test_there_and_back_again_is_where_it_was(
    rule: str, at: dt.datetime, one: int, two: int, pauses: list[tuple[dt.datetime, dt.datetime]]
) -> None:
    facts = {"pauses": tuple(pauses) if rule == "D3" else ()}
    first, second = (calendar(**{SPANS[rule].value: figure}) for figure in (one, two))
    clock = running(rule, first, at, **facts)
    moved = reckon(clock, second)
    assert moved.due_at >= moved.started_at == at
    assert (moved.due_at > clock.due_at) == (two > one) or two == one or pauses
    back = RunningClock(rule, at, moved.due_at, clock.pauses)
    assert reckon(back, first).due_at == clock.due_at


def test_j4_what_was_reckoned_is_told_whole() -> None:
    counter = RunningClock("D4", FRIDAY, FRIDAY, channel=Channel.IN_PERSON, received_at=FRIDAY)
    hours = calendar(counter_plan_hours=3)
    assert reckon(counter, hours) == Started(
        "D4", FRIDAY, FRIDAY + 3 * HOUR, 3 * HOUR, ClockBasis.WALL
    )
    told = RunningClock("C2", FRIDAY, FRIDAY + HOUR, escalation=None)
    assert reckon(told, hours) == Started("C2", FRIDAY, FRIDAY + HOUR, HOUR, ClockBasis.WALL)
    eve = dt.datetime(2026, 12, 31, 9, 0, tzinfo=dt.UTC)  # five in the afternoon
    department = RunningClock("D3", eve, eve, ((eve + HOUR, eve + 26 * HOUR),))
    # An hour on the eve is worked; the pause lasts until seven the next evening, on a Friday.
    assert reckon(department, calendar(department_hours=2)) == Started(
        "D3", eve, SHANGHAI.parse("2027-01-04T10:00"), 2 * HOUR, ClockBasis.WORKING, (2027,)
    )


def test_j4_only_a_departments_own_clock_runs_by_the_calendar() -> None:
    sent_up = RunningClock("D3", FRIDAY, FRIDAY, escalation=EscalationKind.OVERDUE)
    assert not is_served_by(sent_up, Key.HOLIDAYS)
    assert is_served_by(sent_up, Key.REVIEW_MINUTES)
    assert not is_served_by(sent_up, Key.DEPARTMENT_HOURS)
    by_phone = RunningClock("D4", FRIDAY, FRIDAY, channel=Channel.PHONE, received_at=FRIDAY)
    mail = RunningClock("D16", FRIDAY, FRIDAY, channel=Channel.IN_PERSON, received_at=FRIDAY)
    assert (key_of(by_phone), key_of(mail)) == (Key.ANSWER_HOURS, Key.MAIL_ANSWER_HOURS)


@pytest.mark.parametrize(
    "key", [Key.COUNTER_PLAN_HOURS, Key.WORK_END, Key.REVIEW_MINUTES, Key.ANSWER_HOURS]
)
def test_each_kind_of_figure_serves_clocks(key: Key) -> None:
    assert serves_clocks(key)

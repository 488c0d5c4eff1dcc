"""Which clocks start with a matter, how pauses move them, and how working time is counted."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain import clock_rules
from thirdring.domain.case_values import ClockBasis
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Channel, TicketKind, TicketState
from thirdring.domain.policy import Key, Policy
from thirdring.domain.working_time import WorkCalendar

POLICY = Policy()
SHANGHAI = CenterTime("Asia/Shanghai")
CALENDAR = WorkCalendar(POLICY, SHANGHAI)
HOUR = dt.timedelta(hours=1)
# A Friday, half past four in the afternoon in Shanghai.
FRIDAY = dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.UTC)


def _due(kind: TicketKind = TicketKind.COMPLAINT, policy: Policy = POLICY, **facts: object) -> list[
    tuple[str, dt.timedelta]
]:  # fmt: skip
    calendar = WorkCalendar(policy, SHANGHAI)
    started = clock_rules.at_intake(kind, FRIDAY, policy, calendar, **facts)  # type: ignore[arg-type]
    return [(c.rule, c.due_at - FRIDAY) for c in started]


def test_d4_a_complaint_is_answered_within_a_day_by_the_wall_clock() -> None:
    assert _due(channel=Channel.PHONE) == [("D4", 24 * HOUR)]
    assert _due(TicketKind.REQUEST) == []


def test_d16_mail_is_answered_within_a_day_complaint_or_not() -> None:
    assert _due(channel=Channel.MAILBOX) == [("D4", 24 * HOUR), ("D16", 24 * HOUR)]
    assert _due(TicketKind.ENQUIRY, channel=Channel.MAILBOX) == [("D16", 24 * HOUR)]


def test_d4_d16_the_three_figures_of_a_day_are_separate() -> None:
    policy = Policy({Key.ANSWER_HOURS: 20, Key.COUNTER_PLAN_HOURS: 10, Key.MAIL_ANSWER_HOURS: 5})
    assert _due(policy=policy, channel=Channel.PHONE) == [("D4", 20 * HOUR)]
    assert _due(policy=policy, channel=Channel.IN_PERSON) == [("D4", 10 * HOUR)]
    assert _due(policy=policy, channel=Channel.MAILBOX) == [("D16", 5 * HOUR), ("D4", 20 * HOUR)]


def test_d3_a_departments_deadline_runs_in_working_hours() -> None:
    started = clock_rules.start("D3", FRIDAY, POLICY, CALENDAR)
    # An hour and a half of Friday, six and a half of Monday: half past three in the afternoon.
    assert SHANGHAI.text(started.due_at) == "2026-11-23 15:30"
    assert started.basis is ClockBasis.WORKING
    by_wall = Policy({Key.WORKING_TIME_RULES: ()})
    assert clock_rules.start("D3", FRIDAY, by_wall, CALENDAR).due_at == FRIDAY + 8 * HOUR


@pytest.mark.parametrize("rule", ["D4", "D10", "D16"])
def test_promises_and_the_24_hour_clocks_run_by_the_wall_whatever_the_policy(rule: str) -> None:
    policy = Policy({Key.WORKING_TIME_RULES: (rule, "C2")})
    started = clock_rules.start(rule, FRIDAY, policy, CALENDAR)
    assert started.basis is ClockBasis.WALL
    assert started.due_at - FRIDAY == policy.span(clock_rules.SPANS[rule])


def test_holidays_and_make_up_days_are_the_published_ones() -> None:
    day = dt.date
    assert not CALENDAR.is_workday(day(2026, 10, 1))  # National Day, a Thursday
    assert CALENDAR.is_workday(day(2026, 10, 10))  # a Saturday made up for it
    assert not CALENDAR.is_workday(day(2026, 11, 21))
    assert CALENDAR.is_workday(day(2026, 11, 23))


def test_the_centers_own_days_come_first() -> None:
    own = Policy({Key.HOLIDAYS: ("2026-11-23",), Key.WORKDAYS: ("2026-11-22",)})
    calendar = WorkCalendar(own, SHANGHAI)
    assert not calendar.is_workday(dt.date(2026, 11, 23))
    assert calendar.is_workday(dt.date(2026, 11, 22))


def test_a_year_not_yet_published_is_said_to_be_unknown() -> None:
    assert CALENDAR.is_published(2026)
    assert not CALENDAR.is_published(2027)
    eve = dt.datetime(2026, 12, 31, 9, 0, tzinfo=dt.UTC)  # five in the afternoon
    due = CALENDAR.after(eve, 8 * HOUR)
    assert due.guessed == (2027,)
    assert CALENDAR.after(FRIDAY, HOUR).guessed == ()
    assert WorkCalendar(POLICY, CenterTime("Europe/Berlin")).after(eve, 8 * HOUR).guessed == ()


def test_working_time_ends_with_the_day_not_on_the_next_morning() -> None:
    assert CALENDAR.after(FRIDAY, 1.5 * HOUR).at == FRIDAY + 1.5 * HOUR
    night = FRIDAY + 6 * HOUR
    assert SHANGHAI.text(CALENDAR.after(night, HOUR).at) == "2026-11-23 10:00"


@given(
    st.datetimes(dt.datetime(2026, 1, 5), dt.datetime(2026, 12, 1), timezones=st.just(dt.UTC)),
    st.integers(1, 60 * 60 * 40).map(lambda s: dt.timedelta(seconds=s)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Auckland"]),
)
def test_the_working_time_until_due_is_the_span(
    at: dt.datetime, span: dt.timedelta, zone: str
) -> None:
    calendar = WorkCalendar(POLICY, CenterTime(zone))
    due = calendar.after(at, span).at
    assert calendar.between(at, due) == span
    assert calendar.between(at, due - dt.timedelta(seconds=1)) < span


_MINUTES = st.integers(0, 3000)
_PAUSES = st.lists(st.tuples(_MINUTES, st.integers(0, 600)), max_size=6)


@given(_PAUSES)
def test_a_pause_moves_the_due_time_by_exactly_what_was_paused(
    pauses: list[tuple[int, int]],
) -> None:
    started = clock_rules.told("D3", FRIDAY, FRIDAY + 8 * HOUR)
    minute = dt.timedelta(minutes=1)
    intervals = [(FRIDAY + a * minute, FRIDAY + (a + b) * minute) for a, b in pauses]
    due = clock_rules.with_pauses(started, intervals, FRIDAY + 9999 * HOUR, CALENDAR)
    # Walk minute by minute: eight hours of minutes that lie in no pause.
    run, at = 0, 0
    while run < 8 * 60:
        run += not any(a <= at < a + b for a, b in pauses)
        at += 1
    assert due == FRIDAY + at * minute


def test_an_open_pause_counts_up_to_now() -> None:
    started = clock_rules.told("D3", FRIDAY, FRIDAY + 8 * HOUR)
    pauses = [(FRIDAY + HOUR, None)]
    assert (
        clock_rules.with_pauses(started, pauses, FRIDAY + 3 * HOUR, CALENDAR) == FRIDAY + 10 * HOUR
    )


def test_a_state_meets_what_it_answers_and_nothing_else() -> None:
    assert "D4" in clock_rules.met_by(TicketState.PLAN_OFFERED)
    assert "D16" not in clock_rules.met_by(TicketState.PLAN_OFFERED)
    assert "D16" in clock_rules.met_by(TicketState.RESULT_TOLD)
    assert clock_rules.met_by(TicketState.INVESTIGATION) == frozenset()
    for state in TicketState:
        assert not clock_rules.met_by(state) & {"C2", "D9", "D10"}


@pytest.mark.parametrize(
    ("state", "rules"),
    [
        (TicketState.APPRAISAL, "D3"),
        (TicketState.PLAN_OFFERED, "D3 D4 D8"),
        (TicketState.REMEDY, "D3 D4 D8"),
        (TicketState.RESULT_TOLD, "D3 D4 D8 D16 D18"),
        (TicketState.RETURN_VISIT, "D3 D4 D8 D16 D18"),
        (TicketState.ARCHIVED, "D3 D4 D8 D16 D18"),
        (TicketState.WITHDRAWN, ""),
        (TicketState.ACKNOWLEDGED, ""),
    ],
)
def test_d3_d4_d8_d16_d18_which_clocks_wait_for_a_state(state: TicketState, rules: str) -> None:
    assert clock_rules.met_by(state) == set(rules.split())


def test_d4_d3_a_clock_says_whole_how_it_was_reckoned() -> None:
    wall, working = ClockBasis.WALL, ClockBasis.WORKING
    start, reckoned = clock_rules.start, clock_rules.Started
    assert start("D4", FRIDAY, POLICY, CALENDAR) == reckoned(
        "D4", FRIDAY, FRIDAY + 24 * HOUR, 24 * HOUR, wall
    )
    assert start("C4", FRIDAY, POLICY, CALENDAR, key=Key.COUNTER_MINUTES).span == POLICY.span(
        Key.COUNTER_MINUTES
    )
    assert start("D3", FRIDAY, POLICY, CALENDAR, span=HOUR) == reckoned(
        "D3", FRIDAY, FRIDAY + HOUR, HOUR, working
    )
    eve = dt.datetime(2026, 12, 31, 9, 0, tzinfo=dt.UTC)  # five in the afternoon
    assert start("D3", eve, POLICY, CALENDAR, span=2 * HOUR) == reckoned(
        "D3", eve, SHANGHAI.parse("2027-01-01T10:00"), 2 * HOUR, working, (2027,)
    )


def test_c2_d18_what_was_told_is_due_then_and_never_before_it_began() -> None:
    said = clock_rules.Started("C2", FRIDAY, FRIDAY + HOUR, HOUR, ClockBasis.WALL)
    assert clock_rules.told("C2", FRIDAY, FRIDAY + HOUR) == said
    at_once = clock_rules.Started("B8", FRIDAY, FRIDAY, 0 * HOUR, ClockBasis.WALL)
    assert clock_rules.told("B8", FRIDAY, FRIDAY) == at_once
    assert clock_rules.told("B8", FRIDAY, FRIDAY - HOUR) == at_once


TICK = dt.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("pauses", "moved"),
    [
        ([], 0 * HOUR),
        # One that lies before the start, one that ends with it, one that reaches a tick into it.
        ([(-2 * HOUR, -HOUR)], 0 * HOUR),
        ([(-2 * HOUR, 0 * HOUR)], 0 * HOUR),
        ([(-2 * HOUR, TICK)], TICK),
        # One that begins when it is due, or a tick before that.
        ([(8 * HOUR, 9 * HOUR)], 0 * HOUR),
        ([(8 * HOUR - TICK, 9 * HOUR)], HOUR + TICK),
        # What a first pause puts off, a second may put off again.
        ([(7 * HOUR, 9 * HOUR), (9 * HOUR + TICK, 10 * HOUR)], 3 * HOUR - TICK),
        ([(HOUR, 3 * HOUR), (2 * HOUR, 4 * HOUR)], 3 * HOUR),
        ([(2 * HOUR, 4 * HOUR), (HOUR, 3 * HOUR)], 3 * HOUR),
        ([(HOUR, 4 * HOUR), (2 * HOUR, 3 * HOUR), (3 * HOUR, 5 * HOUR)], 4 * HOUR),
        ([(HOUR, HOUR)], 0 * HOUR),
        # Several that stand open at once are one; the tests' now is six hours on.
        ([(HOUR, None), (2 * HOUR, None)], 5 * HOUR),
        ([(6 * HOUR, None)], 0 * HOUR),
        # One that ended and one that stands open began together.
        ([(HOUR, None), (HOUR, 2 * HOUR)], 5 * HOUR),
    ],
)
def test_a_pause_is_half_open_and_lies_between_start_and_due(
    pauses: list[tuple[dt.timedelta, dt.timedelta | None]], moved: dt.timedelta
) -> None:
    started = clock_rules.told("D3", FRIDAY, FRIDAY + 8 * HOUR)
    given_ = [(FRIDAY + a, None if b is None else FRIDAY + b) for a, b in pauses]
    due = clock_rules.with_pauses(started, given_, FRIDAY + 6 * HOUR, CALENDAR)
    assert due - started.due_at == moved


@pytest.mark.parametrize(
    ("paused", "resumed", "due"),
    [
        ("2026-11-20T17:00", "2026-11-23T10:00", "2026-11-23 17:30"),
        ("2026-11-20T17:00", "2026-11-20T17:30", "2026-11-23 16:00"),
        ("2026-11-20T18:00", "2026-11-23T09:00", "2026-11-23 15:30"),
        ("2026-11-23T15:30", "2026-11-24T15:30", "2026-11-23 15:30"),
    ],
)
def test_d3_a_pause_puts_off_the_working_time_that_is_left(
    paused: str, resumed: str, due: str
) -> None:
    started = clock_rules.start("D3", FRIDAY, POLICY, CALENDAR)
    pauses = [(SHANGHAI.parse(paused), SHANGHAI.parse(resumed))]
    moved = clock_rules.with_pauses(started, pauses, SHANGHAI.parse("2026-12-01T09:00"), CALENDAR)
    assert SHANGHAI.text(moved) == due


def test_d3_where_no_working_time_is_left_a_pause_moves_nothing() -> None:
    # Due on a Saturday that was a working day when it was reckoned.
    saturday = SHANGHAI.parse("2026-11-21T12:00")
    started = clock_rules.Started("D3", FRIDAY, saturday, HOUR, ClockBasis.WORKING)
    for pause in (
        (saturday - HOUR, saturday + HOUR),
        (FRIDAY + HOUR, FRIDAY + HOUR),  # taken back the moment it began
    ):
        due = clock_rules.with_pauses(started, [pause], saturday + 9 * HOUR, CALENDAR)
        assert due == saturday

"""Working days and hours at their edges: nights, ends of days, zones, years nobody knows."""

import datetime as dt

import pytest

from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Key, Policy
from thirdring.domain.working_time import Due, WorkCalendar

SHANGHAI = CenterTime("Asia/Shanghai")
POLICY = Policy()
CALENDAR = WorkCalendar(POLICY, SHANGHAI)
NIGHTS = WorkCalendar(Policy({Key.WORK_START: 1330, Key.WORK_END: 370}), SHANGHAI)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
TICK = dt.timedelta(microseconds=1)


def at(text: str) -> dt.datetime:
    return SHANGHAI.parse(f"2026-11-{text}")


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (dt.date(2026, 11, 20), ("20T09:00", "20T18:00")),
        (dt.date(2026, 11, 21), None),  # a Saturday
    ],
)
def test_the_hours_of_a_day(day: dt.date, hours: tuple[str, str] | None) -> None:
    assert CALENDAR.hours(day) == (hours and tuple(at(one) for one in hours))


def test_hours_past_midnight_belong_to_the_day_they_began_on() -> None:
    friday = dt.date(2026, 11, 20)
    assert NIGHTS.hours(friday) == (at("20T22:10"), at("21T06:10"))
    assert NIGHTS.hours(friday + DAY) is None
    assert all(one.tzinfo is dt.UTC for one in NIGHTS.hours(friday) or ())
    same = WorkCalendar(Policy({Key.WORK_START: 540, Key.WORK_END: 540}), SHANGHAI)
    assert same.hours(friday) == (at("20T09:00"), at("21T09:00"))


@pytest.mark.parametrize(
    ("calendar", "start", "span", "due"),
    [
        (CALENDAR, "20T17:00", HOUR, "20T18:00"),
        (CALENDAR, "20T17:00", HOUR + MINUTE, "23T09:01"),
        (CALENDAR, "20T08:00", HOUR, "20T10:00"),
        (CALENDAR, "20T18:00", 0 * HOUR, "20T18:00"),
        (CALENDAR, "20T18:00", MINUTE, "23T09:01"),
        (CALENDAR, "20T18:01", 0 * HOUR, "23T09:00"),
        (CALENDAR, "21T12:00", 10 * HOUR, "24T10:00"),
        (NIGHTS, "21T05:10", HOUR, "21T06:10"),  # Friday's night, into Saturday
        (NIGHTS, "21T05:10", HOUR + MINUTE, "23T22:11"),
        (NIGHTS, "23T03:00", HOUR, "23T23:10"),  # nobody works in the night of a Sunday
    ],
)
def test_when_a_span_of_working_time_is_over(
    calendar: WorkCalendar, start: str, span: dt.timedelta, due: str
) -> None:
    assert calendar.after(at(start), span) == Due(at(due))


@pytest.mark.parametrize(
    ("calendar", "start", "end", "worked"),
    [
        (CALENDAR, "20T09:00", "20T18:00", 9 * HOUR),
        (CALENDAR, "20T17:00", "23T10:00", 2 * HOUR),
        (CALENDAR, "20T18:00", "23T09:00", 0 * HOUR),
        (CALENDAR, "20T12:00", "20T12:00", 0 * HOUR),
        (CALENDAR, "20T12:00", "20T11:00", 0 * HOUR),
        (CALENDAR, "19T00:00", "21T00:00", 18 * HOUR),
        (NIGHTS, "21T00:10", "21T06:00", 5 * HOUR + 50 * MINUTE),
        (NIGHTS, "20T00:00", "23T23:10", 15 * HOUR + 10 * MINUTE),
    ],
)
def test_the_working_time_between(
    calendar: WorkCalendar, start: str, end: str, worked: dt.timedelta
) -> None:
    assert calendar.between(at(start), at(end)) == worked


def test_only_mainland_chinas_years_wait_to_be_published() -> None:
    for name in ("Asia/Shanghai", "Asia/Urumqi"):
        calendar = WorkCalendar(POLICY, CenterTime(name))
        assert (calendar.is_published(2026), calendar.is_published(2999)) == (True, False)
    assert WorkCalendar(POLICY, CenterTime("Europe/Berlin")).is_published(2999)
    berlin = WorkCalendar(POLICY, CenterTime("Europe/Berlin"))
    found = [berlin.is_workday(dt.date(2026, 10, day)) for day in (1, 2, 3, 4, 5, 10)]
    assert found == [True, True, False, False, True, False]
    # Weekdays where the year is not known.
    found = [CALENDAR.is_workday(dt.date(2999, 1, day)) for day in (4, 5, 6, 7)]
    assert found == [True, False, False, True]


def test_the_years_that_were_guessed_are_those_it_ran_through() -> None:
    eve = SHANGHAI.parse("2026-12-31T17:00")
    assert CALENDAR.after(eve, HOUR) == Due(SHANGHAI.parse("2026-12-31T18:00"))
    assert CALENDAR.after(eve, HOUR + TICK) == Due(
        SHANGHAI.parse("2027-01-01T09:00") + TICK, (2027,)
    )
    first = SHANGHAI.parse("2027-01-01T08:00")
    assert CALENDAR.after(first, HOUR) == Due(SHANGHAI.parse("2027-01-01T10:00"), (2027,))
    found = CALENDAR.after(SHANGHAI.parse("2027-12-31T17:00"), 2 * HOUR).guessed
    assert found == (2027, 2028)


def test_where_nobody_ever_works_time_runs_by_the_wall() -> None:
    friday = dt.date(2026, 11, 20)
    never = tuple((friday + n * DAY).isoformat() for n in range(-2, 1200))
    calendar = WorkCalendar(Policy({Key.HOLIDAYS: never}), SHANGHAI)
    found = calendar.after(at("20T12:00"), 5 * HOUR)
    assert found == Due(at("20T17:00"), (2027, 2028, 2029))

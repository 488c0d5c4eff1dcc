"""F5: a repeating task comes again on its day, and never twice or not at all."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.case_values import Repeat
from thirdring.domain.centertime import CenterTime
from thirdring.domain.repeats import anchor, next_due

SHANGHAI = CenterTime("Asia/Shanghai")
BERLIN = CenterTime("Europe/Berlin")
TIMES = st.datetimes(dt.datetime(2024, 1, 2), dt.datetime(2032, 1, 1), timezones=st.just(dt.UTC))
REPEATING = st.sampled_from([Repeat.WEEKLY, Repeat.MONTHLY, Repeat.YEARLY])


def series(first: str, repeat: Repeat, count: int, time: CenterTime = SHANGHAI) -> list[str]:
    due_at = time.parse(first)
    day, found = anchor(due_at, repeat, time), []
    for _ in range(count):
        following = next_due(due_at, repeat, day, due_at, time)
        assert following is not None
        due_at = following
        found.append(time.text(due_at))
    return found


def test_f5_the_thirty_first_comes_back_after_february() -> None:
    assert series("2027-12-31T09:00", Repeat.MONTHLY, 4) == [
        "2028-01-31 09:00", "2028-02-29 09:00", "2028-03-31 09:00", "2028-04-30 09:00",
    ]  # fmt: skip


def test_f5_a_leap_day_is_the_twenty_eighth_in_other_years() -> None:
    assert series("2028-02-29T09:00", Repeat.YEARLY, 4) == [
        "2029-02-28 09:00", "2030-02-28 09:00", "2031-02-28 09:00", "2032-02-29 09:00",
    ]  # fmt: skip


def test_f5_nine_stays_nine_when_clocks_change() -> None:
    assert series("2026-10-20T09:00", Repeat.WEEKLY, 2, BERLIN) == [
        "2026-10-27 09:00", "2026-11-03 09:00",
    ]  # fmt: skip
    assert series("2026-03-22T02:30", Repeat.WEEKLY, 1, BERLIN) == ["2026-03-29 03:30"]


def test_f5_what_was_done_late_leaves_no_pile_behind() -> None:
    due_at, done_at = (SHANGHAI.parse(f"2026-{d}T09:00") for d in ("10-01", "11-22"))
    following = next_due(due_at, Repeat.WEEKLY, None, done_at, SHANGHAI)
    assert following
    assert SHANGHAI.text(following) == "2026-11-26 09:00"


def test_what_comes_once_does_not_come_again() -> None:
    now = SHANGHAI.parse("2026-11-22T09:00")
    assert next_due(now, Repeat.NEVER, None, now, SHANGHAI) is None


@given(TIMES, REPEATING, st.timedeltas(dt.timedelta(0), dt.timedelta(days=800)),
       st.sampled_from([SHANGHAI, BERLIN]))  # fmt: skip
def test_f5_the_next_lies_ahead_on_the_tasks_own_day(
    due_at: dt.datetime, repeat: Repeat, late: dt.timedelta, time: CenterTime
) -> None:
    after, day = due_at + late, anchor(due_at, repeat, time)
    found = next_due(due_at, repeat, day, after, time)
    assert found is not None
    assert found > after
    was, comes = time.day_of(due_at), time.day_of(found)
    if repeat is Repeat.WEEKLY:
        assert (comes - was).days % 7 == 0
        assert found - after <= dt.timedelta(days=7, hours=2)
    else:
        assert comes.day == min(was.day, calendar.monthrange(comes.year, comes.month)[1])
        assert repeat is Repeat.MONTHLY or comes.month == was.month
    # Nothing between is left out: the one before it isn't ahead.
    assert found - after <= dt.timedelta(days={"weekly": 8, "monthly": 32, "yearly": 367}[repeat])


@pytest.mark.parametrize("repeat", [Repeat.NEVER, Repeat.WEEKLY])
def test_only_months_and_years_keep_a_day(repeat: Repeat) -> None:
    assert anchor(SHANGHAI.parse("2026-01-31T09:00"), repeat, SHANGHAI) is None


def test_f5_an_hour_that_comes_twice_is_its_first() -> None:
    due_at = dt.datetime(2026, 10, 18, 0, 30, tzinfo=dt.UTC)  # 02:30 in Berlin
    following = next_due(due_at, Repeat.WEEKLY, None, due_at, BERLIN)
    assert following == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert following.tzinfo is dt.UTC
    second = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)  # its second 02:30
    after = next_due(second, Repeat.WEEKLY, None, second, BERLIN)
    assert after == dt.datetime(2026, 11, 1, 1, 30, tzinfo=dt.UTC)
    # Five months on the clock skips that hour: it reads with the offset before the change.
    march = next_due(second, Repeat.WEEKLY, None, BERLIN.parse("2027-03-27T12:00"), BERLIN)
    assert march == dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("repeat", "anchor_day", "after", "expected"),
    [
        # Done early, on its very time, and a tick before and at the next one's.
        (Repeat.WEEKLY, None, "2026-11-01T00:00", "2026-11-22 09:00"),
        (Repeat.WEEKLY, None, "2026-11-15T09:00", "2026-11-22 09:00"),
        (Repeat.WEEKLY, None, "2026-11-22T08:59:59", "2026-11-22 09:00"),
        (Repeat.WEEKLY, None, "2026-11-22T09:00", "2026-11-29 09:00"),
        (Repeat.MONTHLY, 31, "2026-11-15T09:00", "2026-12-31 09:00"),
        (Repeat.MONTHLY, None, "2026-12-15T09:00", "2027-01-15 09:00"),
        (Repeat.YEARLY, 30, "2026-11-15T09:00", "2027-11-30 09:00"),
        (Repeat.YEARLY, None, "2027-11-15T09:00", "2028-11-15 09:00"),
    ],
)
def test_f5_the_first_time_after_both(
    repeat: Repeat, anchor_day: int | None, after: str, expected: str
) -> None:
    due_at = SHANGHAI.parse("2026-11-15T09:00")
    found = next_due(due_at, repeat, anchor_day, SHANGHAI.parse(after), SHANGHAI)
    assert found is not None
    assert SHANGHAI.text(found) == expected


@pytest.mark.parametrize(
    ("repeat", "day"), [(Repeat.MONTHLY, 31), (Repeat.YEARLY, 31), (Repeat.WEEKLY, None)]
)
def test_f5_the_day_a_task_keeps_to_is_the_centers(repeat: Repeat, day: int | None) -> None:
    late_on_the_thirtieth = dt.datetime(2026, 1, 30, 17, 0, tzinfo=dt.UTC)
    assert anchor(late_on_the_thirtieth, repeat, SHANGHAI) == day

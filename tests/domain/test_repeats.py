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

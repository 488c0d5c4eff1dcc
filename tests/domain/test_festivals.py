"""Festivals and times of day in the center's zone."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.festivals import Festival, TimeOfDay, festivals_on, time_of_day

F = Festival


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), (F.NEW_YEAR,)),
        (date(2026, 1, 3), (F.NEW_YEAR,)),
        (date(2026, 1, 4), ()),
        (date(2026, 2, 16), (F.SPRING_FESTIVAL_EVE,)),
        (date(2026, 2, 17), (F.SPRING_FESTIVAL,)),
        (date(2026, 2, 23), (F.SPRING_FESTIVAL,)),
        (date(2026, 2, 24), ()),
        (date(2026, 3, 3), (F.LANTERN,)),
        (date(2026, 4, 5), (F.QINGMING,)),
        (date(2026, 5, 1), (F.LABOUR_DAY,)),
        (date(2026, 6, 19), (F.DRAGON_BOAT,)),
        (date(2026, 9, 25), (F.MID_AUTUMN,)),
        (date(2026, 10, 18), (F.DOUBLE_NINTH,)),
        (date(2027, 2, 6), (F.SPRING_FESTIVAL,)),  # a year whose days off nobody has published
        (date(2025, 10, 6), (F.MID_AUTUMN, F.NATIONAL_DAY)),  # the day before the week
        (date(2024, 4, 4), (F.QINGMING,)),
        (date(2026, 7, 15), ()),
        (date(1850, 1, 2), (F.NEW_YEAR,)),  # before the tables: only the solar calendar
        (date(9999, 10, 1), (F.NATIONAL_DAY,)),
    ],
)
def test_festivals_on(day: date, expected: tuple[Festival, ...]) -> None:
    assert festivals_on(day) == expected


@given(st.integers(1901, 2098))
def test_every_year_has_every_festival(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert {one for day in days for one in festivals_on(day)} == set(Festival)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (time(4, 59, 59), TimeOfDay.LATE_EVENING),
        (time(5), TimeOfDay.MORNING),
        (time(11, 59, 59, 999999), TimeOfDay.MORNING),
        (time(12), TimeOfDay.AFTERNOON),
        (time(18), TimeOfDay.EVENING),
        (time(22), TimeOfDay.LATE_EVENING),
        (time(0), TimeOfDay.LATE_EVENING),
    ],
)
def test_time_of_day(local: time, expected: TimeOfDay) -> None:
    assert time_of_day(local) is expected

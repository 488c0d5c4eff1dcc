"""Which greetings a local date and time call for.

Festivals, not days off: a festival is fixed by the calendar and known for every year, while the
days off around it are published year by year and nothing here depends on them.
"""

import functools
import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from enum import StrEnum

from thirdring.domain.lunar_days import LUNAR_DAYS


class TimeOfDay(StrEnum):
    MORNING = "morning"  # 05:00 to noon
    AFTERNOON = "afternoon"  # noon to 18:00
    EVENING = "evening"  # 18:00 to 22:00
    LATE_EVENING = "late_evening"  # 22:00 to 05:00


class Festival(StrEnum):
    NEW_YEAR = "new_year"
    SPRING_FESTIVAL_EVE = "spring_festival_eve"
    SPRING_FESTIVAL = "spring_festival"
    LANTERN = "lantern"
    QINGMING = "qingming"  # a day of remembrance: nobody is congratulated
    LABOUR_DAY = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    DOUBLE_NINTH = "double_ninth"
    NATIONAL_DAY = "national_day"


# In the order of the table.
_LUNAR = (
    Festival.SPRING_FESTIVAL,
    Festival.QINGMING,
    Festival.DRAGON_BOAT,
    Festival.MID_AUTUMN,
    Festival.DOUBLE_NINTH,
)
# How many days, from the first, the greeting is still the thing to say.
_GREETED_FOR = {
    Festival.NEW_YEAR: 3,
    Festival.SPRING_FESTIVAL: 7,
    Festival.LABOUR_DAY: 3,
    Festival.NATIONAL_DAY: 7,
}


def time_of_day(local: time) -> TimeOfDay:
    """The part of the day by the center's own clock."""
    if time(5) <= local < time(12):
        return TimeOfDay.MORNING
    if time(12) <= local < time(18):
        return TimeOfDay.AFTERNOON
    if time(18) <= local < time(22):
        return TimeOfDay.EVENING
    return TimeOfDay.LATE_EVENING


def _lunar(year: int) -> Iterator[tuple[Festival, date]]:
    line = re.search(rf"^{year} (.*)", LUNAR_DAYS, re.MULTILINE)
    if line is None:
        return
    days = [date(year, int(day[:2]), int(day[2:])) for day in line[1].split()]
    yield from zip(_LUNAR, days, strict=True)
    spring = days[0]
    yield Festival.SPRING_FESTIVAL_EVE, spring - timedelta(days=1)
    yield Festival.LANTERN, spring + timedelta(days=14)


@functools.lru_cache(maxsize=8)
def festivals_of(year: int) -> dict[date, tuple[Festival, ...]]:
    """Every day of `year` that has a festival, with its festivals.

    Outside 1901 to 2099 only the festivals of the solar calendar are known.
    """
    first_days = [
        (Festival.NEW_YEAR, date(year, 1, 1)),
        (Festival.LABOUR_DAY, date(year, 5, 1)),
        (Festival.NATIONAL_DAY, date(year, 10, 1)),
        *_lunar(year),
    ]
    days: dict[date, tuple[Festival, ...]] = {}
    for festival, first in first_days:
        for offset in range(_GREETED_FOR.get(festival, 1)):
            day = first + timedelta(days=offset)
            days[day] = (*days.get(day, ()), festival)
    return days


def festivals_on(local: date) -> tuple[Festival, ...]:
    """The festivals of a date in the center's zone; of two, the one of a single day comes first."""
    found = festivals_of(local.year).get(local, ())
    return tuple(sorted(found, key=lambda festival: _GREETED_FOR.get(festival, 1)))

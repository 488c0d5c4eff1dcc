"""Working days and hours, for clocks that run in working hours only (D3 as shipped).

Public holidays and make-up work days of mainland China are those the State Council publishes
late in the year before, as the `chinesecalendar` package carries them. A year it does not carry
is unknown: weekdays are counted on, and whoever asks is told that this was a guess. A center in
another zone counts weekdays and the days its own policy names.
"""

import datetime as dt
from dataclasses import dataclass

import chinese_calendar

from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Key, Policy

_CHINA = frozenset({"Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "Asia/Urumqi", "PRC"})
_DAY = dt.timedelta(days=1)
# A clock that has found no working hour for so long will not find one.
_FARTHEST = 3 * 366
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """When a span of working time is over, aware UTC; `guessed` are the years not yet published."""

    at: dt.datetime
    guessed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The center's working days and hours, as its policy has them now."""

    policy: Policy
    time: CenterTime

    def is_published(self, year: int) -> bool:
        """Whether the year's holidays are known; only mainland China publishes them for us."""
        if self.time.name not in _CHINA:
            return True
        try:
            chinese_calendar.is_workday(dt.date(year, 1, 1))
        except NotImplementedError:
            return False
        return True

    def is_workday(self, day: dt.date) -> bool:
        """Whether people work on the center's `day`; a weekday where its year is not published."""
        text = day.isoformat()
        if text in self.policy.names(Key.WORKDAYS):
            return True
        if text in self.policy.names(Key.HOLIDAYS):
            return False
        if self.time.name in _CHINA and self.is_published(day.year):
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < _SATURDAY

    def hours(self, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
        """The day's working hours in UTC, half-open; None on a day without work.

        Hours that end before they begin go past midnight and belong to the day they began on.
        """
        if not self.is_workday(day):
            return None
        start = self._at(day, self.policy.integer(Key.WORK_START))
        end = self._at(day, self.policy.integer(Key.WORK_END))
        if end <= start:
            end = self._at(day + _DAY, self.policy.integer(Key.WORK_END))
        return start, end

    def after(self, at: dt.datetime, span: dt.timedelta) -> Due:
        """When `span` of working time has passed since `at` (aware UTC).

        A span that ends with the working day is over then, not on the next morning.
        """
        left, day, years = span, self.time.day_of(at) - _DAY, set[int]()
        for _ in range(_FARTHEST):
            if not self.is_published(day.year) and day >= self.time.day_of(at):
                years.add(day.year)
            hours = self.hours(day)
            if hours is not None:
                start, end = max(hours[0], at), hours[1]
                if start <= end:
                    if left <= end - start:
                        return Due(start + left, tuple(sorted(years)))
                    left -= end - start
            day += _DAY
        return Due(at + span, tuple(sorted(years)))

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """The working time within [start, end)."""
        total, day = dt.timedelta(0), self.time.day_of(start) - _DAY
        last = self.time.day_of(end)
        while day <= last:
            hours = self.hours(day)
            if hours is not None:
                total += max(min(hours[1], end) - max(hours[0], start), dt.timedelta(0))
            day += _DAY
        return total

    def _at(self, day: dt.date, minute: int) -> dt.datetime:
        # Added on the wall clock, so that nine o'clock stays nine o'clock when clocks change; an
        # hour that is skipped reads with the offset before the change.
        wall = dt.datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001
        return wall.replace(tzinfo=self.time.zone).astimezone(dt.UTC)

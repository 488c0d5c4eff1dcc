"""When a mall's telephone rings: opening hours, noon and evening peaks, full weekends."""

import datetime as dt
from bisect import bisect
from itertools import accumulate
from random import Random

from thirdring.domain.centertime import CenterTime

# How full each hour is, from 9:00; the center answers from 9 to 21.
_HOURS = (6, 9, 10, 7, 7, 9, 10, 9, 8, 8, 7, 4)
_FIRST_HOUR = 9
# Monday to Sunday.
_WEEK = (8, 8, 8, 9, 11, 15, 14)
DAYS_BACK = 90


class Moments:
    """Moments in the `DAYS_BACK` days before `now`, more of them lately; aware UTC."""

    def __init__(self, random: Random, time: CenterTime, now: dt.datetime) -> None:
        self._random = random
        self._time = time
        self._now = now
        today = time.day_of(now)
        self._days = [today - dt.timedelta(days=back) for back in range(DAYS_BACK, -1, -1)]
        self._weights = list(
            accumulate(
                _WEEK[day.weekday()] * (0.4 + 2.6 * (at / DAYS_BACK) ** 2)
                for at, day in enumerate(self._days)
            )
        )
        self._hours = list(accumulate(_HOURS))

    def past(self) -> dt.datetime:
        """A moment in opening hours, before now."""
        while True:
            day = self._days[bisect(self._weights, self._random.random() * self._weights[-1])]
            hour = bisect(self._hours, self._random.random() * self._hours[-1]) + _FIRST_HOUR
            at = self.at(day, hour)
            if at < self._now - dt.timedelta(minutes=12):
                return at

    def at(self, day: dt.date, hour: int) -> dt.datetime:
        """Some second of that hour."""
        second = self._random.randrange(3600)
        clock = dt.time(hour, second // 60, second % 60)
        return self._time.to_utc(dt.datetime.combine(day, clock))

    def working(self, at: dt.datetime) -> dt.datetime:
        """`at`, or the next morning when the center is closed then."""
        local = self._time.to_local(at)
        if _FIRST_HOUR <= local.hour < _FIRST_HOUR + len(_HOURS):
            return at
        late = local.hour >= _FIRST_HOUR + len(_HOURS)
        day = local.date() + dt.timedelta(days=1 if late else 0)
        return self.at(day, _FIRST_HOUR)

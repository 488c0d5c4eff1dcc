"""Ten years of opening hours: how many matters came in on each day, and when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from thirdring.domain.centertime import CenterTime

# Every built center is looked at from this moment on, whenever it is measured. 14:30 at the center.
NOW = dt.datetime(2026, 11, 27, 6, 30, tzinfo=dt.UTC)
YEARS = 10
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SECOND = 1_000_000
_OPENS = 9 * 3600 * _SECOND
# In hours: from, to, and where most are.
_PEAKS = ((9, 15, 11), (15, 21, 19))
# By weekday, Monday first: a shopping center's weekends are busy.
_WEEKDAYS = (0.9, 0.85, 0.85, 0.9, 1.0, 1.35, 1.25)


def micros(at: dt.datetime) -> int:
    """As the database keeps a moment: microseconds since 1970."""
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the center; `start` is its midnight in microseconds, `until` where it ends for us."""

    day: dt.date
    month: str
    start: int
    tickets: int
    until: int

    def moment(self, random: Random) -> int:
        """When somebody called or came: within opening hours, most about eleven and seven."""
        peak = random.choice(_PEAKS)
        at = self.start + int(random.triangular(*peak) * 3600 * _SECOND)
        if at < self.until:
            return at
        return self.start + random.randrange(_OPENS, self.until - self.start)

    def moments(self, random: Random, count: int) -> list[int]:
        """So many moments of the day in their order."""
        return sorted(self.moment(random) for _ in range(count))


def days(tickets: int, time: CenterTime) -> Iterator[Day]:
    """Each day from ten years ago to now; their tickets add up to `tickets`. The center has grown
    to three times what it was.
    """
    last = time.day_of(NOW)
    first = last - dt.timedelta(days=YEARS * 365)
    all_days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    weights = [
        (1 + 2 * n / len(all_days)) * _WEEKDAYS[day.weekday()] for n, day in enumerate(all_days)
    ]
    weights[-1] *= 0.45  # today isn't over
    total, sofar, given = sum(weights), 0.0, 0
    for day, weight in zip(all_days, weights, strict=True):
        sofar += weight
        upto = round(tickets * sofar / total)
        start = time.day_bounds(day)[0]
        end = min(micros(time.day_bounds(day)[1]), micros(NOW))
        yield Day(day, f"{day:%Y-%m}", micros(start), upto - given, end)
        given = upto

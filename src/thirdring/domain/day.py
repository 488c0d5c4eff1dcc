"""A person's working day: when the day sheet offers itself (F1, F2), and what one day spans."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thirdring.domain.centertime import CenterTime
from thirdring.domain.policy import Key, Policy

_DAY = dt.timedelta(days=1)
# Who stays on is reminded so long; after that the sheet waits to be asked for.
_LINGERS = dt.timedelta(hours=4)


class DayMoment(StrEnum):
    """F1: today's priorities; F2: what is not finished."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class WorkHours:
    """Minutes after the center's midnight; an end not after the start lies on the next day."""

    start_minute: int
    end_minute: int

    @classmethod
    def of_policy(cls, policy: Policy) -> "WorkHours":
        """The hours of who has none of their own."""
        return cls(policy.integer(Key.WORK_START), policy.integer(Key.WORK_END))

    @property
    def past_midnight(self) -> bool:
        return self.end_minute <= self.start_minute

    def on(self, day: dt.date, time: CenterTime) -> tuple[dt.datetime, dt.datetime]:
        """The shift that begins on the center's `day`, in UTC, half-open."""
        ends_on = day + _DAY if self.past_midnight else day
        return _at(day, self.start_minute, time), _at(ends_on, self.end_minute, time)


@dataclass(frozen=True, slots=True)
class SheetOffer:
    """The day sheet to offer: which moment, and the center's day on which the shift began."""

    moment: DayMoment
    day: dt.date


def sheet_offer(
    now: dt.datetime, hours: WorkHours, policy: Policy, time: CenterTime
) -> SheetOffer | None:
    """F1, F2: the sheet that is due at `now` (aware UTC).

    The first from `DAY_START_MINUTES` before the start, so that who comes late sees it too; the
    second from `DAY_END_MINUTES` before the end and for four hours more, but not into the next
    shift. Where one shift follows on another, the old day is finished first.
    """
    today = time.day_of(now)
    for day in (today - _DAY, today, today + _DAY):
        for moment, begin, stop in _windows(day, hours, policy, time):
            if begin <= now < stop:
                return SheetOffer(moment, day)
    return None


def sheet_due(
    now: dt.datetime, hours: WorkHours, policy: Policy, time: CenterTime
) -> DayMoment | None:
    """Which of the two sheets is due at `now` (F1, F2); None at other times."""
    offer = sheet_offer(now, hours, policy, time)
    return offer.moment if offer else None


def day_span(day: dt.date, hours: WorkHours, time: CenterTime) -> tuple[dt.datetime, dt.datetime]:
    """What belongs to the working day that begins on `day`, in UTC, half-open.

    The center's day; for a shift past midnight it is cut in the middle of the rest, so that the
    whole shift is one day. Every instant belongs to exactly one day.
    """
    if not hours.past_midnight:
        return time.day_bounds(day)
    cut = (hours.start_minute + hours.end_minute) // 2
    return _at(day, cut, time), _at(day + _DAY, cut, time)


def work_day(at: dt.datetime, hours: WorkHours, time: CenterTime) -> dt.date:
    """The working day that `at` belongs to."""
    day = time.day_of(at)
    return day if at >= day_span(day, hours, time)[0] else day - _DAY


def _windows(
    day: dt.date, hours: WorkHours, policy: Policy, time: CenterTime
) -> Iterator[tuple[DayMoment, dt.datetime, dt.datetime]]:
    before_start, before_end = (
        policy.span(key) for key in (Key.DAY_START_MINUTES, Key.DAY_END_MINUTES)
    )
    start, end = hours.on(day, time)
    finishing = max(end - before_end, start)
    next_shift = hours.on(day + _DAY, time)[0] - before_start
    yield DayMoment.START, start - before_start, finishing
    yield DayMoment.END, finishing, max(end, min(end + _LINGERS, next_shift))


def _at(day: dt.date, minute: int, time: CenterTime) -> dt.datetime:
    # On the wall clock, as in WorkCalendar: nine stays nine when clocks change, and an hour that
    # is skipped reads with the offset before the change.
    wall = dt.datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001
    return wall.replace(tzinfo=time.zone).astimezone(dt.UTC)

"""The center's time zone, at the edges only: inside, every time is an aware UTC datetime.

Local times that do not exist (the hour a clock skips) are refused, because any guess would be
wrong by an hour. Local times that happen twice are taken as the first of the two unless the
caller asks for the second with `fold=1`.
"""

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from thirdring.domain.errors import Refusal, say

_DAY = dt.timedelta(days=1)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class CenterTime:
    """Converts between UTC and the days, months and wall-clock times of one zone."""

    __slots__ = ("name", "zone")

    def __init__(self, zone: str) -> None:
        """`zone` is an IANA name such as Asia/Shanghai; an unknown one is a `Refusal`."""
        self.zone = _zone(zone)
        self.name = zone

    def to_local(self, at: dt.datetime) -> dt.datetime:
        """`at` (aware) on the center's wall clock, aware."""
        return at.astimezone(self.zone)

    def to_utc(self, local: dt.datetime, *, fold: int = 0, field: str = "") -> dt.datetime:
        """A naive wall-clock time of the center as UTC; an aware time keeps its own offset.

        Raises:
            Refusal: the clock skips that time, or it lies outside what a calendar holds.
        """
        try:
            if local.tzinfo is not None:
                return local.astimezone(dt.UTC)
            here = local.replace(tzinfo=self.zone, fold=fold)
            offset = here.utcoffset()
            if offset is not None and offset == here.replace(fold=1 - fold).utcoffset():
                return here.replace(tzinfo=dt.UTC, fold=0) - offset  # no clock is set near it
            at = here.astimezone(dt.UTC)
            back = at.astimezone(self.zone).replace(tzinfo=None, fold=0)
        except OverflowError:
            raise Refusal(
                say("The time {time} is out of range.", time=str(local)), field=field
            ) from None
        if back != local.replace(fold=0):
            raise Refusal(
                say(
                    "The time {time} does not exist in {zone}: the clock skips it that day.",
                    time=local.isoformat(" "),
                    zone=self.name,
                ),
                field=field,
            )
        return at

    def happens_twice(self, local: dt.datetime) -> bool:
        """Whether the naive wall-clock time comes twice, because a clock is set back."""
        first, second = (local.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        return first.utcoffset() != second.utcoffset() and bool(
            first.astimezone(dt.UTC) < second.astimezone(dt.UTC)
        )

    def parse(self, text: str, *, fold: int = 0, field: str = "") -> dt.datetime:
        """An ISO 8601 date with time as UTC; without an offset it is the center's wall clock.

        Raises:
            Refusal: it is no such time, or `to_utc` refuses it.
        """
        read = _read(text.strip())
        if read is None:
            raise Refusal(
                say(
                    "“{text}” is not a time like 2026-11-22T09:30 or 2026-11-22T09:30:00+08:00.",
                    text=text[:40],
                ),
                field=field,
            )
        return self.to_utc(read, fold=fold, field=field)

    def parse_day(self, text: str, *, field: str = "") -> dt.date:
        """A day such as 2026-11-22.

        Raises:
            Refusal: it is no day.
        """
        try:
            return dt.date.fromisoformat(text.strip())
        except ValueError:
            raise Refusal(
                say("“{text}” is not a day like 2026-11-22.", text=text[:40]), field=field
            ) from None

    def day_of(self, at: dt.datetime) -> dt.date:
        """The center's day in which `at` lies."""
        return at.astimezone(self.zone).date()

    def month_of(self, at: dt.datetime) -> str:
        """The center's month in which `at` lies, as 2026-11 (G1)."""
        return self.day_of(at).isoformat()[:7]

    def day_bounds(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """The center's `day` in UTC, from its first instant up to, not including, the next day's.

        Raises:
            Refusal: it lies at the very edge of what a calendar holds.
        """
        try:
            return self._start(day), self._start(day + _DAY)
        except OverflowError:
            raise Refusal(
                say("“{text}” is not a day like 2026-11-22.", text=day.isoformat())
            ) from None

    def month_bounds(self, month: str) -> tuple[dt.datetime, dt.datetime]:
        """The center's month (2026-11) in UTC, half-open.

        Raises:
            Refusal: it is no month.
        """
        found = _MONTH.fullmatch(month)
        if not found or not 1 <= int(found[2]) <= 12 or not 1 < int(found[1]) < 9999:
            raise Refusal(say("“{text}” is not a month like 2026-11.", text=month[:40]))
        year, number = int(found[1]), int(found[2])
        after = dt.date(year + number // 12, number % 12 + 1, 1)
        return self._start(dt.date(year, number, 1)), self._start(after)

    def text(self, at: dt.datetime, *, seconds: bool = False) -> str:
        """`at` as the center writes it: 2026-11-22 09:30."""
        return self.to_local(at).strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")

    def clock_text(self, at: dt.datetime, now: dt.datetime) -> str:
        """Only the time of day when `at` is today, else day and time."""
        if self.day_of(at) == self.day_of(now):
            return self.to_local(at).strftime("%H:%M")
        return self.text(at)

    def _start(self, day: dt.date) -> dt.datetime:
        # Where midnight is skipped, `fold=0` reads it with the offset before the change, which is
        # exactly the instant at which the new day begins.
        midnight = dt.datetime(day.year, day.month, day.day, tzinfo=self.zone)
        return midnight.astimezone(dt.UTC)


def _read(text: str) -> dt.datetime | None:
    if len(text) <= len("2026-W48-7"):  # a day alone; its midnight would be a guess
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(
            say("“{zone}” is not a time zone like Asia/Shanghai.", zone=name[:60]),
            field="timezone",
        ) from None

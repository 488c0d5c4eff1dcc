"""A time to call back as people type it: 1530, 9:40, 15点30, 12-03 9:40, 明天 9:40. Pure."""

import re
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, say

_TIME = re.compile(r"(\d{1,2})\s*[:：.点]\s*(\d{0,2})\s*分?|(\d{1,2})(\d{2})|(\d{1,2})\s*(?=$)")
_DAY = re.compile(r"^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\s+")
_WORDS = {"今天": 0, "明天": 1, "后天": 2, "today": 0, "tomorrow": 1}


def typed_time(text: str, now: datetime, time: CenterTime) -> datetime:
    """The next moment after `now` that `text` means on the center's wall clock, aware UTC.

    Raises:
        Refusal: it is no time, or one the clock skips.
    """
    rest, today = text.strip().lower(), time.day_of(now)
    day, fixed = today, False
    for word, ahead in _WORDS.items():
        if rest.startswith(word):
            rest, day, fixed = rest[len(word) :].strip(), today + timedelta(days=ahead), True
    if found := _DAY.match(rest):
        rest, fixed = rest[found.end() :], True
        try:
            day = today.replace(
                year=int(found[1] or today.year), month=int(found[2]), day=int(found[3])
            )
        except ValueError:
            raise _not_understood(text) from None
        if not found[1] and day < today:
            day = day.replace(year=today.year + 1)
    hour, minute = _clock(rest, text)
    at = _at(day, clock_time(hour, minute), time)
    if at <= now and not fixed:
        at = _at(day + timedelta(days=1), clock_time(hour, minute), time)
    return at


def _at(day: date, clock: clock_time, time: CenterTime) -> datetime:
    return time.to_utc(datetime.combine(day, clock), field="callback.due_at")


def _clock(rest: str, text: str) -> tuple[int, int]:
    found = _TIME.fullmatch(rest.strip())
    if not found:
        raise _not_understood(text)
    hour = int(found[1] or found[3] or found[5])
    minute = int(found[2] or found[4] or 0)
    if hour > 23 or minute > 59:
        raise _not_understood(text)
    return hour, minute


def _not_understood(text: str) -> Refusal:
    return Refusal(
        say("“{text}” is not a time like 15:30 or 12-03 9:40.", text=text.strip()[:40]),
        rule="C1",
        field="callback.due_at",
    )

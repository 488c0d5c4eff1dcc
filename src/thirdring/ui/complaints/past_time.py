"""When something arrived, as people type it: 9:40, 昨天 9:40, 11-20 9:40, 2026-11-20 9:40. Pure."""

import re
from datetime import datetime, timedelta

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, say
from thirdring.ui.calls.typed_time import typed_time

_WORDS = {"今天": 0, "昨天": 1, "前天": 2, "today": 0, "yesterday": 1}
_MONTH_DAY = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})日?\s+")
_YEAR = re.compile(r"^\d{4}[-/.年]")


def past_time(text: str, now: datetime, time: CenterTime) -> datetime:
    """The last moment before `now` that `text` means on the center's wall clock, aware UTC; empty
    is now. A whole date in the future is left for the rules to refuse.

    Raises:
        Refusal: it is no time, or one the clock skips.
    """
    rest, today = text.strip().lower(), time.day_of(now)
    if not rest:
        return now
    for word, back in _WORDS.items():
        if rest.startswith(word):
            return _at(f"{today - timedelta(days=back)} {rest[len(word) :].strip()}", now, time)
    if _YEAR.match(rest):
        return _at(rest, now, time)
    if _MONTH_DAY.match(rest):
        at = _at(f"{today.year}-{rest}", now, time)
        return at if at <= now else _at(f"{today.year - 1}-{rest}", now, time)
    at = _at(f"{today} {rest}", now, time)
    return at if at <= now else _at(f"{today - timedelta(days=1)} {rest}", now, time)


def _at(text: str, now: datetime, time: CenterTime) -> datetime:
    try:
        return typed_time(text, now, time)
    except Refusal:
        raise Refusal(
            say("That is not a time like 9:40 or 11-20 9:40."), rule="D1", field="received_at"
        ) from None

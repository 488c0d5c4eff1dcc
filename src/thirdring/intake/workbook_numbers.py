"""Numbers of a workbook that are really dates, times and durations: their cell style says so."""

import datetime as dt
import re
from enum import Enum, auto

from thirdring.domain.errors import say
from thirdring.intake.cells import Cell, Fault

_DAY_MS = 86_400_000
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_466  # 10000-01-01


class NumberKind(Enum):
    PLAIN = auto()
    DATE = auto()  # a day, with or without a time of day
    TIME = auto()  # hours and minutes only
    ELAPSED = auto()  # [h]:mm: hours beyond 24


_BUILT_IN = dict.fromkeys(
    (14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), NumberKind.DATE
) | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), NumberKind.TIME)
_BUILT_IN[46] = NumberKind.ELAPSED

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")


def kind_of_format(number: int, code: str | None) -> NumberKind:
    """What a number format makes of a number: `number` is its id, `code` its own code if any."""
    if code is None:
        return _BUILT_IN.get(number, NumberKind.PLAIN)
    code = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(code):
        return NumberKind.ELAPSED
    code = _BRACKET.sub("", code).casefold()
    if "general" in code or "@" in code:
        return NumberKind.PLAIN
    letters = re.sub(r"am/pm|a/p|上午/下午", "h", code)
    if re.search("[yde]", re.sub("e[+-]", "", letters)) or "mmm" in letters:
        return NumberKind.DATE
    if re.search("[hs]", letters):
        return NumberKind.TIME
    return NumberKind.DATE if "m" in letters else NumberKind.PLAIN


def understood(value: float, kind: NumberKind, *, from_1904: bool) -> Cell:
    """The number as its style shows it. Excel's fractions are rounded to the millisecond."""
    if kind is NumberKind.PLAIN:
        return value
    if kind is NumberKind.ELAPSED:
        if abs(value) > 36_500:
            return _no_date(value)
        return dt.timedelta(milliseconds=round(value * _DAY_MS))
    if kind is NumberKind.TIME and 0 <= value < 1:
        return (_EPOCH_1904 + dt.timedelta(milliseconds=round(value * _DAY_MS))).time()
    return _moment(value, from_1904=from_1904)


def day_of_serial(value: float) -> dt.datetime | None:
    """An unstyled number as a date, when it lies where a call's date can (1954 to 2119)."""
    return _moment_1900(value) if 20_000 <= value < 80_000 else None


def _moment(value: float, *, from_1904: bool) -> Cell:
    if not 0 <= value < _LAST_SERIAL - (1462 if from_1904 else 0):
        return _no_date(value)
    if from_1904:
        return _EPOCH_1904 + dt.timedelta(milliseconds=round(value * _DAY_MS))
    return _moment_1900(value)


def _moment_1900(value: float) -> dt.datetime:
    # The 1900 calendar has a 29 February that never was; days before it are one off.
    shift = 1 if value < 60 else 0
    return _EPOCH_1900 + dt.timedelta(days=shift, milliseconds=round(value * _DAY_MS))


def _no_date(value: float) -> Fault:
    return Fault(say("{value} is formatted as a date but is none.", value=value))

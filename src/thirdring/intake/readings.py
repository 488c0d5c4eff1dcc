"""Single cells as durations, flags, whole numbers, telephone numbers and texts."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from thirdring.domain.errors import Refusal, say
from thirdring.intake.cells import Cell, Fault, shown, text_of

_SHORT = 64
A_DAY = dt.timedelta(days=1)
_UNITS = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:days?|d|天|日))?\s*(?:(\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h|小时|时))?\s*(?:(\d+(?:\.\d+)?)\s*(?:minutes?|mins?|m|分钟|分))?"
    r"\s*(?:(\d+(?:\.\d+)?)\s*(?:seconds?|secs?|s|秒钟|秒))?",
    re.IGNORECASE,
)
_COLONS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")
_EXPONENT = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")

YES = frozenset(
    [
        "y",
        "yes",
        "true",
        "t",
        "1",
        "on",
        "x",
        "√",
        "✓",
        "✔",
        "是",
        "对",
        "有",
        "answered",
        "connected",
        "接通",
        "已接通",
        "已接",
        "已接听",
        "接听",
        "已解决",
        "解决",
        "resolved",
        "solved",
    ]
)
NO = frozenset(
    [
        "n",
        "no",
        "false",
        "f",
        "0",
        "off",
        "×",
        "✗",
        "✘",
        "否",
        "不",
        "没有",
        "missed",
        "unanswered",
        "abandoned",
        "未接通",
        "未接",
        "未接听",
        "放弃",
        "未解决",
        "unresolved",
        "unsolved",
    ]
) | {"no answer", "not answered", "not resolved"}


def words(text: str) -> str:
    """`text` as headings and values are compared: half-width, no case, single spaces."""
    return _short_words(text) if len(text) <= _SHORT else _words(text)


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# A file says the same few names and states in each of its rows.
_short_words = lru_cache(maxsize=4096)(_words)


def flag(cell: Cell) -> bool | None:
    """Yes or no in the usual ways of saying it; None when it is neither."""
    if isinstance(cell, bool):
        return cell
    said = words(text_of(cell))
    return True if said in YES else False if said in NO else None


def duration(cell: Cell, *, minutes: bool = False, longest: dt.timedelta = A_DAY) -> dt.timedelta:
    """A length of time; a bare number counts seconds, or minutes when `minutes`.

    Raises:
        Refusal: none, negative, or longer than `longest`.
    """
    found = _duration(cell, minutes=minutes)
    if found is None:
        raise Refusal(
            say("“{text}” is not a length of time like 143, 2:23 or 0:02:23.", text=shown(cell))
        )
    if found < dt.timedelta(0):
        raise Refusal(say("The length of time {text} is negative.", text=shown(cell)))
    if found > longest:
        if longest == A_DAY:
            raise Refusal(say("The length of time {text} is longer than a day.", text=shown(cell)))
        raise Refusal(
            say("The length of time {text} is longer than {days} days.",
                text=shown(cell), days=longest.days)
        )  # fmt: skip
    return found


def _duration(  # noqa: PLR0911 - one for each type
    cell: Cell, *, minutes: bool
) -> dt.timedelta | None:
    if isinstance(cell, dt.timedelta):
        return cell
    if isinstance(cell, dt.time):
        return dt.timedelta(
            hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond
        )
    if isinstance(cell, dt.datetime):  # 1899-12-30 or 1900-01-00: how Excel writes 24 h and more
        return cell - dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zone
    number = _number(cell)
    if number is not None:
        return dt.timedelta(seconds=number * (60 if minutes else 1)) if abs(number) < 1e9 else None
    text = words(text_of(cell))
    if found := _COLONS.fullmatch(text):
        return dt.timedelta(
            hours=int(found[1] or 0), minutes=int(found[2]), seconds=float(found[3])
        )
    if text and (found := _UNITS.fullmatch(text)):
        days, hours, mins, secs = (float(part or 0) for part in found.groups())
        span = days * 86_400 + hours * 3600 + mins * 60 + secs
        return dt.timedelta(seconds=span) if span < 1e9 else None
    return None


def whole(cell: Cell, least: int, most: int, *, scale: bool = False) -> int:
    """A whole number between `least` and `most`; on a `scale` a percent is a share of `most`.

    Raises:
        Refusal: none, or outside.
    """
    number = _number(cell)
    if number is None and scale and (found := _PERCENT.fullmatch(words(text_of(cell)))):
        number = round(float(found[1]) * most / 100, 6)
    if number is None or not number.is_integer() or not least <= number <= most:
        raise Refusal(
            say(
                "“{text}” is not a whole number from {least} to {most}.",
                text=shown(cell), least=least, most=most,
            )
        )  # fmt: skip
    return int(number)


def telephone(cell: Cell) -> str:
    """The digits of a telephone number that a spreadsheet may have taken for a number.

    Raises:
        Refusal: written as 1.38E+10, the last digits are lost.
    """
    text = text_of(cell).strip()
    found = _EXPONENT.fullmatch(text)
    if found is None:
        return text.removesuffix(".0") if re.fullmatch(r"\d{5,}\.0", text) else text
    digits, length = found[1] + (found[2] or ""), int(found[3]) + 1
    # A spreadsheet shows six digits; a program that writes the whole number only drops zeros.
    if length > len(digits) and len(digits) < 8:
        raise Refusal(
            say(
                "The number {text} was cut short by a spreadsheet; format its column as text and "
                "save again.",
                text=shown(cell),
            )
        )
    return digits.ljust(length, "0")[:length]


def refuse_fault(cell: Cell) -> None:
    """Raise Refusal when the cell itself is unusable."""
    if isinstance(cell, Fault):
        raise Refusal(cell.why)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell) if abs(cell) < 1e300 else None
    if isinstance(cell, str) and re.fullmatch(r"\s*-?\d{1,15}(?:\.\d{1,9})?\s*", cell):
        return float(cell)
    return None

"""Dates and times as people and programs write them, on the wall clock of the file.

"03/04/2021" means two days in two countries. Which one a file means is decided over its whole
column, and where the column does not decide it, nobody guesses: the person is asked.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from thirdring.domain.errors import Refusal, say
from thirdring.intake.cells import Cell, is_blank, shown, text_of
from thirdring.intake.workbook_numbers import day_of_serial


class DateOrder(StrEnum):
    """The order of day, month and year where a date has no four-digit year in front."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True)
class When:
    """A reading: the day, the time of day if there is one, and its offset if the text has one."""

    day: dt.date | None
    clock: dt.time | None
    offset: dt.timezone | None = None


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"), start=1,
    )
    for name in (names, names[:3], names[:4])
}  # fmt: skip
_CHINESE = str.maketrans(
    {"年": "-", "月": "-", "日": " ", "号": " ", "时": ":", "点": ":", "分": ":", "秒": " "}
)
_HALF_DAY = re.compile(r"(上午|凌晨|早上|早|下午|晚上|傍晚|中午)")
_MIDNIGHT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - only its time of day is used
_AFTERNOON = {"下午", "晚上", "傍晚", "中午"}
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|\(?(?:星期|周)[一二三四五六日天]\)?",
    re.IGNORECASE,
)
# As most programs export it; read by Python itself, at a tenth of the price. From 3.14 on that takes
# 24:00 as the next day's midnight.
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T](?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?!\d)-?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[- /.]*([A-Za-z]{3,9})\.?,?[- /.]*(\d{4}|\d{2})(?!\d)"
)
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?[- /.]*(\d{1,2})(?:st|nd|rd|th)?,?[- /.]+(\d{4})(?!\d)")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d{1,15})?")
_FRACTION = re.compile(r"0?\.\d{1,15}")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,](\d{1,9}))?)?)?:?\s*([ap]\.?\s?m\.?)?"
    r"\s*(?:(z|utc|gmt)|([+-])(\d{2}):?(\d{2}))?",
    re.IGNORECASE,
)


def read_when(cells: Sequence[Cell], order: DateOrder) -> When:
    """What the cells, together, say; a later cell's time of day replaces an earlier midnight.

    Raises:
        Refusal: something in them is neither a date nor a time of day.
    """
    day: dt.date | None = None
    clock: dt.time | None = None
    offset: dt.timezone | None = None
    for cell in cells:
        if is_blank(cell):
            continue
        read = _of_cell(cell, order)
        if read is None:
            raise Refusal(
                say("“{text}” is not a date or a time that can be read.", text=shown(cell))
            )
        day = day if read.day is None else read.day
        if read.clock is not None and (clock is None or clock == dt.time(0)):
            clock, offset = read.clock, read.offset
    return When(day, clock, offset)


def orders_of(text: str) -> frozenset[DateOrder] | None:
    """The orders in which `text` is a date; None when its order is not in question."""
    if _ISO.fullmatch(text):
        return None
    found = _YEAR_LAST.match(_plain(text))
    if found is None or _YEAR_FIRST.match(_plain(text)):
        return None
    possible = frozenset(
        order for order in DateOrder if _ordered(found[1], found[2], found[3], order)
    )
    return possible or None


class OrderFinder:
    """Decides the order of a column from all of its texts."""

    def __init__(self) -> None:
        self._possible = frozenset(DateOrder)
        self._seen: set[str] = set()
        self._different: set[frozenset[DateOrder]] = set()
        self._last = ""
        self.contradiction: tuple[str, str] | None = None

    @property
    def asked(self) -> bool:
        """Whether any date's order was in question."""
        return self._possible != frozenset(DateOrder) or bool(self._different)

    def add(self, cell: Cell) -> None:
        """Take one cell into account; typed dates say nothing about texts."""
        if not isinstance(cell, str) or cell in self._seen:
            return
        if len(self._seen) < 50_000:  # beyond that, repeated texts are looked at again
            self._seen.add(cell)
        orders = orders_of(cell)
        if orders is None:
            return
        left = self._possible & orders
        if not left:
            self.contradiction = self.contradiction or (shown(self._last), shown(cell))
            return
        if left != self._possible:
            self._possible, self._last = left, cell
        days = {order: _plain_day(cell, order) for order in left}
        self._different.update(
            frozenset((a, b)) for a in left for b in left if a < b and days[a] != days[b]
        )

    def decide(self) -> DateOrder | None:
        """The one order the column allows (any, when all orders mean the same days), or None."""
        if self.contradiction is not None:
            return None
        left = sorted(self._possible)
        if any({a, b} in self._different for a in left for b in left if a < b):
            return None
        return DateOrder.YMD if DateOrder.YMD in left else left[0]


def _plain_day(text: str, order: DateOrder) -> dt.date | None:
    read = _of_text(text, order)
    return read.day if read else None


def _of_cell(cell: Cell, order: DateOrder) -> When | None:  # noqa: PLR0911 - one for each type
    if isinstance(cell, dt.datetime):
        clock = cell.time()
        return When(cell.date(), clock if clock != dt.time(0) else None)
    if isinstance(cell, dt.date):
        return When(cell, None)
    if isinstance(cell, dt.time):
        return When(None, cell)
    if isinstance(cell, dt.timedelta):
        if not dt.timedelta(0) <= cell < dt.timedelta(days=1):
            return None
        return When(None, (_MIDNIGHT + cell).time())
    if isinstance(cell, str):
        return _of_iso(cell) or _of_text(cell, order)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_number(cell, order)
    return None


def _of_number(value: float, order: DateOrder) -> When | None:
    if 0 <= value < 1:
        moment = _MIDNIGHT + dt.timedelta(milliseconds=round(value * 86_400_000))
        return When(None, moment.time())
    if (serial := day_of_serial(value)) is not None:
        return When(serial.date(), serial.time() if serial.time() != dt.time(0) else None)
    return _of_text(text_of(value), order)


def _of_iso(text: str) -> When | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return When(at.date(), at.time())


@lru_cache(maxsize=4096)
def _of_text(text: str, order: DateOrder) -> When | None:
    plain = _plain(text)
    if (epoch := _epoch(plain)) is not None:
        return epoch
    # A spreadsheet's own number of a day, or its fraction for a time of day, saved as text.
    if _SERIAL.fullmatch(plain) or _FRACTION.fullmatch(plain):
        return _of_number(float(plain), order)
    dated, day, rest = _leading_day(plain, order)
    rest = rest.strip(" \tTt,")
    if dated and day is None:
        return None
    if not rest:
        return When(day, None) if day else None
    if day is None and not re.search(r":|[ap]\.?m", rest, re.IGNORECASE):
        return None
    read = _clock(rest)
    return None if read is None else When(day, *read)


def _leading_day(text: str, order: DateOrder) -> tuple[bool, dt.date | None, str]:
    """Whether `text` begins like a date, the date if there is such a day, and what follows."""
    day: dt.date | None
    if found := _YEAR_FIRST.match(text):
        day = _day(found[1], found[2], found[3])
    elif found := _YEAR_LAST.match(text):
        day = _ordered(found[1], found[2], found[3], order)
    elif found := _COMPACT.match(text):
        clock = ":".join(part for part in found.groups()[3:] if part)
        return True, _day(found[1], found[2], found[3]), clock + text[found.end() :]
    elif found := _DAY_NAME.match(text):
        day = _named(found[3], found[2], found[1])
    elif found := _NAME_DAY.match(text):
        day = _named(found[3], found[1], found[2])
    else:
        return False, None, text
    return True, day, text[found.end() :]


def _plain(text: str) -> str:
    """Half-width, without weekday, Chinese date signs as punctuation, AM and PM behind."""
    text = unicodedata.normalize("NFKC", text[:100]).replace("\0", "").strip().lstrip("'")
    if text.isascii():
        return _WEEKDAY.sub("", text)
    text = _WEEKDAY.sub("", text).translate(_CHINESE)
    if half := _HALF_DAY.search(text):
        suffix = " PM" if half[1] in _AFTERNOON else " AM"
        text = text[: half.start()] + " " + text[half.end() :].rstrip(": ") + suffix
    return re.sub(r"\s+", " ", text).strip()


def _clock(text: str) -> tuple[dt.time, dt.timezone | None] | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = (int(found[i] or 0) for i in (1, 2, 3))
    if found[5]:
        if not 1 <= hour <= 12:
            # 下午14点 is written by people; 14 PM by nobody who means 2.
            return (
                (dt.time(hour, minute, second), None)
                if 12 < hour < 24 and minute < 60 and second < 60
                else None
            )
        hour = hour % 12 + (12 if found[5][0] in "pP" else 0)
    micro = int((found[4] or "0").ljust(6, "0")[:6])
    try:
        return dt.time(hour, minute, second, micro), _offset(found)
    except ValueError:
        return None


def _offset(found: re.Match[str]) -> dt.timezone | None:
    if found[6]:
        return dt.UTC
    if found[7] is None:
        return None
    span = dt.timedelta(hours=int(found[8]), minutes=int(found[9]))
    return dt.timezone(-span if found[7] == "-" else span)


def _epoch(text: str) -> When | None:
    """Seconds or milliseconds since 1970, 2001 to 2100: an instant, whatever the zone."""
    if not re.fullmatch(r"[1-4]\d{9}(?:\d{3})?(?:\.\d{1,6})?", text) or _COMPACT.fullmatch(text):
        return None
    number = float(text)
    at = dt.datetime.fromtimestamp(number / 1000 if number > 1e11 else number, dt.UTC)
    return When(at.date(), at.time(), dt.UTC)


def _named(year: str, month: str, day: str) -> dt.date | None:
    number = _MONTHS.get(month.lower())
    return None if number is None else _day(_full_year(year), str(number), day)


def _ordered(one: str, two: str, three: str, order: DateOrder) -> dt.date | None:
    if order is DateOrder.YMD:
        return _day(_full_year(one), two, three) if len(one) == len(three) == 2 else None
    day, month = (one, two) if order is DateOrder.DMY else (two, one)
    return _day(_full_year(three), month, day)


def _full_year(year: str) -> str:
    if len(year) != 2:
        return year
    return ("20" if int(year) < 70 else "19") + year


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None

"""What a report is about, and the stretch of time: whole days of the center, half-open in UTC."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, say

_DAY = dt.timedelta(days=1)
LONGEST_DAYS = 3 * 366


class ReportKind(StrEnum):
    QUALITY = "quality"
    COMPLAINTS = "complaints"
    ENQUIRIES = "enquiries"


@dataclass(frozen=True, slots=True)
class Period:
    """[`begin`, `end`) in UTC, which are the center's days `first` to `last`, both included.

    `name` is how it is written: 2026-11, or 2026-11-02/2026-11-08.
    """

    name: str
    first: dt.date
    last: dt.date
    begin: dt.datetime
    end: dt.datetime


def month_period(time: CenterTime, month: str) -> Period:
    """The center's month, such as 2026-11.

    Raises:
        Refusal: it is no month.
    """
    begin, end = time.month_bounds(month)
    return Period(month, time.day_of(begin), time.day_of(end) - _DAY, begin, end)


def days_period(time: CenterTime, first: dt.date, last: dt.date) -> Period:
    """The center's days from `first` to `last`.

    Raises:
        Refusal: it ends before it begins, or is longer than three years.
    """
    if last < first:
        raise Refusal(say("The last day lies before the first."), field="to")
    if (last - first).days >= LONGEST_DAYS:
        raise Refusal(say("A report covers three years at most."), field="to")
    begin, end = time.day_bounds(first)[0], time.day_bounds(last)[1]
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last, begin, end)

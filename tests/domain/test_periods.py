"""The stretch of time of a report: whole days of the center, both ends included."""

import datetime as dt

import pytest

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal
from thirdring.domain.periods import LONGEST_DAYS, Period, days_period, month_period

SHANGHAI = CenterTime("Asia/Shanghai")
FIRST = dt.date(2026, 11, 2)


def utc(month: int, day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


def test_a_month_is_the_centers() -> None:
    assert month_period(SHANGHAI, "2026-11") == Period(
        "2026-11", dt.date(2026, 11, 1), dt.date(2026, 11, 30), utc(10, 31, 16), utc(11, 30, 16)
    )


@pytest.mark.parametrize(
    ("last", "end"), [(FIRST, utc(11, 2, 16)), (dt.date(2026, 11, 8), utc(11, 8, 16))]
)
def test_days_are_whole_and_both_included(last: dt.date, end: dt.datetime) -> None:
    name = f"2026-11-02/{last.isoformat()}"
    assert days_period(SHANGHAI, FIRST, last) == Period(name, FIRST, last, utc(11, 1, 16), end)


def test_a_report_covers_three_years_at_most_and_never_runs_backwards() -> None:
    longest = FIRST + dt.timedelta(days=LONGEST_DAYS - 1)
    assert days_period(SHANGHAI, FIRST, longest).last == longest
    for last, sentence in (
        (longest + dt.timedelta(days=1), "A report covers three years at most."),
        (FIRST - dt.timedelta(days=1), "The last day lies before the first."),
    ):
        with pytest.raises(Refusal) as no:
            days_period(SHANGHAI, FIRST, last)
        assert (no.value.rule, no.value.field, str(no.value)) == ("", "to", sentence)

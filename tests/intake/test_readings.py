"""Durations, flags, whole numbers and telephone numbers out of cells."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.errors import Refusal
from thirdring.intake import readings
from thirdring.intake.cells import Cell


@pytest.mark.parametrize(
    "cell",
    [143, 143.0, "143", "2:23", "0:02:23", "00:02:23", "2m 23s", "2 min 23 s", "143 seconds", "2分23秒", "２：２３",
     dt.time(0, 2, 23), dt.timedelta(seconds=143)],
)  # fmt: skip
def test_spellings_of_one_length_of_time(cell: Cell) -> None:
    assert readings.duration(cell) == dt.timedelta(seconds=143)


def test_bare_numbers_may_count_minutes() -> None:
    assert readings.duration(2.5, minutes=True) == dt.timedelta(seconds=150)
    assert readings.duration("2:30", minutes=True) == dt.timedelta(seconds=150)


@pytest.mark.parametrize(
    ("cell", "said"),
    [(-5, "is negative"), ("-5", "is negative"), (dt.timedelta(-1), "is negative"), (90_000, "longer than a day"),
     ("soon", "not a length of time"), (True, "not a length of time"), (1e300, "not a length"), ("", "not a length")],
)  # fmt: skip
def test_what_is_no_length_of_time_is_refused(cell: Cell, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        readings.duration(cell)


def test_flags() -> None:
    assert [readings.flag(c) for c in ("Y", "是", True, 1, "接通")] == [True] * 5
    assert [readings.flag(c) for c in ("n", "否", False, 0.0, "未接")] == [False] * 5
    assert readings.flag("maybe") is None


def test_whole_numbers_keep_to_their_bounds() -> None:
    assert readings.whole("5", 1, 5) == readings.whole(5.0, 1, 5) == 5
    for cell in (0, 6, 2.5, "x", True, None, "5e0"):
        with pytest.raises(Refusal, match="whole number from 1 to 5"):
            readings.whole(cell, 1, 5)


def test_numbers_that_a_spreadsheet_took_for_numbers() -> None:
    assert readings.telephone(13812345678) == "13812345678"
    assert readings.telephone(1.3812345678e10) == "13812345678"
    assert readings.telephone("1.3812345678E+10") == "13812345678"
    assert readings.telephone("1.3812345E10") == "13812345000"
    assert readings.telephone("13812345678.0") == "13812345678"
    assert readings.telephone("021-1234 转801") == "021-1234 转801"
    with pytest.raises(Refusal, match="cut short by a spreadsheet"):
        readings.telephone("1.38123E+10")


@given(
    cell=st.one_of(
        st.text(max_size=20),
        st.floats(),
        st.integers(),
        st.times(),
        st.timedeltas(),
        st.booleans(),
        st.none(),
    )
)
def test_any_cell_is_read_or_refused(cell: Cell) -> None:
    readings.flag(cell)
    for read in (readings.duration, readings.telephone, lambda c: readings.whole(c, 0, 9)):
        with contextlib.suppress(Refusal):
            read(cell)


@pytest.mark.parametrize(
    "cell", ["74小时", "3天2小时", "3d 2h", "74:00:00", dt.timedelta(hours=74)]
)
def test_lengths_of_days_where_they_are_allowed(cell: Cell) -> None:
    month = dt.timedelta(days=30)
    assert readings.duration(cell, longest=month) == dt.timedelta(hours=74)
    with pytest.raises(Refusal, match="longer than a day"):
        readings.duration(cell)
    with pytest.raises(Refusal, match="longer than 30 days"):
        readings.duration("31天", longest=month)


def test_a_percent_is_a_share_of_a_scale_and_of_nothing_else() -> None:
    assert [readings.whole(c, 1, 5, scale=True) for c in ("100%", "80 %", "２０％")] == [5, 4, 1]
    for cell in ("0%", "85%", "120%"):
        with pytest.raises(Refusal, match="whole number from 1 to 5"):
            readings.whole(cell, 1, 5, scale=True)
    with pytest.raises(Refusal, match="whole number"):
        readings.whole("80%", 1, 100)

"""Dates and times as files write them: every spelling, and the order nobody may guess."""

import contextlib
import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thirdring.domain.errors import Refusal
from thirdring.intake.cells import Cell
from thirdring.intake.dates import DateOrder, OrderFinder, When, orders_of, read_when

MORNING = dt.datetime(2021, 3, 4, 9, 12, 58)


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-04 09:12:58", "2021/3/4 9:12:58", "2021-03-04T09:12:58", "2021-03-04T09:12:58.000",
        "2021年3月4日 9时12分58秒", "2021年03月04日上午9:12:58", "４/３/2021 ９:12:58", "4.3.2021 9:12:58 AM",
        "04-03-21 09:12:58", "Mar 4, 2021 9:12:58 am", "4 March 2021 09:12:58", "04-Mar-21 9:12:58",
        "Thu, 4 Mar 2021 09:12:58", "星期四 2021-3-4 9:12:58", "20210304 091258", "20210304091258",
        "'2021-03-04 09:12:58",
    ],
)  # fmt: skip
def test_spellings_of_one_moment(text: str) -> None:
    read = read_when([text], DateOrder.DMY)
    assert (read.day, read.clock, read.offset) == (MORNING.date(), MORNING.time(), None)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("下午2:05", (14, 5)), ("中午12:30", (12, 30)), ("12:30 AM", (0, 30)), ("12:00 PM", (12, 0)), ("7pm", (19, 0)),
     ("凌晨1点5分", (1, 5)), ("下午14:05", (14, 5)), ("23:59", (23, 59))],
)  # fmt: skip
def test_times_of_day(text: str, clock: tuple[int, int]) -> None:
    assert read_when([text], DateOrder.YMD).clock == dt.time(*clock)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2021-13-01", "30/02/2021", "2021-03-04 25:00", "9", "1/2", "13:60", "2021-03-04 9:12:58 XM", "14 pm x",
     "٢٠٢١-٠٣-٠٤ ٩:٧٧", "99999999999999999999", "2021-03-04 10:00 +99:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_or_empty(text: str) -> None:
    if not text:
        assert read_when([text], DateOrder.DMY).day is None
        return
    with pytest.raises(Refusal, match="not a date or a time"):
        read_when([text], DateOrder.DMY)


@pytest.mark.parametrize(
    ("cells", "day", "clock"),
    [
        (["2021-03-04", dt.time(9, 12, 58)], dt.date(2021, 3, 4), dt.time(9, 12, 58)),
        ([dt.datetime(2021, 3, 4), "9:12:58"], dt.date(2021, 3, 4), dt.time(9, 12, 58)),
        ([44259, 0.5], dt.date(2021, 3, 4), dt.time(12)),
        ([20210304, None], dt.date(2021, 3, 4), None),
        ([44259.25], dt.date(2021, 3, 4), dt.time(6)),
        ([dt.date(2021, 3, 4), dt.timedelta(hours=9)], dt.date(2021, 3, 4), dt.time(9)),
        ([None, ""], None, None),
    ],
)  # fmt: skip
def test_a_day_and_a_time_in_two_cells(
    cells: list[Cell], day: dt.date | None, clock: dt.time | None
) -> None:
    read = read_when(cells, DateOrder.YMD)
    assert (read.day, read.clock) == (day, clock)


def test_offsets_and_epochs_are_instants() -> None:
    assert read_when(["2021-03-04T09:12:58Z"], DateOrder.YMD).offset == dt.UTC
    assert read_when(["2021-03-04 09:12+0530"], DateOrder.YMD).offset == dt.timezone(
        dt.timedelta(hours=5.5)
    )
    epoch = read_when(["1614849178"], DateOrder.YMD)
    assert (epoch.day, epoch.clock, epoch.offset) == (MORNING.date(), MORNING.time(), dt.UTC)
    assert read_when([1614849178000], DateOrder.YMD).clock == MORNING.time()


def test_the_order_given_decides() -> None:
    assert read_when(["03/04/2021"], DateOrder.DMY).day == dt.date(2021, 4, 3)
    assert read_when(["03/04/2021"], DateOrder.MDY).day == dt.date(2021, 3, 4)
    assert read_when(["03/04/05"], DateOrder.YMD).day == dt.date(2003, 4, 5)
    with pytest.raises(Refusal):
        read_when(["31/12/2021"], DateOrder.MDY)


def decided(*texts: Cell) -> DateOrder | None:
    finder = OrderFinder()
    for text in texts:
        finder.add(text)
    return finder.decide()


def test_one_telling_cell_decides_the_column() -> None:
    assert decided("03/04/2021", "13/04/2021") is DateOrder.DMY
    assert decided("3/4/2021 1:20", "03/14/2021 9:00") is DateOrder.MDY
    assert decided("03-04-21", "31-12-21") is None  # day first, or the year 2031 first
    assert decided("21-12-31", "99-12-31") is DateOrder.YMD
    assert decided(dt.date(2021, 1, 2), "2021-01-02", None, "soon") is DateOrder.YMD


def test_an_undecided_column_stays_undecided() -> None:
    assert decided("03/04/2021", "05/06/2021") is None
    assert decided("04/04/2021", "06/06/2021") is not None  # the same days either way


def test_two_orders_in_one_column_are_a_contradiction() -> None:
    finder = OrderFinder()
    for text in ("13/04/2021", "04/13/2021"):
        finder.add(text)
    assert finder.decide() is None
    assert finder.contradiction == ("13/04/2021", "04/13/2021")


@given(
    days=st.lists(st.dates(dt.date(1999, 1, 1), dt.date(2068, 12, 31)), min_size=1),
    order=st.sampled_from(DateOrder),
    year=st.sampled_from(["%Y", "%y"]),
)
def test_what_is_decided_is_never_wrong(days: list[dt.date], order: DateOrder, year: str) -> None:
    form = "/".join({"d": "%d", "m": "%m", "y": year}[letter] for letter in order.value)
    texts = [day.strftime(form) for day in days]
    found = decided(*texts)
    if found is not None:
        read = [read_when([text], found).day for text in texts]
        assert read == [read_when([text], order).day for text in texts]
    if year == "%Y" and order is not DateOrder.YMD and any(d.day > 12 for d in days):
        assert found is order


@given(text=st.text(max_size=40), order=st.sampled_from(DateOrder))
def test_any_text_is_read_or_refused(text: str, order: DateOrder) -> None:
    orders_of(text)
    with contextlib.suppress(Refusal):
        read_when([text], order)


def test_a_spreadsheets_own_numbers_are_days_and_times_also_as_text() -> None:
    order = DateOrder.DMY
    assert read_when(["45976.5"], order) == When(dt.date(2025, 11, 15), dt.time(12))
    assert read_when(["45976", "0.25"], order) == When(dt.date(2025, 11, 15), dt.time(6))
    for text in ("19999", "80000", "459760"):
        with pytest.raises(Refusal):
            read_when([text], order)


@given(
    day=st.from_regex(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", fullmatch=True),
    clock=st.from_regex(r"[0-2][0-9]:[0-6][0-9](:[0-6][0-9])?", fullmatch=True),
    order=st.sampled_from(DateOrder),
)
@example(day="2021-03-04", clock="24:00", order=DateOrder.YMD)
@example(day="2021-03-04", clock="24:00:00", order=DateOrder.YMD)
def test_what_programs_export_is_read_as_any_other_spelling(
    day: str, clock: str, order: DateOrder
) -> None:
    def read(text: str) -> When | None:
        try:
            return read_when((text,), order)
        except Refusal:
            return None

    assert read(f"{day} {clock}") == read(f"{day.replace('-', '/')} {clock}")
    assert read(f"{day}T{clock}") == read(f"{day} {clock}")
    assert orders_of(f"{day} {clock}") is None

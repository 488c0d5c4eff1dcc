"""The day sheet offers itself at its time, and each instant belongs to one working day."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.centertime import CenterTime
from thirdring.domain.day import (
    DayMoment,
    SheetOffer,
    WorkHours,
    day_span,
    sheet_due,
    sheet_offer,
    work_day,
)
from thirdring.domain.policy import Key, Policy

SHANGHAI = CenterTime("Asia/Shanghai")
BERLIN = CenterTime("Europe/Berlin")
POLICY = Policy()
OFFICE = WorkHours(540, 1080)
NIGHT = WorkHours(1320, 360)
DAY = dt.date(2026, 11, 22)
MINUTES = st.integers(0, 1439)
HOURS = st.builds(WorkHours, MINUTES, MINUTES)
TIMES = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2029, 1, 1), timezones=st.just(dt.UTC))
ZONES = st.sampled_from([SHANGHAI, BERLIN, CenterTime("America/New_York")])


def at(text: str, time: CenterTime = SHANGHAI) -> dt.datetime:
    return time.parse(f"2026-11-{text}")


def due(text: str, hours: WorkHours = OFFICE) -> DayMoment | None:
    return sheet_due(at(text), hours, POLICY, SHANGHAI)


def test_f1_the_sheet_offers_itself_five_minutes_before_the_start() -> None:
    assert due("22T08:54:59") is None
    assert due("22T08:55") is DayMoment.START
    assert due("22T10:30") is DayMoment.START  # who comes late sees it too


def test_f2_it_offers_itself_again_five_minutes_before_the_end() -> None:
    assert due("22T17:54:59") is DayMoment.START
    assert due("22T17:55") is DayMoment.END
    assert due("22T21:59:59") is DayMoment.END
    assert due("22T22:00") is None


@pytest.mark.parametrize(("lead", "moment"), [(0, None), (10, DayMoment.START)])
def test_f1_how_long_before_is_the_policys(lead: int, moment: DayMoment | None) -> None:
    policy = Policy({Key.DAY_START_MINUTES: lead})
    assert sheet_due(at("22T08:51"), OFFICE, policy, SHANGHAI) is moment


def test_f2_a_shift_past_midnight_is_one_day() -> None:
    begun = sheet_offer(at("23T02:00"), NIGHT, POLICY, SHANGHAI)
    ending = sheet_offer(at("23T05:55"), NIGHT, POLICY, SHANGHAI)
    assert begun
    assert ending
    assert (begun.moment, begun.day) == (DayMoment.START, DAY)
    assert (ending.moment, ending.day) == (DayMoment.END, DAY)
    assert work_day(at("23T05:55"), NIGHT, SHANGHAI) == DAY
    assert work_day(at("23T21:00"), NIGHT, SHANGHAI) == dt.date(2026, 11, 23)


def test_f1_a_shift_at_midnight_is_offered_the_evening_before() -> None:
    offer = sheet_offer(at("22T23:58"), WorkHours(0, 480), POLICY, SHANGHAI)
    assert offer
    assert (offer.moment, offer.day) == (DayMoment.START, dt.date(2026, 11, 23))


def test_f2_where_shift_follows_shift_the_old_day_is_finished_first() -> None:
    round_the_clock = WorkHours(480, 480)
    before = sheet_offer(at("23T07:56"), round_the_clock, POLICY, SHANGHAI)
    after = sheet_offer(at("23T08:00"), round_the_clock, POLICY, SHANGHAI)
    assert before
    assert (before.moment, before.day) == (DayMoment.END, DAY)
    assert after
    assert (after.moment, after.day) == (DayMoment.START, dt.date(2026, 11, 23))


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_f1_nine_stays_nine_when_clocks_change(day: str) -> None:
    for time, moment in (("08:54", None), ("08:55", "start"), ("17:55", "end")):
        assert sheet_due(BERLIN.parse(f"{day}T{time}"), OFFICE, POLICY, BERLIN) == moment


def test_an_hour_the_clock_skips_still_begins_a_shift() -> None:
    start, end = WorkHours(150, 600).on(dt.date(2026, 3, 29), BERLIN)
    assert start == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
    assert end == dt.datetime(2026, 3, 29, 8, 0, tzinfo=dt.UTC)


@given(TIMES, HOURS, ZONES)
def test_every_instant_belongs_to_exactly_one_working_day(
    now: dt.datetime, hours: WorkHours, time: CenterTime
) -> None:
    today = time.day_of(now)
    days = [today + dt.timedelta(days=n) for n in (-2, -1, 0, 1, 2)]
    spans = [day_span(day, hours, time) for day in days]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))
    holding = [day for day, (a, b) in zip(days, spans, strict=True) if a <= now < b]
    assert holding == [work_day(now, hours, time)]


@given(st.dates(dt.date(2025, 1, 2), dt.date(2028, 12, 30)), HOURS, ZONES)
def test_f1_f2_both_sheets_come_on_every_day_of_work(
    day: dt.date, hours: WorkHours, time: CenterTime
) -> None:
    start, end = hours.on(day, time)
    if end - start <= dt.timedelta(minutes=10):  # nobody works so short; both are one then
        return
    # Right before the end the sheet of the ending shift is offered, whatever follows.
    last = sheet_offer(end - dt.timedelta(microseconds=1), hours, POLICY, time)
    assert last
    assert (last.moment, last.day) == (DayMoment.END, day)
    first = sheet_offer(start, hours, POLICY, time)
    assert first
    assert first.day in {day, day - dt.timedelta(days=1)}
    if first.day == day:
        assert first.moment is DayMoment.START


def test_who_has_no_hours_works_those_of_the_policy() -> None:
    assert WorkHours.of_policy(POLICY) == OFFICE


@pytest.mark.parametrize(
    ("text", "moment", "day"),
    [
        # From eight past midnight to five; the next shift is offered three hours after the end.
        ("23T04:54:59", DayMoment.START, 22),
        ("23T04:55", DayMoment.END, 22),
        ("23T07:54:59", DayMoment.END, 22),
        ("23T07:55", DayMoment.START, 23),
    ],
)
def test_f2_the_sheet_lingers_but_not_into_the_next_shift(
    text: str, moment: DayMoment, day: int
) -> None:
    offer = sheet_offer(at(text), WorkHours(480, 300), POLICY, SHANGHAI)
    assert offer == SheetOffer(moment, dt.date(2026, 11, day))


def test_f1_f2_hours_count_by_the_minute() -> None:
    odd = WorkHours(545, 1085)  # 09:05 to 18:05
    assert odd.on(DAY, SHANGHAI) == (at("22T09:05"), at("22T18:05"))
    assert all(one.tzinfo is dt.UTC for one in odd.on(DAY, SHANGHAI))
    assert [due(text, odd) for text in ("22T08:59:59", "22T09:00", "22T18:00", "22T22:04:59")] == [
        None, DayMoment.START, DayMoment.END, DayMoment.END,
    ]  # fmt: skip
    assert due("22T22:05", odd) is None
    assert WorkHours(1320, 365).on(DAY, SHANGHAI) == (at("22T22:00"), at("23T06:05"))


def test_f2_how_long_before_the_end_is_the_policys_and_never_before_the_start() -> None:
    policy = Policy({Key.DAY_END_MINUTES: 30, Key.DAY_START_MINUTES: 0})
    assert sheet_due(at("22T17:29:59"), OFFICE, policy, SHANGHAI) is DayMoment.START
    assert sheet_due(at("22T17:30"), OFFICE, policy, SHANGHAI) is DayMoment.END
    short = WorkHours(540, 550)  # shorter than the half hour before its end
    assert sheet_due(at("22T08:59:59"), short, policy, SHANGHAI) is None
    assert sheet_due(at("22T09:00"), short, policy, SHANGHAI) is DayMoment.END


def test_f2_a_day_past_midnight_is_cut_in_the_middle_of_the_rest() -> None:
    assert day_span(DAY, OFFICE, SHANGHAI) == (at("22T00:00"), at("23T00:00"))
    assert day_span(DAY, NIGHT, SHANGHAI) == (at("22T14:00"), at("23T14:00"))
    for hours, cut in ((OFFICE, "23T00:00"), (NIGHT, "23T14:00")):
        assert work_day(at(cut) - dt.timedelta(microseconds=1), hours, SHANGHAI) == DAY
        assert work_day(at(cut), hours, SHANGHAI) == dt.date(2026, 11, 23)

"""The center's zone: UTC inside, wall clock, days and months at the edges."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal

SHANGHAI = CenterTime("Asia/Shanghai")
BERLIN = CenterTime("Europe/Berlin")
SAO_PAULO = CenterTime("America/Sao_Paulo")  # skipped midnights until 2018
ZONES = st.sampled_from(
    ["Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe",
     "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC"]
).map(CenterTime)  # fmt: skip
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1), timezones=st.just(dt.UTC))


def _utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-11-22T09:30", "2026-11-22 01:30"),
        ("2026-11-22 09:30:15.000123", "2026-11-22 01:30:15.000123"),
        ("2026-11-22T09:30+02:00", "2026-11-22 07:30"),
        ("2026-11-22T09:30Z", "2026-11-22 09:30"),
        (" 20261122T0930 ", "2026-11-22 01:30"),
        ("2026-11-22T00:00", "2026-11-21 16:00"),
    ],
)
def test_times_without_an_offset_are_the_centers(typed: str, utc: str) -> None:
    read = SHANGHAI.parse(typed)
    assert read == _utc(utc)
    assert read.tzinfo is dt.UTC


@pytest.mark.parametrize(
    "typed", ["", "soon", "2026-11-22", "20261122", "2026-13-01T00:00", "22.11.2026 09:30",
              "2026-11-22T25:00", "2026-11-22T09:30+99:00", "0001-01-01T00:00", "0001-01-01T00:00+01:00"]
)  # fmt: skip
def test_what_is_no_time_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        SHANGHAI.parse(typed, field="started_at")
    assert refused.value.field == "started_at"


def test_the_end_of_the_calendar_is_refused_not_crashed() -> None:
    with pytest.raises(Refusal, match="out of range"):
        CenterTime("America/New_York").parse("9999-12-31T23:59")


def test_a_time_the_clock_skips_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="does not exist in Europe/Berlin"):
        BERLIN.parse("2026-03-29T02:30", field="started_at")


def test_a_time_that_comes_twice_is_the_first_unless_asked() -> None:
    first = BERLIN.parse("2026-10-25T02:30")
    second = BERLIN.parse("2026-10-25T02:30", fold=1)
    assert (first, second) == (_utc("2026-10-25 00:30"), _utc("2026-10-25 01:30"))
    assert BERLIN.happens_twice(dt.datetime(2026, 10, 25, 2, 30))
    assert not BERLIN.happens_twice(dt.datetime(2026, 10, 25, 3, 0))
    assert not BERLIN.happens_twice(dt.datetime(2026, 3, 29, 2, 30))


@given(ZONES, MOMENTS)
def test_every_moment_has_a_wall_clock_time_that_leads_back(
    center: CenterTime, at: dt.datetime
) -> None:
    local = center.to_local(at)
    assert local == at
    assert center.to_utc(local) == at
    naive = local.replace(tzinfo=None, fold=0)
    assert center.to_utc(naive, fold=local.fold) == at
    assert at in {center.to_utc(naive), center.to_utc(naive, fold=1)}


@given(ZONES, MOMENTS)
def test_every_moment_lies_in_its_day_and_in_no_other(center: CenterTime, at: dt.datetime) -> None:
    day = center.day_of(at)
    start, end = center.day_bounds(day)
    assert start <= at < end
    assert center.day_of(start) == day
    assert center.day_of(end - dt.timedelta(microseconds=1)) == day
    assert center.day_bounds(day + dt.timedelta(days=1))[0] == end


@given(ZONES, MOMENTS)
def test_g1_every_moment_lies_in_its_month(center: CenterTime, at: dt.datetime) -> None:
    month = center.month_of(at)
    start, end = center.month_bounds(month)
    assert start <= at < end
    assert center.month_of(start) == month
    assert center.month_of(end) != month


def test_a_day_is_as_long_as_the_center_lives_it() -> None:
    hours = [
        (end - start) / dt.timedelta(hours=1)
        for start, end in map(
            BERLIN.day_bounds,
            [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 11, 22)],
        )
    ]
    assert hours == [23, 25, 24]


def test_a_day_without_a_midnight_begins_with_its_first_instant() -> None:
    start, _ = SAO_PAULO.day_bounds(dt.date(2018, 11, 4))
    assert start == _utc("2018-11-04 03:00")
    assert SAO_PAULO.to_local(start).hour == 1


def test_a_call_across_midnight_belongs_to_the_day_it_began() -> None:
    assert SHANGHAI.day_of(_utc("2026-11-22 15:59:59")) == dt.date(2026, 11, 22)
    assert SHANGHAI.day_of(_utc("2026-11-22 16:00")) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "26-11", "2026-1", "", "9999-12", "0000-01", "0001-01"]
)
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(Refusal, match="is not a month like 2026-11"):
        SHANGHAI.month_bounds(month)


def test_the_second_year_of_the_calendar_has_months() -> None:
    start, end = SHANGHAI.month_bounds("0002-01")
    assert (end - start).days == 31


def test_a_zone_keeps_its_name() -> None:
    assert CenterTime("Europe/Berlin").name == "Europe/Berlin"


def test_december_ends_with_the_year() -> None:
    assert SHANGHAI.month_bounds("2026-12") == (_utc("2026-11-30 16:00"), _utc("2026-12-31 16:00"))


def test_days_are_read_and_refused() -> None:
    assert SHANGHAI.parse_day(" 2026-11-22 ") == dt.date(2026, 11, 22)
    with pytest.raises(Refusal, match="is not a day") as refused:
        SHANGHAI.parse_day("22/11/2026", field="from")
    assert refused.value.field == "from"


def test_times_are_written_as_the_center_reads_them() -> None:
    at = _utc("2026-11-22 01:30:15")
    assert SHANGHAI.text(at) == "2026-11-22 09:30"
    assert SHANGHAI.text(at, seconds=True) == "2026-11-22 09:30:15"
    assert SHANGHAI.clock_text(at, at + dt.timedelta(hours=14)) == "09:30"
    assert SHANGHAI.clock_text(at, at + dt.timedelta(hours=15)) == "2026-11-22 09:30"


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "../etc/passwd", "Asia", "a\x00b", "上海", "A" * 9000]
)
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(Refusal, match="is not a time zone") as refused:
        CenterTime(zone)
    assert refused.value.field == "timezone"


def test_the_refusals_speak_in_these_words() -> None:
    long = "x" * 60
    sentences: dict[str, Callable[[], object]] = {
        f"“{long[:40]}” is not a time like 2026-11-22T09:30 or 2026-11-22T09:30:00+08:00.": (
            lambda: BERLIN.parse(long)
        ),
        "The time 2026-03-29 02:30:00 does not exist in Europe/Berlin: the clock skips it that day.": (
            lambda: BERLIN.parse("2026-03-29T02:30")
        ),
        "The time 0001-01-01 00:00:00 is out of range.": (
            lambda: SHANGHAI.to_utc(dt.datetime(1, 1, 1))
        ),
        f"“{long[:40]}” is not a day like 2026-11-22.": lambda: BERLIN.parse_day(long),
        f"“{long[:40]}” is not a month like 2026-11.": lambda: BERLIN.month_bounds(long),
    }
    for sentence, deed in sentences.items():
        with pytest.raises(Refusal) as refused:
            deed()
        assert str(refused.value) == sentence
        assert refused.value.field == ""


@pytest.mark.parametrize("local", [dt.datetime(2026, 3, 29, 2, 30), dt.datetime(1, 1, 1)])
def test_a_refused_time_names_its_field(local: dt.datetime) -> None:
    with pytest.raises(Refusal) as refused:
        BERLIN.to_utc(local, field="holds.0.from")
    assert refused.value.field == "holds.0.from"


def test_a_wall_clock_time_that_comes_twice_is_the_first() -> None:
    assert BERLIN.to_utc(dt.datetime(2026, 10, 25, 2, 30)) == _utc("2026-10-25 00:30")
    assert BERLIN.to_utc(dt.datetime(2026, 10, 25, 2, 30, fold=1)) == _utc("2026-10-25 00:30")


@pytest.mark.usefixtures("machine_in_tokyo")
def test_all_that_comes_out_is_in_utc_whatever_zone_the_machine_has() -> None:
    assert {t.tzinfo for t in BERLIN.day_bounds(dt.date(2026, 11, 22))} == {dt.UTC}
    assert {t.tzinfo for t in BERLIN.month_bounds("2026-11")} == {dt.UTC}
    assert BERLIN.to_utc(BERLIN.to_local(_utc("2026-11-22 01:00"))).tzinfo is dt.UTC


@pytest.mark.parametrize("zone", [SHANGHAI, CenterTime("America/New_York")])
def test_a_day_beyond_the_calendar_is_refused(zone: CenterTime) -> None:
    with pytest.raises(Refusal, match=r"^“9999-12-31” is not a day like 2026-11-22\.$"):
        zone.day_bounds(dt.date(9999, 12, 31))

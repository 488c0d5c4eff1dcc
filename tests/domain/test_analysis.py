"""Counts laid out: the vital few first, and the week on the center's own clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.analysis import Bar, pareto, week_by_hours


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 50), max_size=9))
def test_j4_a_pareto_falls_and_ends_at_the_whole(counts: dict[str, int]) -> None:
    bars = pareto(counts)
    assert {bar.key: bar.count for bar in bars} == {k: n for k, n in counts.items() if n}
    assert [bar.count for bar in bars] == sorted((bar.count for bar in bars), reverse=True)
    rising = [bar.up_to_here for bar in bars]
    assert rising == sorted(rising)
    assert not bars or rising[-1] == 100


@given(
    st.lists(st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2027, 1, 1)), max_size=20),
    st.sampled_from(["Asia/Shanghai", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns"]),
)
def test_h2_the_week_is_that_of_the_centers_clock(times: list[dt.datetime], name: str) -> None:
    zone = ZoneInfo(name)
    moments = [at.replace(tzinfo=dt.UTC) for at in times]
    quarters: dict[int, int] = {}
    for at in moments:
        quarter = int(at.timestamp() // 900)
        quarters[quarter] = quarters.get(quarter, 0) + 1
    grid = week_by_hours(quarters, zone)
    assert sum(map(sum, grid)) == len(moments)
    for at in moments:
        local = at.astimezone(zone)
        assert grid[local.weekday()][local.hour] > 0


def test_j4_what_is_no_cause_follows_and_equal_ones_stand_by_name() -> None:
    counts = {"unknown": 9, "b": 2, "various": 3, "a": 2, "c": 4, "never": 0}
    assert pareto(counts, last=("various", "unknown")) == (
        Bar("c", 4, 20.0), Bar("a", 2, 30.0), Bar("b", 2, 40.0), Bar("various", 3, 55.0),
        Bar("unknown", 9, 100.0),
    )  # fmt: skip
    assert pareto(counts)[0] == Bar("unknown", 9, 45.0)
    assert pareto({}) == pareto({"a": 0}) == ()
    assert pareto({"one": 1}) == (Bar("one", 1, 100.0),)


def test_h2_each_quarter_of_an_hour_is_counted_where_it_lies() -> None:
    # Sunday 2026-11-22, 23:45 and Monday 00:00 in Shanghai; half past five in Kathmandu's hours.
    sunday = int(dt.datetime(2026, 11, 22, 15, 45, tzinfo=dt.UTC).timestamp()) // 900
    grid = week_by_hours({sunday: 2, sunday + 1: 3}, ZoneInfo("Asia/Shanghai"))
    assert (len(grid), {len(day) for day in grid}) == (7, {24})
    assert {(d, h): n for d, day in enumerate(grid) for h, n in enumerate(day) if n} == {
        (6, 23): 2, (0, 0): 3,
    }  # fmt: skip
    grid = week_by_hours({sunday: 2, sunday + 1: 3}, ZoneInfo("Asia/Kathmandu"))
    assert (grid[6][21], sum(map(sum, grid))) == (5, 5)

"""Counts laid out: the vital few first, and the week on the center's own clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.analysis import pareto, week_by_hours


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

"""Counts laid out for people who look for causes (J4, H2): the vital few, and the week by hours."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

DAYS, HOURS = 7, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a Pareto chart; `up_to_here` in percent of the whole, this bar included."""

    key: str
    count: int
    up_to_here: float


def pareto(counts: Mapping[str, int], last: Sequence[str] = ()) -> tuple[Bar, ...]:
    """The most frequent first, equal ones by name; the last one reaches 100 %.

    `last` are keys that are no cause of their own (unknown, various): they follow, in this order.
    """
    whole = sum(counts.values())
    behind = {key: place for place, key in enumerate(last, 1)}
    ranked = sorted(
        ((key, n) for key, n in counts.items() if n > 0),
        key=lambda one: (behind.get(one[0], 0), -one[1], one[0]),
    )
    bars, so_far = [], 0
    for key, n in ranked:
        so_far += n
        bars.append(Bar(key, n, 100 * so_far / whole))
    return tuple(bars)


def week_by_hours(quarters: Mapping[int, int], zone: ZoneInfo) -> tuple[tuple[int, ...], ...]:
    """Counts by quarter of an hour since 1970 as Monday to Sunday by the hours 0 to 23 of `zone`."""
    grid = [[0] * HOURS for _ in range(DAYS)]
    for quarter, count in quarters.items():
        at = dt.datetime.fromtimestamp(quarter * 900, tz=zone)
        grid[at.weekday()][at.hour] += count
    return tuple(tuple(row) for row in grid)

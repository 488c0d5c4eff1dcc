"""What is measured and how it is told: figures beside their floors, and the report of a run."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

BarOn = Literal["ratio", "value"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `value` and `floor` are medians in `unit`, `ratio` is value / floor.

    `bar` is the most that `ratio` or `value` may be, as `bar_on` says; None where the product makes
    no promise. `met` is None without a bar or a value. `spread`: how far the ratios of the run's
    parts lie apart, relative to their median; `note` says what can't be seen from the numbers.
    """

    name: str
    floor: float | None
    value: float | None
    unit: str
    ratio: float | None
    bar: float | None
    met: bool | None
    bar_on: BarOn = "value"
    p99: float | None = None
    floor_p99: float | None = None
    spread: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A run: the machine it ran on, as plain facts, and its figures in their order."""

    machine: dict[str, Any]
    figures: tuple[Figure, ...]

    def to_json(self) -> dict[str, Any]:
        """As outsiders read it: each figure with each key, None where there is nothing to say."""
        return {"machine": self.machine, "figures": [asdict(one) for one in self.figures]}


def figure(
    name: str,
    value: float | None,
    unit: str = "ms",
    *,
    floor: float | None = None,
    bar: float | None = None,
    bar_on: BarOn = "value",
    p99: float | None = None,
    floor_p99: float | None = None,
    spread: float | None = None,
    note: str = "",
) -> Figure:
    """A figure of single numbers; works out ratio and verdict."""
    ratio = value / floor if value is not None and floor else None
    judged = ratio if bar_on == "ratio" else value
    met = judged <= bar if bar is not None and judged is not None else None
    return Figure(
        name, floor, value, unit, ratio, bar, met, bar_on, p99, floor_p99, spread, note
    )  # fmt: skip


def p99(samples: Sequence[float]) -> float:
    """The 99th percentile; of fewer than a hundred the largest but a hundredth of them."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def measured(
    name: str,
    values: Sequence[float],
    floors: Sequence[float] = (),
    unit: str = "ms",
    *,
    bar: float | None = None,
    bar_on: BarOn = "value",
    note: str = "",
) -> Figure:
    """A figure of samples. `floors` were taken in turn with `values`, so that both saw the same
    machine; what a busy one does to the ratio shows in `spread`.
    """
    return figure(
        name,
        statistics.median(values),
        unit,
        floor=statistics.median(floors) if floors else None,
        bar=bar,
        bar_on=bar_on,
        p99=p99(values),
        floor_p99=p99(floors) if floors else None,
        spread=_spread(values, floors) if floors else None,
        note=note,
    )


_PARTS = 3


def _spread(values: Sequence[float], floors: Sequence[float]) -> float | None:
    """(largest - smallest) / median of the ratios of `_PARTS` stretches of the run."""
    if min(len(values), len(floors)) < _PARTS * 3:
        return None
    ratios = [
        statistics.median(_part(part, values)) / statistics.median(_part(part, floors))
        for part in range(_PARTS)
    ]
    return (max(ratios) - min(ratios)) / statistics.median(ratios)


def _part(part: int, samples: Sequence[float]) -> Sequence[float]:
    size = len(samples) // _PARTS
    return samples[part * size : (part + 1) * size]

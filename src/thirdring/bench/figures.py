"""What is measured and how it is told: figures beside their floors, and the report of a run."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from thirdring.bench.timing import Samples

# Ratios of repeated measurements lie this close together, or the machine is too noisy to judge.
AGREE = 0.15
_PARTS = 3
BarOn = Literal["ratio", "value", "floor"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `value` and `floor` are medians in `unit`, `ratio` is value / floor.

    `bar` is the most that what `bar_on` names may be; None where the product makes no promise. On
    `floor` it speaks of the database's time alone: the floor of a deed is its own statements asked
    through the bare driver. `met` is None without a bar or a value. `cpu` and `floor_cpu`: the processor's time alone, which
    others at the machine disturb less. `spread`: how far the ratios of the run's parts lie apart,
    relative to their median. `note` says what can't be seen from the numbers.
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
    cpu: float | None = None
    floor_cpu: float | None = None
    spread: float | None = None
    note: str = ""

    @property
    def noisy(self) -> bool:
        """Whether the ratio it is judged by didn't hold still within the run."""
        return self.bar_on == "ratio" and self.spread is not None and self.spread > AGREE


@dataclass(frozen=True, slots=True)
class Report:
    """A run: the machine it ran on, as plain facts, and its figures in their order. `noisy` among the
    facts names figures whose ratios differ by more than `AGREE` within the run.
    """

    machine: dict[str, Any]
    figures: tuple[Figure, ...]

    def to_json(self) -> dict[str, Any]:
        """As outsiders read it: each figure with each key, None where there is nothing to say."""
        return {"machine": self.machine, "figures": [asdict(one) for one in self.figures]}

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        """The report `to_json` told of."""
        return cls(told["machine"], tuple(Figure(**one) for one in told["figures"]))

    @property
    def tickets(self) -> int:
        """How big the center was."""
        return int(self.machine["tickets"])

    def time_of(self, one: Figure) -> float | None:
        """What one of its figures is compared with other sizes by: of a file the processor's time
        where it was measured, which others at the machine disturb least; with a server most of
        the time is the server's, and only the wall shows it.
        """
        return one.value if "postgresql_version" in self.machine else one.cpu or one.value


def figure(
    name: str,
    value: float | None,
    unit: str = "ms",
    *,
    floor: float | None = None,
    bar: float | None = None,
    bar_on: BarOn = "value",
    note: str = "",
    **more: float | None,
) -> Figure:
    """A figure of single numbers; works out ratio and verdict. `more`: the fields that say how it
    was come by.
    """
    ratio = value / floor if value is not None and floor else None
    judged = {"ratio": ratio, "value": value, "floor": floor}[bar_on]
    met = judged <= bar if bar is not None and judged is not None else None
    return Figure(name, floor, value, unit, ratio, bar, met, bar_on, note=note, **more)


def p99(samples: Sequence[float]) -> float:
    """The 99th percentile; of fewer than a hundred the largest."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def measured(
    name: str,
    taken: Samples,
    *,
    bar: float | None = None,
    bar_on: BarOn = "value",
    note: str = "",
) -> Figure:
    """A figure of samples in milliseconds."""
    values, floors = taken.values, taken.floors
    beside = bool(floors.wall)
    return figure(
        name,
        statistics.median(values.wall),
        floor=statistics.median(floors.wall) if beside else None,
        bar=bar,
        bar_on=bar_on,
        note=note,
        p99=p99(values.wall),
        floor_p99=p99(floors.wall) if beside else None,
        cpu=_median(values.cpu),
        floor_cpu=_median(floors.cpu),
        spread=_spread(values.wall, floors.wall) if beside else None,
    )


def _median(samples: Sequence[float]) -> float | None:
    """None where none was taken: of a process of its own only the wall is known."""
    return statistics.median(samples) if samples else None


def _spread(values: Sequence[float], floors: Sequence[float]) -> float | None:
    """(largest - smallest) / median of the ratios of the run's parts."""
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

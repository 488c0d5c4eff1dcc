"""Taking samples: what is measured and its floor in turn, so that both see the same machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Deed = Callable[[], object]
_WARM_UP = 2
_LEAST = 5
_MS = 1_000.0


@dataclass(slots=True)
class Series:
    """Milliseconds in the order in which they were taken: by the wall, and of the processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, deed: Deed) -> None:
        """One more."""
        cpu, begun = time.thread_time(), time.perf_counter()
        deed()
        ended, used = time.perf_counter(), time.thread_time()
        self.wall.append((ended - begun) * _MS)
        self.cpu.append((used - cpu) * _MS)


@dataclass(slots=True)
class Samples:
    """Of what was measured, and of its floor; both empty or equally many."""

    values: Series = field(default_factory=Series)
    floors: Series = field(default_factory=Series)


def in_turn(
    value: Deed, floor: Deed | None = None, *, rounds: int = 100, seconds: float = 3.0
) -> Samples:
    """Up to `rounds` samples of each, for `seconds` at most, but five at least."""
    for _ in range(_WARM_UP):
        value()
        if floor is not None:
            floor()
    taken, until = Samples(), time.perf_counter() + seconds
    while len(taken.values.wall) < rounds:
        if len(taken.values.wall) >= _LEAST and time.perf_counter() > until:
            break
        taken.values.take(value)
        if floor is not None:
            taken.floors.take(floor)
    return taken


def timed(deed: Deed) -> float:
    """How long it took by the wall, in milliseconds."""
    series = Series()
    series.take(deed)
    return series.wall[0]

"""The figures of a day at the desk."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from thirdring.bench.figures import Figure, figure, measured
from thirdring.bench.soak.held import rise
from thirdring.bench.timing import Samples, Series
from thirdring.bench.windows import Seat, told_by
from thirdring.bench.world import World

_KEY_MS, _STALL_MS = 100.0, 50.0
_NUMBERS = 400
# What is flat may rise by so much over the last half of the day, as a share of what it is, and in
# its own unit: a line through sawteeth is never quite level.
_FLAT, _LEAST = 0.02, {"memory_mb": 2.0, "handles": 1.0, "threads": 1.0, "log_mb": 4.0}
_UNITS = {"memory_mb": "MB", "handles": "", "threads": "", "log_mb": "MB"}


def numbers_of(world: World) -> list[str]:
    """Telephone numbers of customers the center knows."""
    rows = world.facts.execute(
        f"SELECT digits FROM customer_numbers ORDER BY id LIMIT {_NUMBERS}"
    ).fetchall()
    return [row[0] for row in rows]


def figures(seat: Seat, numbers: Sequence[str], minutes: float) -> Iterator[Figure]:
    """Eight hours in so many minutes, as the person at `seat`."""
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-") as home:
        file = Path(home) / "numbers.json"
        file.write_text(json.dumps(list(numbers)), encoding="utf-8")
        told = told_by("thirdring.bench.soak.day", seat, home, f"{minutes:g}", str(file))
    yield from _keys(told)
    yield figure(
        "soak.stall_longest", told["stall"], bar=_STALL_MS, cpu=told["stall_cpu"],
        note=f"{told['stall_during']}; by the processor: {told['stall_cpu_during']}",
    )  # fmt: skip
    for name in _UNITS:
        yield _held(name, told["samples"])


def _keys(told: dict[str, Any]) -> Iterator[Figure]:
    answers = Series(**told["answers"])
    stuck = ", ".join(sorted(set(told["stuck"]))) or "none was left open"
    yield figure("soak.calls_saved", told["saved"], "calls", floor=told["made"],
                 note=f"of {told['made']}; {stuck}")  # fmt: skip
    late = sum(took > _KEY_MS for took in answers.wall)
    yield measured(
        "soak.key",
        Samples(answers),
        note=f"{late} of {len(answers.wall)} waited longer than the bar",
    )
    yield figure(
        "soak.key_longest", told["longest"], bar=_KEY_MS, cpu=told["longest_cpu"],
        note=f"{told['longest_during']}; by the processor: {told['longest_cpu_during']}",
    )  # fmt: skip


def _held(name: str, samples: Sequence[dict[str, float | None]]) -> Figure:
    """By how much it rose over the last half of the day; the floor is what it was on average."""
    known = [value for one in samples if (value := one[name]) is not None]
    rose = rise(known)
    level = sum(known) / len(known) if known else None
    bar = max(_LEAST[name], _FLAT * level) if level is not None else None
    return figure(
        f"soak.{name.removesuffix('_mb')}_rise", rose, _UNITS[name], bar=bar,
        note=" ".join(f"{value:.0f}" for value in known),
    )  # fmt: skip

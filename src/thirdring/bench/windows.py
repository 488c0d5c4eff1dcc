"""Figures of the real windows: start, frames, memory, stalls. Each desk is a process of its own."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import PySide6

import thirdring
from thirdring.bench.cast import LOGINS
from thirdring.bench.figures import Figure, figure, measured
from thirdring.bench.timing import Samples, Series
from thirdring.bench.told import PASSWORD
from thirdring.domain.enums import Role

_WARM, _COLD = 9, 3
_ALWAYS = (
    "painted.list_opened", "painted.search.common", "painted.search.four_characters",
    "painted.search.two_words",
)  # fmt: skip
_START, _FRAME, _SLOW_FRAME, _MEMORY, _STALL, _LOADED = 2.5, 16.0, 25.0, 130.0, 50.0, 800.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A center, and who signs in there: in a file the administrator, who has no password and every
    role.
    """

    address: str
    login: str = LOGINS[Role.ADMIN]
    password: str = field(default="", repr=False)


def figures(seat: Seat, patience: float = 1.0) -> Iterator[Figure]:
    """Everything a person sees, drawn into memory; `patience` as of `World`."""
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-") as home:
        sign_in = list(_starts(seat.address, home, patience))
        yield from sign_in
        bare = next(one.floor for one in sign_in if one.unit == "MB")
        yield from _desk(seat, home, bare)


def _starts(address: str, home: str, patience: float) -> Iterator[Figure]:
    empty, desk = [], []
    for _ in range(max(1, round(_WARM * patience))):
        empty.append(_first_key(home, "empty"))
        desk.append(_first_key(home, "desk", address))
    yield measured("start.warm", _samples(desk, empty), bar=_START, bar_on="ratio")
    yield figure(
        "memory.sign_in", statistics.median(m for _, m in desk), "MB",
        floor=statistics.median(m for _, m in empty),
    )  # fmt: skip
    if hasattr(os, "posix_fadvise"):
        empty, desk = [], []
        for _ in range(max(1, round(_COLD * patience))):
            _forget()
            empty.append(_first_key(home, "empty"))
            _forget()
            desk.append(_first_key(home, "desk", address))
        yield measured("start.cold", _samples(desk, empty), bar=_START, bar_on="ratio",
                       note="files put out of the system's cache as far as it lets go")  # fmt: skip


def _samples(desk: list[tuple[float, float]], empty: list[tuple[float, float]]) -> Samples:
    return Samples(Series([t for t, _ in desk]), Series([t for t, _ in empty]))


def _environment(home: str) -> dict[str, str]:
    # As it is installed: with its bytecode. Made anew at each start it takes time and memory.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "QT_QPA_PLATFORM": "offscreen", "THIRDRING_HOME": home, "THIRDRING_LANGUAGE": "zh_CN",
    }  # fmt: skip


def _first_key(home: str, *arguments: str) -> tuple[float, float]:
    kind, *more = arguments
    done = subprocess.run(
        [sys.executable, "-P", "-m", "thirdring.bench.first_key", kind, repr(time.time()), *more],
        env=_environment(home), check=True, capture_output=True, text=True,
    )  # fmt: skip
    took, memory = done.stdout.split()[-2:]
    return float(took), float(memory)


def _forget() -> None:
    """Ask the system to drop what it keeps of the program's and Qt's files."""
    for folder in (Path(PySide6.__file__).parent, Path(thirdring.__file__).parent):
        for file in folder.rglob("*"):
            if file.suffix in {".so", ".py", ".pyc", ".6"} or ".so." in file.name:
                handle = os.open(file, os.O_RDONLY)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(handle)


def told_by(module: str, seat: Seat, home: str, *arguments: str) -> dict[str, Any]:
    """What a program of its own has to tell of the desk at `seat`, as its last line of JSON.

    Raises:
        RuntimeError: it failed, in its own last words.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", module, seat.address, seat.login, *arguments],
        env=_environment(home) | {PASSWORD: seat.password}, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{module} failed: {done.stderr[-2_000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _desk(seat: Seat, home: str, bare_mb: float | None) -> Iterator[Figure]:
    """`bare_mb`: what an empty window holds."""
    told = told_by("thirdring.bench.desk", seat, home)
    frames = {name: Series(**series) for name, series in told["frames"].items()}
    floor = frames.pop("floor", Series())
    late = "given up after a minute: " + ", ".join(told["given_up"])
    for name in ("painted.page_down", "painted.jump"):
        series = frames.pop(name, None)
        one = _painted(name, series, floor, _FRAME, late)
        yield one
        yield figure(f"{name}.p99", one.p99, floor=one.floor_p99, bar=_SLOW_FRAME, note=one.note)
    for name in (*frames, *(name for name in _ALWAYS if name not in frames)):
        bar = 50.0 if name == "painted.list_opened" else None
        if name.startswith("painted.s"):
            bar = _FRAME if ".sort." in name else 20.0
        yield _painted(name, frames.get(name), floor, bar, late)
    yield figure("desk_loaded", told["desk_loaded_ms"], bar=_LOADED)
    own = told["own_mb"]
    yield figure(
        "memory.all_tickets_listed", told["memory_mb"], "MB", floor=bare_mb, bar=_MEMORY,
        note="" if own is None else f"{own:.0f} MB of its own, the rest pages of files it shares",
    )  # fmt: skip
    yield figure(
        "stall.longest", told["stall_ms"], bar=_STALL, cpu=told["stall_cpu_ms"],
        note=f"{told['stall_during']}; by the processor: {told['stall_cpu_during']}",
    )  # fmt: skip


def _painted(
    name: str, series: Series | None, floor: Series, bar: float | None, late: str
) -> Figure:
    """The least a window can do for it is to draw one page, which is the floor; `late` says what
    was waited for in vain where there is nothing to tell.
    """
    if series is None or not series.wall:
        return figure(name, None, bar=bar, note=late)
    return measured(name, Samples(series, floor), bar=bar)

"""What processes take of this machine; nothing where the system doesn't say."""

import os
import time
from pathlib import Path

_PROC = Path("/proc")


def processor_seconds() -> float:
    """Of this process so far."""
    return time.process_time()


def memory_of(process: int | None = None) -> int:
    """Bytes of a process (this one), what it shares divided among those who share it; 0 where it
    can't be told.
    """
    try:
        lines = (_PROC / str(process or os.getpid()) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def family(process: int) -> list[int]:
    """A process and its children."""
    try:
        others = [int(one.name) for one in _PROC.iterdir() if one.name.isdecimal()]
    except OSError:
        return []
    return [process, *(one for one in others if _stat(one, 1) == str(process))]


def processor_of(processes: list[int]) -> float:
    """Seconds of processor time a `family` has taken, those of its children that ended included."""
    try:
        ticks = os.sysconf("SC_CLK_TCK")
    except (AttributeError, ValueError, OSError):
        return 0.0
    first = [int(_stat(one, place) or 0) for one in processes[:1] for place in (13, 14)]
    each = [int(_stat(one, place) or 0) for one in processes for place in (11, 12)]
    return sum(first + each) / ticks


def processor_of_all() -> float:
    """Seconds of processor time everybody on this machine has taken."""
    try:
        first = (_PROC / "stat").read_text().splitlines()[0].split()[1:]
        ticks = os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError):
        return 0.0
    user, nice, system, _idle, _wait, interrupts, soft, *_ = map(int, first)
    return (user + nice + system + interrupts + soft) / ticks


def _stat(process: int, place: int) -> str:
    """A field of /proc/…/stat, counted from 0 behind the name."""
    try:
        text = (_PROC / str(process) / "stat").read_text()
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[place]

"""What the desk's process holds, looked at now and then from a thread beside the window's."""

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_PROCESS = Path("/proc/self")
_KB_PER_MB = 1024


@dataclass(frozen=True, slots=True)
class Held:
    """Memory that is the process's own share (Pss) and the log beside the file in megabytes; file
    handles; threads. None where the system doesn't tell, or there is none.
    """

    memory_mb: float | None
    handles: int | None
    threads: int | None
    log_mb: float | None


def held(log: Path | None) -> Held:
    """Now. `log`: the write-ahead log of a file."""
    size = log.stat().st_size / 2**20 if log is not None and log.exists() else None
    try:
        return Held(
            _number(_PROCESS / "smaps_rollup", "Pss:") / _KB_PER_MB,
            len(list((_PROCESS / "fd").iterdir())),
            _number(_PROCESS / "status", "Threads:"),
            size,
        )
    except (OSError, StopIteration):
        return Held(None, None, None, size)


def _number(file: Path, name: str) -> int:
    lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


class Watch:
    """Looks every `seconds`; `samples` in their order."""

    def __init__(self, log: Path | None, seconds: float) -> None:
        self.samples: list[Held] = []
        self._log, self._seconds = log, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="thirdring-soak", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(self._seconds):
            self.samples.append(held(self._log))

    def told(self) -> list[dict[str, float | None]]:
        """For JSON."""
        return [asdict(one) for one in self.samples]


def rise(samples: Sequence[float]) -> float | None:
    """By how much the straight line through the last half of the samples rises over it; None of
    fewer than three.
    """
    half = samples[len(samples) // 2 :]
    count = len(half)
    if count < 3:
        return None
    middle, level = (count - 1) / 2, sum(half) / count
    slope = sum((at - middle) * (value - level) for at, value in enumerate(half))
    return slope / sum((at - middle) ** 2 for at in range(count)) * (count - 1)

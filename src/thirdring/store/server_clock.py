"""The server's time at a desk whose own clock may be wrong: asked now and then, counted between."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Wall = Callable[[], datetime]
# time.monotonic() stands still while a Linux or a Mac sleeps; these go on. On Windows it goes on.
_SLEEPLESS: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def wall_time() -> datetime:
    """This machine's clock, UTC."""
    return datetime.now(UTC)


def counted_seconds() -> float:
    """Seconds that only go forward, the machine's sleep counted too."""
    return time.monotonic() if _SLEEPLESS is None else time.clock_gettime(_SLEEPLESS)


@dataclass(frozen=True, slots=True)
class _Answer:
    server: datetime
    counted: float


class ServerClock:
    """`now()` is the server's time; before the first answer this machine's. Thread-safe."""

    def __init__(
        self, wall: Wall = wall_time, counted: Callable[[], float] = counted_seconds
    ) -> None:
        self._wall, self._counted = wall, counted
        self._lock = threading.Lock()
        self._answer: _Answer | None = None

    def ask(self, question: Callable[[], datetime]) -> None:
        """Put the question to the server and set this clock by the answer: it was read half way
        between asking and hearing.
        """
        before = self._counted()
        server = question()
        self.learn(server, took=self._counted() - before)

    def learn(self, server: datetime, took: float = 0.0) -> None:
        """The server's time, aware, heard just now after waiting `took` seconds for it."""
        answer = _Answer(server.astimezone(UTC) + timedelta(seconds=took / 2), self._counted())
        with self._lock:
            self._answer = answer

    def now(self) -> datetime:
        """Aware UTC."""
        with self._lock:
            answer = self._answer
        if answer is None:
            return self._wall()
        return answer.server + timedelta(seconds=self._counted() - answer.counted)

    @property
    def told(self) -> bool:
        """Whether the server has said what time it is."""
        with self._lock:
            return self._answer is not None

    @property
    def drift(self) -> timedelta:
        """How far this machine's clock is ahead of the server's; negative: behind."""
        return self._wall() - self.now()

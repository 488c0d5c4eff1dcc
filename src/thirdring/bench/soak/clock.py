"""The day's own time: eight hours pass in some minutes."""

import time
from datetime import datetime, timedelta

from thirdring.bench.days import NOW

HOURS = 8


class FastClock:
    """`minutes`: what the eight hours take. Called, it tells the time of the day (aware UTC)."""

    def __init__(self, minutes: float) -> None:
        self.seconds = minutes * 60
        self._begun = time.perf_counter()

    def begin(self) -> None:
        """It is morning now."""
        self._begun = time.perf_counter()

    def __call__(self) -> datetime:
        return NOW + timedelta(hours=HOURS * self.passed)

    @property
    def passed(self) -> float:
        """Which share of the day is over."""
        return (time.perf_counter() - self._begun) / self.seconds

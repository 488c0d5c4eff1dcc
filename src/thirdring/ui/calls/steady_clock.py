"""The form's clock: the wall's time, except that it never goes back while a record is open.

Rings, holds, the talk and the wrap-up are differences of its readings, so setting the machine's
clock back in the middle of a call can't make one negative, and the rules (which compare times and
read no clock) never meet a call that ended before it began.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Wall = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SteadyClock:
    """`now()` is the wall's time while that moves forward; set back, it goes on with the seconds
    that really passed. Set forward (or woken from sleep), it follows the wall.

    `not_before` is the latest time a restored record holds: after a restart with a clock set back
    meanwhile, counting goes on from there.
    """

    def __init__(
        self,
        wall: Wall = _utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        not_before: datetime | None = None,
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._at = max(wall(), not_before) if not_before else wall()
        self._read_at = monotonic()

    def now(self) -> datetime:
        """Aware UTC; never earlier than any earlier answer (until `settle`)."""
        read_at = self._monotonic()
        steady = self._at + timedelta(seconds=read_at - self._read_at)
        self._at, self._read_at = max(steady, self._wall()), read_at
        return self._at

    def not_before(self, at: datetime) -> None:
        """Go on from `at` if the clock is behind it."""
        self._at = max(self.now(), at)

    def settle(self) -> None:
        """Take the wall's time as it is; called when no record is open that could be hurt."""
        self._at, self._read_at = self._wall(), self._monotonic()

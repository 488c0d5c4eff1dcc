"""Wrong passwords at a desk of a server: a server by itself locks nobody out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from thirdring.domain.errors import NotPermitted, say
from thirdring.domain.logins import after_failure
from thirdring.domain.policy import Policy


@dataclass(slots=True)
class Tries:
    """Counts as the center does for a file, for as long as the program runs, whichever login is
    tried: with the server, without it, and to unlock the window.

    `now` is this desk's clock (aware UTC).
    """

    now: Callable[[], datetime]
    _failed: int = 0
    _locked_until: datetime | None = None

    def refuse_if_locked(self) -> None:
        """Raises NotPermitted after too many in a row, with the minutes that are left."""
        if self._locked_until is None or self.now() >= self._locked_until:
            return
        left = (self._locked_until - self.now()) // timedelta(minutes=1) + 1
        raise NotPermitted(
            say("Too many wrong passwords: try again in {n} minutes.", n=left),
            rule="H5",
            field="password",
        )

    def wrong(self) -> None:
        """One more that wasn't right."""
        self._failed, self._locked_until = after_failure(self._failed, self.now(), Policy())

    def right(self) -> None:
        """Whoever sits there knows a password: the count begins anew."""
        self._failed = 0

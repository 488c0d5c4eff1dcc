"""How soon a desk reads again what others changed: at once, as long as reading is cheap."""

from dataclasses import dataclass

from thirdring.domain.changes import Change

LEAST_SECONDS = 0.15
MOST_SECONDS = 3.0
# Reading what others did takes a tenth of the time at most, however busy the center and its server.
SHARE = 10
# What nobody looks at, a count on the rail, is read again so often at most.
SELDOM_SECONDS = 5.0


@dataclass(slots=True)
class Rhythm:
    """The first change after a quiet moment goes through at once, where no `moment` is given; one's
    own wait for nobody's.

    Times are seconds of one steady clock, the caller's. `least` and `most`: how far two readings of
    others' changes lie apart. `moment`, 0 to 1: others' changes are read at this point of each
    `least` seconds. A commit reaches all desks of a center at the same time; each with a moment of
    its own, they don't all ask the server at once.
    """

    least: float = LEAST_SECONDS
    most: float = MOST_SECONDS
    moment: float | None = None
    waiting: Change | None = None
    _told_at: float = float("-inf")
    _reading_since: float | None = None
    _gap: float = 0.0

    def add(self, change: Change, now: float) -> float:
        """Somebody committed this; in how many seconds what waits is due."""
        self.waiting = change if self.waiting is None else self.waiting.and_then(change)
        gap = LEAST_SECONDS if change.own else max(self.least, self._gap)
        if change.own or self.moment is None:
            return max(0.0, self._told_at + gap - now)
        earliest = max(now, self._told_at + gap - self.least)
        return earliest - now + (self.moment * self.least - earliest) % self.least

    def take(self, now: float) -> Change | None:
        """All changes since the last time, as one; reading them begins now."""
        change, self.waiting = self.waiting, None
        if change is not None:
            self._told_at = self._reading_since = now
        return change

    def read(self, now: float) -> None:
        """Everything that was asked for is there: how long it took says how soon to ask again."""
        if self._reading_since is not None:
            self._gap = min(max(self.least, (now - self._reading_since) * SHARE), self.most)
            self._reading_since = None

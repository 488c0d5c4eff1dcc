"""What waits on a desk while the server is away: where each record stands, what may go up next, and
when it is tried again. Pure; the file that keeps it is `store/outbox.py`.
"""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
# So much evidence of one record is held in memory while it is kept and sent.
MOST_ENCLOSED_MEGABYTES = 100
_DOUBLINGS = 16


class Standing(StrEnum):
    WAITING = "waiting"  # goes up by itself
    CONFLICT = "conflict"  # its base was changed meanwhile; `theirs` is what stands there now
    ASIDE = "aside"  # the center said no; `reason` is its sentence


@dataclass(frozen=True, slots=True)
class OutboxRecord:
    """One deed that waits. `id` was made on this desk and is the deed's identity on the server;
    `content` is JSON; `made_at` (aware UTC) when the person did it; `tries` how often it was sent
    without an answer, so that from the first on it may be there already.
    """

    id: uuid.UUID
    deed: str
    content: dict[str, Any]
    made_at: datetime
    standing: Standing = Standing.WAITING
    reason: str | None = None
    theirs: dict[str, Any] | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that waits with a record, under the name it had; `content` whole as it was added."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """In hex; what it has to be on the server."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Ties:
    """The ids a record brings to the server, and those it needs to be there."""

    makes: frozenset[uuid.UUID] = frozenset()
    needs: frozenset[uuid.UUID] = frozenset()


@dataclass(slots=True)
class Held:
    """What the server doesn't have and won't get just now: it blocks the records that need it, and
    what those would make; nothing else.
    """

    _ids: set[uuid.UUID] = field(default_factory=set)

    def add(self, ties: Ties) -> None:
        """A record does not go up now."""
        self._ids |= ties.makes

    def blocks(self, ties: Ties) -> bool:
        """Whether a record has to wait for one before it."""
        return not self._ids.isdisjoint(ties.needs)


def pause_before(tries: int, chance: float) -> float:
    """Seconds until the `tries`th try (from 1): doubled each time up to a minute, and of that
    between a half and the whole (`chance` in 0..1), so that the desks of a center that lost its
    server don't all come back in the same second.
    """
    longest = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * (1 << min(tries - 1, _DOUBLINGS)))
    return longest * (0.5 + chance / 2)

"""How this desk stands to its server: asked and answered, slow, or away. Safe from any thread."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from thirdring.domain.errors import Unavailable
from thirdring.store.server.connect_errors import NO_LOGIN

SLOW_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class LinkState:
    """`trouble` says why the server counts as away, None while it answers. `slow`: a question has
    waited noticeably long. Times aware UTC.
    """

    trouble: Unavailable | None = None
    since: datetime | None = None
    next_try_at: datetime | None = None
    tries: int = 0
    slow: bool = False

    @property
    def away(self) -> bool:
        return self.trouble is not None

    @property
    def out_of_use(self) -> bool:
        """Whether it is away because this login was taken out of use, and not for the others."""
        return self.trouble is not None and self.trouble.message.msgid == NO_LOGIN


class Link:
    """`on_change()` is called, on any thread, when the server goes away or comes back."""

    def __init__(self, now: Callable[[], datetime], slow_seconds: float = SLOW_SECONDS) -> None:
        self._now, self._slow_seconds = now, slow_seconds
        self._turn = threading.Lock()
        self._state = LinkState()
        self._asked: dict[object, float] = {}
        self.on_change: Callable[[], None] = lambda: None

    @property
    def state(self) -> LinkState:
        with self._turn:
            slow = any(
                time.monotonic() - since >= self._slow_seconds for since in self._asked.values()
            )
            state = self._state
        return LinkState(
            state.trouble, state.since, state.next_try_at, state.tries, slow=slow and not state.away
        )

    @property
    def away(self) -> bool:
        return self._state.away

    def refuse_if_away(self) -> None:
        """What isn't asked needs no deadline: the server is known to be away.

        Raises:
            Unavailable: why.
        """
        trouble = self._state.trouble
        if trouble is not None:
            raise Unavailable(trouble.message, gone=True)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around each question to the server: what it raises tells whether the server is there."""
        mark = object()
        with self._turn:
            self._asked[mark] = time.monotonic()
        try:
            yield
        except Unavailable as error:
            if error.gone:
                self.lost(error)
            raise
        finally:
            with self._turn:
                del self._asked[mark]

    def lost(self, trouble: Unavailable) -> None:
        """The server could not be reached."""
        with self._turn:
            before = self._state
            self._state = LinkState(
                trouble, before.since or self._now(), before.next_try_at, before.tries
            )
        if not before.away:
            self.on_change()

    def will_try(self, at: datetime, tries: int) -> None:
        """When it is asked again, and for the how manieth time."""
        with self._turn:
            state = self._state
            self._state = LinkState(state.trouble, state.since, at, tries)

    def found(self) -> None:
        """It answers."""
        with self._turn:
            before, self._state = self._state, LinkState()
        if before.away:
            self.on_change()

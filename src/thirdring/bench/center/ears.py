"""Listening for all desks of a worker on one thread.

Each desk of a center listens on a thread of a machine of its own. As many threads would wait for
one interpreter here, all woken by one commit, and be what is measured.
"""

import os
import selectors
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from thirdring.domain.changes import Change
from thirdring.store.server_watch import GATHER_SECONDS

Heard = Callable[[Change], None]
_AGAIN = b"!"
_AFTER_TROUBLE_SECONDS = 5.0


class Ear(Protocol):
    """One desk's own connection that listens; all of it is called on the one thread."""

    @property
    def sockets(self) -> tuple[int, ...]:
        """Numbers of what to wait for."""
        ...

    def look(self) -> tuple[Change | None, float]:
        """What there is to tell; else in how many seconds to look again. Raises what the driver
        raises.
        """
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


@dataclass(slots=True)
class Ears:
    """`failed(error)`: what a desk ran into while it listened."""

    failed: Callable[[Exception], None]
    _at: dict[Ear, float] = field(default_factory=dict)
    _told: dict[Ear, Heard] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _pipe: tuple[int, int] = field(default_factory=os.pipe)
    _ended: bool = False
    _thread: threading.Thread | None = None

    def add(self, ear: Ear, heard: Heard) -> None:
        """Tell `heard` what this open ear hears."""
        with self._turn:
            self._at[ear], self._told[ear] = 0.0, heard
            for number in ear.sockets:
                self._selector.register(number, selectors.EVENT_READ, ear)
        if self._thread is None:
            self._selector.register(self._pipe[0], selectors.EVENT_READ, None)
            self._thread = threading.Thread(target=self._listen, daemon=True)
            self._thread.start()
        self._again()

    def remove(self, ear: Ear) -> None:
        """It is told nothing any more, and closed."""
        with self._turn:
            if self._told.pop(ear, None) is not None:
                del self._at[ear]
                for number in ear.sockets:
                    self._selector.unregister(number)
                ear.close()

    def stop(self) -> None:
        """End the thread; every ear is closed."""
        for ear in list(self._told):
            self.remove(ear)
        self._ended = True
        self._again()
        if self._thread is not None:
            self._thread.join()
        self._selector.close()
        for end in self._pipe:
            os.close(end)

    def _again(self) -> None:
        os.write(self._pipe[1], _AGAIN)

    def _listen(self) -> None:
        while not self._ended:
            first = min(list(self._at.values()), default=time.monotonic() + 1)
            said = self._selector.select(max(0.0, first - time.monotonic()))
            if any(key.data is None for key, _ in said):
                os.read(self._pipe[0], 4096)
            elif said:
                time.sleep(GATHER_SECONDS)
                said = self._selector.select(0)
            ready = {key.data for key, _ in said if key.data is not None}
            now = time.monotonic()
            ready.update(ear for ear, at in list(self._at.items()) if at <= now)
            for ear in ready:
                self._look(ear)

    def _look(self, ear: Ear) -> None:
        with self._turn:
            heard = self._told.get(ear)
            if heard is None:
                return
            try:
                change, pause = ear.look()
            except Exception as error:  # noqa: BLE001 - counted; the other desks go on
                self.failed(error)
                change, pause = None, _AFTER_TROUBLE_SECONDS
            self._at[ear] = time.monotonic() + pause
        if change is not None:
            heard(change)

"""Tells when somebody changed the database, here or in another process."""

import logging
import threading
import uuid
from collections.abc import Callable
from typing import Any, Protocol

from thirdring.domain.changes import EVERYTHING, Change
from thirdring.store.address import EngineKind
from thirdring.store.engine import Store
from thirdring.store.errors import explain
from thirdring.store.sqlite_connection import connect

log = logging.getLogger(__name__)

_ASK_FILE_SECONDS = 0.3
BEAT_SECONDS = 5.0
_PAUSE_SECONDS = 1.0
_FIRST_SECONDS = 5.0
# Differs before and after any commit that wrote; it may differ for less.
_FILE_QUESTION = "PRAGMA data_version"


class Watch(Protocol):
    """One way to notice commits. All but `wake` is called on the feed's thread alone."""

    def open(self) -> None:
        """Begin; every commit after this returns is noticed. Raises what the driver raises."""
        ...

    def wait(self) -> Change | None:
        """What was committed; None after a while without, or when woken. Raises as `open`."""
        ...

    def wake(self) -> None:
        """Make `wait` return soon; from any thread."""
        ...

    def leave(self) -> None:
        """Say good-bye before closing on purpose. Raises as `open`."""
        ...

    def close(self) -> None:
        """Let go of the database; also after `open` failed."""
        ...


class ChangeFeed:
    """Calls `on_change(change)`, in a thread of its own, after commits of anybody, the own desk
    included; commits in quick succession are told as one.

    A server tells by LISTEN/NOTIFY what was touched, a file only that something was (it is asked
    every `every_seconds`; of a server these are the seconds between two signs of life). While the
    database can't be watched nothing is told; as soon as it can again, everything has changed.
    """

    def __init__(
        self,
        store: Store,
        on_change: Callable[[Change], None],
        every_seconds: float | None = None,
        *,
        staff_id: uuid.UUID | None = None,
        may_look: bool = False,
    ) -> None:
        """`staff_id`: whose desk this is, as others see it (see `hold`). `may_look`: it may be the
        one that looks for the whole center (`Store.lookout`).
        """
        self._on_change, self._address = on_change, store.address
        self._stopped = threading.Event()
        self._watching = threading.Event()
        self._watch = _watch_of(store, every_seconds, staff_id, may_look=may_look)
        self._thread = threading.Thread(target=self._run, name="change-feed", daemon=True)

    def start(self, *, wait: bool = True) -> None:
        """Begin; every commit after this returns is told. A database that does not answer within
        a few seconds is waited for in the background; without `wait`, from the start.
        """
        self._thread.start()
        if wait:
            self._watching.wait(_FIRST_SECONDS)

    def stop(self, timeout: float | None = None) -> None:
        """End; when this returns the thread and its connection are gone, or `timeout` seconds have
        passed: then they go as soon as a server that is away lets them.
        """
        self._stopped.set()
        self._watch.wake()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def hold(self, ticket_id: uuid.UUID | None, *, editing: bool = False) -> None:
        """Let other desks see that this one has the ticket open (None: none any more). A file has
        one desk and nobody to tell.
        """
        hold = getattr(self._watch, "hold", None)
        if hold is not None:
            hold(ticket_id, editing=editing)

    def _run(self) -> None:
        in_trouble = False
        while not self._stopped.is_set():
            try:
                self._watch.open()
                self._watching.set()
                if in_trouble:
                    in_trouble = False
                    self._on_change(EVERYTHING)
                self._tell()
                self._watch.leave()
            except Exception as error:  # the feed outlives whatever the database is going through
                if not in_trouble:
                    # A database that is away is told in a sentence; a bug with its trace.
                    bug = explain(error, self._address) is None
                    log.warning("The database can't be watched for changes.", exc_info=bug)
                in_trouble = True
                self._stopped.wait(_PAUSE_SECONDS)
            finally:
                self._watch.close()

    def _tell(self) -> None:
        while not self._stopped.is_set():
            change = self._watch.wait()
            if change is not None:
                self._on_change(change)


def _watch_of(
    store: Store, every: float | None, staff_id: uuid.UUID | None, *, may_look: bool
) -> Watch:
    if store.address.kind is EngineKind.SQLITE:
        return FileWatch(store, every or _ASK_FILE_SECONDS)
    from thirdring.store.server_watch import ServerWatch

    return ServerWatch(store, every or BEAT_SECONDS, staff_id, may_look=may_look)


class FileWatch:
    """Asks the file on a connection of its own, a few times a second."""

    def __init__(self, store: Store, every_seconds: float) -> None:
        self._store, self._every = store, every_seconds
        self._woken = threading.Event()
        self._connection: Any = None
        self._seen: Any = None

    def open(self) -> None:
        self._connection = connect(self._store.address.file, self._store.key, query_only=True)
        self._seen = self._ask()

    def wait(self) -> Change | None:
        if self._woken.wait(self._every):
            self._woken.clear()
            return None
        now = self._ask()
        changed, self._seen = now != self._seen, now
        return EVERYTHING if changed else None

    def wake(self) -> None:
        self._woken.set()

    def leave(self) -> None:
        """Nobody else is there."""

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _ask(self) -> Any:
        return self._connection.execute(_FILE_QUESTION).fetchone()

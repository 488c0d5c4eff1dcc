"""Tells when somebody changed the database, here or in another process."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from thirdring.store.address import EngineKind
from thirdring.store.engine import Store
from thirdring.store.sqlite_connection import connect

log = logging.getLogger(__name__)

_EVERY_SECONDS = {EngineKind.SQLITE: 0.3, EngineKind.POSTGRESQL: 1.0}
# Both differ before and after any commit that wrote; they may differ for less.
_QUESTION = {
    EngineKind.SQLITE: "PRAGMA data_version",
    EngineKind.POSTGRESQL: "SELECT pg_current_snapshot()::text",
}


class ChangeFeed:
    """Calls `on_change()`, in a thread of its own, after commits of anybody, the own process
    included; commits in quick succession may be told as one. What changed is not said.

    It asks on a connection of its own, a few times a second. While the database can't be asked,
    and as soon as it can again, everything counts as changed once.
    """

    def __init__(
        self, store: Store, on_change: Callable[[], None], every_seconds: float | None = None
    ) -> None:
        self._store = store
        self._on_change = on_change
        self._every = every_seconds or _EVERY_SECONDS[store.address.kind]
        self._stopped = threading.Event()
        self._watching = threading.Event()
        self._thread = threading.Thread(target=self._run, name="change-feed", daemon=True)

    def start(self) -> None:
        """Begin; every commit after this returns is told. A database that does not answer within
        a few seconds is waited for in the background.
        """
        self._thread.start()
        self._watching.wait(self._every * 10)

    def stop(self) -> None:
        """End; when this returns the thread and its connection are gone."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        in_trouble = False
        while not self._stopped.is_set():
            connection: Any = None
            try:
                connection = self._connect()
                self._watch(connection, tell_first=in_trouble)
            except Exception:  # the feed outlives whatever the database is going through
                if not in_trouble:
                    log.warning("The database can't be watched for changes.", exc_info=True)
                in_trouble = True
                self._stopped.wait(self._every * 5)
            finally:
                if connection is not None:
                    connection.close()

    def _watch(self, connection: Any, *, tell_first: bool) -> None:
        question = _QUESTION[self._store.address.kind]
        seen = connection.execute(question).fetchone()
        self._watching.set()
        if tell_first:
            self._on_change()
        while not self._stopped.wait(self._every):
            now = connection.execute(question).fetchone()
            if now != seen:
                seen = now
                self._on_change()

    def _connect(self) -> Any:
        address = self._store.address
        if address.kind is EngineKind.SQLITE:
            return connect(address.file, self._store.key, query_only=True)
        from thirdring.store.postgres_connection import connect as connect_to_server

        return connect_to_server(address, autocommit=True)

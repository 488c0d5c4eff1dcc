"""What the server is seen doing during a run, from a connection of its administrator's."""

import threading
from dataclasses import dataclass, field
from typing import Any

from thirdring.bench.center.processes import (
    family,
    memory_of,
    processor_of,
    processor_of_all,
)
from thirdring.store.address import Address
from thirdring.store.postgres_connection import connect

_EVERY_SECONDS = 0.5
_LOOK = (
    "SELECT count(*), count(*) FILTER (WHERE wait_event_type = 'Lock'), "
    "count(*) FILTER (WHERE state = 'active') "
    "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_TOTALS = (
    "SELECT deadlocks, xact_commit, xact_rollback FROM pg_stat_database "
    "WHERE datname = current_database()"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one span. `most`: connections; `waiting`: share of looks at which somebody waited for a
    lock; `busy`: connections at work, on average; processor seconds of the server and of everybody
    on this machine, memory in bytes: 0 where it can't be told.
    """

    most: int
    waiting: float
    busy: float
    deadlocks: int
    transactions: int
    server: float
    everybody: float
    memory: int


@dataclass(slots=True)
class Observer:
    """`process`: the server's first, where it runs on this machine."""

    address: Address
    process: int | None
    _connection: Any = None
    _thread: threading.Thread | None = None
    _ended: threading.Event = field(default_factory=threading.Event)
    _looks: list[tuple[int, int, int]] = field(default_factory=list)
    _before: tuple[int, ...] = ()
    _processor: tuple[float, float] = (0.0, 0.0)

    def begin(self) -> None:
        """Look from now on."""
        self._connection = connect(self.address, autocommit=True)
        self._looks, self._before = [], self._totals()
        self._processor = self._processor_now()
        self._ended.clear()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def connections(self) -> int:
        """How many there are now."""
        with connect(self.address, autocommit=True) as connection:
            return int(connection.execute(_LOOK).fetchone()[0])

    def end(self) -> Seen:
        """What was seen since `begin`."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        server, everybody = self._processor_now()
        after = self._totals()
        self._connection.close()
        looks = self._looks or [(0, 0, 0)]
        children = family(self.process) if self.process else []
        return Seen(
            most=max(look[0] for look in looks),
            waiting=sum(look[1] > 0 for look in looks) / len(looks),
            busy=sum(look[2] for look in looks) / len(looks),
            deadlocks=after[0] - self._before[0],
            transactions=after[1] + after[2] - self._before[1] - self._before[2],
            server=server - self._processor[0],
            everybody=everybody - self._processor[1],
            memory=sum(map(memory_of, children)),
        )

    def _look(self) -> None:
        while not self._ended.wait(_EVERY_SECONDS):
            self._looks.append(self._connection.execute(_LOOK).fetchone())

    def _totals(self) -> tuple[int, ...]:
        return tuple(self._connection.execute(_TOTALS).fetchone())

    def _processor_now(self) -> tuple[float, float]:
        processes = family(self.process) if self.process else []
        return processor_of(processes), processor_of_all()

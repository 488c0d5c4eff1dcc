"""Listening to a server: a connection of its own, which also beats, keeps the time and shows what
this desk has open.
"""

import contextlib
import functools
import selectors
import socket
import time
import uuid
from dataclasses import replace
from typing import Any

from thirdring.domain.changes import EVERYTHING, PRESENCE, Change, about, from_payload, to_payload
from thirdring.store.announce import CHANNEL, FULL
from thirdring.store.engine import Store
from thirdring.store.postgres_connection import connect
from thirdring.store.presence import (
    EDITING,
    LOOKOUT,
    OPEN,
    OPEN_ELSEWHERE,
    application_name,
    lock_key,
    lock_number,
)

# A burst of commits is told this often; the first of it at once.
_GAP_SECONDS = 0.1
# A notice wakes every desk of the center at once. Read this much later, it is in nobody's way: the
# desk that committed has its answer first, also where many desks share a machine.
GATHER_SECONDS = 0.02
# The next sign of life has to come within this, or the server counts as gone.
_ANSWER_SECONDS = 10.0
_GOOD_BYE_SECONDS = 1.0
# The server notices that a desk's cable was pulled, and lets go of its locks, within half a minute.
_KEEPALIVE = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
_BEAT = "SELECT clock_timestamp(), pg_notification_queue_usage()"
# One desk at a time looks for the whole center: who comes first, until its connection ends.
_LOOKOUT = f"({LOOKOUT}, hashtext(coalesce(current_schema(), '')))"
_TRY_LOOKOUT = f"SELECT pg_try_advisory_lock{_LOOKOUT}"
_LEAVE_LOOKOUT = f"SELECT pg_advisory_unlock{_LOOKOUT}"
_LOCK = "SELECT pg_try_advisory_lock_shared(%s, %s)"
_UNLOCK = "SELECT pg_advisory_unlock_shared(%s, %s)"
# Every notice wakes every desk of the center: told only where somebody else has it open, too.
_TELL = (
    f"SELECT pg_notify({CHANNEL}, %s) WHERE {OPEN_ELSEWHERE}"
    f" AND pg_notification_queue_usage() < {FULL}"
)

_Held = tuple[uuid.UUID, bool]


class ServerWatch:
    """`wait` sleeps until the server says something, a beat is due, or it is woken."""

    def __init__(
        self,
        store: Store,
        every_seconds: float,
        staff_id: uuid.UUID | None,
        *,
        may_look: bool = False,
    ) -> None:
        self._store, self._every, self._staff_id = store, every_seconds, staff_id
        self._may_look, self.lookout = may_look, False
        self._connection: Any = None
        self._sockets: tuple[socket.socket, socket.socket] | None = None
        self._both: selectors.BaseSelector | None = None
        self._heard: list[str] = []
        self._told_at = self._beat_at = 0.0
        self._wanted: _Held | None = None
        self._held: _Held | None = None

    def open(self) -> None:
        self._sockets = socket.socketpair()
        for one in self._sockets:
            one.setblocking(False)
        self._connection = connection = connect(
            self._store.address,
            deadlines=replace(self._store.deadlines, answer=_ANSWER_SECONDS),
            settings=_KEEPALIVE,
            autocommit=True,
            application_name=application_name(self._staff_id),
        )
        self._both = both = selectors.DefaultSelector()
        for number in self.sockets:
            both.register(number, selectors.EVENT_READ)
        connection.add_notify_handler(lambda notice: self._heard.append(notice.payload))
        channel = connection.execute(f"SELECT {CHANNEL}").fetchone()[0]
        connection.execute(f'LISTEN "{channel}"')
        self._heard.clear()
        self._held = None
        self._store.follower = self
        self._beat()

    def wait(self) -> Change | None:
        change, pause = self.look()
        if change is None and pause > 0:
            if self._sleep(pause):
                time.sleep(GATHER_SECONDS)
            change, _ = self.look()
        return change

    def look(self) -> tuple[Change | None, float]:
        """What is to be told now; else in how many seconds to look again, unless one of `sockets`
        has something to read before. Raises as `open`.
        """
        if self._wanted != self._held:
            self._show_held()
        self._hear()
        now = time.monotonic()
        if now >= self._beat_at:
            return self._beat(), 0.0
        tell_at = self._told_at + _GAP_SECONDS
        if self._heard and now >= tell_at:
            return self._take(), 0.0
        return None, (min(tell_at, self._beat_at) if self._heard else self._beat_at) - now

    @property
    def sockets(self) -> tuple[int, ...]:
        """Numbers of what to wait for: the server's words, and `wake`."""
        if self._connection is None or self._sockets is None:
            return ()
        return self._connection.fileno(), self._sockets[0].fileno()

    def wake(self) -> None:
        sockets = self._sockets
        if sockets is not None:
            with contextlib.suppress(OSError):  # it is awake already, or closed
                sockets[1].send(b"!")

    def hold(self, ticket_id: uuid.UUID | None, *, editing: bool) -> None:
        """What others see open here; from any thread, done at once on the feed's."""
        self._wanted = None if ticket_id is None else (ticket_id, editing)
        self.wake()

    def leave(self) -> None:
        """Others see at once that the ticket is open here no more; a server that doesn't answer
        notices by itself, and nobody waits for it.
        """
        self._wanted = None
        if self._held is not None:
            self._connection.answer_seconds = _GOOD_BYE_SECONDS
            self._show_held()

    def close(self) -> None:
        connection, self._connection = self._connection, None
        self.lookout = False
        if self._store.follower is self:
            self._store.follower = None
        if connection is not None:
            connection.close()
        both, self._both = self._both, None
        if both is not None:
            both.close()
        sockets, self._sockets = self._sockets, None
        for one in sockets or ():
            one.close()

    def _beat(self) -> Change | None:
        """A sign of life, and the server's time with it; notices may be missing while its queue
        is full.
        """
        asked = time.monotonic()
        at, full = self._connection.execute(_BEAT).fetchone()
        if self._store.clock is not None:
            self._store.clock.learn(at, took=time.monotonic() - asked)
        may = self._may_look and self._store.writes
        if may != self.lookout:
            asked = self._connection.execute(_TRY_LOOKOUT if may else _LEAVE_LOOKOUT)
            self.lookout = may and asked.fetchone()[0]
        self._beat_at = time.monotonic() + self._every
        return EVERYTHING if full >= FULL else None

    def _sleep(self, seconds: float) -> bool:
        """Until the server or `wake` says something; whether one did."""
        return self._both is not None and bool(self._both.select(seconds))

    def _hear(self) -> None:
        """Take in what was said, also along with an answer, which shows on no socket any more."""
        if self._sockets is not None:
            with contextlib.suppress(BlockingIOError):
                self._sockets[0].recv(4096)
        connection = self._connection.pgconn
        connection.consume_input()
        while (notice := connection.notifies()) is not None:
            self._heard.append(notice.extra.decode(errors="replace"))

    def _take(self) -> Change:
        """All that was heard, as one."""
        heard, self._heard[:] = list(self._heard), []
        self._told_at = time.monotonic()
        changes = (from_payload(payload, self._store.marks.heard) for payload in heard)
        return functools.reduce(Change.and_then, changes)

    def _show_held(self) -> None:
        wanted, before = self._wanted, self._held
        for statement, held in ((_UNLOCK, before), (_LOCK, wanted)):
            if held is not None:
                ticket_id, editing = held
                for kind in (OPEN, EDITING) if editing else (OPEN,):
                    self._connection.execute(statement, (kind, lock_key(ticket_id)))
        self._held = wanted
        tickets = {one[0] for one in (before, wanted) if one is not None}
        payload = to_payload(self._store.marks.new(), {about(PRESENCE, one) for one in tickets})
        self._connection.execute(_TELL, (payload, [lock_number(one) for one in tickets]))

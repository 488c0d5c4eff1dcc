"""The two ways to carry a deed out: by the use cases, and by the bare statements they sent."""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event

from thirdring.bench.center import deeds
from thirdring.bench.center.ears import Ears
from thirdring.bench.center.tally import Deed
from thirdring.domain.changes import Change, from_payload
from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address
from thirdring.store.announce import CHANNEL, announce
from thirdring.store.change_feed import BEAT_SECONDS
from thirdring.store.engine import Store, open_store
from thirdring.store.month_counts import settle_counts
from thirdring.store.postgres_connection import connect
from thirdring.store.server_watch import ServerWatch
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.opening import enter
from thirdring.usecases.rehearse import REHEARSALS

Statement = tuple[str, Any, bool]  # text, parameters, whether these are a row of them
# A bare connection is looked at so often when nothing is said there.
_QUIET_SECONDS = 60.0
WRITING = frozenset({Deed.SAVE, Deed.PROMISE})


@contextmanager
def noted(engine: Engine) -> Iterator[list[Statement]]:
    """The statements this thread sends meanwhile."""
    found: list[Statement] = []
    me = threading.get_ident()

    def sent(_c: Connection, _u: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        if threading.get_ident() == me:
            # What SQLAlchemy calls many may be one statement with all the rows in it.
            found.append((statement, given, many and isinstance(given, list)))

    event.listen(engine, "before_cursor_execute", sent)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", sent)


def send(connection: Any, statements: Sequence[Statement]) -> None:
    """Once more, within a transaction: what gives no answer after the last that does goes in one
    exchange. A ticket's key is the server's to give: what follows goes by the new one.
    """
    key: int | None = None
    last = max((n for n, one in enumerate(statements) if _answers(one[0])), default=-1) + 1
    with connection.cursor() as cursor:
        for text, given, many in statements[:last]:
            (cursor.executemany if many else cursor.execute)(text, _moved(text, given, key))
            rows = cursor.fetchall() if cursor.description is not None else []
            if text.startswith("INSERT INTO tickets ") and rows:
                key = rows[0][0]
        if len(statements) > last:
            with connection.in_one_exchange():
                for text, given, many in statements[last:]:
                    (cursor.executemany if many else cursor.execute)(text, _moved(text, given, key))


def _answers(text: str) -> bool:
    if text.startswith("SELECT "):
        return "pg_notify(" not in text and "thirdring_settle_counts(" not in text
    return "RETURNING" in text or not text.startswith("INSERT ")


def _moved(text: str, given: Any, key: int | None) -> Any:
    return given | {"seq": key} if key is not None and "ticket_search" in text else given


@dataclass(slots=True)
class UseCases:
    """A desk as the program opens one: a login's own store, center and feed. What it reads by itself
    it reads with the use cases once, and then sends their statements again: hundreds of desks have
    processors of their own, which those of this machine can't stand in for.
    """

    store: Store
    center: Center
    ears: Ears
    watch: ServerWatch | None = None
    whole: bool = True
    _known: dict[Hashable, list[Statement]] = field(default_factory=dict)

    @classmethod
    def open(cls, address: Address, ears: Ears) -> "UseCases":
        """Signed in, as the window is a second later; what others do is told from `follow` on."""
        store = open_store(address)
        _person, center = enter(store, "", None)
        for deed in REHEARSALS:
            center.run(deed)
        return cls(store, center, ears)

    @property
    def staff_id(self) -> UUID:
        return self.center.staff_id

    @property
    def looks(self) -> bool:
        return self.store.lookout

    def follow(self, heard: Callable[[Change], None]) -> None:
        self.watch = ServerWatch(self.store, BEAT_SECONDS, self.center.staff_id, may_look=True)
        self.watch.open()
        self.ears.add(self.watch, heard)

    def leave(self) -> None:
        """Hear nothing any more."""
        if self.watch is not None:
            self.ears.remove(self.watch)
            self.watch = None

    def do(self, deed: Deed, ask: deeds.Ask, *args: Any) -> Any:
        if deed is not Deed.REFRESH:
            return ask(self.center, *args)
        if ask in self._known:
            return self._send_again(self._known[ask])
        with noted(self.store.engine) as sent:
            answer = ask(self.center, *args)
        self._known[ask] = sent
        return answer

    def _send_again(self, statements: Sequence[Statement]) -> None:
        with self.store.explained(), self.store.reader.connect() as connection:
            raw: Any = connection.connection.driver_connection
            with raw.transaction():
                send(raw, statements)

    def hold(self, ticket_id: UUID | None) -> None:
        if self.watch is not None:
            self.watch.hold(ticket_id, editing=False)

    def now(self) -> datetime:
        return self.store.now()

    def close(self) -> None:
        self.leave()
        self.store.close()


class Rehearsed(Exception):
    """A deed was done to see its statements, and is taken back."""


@dataclass(slots=True)
class Score:
    """For each kind of deed, and each question of reading ones, the statements of one after the
    other, with what it gave back.
    """

    written: dict[Hashable, list[tuple[list[Statement], Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def _key(deed: Deed, ask: deeds.Ask) -> Hashable:
    return "writing" if deed in WRITING else (deed, ask)


@dataclass(slots=True)
class Rehearsal:
    """Carries deeds out as `UseCases` does, writes down what they send, and takes back what they
    write: the statements can be sent again, once.
    """

    desk: UseCases
    looks: bool
    score: Score = field(default_factory=Score)
    whole: bool = False

    @property
    def staff_id(self) -> UUID:
        return self.desk.staff_id

    def do(self, deed: Deed, ask: deeds.Ask, *args: Any) -> Any:
        with noted(self.desk.store.engine) as sent:
            try:
                answer = ask(_Taken(self.desk.center), *args)
            except Rehearsed as done:
                (answer,) = done.args
        self.score.written[_key(deed, ask)].append((sent, answer))
        return answer

    def hold(self, ticket_id: UUID | None) -> None:
        """Nobody is told."""

    def now(self) -> datetime:
        return self.desk.now()

    def close(self) -> None:
        self.desk.close()


class _Taken:
    """A center whose writing deeds are taken back at the end."""

    def __init__(self, center: Center) -> None:
        self._center = center
        self.read = center.read

    def run(self, deed: Any, *args: Any) -> Any:
        def rehearsed(ctx: Context) -> Any:
            answer = deed(ctx, *args)
            settle_counts(ctx.session)
            ctx.session.flush()  # what else would go with the commit
            announce(ctx.session, self._center.store.marks)
            raise Rehearsed(answer)

        return self._center.run(rehearsed)


@dataclass(slots=True)
class Statements:
    """A desk of bare psycopg: the same login, the same two connections, the same statements."""

    address: Address
    staff_id: UUID
    score: Score
    clock: Callable[[], datetime]
    ears: Ears
    looks: bool
    connection: Any = None
    whole: bool = False
    _ear: "Bare | None" = None
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _next: dict[Hashable, int] = field(default_factory=lambda: defaultdict(int))

    def follow(self, heard: Callable[[Change], None]) -> None:
        self.connection = connect(self.address)
        known = [statements for statements, _ in self.score.written.get("writing", [])]
        if known:  # as the program does (usecases/rehearse.py)
            with self.connection.transaction(force_rollback=True):
                send(self.connection, max(known, key=len))
        self._ear = Bare(connect(self.address, autocommit=True))
        self.ears.add(self._ear, heard)

    def do(self, deed: Deed, ask: deeds.Ask, *_args: Any) -> Any:
        """The next transaction of this kind; writing ones are there once.

        Raises:
            Unavailable: nothing is left to be sent.
        """
        key = _key(deed, ask)
        with self._turn:
            place = self._next[key]
            self._next[key] += 1
            known = self.score.written.get(key, [])
            if not known or (deed in WRITING and place >= len(known)):
                raise Unavailable(say("Nothing is left to be sent again."))
            statements, answer = known[place % len(known)]
            with self.connection.transaction():
                send(self.connection, statements)
        return answer

    def hold(self, ticket_id: UUID | None) -> None:
        """Bare statements show nobody what is open."""

    def now(self) -> datetime:
        return self.clock()

    def close(self) -> None:
        if self._ear is not None:
            self.ears.remove(self._ear)
        with suppress(Exception):
            self.connection.close()


class Bare:
    """A bare connection that listens."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        channel = connection.execute(f"SELECT {CHANNEL}").fetchone()[0]
        connection.execute(f'LISTEN "{channel}"')

    @property
    def sockets(self) -> tuple[int, ...]:
        return (self._connection.fileno(),)

    def look(self) -> tuple[Change | None, float]:
        self._connection.pgconn.consume_input()
        notice = self._connection.pgconn.notifies()
        if notice is None:
            return None, _QUIET_SECONDS
        return from_payload(notice.extra.decode(), lambda _mark: False), 0.0

    def close(self) -> None:
        self._connection.close()

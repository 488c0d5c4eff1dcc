"""Opens the center's database and hands out transactions: one writer, readers beside it."""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, Self

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable, say
from thirdring.store import log_guard
from thirdring.store.address import Address, EngineKind, parse_address
from thirdring.store.announce import announce, watch_flushes, watch_writes
from thirdring.store.deadlines import USUAL, Deadlines
from thirdring.store.deed_session import DeedSession
from thirdring.store.errors import READ_ONLY, explain, is_refused_write, lacks_what_we_know
from thirdring.store.health import health_of
from thirdring.store.locking import maintenance
from thirdring.store.month_counts import settle_counts
from thirdring.store.network_share import refuse_network_share
from thirdring.store.own_marks import OwnMarks
from thirdring.store.revision import Standing, refuse_unfit, standing
from thirdring.store.safe_files import remove_held
from thirdring.store.server_clock import ServerClock, Wall, wall_time
from thirdring.store.sqlite_connection import (
    BUSY_SECONDS,
    Dbapi,
    connect,
    opened,
    require_sound_sqlite,
)

_READERS = 5
_SERVER_TIME = text("SELECT clock_timestamp()")


class Follower(Protocol):
    """Follows the changes of a server; `lookout`: for all of its desks, too."""

    lookout: bool


class Store:
    """The open database. Thread-safe; sessions are not, each belongs to one thread at a time.

    `left_unclean`: the file was left by a kill or a power cut and has not been checked since.
    `clock`: the server's; None for a file. `marks` tell this store's own notices from others'.
    """

    def __init__(
        self,
        address: Address,
        engine: Engine,
        reader: Engine,
        *,
        key: str | None = None,
        read_only: bool = False,
        left_unclean: bool = False,
        deadlines: Deadlines = USUAL,
        clock: ServerClock | None = None,
    ) -> None:
        self.address = address
        self.deadlines = deadlines
        self.engine = engine
        self.reader = reader
        self.key = key
        self.read_only = read_only
        self.left_unclean = left_unclean
        self.clock = clock
        self.marks = OwnMarks()
        # Who follows the changes of others, where somebody does.
        self.follower: Follower | None = None
        # Whether what is sent can be read on the way; only where that was allowed by name.
        self.plain = False
        # Whether a server that keeps the rights itself shows this login personal values masked.
        self.masked: bool | None = None
        # A server's database was brought to a newer version, which this program can go on with ...
        self.ahead = False
        # ... or can't: then nothing is written any more.
        self._outgrown: ThirdRingError | None = None
        info = {"store": self}
        self._write_session = sessionmaker(
            engine, class_=DeedSession, expire_on_commit=False, info=info
        )
        if address.kind is EngineKind.POSTGRESQL:
            watch_flushes(self._write_session)
        self._read_session = sessionmaker(
            reader, class_=DeedSession, expire_on_commit=False, autoflush=False, info=info
        )
        self._closing = threading.Lock()
        self._closed = False

    def __repr__(self) -> str:
        return f"Store({self.address})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lookout(self) -> bool:
        """Whether this desk looks for the whole center at what time brings. Of the desks that follow
        a server one does; who doesn't follow it is on its own.
        """
        return self.follower is None or self.follower.lookout

    @property
    def writes(self) -> bool:
        """Whether anything can be saved through it."""
        return not self.read_only and self._outgrown is None

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted; a server's disk is the server's matter."""
        return self.key is not None

    @contextmanager
    def begin_write(self) -> Iterator[DeedSession]:
        """A session in a write transaction, committed at the end of the block.

        On SQLite it is the only one of all processes (BEGIN IMMEDIATE); on PostgreSQL it is READ
        COMMITTED, where version columns and unique keys keep deeds from overwriting each other.
        The month's counts follow what it did to complaints before it is committed; with the commit
        a server tells every desk what was touched.

        Raises:
            Unavailable: disk full, locked, read-only, server gone ...; nothing was saved.
        """
        if self.read_only:
            raise Unavailable(say(READ_ONLY, address=str(self.address)))
        if self._outgrown is not None:
            raise self._outgrown
        with self.explained(), self._write_session.begin() as session:
            yield session
            if session.in_transaction():  # else it was rolled back on purpose
                settle_counts(session, with_commit=True)
                if self.address.kind is EngineKind.POSTGRESQL:
                    self._send_the_rest(session)

    def _send_the_rest(self, session: DeedSession) -> None:
        """Rows nobody asks back, the month's counts, the notice and the commit in one exchange: each
        costs a save as much as half of its own rows.
        """
        from thirdring.store.postgres_connection import send_with_commit

        send_with_commit(session.connection())
        session.flush()
        announce(session, self.marks)

    def now(self) -> datetime:
        """The time deeds go by, aware UTC: the server's, of a file this machine's."""
        return self.clock.now() if self.clock is not None else wall_time()

    @contextmanager
    def begin_read(self) -> Iterator[DeedSession]:
        """A session that sees one moment of the database throughout and can't change it.

        Raises:
            Unavailable: locked, damaged, server gone ...
        """
        with self.explained(reading=True), self._read_session.begin() as session:
            yield session

    @contextmanager
    def explained(self, *, reading: bool = False) -> Iterator[None]:
        """Raise what the driver says as one clear sentence; what is a bug passes unchanged.

        `reading`: a refused write is such a bug.
        """
        try:
            yield
        except (DBAPIError, PoolTimeout, Dbapi.Error) as error:
            explained = explain(error, self.address, keyed=self.encrypted)
            if explained is None and self.address.on_server and lacks_what_we_know(error):
                self.look_at_revision()
            if explained is None or (reading and is_refused_write(error)):
                raise
            if is_refused_write(error) and self.address.kind is EngineKind.POSTGRESQL:
                # After a failover the connections at hand lead to what only reads now.
                self.engine.dispose()
            raise explained from error

    def look_at_revision(self) -> None:
        """See whether the server's database was upgraded while this program has it open.

        Raises:
            Refusal: it was, to what this program can't go on with.
            Unavailable: server gone.
        """
        with self.explained(), self.reader.connect() as connection:
            stands = standing(connection)
        self.ahead = stands is Standing.AHEAD
        try:
            refuse_unfit(stands, self.address)
        except ThirdRingError as error:
            self._outgrown = error
            raise

    def look_at_rights(self) -> None:
        """See how this login stands on a server whose roles for it were changed meanwhile.

        Raises:
            Unavailable: server gone.
        """
        from thirdring.store.secured import look

        with self.explained(), self.reader.connect() as connection:
            self.masked = look(connection, self.engine, self.reader)

    def is_password(self, password: str) -> bool:
        """Whether the server was opened with this password."""
        own = self.address.password or ""
        return hmac.compare_digest(own.encode(), password.encode(errors="surrogatepass"))

    def take_password(self, password: str) -> None:
        """The server has a new one for this login: connections from now on use it."""
        from thirdring.store.server import kept_password

        before, self.address = self.address, replace(self.address, password=password)
        kept_password.follow(before, self.address)

    def checkpoint(self, beyond: int = log_guard.FRAMES) -> None:
        """Bring the write-ahead log into the file when more than `beyond` of its frames are not
        there yet; for idle moments, never while saving.

        Waits for nobody: what a reader still needs stays in the log until next time.
        """
        if self.address.kind is not EngineKind.SQLITE or self.read_only:
            return
        with self.explained():
            # A reader's connection does the long part, so that saves go on beside it.
            with self.reader.connect() as connection:
                raw = _raw(connection)
                _, frames, done = raw.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
                if frames - done <= beyond:
                    return
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            with self.engine.connect() as connection:
                raw = _raw(connection)
                log_guard.arm(raw)
                raw.execute("PRAGMA shrink_memory")  # what a long import had it keep of the file

    def close(self) -> None:
        """Close every connection; the file then stands alone, without a -wal, if nobody else has
        it open. Sessions still at work lose their connection. Closing twice is harmless.
        """
        with self._closing:
            if self._closed:
                return
            self._closed = True
        self.reader.dispose()
        self.engine.dispose()


def open_store(
    address: Address | str | None,
    key: str | None = None,
    *,
    read_only: bool = False,
    busy_seconds: float = BUSY_SECONDS,
    deadlines: Deadlines = USUAL,
    wall: Wall = wall_time,
) -> Store:
    """Open an existing database of this program's revision (see `upgrade` for others).
    `key` (64 hex digits) for an encrypted file; `busy_seconds`: how long a save waits for others';
    `deadlines`: how long a server is waited for; `wall`: this machine's clock, which a server's is
    compared with.

    Raises:
        Refusal: not there, newer than the program, on a network share, unreadable with this key.
        Unavailable: older than the program, locked, read-only, damaged, its -wal missing, server
            gone, unsound SQLite.
    """
    if not isinstance(address, Address):
        address = parse_address(address)
    if address.kind is EngineKind.SQLITE:
        store = _open_file(address, key, read_only=read_only, busy_seconds=busy_seconds)
    else:
        store = open_server_later(address, read_only=read_only, deadlines=deadlines, wall=wall)
    try:
        require_fit(store)
    except BaseException:
        store.close()
        raise
    return store


def require_fit(store: Store) -> None:
    """Ask the database whether it is of this program's revision; a server also for the time, how
    this login stands there, and whether what is sent can be read on the way.

    Raises:
        Refusal, Unavailable: as `open_store`.
    """
    with store.explained(), store.reader.connect() as connection:
        if store.address.on_server:
            from thirdring.store.secured import look
            from thirdring.store.server.transport import can_be_read_on_the_way

            store.masked = look(connection, store.engine, store.reader)
            store.plain = can_be_read_on_the_way(_raw(connection))
        stands = standing(connection)
        store.ahead = stands is Standing.AHEAD
        refuse_unfit(stands, store.address)
        if store.clock is not None:
            store.clock.ask(lambda: connection.execute(_SERVER_TIME).scalar_one())


def _open_file(address: Address, key: str | None, *, read_only: bool, busy_seconds: float) -> Store:
    path = address.file
    require_sound_sqlite()
    if not path.exists():
        raise Refusal(
            say("There is no database at {path} yet: run `thirdring setup`.", path=str(path))
        )
    refuse_network_share(path)
    if read_only:
        opened(path, key, mode="ro").close()
        reader = _file_engine(path, key, "ro", busy_seconds, readers=True)
        return Store(address, reader, reader, key=key, read_only=True)
    with maintenance(path):
        remove_held(path)
        found = log_guard.look(path, key)
        log_guard.refuse_lost_wal(path, found)
        store = Store(
            address,
            _file_engine(path, key, "rw", busy_seconds, readers=False),
            _file_engine(path, key, "rw", busy_seconds, readers=True),
            key=key,
            left_unclean=health_of(path).due,
        )
        try:
            with store.explained(), store.engine.connect() as connection:
                raw = _raw(connection)
                raw.execute("PRAGMA journal_mode = WAL").fetchone()
                if not found.in_use:
                    log_guard.arm(raw)
        except BaseException:
            store.reader.dispose()
            store.engine.dispose()
            raise
    return store


def _file_engine(
    path: Path, key: str | None, mode: str, busy_seconds: float, *, readers: bool
) -> Engine:
    """An engine whose transactions begin as ours do: at once for writing, lazily for reading."""

    def make() -> Any:
        return connect(path, key, mode=mode, query_only=readers, busy_seconds=busy_seconds)

    engine = create_engine(
        "sqlite://",
        module=Dbapi,
        creator=make,
        poolclass=QueuePool,
        # One writer: threads of this process queue here, not in SQLite's busy handler.
        pool_size=_READERS if readers else 1,
        max_overflow=0,
        # The one used last has what lists look into in its cache; in turn, all would fill theirs.
        pool_use_lifo=True,
        pool_timeout=busy_seconds,
        hide_parameters=True,
    )
    begin = "BEGIN" if readers else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        _raw(connection).execute(begin)  # by the driver itself: each deed does, and has no values

    return engine


def _raw(connection: Connection) -> Any:
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 - a checked-out connection has one
    return raw


def open_server_later(
    address: Address,
    *,
    read_only: bool = False,
    deadlines: Deadlines = USUAL,
    wall: Wall = wall_time,
) -> Store:
    """A server's database that is not asked for anything yet: it may be away (`require_fit`)."""
    from thirdring.store.postgres_connection import ask_whether_it_is_there
    from thirdring.store.postgres_connection import connect as connect_to_server

    def make() -> Any:  # with the address as it is then: a password may change
        return connect_to_server(store.address, deadlines=deadlines)

    engine = create_engine(
        "postgresql+psycopg://",
        creator=make,
        # Beside the change feed's a desk keeps one; what a burst needs more is closed when it is over.
        pool_size=1,
        max_overflow=4,
        pool_timeout=BUSY_SECONDS,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    # A list and its count must tell of the same moment, as they do on SQLite.
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    watch_writes(engine)
    ask_whether_it_is_there(engine, deadlines.fresh)
    store: Store = Store(
        address, engine, reader, read_only=read_only, deadlines=deadlines, clock=ServerClock(wall)
    )
    return store


def store_of(session: Session) -> Store:
    """The store whose session this is."""
    store = session.info["store"]
    assert isinstance(store, Store)  # noqa: S101 - nothing else is put there
    return store

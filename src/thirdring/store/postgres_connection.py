"""Connections to a PostgreSQL server that can't hang for ever."""

import math
import selectors
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Self

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidatePoolError

from thirdring.store.address import Address, not_understood
from thirdring.store.deadlines import USUAL, Deadlines
from thirdring.store.server.transport import secured

_LOCK_SECONDS = 5
SLOWEST_LINE = 64 * 1024  # bytes a second: a house's line that others use too
OLDEST = 150_000
_LEFT = "thirdring.left"
# libpq knows whole seconds and no fewer than two; a desk may want to know sooner.
_connect_seconds: ContextVar[float] = ContextVar("connect_seconds", default=USUAL.connect)


class OpeningCursor(psycopg.Cursor[Any]):
    """Sends the first statement of a transaction together with its BEGIN."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Self:
        """Ask `query`. A text without parameters may be several statements, which go alone."""
        raw: Any = self.connection
        idle = raw.pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE
        if not params or not idle or raw.autocommit or raw.gathers:
            return super().execute(query, params, **how)
        with raw.in_one_exchange():
            return super().execute(query, params, **how)


class _Gathering(psycopg.Pipeline):
    """Sends all it was given in one piece, when it is to be answered: psycopg sends each statement by
    itself, which costs this side as much as to wait for it.
    """

    def _communicate_gen(self) -> Any:
        """The steps to send what is queued, once a request for the answers is at its end."""
        queue = self.command_queue
        if not queue or queue[-1] != self.pgconn.pipeline_sync:
            return
        while len(queue) > 1:
            queue.popleft()()
        yield from super()._communicate_gen()

    def _exit_gen(self) -> Any:
        """The steps to all answers; psycopg would ask for them once more, in a piece of its own. What
        went wrong first is what is raised.
        """
        self._enqueue_sync()
        try:
            yield from self._communicate_gen()
        except psycopg.Error:
            with suppress(psycopg.Error):
                yield from self._fetch_gen(flush=False)
            raise
        yield from self._fetch_gen(flush=False)


class DeadlineConnection(psycopg.Connection[Any]):
    """Gives up, and closes itself, when the server has not answered within `answer_seconds`: one
    that stops answering without closing is noticed by nothing but a deadline of our own.
    """

    answer_seconds: float = USUAL.answer
    _with_commit: AbstractContextManager[Any] | None = None

    @property
    def gathers(self) -> bool:
        """Whether what is asked now waits to go in one piece."""
        return self._pipeline is not None

    def send_with_commit(self) -> None:
        """What is asked from now on goes to the server together with the COMMIT, in one exchange:
        nothing of it gives an answer, and what is wrong with it is raised by the commit.
        """
        if self._with_commit is None:
            self._with_commit = self.in_one_exchange()
            self._with_commit.__enter__()

    def commit(self) -> None:
        """Commit; with whatever was to be sent together with it."""
        together, self._with_commit = self._with_commit, None
        if together is not None:
            with ExitStack() as leaving:
                leaving.push(together)
                self.execute("COMMIT", prepare=False)
        super().commit()

    def rollback(self) -> None:
        """Roll back; nothing that was to go with the commit is waited for."""
        together, self._with_commit = self._with_commit, None
        if together is not None:
            if self._pipeline is not None:  # nothing of it was sent yet, nor has to be
                self._pipeline.command_queue.clear()
                self._pipeline.result_queue.clear()
            with suppress(psycopg.Error):  # told already, or of no interest any more
                together.__exit__(None, None, None)
        super().rollback()

    @contextmanager
    def in_one_exchange(self) -> Iterator[None]:
        """What is asked within is answered at its end, or raises there."""
        self._pipeline = together = _Gathering(self)
        try:
            together.__enter__()
            try:
                yield
            except BaseException:
                with suppress(psycopg.Error):  # what follows an error is the same error
                    together.__exit__(None, None, None)
                raise
            self._answered(together)
        finally:
            self._pipeline = None

    def _answered(self, together: psycopg.Pipeline) -> None:
        """Wait for all answers. A connection that broke meanwhile is told as it is elsewhere: within a
        pipeline libpq makes a result of it, without a state, and psycopg an error of no kind.
        """
        try:
            together.__exit__(None, None, None)
        except psycopg.DatabaseError as error:
            lost = error.sqlstate is None and self.pgconn.status != psycopg.pq.ConnStatus.OK
            if lost and not isinstance(error, psycopg.OperationalError):
                raise psycopg.OperationalError(str(error)) from error
            raise

    def _start_query(self) -> Any:
        """The steps to a transaction. BEGIN isn't waited for where statements go together: psycopg
        would, and that is an exchange for each deed.
        """
        idle = self.pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE
        if self._pipeline and idle and not self.autocommit:
            yield from self._exec_command(self._get_tx_start_command())
        else:
            yield from super()._start_query()

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> Any:
        """The steps to a connection to a connection, each asked whether the time is up."""
        due = time.monotonic() + _connect_seconds.get()
        steps = super()._connect_gen(conninfo)
        try:
            wanted = next(steps)
            while True:
                ready = yield wanted
                if time.monotonic() >= due:
                    steps.close()
                    raise psycopg.errors.ConnectionTimeout("connection timeout expired")
                wanted = steps.send(ready)
        except StopIteration as done:
            return done.value

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Drive one exchange with the server. Raises psycopg.OperationalError at the deadline."""
        own = timeout is None
        try:
            return super().wait(gen, interval, self.answer_seconds if own else timeout)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001 - psycopg's only name for it
            if not own:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("deadline passed without an answer") from error


def connect(
    address: Address, *, deadlines: Deadlines = USUAL, settings: str = "", **more: Any
) -> Any:
    """A connection in UTC whose every statement ends in time, on either side. `settings`: more of
    the server's, as `-c name=value`.

    Raises:
        psycopg.OperationalError: the server can't be reached, or refuses.
        Refusal: it could be read on the way, and nobody allowed that.
    """
    try:
        given = conninfo_to_dict(address.conninfo)
    except psycopg.ProgrammingError as error:
        raise not_understood(address.conninfo) from error
    # The server's own limit comes a little earlier than ours: its cancelling is the cleaner one.
    limits = {
        "statement_timeout": f"{int(deadlines.answer * 900)}ms",
        "lock_timeout": f"{_LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{int(deadlines.answer * 2000)}ms",
        "timezone": "UTC",
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    who = {"user": address.login, "password": address.password}
    arguments: dict[str, Any] = {
        "application_name": "thirdring",
        "connect_timeout": max(2, math.ceil(deadlines.connect)),
        "client_encoding": "UTF8",
        **secured(given, allow_plain=address.allow_plain),
        **{name: value for name, value in who.items() if value is not None},
        "options": f"{options} {settings} {given.get('options') or ''}".strip(),
        **more,
    }
    token = _connect_seconds.set(deadlines.connect)
    try:
        connection = DeadlineConnection.connect(**arguments)
    finally:
        _connect_seconds.reset(token)
    connection.answer_seconds = deadlines.answer
    connection.cursor_factory = OpeningCursor
    if connection.pgconn.server_version < OLDEST:
        connection.close()
        raise ServerTooOld("the server is too old")
    return connection


@contextmanager
def time_for(connection: Connection, size: int) -> Iterator[None]:
    """Wait longer for the answers inside, as `size` bytes need over a slow line: else a photograph
    would be taken for a server that is gone, again and again.
    """
    raw: Any = connection.connection.dbapi_connection
    if not isinstance(raw, DeadlineConnection):
        yield
        return
    before = raw.answer_seconds
    raw.answer_seconds = before + size / SLOWEST_LINE
    # While a statement is still on its way the server takes the session for idle.
    idle = int(raw.answer_seconds * 2000)
    connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {idle}")
    try:
        yield
    finally:
        raw.answer_seconds = before


def send_with_commit(connection: Connection) -> None:
    """Have what this transaction still sends go in one exchange with its commit."""
    raw: Any = connection.connection.dbapi_connection
    raw.send_with_commit()


def ask_whether_it_is_there(engine: Engine, fresh: float) -> None:
    """Have a connection of the pool asked before it is used, where it may be gone: it lay idle for
    `fresh` seconds, or the server said something meanwhile, which is how a closed one shows. Asking
    each time would cost every deed a way to the server and back.
    """
    gone = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine, "checkin")
    def _left(_raw: Any, record: Any) -> None:
        record.info[_LEFT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _taken(raw: Any, record: Any, _proxy: Any) -> None:
        idle = time.monotonic() - record.info.get(_LEFT, -math.inf)
        if idle < fresh and not _says_something(raw):
            return
        try:
            engine.dialect.do_ping(raw)
        except gone as error:
            raise InvalidatePoolError from error


def _says_something(raw: Any) -> bool:
    if raw.closed:
        return True
    with selectors.DefaultSelector() as one:
        one.register(raw.fileno(), selectors.EVENT_READ)
        return bool(one.select(0))


class ServerTooOld(psycopg.OperationalError):
    """It answers, but lacks what the program needs. Its state is our own."""

    sqlstate = "TR015"

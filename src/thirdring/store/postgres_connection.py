"""Connections to a PostgreSQL server that can't hang for ever."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from thirdring.store.address import Address, not_understood
from thirdring.store.server.transport import secured

CONNECT_SECONDS = 10
# A server that stops answering without closing is noticed by nothing but a deadline of our own.
ANSWER_SECONDS = 30.0
_LOCK_SECONDS = 5
OLDEST = 150_000


class DeadlineConnection(psycopg.Connection[Any]):
    """Gives up, and closes itself, when the server has not answered within `answer_seconds`."""

    answer_seconds: float = ANSWER_SECONDS

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


def connect(address: Address, *, answer_seconds: float = ANSWER_SECONDS, **more: Any) -> Any:
    """A connection in UTC whose every statement ends in time, on either side.

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
        "statement_timeout": f"{int(answer_seconds * 900)}ms",
        "lock_timeout": f"{_LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{int(answer_seconds * 2000)}ms",
        "timezone": "UTC",
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    who = {"user": address.login, "password": address.password}
    arguments: dict[str, Any] = {
        "application_name": "thirdring",
        "connect_timeout": CONNECT_SECONDS,
        "client_encoding": "UTF8",
        **secured(given, allow_plain=address.allow_plain),
        **{name: value for name, value in who.items() if value is not None},
        "options": f"{options} {given.get('options') or ''}".strip(),
        **more,
    }
    connection = DeadlineConnection.connect(**arguments)
    connection.answer_seconds = answer_seconds
    if connection.pgconn.server_version < OLDEST:
        connection.close()
        raise ServerTooOld("the server is too old")
    return connection


class ServerTooOld(psycopg.OperationalError):
    """It answers, but lacks what the program needs. Its state is our own."""

    sqlstate = "TR015"

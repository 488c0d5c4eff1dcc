"""Several statements of one transaction in one exchange with a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session


@contextmanager
def in_one_exchange(connection: Connection, statements: int = 2) -> Iterator[None]:
    """What is sent within, `statements` of it, goes in one piece: none of it may be asked for an
    answer. It is told at the end what the server refuses of it. A file needs none of this.

    Raises:
        DBAPIError: as SQLAlchemy raises it for the statement alone.
    """
    raw: Any = connection.connection.dbapi_connection
    if statements < 2 or connection.dialect.name != "postgresql" or raw.gathers:
        yield
        return
    kind = connection.dialect.loaded_dbapi.Error
    try:
        with raw.in_one_exchange():
            yield
    except kind as error:
        if raw.closed:
            connection.invalidate(error)
        raise DBAPIError.instance(
            None, None, error, kind, hide_parameters=True, dialect=connection.dialect
        ) from error


def take_back(session: Session) -> None:
    """Send what waits of a session, and the rollback with it: what it locks is free again before
    anybody can wait for it.
    """
    connection = session.connection()
    with in_one_exchange(connection):
        session.flush()
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ROLLBACK")
    session.rollback()

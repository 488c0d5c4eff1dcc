"""The floor of a deed: the statements it asked, again, through the bare driver."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from thirdring.store.address import Address
from thirdring.store.engine import Store
from thirdring.store.sqlite_connection import Dbapi, connect

# What takes rows away is no part of what a deed leaves behind.
_WRITES = re.compile(r"\bINSERT\s+INTO\b|\bUPDATE\s+\S+\s+SET\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement as it went to the driver; `values` as the driver takes them, `many`: a list."""

    sql: str
    values: Any
    many: bool

    @property
    def writes(self) -> bool:
        """Whether it adds or changes rows."""
        return _WRITES.search(self.sql) is not None


@contextmanager
def recording(store: Store) -> Iterator[list[Asked]]:
    """Yields a list that fills with what is asked meanwhile, without BEGIN and COMMIT.

    Raises:
        LookupError: nothing was seen to be asked: a floor of it would be none.
    """
    asked: list[Asked] = []

    def note(_conn: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        if not sql.startswith("BEGIN"):
            asked.append(Asked(sql, values, many))

    # A read-only view of a server's engine shares its events.
    engines = {store.engine, store.reader} if store.engine is not store.reader else {store.engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
    if not asked:
        raise LookupError("no statement was seen")


def raw_connection(address: Address, key: str | None = None) -> Any:
    """A connection of the driver's own, set up as the program's are."""
    if not address.on_server:
        return connect(address.file, key)
    from thirdring.store.postgres_connection import connect as to_server

    return to_server(address, autocommit=True)


def again(raw: Any, asked: Sequence[Asked]) -> Callable[[], None]:
    """A deed that asks these once more, in one transaction, and takes every row."""
    once_more = rows_again(raw, asked)

    def replay() -> None:
        begin_reading(raw)
        once_more()
        raw.execute("ROLLBACK")

    return replay


def rows_again(raw: Any, asked: Sequence[Asked]) -> Callable[[], None]:
    """The same within a transaction that has begun."""

    def replay() -> None:
        for one in asked:
            cursor = raw.execute(one.sql, one.values)
            if cursor.description is not None:  # on a server a setting has no rows to take
                cursor.fetchall()

    return replay


def begin_reading(raw: Any) -> None:
    """A transaction as the program's reading ones are."""
    on_file = isinstance(raw, Dbapi.Connection)
    raw.execute("BEGIN" if on_file else "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")

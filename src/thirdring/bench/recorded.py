"""The floor of a deed: the statements it asked, again, through the bare driver."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from thirdring.store.address import EngineKind
from thirdring.store.engine import Store
from thirdring.store.sqlite_connection import connect

_WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement as it went to the driver; `values` as the driver takes them, `many`: a list."""

    sql: str
    values: Any
    many: bool

    @property
    def writes(self) -> bool:
        return self.sql.lstrip()[:6].upper() in _WRITES


@contextmanager
def recording(store: Store) -> Iterator[list[Asked]]:
    """Yields a list that fills with what is asked meanwhile, without BEGIN and COMMIT."""
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


def raw_connection(store: Store) -> Any:
    """A connection of the driver's own, set up as the program's are."""
    if store.address.kind is EngineKind.SQLITE:
        return connect(store.address.file, store.key)
    from thirdring.store.postgres_connection import connect as to_server

    return to_server(store.address)


def again(raw: Any, asked: Sequence[Asked]) -> Callable[[], None]:
    """A deed that asks these once more, in one transaction, and takes every row."""

    def replay() -> None:
        raw.execute("BEGIN")
        for one in asked:
            raw.execute(one.sql, one.values).fetchall()
        raw.execute("ROLLBACK")

    return replay

"""What the database is asked to do, counted, so that a clock isn't needed to see that it grew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from thirdring.store.engine import Store

_EACH = 100


@dataclass
class Work:
    """`statements` in their order; `steps` of SQLite's machine, to the nearest hundred (0 on a
    server).
    """

    statements: list[str] = field(default_factory=list)
    steps: int = 0


@contextmanager
def work_of(store: Store) -> Iterator[Work]:
    """Counts what this store does meanwhile."""
    done = Work()
    raws: dict[int, Any] = {}

    def step() -> int:
        done.steps += _EACH
        return 0  # anything else would interrupt it

    def look(connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        done.statements.append(statement)
        raw = connection.connection.dbapi_connection
        if hasattr(raw, "set_progress_handler") and id(raw) not in raws:
            raws[id(raw)] = raw
            raw.set_progress_handler(step, _EACH)

    # A server's reader is the same engine with other options, and hears what that one hears.
    engines = [store.engine] if store.address.on_server else [store.engine, store.reader]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", look)
    try:
        yield done
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", look)
        for raw in raws.values():
            raw.set_progress_handler(None, 0)

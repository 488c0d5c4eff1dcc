"""A statement is compiled once in a process that opens centers by the dozen: simulated desks, tests.

SQLAlchemy keeps what it compiled by dialect *object*, two for each open center; the mappers keep it
after the center is closed. A desk compiles what it asks on its first calls of the day; dozens of
desks in one process would do little else while they are measured, and it would grow with each.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_ENOUGH = 5_000  # statements; the program has fewer


def share() -> None:
    """From now on dialects of one kind count as one: all that the program opens are set up alike."""
    setattr(DefaultDialect, "__eq__", _same_kind)  # noqa: B010 - a method of a class not ours
    setattr(DefaultDialect, "__hash__", _by_kind)  # noqa: B010
    statements: LRUCache[Any, Any] = LRUCache(_ENOUGH)

    @event.listens_for(Engine, "engine_connect")
    def _keep_together(connection: Connection) -> None:
        connection.engine._compiled_cache = statements  # noqa: SLF001 - it has no other name


def _same_kind(one: DefaultDialect, other: object) -> bool:
    return isinstance(other, DefaultDialect) and _kind(one) == _kind(other)


def _by_kind(one: DefaultDialect) -> int:
    return hash(_kind(one))


def _kind(one: DefaultDialect) -> tuple[object, object]:
    """A server that keeps the rights itself is spoken to otherwise (store/server/masked_sql.py)."""
    return type(one), one.statement_compiler

"""Prebuilt statements as text for the driver: handing it over saves half of what SQLAlchemy's way to
the rows of a page costs. Only for statements whose text never depends on what is bound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, insert

from thirdring.store.base import Base


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement's text with what is bound in order: its name, how its value is turned into the
    driver's, and the value where it never changes.
    """

    sql: str
    binds: tuple[tuple[str, Callable[[Any], Any] | None, Any], ...]

    def values(self, bound: Mapping[str, object]) -> tuple[Any, ...]:
        """The values in order."""
        return tuple(
            fixed if name not in bound else turn(bound[name]) if turn else bound[name]
            for name, turn, fixed in self.binds
        )

    def named(self, bound: Mapping[str, object]) -> dict[str, Any]:
        """The values by name, as a server's driver takes them."""
        return dict(zip((name for name, *_ in self.binds), self.values(bound), strict=True))


@lru_cache(maxsize=1024)
def prepared(statement: Any, dialect: Dialect, _compiler: Any = None) -> Prepared:
    """The statement, which lives as long as the program does, compiled once; on a server once for
    each way of putting it (store/secured.py).
    """
    compiled: Any = statement.compile(dialect=dialect)
    turns, fixed = compiled._bind_processors, compiled.params  # noqa: SLF001 - there is no other way
    binds = []
    for name in compiled.positiontup or compiled.binds:
        turn, value = turns.get(name), fixed.get(name)
        binds.append((name, turn, turn(value) if turn and value is not None else value))
    return Prepared(str(compiled), tuple(binds))


def fetch(
    connection: Connection, statement: Any, bound: Mapping[str, object]
) -> Sequence[Sequence[Any]]:
    """All rows, with values as the driver gives them."""
    # On a server the text may have to be another from one deed to the next (store/secured.py).
    if connection.dialect.name != "sqlite":
        return connection.execute(statement, bound).all()
    text = prepared(statement, connection.dialect)
    result = connection.exec_driver_sql(text.sql, text.values(bound))
    rows: Sequence[Sequence[Any]] = result.cursor.fetchall()
    result.close()
    return rows


def fetch_texts(
    connection: Connection, statement: Any, bound: Mapping[str, object]
) -> Sequence[Sequence[Any]]:
    """All rows of a statement that gives nothing but texts: those need no turning on any engine."""
    dialect: Any = connection.dialect
    if dialect.name == "sqlite":
        return fetch(connection, statement, bound)
    text = prepared(statement, dialect, dialect.statement_compiler)
    return connection.exec_driver_sql(text.sql, text.named(bound)).all()


def insert_rows(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows, all with the same columns; the others are at their defaults. Nobody asks which `seq`
    they got.
    """
    if connection.dialect.name != "sqlite":
        # There is noted what was written, and about whom (store/announce.py).
        connection.execute(_inserting(table), rows if len(rows) > 1 else rows[0])
        return
    names = rows[0].keys()
    if any(row.keys() != names for row in rows):
        raise ValueError("rows of one statement name the same columns")
    text = _prepared_insert(table, tuple(names), connection.dialect)
    values = [text.values(row) for row in rows]
    connection.exec_driver_sql(text.sql, values if len(values) > 1 else values[0])


@cache
def _inserting(table: type[Base]) -> Insert:
    return insert(table.__table__).inline()  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _prepared_insert(table: type[Base], names: tuple[str, ...], dialect: Dialect) -> Prepared:
    compiled: Any = _inserting(table).compile(dialect=dialect, column_keys=list(names))
    turns = compiled._bind_processors  # noqa: SLF001 - as above
    defaults = {column.key: column.default for column in compiled.insert_prefetch}
    binds = []
    for name in compiled.positiontup:
        turn, fixed = turns.get(name), None
        if (default := defaults.get(name)) is not None:
            fixed = default.arg if default.is_scalar else default.arg({})
            if not default.is_scalar and default.arg({}) != fixed:
                raise TypeError(f"{table.__tablename__}.{name}: a default that changes")
            fixed = turn(fixed) if turn else fixed
        binds.append((name, turn, fixed))
    return Prepared(str(compiled), tuple(binds))

"""Fills every table with rows, whatever its columns, so that no test runs on empty ones only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, delete, insert, text

from thirdring.domain.ids import new_id
from thirdring.store.tables import Base
from thirdring.store.types import (
    BoolType,
    DateType,
    EnumType,
    JsonType,
    UtcDateTime,
    UuidType,
)

ROWS = 3
NOON = datetime(2026, 11, 22, 4, 0, 0, 123456, tzinfo=UTC)
# Columns whose CHECK wants a form of its own.
_FORMS = {
    "month": lambda i: f"2026-{i + 1:02}",
    "decided_month": lambda i: f"2026-{i + 1:02}",
    "sha256": lambda i: f"{i:064}",
    "digest": lambda i: f"{i:064}",
    "code": lambda i: f"K{i}",
}
# What a column's own CHECK, or one with its neighbour, leaves no choice about.
_FIXED: dict[tuple[str, str], Any] = {
    ("ticket_merges", "into_id"): 1,  # another row than the ticket's own
    ("coupons", "decided_by"): None,
    ("appeals", "mediated_by"): 1,  # somebody else than who appeals (G9)
    ("appeals", "decided_by"): 2,
    ("quality_checks", "ticket_id"): None,  # of one call or one ticket
    ("quality_checks", "checked_by"): 1,
    ("clocks", "cancelled_at"): None,
    ("routes", "nature"): "price",
}
_ORDERED = {"ended_at": 1, "to_at": 1, "wrapped_up_at": 2, "answered_at": 0, "due_at": 1}


_BY_TYPE: dict[type, Callable[[Column[Any], int], Any]] = {
    UuidType: lambda _c, _i: new_id(),
    UtcDateTime: lambda c, i: NOON + timedelta(days=i, hours=_ORDERED.get(c.name, 0)),
    DateType: lambda _c, _i: date(2026, 11, 22),
    BoolType: lambda _c, i: bool(i % 2),
    JsonType: lambda _c, i: {"i": i, "字": ["退货"]},
    LargeBinary: lambda _c, i: bytes([i]) * 32,
}


def populate(connection: Connection) -> dict[str, int]:
    """Put `ROWS` rows into each table and the search index; returns the counts by table."""
    made: dict[str, list[dict[str, Any]]] = {}
    due = Base.metadata.tables["standings_due"]
    # Last: triggers write into it with every complaint; what they noted makes room.
    for table in [t for t in Base.metadata.sorted_tables if t is not due] + [due]:
        if table is due:
            connection.execute(delete(due))
        made[table.name] = [_row(table, i, made) for i in range(ROWS)]
        connection.execute(insert(table), made[table.name])
    for i in range(ROWS):
        tokens = ["退", "退货", "货"]
        if connection.dialect.name == "sqlite":
            connection.execute(
                text("INSERT INTO ticket_search (rowid, tokens) VALUES (:seq, :tokens)"),
                {"seq": i + 1, "tokens": " ".join(tokens)},
            )
        else:
            connection.execute(
                text("INSERT INTO ticket_search VALUES (:seq, array_to_tsvector(:tokens))"),
                {"seq": i + 1, "tokens": tokens},
            )
    return dict.fromkeys(made, ROWS)


def _row(table: Table, i: int, made: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {c.name: _value(table, c, i, made) for c in table.columns}


def _value(table: Table, c: Column[Any], i: int, made: dict[str, list[dict[str, Any]]]) -> Any:
    shift = _FIXED.get((table.name, c.name), 0)
    if (table.name, c.name) in _FIXED and not isinstance(shift, int):
        return shift
    for key in c.foreign_keys:
        parent = key.column.table.name
        return made[parent][(i + shift) % ROWS][key.column.name] if parent in made else None
    if isinstance(c.type, EnumType):
        return list(c.type.kind)[i % len(c.type.kind)]
    if type(c.type) in _BY_TYPE:
        return _BY_TYPE[type(c.type)](c, i)
    if c.type.python_type is int:
        return i + 1 if c.primary_key else {"received": 1, "counted": 1}.get(c.name, _small(c, i))
    return _FORMS.get(c.name, lambda i: f"{table.name} {c.name} {i} 投诉")(i)


def _small(c: Column[Any], i: int) -> int:
    return 0 if c.table.name == "monthly_complaint_counts" else i + 1

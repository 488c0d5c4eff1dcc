"""Count and digest of each table's rows, the same for the same center on either engine.

A row is the JSON of its values in the order of its columns, as Python has them: times in UTC,
bytes and ids in hexadecimal, objects by sorted keys. Its SHA-256 is taken as a number, and a table's
digest is the sum of its rows' modulo 2^256: whatever order an engine hands them out in. It tells
a copy that went wrong; it is no seal against somebody who forges rows (that is the closing's).
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from thirdring.store.tables import Base

_MODULUS = 2**256
# Rows fetched at a time: all of a table would not fit into memory.
TOGETHER = 1_000

Row = Sequence[Any]
# Called with rows done and rows in all.
RowProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and their digest in hexadecimal."""

    rows: int
    digest: str


@dataclass(slots=True)
class Digester:
    """Takes a table's rows one by one."""

    rows: int = 0
    _sum: int = 0

    def add(self, row: Row) -> None:
        """One row, its values as the project's column types give them."""
        text = json.dumps(list(row), default=_plain, sort_keys=True, separators=(",", ":"))
        value = int.from_bytes(hashlib.sha256(text.encode("ascii")).digest())
        self._sum = (self._sum + value) % _MODULUS
        self.rows += 1

    @property
    def found(self) -> TableDigest:
        """What has been added up so far."""
        return TableDigest(self.rows, f"{self._sum:064x}")


def digests(
    connection: Connection, adapt: Callable[[Table, Row], Row] = lambda _table, row: row
) -> dict[str, TableDigest]:
    """Every table's, by its name; the transaction should see one moment throughout. `adapt` gives
    each row as it would be kept elsewhere.
    """
    found: dict[str, TableDigest] = {}
    for table in center_tables():
        digester = Digester()
        for part in parts(connection, table):
            for row in part:
                digester.add(adapt(table, row))
        found[table.name] = digester.found
    return found


def center_tables() -> Sequence[Table]:
    """Every table of the center, those referred to first. The search index is none of them: it
    is made from the tickets.
    """
    return Base.metadata.sorted_tables


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in center_tables()
    }


def parts(connection: Connection, table: Table) -> Iterable[Sequence[Sequence[Any]]]:
    """The table's rows in parts that fit into memory, in no particular order."""
    streaming = {"stream_results": True, "max_row_buffer": TOGETHER}
    result = connection.execute(select(table), execution_options=streaming)
    return result.partitions(TOGETHER)


def _plain(value: Any) -> str:
    if isinstance(value, uuid.UUID | bytes | memoryview):
        return value.hex if isinstance(value, uuid.UUID) else value.hex()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {type(value).__name__}")

"""The floor of an import: its rows once more, by the driver alone, into tables with the same indexes."""

from collections.abc import Sequence
from typing import Any

from thirdring.store.base import Base
from thirdring.store.sqlite_connection import Dbapi
from thirdring.store.types import JsonType


def rows_again(raw: Any, tables: Sequence[str]) -> None:
    """What `tables` hold, in one transaction of each. `raw` is the driver's connection of somebody
    who may make tables.
    """
    on_file = isinstance(raw, Dbapi.Connection)
    for table in tables:
        rows = raw.execute(f"SELECT {_columns(table, on_file=on_file)} FROM {table}").fetchall()
        if not rows:
            continue
        _make_in_a_file(raw, table) if on_file else _make_on_a_server(raw, table)
        places = ", ".join(["?" if on_file else "%s"] * len(rows[0]))
        raw.execute("BEGIN IMMEDIATE" if on_file else "BEGIN")
        raw.cursor().executemany(f"INSERT INTO {table}_again VALUES ({places})", rows)
        raw.execute("COMMIT")


def _columns(table: str, *, on_file: bool) -> str:
    """As the driver gives them back as it took them."""
    columns = Base.metadata.tables[table].columns
    return ", ".join(
        f"{column.name}::text" if isinstance(column.type, JsonType) and not on_file else column.name
        for column in columns
    )


def _make_on_a_server(raw: Any, table: str) -> None:
    raw.execute(f"CREATE TABLE {table}_again (LIKE {table} INCLUDING ALL)")


def _make_in_a_file(raw: Any, table: str) -> None:
    sql = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    found = raw.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    sql = sql.replace(f'"{table}"', table)
    raw.execute(sql.replace(f"CREATE TABLE {table}", f"CREATE TABLE {table}_again", 1))
    for (one,) in found:
        again = one.replace(" ON " + table, f" ON {table}_again", 1)
        raw.execute(again.replace("INDEX ", "INDEX again_", 1))

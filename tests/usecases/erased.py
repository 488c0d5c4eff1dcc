"""Looking for what must be nowhere: in the bytes of a file, in every text of a server."""

import json
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text

from tests.usecases.conftest import House
from thirdring.store.tables import Base


def places(house: House, *wanted: str) -> list[str]:
    """Where any of the words still is, by table and column; of a file also in its raw bytes."""
    found = [
        f"{table}.{column}"
        for table, column, value in _values(house)
        if any(one in value for one in wanted)
    ]
    return found + list(_in_files(house, wanted))


def _values(house: House) -> Iterable[tuple[str, str, str]]:
    tables = [(t.name, [c.name for c in t.columns]) for t in Base.metadata.sorted_tables]
    if house.store.address.path is None:
        tables.append(("ticket_search", ["tokens"]))
    with house.store.engine.connect() as connection:
        for table, columns in tables:
            named = ", ".join(f'"{one}"' for one in columns)
            for row in connection.execute(text(f"SELECT {named} FROM {table}")):  # noqa: S608
                for column, value in zip(columns, row, strict=True):
                    yield table, column, _told(value)


def _told(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def _in_files(house: House, wanted: Iterable[str]) -> Iterable[str]:
    path = house.store.address.path
    if path is None:
        return
    for file in (path, Path(f"{path}-wal")):
        content = file.read_bytes() if file.exists() else b""
        for one in wanted:
            if one.encode() in content:
                yield f"{file.name}: {one}"

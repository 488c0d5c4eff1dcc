"""The document draws every table there is, and no other."""

import re
from pathlib import Path

from thirdring.store.tables import Base

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "data-model.md"


def test_every_table_is_drawn_and_grouped() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    now, to_come = text.split("## To come")
    tables = {t.name for t in Base.metadata.sorted_tables} | {"ticket_search"}
    assert {name for name in tables if f"`{name}`" not in now} == set()
    assert {name for name in tables if f"\n| `{name}` |" in to_come} == set()


def test_every_relation_drawn_is_one() -> None:
    diagram = re.findall(r"^    (\w+) \S+--\S+ (\w+) :", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(diagram) > 30
    related = {
        frozenset({t.name, key.column.table.name})
        for t in Base.metadata.sorted_tables
        for key in t.foreign_keys
    } | {frozenset({"tickets", "ticket_search"})}
    assert {frozenset(pair) for pair in diagram} - related == set()

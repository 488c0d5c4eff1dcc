"""What screens wait for is what commits tell: names of tables."""

import ast
from pathlib import Path

import thirdring
from thirdring.domain.changes import LONGEST, to_payload
from thirdring.store.announce import _QUIET
from thirdring.store.base import Base

SOURCE = Path(thirdring.__file__).parent


def _awaited() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in (SOURCE / "ui").rglob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("TOPICS"):
                found[f"{file.parent.name}.{file.stem}"] = {
                    one.value for one in ast.walk(node.value)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }  # fmt: skip
    return found


def test_every_topic_a_screen_waits_for_is_a_table_that_is_told_of() -> None:
    tables = Base.metadata.tables.keys() - _QUIET
    awaited = _awaited()
    assert len(awaited) >= 10
    assert {screen: topics - tables for screen, topics in awaited.items() if topics - tables} == {}


def test_all_tables_at_once_still_fit_into_one_notice() -> None:
    assert len(to_payload("0" * 16, Base.metadata.tables)) < LONGEST
    assert not to_payload("0" * 16, Base.metadata.tables).endswith("*")

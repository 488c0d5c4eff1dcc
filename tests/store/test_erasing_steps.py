"""Every column that is personal has its place in what erasing does (J6)."""

import re

import pytest
from sqlalchemy import text

from thirdring.domain.retention import PERIODS, RecordClass
from thirdring.store.address import parse_address
from thirdring.store.engine import open_store
from thirdring.store.erasing_rows import SELECTIONS, rows_of
from thirdring.store.erasing_steps import ERASED, STEPS, TOPICS
from thirdring.store.server.columns import PERSONAL
from thirdring.store.tables import Base

_UPDATED = re.compile(r"UPDATE (\w+) SET (.*) WHERE ", re.DOTALL)
_DELETED = re.compile(r"DELETE FROM (\w+) ")
# Personal as well, though no role reads them masked: nobody without the right reads them at all.
UNREAD = {
    "call_revisions": "before", "customer_numbers": "raw digits", "protocol_records": "questions",
    "appeal_steps": "reason", "appeal_files": "name content", "inbox_raw": "packed",
    "inbox_attachments": "name", "attachment_contents": "content", "day_sheets": "unfinished",
}  # fmt: skip


def changed() -> dict[str, str]:
    """By table, what the steps set; of a table whose rows go, every column."""
    found: dict[str, str] = {}
    for step in ERASED:
        if gone := _DELETED.match(step.sql):
            columns = " ".join(f"{c.name} =" for c in Base.metadata.tables[gone[1]].columns)
            found[gone[1]] = found.get(gone[1], "") + columns
        elif set_ := _UPDATED.match(step.sql):
            found[set_[1]] = found.get(set_[1], "") + " " + set_[2]
    return found


def test_j6_every_personal_column_is_erased_with_its_record() -> None:
    known = changed()
    asked = {table: set(columns) for table, columns in PERSONAL.items()}
    asked |= {table: set(columns.split()) for table, columns in UNREAD.items()}
    missed = {
        f"{table}.{column}"
        for table, columns in asked.items()
        for column in columns
        if f"{column} =" not in known.get(table, "")
    }
    assert missed == set()


def test_j6_each_class_has_its_period_and_rows_and_each_table_its_topic() -> None:
    assert set(PERIODS) == set(SELECTIONS) == set(RecordClass)
    assert set(TOPICS) <= set(Base.metadata.tables)
    assert all(step.needed for step in STEPS if step.door)


@pytest.mark.parametrize("what", RecordClass)
def test_what_holds_a_record_back_is_looked_up_by_the_record(
    migrated_sqlite_url: str, what: RecordClass
) -> None:
    """Not among all that is open in the center: that took minutes at twenty thousand tickets."""
    with open_store(parse_address(migrated_sqlite_url)) as store, store.begin_read() as session:
        asked = text(f"EXPLAIN QUERY PLAN {rows_of(what, with_held=False)}")
        plan = [row[3] for row in session.execute(asked, {"before": 0})]
    assert [line for line in plan if "_met_at_" in line or "_state_" in line] == []

"""Clocks, escalations, remedies and the working day; praise; what a complaint learns on its way.

The SQL is frozen in a file for each engine, as for 0001. On SQLite a table whose CHECKs change is
made anew under its own name from the rows of the old one, so that its text is the declared one and
what refers to it goes on doing so. The clocks that ran before as a due time of their ticket or
callback become rows of `clocks`.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from alembic import op
from sqlalchemy import text

from thirdring.domain.ids import new_id

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLE = re.compile(r"CREATE TABLE (\w+) ")
_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+)")
_DAY_US = 24 * 3600 * 1_000_000

# A callback's clock is the callback's, not its ticket's due time over again.
_OF_CALLBACKS = """
SELECT CASE WHEN kind = 'redial' THEN 'B8' ELSE 'C2' END AS rule, ticket_id, id AS callback_id,
    told_at AS started_at, due_at
FROM callbacks WHERE state = 'open'
"""
_OF_TICKETS = """
SELECT due_rule AS rule, id AS ticket_id, NULL AS callback_id,
    CASE WHEN received_at < due_at THEN received_at ELSE due_at END AS started_at, due_at
FROM tickets
WHERE open = {yes} AND due_at IS NOT NULL AND due_rule NOT IN ('C2', 'B8', 'D4')
"""
_OF_ANSWERS = """
SELECT 'D4' AS rule, id AS ticket_id, NULL AS callback_id, received_at AS started_at,
    CASE WHEN due_rule = 'D4' THEN due_at ELSE {day} END AS due_at
FROM tickets
WHERE open = {yes} AND kind = 'complaint'
    AND state IN ('intake', 'acknowledged', 'investigation', 'appraisal')
"""


def upgrade() -> None:
    old = {_name(s) for s in _statements("0001_first") if _TABLE.match(s)}
    new = _statements("0002_cases")
    rebuilt = {_name(s) for s in new if _TABLE.match(s)} & old
    for statement in new:
        if _name(statement) not in rebuilt:
            _run(statement)
    for table in sorted(rebuilt):
        _rebuild(table, new)
    _start_clocks()


def downgrade() -> None:
    """Back to 0001. Praise becomes an enquiry: 0001 has no such kind."""
    _run("UPDATE tickets SET kind = 'enquiry' WHERE kind = 'praise'")
    old, new = _statements("0001_first"), _statements("0002_cases")
    tables = [_name(s) for s in old if _TABLE.match(s)]
    for table in [_name(s) for s in new if _TABLE.match(s)][::-1]:
        if table not in tables:
            _run(f"DROP TABLE {table}")
    if _dialect() == "sqlite":
        for table in sorted({_name(s) for s in new if _TABLE.match(s)} & set(tables)):
            _rebuild(table, old)
    else:
        for statement in reversed(new):
            _take_back(statement, old)


def _rebuild(table: str, ddl: list[str]) -> None:
    """`table` as `ddl` declares it, with the columns both have (SQLite's own 12 steps)."""
    own = [s for s in ddl if (m := _INDEX.match(s)) and m[2] == table]
    create = next(s for s in ddl if _TABLE.match(s) and _name(s) == table)
    # Without it, renaming would make every table that refers to this one refer to the old one.
    _run("PRAGMA legacy_alter_table = ON")
    before = _columns(table)
    _run(f"ALTER TABLE {table} RENAME TO {table}_before")
    _run(create)
    both = ", ".join(c for c in before if c in _columns(table))
    _run(f"INSERT INTO {table} ({both}) SELECT {both} FROM {table}_before")  # noqa: S608 - names
    _run(f"DROP TABLE {table}_before")
    _run("PRAGMA legacy_alter_table = OFF")
    for index in own:
        _run(index)


def _take_back(statement: str, old: list[str]) -> None:
    """The reverse of one ALTER of PostgreSQL."""
    found = re.match(r"ALTER TABLE (\w+) (ADD COLUMN|ADD|DROP) (?:CONSTRAINT )?(\w+)", statement)
    if found is None:
        return
    table, verb, name = found.groups()
    if verb == "ADD COLUMN":
        _run(f"ALTER TABLE {table} DROP COLUMN {name}")
    elif verb == "ADD":
        _run(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    else:
        create = next(s for s in old if _TABLE.match(s) and _name(s) == table)
        lines = [line.strip().rstrip(",") for line in create.splitlines()]
        line = next(x for x in lines if x.startswith(f"CONSTRAINT {name} "))
        _run(f"ALTER TABLE {table} ADD {line}")


def _start_clocks() -> None:
    """Each due time there is, as a clock; an open complaint's answer (D4) as one of its own."""
    insert = text(
        "INSERT INTO clocks (id, rule, ticket_id, callback_id, basis, started_at, span_seconds,"
        " due_at) VALUES (:id, :rule, :ticket_id, :callback_id, 'wall', :started_at, :span, :due_at)"
    )
    connection = op.get_bind()
    for row in _due_times():
        new = new_id()
        key = new.bytes if _dialect() == "sqlite" else new
        connection.execute(insert, {"id": key, **row})


def _due_times() -> Iterator[dict[str, object]]:
    connection = op.get_bind()
    if _dialect() == "sqlite":
        seconds = "(due_at - started_at) / 1000000"
        day = f"received_at + {_DAY_US}"
    else:
        seconds = "cast(extract(epoch from due_at - started_at) as integer)"
        day = "received_at + interval '24 hours'"
    yes = "1" if _dialect() == "sqlite" else "true"
    for select in (_OF_CALLBACKS, _OF_TICKETS, _OF_ANSWERS):
        inner = select.format(yes=yes, day=day)
        sql = f"SELECT rule, ticket_id, callback_id, started_at, due_at, {seconds} AS span FROM ({inner}) AS t WHERE due_at >= started_at"  # noqa: S608 - our own texts
        yield from [dict(row) for row in connection.execute(text(sql)).mappings().all()]


def _columns(table: str) -> list[str]:
    rows = op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})").all()
    return [row[1] for row in rows]


def _name(statement: str) -> str:
    found = _TABLE.match(statement)
    if found:
        return found[1]
    index = _INDEX.match(statement)
    return index[2] if index else ""


def _run(statement: str) -> None:
    # The PostgreSQL driver takes a single % for a parameter.
    doubled = statement.replace("%", "%%") if _dialect() == "postgresql" else statement
    op.get_bind().exec_driver_sql(doubled)


def _dialect() -> str:
    return op.get_bind().dialect.name


def _statements(stem: str) -> list[str]:
    file = Path(__file__).with_name(f"{stem}.{_dialect()}.sql")
    return file.read_text(encoding="utf-8").strip().removesuffix(";").split(";\n\n")

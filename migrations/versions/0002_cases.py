"""Clocks, escalations, remedies and the working day; praise; what a complaint learns on its way.

The SQL is frozen in a file for each engine, as for 0001. On SQLite a table whose CHECKs change is
made anew under its own name from the rows of the old one, so that its text is the declared one and
what refers to it goes on doing so. The clocks that ran before as a due time of their ticket or
callback become rows of `clocks`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from alembic import op
from sqlalchemy import text

from thirdring.domain.ids import new_id
from thirdring.store.frozen_sql import FrozenSql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

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
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements("0001_first"), sql.statements("0002_cases"))
    _start_clocks()


def downgrade() -> None:
    """Back to 0001. Praise becomes an enquiry: 0001 has no such kind."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.run("UPDATE tickets SET kind = 'enquiry' WHERE kind = 'praise'")
    sql.take_back(sql.statements("0001_first"), sql.statements("0002_cases"))


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


def _dialect() -> str:
    return op.get_bind().dialect.name

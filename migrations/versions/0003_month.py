"""The month: how each complaint stands, closings that nothing changes, adjustments, appeals.

The SQL is frozen in a file for each engine, as for 0001. Triggers note each complaint whose place
in the tally may have moved; those that were there before are noted here, and counted by the first
transaction that commits afterwards (store/month_counts.py), which the upgrade itself runs.
"""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

from thirdring.store.frozen_sql import FrozenSql

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EARLIER = ("0001_first", "0002_cases")
_OWN = "0003_month"
_OF_APPEALS = "SELECT id FROM clocks WHERE appeal_id IS NOT NULL"
_COUNTED = "SELECT ticket_id FROM complaint_details"


def upgrade() -> None:
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements(*_EARLIER), sql.statements(_OWN))
    sql.run(f"INSERT INTO standings_due (ticket_id) {_COUNTED}")


def downgrade() -> None:
    """Back to 0002: closings and appeals are lost with their tables, and so are the counts."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    for table in ("alarms", "clock_pauses"):
        sql.run(f"DELETE FROM {table} WHERE clock_id IN ({_OF_APPEALS})")  # noqa: S608 - names
    sql.run("DELETE FROM clocks WHERE appeal_id IS NOT NULL")
    sql.take_back(sql.statements(*_EARLIER), sql.statements(_OWN))
    sql.run("DELETE FROM monthly_complaint_counts")

"""The first tables: center, staff, customers, calls, tickets, phrases, records, search.

The SQL is frozen in a file for each engine, as SQLAlchemy wrote it then: later changes to the
program's types and lists of values can't reach back into it.
"""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Children before parents.
TABLES = (
    "ticket_search", "callback_attempts", "attachment_contents", "protocol_records", "holds",
    "callbacks", "call_revisions", "attachments", "events", "complaint_details", "calls", "tickets",
    "staff_roles", "staff_preferences", "saved_views", "policy_history", "phrase_versions",
    "phrase_favourites", "customer_merges", "access_log", "staff", "products", "customer_numbers",
    "wordings", "settings", "policy", "phrases", "monthly_complaint_counts", "merchants", "desks",
    "departments", "customers",
)  # fmt: skip


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    sql = Path(__file__).with_name(f"0001_first.{dialect}.sql").read_text(encoding="utf-8")
    for statement in sql.strip().removesuffix(";").split(";\n\n"):
        # The PostgreSQL driver takes a single % for a parameter.
        op.get_bind().exec_driver_sql(
            statement.replace("%", "%%") if dialect == "postgresql" else statement
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")

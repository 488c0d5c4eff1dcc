"""The first tables: center, staff, customers, calls, tickets, phrases, records, search.

The SQL is frozen in a file for each engine, as SQLAlchemy wrote it then: later changes to the
program's types and lists of values can't reach back into it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_MADE = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+)|CREATE (FUNCTION) (\w+\(\))")


def upgrade() -> None:
    for statement in _statements():
        # The PostgreSQL driver takes a single % for a parameter.
        doubled = statement.replace("%", "%%") if _dialect() == "postgresql" else statement
        op.get_bind().exec_driver_sql(doubled)


def downgrade() -> None:
    """Drop what was made, children before parents; indexes and triggers go with their tables."""
    made = [match for statement in _statements() if (match := _MADE.match(statement))]
    for table, _, _ in reversed([match.groups() for match in made if match[1]]):
        op.execute(f"DROP TABLE {table}")
    for match in made:
        if match[2]:
            op.execute(f"DROP FUNCTION {match[3]}")


def _dialect() -> str:
    return op.get_bind().dialect.name


def _statements() -> list[str]:
    file = Path(__file__).with_name(f"0001_first.{_dialect()}.sql")
    return file.read_text(encoding="utf-8").strip().removesuffix(";").split(";\n\n")

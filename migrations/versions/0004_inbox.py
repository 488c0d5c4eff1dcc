"""The inbox: mail as it arrived, kept whole until and after somebody sorted it. New tables only."""

import re
from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLE = re.compile(r"CREATE TABLE (\w+) ")


def upgrade() -> None:
    for statement in _statements():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    made = [found[1] for statement in _statements() if (found := _TABLE.match(statement))]
    for table in reversed(made):
        op.get_bind().exec_driver_sql(f"DROP TABLE {table}")


def _statements() -> list[str]:
    file = Path(__file__).with_name(f"0004_inbox.{op.get_bind().dialect.name}.sql")
    return file.read_text(encoding="utf-8").strip().removesuffix(";").split(";\n\n")

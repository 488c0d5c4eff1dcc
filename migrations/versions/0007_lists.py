"""Indexes that lists of a big center walk: tickets of a category, callbacks kept on a day, examples."""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

from thirdring.store.frozen_sql import FrozenSql

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EARLIER = ("0001_first", "0002_cases", "0003_month", "0004_inbox", "0005_quality", "0006_erasures")
_OWN = "0007_lists"


def upgrade() -> None:
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements(*_EARLIER), sql.statements(_OWN))


def downgrade() -> None:
    """Back to 0006: nothing but the indexes goes."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.take_back(sql.statements(*_EARLIER), sql.statements(_OWN))

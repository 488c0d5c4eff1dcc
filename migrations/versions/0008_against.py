"""Whether a row of a list is about the person who looks is told by an index alone (G9)."""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

from thirdring.store.frozen_sql import FrozenSql

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EARLIER = (
    "0001_first",
    "0002_cases",
    "0003_month",
    "0004_inbox",
    "0005_quality",
    "0006_erasures",
    "0007_lists",
)
_OWN = "0008_against"


def upgrade() -> None:
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements(*_EARLIER), sql.statements(_OWN))


def downgrade() -> None:
    """Back to 0007: the earlier index comes again."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.take_back(sql.statements(*_EARLIER), sql.statements(_OWN))

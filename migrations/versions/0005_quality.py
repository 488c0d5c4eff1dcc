"""Quality checks (G8), and an index for the satisfaction of a period's return visits (J5)."""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

from thirdring.store.frozen_sql import FrozenSql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EARLIER = ("0001_first", "0002_cases", "0003_month", "0004_inbox")
_OWN = "0005_quality"


def upgrade() -> None:
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements(*_EARLIER), sql.statements(_OWN))


def downgrade() -> None:
    """Back to 0004: the checks are lost with their table; closings keep the scores they froze."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.take_back(sql.statements(*_EARLIER), sql.statements(_OWN))

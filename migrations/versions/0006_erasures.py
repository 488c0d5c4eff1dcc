"""Which records were erased (J6). One new table; what it tells of isn't older than it."""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

from thirdring.store.frozen_sql import FrozenSql

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_EARLIER = ("0001_first", "0002_cases", "0003_month", "0004_inbox", "0005_quality")
_OWN = "0006_erasures"


def upgrade() -> None:
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements(*_EARLIER), sql.statements(_OWN))


def downgrade() -> None:
    """Back to 0005: what was erased stays so, and is no longer known to have been."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.take_back(sql.statements(*_EARLIER), sql.statements(_OWN))

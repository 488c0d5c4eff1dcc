"""Quality checks (G8), and an index for the satisfaction of a period's return visits (J5).

An incomplete complaint counts for nobody until it is settled, also when it is against no employee:
those that counted are noted, and stand anew with the first transaction, which the upgrade runs.
"""

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
_INCOMPLETE = """
    SELECT s.ticket_id FROM complaint_standings s
    JOIN complaint_details d ON d.ticket_id = s.ticket_id
    WHERE s.kind = 'complaint' AND s.standing IN ('counted', 'undecided')
    AND (s.channel = '' OR s.nature = '' OR s.severity = '' OR d.against_kind IS NULL)
"""


def upgrade() -> None:
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.apply(sql.statements(*_EARLIER), sql.statements(_OWN))
    sql.run(f"INSERT INTO standings_due (ticket_id) {_INCOMPLETE}")


def downgrade() -> None:
    """Back to 0004: the checks are lost with their table; closings keep the scores they froze."""
    sql = FrozenSql(op.get_bind(), Path(__file__).parent)
    sql.take_back(sql.statements(*_EARLIER), sql.statements(_OWN))

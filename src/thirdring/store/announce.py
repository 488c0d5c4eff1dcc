"""Tells other desks, in the transaction of a deed, what it touches (PostgreSQL's NOTIFY).

The server delivers it with the commit or not at all. SQLite needs none of it: its files say
themselves that somebody wrote.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

from thirdring.domain.changes import to_payload
from thirdring.store.own_marks import OwnMarks

# Channels belong to a database; a center's schema within it tells several apart.
CHANNEL = "'thirdring_' || md5(coalesce(current_schema(), ''))"
# A full queue would refuse the commit (a listener that sleeps in a transaction fills it). Then
# nothing is sent: who listens sees how full it is, and reads everything again for so long.
FULL = 0.5
_TELL = text(f"SELECT pg_notify({CHANNEL}, :payload) WHERE pg_notification_queue_usage() < {FULL}")
# Bookkeeping that no screen shows, or only beside what changes in the same transaction.
_QUIET = frozenset(
    {"access_log", "clock_pauses", "complaint_standings", "desks", "events", "inbox_raw",
     "monthly_complaint_counts", "standings_due", "staff_preferences"}
)  # fmt: skip
_WRITTEN = "thirdring.written"


def watch_writes(engine: Engine) -> None:
    """Note in each transaction the tables it writes to."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.info[_WRITTEN] = set()

    @event.listens_for(engine, "after_execute")
    def _executed(connection: Connection, statement: Any, *_: object) -> None:
        if getattr(statement, "is_dml", False):
            connection.info.setdefault(_WRITTEN, set()).add(statement.table.name)


def touched(session: Session) -> set[str]:
    """The topics the deed of this session names itself, for what it does behind functions."""
    found: set[str] = session.info.setdefault("touched", set())
    return found


def announce(session: Session, marks: OwnMarks) -> None:
    """Have the commit tell every listening desk; silent where nothing shown was written."""
    written: set[str] = session.connection().info.get(_WRITTEN, set())
    topics = (written | touched(session)) - _QUIET
    if topics:
        session.execute(_TELL, {"payload": to_payload(marks.new(), topics)})

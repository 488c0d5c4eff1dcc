"""Tells other desks, in the transaction of a deed, what it touches (PostgreSQL's NOTIFY).

The server delivers it with the commit or not at all. SQLite needs none of it: its files say
themselves that somebody wrote.

Every commit reaches every desk. So that a center of hundreds of desks doesn't read with each of
them, rows of a few tables are told with whom they are about: those whom screens show to one person,
or of one customer.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, text
from sqlalchemy.orm import Session

from thirdring.domain.changes import about, to_payload
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
# What a row of these is about, as screens ask for it: a ticket, a customer, whose it is; also what
# it was about before.
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "alarms": ("clock_id", "seen_by"),  # whose clocks they are, who raises them says
    "attachments": ("ticket_id",),
    "callback_attempts": ("callback_id",),
    "callbacks": ("ticket_id", "customer_id", "owner_id"),
    "calls": ("ticket_id", "customer_id"),
    "clocks": ("ticket_id",),
    "complaint_details": ("ticket_id",),
    "coupons": ("ticket_id", "customer_id"),
    "customer_numbers": ("customer_id",),
    "customers": ("id",),
    "escalations": ("ticket_id", "owner_id", "sent_by"),
    "notices": ("ticket_id",),
    "return_visits": ("ticket_id", "customer_id", "owner_id"),
    "ticket_notes": ("ticket_id",),
    "tickets": ("id", "customer_id", "owner_id"),
}
NOBODY = uuid.UUID(int=0)
_WRITTEN = "thirdring.written"
_FLUSHING = "thirdring.flushing"


def watch_writes(engine: Engine) -> None:
    """Note in each transaction the tables it writes to, and about whom where that can be told: of
    rows of the session, and of rows inserted; anything else is about everybody.
    """

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.info[_WRITTEN] = set()
        connection.info.pop(_FLUSHING, None)

    @event.listens_for(engine, "after_execute")
    def _executed(
        connection: Connection, statement: Any, _many: Any, _one: Any, _options: Any, result: Any
    ) -> None:
        if getattr(statement, "is_dml", False):
            written = connection.info.setdefault(_WRITTEN, set())
            written.update(_topics(statement, result, flushing=_FLUSHING in connection.info))


def watch_flushes(sessions: Any) -> None:
    """The same for what sessions of this kind write by themselves."""

    @event.listens_for(sessions, "before_flush")
    def _flushing(session: Session, *_: object) -> None:
        noted = session.connection().info
        session.info[_FLUSHING] = noted
        noted[_FLUSHING] = True
        for row in (*session.new, *session.dirty, *session.deleted):
            noted.setdefault(_WRITTEN, set()).update(_topics_of_row(row))

    @event.listens_for(sessions, "after_flush")
    @event.listens_for(sessions, "after_soft_rollback")  # of a flush that failed
    def _flushed(session: Session, *_: object) -> None:
        session.info.pop(_FLUSHING, {}).pop(_FLUSHING, None)


def _topics(statement: Any, result: Any, *, flushing: bool) -> Iterable[str]:
    table = statement.table.name
    columns = _ABOUT.get(table)
    if columns is None:
        return (table,)
    if flushing:
        return ()  # its rows are noted already
    if not statement.is_insert:
        return (table,)
    rows = result.context.compiled_parameters
    return {one for row in rows for one in _about(table, [row.get(column) for column in columns])}


def _topics_of_row(row: Any) -> Iterator[str]:
    table = row.__tablename__
    for column in _ABOUT.get(table, ()):
        before = inspect(row).attrs[column].history.deleted
        yield from _about(table, [getattr(row, column), *(before or ())])


def _about(table: str, ids: Iterable[uuid.UUID | None]) -> Iterator[str]:
    for one in ids:
        yield about(table, one or NOBODY)


def touched(session: Session) -> set[str]:
    """The topics the deed of this session names itself, for what it does behind functions. A table
    whose rows it wrote itself is known better.
    """
    found: set[str] = session.info.setdefault("touched", set())
    return found


def tables_written(session: Session) -> set[str]:
    """What the statements of this session's transaction wrote to; not what text of SQL did."""
    written: set[str] = session.connection().info.get(_WRITTEN, set())
    return {topic.partition(":")[0] for topic in written}


def announce(session: Session, marks: OwnMarks) -> None:
    """Have the commit tell every listening desk; silent where nothing shown was written."""
    written: set[str] = session.connection().info.get(_WRITTEN, set())
    topics = (written | (touched(session) - tables_written(session))) - _QUIET
    if topics:
        session.connection().execute(_TELL, {"payload": to_payload(marks.new(), topics)})

"""Who has a ticket open, as the server itself knows it: advisory locks of living connections.

A desk's listening connection holds a shared lock for the ticket that is open there. The lock goes
with the connection, whatever ends it, so that a killed desk is gone at once and nothing has to be
written, renewed or tidied up. Shared locks keep nobody out of anything.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, text

APPLICATION = "thirdring"
OPEN, EDITING = 0x3353, 0x3354  # beside the other advisory locks: see month_counts.py
LOOKOUT = 0x3358
_BYTES = 4

_WHO = text(
    "SELECT a.usename AS login, a.application_name AS said, bool_or(l.classid = :editing) AS editing"
    " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted"
    " AND l.classid IN (:open, :editing) AND l.objid = CAST(:key AS oid)"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " GROUP BY a.pid, a.usename, a.application_name, a.backend_start ORDER BY a.backend_start"
)
# Whether another connection than the one that asks shows one of the tickets of these numbers.
OPEN_ELSEWHERE = (
    "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted"  # noqa: S608 - two numbers
    f" AND classid IN ({OPEN}, {EDITING}) AND CAST(objid AS bigint) = ANY (CAST(%s AS bigint[]))"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND pid <> pg_backend_pid())"
)


@dataclass(frozen=True, slots=True)
class OpenAt:
    """One desk with the ticket open: the login the server knows it by, whose desk it says it is."""

    login: str | None
    staff_id: uuid.UUID | None
    editing: bool


def lock_key(ticket_id: uuid.UUID) -> int:
    """The second half of the advisory lock: a piece of the id's random part, as a signed number."""
    return int.from_bytes(ticket_id.bytes[-_BYTES:], signed=True)


def lock_number(ticket_id: uuid.UUID) -> int:
    """The same as the server shows it, without a sign."""
    return int.from_bytes(ticket_id.bytes[-_BYTES:])


def application_name(staff_id: uuid.UUID | None) -> str:
    """What the listening connection calls itself, so that others can say whose it is."""
    return APPLICATION if staff_id is None else f"{APPLICATION} {staff_id.hex}"


def who_has_open(connection: Connection, ticket_id: uuid.UUID) -> tuple[OpenAt, ...]:
    """The desks that have it open, the first to open it first; of a file nobody else can."""
    if connection.dialect.name != "postgresql":
        return ()
    rows = connection.execute(
        _WHO, {"key": lock_number(ticket_id), "open": OPEN, "editing": EDITING}
    )
    return tuple(OpenAt(row.login, _staff_of(row.said), row.editing) for row in rows)


def _staff_of(said: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=(said or "").removeprefix(f"{APPLICATION} "))
    except ValueError:
        return None

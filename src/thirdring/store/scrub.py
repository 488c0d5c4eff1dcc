"""Makes sure that what was erased is nowhere in the file any more: not in its free pages, not in the
search index, not in the write-ahead log.

A server's disk is its administrator's: there PostgreSQL's vacuum takes the old versions of rows
away in its own time (docs/security.md).
"""

from collections.abc import Callable

from sqlalchemy import text

from thirdring.store import log_guard
from thirdring.store.address import EngineKind
from thirdring.store.engine import Store

_PAGES = 500
_MERGE = text("INSERT INTO ticket_search(ticket_search, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


def scrub(store: Store, *, going_on: Callable[[], bool] = lambda: True) -> bool:
    """Write the file anew from what is in it. Takes about half a minute a gigabyte and as much room
    again; nobody can save meanwhile. False when somebody reads on in the old log, or `going_on`
    said no: then it is to be done again.

    Raises:
        Unavailable: no room, or somebody is writing; what was erased is erased all the same.
    """
    if store.address.kind is not EngineKind.SQLITE or store.read_only:
        return True
    # Tokens of erased tickets go when the parts of the index are put together, in short rounds.
    pages = -_PAGES
    while _merged(store, pages):
        if not going_on():
            return False
        pages = _PAGES
    with store.explained(), store.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101 - a checked-out connection has one
        raw.execute("VACUUM")
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        log_guard.arm(raw)
    return not busy


def _merged(store: Store, pages: int) -> bool:
    """Whether there was something to merge, so that there may be more."""
    with store.begin_write() as session:
        before = session.execute(_CHANGES).scalar_one()
        session.execute(_MERGE, {"pages": pages})
        # FTS5 counts a merge that did nothing as one change, or none.
        return bool(session.execute(_CHANGES).scalar_one() - before > 1)

"""What the database wants done while nobody is waiting for it."""

from sqlalchemy import text

from thirdring.store.address import EngineKind
from thirdring.store.engine import Store

_MERGE_PAGES = 500
_MERGE = text("INSERT INTO ticket_search(ticket_search, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


def tidy(store: Store) -> bool:
    """One short round of upkeep, for a moment without work: merge a part of the search index, bring
    the write-ahead log into the file. No ANALYZE: every list has its index, and with statistics
    SQLite takes another one and sorts (measured: an index skipped through, and all that is due today).

    True when there is more to merge: call again at the next idle moment. Nothing on a server,
    which does this by itself.

    Raises:
        Unavailable: somebody is writing, the disk is full ...; leave it for the next time.
    """
    if store.address.kind is not EngineKind.SQLITE or store.read_only:
        return False
    with store.begin_write() as session:
        before = session.execute(_CHANGES).scalar_one()
        session.execute(_MERGE, {"pages": _MERGE_PAGES})
        # FTS5 counts a merge that did nothing as one change, or none.
        more = session.execute(_CHANGES).scalar_one() - before > 1
    store.checkpoint()
    return bool(more)

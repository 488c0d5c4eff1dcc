"""Tells open windows that somebody, here or elsewhere, has committed something."""

import uuid
from collections.abc import Callable

from thirdring.domain.changes import Change
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store


def follow_changes(
    store: Store,
    on_change: Callable[[Change], None],
    staff_id: uuid.UUID | None = None,
    *,
    may_look: bool = False,
    wait: bool = True,
) -> ChangeFeed:
    """Start calling `on_change(change)` (on a thread of its own) after every commit; `stop()` ends
    it. `staff_id`: whose desk this is, for who else has a ticket open; `may_look`: it
    may be the one desk of a server that looks for all (`Store.lookout`). Without `wait` the database
    may be away.
    """
    feed = ChangeFeed(store, on_change, staff_id=staff_id, may_look=may_look)
    feed.start(wait=wait)
    return feed

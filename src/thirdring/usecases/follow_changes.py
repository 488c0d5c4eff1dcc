"""Tells open windows that somebody, here or elsewhere, has committed something."""

from collections.abc import Callable

from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store


def follow_changes(store: Store, on_change: Callable[[], None], *, wait: bool = True) -> ChangeFeed:
    """Start calling `on_change()` (on a thread of its own) after every commit; `stop()` ends it.
    Without `wait` the database may be away.
    """
    feed = ChangeFeed(store, on_change)
    feed.start(wait=wait)
    return feed

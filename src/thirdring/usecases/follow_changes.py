"""Tells open windows that somebody, here or elsewhere, has committed something."""

from collections.abc import Callable

from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store


def follow_changes(store: Store, on_change: Callable[[], None]) -> ChangeFeed:
    """Start calling `on_change()` (on a thread of its own) after every commit; `stop()` ends it."""
    feed = ChangeFeed(store, on_change)
    feed.start()
    return feed

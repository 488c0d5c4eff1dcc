"""Who has a ticket open: seen while the desk lives, gone with it."""

import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue

from thirdring.domain.changes import PRESENCE, Change, about
from thirdring.domain.ids import new_id
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store, open_store
from thirdring.store.presence import OpenAt, who_has_open

PATIENCE = 20.0
Next = Callable[[], Change]


@contextmanager
def desk(store: Store, staff_id: uuid.UUID) -> Iterator[tuple[ChangeFeed, Next]]:
    """A desk that listens."""
    told: SimpleQueue[Change] = SimpleQueue()
    feed = ChangeFeed(store, told.put, every_seconds=0.5, staff_id=staff_id)
    feed.start()
    yield feed, lambda: told.get(timeout=PATIENCE)
    feed.stop()


def who(store: Store, ticket_id: uuid.UUID) -> list[tuple[uuid.UUID | None, bool]]:
    with store.begin_read() as session:
        found: tuple[OpenAt, ...] = who_has_open(session.connection(), ticket_id)
    return [(one.staff_id, one.editing) for one in found]


def until(store: Store, ticket_id: uuid.UUID, expected: set[tuple[uuid.UUID | None, bool]]) -> bool:
    """Desks show what they have open a moment after they are told to."""
    end = time.monotonic() + PATIENCE
    while set(who(store, ticket_id)) != expected:
        assert time.monotonic() < end
    return True


def test_who_opens_edits_and_closes_a_ticket_is_told_and_seen(migrated_postgres_url: str) -> None:
    li, wang, ticket, other = (new_id() for _ in range(4))
    with (
        open_store(migrated_postgres_url) as mine,
        open_store(migrated_postgres_url) as theirs,
        desk(mine, wang) as (own, told),
        desk(theirs, li) as (feed, _told),
    ):
        opened = Change(frozenset({about(PRESENCE, ticket)}))
        own.hold(ticket)
        feed.hold(ticket)
        assert told() in {opened, replace(opened, own=True)}  # who is the first tells nobody
        assert until(mine, ticket, {(li, False), (wang, False)})
        assert who(mine, other) == []
        feed.hold(ticket, editing=True)
        assert told() == opened
        assert until(mine, ticket, {(li, True), (wang, False)})
        feed.hold(None)
        assert told() == opened
        assert until(mine, ticket, {(wang, False)})


def test_who_is_alone_with_a_ticket_wakes_no_other_desk(migrated_postgres_url: str) -> None:
    li, wang, ticket, other = (new_id() for _ in range(4))
    with (
        open_store(migrated_postgres_url) as mine,
        open_store(migrated_postgres_url) as theirs,
        desk(mine, wang) as (own, told),
        desk(theirs, li) as (feed, _told),
    ):
        own.hold(other)
        feed.hold(ticket)
        assert until(mine, ticket, {(li, False)})
        feed.hold(None)
        assert until(mine, ticket, set())
        feed.hold(other)
        assert told() == Change(frozenset({about(PRESENCE, other)}))


def test_one_desk_looks_for_all_and_another_when_it_closes(migrated_postgres_url: str) -> None:
    with (
        open_store(migrated_postgres_url) as mine,
        open_store(migrated_postgres_url) as theirs,
        open_store(migrated_postgres_url) as hr,
    ):

        def looking() -> list[bool]:
            return [store.lookout for store in (mine, theirs, hr)]

        assert looking() == [True] * 3  # each for itself, until it follows
        feeds = [
            ChangeFeed(store, lambda _: None, every_seconds=0.1, staff_id=new_id(), may_look=may)
            for store, may in ((mine, True), (theirs, True), (hr, False))
        ]
        first, second, third = feeds
        for feed in feeds:
            feed.start()
        assert looking() == [True, False, False]
        first.hold(new_id())  # showing tickets, and putting them away, leaves it with the same
        first.hold(None)
        second.hold(ticket := new_id())
        assert until(theirs, ticket, {(second._watch._staff_id, False)})  # type: ignore[attr-defined]
        assert looking() == [True, False, False]
        first.stop()
        end = time.monotonic() + PATIENCE
        while looking() != [True, True, False]:  # who doesn't follow is on its own
            assert time.monotonic() < end
        second.stop()
        third.stop()


def test_a_desk_that_closes_leaves_nothing_behind(migrated_postgres_url: str) -> None:
    li, wang, ticket = (new_id() for _ in range(3))
    with open_store(migrated_postgres_url) as store, desk(store, wang) as (own, told):
        own.hold(ticket)
        assert until(store, ticket, {(wang, False)})
        with desk(store, li) as (feed, _told):
            feed.hold(ticket, editing=True)
            told()
        assert told() == Change(frozenset({about(PRESENCE, ticket)}), own=True)
        assert who(store, ticket) == [(wang, False)]


_KILLED = """
import os, signal, sys, uuid
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import open_store
store = open_store(sys.argv[1])
mine = uuid.UUID(sys.argv[2])
feed = ChangeFeed(store, lambda change: os.kill(os.getpid(), signal.SIGKILL), staff_id=mine)
feed.start()
feed.hold(uuid.UUID(sys.argv[3]))
feed._thread.join()
"""


def test_a_killed_desk_vanishes_without_anybody_tidying_up(migrated_postgres_url: str) -> None:
    li, wang, ticket = (new_id() for _ in range(3))
    arguments = [migrated_postgres_url, str(li), str(ticket)]
    with open_store(migrated_postgres_url) as store, desk(store, wang) as (own, told):
        own.hold(ticket)
        assert until(store, ticket, {(wang, False)})
        subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False)
        assert told() == Change(frozenset({about(PRESENCE, ticket)}))
        # The server notices when it next looks at the socket.
        assert until(store, ticket, {(wang, False)})


def test_a_file_has_one_desk_and_nobody_else(migrated_sqlite_url: str) -> None:
    ticket = new_id()
    with (
        open_store(migrated_sqlite_url) as store,
        desk(store, new_id()) as (feed, _told),
    ):
        feed.hold(ticket)
        assert who(store, ticket) == []

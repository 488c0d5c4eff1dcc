"""Anybody who may sign in may NOTIFY: what they say has a desk read again, and nothing else (H5).

The desk is zhao's, with a live feed; lin speaks on its channel with a bare connection.
"""

import time
import uuid
from collections.abc import Iterator
from queue import SimpleQueue

import psycopg
import pytest

from tests.store.server.conftest import Attacked
from tests.usecases.conftest import NOON, open_store_at
from thirdring.domain.changes import EVERYTHING, Change
from thirdring.domain.ids import new_id
from thirdring.store.announce import CHANNEL
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store
from thirdring.store.tables import SavedView

pytestmark = pytest.mark.postgres
PATIENCE = 20.0
_GAP_SECONDS = 0.1  # store/server_watch.py: a burst is told ten times a second


_THOUSAND = (
    f"SELECT pg_notify({CHANNEL}, '3r1 ' || lpad(to_hex(n), 16, '0') || ' tickets')"  # noqa: S608
    " FROM generate_series(1, 1000) AS n"
)


class Desk:
    """A store with its feed; `told` is what the feed said, in order."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: SimpleQueue[Change] = SimpleQueue()
        self.feed = ChangeFeed(store, self.told.put)

    def next(self) -> Change:
        return self.told.get(timeout=PATIENCE)

    def until(self, topic: str) -> list[Change]:
        """All that is told up to the change of `topic`."""
        found = [self.next()]
        while found[-1].topics is not None and topic not in found[-1].topics:
            found.append(self.next())
        return found


@pytest.fixture
def desk(attacked: Attacked) -> Iterator[Desk]:
    with open_store_at(attacked.logins.url("zhao")) as store:
        made = Desk(store)
        made.feed.start()
        yield made
        made.feed.stop()


@pytest.fixture
def spoofer(attacked: Attacked) -> Iterator[psycopg.Connection]:
    url = attacked.logins.url("lin").replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def _say(spoofer: psycopg.Connection, payload: str) -> None:
    spoofer.execute(f"SELECT pg_notify({CHANNEL}, %s)".encode(), [payload])


@pytest.mark.parametrize(
    ("payload", "change"),
    [
        ("garbage", EVERYTHING),
        ("", EVERYTHING),
        ('{"topics": ["tickets"]}', EVERYTHING),
        ("3r1 " + "0" * 16 + " tickets; DROP TABLE tickets", EVERYTHING),
        ("3r1 " + "0" * 16 + " <img src=x>", EVERYTHING),
        ("3r1 " + "0" * 16 + " \\x00\\u0000%s{0}\x01\x1b\u202e", EVERYTHING),
        ("3r1 " + "0" * 16 + " ../../etc/passwd", EVERYTHING),
        ("3r1 " + "é" * 16 + " tickets", EVERYTHING),
        ("3r1 " + "0" * 16 + " " + ",".join(["tickets"] * 990), EVERYTHING),
        ("x" * 7_999, EVERYTHING),
        ("3r1 " + "0" * 16 + " no_such_table", Change(frozenset({"no_such_table"}))),
        ("3r1 " + "0" * 16 + " access_log,staff", Change(frozenset({"access_log", "staff"}))),
        (
            "3r1 " + "0" * 16 + " presence:" + "f" * 32,
            Change(frozenset({"presence:" + "f" * 32})),
        ),
    ],
)
def test_h5_a_spoofed_notice_has_a_desk_read_again_and_no_more(
    desk: Desk, spoofer: psycopg.Connection, payload: str, change: Change
) -> None:
    _say(spoofer, payload)
    assert desk.next() == change
    _say(spoofer, "3r1 " + "0" * 16 + " alive")  # the feed lives, and tells nobody's as its own
    assert desk.next() == Change(frozenset({"alive"}))


@pytest.mark.parametrize(
    ("said", "state"), [("chr(0)", "54000"), ("repeat('x', 8000)", "22023"), ("E'\\xff'", "22021")]
)
def test_h5_what_no_notice_can_hold_the_server_refuses(
    desk: Desk, spoofer: psycopg.Connection, said: str, state: str
) -> None:
    with pytest.raises(psycopg.Error) as refused:
        spoofer.execute(f"SELECT pg_notify({CHANNEL}, {said})".encode())
    assert refused.value.sqlstate == state
    _say(spoofer, "3r1 " + "0" * 16 + " alive")
    assert desk.next() == Change(frozenset({"alive"}))


def test_h5_a_mark_copied_off_the_line_is_nobodys(
    attacked: Attacked, desk: Desk, spoofer: psycopg.Connection
) -> None:
    """Who listens reads a desk's mark; said again it doesn't hurry that desk as its own work does."""
    zhao = uuid.UUID(attacked.ids["zhao"])
    channel = spoofer.execute(f"SELECT {CHANNEL}".encode()).fetchone()
    spoofer.execute(f'LISTEN "{channel[0]}"'.encode())  # type: ignore[index]
    with desk.store.begin_write() as session:
        session.add(SavedView(id=new_id(), staff_id=zhao, name="x", filter={}, created_at=NOON))
        session.flush()
    own = desk.next()
    heard = next(iter(spoofer.notifies(timeout=PATIENCE, stop_after=1)))
    _say(spoofer, heard.payload)
    assert own.own
    assert desk.next() == Change(own.topics)


def test_h5_thousands_of_notices_are_told_a_few_times(
    desk: Desk, spoofer: psycopg.Connection
) -> None:
    began = time.monotonic()
    for _ in range(10):
        spoofer.execute(_THOUSAND.encode())
    _say(spoofer, "3r1 " + "0" * 16 + " last")
    told = desk.until("last")
    # So many fit into that time, however long it was, and each is one to the screens.
    assert len(told) <= (time.monotonic() - began) / _GAP_SECONDS + 2
    assert frozenset().union(*(one.topics or () for one in told)) == {"tickets", "last"}
    assert not any(one.own for one in told)

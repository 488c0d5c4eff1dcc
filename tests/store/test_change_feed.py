"""Every commit of anybody is told, and trouble with the database only delays it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue

import psycopg
import pytest
from sqlalchemy import delete, text

from tests.postgres import Server
from thirdring.domain.changes import EVERYTHING, Change
from thirdring.store import encryption
from thirdring.store.address import EngineKind, parse_address
from thirdring.store.announce import CHANNEL, FULL, touched
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Setting, StandingDue
from thirdring.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PATIENCE = 20.0


class Told:
    """What the feed tells, in order; `wait` returns after the next one, `next` with it."""

    def __init__(self) -> None:
        self.changes: SimpleQueue[Change] = SimpleQueue()

    def __call__(self, change: Change) -> None:
        self.changes.put(change)

    def next(self) -> Change:
        return self.changes.get(timeout=PATIENCE)

    def wait(self) -> bool:
        return bool(self.next())

    def silent_for(self, seconds: float) -> bool:
        try:
            self.changes.get(timeout=seconds)
        except Empty:
            return True
        return False

    def until(self, topic: str) -> list[Change]:
        """All up to the one of `topic`."""
        found = [self.next()]
        while found[-1].topics is None or topic not in found[-1].topics:
            found.append(self.next())
        return found


@contextmanager
def feeding(store: Store) -> Iterator[Told]:
    told = Told()
    every = 0.02 if store.address.kind is EngineKind.SQLITE else 0.5
    feed = ChangeFeed(store, told, every_seconds=every)
    feed.start()
    yield told
    feed.stop()


def _write(store: Store, name: str) -> None:
    with store.begin_write() as session:
        session.add(Setting(key=name, value=1, updated_at=NOW))


def test_each_commit_is_told(store: Store) -> None:
    with feeding(store) as told:
        for i in range(3):
            _write(store, str(i))
            assert told.wait()


def test_what_was_before_and_what_is_only_read_is_not_told(store: Store) -> None:
    _write(store, "before")
    with feeding(store) as told:
        with store.begin_read() as session:
            assert session.get(Setting, "before") is not None
        assert told.silent_for(0.2)


def test_another_process_is_told_of(made: Path) -> None:
    code = (
        "import sys; from sqlalchemy import text; from thirdring.store.engine import open_store\n"
        "with open_store(sys.argv[1]) as s, s.begin_write() as x:\n"
        "    x.execute(text(\"INSERT INTO settings VALUES ('b', '1', 1)\"))\n"
    )
    with open_store(str(made)) as store, feeding(store) as told:
        subprocess.run([sys.executable, "-c", code, str(made)], check=True)
        assert told.wait()


def test_an_encrypted_file_is_watched_too(made: Path) -> None:
    key = encryption.turn_on(str(made))
    with open_store(str(made), key) as store, feeding(store) as told:
        _write(store, "a")
        assert told.wait()


def test_stopping_lets_go_of_the_file(made: Path) -> None:
    with open_store(str(made)) as store, feeding(store):
        pass
    assert not made.with_name("center.db-wal").exists()
    ChangeFeed(store, lambda _change: None).stop()  # never started


@pytest.mark.expected_log("can't be watched")
def test_after_trouble_everything_counts_as_changed(
    postgres_url: str, postgres_server: Server
) -> None:
    upgrade(postgres_url)
    with open_store(postgres_url) as store, feeding(store) as told:
        postgres_server.stop()
        postgres_server.run()
        assert told.wait()
        _write(store, "a")
        assert told.wait()


def test_a_server_says_what_was_touched_and_by_whom(migrated_postgres_url: str) -> None:
    with (
        open_store(migrated_postgres_url) as mine,
        open_store(migrated_postgres_url) as theirs,
        feeding(mine) as told,
    ):
        _write(mine, "a")
        assert told.next() == Change(frozenset({"settings"}), own=True)
        _write(theirs, "b")
        assert told.next() == Change(frozenset({"settings"}))


def test_what_was_rolled_back_or_is_bookkeeping_is_not_told(migrated_postgres_url: str) -> None:
    with open_store(migrated_postgres_url) as store, feeding(store) as told:
        with store.begin_write() as session:
            session.add(Setting(key="a", value=1, updated_at=NOW))
            session.flush()
            session.rollback()
        with store.begin_write() as session:
            session.execute(delete(StandingDue))
        _write(store, "b")
        assert told.next() == Change(frozenset({"settings"}), own=True)


def test_a_burst_of_commits_is_told_a_few_times(migrated_postgres_url: str) -> None:
    with (
        open_store(migrated_postgres_url) as mine,
        open_store(migrated_postgres_url) as theirs,
        feeding(mine) as told,
    ):
        for i in range(300):
            _write(theirs, str(i))
        with theirs.begin_write() as session:
            touched(session).add("last")
        times = told.until("last")
        assert len(times) < 300
        assert {topic for one in times for topic in one.topics or ()} == {"settings", "last"}


@pytest.mark.parametrize(
    "said", ["", "garbage", "3r2 newer form", "3r1 0123456789abcdef tickets,;", "x" * 7_900]
)
def test_what_anybody_else_sends_is_a_hint_at_most(migrated_postgres_url: str, said: str) -> None:
    with open_store(migrated_postgres_url) as store, feeding(store) as told:
        with store.engine.begin() as connection:
            connection.execute(text(f"SELECT pg_notify({CHANNEL}, :said)"), {"said": said})
        assert told.next() == EVERYTHING


def test_two_schemas_of_one_database_are_told_apart(migrated_postgres_url: str) -> None:
    with open_store(migrated_postgres_url) as store, feeding(store) as told:
        with store.engine.begin() as connection:
            connection.execute(text("CREATE SCHEMA other"))
            connection.execute(text("SET LOCAL search_path TO other"))
            connection.execute(text(f"SELECT pg_notify({CHANNEL}, '')"))
        _write(store, "a")
        assert told.next() == Change(frozenset({"settings"}), own=True)


def test_a_notice_longer_than_a_server_takes_says_everything(migrated_postgres_url: str) -> None:
    with (
        open_store(migrated_postgres_url) as mine,
        open_store(migrated_postgres_url) as theirs,
        feeding(mine) as told,
    ):
        with theirs.begin_write() as session:
            touched(session).update("topic_" + "a" * i for i in range(30) for _ in "x")
            touched(session).update(f"presence:{i:032x}" for i in range(300))
        assert told.next() == EVERYTHING


@pytest.mark.long
def test_a_queue_of_notices_that_is_full_refuses_no_save(
    postgres_url: str, postgres_server: Server
) -> None:
    """Somebody listens and sleeps in a transaction: their notices fill the queue."""
    upgrade(postgres_url)
    with psycopg.connect(postgres_server.admin_dsn, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET max_notify_queue_pages = 64")
    postgres_server.stop()
    postgres_server.run()
    conninfo = parse_address(postgres_url).conninfo
    with (
        open_store(postgres_url) as store,
        psycopg.connect(conninfo) as sleeper,
        psycopg.connect(conninfo, autocommit=True) as flood,
    ):
        sleeper.execute("LISTEN anything")
        sleeper.commit()
        sleeper.execute("SELECT 1")
        usage = "SELECT pg_notification_queue_usage()"
        while flood.execute(usage).fetchone() < (FULL,):  # type: ignore[operator]
            flood.execute("SELECT pg_notify('anything', repeat('x', 7000) || n)"
                          " FROM generate_series(1, 5) n")  # fmt: skip
        with feeding(store) as told:
            _write(store, "a")
            assert told.next() == EVERYTHING
            sleeper.rollback()
            while flood.execute(usage).fetchone() >= (FULL,):  # type: ignore[operator]
                flood.execute("SELECT pg_notify('anything', '')")  # has the queue's end move on
            _write(store, "b")
            assert told.until("settings")[-1].own
    with psycopg.connect(postgres_server.admin_dsn, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM RESET max_notify_queue_pages")
    postgres_server.stop()
    postgres_server.run()

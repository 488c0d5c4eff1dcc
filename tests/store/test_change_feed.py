"""Every commit of anybody is told, and trouble with the database only delays it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.postgres import Server
from thirdring.store import encryption
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Setting
from thirdring.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PATIENCE = 20.0


class Told:
    """Counts what the feed tells; `wait` returns after the next one."""

    def __init__(self) -> None:
        self.semaphore = threading.Semaphore(0)

    def __call__(self) -> None:
        self.semaphore.release()

    def wait(self) -> bool:
        return self.semaphore.acquire(timeout=PATIENCE)

    def silent_for(self, seconds: float) -> bool:
        return not self.semaphore.acquire(timeout=seconds)


@contextmanager
def feeding(store: Store) -> Iterator[Told]:
    told = Told()
    feed = ChangeFeed(store, told, every_seconds=0.02)
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
    ChangeFeed(store, lambda: None).stop()  # never started


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

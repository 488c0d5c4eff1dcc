"""What goes wrong with a server: one sentence each, and never a wait without an end."""

import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tests.postgres import Server
from tests.tcp_proxy import TcpProxy, Way
from thirdring.domain.errors import Unavailable
from thirdring.store.deadlines import Deadlines
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Setting
from thirdring.store.upgrade import upgrade

pytestmark = pytest.mark.postgres
HASTY = Deadlines(connect=2, answer=0.3, fresh=0)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def served(postgres_url: str) -> Iterator[Store]:
    upgrade(postgres_url)
    with open_store(postgres_url) as store:
        yield store


def test_a_wrong_password(postgres_url: str, postgres_server: Server) -> None:
    with pytest.raises(Unavailable, match="refuses this login") as refused:
        open_store(postgres_url.replace(postgres_server.password, "hush"))
    assert "hush" not in str(refused.value)


def test_no_such_database(postgres_server: Server) -> None:
    with pytest.raises(Unavailable, match="no such database"):
        open_store(postgres_server.url("nowhere"))


@pytest.mark.parametrize("deed", [open_store, upgrade])
def test_nobody_listens(deed: object) -> None:
    assert callable(deed)
    with pytest.raises(Unavailable, match="does not answer"):
        deed("postgresql://lan:hush@127.0.0.1:1/center")


def test_a_server_that_comes_back_is_used_again(served: Store) -> None:
    with served.begin_write() as session:
        session.add(Setting(key="a", value=1, updated_at=NOW))
    with pytest.raises(Unavailable, match="does not answer"), served.begin_write() as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with served.begin_read() as session:
        assert session.scalar(text("SELECT count(*) FROM settings")) == 1


def test_a_restart_between_two_deeds_is_not_noticed(served: Store, postgres_server: Server) -> None:
    postgres_server.stop()
    with pytest.raises(Unavailable, match="does not answer"), served.begin_read() as session:
        session.execute(text("SELECT 1"))
    postgres_server.run()
    with served.begin_read() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_statement_that_takes_too_long_is_ended_by_the_server(postgres_url: str) -> None:
    upgrade(postgres_url)
    with (
        open_store(postgres_url, deadlines=HASTY) as store,
        pytest.raises(Unavailable, match="took too long"),
        store.begin_read() as session,
    ):
        session.execute(text("SELECT pg_sleep(30)"))


def _freeze_while_asking(store: Store) -> None:
    with store.begin_read() as session:
        backend = session.scalar(text("SELECT pg_backend_pid()"))
        os.kill(backend, signal.SIGSTOP)
        try:
            session.execute(text("SELECT 1"))
        finally:
            os.kill(backend, signal.SIGCONT)


@pytest.mark.skipif(
    not (sys.platform.startswith("linux") and os.geteuid() == 0),
    reason="freezing another user's process needs root",
)
def test_a_server_that_stops_answering_without_closing(postgres_url: str) -> None:
    upgrade(postgres_url)
    with open_store(postgres_url, deadlines=HASTY) as store:
        with store.begin_read() as session:
            backend = session.scalar(text("SELECT pg_backend_pid()"))
        os.kill(backend, signal.SIGSTOP)
        try:
            # The ping finds that one dead and a new connection is made: nobody notices.
            with store.begin_read() as session:
                assert session.scalar(text("SELECT pg_backend_pid()")) != backend
        finally:
            os.kill(backend, signal.SIGCONT)

        with pytest.raises(Unavailable, match="took too long"):
            _freeze_while_asking(store)


def _write_in_a_hurry(store: Store, setting: str) -> None:
    with store.begin_write() as session:
        session.execute(text(setting))
        session.execute(text("UPDATE settings SET value = '3'"))


def test_a_row_somebody_holds_is_waited_for_a_little_only(
    served: Store,
) -> None:
    with served.begin_write() as session:
        session.add(Setting(key="a", value=1, updated_at=NOW))
    with served.begin_write() as first:
        first.execute(text("UPDATE settings SET value = '2'"))
        with pytest.raises(Unavailable, match="busy"):
            _write_in_a_hurry(served, "SET LOCAL lock_timeout = 50")


def test_a_read_only_server(served: Store) -> None:
    with pytest.raises(Unavailable, match="read-only"):
        _write_in_a_hurry(served, "SET TRANSACTION READ ONLY")


def test_a_login_without_rights(served: Store, postgres_server: Server, postgres_url: str) -> None:
    with served.engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS narrow"))
        connection.execute(text("CREATE ROLE narrow LOGIN PASSWORD 'narrow'"))
        connection.execute(text("GRANT SELECT ON alembic_version TO narrow"))
    url = postgres_url.replace(f"postgres:{postgres_server.password}", "narrow:narrow")
    try:
        with (
            open_store(url) as store,
            pytest.raises(Unavailable, match="may not do this"),
            store.begin_read() as session,
        ):
            session.execute(text("SELECT * FROM settings"))
    finally:
        with served.engine.begin() as connection:
            connection.execute(text("DROP OWNED BY narrow"))
            connection.execute(text("DROP ROLE narrow"))


def test_a_server_that_takes_no_more_connections(
    served: Store, postgres_server: Server, postgres_url: str
) -> None:
    with served.engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS crowded"))
        connection.execute(text("CREATE ROLE crowded LOGIN PASSWORD 'c' CONNECTION LIMIT 0"))
    url = postgres_url.replace(f"postgres:{postgres_server.password}", "crowded:c")
    with pytest.raises(Unavailable, match="takes no more connections"):
        open_store(url)
    with served.engine.begin() as connection:
        connection.execute(text("DROP ROLE crowded"))


def backend_of(store: Store) -> int:
    with store.begin_read() as session:
        return session.scalar(text("SELECT pg_backend_pid()")) or 0


def test_after_a_failover_to_a_reading_server_connections_are_made_anew(served: Store) -> None:
    before = backend_of(served)
    with pytest.raises(Unavailable, match="read-only") as refused:
        _write_in_a_hurry(served, "SET TRANSACTION READ ONLY")
    assert not refused.value.gone  # reads go on
    assert backend_of(served) != before


def test_a_server_whose_disk_is_full_still_answers(served: Store) -> None:
    full = "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = 'disk_full'; END $$"
    with pytest.raises(Unavailable, match="full") as refused, served.begin_write() as session:
        session.execute(text(full))
    assert not refused.value.gone


def test_a_server_without_a_free_connection_counts_as_away(
    served: Store, postgres_server: Server, postgres_url: str
) -> None:
    with served.engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS crowd"))
        connection.execute(text("CREATE ROLE crowd LOGIN PASSWORD 'crowd' CONNECTION LIMIT 0"))
    url = postgres_url.replace(f"postgres:{postgres_server.password}", "crowd:crowd")
    try:
        with pytest.raises(Unavailable, match="no more connections") as refused:
            open_store(url)
        assert refused.value.gone
        assert not refused.value.refused
    finally:
        with served.engine.begin() as connection:
            connection.execute(text("DROP ROLE crowd"))


def test_h6_silent_from_the_first_byte_on_it_is_given_up_in_time(
    postgres_url: str, postgres_server: Server
) -> None:
    upgrade(postgres_url)
    with (
        TcpProxy(("127.0.0.1", postgres_server.port), way=Way.HOLE) as proxy,
        pytest.raises(Unavailable, match="took too long") as silent,
    ):
        open_store(proxy.url(postgres_url), deadlines=Deadlines(connect=0.3, answer=0.3))
    assert silent.value.gone


def test_a_refused_login_is_told_apart_from_a_server_that_is_away(
    postgres_url: str, postgres_server: Server
) -> None:
    with pytest.raises(Unavailable) as refused:
        open_store(postgres_url.replace(postgres_server.password, "hush"))
    assert refused.value.gone
    assert refused.value.refused

"""A server started for a while, and a center of which nothing stays."""

import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Server
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.store.address import Address, parse_address
from thirdring.store.postgres_connection import connect
from thirdring.store.server.own_cluster import own_cluster
from thirdring.store.server.prepare import prepare
from thirdring.store.server.programs import FOLDER
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.throw_away import (
    new_name,
    remove_center,
    remove_left_over,
    taken_logins,
)

pytestmark = pytest.mark.postgres


@pytest.fixture
def admin(postgres_server: Server) -> Iterator[Address]:
    address = parse_address(postgres_server.admin_dsn)
    yield address
    remove_left_over(address)


def there(admin: Address, *names: str) -> list[str]:
    """Which of them are a database or a role on the server."""
    with psycopg.connect(admin.conninfo) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = ANY (%(n)s) "
            "UNION SELECT rolname FROM pg_roles WHERE rolname = ANY (%(n)s)",
            {"n": list(names)},
        )
        return [str(row[0]) for row in found]


def test_what_a_killed_tour_has_left_goes_when_nobody_is_in_it(admin: Address) -> None:
    name = new_name()
    at, roles = admin.in_database(name), RoleNames.of(name)
    prepare(at)
    login = f"{name}_ma"
    with psycopg.connect(admin.conninfo, autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{login}" LOGIN'.encode())
        connection.execute(f'GRANT "{roles.everyone}" TO "{login}"'.encode())
        connection.execute(f'GRANT "{login}" TO "{roles.keeper}" WITH ADMIN OPTION'.encode())
    every = (name, login, roles.owner, roles.keeper, roles.backup, *roles.groups)
    assert len(there(admin, *every)) == len(every)
    assert taken_logins(admin, [login, "nobody_of_this_name"]) == {login}
    with connect(at):
        assert name not in remove_left_over(admin)
        assert name in there(admin, *every)
    assert name in remove_left_over(admin)
    assert there(admin, *every) == []
    remove_center(admin, name)  # gone already


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.long
def test_a_center_somebody_is_slow_to_leave_goes_all_the_same(
    admin: Address, postgres_server: Server
) -> None:
    """As on a machine with too much to do: the server itself gives up after five seconds."""
    name, log = new_name(), postgres_server.folder / "log"
    with psycopg.connect(admin.conninfo, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    refused, before = b"is being accessed by other users", log.read_bytes()
    slow = connect(admin.in_database(name))
    os.kill(slow.info.backend_pid, signal.SIGSTOP)
    removing = threading.Thread(target=remove_center, args=(admin, name))
    removing.start()
    try:
        while removing.is_alive() and refused not in log.read_bytes()[len(before) :]:
            removing.join(0.1)
        assert removing.is_alive()
    finally:
        os.kill(slow.info.backend_pid, signal.SIGCONT)
        removing.join()
        slow.close()
    assert there(admin, name) == []


def test_no_center_but_a_throw_away_one_is_ever_removed(admin: Address) -> None:
    with pytest.raises(Refusal, match="is no throw-away center"):
        remove_center(admin, "postgres")
    assert there(admin, "postgres") == ["postgres"]


def test_a_server_of_ones_own_answers_and_is_gone_afterwards() -> None:
    with own_cluster() as own, psycopg.connect(own.address.conninfo) as connection:
        assert connection.execute("SELECT current_setting('is_superuser')").fetchone() == ("on",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(own.address.conninfo, connect_timeout=2)


@pytest.mark.slow
def test_a_server_whose_files_are_kept_is_found_again() -> None:
    with tempfile.TemporaryDirectory(prefix="thirdring-kept-", ignore_cleanup_errors=True) as at:
        Path(at).chmod(0o755)  # another user runs it where this one is root
        kept = Path(at) / "server"
        with own_cluster(kept=kept) as first, psycopg.connect(first.address.conninfo) as there:
            there.execute("CREATE TABLE kept AS SELECT 1 AS one")
        with own_cluster(kept=kept) as again, psycopg.connect(again.address.conninfo) as there:
            assert there.execute("SELECT one FROM kept").fetchone() == (1,)
        assert (kept / "password").stat().st_mode & 0o077 == 0


def test_without_programs_one_sentence_says_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with pytest.raises(Unavailable, match="There is no PostgreSQL to start"), own_cluster():
        pass

"""Whole centers from a file to a server and back, with every table filled."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update

from tests.server_center import OWNER, OWNER_PASSWORD, ServerCenter
from tests.store.population import ROWS, populate
from tests.store.schema import schema
from thirdring.domain.errors import NotPermitted, Refusal, Unavailable
from thirdring.domain.ids import new_id
from thirdring.store import encryption
from thirdring.store.address import parse_address
from thirdring.store.digests import TableDigest, digests
from thirdring.store.engine import open_store
from thirdring.store.tables import Event, Setting, Staff, StandingDue, Ticket
from thirdring.store.transfer import NO_PASSWORD_FITS, Transferred, transfer
from thirdring.store.transfer_source import open_source

pytestmark = pytest.mark.postgres


def _copy(source: str, target: str, key: str | None = None, new: str | None = None) -> Transferred:
    with open_source(parse_address(source), key) as center:
        return transfer(center, parse_address(target), new)


def _digests(url: str, key: str | None = None) -> dict[str, TableDigest]:
    with open_source(parse_address(url), key) as center, center.reading() as connection:
        return digests(connection)


def _schema(url: str) -> object:
    with open_store(url, read_only=True) as store, store.begin_read() as session:
        return schema(session.connection())


def test_there_and_back_equals_the_start(filled: Path, postgres_url: str, tmp_path: Path) -> None:
    back = str(tmp_path / "back.db")
    start = _digests(str(filled))
    assert {one.rows for one in start.values()} == {ROWS}
    there = _copy(str(filled), postgres_url)
    assert (there.made, there.tables, _digests(postgres_url)) == (True, start, start)
    again = _copy(postgres_url, back)
    assert (again.made, again.tables, _digests(back)) == (True, start, start)
    assert _schema(back) == _schema(str(filled))
    assert not _copy(str(filled), postgres_url).made
    assert not _copy(postgres_url, back).made
    assert _digests(postgres_url) == start


def test_an_encrypted_file_goes_up_and_comes_back_encrypted(
    filled: Path, migrated_postgres_url: str, tmp_path: Path
) -> None:
    back, start = tmp_path / "back.db", _digests(str(filled))
    key, fresh = encryption.turn_on(str(filled)), encryption.new_key()
    assert _copy(str(filled), migrated_postgres_url, key).tables == start
    _copy(migrated_postgres_url, str(back), new=fresh)
    assert _digests(str(back), fresh) == start
    assert "投诉".encode() not in back.read_bytes()


def test_the_copy_can_be_worked_with(filled: Path, migrated_postgres_url: str) -> None:
    """Running numbers go on behind the last row; what counts and what refuses acts again."""
    _copy(str(filled), migrated_postgres_url)
    with open_store(migrated_postgres_url) as store, store.engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM ticket_search")) == ROWS
        known = "SELECT reltuples FROM pg_class WHERE oid = to_regclass('customers')"
        assert connection.scalar(text(known)) == ROWS  # its planner needn't wait to be told
        noted = select(func.count()).select_from(StandingDue)
        before = connection.scalar(noted)
        connection.execute(
            insert(Event).values(id=new_id(), at=func.now(), verb="v", subject_kind="k",
                                 subject_id=new_id(), detail={})
        )  # fmt: skip
        assert connection.scalar(select(func.max(Event.seq))) == ROWS + 1
        connection.execute(update(Ticket).values(state="archived"))
        assert (connection.scalar(noted) or 0) > (before or 0)
    with (
        open_store(migrated_postgres_url) as store,
        pytest.raises(Exception, match="append-only"),
        store.engine.begin() as connection,
    ):
        connection.execute(update(Event).values(verb="w"))


def test_other_records_are_left_alone(filled: Path, tmp_path: Path) -> None:
    database_url = str(tmp_path / "copy.db")
    before = _copy(str(filled), database_url).tables
    with open_store(str(filled)) as store, store.engine.begin() as connection:
        connection.execute(update(Setting).values(value="changed"))
    with pytest.raises(Refusal, match=r"this center already, .*\(settings\)"):
        _copy(str(filled), database_url)
    assert _digests(database_url) == before


def test_another_center_is_left_alone(filled: Path, migrated_postgres_url: str) -> None:
    with open_store(migrated_postgres_url) as store, store.engine.begin() as connection:
        populate(connection)
    before = _digests(migrated_postgres_url)
    with pytest.raises(Refusal, match="another center or other records"):
        _copy(str(filled), migrated_postgres_url)
    assert _digests(migrated_postgres_url) == before
    with pytest.raises(Refusal, match="onto itself"):
        _copy(str(filled), f"sqlite:///{filled}")


_KILLED = """
import os, signal, sys
from thirdring.store.address import parse_address
from thirdring.store.transfer import transfer
from thirdring.store.transfer_source import open_source

def half_way(done, total):
    if done * 2 > total:
        os.kill(os.getpid(), signal.SIGKILL)

transfer(open_source(parse_address(sys.argv[1])), parse_address(sys.argv[2]), None, half_way)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
@pytest.mark.parametrize("engine", ["server", "file"])
def test_a_kill_half_way_leaves_the_target_as_it_was(
    engine: str, filled: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    target = str(tmp_path / "new" / "target.db")
    if engine == "server":
        target = request.getfixturevalue("migrated_postgres_url")
    done = subprocess.run(
        [sys.executable, "-P", "-c", _KILLED, str(filled), target], check=False, env=os.environ
    )
    assert done.returncode == -9
    if engine == "server":
        assert {one.rows for one in _digests(target).values()} == {0}
    else:
        assert not Path(target).exists()
    assert _copy(str(filled), target).made


def test_who_had_a_login_only_is_locked_out_of_the_file(
    filled: Path, migrated_postgres_url: str, tmp_path: Path
) -> None:
    """An account without a hash is open to everybody on a file, and to nobody on a server (H5)."""
    back = str(tmp_path / "back.db")
    _copy(str(filled), migrated_postgres_url)
    with open_store(migrated_postgres_url) as store, store.begin_write() as session:
        session.execute(update(Staff).values(password_hash=None, active=True))
        logins = sorted(session.scalars(select(Staff.login)))
    assert _copy(migrated_postgres_url, back).without_password == tuple(logins)
    with open_store(back) as store, store.begin_read() as session:
        assert set(session.scalars(select(Staff.password_hash))) == {NO_PASSWORD_FITS}
    assert not _copy(migrated_postgres_url, back).made


def test_what_holds_no_center_is_not_copied(made: Path, tmp_path: Path, postgres_url: str) -> None:
    for target in (str(tmp_path / "new.db"), postgres_url):
        with pytest.raises(Refusal, match="holds no center"):
            _copy(str(made), target)
    assert not (tmp_path / "new.db").exists()
    with pytest.raises(Unavailable, match="holds no center yet"):
        _digests(postgres_url)


def test_another_revision_is_not_written_into(filled: Path, migrated_postgres_url: str) -> None:
    with open_store(migrated_postgres_url) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(Unavailable, match="thirdring server init"):
        _copy(str(filled), migrated_postgres_url)


def test_h5_nobody_but_an_administrator_reads_everything(
    server_center: ServerCenter, tmp_path: Path
) -> None:
    with pytest.raises(NotPermitted, match="database's administrator"):
        _copy(server_center.url_of(OWNER, OWNER_PASSWORD), str(tmp_path / "stolen.db"))
    assert not (tmp_path / "stolen.db").exists()

"""Upgrading a center that is in use: backed up, whole or not at all, and once only."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text
from sqlcipher3 import dbapi2

from tests.store.population import ROWS, populate
from tests.store.schema import schema
from thirdring import resources
from thirdring.domain.errors import Message, Refusal, Unavailable
from thirdring.store import revision
from thirdring.store import upgrade as upgrading
from thirdring.store.address import parse_address
from thirdring.store.engine import open_store
from thirdring.store.tables import Base
from thirdring.store.upgrade import downgrade, upgrade

# A later version's revision: it recreates a parent of cascading children (SQLite can't change a
# CHECK otherwise), which is where a careless migration loses rows and triggers.
SECOND = """
import os
import signal

import sqlalchemy as sa
from alembic import op

revision = "0901"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade():
    on_file = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("staff", recreate="always" if on_file else "never") as batch:
        batch.add_column(sa.Column("nickname", sa.Text()))
    with op.batch_alter_table("events", recreate="auto") as batch:
        batch.add_column(sa.Column("place", sa.Text()))
    if os.environ.get("KILL_IN_MIGRATION"):
        os.kill(os.getpid(), signal.SIGKILL)


def downgrade():
    with op.batch_alter_table("staff") as batch:
        batch.drop_column("nickname")
    with op.batch_alter_table("events") as batch:
        batch.drop_column("place")
"""


# The revision of this version of the program.
HEAD = revision.head()


def _second() -> str:
    return SECOND.replace("{head}", HEAD)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a later version of the program."""
    folder = tmp_path / "later migrations"
    shutil.copytree(resources.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0901_nicknames.py").write_text(_second(), encoding="utf-8")
    return folder


@pytest.fixture
def later_program(later: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process is that later version."""
    monkeypatch.setattr(resources, "migrations", lambda: later)
    monkeypatch.setattr(revision, "migrations", lambda: later)
    revision.revisions.cache_clear()
    yield
    monkeypatch.undo()
    revision.revisions.cache_clear()


@pytest.fixture
def old_center(database_url: str) -> str:
    """A center of this version, in use: rows in every table."""
    upgrade(database_url)
    with open_store(database_url) as store, store.engine.begin() as connection:
        populate(connection)
    return database_url


def _counts(connection: Connection) -> dict[str, int]:
    return {
        t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
        for t in Base.metadata.sorted_tables
    }


def _names_of_triggers(connection: Connection) -> set[str]:
    found = schema(connection)
    if "triggers" in found:
        return {row[1] for row in found["triggers"]}
    return {row[1] for row in found["schema"] if row[0] == "trigger"}


def test_a_full_center_goes_up_and_down_whole(old_center: str, later_program: None) -> None:
    with pytest.raises(Unavailable, match=r"thirdring (db upgrade|server init)"):
        open_store(old_center)
    told: list[Message] = []

    done = upgrade(old_center, progress=told.append)

    assert (done.before, done.after) == (HEAD, "0901")
    with open_store(old_center) as store, store.reader.connect() as connection:
        assert set(_counts(connection).values()) == {ROWS}
        triggers = _names_of_triggers(connection)
        assert {name for name in triggers if name.startswith("events")}
        assert connection.execute(text("SELECT count(nickname) FROM staff")).scalar() == 0
    downgrade(old_center, HEAD)
    assert upgrade(old_center).before == HEAD


def test_a_file_is_backed_up_beside_itself_first(filled: Path, later_program: None) -> None:
    told: list[Message] = []
    done = upgrade(str(filled), progress=told.append)
    assert done.backup is not None
    assert done.backup.parent == filled.parent
    assert done.backup.name.startswith(f"center.before-upgrade-{HEAD}-")
    assert str(done.backup) in str(told[0])
    copy = dbapi2.connect(done.backup)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    assert copy.execute("SELECT count(*) FROM calls").fetchone() == (ROWS,)
    copy.close()


def test_no_upgrade_without_room_for_the_backup(
    filled: Path, later_program: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(upgrading, "copy_file", no_room)
    before = filled.read_bytes()
    with pytest.raises(Unavailable, match="full"):
        upgrade(str(filled))
    assert filled.read_bytes() == before


def test_no_upgrade_under_an_open_desk(
    filled: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(str(filled)) as desk:
        monkeypatch.setattr(resources, "migrations", lambda: later)
        monkeypatch.setattr(revision, "migrations", lambda: later)
        revision.revisions.cache_clear()
        with pytest.raises(Refusal, match="open in another window or process"):
            upgrade(str(filled))
        with desk.begin_read() as session:
            assert session.scalar(text("SELECT count(*) FROM staff")) == ROWS
    revision.revisions.cache_clear()


LATER_PROCESS = """
import sys
from pathlib import Path
from thirdring import resources
resources.migrations = lambda: Path(sys.argv[2])
from thirdring.store.upgrade import upgrade
upgrade(sys.argv[1])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_kill_in_the_middle_leaves_the_old_center(old_center: str, later: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", LATER_PROCESS, old_center, str(later)],
        check=False, env={**os.environ, "KILL_IN_MIGRATION": "1"},
    )  # fmt: skip
    assert killed.returncode == -9
    with open_store(old_center) as store, store.reader.connect() as connection:
        assert set(_counts(connection).values()) == {ROWS}
        assert "nickname" not in str(schema(connection))

    subprocess.run([sys.executable, "-c", LATER_PROCESS, old_center, str(later)], check=True)
    with pytest.raises(Refusal, match="newer version"):
        open_store(old_center)


TOGETHER = """
import sys
from thirdring.store.upgrade import upgrade
from thirdring.store.engine import open_store
sys.stdin.readline()
changed = upgrade(sys.argv[1]).changed
with open_store(sys.argv[1]) as store, store.begin_read() as session:
    pass
print(changed)
"""


def test_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER, database_url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert sorted(told) == ["False", "False", "False", "True"]


def test_a_broken_reference_takes_the_migration_back(
    filled: Path, later: Path, later_program: None
) -> None:
    (later / "versions" / "0901_nicknames.py").write_text(
        _second().replace(
            "def upgrade():\n", 'def upgrade():\n    op.execute("DELETE FROM staff")\n'
        ),
        encoding="utf-8",
    )
    with pytest.raises(RuntimeError, match="rows without their parents"):
        upgrade(str(filled))
    connection = dbapi2.connect(parse_address(str(filled)).file)
    assert connection.execute("SELECT count(*) FROM staff").fetchone() == (ROWS,)
    connection.close()

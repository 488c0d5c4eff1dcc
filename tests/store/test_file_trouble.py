"""What goes wrong with a file: each time one sentence that says what to do, and nothing is lost."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlcipher3 import dbapi2

from tests.store.population import ROWS
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.store.engine import Store, open_store
from thirdring.store.health import health_of
from thirdring.store.integrity import check
from thirdring.store.tables import Call, Setting
from thirdring.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


def _write(store: Store, name: str, size: int = 1) -> None:
    with store.begin_write() as session:
        session.add(Setting(key=name, value="x" * size, updated_at=NOW))


def _names(path: Path) -> list[str]:
    with open_store(str(path)) as store, store.begin_read() as session:
        return list(session.scalars(select(Setting.key).order_by(Setting.key)))


# --- a full disk --------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    if not (ROOT and sys.platform.startswith("linux")):
        pytest.skip("mounting a small disk needs root on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_saved(small_disk: Path) -> None:
    path = small_disk / "center.db"
    upgrade(str(path))
    saved = []
    with open_store(str(path)) as store:

        def write_on() -> None:
            for i in range(100):
                _write(store, f"{i:03}", 50_000)
                saved.append(f"{i:03}")

        with pytest.raises(Unavailable, match=r"disk with .*center\.db.* full"):
            write_on()
        assert saved
        with store.begin_read() as session:
            assert list(session.scalars(select(Setting.key).order_by(Setting.key))) == saved
    assert _names(path) == saved


def test_no_database_is_made_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(1_900_000))
    with pytest.raises(Unavailable, match="full"):
        upgrade(str(small_disk / "center.db"))
    (small_disk / "filler").unlink()
    assert upgrade(str(small_disk / "center.db")).changed


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from thirdring.domain.errors import Unavailable
from thirdring.store.engine import open_store
from thirdring.store.tables import Setting
with open_store(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    for i in range(100):
        try:
            with store.begin_write() as session:
                session.add(Setting(key=f"{i:03}", value="x" * 50_000, updated_at=datetime.now(UTC)))
        except Unavailable as error:
            print("!", error)
            break
        print(f"{i:03}", flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_file_that_may_not_grow(made: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(made)], check=True, capture_output=True, text=True
    )
    *saved, complaint = done.stdout.splitlines()
    assert complaint.startswith("! The disk with")
    assert "full" in complaint
    assert saved
    assert _names(made) == saved


# --- not allowed --------------------------------------------------------------------------------


@contextlib.contextmanager
def _without_rights() -> Iterator[None]:
    """As somebody whom permissions bind; root is not."""
    if not ROOT:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public(filled: Path) -> Iterator[Path]:
    """A filled database in a folder that everybody may enter and nobody may write."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "center.db"
    shutil.copy(filled, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_read_only_file(public: Path) -> None:
    before = public.read_bytes()
    with _without_rights(), pytest.raises(Unavailable, match="can't be written"):
        open_store(str(public))
    with _without_rights(), pytest.raises(Unavailable, match=r"can't be (written|made)"):
        upgrade(str(public.parent / "new.db"))
    assert public.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_file_nobody_may_read(public: Path) -> None:
    public.parent.chmod(0o777)
    public.chmod(0)
    with _without_rights(), pytest.raises(Unavailable, match="can't be opened"):
        open_store(str(public))


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises((Unavailable, Refusal), match="can't be made"):
        upgrade(str(tmp_path / "file" / "center.db"))


# --- somebody else ------------------------------------------------------------------------------


def test_a_locked_database(made: Path) -> None:
    with open_store(str(made), busy_seconds=0.05) as store:
        other = dbapi2.connect(made, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy with another program"):
            _write(store, "a")
        other.execute("ROLLBACK")
        other.close()
        _write(store, "a")
    assert _names(made) == ["a"]


# --- damage -------------------------------------------------------------------------------------


def _overwrite_table(path: Path, table: str) -> None:
    connection = dbapi2.connect(path)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
    ).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(random.Random(1).randbytes(4096))  # noqa: S311 - rubbish, not secrets


def _read_calls(path: Path) -> None:
    with open_store(str(path)) as store, store.begin_read() as session:
        session.scalars(select(Call)).all()


def test_overwritten_pages(filled: Path) -> None:
    _overwrite_table(filled, "calls")
    with pytest.raises(Unavailable, match=r"damaged.*thirdring db check.*restore"):
        _read_calls(filled)


@pytest.mark.parametrize("rubbish", [b"not a database at all " * 500, bytes(8192)])
def test_something_else_than_a_database(path: Path, rubbish: bytes) -> None:
    path.write_bytes(rubbish)
    for deed in (open_store, upgrade):
        with pytest.raises(Refusal, match="not a database of Third Ring"):
            deed(str(path))
    assert path.read_bytes() == rubbish


def test_a_truncated_file(filled: Path) -> None:
    os.truncate(filled, filled.stat().st_size // 2)
    with pytest.raises(Unavailable, match="damaged"):
        _read_calls(filled)


# --- kills, and what is left of the log -----------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, datetime
from thirdring.store.engine import open_store
from thirdring.store.tables import Setting
store = open_store(sys.argv[1])
for i in range(int(sys.argv[2]), 1_000_000):
    with store.begin_write() as session:
        session.add(Setting(key=f"{i:09}", value=i, updated_at=datetime.now(UTC)))
    print(i, flush=True)
"""


# As WRITER, with an idle moment after each save: checkpoints and arming are hit by the kill too.
TIDY_WRITER = WRITER + "    store.checkpoint()\n"


def _kill_while_writing(path: Path, first: int, lines: int, code: str = WRITER) -> int:
    """Let a process write until it has acknowledged `lines` rows, kill it; the last row it told."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(first)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = first - 1
    for _ in range(lines):
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    rest = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    return int(rest[-1]) if rest else last


@pytest.mark.parametrize("code", [WRITER, TIDY_WRITER], ids=["busy", "tidy"])
def test_a_kill_loses_nothing_acknowledged(made: Path, long_round: bool, code: str) -> None:
    chance, told = random.Random(7), -1  # noqa: S311
    for _ in range(50 if long_round else 4):
        told = _kill_while_writing(made, told + 1, chance.randint(1, 60), code)
        with open_store(str(made)) as store:
            assert store.left_unclean
            assert check(store, NOW).problems == ()
            with store.begin_read() as session:
                count = session.scalar(select(func.count()).select_from(Setting)) or 0
        # What was being acknowledged when the kill came may be there too.
        assert count - (told + 1) in {0, 1}
        told = count - 1
    assert check(str(made), NOW).problems == ()


def test_a_kill_makes_a_check_due_until_it_was_made(made: Path) -> None:
    _kill_while_writing(made, 0, 3)
    with open_store(str(made)) as store:
        assert store.left_unclean
    with open_store(str(made)) as store:
        assert store.left_unclean
        assert health_of(made).wants_check(NOW)
        assert check(store, NOW).problems == ()
    with open_store(str(made)) as store:
        assert not store.left_unclean
    assert not health_of(made).wants_check(NOW)


def test_a_missing_wal_is_noticed_and_nothing_thrown_away(made: Path, tmp_path: Path) -> None:
    told = _kill_while_writing(made, 0, 20)
    wal = made.with_name("center.db-wal")
    aside = shutil.move(wal, tmp_path / "aside")
    for deed in (open_store, upgrade):
        with pytest.raises(Unavailable, match=r"center\.db-wal is missing.*put it back.*db check"):
            deed(str(made))
    shutil.move(aside, wal)
    assert len(_names(made)) >= told + 1


def test_a_copy_made_without_the_wal_is_noticed(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_store(str(made)) as store:
        _write(store, "a")
        shutil.copy(made, copy)
    with pytest.raises(Unavailable, match=r"copy\.db-wal is missing"):
        open_store(str(copy))


def test_it_does_not_matter_who_closes_last(made: Path) -> None:
    """A backup or a check may outlive the desk that began it; so may another tool."""
    with open_store(str(made)) as store:
        _write(store, "a")
        beside = dbapi2.connect(made)
        assert beside.execute("SELECT count(*) FROM settings").fetchone() == (1,)
        store.checkpoint()
        _write(store, "b")
    beside.close()
    assert not made.with_name("center.db-wal").exists()
    assert _names(made) == ["a", "b"]


def test_a_missing_wal_is_noticed_after_an_idle_moment_too(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_store(str(made)) as store:
        _write(store, "a")
        store.checkpoint()
        _write(store, "b")
        shutil.copy(made, copy)
    with pytest.raises(Unavailable, match=r"copy\.db-wal is missing"):
        open_store(str(copy))


def test_a_check_accepts_what_is_left_without_the_wal(made: Path) -> None:
    _kill_while_writing(made, 0, 20)
    made.with_name("center.db-wal").unlink()
    report = check(str(made), NOW)
    assert (report.problems, report.loss_accepted) == ((), True)
    assert check(str(made), NOW).loss_accepted is False
    open_store(str(made)).close()


def test_a_broken_shm_is_made_anew(filled: Path) -> None:
    _kill_while_writing(filled, 0, 5)
    filled.with_name("center.db-shm").write_bytes(b"\xff" * 32_768)
    with open_store(str(filled)) as store, store.begin_read() as session:
        assert session.scalar(select(func.count()).select_from(Call)) == ROWS

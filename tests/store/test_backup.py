"""Copies are whole, verified, as encrypted as their source, and made while others work."""

import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlcipher3 import dbapi2

from tests.store.population import ROWS
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.store import encryption
from thirdring.store.address import parse_address
from thirdring.store.backup import backup, verified
from thirdring.store.engine import Store, open_store
from thirdring.store.integrity import check
from thirdring.store.restore import restore
from thirdring.store.revision import head
from thirdring.store.rolling_backups import back_up_if_due, backups_of, newest_good
from thirdring.store.sqlite_connection import connect
from thirdring.store.tables import Setting
from thirdring.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _write(store: Store, name: str, size: int = 1) -> None:
    with store.begin_write() as session:
        session.add(Setting(key=name, value="x" * size, updated_at=NOW))


def _names(path: Path, key: str | None = None) -> set[str]:
    with open_store(str(path), key) as store, store.begin_read() as session:
        return set(session.scalars(select(Setting.key)))


def _beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p.name.startswith(path.name))


# --- backup --------------------------------------------------------------------------------------


def test_a_backup_of_an_open_center_holds_all_of_it(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    with open_store(str(filled)) as store:
        _write(store, "only in the log")
        contents = backup(store, file)
    assert contents.revision == head()
    assert contents.tables["calls"] == ROWS
    assert contents.tables["settings"] == ROWS + 1
    assert _beside(file) == ["copy.db"]  # one file, no -wal to forget
    assert file.stat().st_mode & 0o077 == 0
    assert "only in the log" in _names(file)


def test_a_backup_by_address_beside_running_desks(filled: Path, tmp_path: Path) -> None:
    with open_store(str(filled)) as store:
        _write(store, "a")
        backup(str(filled), tmp_path / "copy.db")
        _write(store, "b")
    assert "a" in _names(tmp_path / "copy.db")


def test_a_backup_shows_one_moment_however_much_is_written_meanwhile(
    filled: Path, tmp_path: Path
) -> None:
    with open_store(str(filled)) as store:
        _write(store, "ballast", 20_000_000)
        done = threading.Event()

        def write_on() -> None:
            for i in range(10_000):
                if done.is_set():
                    return
                _write(store, f"{i:05}", 1_000)

        writer = threading.Thread(target=write_on)
        writer.start()
        try:
            steps: list[tuple[int, int]] = []
            contents = backup(store, tmp_path / "copy.db", progress=lambda *s: steps.append(s))
        finally:
            done.set()
            writer.join()
        with store.begin_read() as session:
            at_the_end = session.scalar(select(func.count()).select_from(Setting)) or 0
    assert contents.tables["settings"] < at_the_end
    assert [s[0] for s in steps] == sorted(s[0] for s in steps)  # never began anew
    assert steps[-1][0] == steps[-1][1]
    assert len(steps) > 2


def test_a_cancelled_backup_leaves_nothing(filled: Path, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(str(filled), tmp_path / "copy.db", progress=cancel)
    assert list(tmp_path.glob("copy.db*")) == []


def test_an_existing_file_is_never_overwritten(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("dear", encoding="utf-8")
    for target in (tmp_path / "copy.db", filled):
        with pytest.raises(Refusal, match="exists already"):
            backup(str(filled), target)
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "dear"


def test_a_folder_that_is_not_there(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="can't be written: No such file"):
        backup(str(filled), tmp_path / "none" / "copy.db")


def test_a_damaged_center_makes_no_backup(filled: Path, tmp_path: Path) -> None:
    connection = dbapi2.connect(filled)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'calls'"
    (page,) = connection.execute(sql).fetchone()
    connection.close()
    with filled.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
    with pytest.raises(Unavailable, match="damaged"):
        backup(str(filled), tmp_path / "copy.db")
    assert list(tmp_path.glob("copy.db*")) == []


def test_nothing_to_back_up(path: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no database"):
        backup(str(path), tmp_path / "copy.db")


def test_a_server_is_left_to_its_own_tool(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is a server, not a file"):
        backup(postgres_url, tmp_path / "copy.db")


# --- restore -------------------------------------------------------------------------------------


@pytest.fixture
def saved(filled: Path, tmp_path: Path) -> Path:
    """A backup of the filled center, which has gone on since."""
    file = tmp_path / "saved.db"
    backup(str(filled), file)
    with open_store(str(filled)) as store:
        _write(store, "later")
    return file


def test_a_restore_brings_back_the_backup_and_keeps_what_was_there(
    filled: Path, saved: Path
) -> None:
    done = restore(saved, str(filled))
    assert done.contents.tables["calls"] == ROWS
    assert "later" not in _names(filled)
    assert done.replaced is not None
    assert "later" in _names(done.replaced)
    assert saved.exists()
    assert check(str(filled), NOW).problems == ()


def test_a_restore_where_nothing_is(saved: Path, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "center.db"
    assert restore(saved, str(target)).replaced is None
    assert len(_names(target)) == ROWS


def test_no_restore_under_an_open_desk(filled: Path, saved: Path) -> None:
    with open_store(str(filled)) as store:
        with pytest.raises(Refusal, match="open in another window or process"):
            restore(saved, str(filled))
        _write(store, "still")
    assert {"later", "still"} <= _names(filled)


def test_the_log_of_a_damaged_file_never_meets_the_restored_one(
    filled: Path, saved: Path, tmp_path: Path
) -> None:
    crashed = tmp_path / "crashed" / "center.db"
    crashed.parent.mkdir()
    with open_store(str(filled)) as store:
        _write(store, "in the log")
        for name in ("center.db", "center.db-wal"):
            shutil.copy(filled.with_name(name), crashed.with_name(name))
    with crashed.open("r+b") as file:
        file.write(os.urandom(4096))

    restore(saved, str(crashed))

    assert len(_names(crashed)) == ROWS
    assert check(str(crashed), NOW).problems == ()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda f: f.write_bytes(b"rubbish " * 2000), "not a database of Third Ring"),
        (lambda f: os.truncate(f, f.stat().st_size // 2), "damaged"),
        (lambda f: f.unlink(), "There is no file"),
        (lambda f: dbapi2.connect(f).execute("DROP TABLE alembic_version"), "not a database of"),
    ],
)
def test_a_bad_backup_changes_nothing(
    filled: Path, saved: Path, spoil: object, sentence: str
) -> None:
    assert callable(spoil)
    spoil(saved)
    before = filled.read_bytes()
    with pytest.raises((Refusal, Unavailable), match=sentence):
        restore(saved, str(filled))
    assert filled.read_bytes() == before
    assert [n for n in _beside(filled) if not n.endswith(".lock")] == ["center.db"]


def test_a_backup_of_a_newer_version_is_refused(filled: Path, saved: Path) -> None:
    connection = dbapi2.connect(saved, isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Refusal, match="newer version"):
        restore(saved, str(filled))


def test_the_database_is_not_its_own_backup(filled: Path) -> None:
    with pytest.raises(Refusal, match="the database itself"):
        restore(filled, str(filled))


# --- encrypted -------------------------------------------------------------------------------------


def test_an_encrypted_center_travels_encrypted(filled: Path, tmp_path: Path) -> None:
    key = encryption.turn_on(str(filled))
    file = tmp_path / "copy.db"
    with open_store(str(filled), key) as store:
        backup(store, file)
    assert not file.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Refusal, match="key"):
        verified(file, None)
    with pytest.raises(Refusal, match="key is wrong"):
        restore(file, str(filled), "00" * 32, current_key=key)

    fresh = encryption.change_key(str(filled), key)
    done = restore(file, str(filled), key, current_key=fresh)
    assert len(_names(filled, key)) == ROWS
    assert done.replaced is not None
    assert len(_names(done.replaced, fresh)) == ROWS


# --- rolling ---------------------------------------------------------------------------------------


def test_backups_make_themselves_daily_and_thin_out(filled: Path) -> None:
    with open_store(str(filled)) as store:
        made = [back_up_if_due(store, NOW + timedelta(days=n)) for n in range(12)]
        assert all(made)
        assert back_up_if_due(store, NOW + timedelta(days=11, hours=23)) is None
    kept = backups_of(filled)
    # Seven days, and the last day of each earlier week: 22 November is a Sunday.
    assert [b.time.day for b in kept] == [3, 2, 1, 30, 29, 28, 27, 22]
    assert kept[0].path == made[-1]
    assert verified(kept[0].path, None).tables["calls"] == ROWS


def test_other_files_in_the_folder_stay(filled: Path) -> None:
    folder = filled.parent / "elsewhere"
    folder.mkdir()
    for name in ("center-notes.db", "center-20260101T000000Z.txt", "other-20250101T000000Z.db"):
        (folder / name).write_text("dear", encoding="utf-8")
    with open_store(str(filled)) as store:
        for n in range(40):
            back_up_if_due(store, NOW + timedelta(days=n), folder=folder)
    assert len(list(folder.glob("*notes*"))) == len(list(folder.glob("other-*"))) == 1
    assert (folder / "center-20260101T000000Z.txt").exists()


def test_a_backup_that_fails_removes_no_older_one(filled: Path) -> None:
    with open_store(str(filled)) as store:
        back_up_if_due(store, NOW - timedelta(days=400))
        back_up_if_due(store, NOW - timedelta(days=399))
        folder = filled.parent / "backups"
        shutil.move(folder, filled.parent / "aside")
        folder.write_text("in the way", encoding="utf-8")
        with pytest.raises(Unavailable, match="can't be written"):
            back_up_if_due(store, NOW)
    assert len(list((filled.parent / "aside").iterdir())) == 2


def test_the_newest_good_backup_is_found_past_bad_ones(filled: Path) -> None:
    with open_store(str(filled)) as store:
        good = back_up_if_due(store, NOW - timedelta(days=1))
        bad = back_up_if_due(store, NOW)
    assert bad is not None
    os.truncate(bad, bad.stat().st_size // 2)
    assert newest_good(filled, (None,)) == good


def test_a_server_has_no_rolling_backups(postgres_url: str) -> None:
    upgrade(postgres_url)
    with open_store(postgres_url) as store:
        assert back_up_if_due(store, NOW) is None


def test_the_key_is_in_no_file_name_or_message(filled: Path, tmp_path: Path) -> None:
    key = encryption.turn_on(str(filled))
    with open_store(str(filled), key) as store:
        assert key not in repr(store)
        assert key not in repr(parse_address(str(filled)))
    connection = connect(filled, key)
    assert connection.execute("SELECT count(*) FROM calls").fetchone() == (ROWS,)
    connection.close()
    assert not any(key in p.name for p in tmp_path.rglob("*"))

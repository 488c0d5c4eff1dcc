"""The whole file encrypted, opened elsewhere by its recovery key, and never a key in a file."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from sqlalchemy import func, select, text
from sqlcipher3 import dbapi2

from tests.store.population import ROWS
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.domain.recovery_key import key_from_recovery, recovery_key
from thirdring.store import encryption, safe_files
from thirdring.store.backup import backup
from thirdring.store.engine import open_store
from thirdring.store.file_keys import find_key, keep_key, kept_keys, needs_key, parse_key
from thirdring.store.integrity import check
from thirdring.store.tables import Base, Setting
from thirdring.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
CLEAR = "calls raised 1 投诉".encode()


class MemoryKeyring(KeyringBackend):
    """A keyring such as a desktop has, for this test only."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def desktop() -> Iterator[MemoryKeyring]:
    before, backend = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def _counts(path: Path, key: str | None) -> set[int]:
    with open_store(str(path), key) as store, store.begin_read() as session:
        return {
            session.scalar(select(func.count()).select_from(t)) or 0
            for t in Base.metadata.sorted_tables
        }


def _schema(path: Path, key: str | None) -> object:
    with open_store(str(path), key) as store, store.begin_read() as session:
        sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
        return session.execute(text(sql)).all()


def _finds_returns(path: Path, key: str | None) -> int:
    with open_store(str(path), key) as store, store.begin_read() as session:
        sql = "SELECT count(*) FROM ticket_search WHERE tokens MATCH '\"退货\"'"
        return int(session.scalar(text(sql)) or 0)


def test_everything_is_there_and_nothing_can_be_read(filled: Path) -> None:
    assert CLEAR in filled.read_bytes()
    schema = _schema(filled, None)

    key = encryption.turn_on(str(filled))

    assert CLEAR not in filled.read_bytes()
    assert not filled.read_bytes().startswith(b"SQLite format 3")
    assert _counts(filled, key) == {ROWS}
    assert _schema(filled, key) == schema
    assert _finds_returns(filled, key) == ROWS
    assert check(str(filled), NOW, key).problems == ()
    assert upgrade(str(filled), key).changed is False


def test_the_log_is_encrypted_too(filled: Path) -> None:
    key = encryption.turn_on(str(filled))
    with open_store(str(filled), key) as store:
        with store.begin_write() as session:
            session.add(Setting(key="a", value="needle" * 100, updated_at=NOW))
        assert b"needle" not in filled.with_name("center.db-wal").read_bytes()


def test_change_of_key_and_back_to_plain(filled: Path) -> None:
    first = encryption.turn_on(str(filled))
    second = encryption.change_key(str(filled), first)
    assert first != second
    with pytest.raises(Refusal, match="key is wrong"):
        open_store(str(filled), first)
    assert _counts(filled, second) == {ROWS}
    encryption.turn_off(str(filled), second)
    assert _counts(filled, None) == {ROWS}
    assert CLEAR in filled.read_bytes()


def test_nothing_of_the_old_file_is_left(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overwritten: list[bytes] = []
    unlink = Path.unlink

    def watched(path: Path, *, missing_ok: bool = False) -> None:
        if path.name.endswith(".old"):
            overwritten.append(path.read_bytes())
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    size = filled.stat().st_size
    encryption.turn_on(str(filled))
    assert overwritten == [bytes(size)]
    assert {p.name for p in filled.parent.iterdir() if p.is_file()} == {
        "center.db",
        "center.db.lock",
    }


@pytest.mark.parametrize("key", ["00" * 32, None])
def test_a_wrong_key_is_told(filled: Path, key: str | None) -> None:
    encryption.turn_on(str(filled))
    before = filled.read_bytes()
    for deed in (open_store, upgrade):
        with pytest.raises(Refusal, match="key"):
            deed(str(filled), key)
    assert filled.read_bytes() == before


def test_a_wrong_key_does_not_change_the_key(filled: Path) -> None:
    key = encryption.turn_on(str(filled))
    for deed in (encryption.change_key, encryption.turn_off):
        with pytest.raises(Refusal, match="key is wrong"):
            deed(str(filled), "00" * 32)
    with pytest.raises(Refusal, match="key is missing"):
        encryption.turn_on(str(filled))
    assert _counts(filled, key) == {ROWS}


def test_not_under_an_open_desk(filled: Path) -> None:
    with open_store(str(filled)), pytest.raises(Refusal, match="open in another window"):
        encryption.turn_on(str(filled))
    assert _counts(filled, None) == {ROWS}


def test_a_server_is_not_ours_to_encrypt(postgres_url: str) -> None:
    with pytest.raises(Refusal, match="is a server"):
        encryption.turn_on(postgres_url)


def test_interrupted_before_the_swap_nothing_has_changed(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(safe_files, "make_durable", power_cut)
    with pytest.raises(Unavailable, match="Input/output error"):
        encryption.turn_on(str(filled))
    monkeypatch.undo()
    assert {p.name for p in filled.parent.iterdir() if p.is_file()} == {
        "center.db",
        "center.db.lock",
    }
    assert _counts(filled, None) == {ROWS}


def test_a_kill_around_the_swap_leaves_no_plain_copy(filled: Path) -> None:
    held = filled.with_name("center.db.old")
    held.hardlink_to(filled)  # killed just before: both names have the same content
    assert _counts(filled, None) == {ROWS}
    assert not held.exists()

    plain = filled.read_bytes()
    key = encryption.turn_on(str(filled))
    held.write_bytes(plain)  # killed just after
    assert _counts(filled, key) == {ROWS}
    assert not held.exists()


def test_damage_in_an_encrypted_file_is_found(filled: Path) -> None:
    key = encryption.turn_on(str(filled))
    with filled.open("r+b") as file:
        file.seek(filled.stat().st_size - 4096 * 2)
        file.write(os.urandom(4096))
    assert check(str(filled), NOW, key).problems


# --- the recovery key, the keyring ---------------------------------------------------------------


def test_the_recovery_key_opens_it_on_another_machine(filled: Path) -> None:
    key = encryption.turn_on(str(filled))
    shown = recovery_key(bytes.fromhex(key))
    assert key_from_recovery(shown).hex() == key
    assert _counts(filled, parse_key(shown.lower())) == {ROWS}
    assert parse_key(key.upper()) == key
    with pytest.raises(Refusal, match="mistyped"):
        parse_key(shown[:-1] + ("0" if shown[-1] != "0" else "1"))


def test_a_plain_file_needs_no_key(filled: Path, path: Path) -> None:
    assert not needs_key(filled)
    assert not needs_key(path.with_name("none.db"))
    assert find_key(filled) is None


def test_a_damaged_file_is_not_taken_for_an_encrypted_one(filled: Path, path: Path) -> None:
    with filled.open("r+b") as file:
        file.write(os.urandom(4096))
    assert not needs_key(filled)
    path.with_name("notes.db").write_text("投诉" * 5000, encoding="utf-8")
    assert not needs_key(path.with_name("notes.db"))


def test_a_wrong_key_after_a_kill_harms_nothing(filled: Path, tmp_path: Path) -> None:
    key = encryption.turn_on(str(filled))
    crashed = tmp_path / "crashed" / "center.db"
    crashed.parent.mkdir()
    with open_store(str(filled), key) as store:
        with store.begin_write() as session:
            session.add(Setting(key="in the log", value=1, updated_at=NOW))
        for name in ("center.db", "center.db-wal"):
            shutil.copy(filled.with_name(name), crashed.with_name(name))

    assert needs_key(crashed)
    for wrong in (None, "00" * 32):
        with pytest.raises(Refusal, match="key"):
            open_store(str(crashed), wrong)
    with pytest.raises(Refusal, match="enter the recovery key"):
        find_key(crashed)
    with open_store(str(crashed), key) as store:
        assert store.left_unclean
        with store.begin_read() as session:
            assert session.get(Setting, "in the log") is not None


def test_the_keyring_opens_it(filled: Path, desktop: MemoryKeyring) -> None:
    key = encryption.turn_on(str(filled))
    assert keep_key(filled, key)
    assert find_key(filled) == key
    fresh = encryption.change_key(str(filled), key)
    assert keep_key(filled, fresh)
    assert find_key(filled) == fresh
    assert kept_keys(filled) == (fresh, key)
    copy = filled.with_name("copy.db")  # a backup of the time before
    backup(str(filled), copy, fresh)
    assert find_key(copy, made_from=filled) == fresh
    assert encryption.change_key(str(filled), fresh) not in kept_keys(filled)
    assert find_key(copy, made_from=filled) == fresh
    assert needs_key(filled)


def test_without_a_keyring_the_person_is_asked_and_nothing_is_written(filled: Path) -> None:
    key = encryption.turn_on(str(filled))
    assert keep_key(filled, key) is False
    with pytest.raises(Refusal, match="enter the recovery key"):
        find_key(filled)
    written = [p for p in filled.parent.rglob("*") if p.is_file()]
    assert not any(key.encode() in p.read_bytes() for p in written)


def test_a_keyring_with_another_files_key_does_not_do(filled: Path, desktop: MemoryKeyring) -> None:
    encryption.turn_on(str(filled))
    keep_key(filled, "00" * 32)
    with pytest.raises(Refusal, match="enter the recovery key"):
        find_key(filled)


class PlaintextKeyring(MemoryKeyring):
    """What keyrings.alt calls its file of passwords."""


def test_a_keyring_that_is_a_plain_file_is_not_used(
    filled: Path, desktop: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlaintextKeyring, "__module__", "keyrings.alt.file")
    backend = PlaintextKeyring()
    keyring.set_keyring(backend)
    assert keep_key(filled, "00" * 32) is False
    assert backend.kept == {}


def test_without_hard_links_it_works_as_well(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    key = encryption.turn_on(str(filled))
    assert _counts(filled, key) == {ROWS}
    connection = dbapi2.connect(filled)
    with pytest.raises(dbapi2.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_schema")
    connection.close()

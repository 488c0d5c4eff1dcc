"""Transactions as the rest of the program relies on them, on both engines."""

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.store.population import populate
from thirdring.domain.errors import Refusal, Unavailable
from thirdring.domain.ids import new_id
from thirdring.store.address import EngineKind
from thirdring.store.engine import Store, open_store
from thirdring.store.sqlite_connection import SOUND_SQLITE, require_sound_sqlite
from thirdring.store.tables import Department, Setting, Staff
from thirdring.store.upgrade import upgrade
from thirdring.usecases.upkeep import keep_log_short

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _setting(name: str, value: object = 1) -> Setting:
    return Setting(key=name, value=value, updated_at=NOW)


def _names(store: Store) -> set[str]:
    with store.begin_read() as session:
        return set(session.scalars(select(Setting.key)))


def test_what_was_written_is_read(store: Store) -> None:
    with store.begin_write() as session:
        session.add(_setting("company", "退货 Ltd"))
    with store.begin_read() as session:
        row = session.scalars(select(Setting)).one()
    assert (row.key, row.value, row.updated_at) == ("company", "退货 Ltd", NOW)  # not expired


def test_an_error_takes_everything_back(store: Store) -> None:
    def fail_half_way() -> None:
        with store.begin_write() as session:
            session.add(_setting("a"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert _names(store) == set()


def test_a_read_sees_one_moment_throughout(store: Store) -> None:
    with store.begin_read() as reading:
        first = reading.scalar(select(func.count()).select_from(Setting))
        with store.begin_write() as writing:
            writing.add(_setting("a"))
        second = reading.scalar(select(func.count()).select_from(Setting))
    assert (first, second) == (0, 0)
    assert _names(store) == {"a"}


def test_a_read_can_not_write(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), store.begin_read() as session:
        session.execute(text("DELETE FROM settings"))


def test_writers_of_many_threads_all_get_their_turn(store: Store) -> None:
    def write(name: str) -> None:
        with store.begin_write() as session:
            session.add(_setting(name))

    threads = [threading.Thread(target=write, args=(str(i),)) for i in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _names(store) == {str(i) for i in range(24)}


def test_a_reader_is_not_kept_waiting_by_a_writer(store: Store) -> None:
    with store.begin_write() as session:
        session.add(_setting("a"))
        session.flush()
        assert _names(store) == set()
    assert _names(store) == {"a"}


def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(IntegrityError), store.begin_write() as session:
        session.add(
            Staff(id=new_id(), login="li", name="Li", department_id=new_id(), draft_key=b"k",
                  created_at=NOW)
        )  # fmt: skip


def test_a_text_in_a_number_is_refused(store: Store) -> None:
    with store.begin_write() as session:
        session.add(Department(id=new_id(), name="Returns", created_at=NOW))
    with pytest.raises(DBAPIError), store.begin_write() as session:
        session.execute(text("UPDATE departments SET version = 'many'"))


@pytest.mark.parametrize("table", ["events", "access_log", "policy_history"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "wipe"])
def test_records_are_only_ever_added_to(store: Store, table: str, deed: str) -> None:
    if deed == "wipe":
        on_sqlite = store.address.kind is EngineKind.SQLITE
        deed = (
            "INSERT OR REPLACE INTO {0} SELECT * FROM {0}" if on_sqlite else "TRUNCATE {} CASCADE"
        )
    with store.engine.begin() as connection:
        populate(connection)
    with pytest.raises(DBAPIError, match="append-only"), store.begin_write() as session:
        session.execute(text(deed.format(table)))


def test_a_closed_file_stands_alone(made: Path) -> None:
    store = open_store(str(made))
    with store.begin_write() as session:
        session.add(_setting("a"))
    assert made.with_name("center.db-wal").exists()
    store.close()
    store.close()
    assert sorted(p.name for p in made.parent.iterdir() if p.name.startswith("center.db-")) == []


def test_the_settings_that_keep_a_file_whole(made: Path) -> None:
    with open_store(str(made)) as store:
        for engine in (store.engine, store.reader):
            with engine.connect() as connection:
                found = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout",
                                 "recursive_triggers", "trusted_schema", "temp_store")
                }  # fmt: skip
            assert found == {
                "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
                "recursive_triggers": 1, "trusted_schema": 0, "temp_store": 2,
            }  # fmt: skip


def test_readings_after_one_another_share_a_connection_that_keeps_little_of_the_file(
    made: Path,
) -> None:
    with open_store(str(made)) as store:
        with store.reader.connect(), store.reader.connect():
            pass  # two at once, as the desk's readers may be
        used = set()
        for _ in range(4):
            with store.reader.connect() as connection:
                used.add(id(connection.connection.dbapi_connection))
                [(kept,)] = connection.execute(text("PRAGMA cache_size"))
        assert len(used) == 1
        assert -2_048 <= kept < 0  # KiB; the library's own are 8,000


def test_a_checkpoint_empties_the_log_into_the_file(made: Path) -> None:
    with open_store(str(made)) as store:
        with store.begin_write() as session:
            session.add(_setting("a", "x" * 50_000))
        size = made.stat().st_size
        store.checkpoint()
        assert made.stat().st_size > size


def test_a_checkpoint_with_nothing_to_bring_in_changes_nothing(made: Path) -> None:
    with open_store(str(made)) as store:
        _write_and_checkpoint(store)
        with store.reader.connect() as connection:
            before = connection.exec_driver_sql("PRAGMA data_version").scalar()
            connection.rollback()
            store.checkpoint()
            assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before


def _write_and_checkpoint(store: Store) -> None:
    with store.begin_write() as session:
        session.add(_setting("a"))
    store.checkpoint()


def test_a_log_that_is_looked_at_between_saves_stays_short(made: Path) -> None:
    log = made.with_name(f"{made.name}-wal")
    with open_store(str(made)) as store:
        for number in range(40):
            with store.begin_write() as session:
                session.add(_setting(f"day {number}", "x" * 400_000))
            keep_log_short(store)
        # Sixteen megabytes were saved.
        assert log.stat().st_size < 6_000_000
        assert len(_names(store)) == 40


def test_a_short_log_is_left_alone(made: Path) -> None:
    with open_store(str(made)) as store:
        with store.begin_write() as session:
            session.add(_setting("a", "x" * 50_000))
        size = made.stat().st_size
        keep_log_short(store)
        assert made.stat().st_size == size


def test_a_log_nobody_can_bring_in_is_left_for_the_next_time(made: Path) -> None:
    with open_store(str(made)) as store, open_store(str(made)) as other:
        with other.begin_read() as reading:
            reading.execute(select(func.count(Setting.key)))
            with store.begin_write() as session:
                session.add(_setting("a", "x" * 5_000_000))
            keep_log_short(store)
            assert reading.execute(select(func.count(Setting.key))).scalar_one() == 0
        size = made.stat().st_size
        keep_log_short(store)
        assert made.stat().st_size > size


def test_the_settings_of_a_servers_connection(postgres_url: str) -> None:
    upgrade(postgres_url)
    with open_store(postgres_url) as store, store.begin_read() as session:
        found = {
            name: session.execute(text(f"SHOW {name}")).scalar()
            for name in ("application_name", "timezone", "lock_timeout", "statement_timeout",
                         "client_encoding", "transaction_isolation", "transaction_read_only")
        }  # fmt: skip
    assert found == {
        "application_name": "thirdring", "timezone": "UTC", "lock_timeout": "5s",
        "statement_timeout": "13500ms", "client_encoding": "UTF8",
        "transaction_isolation": "repeatable read", "transaction_read_only": "on",
    }  # fmt: skip


def test_a_read_only_store_writes_nothing(made: Path) -> None:
    with open_store(str(made), read_only=True) as store:
        assert _names(store) == set()
        with pytest.raises(Unavailable, match="can't be written"), store.begin_write():
            pass
        store.checkpoint()
    with open_store(str(made)) as store:
        assert store.left_unclean is False


SECOND = """
import sys
from thirdring.store.engine import open_store
from sqlalchemy import text
with open_store(sys.argv[1]) as store, store.begin_write() as session:
    session.execute(text("INSERT INTO settings VALUES ('second', '1', 1)"))
"""


def test_a_second_process_works_on_the_same_file(made: Path) -> None:
    with open_store(str(made)) as store:
        with store.begin_write() as session:
            session.add(_setting("first"))
        subprocess.run([sys.executable, "-c", SECOND, str(made)], check=True)
        assert _names(store) == {"first", "second"}
        with store.begin_write() as session:
            session.add(_setting("third"))
    with open_store(str(made)) as store:
        assert store.left_unclean is False
        assert _names(store) == {"first", "second", "third"}


def test_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(Refusal, match="thirdring setup"):
        open_store(str(path))
    assert not path.exists()


def test_an_unsound_sqlite_is_refused() -> None:
    require_sound_sqlite(SOUND_SQLITE)
    with pytest.raises(Unavailable, match=r"3\.51\.2.*3\.51\.3"):
        require_sound_sqlite((3, 51, 2))


def test_closing_after_the_file_has_gone_is_quiet(made: Path) -> None:
    store = open_store(str(made))
    for file in made.parent.glob("center.db*"):
        file.unlink()
    store.close()
    assert not made.exists()


def test_a_session_at_work_does_not_keep_the_store_from_closing(made: Path) -> None:
    store = open_store(str(made))
    with store.begin_read() as session:
        session.scalar(select(func.count()).select_from(Setting))
        store.close()
    with open_store(str(made)) as again:
        assert _names(again) == set()

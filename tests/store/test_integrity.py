"""The file is checked daily and after a kill, and a good backup is offered when it is damaged."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from thirdring.domain.errors import Unavailable
from thirdring.store.engine import open_store
from thirdring.store.health import Health, health_of, remember
from thirdring.store.integrity import check, check_is_due
from thirdring.store.rolling_backups import back_up_if_due
from thirdring.store.upgrade import upgrade

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _overwrite(path: Path, name: str) -> None:
    connection = dbapi2.connect(path)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
    (page,) = connection.execute(sql, (name,)).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(random.Random(3).randbytes(4096))  # noqa: S311 - rubbish, not secrets


def test_a_sound_file(filled: Path) -> None:
    with open_store(str(filled)) as store:
        assert check_is_due(store, NOW)
        report = check(store, NOW)
        assert (report.problems, report.offer, report.loss_accepted) == ((), None, False)
        assert not check_is_due(store, NOW)
        assert not check_is_due(store, NOW + timedelta(hours=23))
        assert check_is_due(store, NOW + timedelta(hours=24))


@pytest.mark.parametrize("name", ["tickets", "ix_calls_digits_started_at", "events"])
def test_overwritten_pages_are_found_and_the_backup_offered(filled: Path, name: str) -> None:
    with open_store(str(filled)) as store:
        backup = back_up_if_due(store, NOW)
    _overwrite(filled, name)
    report = check(str(filled), NOW)
    assert report.problems
    assert report.offer == backup
    assert health_of(filled).wants_check(NOW)  # until it is sound again


def test_a_file_that_is_no_database_any_more(filled: Path) -> None:
    with open_store(str(filled)) as store:
        backup = back_up_if_due(store, NOW)
    with filled.open("r+b") as file:
        file.write(b"\xff" * 4096)
    report = check(str(filled), NOW)
    assert len(report.problems) == 1
    assert "not a database" in report.problems[0]
    assert report.offer == backup


def test_damage_without_a_backup_offers_none(filled: Path) -> None:
    _overwrite(filled, "calls")
    report = check(str(filled), NOW)
    assert report.problems
    assert report.offer is None


def test_rows_without_their_parents_are_found(filled: Path) -> None:
    connection = dbapi2.connect(filled, isolation_level=None)
    connection.execute("DELETE FROM callbacks")
    connection.close()
    problems = check(str(filled), NOW).problems
    assert any("callback_attempts has no parent in callbacks" in p for p in problems)


def test_a_damaged_search_index_is_found(filled: Path) -> None:
    connection = dbapi2.connect(filled, isolation_level=None)
    connection.execute("UPDATE ticket_search_data SET block = zeroblob(20) WHERE id > 10")
    connection.close()
    assert any("ticket_search" in p for p in check(str(filled), NOW).problems)


def test_a_check_can_be_stopped(filled: Path) -> None:
    connection = dbapi2.connect(filled)
    connection.executemany(
        "INSERT INTO settings VALUES (?, '\"x\"', 1)", [(f"n{i:06}",) for i in range(100_000)]
    )
    connection.commit()
    connection.close()
    with (
        open_store(str(filled)) as store,
        pytest.raises(Unavailable, match="was stopped"),
    ):
        check(store, NOW, cancelled=lambda: True)
    assert health_of(filled).checked_at is None


def test_others_go_on_working_during_a_check(filled: Path) -> None:
    written: list[int] = []
    with open_store(str(filled)) as store:
        connection = dbapi2.connect(filled)
        rows = [(f"n{i:06}",) for i in range(50_000)]
        connection.executemany("INSERT INTO settings VALUES (?, '\"x\"', 1)", rows)
        connection.commit()

        def meanwhile() -> bool:
            connection.execute("UPDATE settings SET updated_at = updated_at + 1 WHERE key = 'n1'")
            connection.commit()
            written.append(1)
            return False

        assert check(store, NOW, cancelled=meanwhile).problems == ()
        connection.close()
    assert written


def test_a_servers_indexes_and_constraints_are_asked_for(postgres_url: str) -> None:
    upgrade(postgres_url)
    assert check(postgres_url, NOW).problems == ()
    with open_store(postgres_url) as store, store.engine.begin() as connection:
        connection.exec_driver_sql(
            "ALTER TABLE settings ADD CONSTRAINT later CHECK (key <> 'x') NOT VALID"
        )
    assert check(postgres_url, NOW).problems == ("constraint later is not validated",)


def test_what_is_remembered_survives_rubbish(path: Path) -> None:
    assert health_of(path).wants_check(NOW)
    remember(path, Health(NOW, (), due=False))
    assert health_of(path) == Health(NOW)
    assert health_of(path).wants_check(NOW - timedelta(hours=1))  # a clock that was set back
    for rubbish in ("", "{}", "[]", '{"checked_at": 5, "problems": [], "due": false}', "\x00"):
        path.with_name("center.db.health").write_text(rubbish, encoding="utf-8")
        assert health_of(path).wants_check(NOW)

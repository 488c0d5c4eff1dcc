"""A desk at rest rehearses its saves: the first caller waits no longer than the tenth."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.calls.kit import WallClock
from tests.work import Work, work_of
from thirdring.domain.enums import Language


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    made = Day(tmp_path, WallClock(), Language.EN)
    yield made
    made.close()
    made.store.close()


def sent(done: Work, *tables: str) -> bool:
    return all(any(s.startswith(f"INSERT INTO {t} ") for s in done.statements) for t in tables)


def test_who_logs_calls_has_them_rehearsed_at_rest(qtbot: Any, day: Day) -> None:
    with work_of(day.store) as done:
        opened = day.open("lin")
        qtbot.waitUntil(
            lambda: sent(done, "complaint_details", "callback_attempts"), timeout=20_000
        )
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
    with day.store.begin_read() as session:
        for table in ("calls", "tickets", "callbacks", "customers"):
            assert session.connection().exec_driver_sql(f"SELECT * FROM {table}").all() == []  # noqa: S608

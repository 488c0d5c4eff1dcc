"""A working day from its sheet to its brief, closed after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.calls.kit import WallClock, guard
from thirdring.app.working_day import WorkingDay

Opener = Callable[..., WorkingDay]


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    made = Day(tmp_path, WallClock())
    preedit = guard(qapp)
    yield made
    made.close()
    qapp.removeEventFilter(preedit)
    preedit.deleteLater()
    made.store.close()


@pytest.fixture
def settled(qtbot: Any, day: Day) -> Callable[[], None]:
    """Waits until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: day.day is not None and day.day.settled, timeout=20_000)

    return wait


@pytest.fixture
def open_desk(qtbot: Any, day: Day, settled: Callable[[], None]) -> Opener:
    """Sign in; the window is active and nothing is under way."""

    def make(login: str = "lin") -> WorkingDay:
        opened = day.open(login)
        assert day.window is not None
        day.window.show()
        settled()
        with qtbot.waitActive(day.window):
            day.window.activateWindow()
        return opened

    return make

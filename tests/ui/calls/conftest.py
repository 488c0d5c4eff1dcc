"""The form in a window of its own, over a real file, with a clock the test moves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.calls.kit import Bench, WallClock, Window, form_window, guard, make_bench


@pytest.fixture
def wall() -> WallClock:
    return WallClock()


@pytest.fixture
def bench(tmp_path: Path, wall: WallClock) -> Bench:
    return make_bench(tmp_path, wall)


Opener = Callable[[], Window]


@pytest.fixture
def open_window(qtbot: Any, qapp: QApplication, bench: Bench) -> Iterator[Opener]:
    """Open the desk; called again after `close`, it is the next start of the program."""
    opened: list[Window] = []
    preedit = guard(qapp)

    def make() -> Window:
        window = form_window(bench)
        qtbot.addWidget(window)
        opened.append(window)
        with qtbot.waitSignal(window.desk.ready, timeout=10_000):
            window.show()
        qtbot.waitActive(window)
        window.page.entered()
        return window

    yield make
    qapp.removeEventFilter(preedit)
    preedit.deleteLater()
    for window in opened:
        window.end()
    bench.center.store.close()


@pytest.fixture
def window(open_window: Opener) -> Window:
    return open_window()

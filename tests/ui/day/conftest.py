"""A working day from its sheet to its brief, in the whole window."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.callbacks.callback_day import Day
from thirdring.app.working_day import WorkingDay

Opener = Callable[..., WorkingDay]


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

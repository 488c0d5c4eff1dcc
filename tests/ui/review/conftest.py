"""A day with cases sent up, in the whole window."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.callbacks.callback_day import Day
from thirdring.app.working_day import WorkingDay

Opener = Callable[..., WorkingDay]


@pytest.fixture
def open_review(qtbot: Any, day: Day, settled: Callable[[], None]) -> Opener:
    """Sign in and go to the review."""

    def make(login: str = "zhao") -> WorkingDay:
        opened = day.open(login)
        assert day.window is not None
        with qtbot.waitActive(day.window):
            day.window.show()
            day.window.activateWindow()
        settled()
        with qtbot.waitActive(day.window):
            day.window.activateWindow()
        opened.work.shortcuts.trigger("go.review")
        settled()
        return opened

    return make

"""A day with promises in it, in the whole window."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.ui.callbacks.callback_day import Day
from thirdring.app.working_day import WorkingDay

Opener = Callable[..., WorkingDay]


@pytest.fixture
def open_callbacks(qtbot: Any, day: Day, settled: Callable[[], None]) -> Opener:
    """Sign in and go to the callbacks."""

    def make(login: str = "lin") -> WorkingDay:
        opened = day.open(login)
        assert day.window is not None
        day.window.show()
        qtbot.waitActive(day.window)
        settled()
        opened.work.shortcuts.trigger("go.callbacks")
        settled()
        return opened

    return make

"""A day in the whole window of one of three people, in English, closed after each journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.calls.kit import WallClock, guard
from tests.window_thread import asks_no_database
from thirdring.domain.enums import Language
from thirdring.i18n import use_language


@pytest.fixture(autouse=True)
def window_asks_no_database(qapp: QApplication) -> Iterator[None]:
    with asks_no_database():
        yield


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, home: Path) -> Iterator[Day]:
    use_language(Language.EN)
    made = Day(tmp_path, WallClock())
    preedit = guard(qapp)
    yield made
    made.close()
    qapp.removeEventFilter(preedit)
    preedit.deleteLater()
    made.store.close()

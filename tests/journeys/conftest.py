"""A day in the whole window of one of three people, in English, closed after each journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day, day_in
from tests.ui.conftest import founded_day, window_asks_no_database
from thirdring.domain.enums import Language
from thirdring.i18n import use_language

__all__ = ["founded_day", "window_asks_no_database"]


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, home: Path, founded_day: Path) -> Iterator[Day]:
    use_language(Language.EN)
    with day_in(tmp_path, founded_day, qapp) as made:
        yield made

"""The month in the whole window: found by its key, and following what others do."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.callbacks.callback_day import Day
from tests.ui.month.seen import TOLD
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.records import ReceptionInput


def complain(day: Day, against: str) -> None:
    """A complaint of this moment, filed at another desk."""
    told = TOLD | {"received_at": None, "against": against}
    day.as_("sun").run(file_complaint, ReceptionInput(**told))


def test_g4_the_month_opens_by_its_key_and_grows_while_it_is_looked_at(
    qtbot: Any, day: Day, settled: Callable[[], None]
) -> None:
    complain(day, "lin")
    opened = day.open("zhao")
    assert day.window is not None
    with qtbot.waitActive(day.window):
        day.window.show()
        day.window.activateWindow()
    settled()
    QTest.keyClick(day.window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    settled()
    assert opened.work.current == "month"
    screen = opened.month
    assert screen is not None
    assert screen.table.hasFocus()
    keys = [row.key for row in screen.table.rows.rows]
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    settled()
    chosen = screen.table.key()
    assert chosen == keys[1]
    complain(day, "lin")
    qtbot.waitUntil(lambda: screen.table.rows.rows[0].cells[2].text == "2", timeout=20_000)
    assert screen.table.key() == chosen
    assert opened.work.top_bar.isAncestorOf(screen.context)

"""A working day of one agent: offered, begun, interrupted, offered again before its end, summed up."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui.callbacks.callback_day import TOLD, Day
from thirdring.app.working_day import WorkingDay
from thirdring.ui.day.day_screen import DayScreen
from thirdring.ui.day.offer import DayOffer
from thirdring.ui.widgets import Label
from thirdring.usecases.day_sheet import TeamSheet, open_sheet, team_sheets
from thirdring.usecases.shifts import set_shift

LATE = TOLD | {"callback": {"minutes": 20}}


class Lin:
    """Sits down, types and presses; waits for the database after each deed."""

    def __init__(self, qtbot: Any, day: Day) -> None:
        self._bot, self._day = qtbot, day
        self.sit_down()

    def sit_down(self) -> None:
        self._day.close()
        self.opened: WorkingDay = self._day.open("lin")
        assert self._day.window is not None
        self._day.window.show()
        self.settle()
        with self._bot.waitActive(self._day.window):
            self._day.window.activateWindow()

    @property
    def screen(self) -> DayScreen:
        assert self.opened.day is not None
        return self.opened.day

    @property
    def offer(self) -> DayOffer:
        found = self.opened.findChild(DayOffer)
        assert found is not None
        return found

    def settle(self) -> None:
        self._bot.waitUntil(lambda: self.opened.settled, timeout=20_000)

    def go(self, action: str) -> None:
        self.opened.work.shortcuts.trigger(action)
        self.settle()

    def wait(self, **span: float) -> None:
        self._day.later(**span)
        self.settle()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self._bot.keyClicks(focus, text)

    def accept_offer(self) -> None:
        (button,) = self.offer.line.findChildren(QAbstractButton)
        button.setFocus()
        self._bot.keyClick(button, Qt.Key.Key_Space)
        self.settle()


def sheet_of_lin(day: Day) -> TeamSheet:
    """As the supervisor sees it."""
    return next(one for one in day.as_("zhao").read(team_sheets) if one.login == "lin")


def test_f1_f2_f3_a_day_from_its_offer_to_its_sums(qtbot: Any, day: Day) -> None:
    # It is 14:28:48; Lin works from 14:35 to 15:35.
    day.as_("zhao").run(set_shift, "lin", 14 * 60 + 35, 15 * 60 + 35)
    promised = day.promise(180)
    lin = Lin(qtbot, day)
    assert not lin.offer.line.isVisible()

    # F1: five minutes before work, without taking the keys from what is being typed.
    assert lin.opened.desk is not None
    form = lin.opened.desk.calls.form
    assert form.focus_field("name")
    lin.type("Luo")
    typing = QApplication.focusWidget()
    lin.wait(seconds=72)
    assert lin.offer.line.isVisible()
    assert QApplication.focusWidget() is typing
    lin.accept_offer()
    sheet = lin.screen.sheet
    assert lin.opened.work.current == "day"
    assert sheet.priorities.hasFocus()
    assert [row.key for row in sheet.table.rows.rows] == [promised]
    assert not lin.offer.line.isVisible()

    # What matters today stays, over leaving the screen and over signing out.
    lin.type("the missing doors first")
    lin.go("go.desk")
    lin.go("day.sheet")
    assert sheet.priorities.value() == "the missing doors first"
    lin.sit_down()
    assert not lin.offer.line.isVisible()  # the day has begun
    lin.go("day.sheet")
    assert lin.screen.sheet.priorities.value() == "the missing doors first"
    lin.go("go.desk")

    # F2: five minutes before the end, with what is unfinished.
    lin.wait(minutes=59)
    assert not lin.offer.line.isVisible()
    lin.wait(minutes=1)
    assert lin.offer.line.isVisible()
    lin.accept_offer()
    sheet = lin.screen.sheet
    assert sheet.notes.hasFocus()
    assert any("Luo" in label.text() for label in sheet.findChildren(Label) if label.isVisible())
    assert [row.key for row in sheet.table.rows.rows] == [promised]
    lin.type("Luo's call back")

    # F3: the sums are kept as they stood when the day was closed.
    sheet.close_button.setFocus()
    qtbot.keyClick(sheet.close_button, Qt.Key.Key_Space)
    lin.settle()
    closed = sheet_of_lin(day)
    assert closed.closed_at == day.wall()
    assert (closed.priorities, closed.unfinished) == ("the missing doors first", "Luo's call back")
    assert (closed.sums.calls_taken, closed.sums.callbacks_promised) == (1, 1)
    assert sheet.notes.isReadOnly()
    day.wall.later(minutes=1)
    day.log("lin", day.wall() - timedelta(seconds=20), LATE)
    assert sheet_of_lin(day).sums == closed.sums
    assert day.as_("lin").run(open_sheet, closed.closed_at.date()).sums == closed.sums

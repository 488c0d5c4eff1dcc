"""A complaint in the windows: taken in at the counter, walked along D6, visited, archived."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from thirdring.app.front_door import FrontDoor
from thirdring.domain.case_values import Degree, Fault, Remedy
from thirdring.domain.enums import Language, TicketState
from thirdring.ui.complaints.visits_screen import VisitsScreen
from thirdring.usecases.show_ticket import TicketDetail, show_ticket

PASSWORD = "Tide-of-Lanterns-9"
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def door(qtbot: Any, qapp: QApplication, home: Path) -> Iterator[FrontDoor]:
    opened = FrontDoor(qapp, str(home / "center.db"), language=Language.EN)
    opened.open()
    qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
    yield opened
    opened.close()
    opened.window.close()
    opened.window.deleteLater()


class Person:
    """Types, presses, chooses; waits for the database after each deed."""

    def __init__(self, qtbot: Any, door: FrontDoor) -> None:
        self._bot, self._door = qtbot, door

    @property
    def day(self) -> Any:
        return self._door.day

    def settle(self) -> None:
        self._bot.waitUntil(lambda: self.day is not None and self.day.settled, timeout=20_000)

    def sign_up(self) -> None:
        stack: Any = self._door.window.centralWidget()
        page = stack.currentWidget()
        edits = [
            edit for edit in page.findChildren(QLineEdit)
            if edit.isVisible() and edit.metaObject().className() != "QLineEdit"
        ]  # fmt: skip
        for edit, text in zip(
            edits, ("Three Rings Home", "Lin Xiaomei", "lin", PASSWORD, PASSWORD), strict=False
        ):
            self._bot.keyClicks(edit, text)
        self._bot.keyClick(edits[4], Qt.Key.Key_Return)
        self.settle()
        self._bot.waitUntil(lambda: stack.currentWidget() is self._door.window.work, timeout=5_000)

    def type(self, form: Any, **texts: str) -> None:
        for name, text in texts.items():
            assert form.focus_field(name), name
            self._bot.keyClicks(QApplication.focusWidget(), text)

    def press(self, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self._door.window.activateWindow()
        self._bot.waitUntil(self._door.window.isActiveWindow, timeout=5_000)
        self._bot.keyClick(QApplication.focusWidget() or self._door.window, key, modifiers)
        self.settle()

    def step(self, **given: Any) -> None:
        """The primary button, what its form asks, and on."""
        deeds = self.day.tickets.deeds
        deeds.step.click()
        form = deeds.forms["advance"]
        assert form.isVisible()
        for name, value in given.items():
            control = form.controls[name]
            if isinstance(control, QLineEdit | QPlainTextEdit):
                control.setFocus()
                self._bot.keyClicks(control, value)
            else:
                control.set_value(value)
                control.chosen.emit(value)
        form.go.click()
        self.settle()
        problems = {name: row.note.problem for name, row in form.rows.items() if row.note.problem}
        assert not form.isVisible(), (problems, form.problem.text(), form.to.value())

    def ticket(self) -> TicketDetail:
        found: TicketDetail = self.day.runner._center.read(show_ticket, self.number)
        return found

    number = ""


@pytest.fixture
def person(qtbot: Any, door: FrontDoor) -> Person:
    made = Person(qtbot, door)
    made.sign_up()
    return made


def test_from_the_counter_to_the_archive(qtbot: Any, person: Person) -> None:
    person.press(Qt.Key.Key_R, _CTRL)
    assert person.day.work.current == "reception"
    reception = person.day.reception
    for name, value in {
        "channel": "in_person", "nature": "product_quality", "severity": "serious",
        "against_kind": "product", "safety": "no", "immediate": "no", "complexity": "low",
        "impact": "low",
    }.items():  # fmt: skip
        reception.desk.current.choose(name, value)
    person.type(
        reception.form, phone="13800138000", name="Wang", address="Wenjing Road 88",
        raised="The bed rail came loose", wants="A new bed", against="Galaxy bed",
        product="Galaxy bed", merchant="Kids", bought_on="2026-01-02",
    )  # fmt: skip
    reception.desk.current.choose("handling", "on_the_spot")
    person.press(Qt.Key.Key_Return, _CTRL)
    person.number = reception.filed.number.text()
    assert person.number in reception.filed.text.value()
    reception.filed.open.click()
    person.settle()
    assert person.day.work.current == "tickets"

    person.step()
    assert person.ticket().fields.state is TicketState.INVESTIGATION
    person.step(found="The rail's screws are missing", fault=Fault.FAULT)
    person.step(plan="We exchange the bed on Tuesday", next_contact_at="2099-12-03 9:40")
    person.step(accepted=True, remedy=Remedy.EXCHANGE)
    person.step()
    assert person.ticket().fields.state is TicketState.RESULT_TOLD

    person.day.work.show_screen("visits")
    person.settle()
    visits: Any = person.day.work.findChild(VisitsScreen)
    visits.table.setFocus()
    qtbot.keyClick(visits.table, Qt.Key.Key_Down)
    assert visits.form.isVisible()
    visits.form.satisfaction.set_value(5)
    visits.form.opinion.setFocus()
    qtbot.keyClicks(visits.form.opinion, "Quick and kind")
    person.press(Qt.Key.Key_Return, _CTRL)
    assert person.ticket().fields.state is TicketState.RETURN_VISIT

    person.day.open_ticket(person.number)
    person.settle()
    person.step(
        cause="Screws left out", prevention="A list for fitters", lesson="Check before leaving"
    )
    ticket = person.ticket()
    assert ticket.fields.state is TicketState.ARCHIVED
    assert ticket.complaint is not None
    assert (ticket.complaint.satisfaction, ticket.complaint.opinion) == (5, "Quick and kind")
    assert ticket.complaint.complexity is Degree.LOW

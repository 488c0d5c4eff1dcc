"""From the first start to the desk, by keystrokes: set-up, sign-in, lock, switching, a ring."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget

from thirdring.app.front_door import FrontDoor
from thirdring.domain.enums import Language, Role
from thirdring.usecases.manage_staff import NewStaff, add_staff

PASSWORD = "Tide-of-Lanterns-9"


@pytest.fixture
def open_door(qtbot: Any, qapp: QApplication, home: Path) -> Iterator[Callable[[], FrontDoor]]:
    doors: list[FrontDoor] = []

    def opened() -> FrontDoor:
        door = FrontDoor(qapp, str(home / "center.db"), language=Language.EN)
        doors.append(door)
        door.open()
        qtbot.waitUntil(lambda: door.settled, timeout=20_000)
        return door

    yield opened
    for door in doors:
        door.close()
        door.window.close()
        door.window.deleteLater()


def fields(page: Any) -> list[QLineEdit]:
    return [edit for edit in page.findChildren(QLineEdit) if edit.isVisible()]


def shown(door: FrontDoor) -> Any:
    stack = door.window.centralWidget()
    assert isinstance(stack, QStackedWidget)
    return stack.currentWidget()


def set_up(qtbot: Any, door: FrontDoor, password: str = PASSWORD) -> None:
    page = shown(door)
    company, name, login, first, again = [
        edit for edit in fields(page) if edit.metaObject().className() != "QLineEdit"
    ][:5]
    for edit, text in (
        (company, "Three Rings Home"), (name, "Lin Xiaomei"), (login, "lin"), (first, password),
        (again, password),
    ):  # fmt: skip
        edit.setFocus()
        qtbot.keyClicks(edit, text)
    qtbot.keyClick(again, Qt.Key.Key_Return)


def at_the_desk(qtbot: Any, door: FrontDoor) -> Any:
    qtbot.waitUntil(lambda: door.day is not None and door.day.settled, timeout=20_000)
    qtbot.waitUntil(lambda: shown(door) is door.window.work, timeout=5_000)
    return door.day


def test_the_first_start_sets_up_and_opens_the_desk(
    qtbot: Any, open_door: Callable[[], FrontDoor]
) -> None:
    door = open_door()
    set_up(qtbot, door)
    day = at_the_desk(qtbot, door)
    assert day.work.screens()[:2] == ("desk", "tickets")
    assert day.person.roles == frozenset(Role)


def test_a_weak_password_is_said_beside_its_field_and_nothing_is_made(
    qtbot: Any, open_door: Callable[[], FrontDoor]
) -> None:
    door = open_door()
    set_up(qtbot, door, "short")
    qtbot.waitUntil(lambda: door.settled)
    assert door.day is None
    set_up_page = shown(door)
    texts = [label.text() for label in set_up_page.findChildren(type(set_up_page.title))]
    assert any("at least" in text for text in texts)


def test_wrong_password_then_right_then_lock_and_unlock(
    qtbot: Any, open_door: Callable[[], FrontDoor]
) -> None:
    door = open_door()
    set_up(qtbot, door)
    at_the_desk(qtbot, door)
    door.window.switch_user_asked.emit()
    assert door.day is None
    page = shown(door)
    login, password = fields(page)[:2]
    qtbot.keyClicks(login, "lin")
    qtbot.keyClick(login, Qt.Key.Key_Return)
    qtbot.keyClicks(password, "wrong")
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: password.text() == "", timeout=10_000)
    assert door.day is None
    qtbot.keyClicks(password, PASSWORD)
    qtbot.keyClick(password, Qt.Key.Key_Return)
    day = at_the_desk(qtbot, door)
    day.desk.calls.new_call()
    raised = day.desk.calls.form.field("raised")
    raised.setFocus()
    qtbot.keyClicks(raised, "The sofa has not come")
    # By its action: a shortcut needs the active window, which without a screen is anybody's.
    day.work.shortcuts.trigger("lock")
    assert door.window.locked
    assert not raised.isVisible()
    cover = fields(door.window.cover)[0]
    qtbot.keyClicks(cover, PASSWORD)
    qtbot.keyClick(cover, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not door.window.locked, timeout=10_000)
    assert raised.toPlainText() == "The sofa has not come"


def test_a_ring_opens_a_record_and_keeps_the_one_being_typed(
    qtbot: Any, open_door: Callable[[], FrontDoor]
) -> None:
    door = open_door()
    set_up(qtbot, door)
    day = at_the_desk(qtbot, door)
    day.desk.calls.new_call()
    name = day.desk.calls.form.field("name")
    qtbot.keyClicks(name, "Wang")
    door.hear({"deed": "ring", "number": "13812345678", "name": ""})
    entries = [entry.call.record for entry in day.desk.desk.pile.visible()]
    assert {record.text("name") for record in entries} >= {"Wang"}
    assert {record.text("number") for record in entries} >= {"13812345678"}
    assert name.text() == "Wang"


def test_hr_sees_no_desk_and_an_unfinished_record_stays_with_its_person(
    qtbot: Any, open_door: Callable[[], FrontDoor]
) -> None:
    door = open_door()
    set_up(qtbot, door)
    day = at_the_desk(qtbot, door)
    with qtbot.waitCallback() as added:
        day.runner.run(
            add_staff,
            NewStaff("ren", "Ren", frozenset({Role.HR})),
            owner=door,
            then=added,
        )
    day.desk.calls.new_call()
    qtbot.keyClicks(day.desk.calls.form.field("name"), "Wang")
    door.window.switch_user_asked.emit()
    door.enter("ren", "")
    hr = at_the_desk(qtbot, door)
    assert "desk" not in hr.work.screens()
    door.window.switch_user_asked.emit()
    door.enter("lin", PASSWORD)
    back = at_the_desk(qtbot, door)
    qtbot.waitUntil(lambda: back.desk.desk.current.call.record.text("name") == "Wang", timeout=5000)

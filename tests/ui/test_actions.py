"""One table of actions: unique, permitted, resting when they should, deaf to input methods."""

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from thirdring.domain.enums import Role
from thirdring.domain.roles import permissions_of
from thirdring.resources import assets
from thirdring.ui.actions import ACTIONS, Actions, keys_of
from thirdring.ui.preedit_guard import PreeditGuard
from thirdring.ui.widgets import LineEdit, TextArea

AGENT = permissions_of([Role.AGENT])


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(spec.id for spec in ACTIONS).items() if n > 1] == []


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_shortcuts_are_unique_where_they_meet(platform: str) -> None:
    screens = {spec.screen for spec in ACTIONS} - {""}
    for screen in screens:
        here = [spec for spec in ACTIONS if spec.screen in {"", screen}]
        keys = Counter(
            QKeySequence(key).toString()
            for spec in here
            for key in (keys_of(spec, platform), *spec.more_keys)
            if key
        )
        assert [key for key, n in keys.items() if n > 1] == []


def test_every_key_and_icon_exists() -> None:
    for spec in ACTIONS:
        for key in (spec.keys, spec.mac_keys, *spec.more_keys):
            assert not key or QKeySequence(key).toString(), spec.id
        assert (assets() / "icons" / f"{spec.icon}.svg").is_file(), spec.id


@pytest.fixture
def room(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(LineEdit())
    column.addWidget(TextArea())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_only_permitted_connected_actions_of_the_screen_work(room: QWidget) -> None:
    actions, done = Actions(room), []
    actions.on("call.finish", lambda: done.append("finish"))
    actions.on("ticket.advance", lambda: done.append("advance"))
    actions.set_screen("desk")
    actions.trigger("call.finish")
    assert done == []  # nobody is signed in
    actions.set_granted(AGENT)
    actions.trigger("call.finish")
    actions.trigger("ticket.advance")
    assert done == ["finish"]
    actions.set_enabled("call.finish", on=False)
    actions.trigger("call.finish")
    assert done == ["finish"]
    actions.set_screen("tickets")
    actions.trigger("ticket.advance")
    assert done == ["finish", "advance"]
    assert "ticket.export" not in [spec.id for spec in actions.usable()]  # nobody listens


def test_keys_reach_the_action_also_while_typing(room: QWidget) -> None:
    actions, done = Actions(room), []
    actions.set_granted(AGENT)
    actions.set_screen("desk")
    actions.on("call.finish", lambda: done.append("finish"))
    field = room.findChild(TextArea)
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["finish"]
    assert field.toPlainText() == ""


def test_a_question_mark_is_typed_in_a_field_and_a_shortcut_elsewhere(room: QWidget) -> None:
    actions, done = Actions(room), []
    actions.on("shortcuts", lambda: done.append("sheet"))
    field = room.findChild(LineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "ok?")
    assert (field.text(), done) == ("ok?", [])
    room.setFocus()
    QTest.keyClick(room, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert done == ["sheet"]


@pytest.mark.parametrize("kind", [LineEdit, TextArea])
def test_no_shortcut_fires_while_an_input_method_composes(
    room: QWidget, qapp: QApplication, kind: type[QWidget]
) -> None:
    guard, actions, done = PreeditGuard(qapp), Actions(room), []
    actions.set_granted(AGENT)
    actions.set_screen("desk")
    actions.on("call.finish", lambda: done.append("finish"))
    field = room.findChild(kind)
    assert field is not None
    room.activateWindow()
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("shang", []))
    during = guard.composing
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    committed = QInputMethodEvent()
    committed.setCommitString("上")
    QApplication.sendEvent(field, committed)
    assert (during, guard.composing) == (True, False)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["finish"]
    guard.deleteLater()

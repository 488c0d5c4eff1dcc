"""Exclusive choices: keyboard, reserved width, folding behind "More"."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QRadioButton, QVBoxLayout, QWidget

from thirdring.ui.widgets import LineEdit, Segments

TYPES = [(v, v.title()) for v in ("customer", "press", "association", "lawyer", "authority", "merchant", "staff", "other")]  # fmt: skip


@pytest.fixture
def segments(qtbot: Any) -> Segments:
    made = Segments(TYPES)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    qtbot.waitExposed(made)
    return made


def _shown(segments: Segments) -> list[str]:
    shown = [b for b in segments.findChildren(QRadioButton) if b.isVisible()]
    return [b.text() for b in sorted(shown, key=lambda b: b.x())]


def _button(segments: Segments, text: str) -> QRadioButton:
    return next(b for b in segments.findChildren(QRadioButton) if b.text() == text)


def test_choosing_by_code_says_nothing_and_by_hand_says_it_once(
    qtbot: Any, segments: Segments
) -> None:
    heard: list[object] = []
    segments.chosen.connect(heard.append)
    segments.set_value("press")
    assert (segments.value(), heard) == ("press", [])
    QTest.mouseClick(_button(segments, "Lawyer"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(_button(segments, "Lawyer"), Qt.MouseButton.LeftButton)
    assert (segments.value(), heard) == ("lawyer", ["lawyer"])


def test_arrow_keys_choose_and_stop_at_the_ends(segments: Segments) -> None:
    segments.setFocus()
    for _turn in range(3):
        QTest.keyClick(segments.window().focusWidget(), Qt.Key.Key_Right)
    assert segments.value() == "association"
    for _turn in range(9):
        QTest.keyClick(segments.window().focusWidget(), Qt.Key.Key_Left)
    assert segments.value() == "customer"
    assert segments.window().focusWidget() is _button(segments, "Customer")


def test_tab_goes_in_and_out_in_reading_order(qtbot: Any) -> None:
    room, before, after = QWidget(), LineEdit(), LineEdit()
    qtbot.addWidget(room)
    column, middle = QVBoxLayout(room), Segments(TYPES)
    for widget in (before, middle, after):
        column.addWidget(widget)
    middle.set_value("lawyer")
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert room.focusWidget() is _button(middle, "Lawyer")
    QTest.keyClick(room.focusWidget(), Qt.Key.Key_Tab)
    assert room.focusWidget() is after


def test_tab_reaches_only_the_chosen_one(segments: Segments) -> None:
    segments.set_value("lawyer")
    takers = [b.text() for b in segments.findChildren(QRadioButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]  # fmt: skip
    assert takers == ["Lawyer"]


def test_checking_moves_no_neighbour(segments: Segments) -> None:
    before = [b.geometry() for b in segments.findChildren(QRadioButton)]
    hint = segments.sizeHint()
    for value, _text in TYPES:
        segments.set_value(value)
        assert [b.geometry() for b in segments.findChildren(QRadioButton)] == before
        assert segments.sizeHint() == hint


def test_what_does_not_fit_waits_behind_more(qtbot: Any, segments: Segments) -> None:
    segments.resize(300, segments.height())
    assert _shown(segments)[0] == "Customer"
    assert _shown(segments)[-1] == "More"
    assert "Other" not in _shown(segments)
    more = _button(segments, "More")
    assert more.geometry().right() < 300
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = segments.findChild(QMenu)
    assert menu is not None
    assert menu.isVisible()
    heard: list[object] = []
    segments.chosen.connect(heard.append)
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert heard == ["other"]
    assert _shown(segments)[-1] == "Other"


def test_arrow_keys_reach_what_is_behind_more(segments: Segments) -> None:
    segments.resize(300, segments.height())
    segments.set_value("customer")
    segments.setFocus()
    for _turn in range(7):
        QTest.keyClick(segments.window().focusWidget(), Qt.Key.Key_Right)
    assert segments.value() == "other"


def test_unknown_values_are_refused(segments: Segments) -> None:
    with pytest.raises(ValueError, match="no such choice"):
        segments.set_value("nobody")
    segments.set_value("press")
    segments.set_options(TYPES[2:])
    assert segments.value() is None


def test_an_ampersand_is_a_letter(qtbot: Any) -> None:
    made = Segments([(1, "Sales & returns"), (2, "Other")])
    qtbot.addWidget(made)
    made.show()
    assert not made.findChildren(QRadioButton)[1].shortcut().toString()
    QTest.mouseClick(
        made.findChildren(QRadioButton)[1], Qt.MouseButton.LeftButton, pos=QPoint(5, 5)
    )
    assert made.value() == 1

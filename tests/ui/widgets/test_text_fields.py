"""Typing: nothing lost silently, nothing dangerous taken in, undo kept, Tab leaves."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thirdring.domain.text_safety import MAX_LENGTH, TextKind
from thirdring.ui.widgets import Field, LineEdit, SearchBox, TextArea

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=[LineEdit, TextArea])
def field(request: pytest.FixtureRequest, qtbot: Any) -> LineEdit | TextArea:
    made: LineEdit | TextArea = request.param()
    qtbot.addWidget(made)
    made.show()
    return made


def _paste(field: LineEdit | TextArea, text: str) -> list[str]:
    said: list[str] = []
    field.noticed.connect(said.append)
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    return said


def test_what_could_deceive_is_taken_out_and_said(field: LineEdit | TextArea) -> None:
    said = _paste(field, "王\x00雅\u202e琴\u200b")
    assert field.value() == "王雅琴"
    assert said == [
        "Control characters were removed.",
        "Characters that turn the reading direction were removed.",
        "Invisible characters were removed.",
    ]


def test_html_and_emoji_stay_letters(field: LineEdit | TextArea) -> None:
    assert _paste(field, "<img src=x> 😀 \"'") == []
    assert field.value() == "<img src=x> 😀 \"'"


def test_a_paste_can_be_taken_back(field: LineEdit | TextArea) -> None:
    QTest.keyClicks(field, "kept ")
    _paste(field, "bad\u202e")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert field.value() == "kept"
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert field.value() == "kept bad"


@pytest.mark.parametrize(("kind", "field_class"), [(TextKind.LINE, LineEdit), (TextKind.TEXT, TextArea)])  # fmt: skip
def test_nothing_is_cut_off(
    qtbot: Any, kind: TextKind, field_class: type[LineEdit | TextArea]
) -> None:
    field = field_class(kind=kind)
    qtbot.addWidget(field)
    most = MAX_LENGTH[kind]
    said = _paste(field, "x" * (most + 1))
    assert field.value() == ""
    assert said == [f"This is {most + 1} characters long; at most {most} fit here."]


def test_a_long_text_of_a_customer_fits(qtbot: Any) -> None:
    field = TextArea()
    qtbot.addWidget(field)
    assert _paste(field, "投" * 32_768) == []
    assert len(field.value()) == 32_768
    field.selectAll()
    assert _paste(field, "诉" * 33_000) == []
    assert len(field.value()) == 33_000
    assert _paste(field, "诉" * 33_000) != []
    assert len(field.value()) == 33_000


def test_a_draft_that_is_too_long_comes_back_whole(qtbot: Any) -> None:
    field = TextArea()
    qtbot.addWidget(field)
    field.setPlainText("诉" * 50_000)
    assert len(field.value()) == 50_000


def test_a_full_line_says_so(qtbot: Any) -> None:
    field = LineEdit(kind=TextKind.LOGIN)
    qtbot.addWidget(field)
    field.setText("x" * 64)
    said: list[str] = []
    field.noticed.connect(said.append)
    QTest.keyClicks(field, "y")
    assert field.value() == "x" * 64
    assert said == ["This field is full: it holds 64 characters."]


def test_lines_become_spaces_in_a_line_and_stay_in_a_text(qtbot: Any) -> None:
    line, text = LineEdit(), TextArea()
    for field in (line, text):
        qtbot.addWidget(field)
    assert _paste(line, "one\ntwo") == ["Line breaks became spaces."]
    _paste(text, "one\r\ntwo")
    assert (line.value(), text.value()) == ("one two", "one\ntwo")


def test_dropping_is_pasting(qtbot: Any) -> None:
    line = LineEdit()
    qtbot.addWidget(line)
    data = QMimeData()
    data.setText("a\u202eb")
    line.dropEvent(
        QDropEvent(
            QPointF(4, 4),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert line.value() == "ab"


def test_spaces_around_a_pasted_word_survive(qtbot: Any) -> None:
    line = LineEdit()
    qtbot.addWidget(line)
    line.setText("one")
    line.end(False)
    _paste(line, " two")
    assert line.text() == "one two"


def test_a_composed_word_arrives_whole(field: LineEdit | TextArea) -> None:
    event = QInputMethodEvent()
    event.setCommitString("退货")
    QApplication.sendEvent(field, event)
    assert field.value() == "退货"


def test_tab_leaves_a_text(qtbot: Any) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert area.value() == ""


def test_a_field_names_its_control_and_says_what_is_wrong(qtbot: Any) -> None:
    line = LineEdit()
    field = Field(line, required=True)
    qtbot.addWidget(field)
    field.set_label("Name")
    field.set_hint("As the customer says it.")
    field.show()
    height = field.height()
    assert field.label.buddy() is line
    assert line.accessibleName() == "Name, required"
    assert line.accessibleDescription() == "As the customer says it."
    field.set_problem("Type the name, or mark it as withheld.", "B1")
    assert field.note.text() == "Type the name, or mark it as withheld."
    assert line.accessibleDescription() == "Type the name, or mark it as withheld."
    assert line.property("problem") is True
    assert field.sizeHint().height() == height
    field.set_problem("")
    assert field.note.text() == "As the customer says it."
    assert line.property("problem") is False


def test_what_was_changed_on_pasting_stands_under_the_field(qtbot: Any) -> None:
    line = LineEdit()
    field = Field(line)
    qtbot.addWidget(field)
    _paste(line, "a\u202eb")
    assert field.note.text() == "Characters that turn the reading direction were removed."


def test_escape_empties_a_search_and_then_leaves_it(qtbot: Any) -> None:
    box = SearchBox(keys="Ctrl+F")
    qtbot.addWidget(box)
    left: list[bool] = []
    box.left.connect(lambda: left.append(True))
    QTest.keyClicks(box, "sofa")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), left) == ("", [])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert left == [True]

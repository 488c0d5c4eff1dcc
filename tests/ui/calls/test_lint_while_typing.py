"""B10, C5, C7, D12, A6: wording is underlined while it is typed, and Alt+R changes it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.ui.calls.kit import Window
from thirdring.domain.enums import Outcome

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


def commit(widget: QPlainTextEdit, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def underlined(area: QPlainTextEdit) -> list[str]:
    found = []
    block = area.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for span in block.layout().formats():
            assert isinstance(span, QTextLayout.FormatRange)
            if span.format.underlineStyle() is WAVE:
                found.append(
                    units[2 * span.start : 2 * (span.start + span.length)].decode("utf-16-le")
                )
        block = block.next()
    return found


@pytest.fixture
def raised(qtbot: Any, window: Window) -> QPlainTextEdit:
    window.page.new_call()
    area = window.page.form.matter.raised
    area.setFocus()
    return area


def test_b10_forbidden_wording_is_underlined_with_what_to_say_instead(
    window: Window, raised: QPlainTextEdit
) -> None:
    commit(raised, "目前不知道几号能到")
    assert underlined(raised) == ["不知道"]
    wrong, instead = window.page.form.matter.line.shown
    assert "不知道" in wrong
    assert "14:58前回复您" in instead
    assert "{" not in instead


def test_b10_offsets_are_right_behind_an_emoji_and_over_lines(
    window: Window, raised: QPlainTextEdit
) -> None:
    commit(raised, "😀😀 一行\n第二行😀不知道。不归我们管")
    assert underlined(raised) == ["不知道", "不归我们管"]


def test_b10_a_customers_own_words_may_be_quoted(window: Window, raised: QPlainTextEdit) -> None:
    commit(raised, "客户说“不知道找谁”，")
    assert underlined(raised) == []
    assert window.page.form.matter.line.shown == ("", "")


def test_b10_alt_r_replaces_and_can_be_undone(
    qtbot: Any, window: Window, raised: QPlainTextEdit
) -> None:
    commit(raised, "目前不知道")
    qtbot.keyClick(raised, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert raised.toPlainText() == "目前我马上为您核实，14:58前回复您"
    assert underlined(raised) == []
    assert window.desk.current.call.record.text("raised") == raised.toPlainText()
    qtbot.keyClick(raised, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert raised.toPlainText() == "目前不知道"
    assert underlined(raised) == ["不知道"]


def test_c5_what_a_callback_is_about_is_looked_at_too(qtbot: Any, window: Window) -> None:
    window.page.new_call()
    window.desk.current.call.choose("outcome", Outcome.CALLBACK.value)
    about = window.page.form.outcome.about
    about.setFocus()
    commit(about, "保证明天送到")
    assert underlined(about) == ["保证"]
    assert "保证" in window.page.form.matter.line.shown[0]
    qtbot.keyClick(about, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert "保证" not in about.toPlainText()


def test_an_inserted_phrase_goes_into_the_answer_and_is_undone_at_once(
    qtbot: Any, window: Window
) -> None:
    window.page.new_call()
    answer = window.page.form.matter.answer
    answer.setFocus()
    commit(answer, "您好。")
    window.page.insert_answer("给您添麻烦了，很抱歉。")
    assert answer.toPlainText() == "您好。给您添麻烦了，很抱歉。"
    qtbot.keyClick(answer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert answer.toPlainText() == "您好。"

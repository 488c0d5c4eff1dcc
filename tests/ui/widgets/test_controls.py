"""Buttons, boxes, lists, tabs, clocks, lines: by keyboard, and saying what they are."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from tests.ui.clipping import cut_off
from thirdring.domain.enums import Language
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import ThemeChoice, Token, theme_of
from thirdring.ui.ticker import Ticker, utc_now
from thirdring.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    CheckBox,
    ComboBox,
    Countdown,
    Label,
    Shape,
    StateMark,
    Tab,
    Tabs,
    UndoLine,
    plain_tip,
)
from thirdring.ui.widgets.paint import caps_of
from thirdring.ui.words import Urgency


@pytest.mark.parametrize("kind", ButtonKind)
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_focused_button_is_pressed_by_space_and_enter(
    qtbot: Any, kind: ButtonKind, key: Qt.Key
) -> None:
    button = Button("Finish call", kind=kind, keys="Ctrl+Return", icon="check")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


@pytest.mark.parametrize("kind", ButtonKind)
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.CONTRAST])
def test_the_focus_is_seen_and_moves_nothing(
    qtbot: Any, kind: ButtonKind, choice: ThemeChoice
) -> None:
    theme_of().change(choice=choice)
    room = QWidget()
    qtbot.addWidget(room)
    button, other = Button("Finish", kind=kind, parent=room), Button("Other", parent=room)
    other.move(200, 0)
    room.resize(400, 60)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    other.setFocus()
    resting, size = _picture(button), button.size()
    button.setFocus()
    assert _picture(button) != resting
    assert button.size() == size


def _picture(widget: QWidget) -> bytes:
    picture = QPixmap(widget.size())
    widget.render(picture)
    return bytes(picture.toImage().constBits())


def test_key_caps_as_printed_on_the_keyboard() -> None:
    assert caps_of("Ctrl+Return", "linux") == ("Ctrl", "Enter")
    assert caps_of("Ctrl+Return", "darwin") == ("⌘", "Enter")
    assert caps_of("Ctrl++", "linux") == ("Ctrl", "+")
    assert caps_of("", "linux") == ()


def test_a_button_that_folds_puts_its_keys_away_before_anything_is_cut_off(qtbot: Any) -> None:
    host = QWidget()
    row = QHBoxLayout(host)
    folds = Button("Record progress", keys="Ctrl+Return", folds=True)
    step = Button("Begin the inquiry", kind=ButtonKind.PRIMARY)
    row.addWidget(folds)
    row.addWidget(step)
    qtbot.addWidget(host)
    host.show()
    wide = host.sizeHint().width()
    shown = []
    for room in (wide, wide - 20):
        host.resize(room, 60)
        shown.append(folds.shows_keys)
    assert shown == [True, False]
    assert cut_off(host) == []
    assert step.width() == step.sizeHint().width()


def test_an_ampersand_in_a_name_is_shown_and_makes_no_shortcut(qtbot: Any) -> None:
    button = Button("Lin & sons")
    qtbot.addWidget(button)
    assert button.label() == "Lin & sons"
    assert button.shortcut().isEmpty()
    box = CheckBox("Lin & sons")
    qtbot.addWidget(box)
    assert box.shortcut().isEmpty()


def test_labels_show_html_as_letters(qtbot: Any) -> None:
    label = Label("<img src='file:///etc/passwd'>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert plain_tip("<b>&") == "<span>&lt;b&gt;&amp;</span>"


def test_an_elided_label_shows_the_whole_on_hover(qtbot: Any) -> None:
    label = Label("a" * 500, elide=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 40
    assert "a" * 500 in label.toolTip()


def test_a_tick_box_takes_enter_and_its_words_can_be_clicked(qtbot: Any) -> None:
    box = CheckBox("Customer confirmed")
    qtbot.addWidget(box)
    box.show()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.isChecked()
    middle = QPoint(box.width() - 10, box.height() // 2)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=middle)
    assert not box.isChecked()


@pytest.fixture
def combo(qtbot: Any) -> ComboBox:
    made = ComboBox([("delivery", "Delivery"), ("refund", "Refund"), ("退货", "退货 / 换货")])
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_letters_finds_a_choice(combo: ComboBox) -> None:
    heard: list[object] = []
    combo.chosen.connect(heard.append)
    assert combo.value() is None
    QTest.keyClick(combo, Qt.Key.Key_R)
    assert combo.value() == "refund"


def test_a_composed_word_finds_a_choice_only_when_committed(combo: ComboBox) -> None:
    heard: list[object] = []
    combo.chosen.connect(heard.append)
    QApplication.sendEvent(combo, QInputMethodEvent("tui huo", []))
    assert (combo.value(), heard) == (None, [])
    event = QInputMethodEvent()
    event.setCommitString("换货")
    QApplication.sendEvent(combo, event)
    assert (combo.value(), heard) == ("退货", ["退货"])


def test_the_wheel_changes_no_choice(combo: ComboBox) -> None:
    combo.set_value("delivery")
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, wheel)
    assert combo.value() == "delivery"


def test_options_may_change_without_losing_the_choice(combo: ComboBox) -> None:
    combo.set_value("refund")
    combo.set_options([("refund", "退款"), ("delivery", "送货")])
    assert (combo.value(), combo.currentText()) == ("refund", "退款")


def test_tabs_by_arrow_keys_and_counts_that_change_move_no_focus(qtbot: Any) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    views = [Tab("mine", "Mine", 12, True), Tab("open", "Open", None, True), Tab("all", "All")]
    tabs.set_tabs(views)
    tabs.show()
    heard: list[object] = []
    tabs.chosen.connect(heard.append)
    first = tabs.findChildren(QWidget)[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert (tabs.value(), heard) == ("open", ["open"])
    focused = tabs.window().focusWidget()
    tabs.set_tabs([Tab("mine", "Mine", 13, True), *views[1:]])
    assert tabs.window().focusWidget() is focused
    assert first.accessibleName() == "Mine 13"


def test_a_countdown_shows_what_is_left_and_keeps_its_width(qtbot: Any) -> None:
    clock, now = Countdown(), utc_now()
    qtbot.addWidget(clock)
    clock.set_due(now + timedelta(minutes=15, seconds=1), now)
    width = clock.sizeHint().width()
    assert (clock.text(), clock.urgency) == ("15:01", Urgency.FINE)
    clock.tick(now + timedelta(seconds=2))
    assert (clock.text(), clock.urgency) == ("14:59", Urgency.SOON)
    clock.tick(now + timedelta(minutes=33, seconds=1))
    assert (clock.text(), clock.urgency) == ("18:00", Urgency.OVER)
    assert clock.accessibleName() == "18:00 over"
    assert clock.sizeHint().width() == width


def test_a_state_is_shape_tone_and_word(qtbot: Any) -> None:
    mark = StateMark(Shape.TRIANGLE, "Remedy")
    qtbot.addWidget(mark)
    assert mark.accessibleName() == "Remedy"
    mark.set(Shape.RING, "Appraisal", tone=Token.TEXT_2)
    assert mark.text() == "Appraisal"


def test_the_undo_line_takes_back_once(qtbot: Any) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(800, 400)
    room.show()
    line, undone = UndoLine(room), []
    line.offer("Archived", lambda: undone.append(1))
    assert line.isVisible()
    assert line.take_back()
    assert not line.take_back()
    assert (undone, line.isVisible()) == ([1], False)
    line.offer("Only a word")
    assert not line.take_back()


def test_a_banner_speaks(qtbot: Any) -> None:
    banner = Banner(icon="cloud-off")
    qtbot.addWidget(banner)
    banner.say("The server is away.", "3 records wait.", deed="Try now")
    assert banner.accessibleName() == "The server is away. 3 records wait."
    button = banner.findChild(Button)
    assert button is not None
    with qtbot.waitSignal(banner.acted):
        button.click()


def test_the_language_changes_what_is_open(qtbot: Any, qapp: QApplication) -> None:
    heard: list[str] = []

    class Listening(Label):
        def retranslate(self) -> None:
            from thirdring import i18n

            heard.append(i18n.language())

    label = Listening()
    qtbot.addWidget(label)
    switch_language(qapp, Language.ZH_CN)
    assert heard[-1] == Language.ZH_CN


def test_the_ticker_beats_on_the_second(qtbot: Any) -> None:
    ticker = Ticker()
    ticker.start()
    with qtbot.waitSignal(ticker.tick, timeout=3000) as beat:
        pass
    assert beat.args[0].tzinfo is not None
    ticker.stop()

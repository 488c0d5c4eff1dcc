"""The window: screens by permission, cover, crash, drawer, remembered places, nothing cut off."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from tests.ui.clipping import cut_off
from tests.ui.conftest import GRANTED
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal
from thirdring.domain.roles import Permission
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import FileMemory
from thirdring.ui.shell.rail import Link
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.shell.work import Work
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import theme_of
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Label, LineEdit, TextArea

CONTROL = Qt.KeyboardModifier.ControlModifier


class Screen(QWidget):
    """A screen with one field, which takes the cursor when it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.field = TextArea(parent=self)
        self.told: list[str] = []
        QVBoxLayout(self).addWidget(self.field)

    def entered(self) -> None:
        self.told.append("entered")
        self.field.setFocus()

    def left(self) -> None:
        self.told.append("left")


@pytest.fixture
def work(qtbot: Any, window: MainWindow, plain_runner: Runner) -> Work:
    made = window.start_work(plain_runner, GRANTED)
    for screen, icon, text in (("desk", "headset", "Desk"), ("tickets", "ticket", "Tickets")):
        made.add_screen(screen, icon, text, Screen(), phrases=screen == "desk")
    made.add_screen("month", "calendar-stats", "Month", Screen(), needs=Permission.CLOSE_MONTH)
    side = Screen()
    made.set_phrases(side)
    made.add_commands()
    made.set_person("Lin Xiaomei", "Agent 1023")
    window.show_work()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.show_screen("desk")
    return made


def _screen(work: Work) -> Screen:
    shown = work.place.body.currentWidget()
    assert isinstance(shown, Screen)
    return shown


def test_a_screen_somebody_may_not_see_is_not_there(work: Work) -> None:
    assert work.screens() == ("desk", "tickets")


def test_going_by_keys_puts_the_cursor_where_it_belongs(window: MainWindow, work: Work) -> None:
    desk = _screen(work)
    assert window.focusWidget() is desk.field
    QTest.keyClick(desk.field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert work.current == "tickets"
    assert desk.told == ["entered", "left"]
    assert window.focusWidget() is _screen(work).field


def test_the_cover_hides_everything_keeps_everything_and_stops_shortcuts(
    qtbot: Any, window: MainWindow, work: Work
) -> None:
    desk = _screen(work)
    QTest.keyClicks(desk.field, "sofa")
    QTest.keyClick(desk.field, Qt.Key.Key_L, CONTROL)
    assert window.locked
    assert not work.isVisible()
    assert not desk.field.isVisible()
    password = window.focusWidget()
    assert isinstance(password, LineEdit)
    QTest.keyClick(password, Qt.Key.Key_K, CONTROL)
    assert not work.finder.isVisibleTo(work)
    with qtbot.waitSignal(window.unlock_asked) as asked:
        QTest.keyClicks(password, "wrong")
        QTest.keyClick(password, Qt.Key.Key_Return)
    assert asked.args == ["wrong"]
    window.refuse_unlock("The password is not right.")
    assert password.text() == ""
    window.unlock()
    assert window.focusWidget() is desk.field
    assert desk.field.toPlainText() == "sofa"


def test_a_bug_saves_first_and_leads_back(
    qtbot: Any, window: MainWindow, work: Work, plain_runner: Runner
) -> None:
    saved: list[str] = []
    window.rescue = lambda: saved.append(_screen(work).field.toPlainText())
    _screen(work).field.setPlainText("half a word")

    def broken(_ctx: object, name: str) -> None:
        raise KeyError(name)

    plain_runner.run(broken, "王雅琴", owner=work)
    qtbot.waitUntil(window.crash.isVisible)
    assert saved == ["half a word"]
    details = window.crash.findChild(TextArea)
    assert details is not None
    assert "KeyError" in details.toPlainText()
    assert "王雅琴" not in details.toPlainText()
    with qtbot.waitSignal(window.restart_asked):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    window.crash.go_on_asked.emit()
    assert work.isVisible()


def test_a_rescue_that_fails_is_said(window: MainWindow, work: Work) -> None:
    def fail() -> None:
        raise OSError("disk full")

    window.rescue = fail
    window.show_crash(ValueError())
    assert "could not be saved" in window.crash.text.text()


def test_a_refusal_nobody_listened_for_stands_at_the_foot(
    qtbot: Any, work: Work, plain_runner: Runner
) -> None:
    def refuse(_ctx: object) -> None:
        raise Refusal("Not today.")

    plain_runner.run(refuse, owner=work)
    qtbot.waitUntil(work.undo.isVisible)
    assert work.undo.accessibleName() == "Not today."


def test_the_sidebar_is_a_drawer_below_1280(qtbot: Any, window: MainWindow, work: Work) -> None:
    side = work.place._side
    assert side is not None
    assert side.isVisible()
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: work.narrow)
    assert not side.isVisible()
    QTest.keyClick(_screen(work).field, Qt.Key.Key_F2)
    assert side.isVisible()
    assert side.geometry().right() == work.place.width() - 1
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F2)
    assert not side.isVisible()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: not work.narrow)
    assert side.isVisible()
    work.show_screen("tickets")
    assert not side.isVisible()


def test_twice_the_text_makes_it_narrow_too(work: Work) -> None:
    assert not work.narrow
    theme_of().change(text_scale=2.0)
    assert work.narrow


def test_the_sheet_lists_what_this_screen_can_do(
    qtbot: Any, window: MainWindow, work: Work
) -> None:
    QTest.keyClick(_screen(work).field, Qt.Key.Key_F1)
    sheet = work._sheet
    assert sheet.isVisible()
    spoken = "\n".join(w.accessibleName() for w in sheet.findChildren(QWidget))
    assert "Lock the screen: Ctrl+L" in spoken
    assert "Search the phrases: F2" in spoken
    assert "Save the list as CSV" not in spoken
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.focusWidget() is _screen(work).field


def test_the_palette_opens_by_keys_and_does_commands(
    qtbot: Any, window: MainWindow, work: Work, plain_runner: Runner
) -> None:
    QTest.keyClick(_screen(work).field, Qt.Key.Key_K, CONTROL)
    line = window.focusWidget()
    QTest.keyClicks(line, ">lock")
    qtbot.waitUntil(lambda: plain_runner.idle)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.locked


def test_look_and_language_change_while_running_and_are_remembered(
    qtbot: Any, window: MainWindow, work: Work, memory: FileMemory
) -> None:
    field = _screen(work).field
    QTest.keyClick(field, Qt.Key.Key_Plus, CONTROL)
    assert theme_of().text_scale == 1.1
    work.shortcuts.trigger("theme.dark")
    with qtbot.waitSignal(window.language_changed):
        work.shortcuts.trigger("language.toggle")
    assert (memory.read("text_scale"), memory.read("theme"), memory.read("language")) == (
        "1.1",
        "dark",
        "zh_CN",
    )


def test_place_and_widths_are_remembered(
    qtbot: Any, window: MainWindow, work: Work, memory: FileMemory, tmp_path: Path
) -> None:
    work.place.dragged.emit(345)
    window.resize(1300, 720)
    window.close()
    again = FileMemory(tmp_path / "window.json")
    assert again.read("phrases.width") == "345"
    second = MainWindow(theme_of(), Ticker(), again)
    qtbot.addWidget(second)
    assert second.height() == 720  # the screen of the tests is too narrow for the width


def test_a_damaged_memory_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(b"\xff{")
    assert FileMemory(path).read("window") == ""


def test_the_rail_says_no_count_that_was_not_counted(work: Work) -> None:
    button = next(b for b in work.rail.findChildren(QAbstractButton) if b.text() == "Tickets")
    for count, told in ((0, ""), (10_000, "9,999+ waiting"), (1_286, "1,286 waiting")):
        work.set_badge("tickets", count, most=9_999, urgent=True)
        assert button.accessibleDescription() == told


def test_what_covers_the_work_before_its_screens_are_there_stays(
    window: MainWindow, plain_runner: Runner
) -> None:
    window.start_work(plain_runner, GRANTED)
    window.show_work()
    window.show()
    window.lock()
    window.prepare_for_trouble()
    assert window.cover.isVisible()
    assert not window.crash.isVisible()
    window.show_crash(OSError("no room"))
    window.prepare_for_trouble()
    assert window.crash.isVisible()


def test_the_hold_clock_counts_down_and_changes_its_tone_once(work: Work) -> None:
    ticker_now = work.top_bar._ticker.now()
    work.top_bar.set_hold(ticker_now)
    hold = work.top_bar.hold
    width = hold.sizeHint().width()
    tones, texts = [], []
    for seconds in (0, 22, 44, 45, 59, 60, 61, 90):
        hold.tick(ticker_now + timedelta(seconds=seconds))
        tones.append(hold.tone())
        texts.append(hold.text())
        assert hold.sizeHint().width() == width
    assert texts[1] == "38 s left"
    assert texts[-1] == "30 s over, apologise first"
    assert [str(t) for t in tones] == ["text"] * 3 + ["soon"] * 3 + ["over"] * 2
    work.top_bar.set_hold(None)
    assert not hold.isVisible()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("scale", "size"), [(1.0, (1366, 768)), (1.25, (1366, 768)), (1.0, (1024, 690)), (2.0, (1920, 1080))])  # fmt: skip
def test_nothing_is_cut_off(
    qtbot: Any,
    qapp: QApplication,
    window: MainWindow,
    work: Work,
    language: Language,
    scale: float,
    size: tuple[int, int],
) -> None:
    switch_language(qapp, language)
    theme_of().change(text_scale=scale)
    window.resize(*size)
    now = work.top_bar._ticker.now()
    work.top_bar.set_call(now)
    work.top_bar.set_hold(now)
    work.banner.say("The server is away, calls go on as usual", "3 records wait", deed="Try now")
    work.set_link(Link.OFFLINE, 3)
    qtbot.wait(1)
    assert cut_off(window) == []
    window.lock()
    qtbot.wait(1)
    assert cut_off(window) == []
    window.show_crash(ValueError())
    qtbot.wait(1)
    assert cut_off(window) == []


def test_everything_that_takes_the_focus_has_a_name(work: Work) -> None:
    for button in work.findChildren(QAbstractButton):
        if button.isVisible() and button.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert button.accessibleName() or button.text(), button
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in work.findChildren(Label))


def test_the_next_person_finds_nothing_of_the_last(
    qtbot: Any, window: MainWindow, work: Work, plain_runner: Runner
) -> None:
    gone: list[bool] = []
    work.destroyed.connect(lambda: gone.append(True))
    window.start_work(plain_runner, frozenset())
    qtbot.waitUntil(lambda: gone == [True])

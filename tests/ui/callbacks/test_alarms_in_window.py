"""Alarms in the window: told once, seen, opened, and never in the way of somebody who types."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from thirdring.domain.case_values import AlarmStage
from thirdring.ui.alarms.alarm_words import outside_text
from thirdring.ui.shell.memory import ALARM_SOUND, SOUND_OFF

Wait = Callable[[], None]


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the machine was asked to ring."""
    rung: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: rung.append(1))
    return rung


def tick(opened: Any, qtbot: Any, settled: Wait) -> None:
    """Half a minute has passed: the watch looks, what it finds is read again."""
    opened.alarms.watch.tick()
    settled()
    qtbot.waitUntil(lambda: opened.settled)
    settled()


def test_c2_what_is_due_soon_comes_up_and_takes_neither_cursor_nor_letters(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any, beeps: list[int]
) -> None:
    day.promise(20)
    opened = open_callbacks()
    opened.work.show_screen("desk")
    opened.desk.calls.new_call()
    raised = opened.desk.calls.form.field("raised")
    raised.setFocus()
    QTest.keyClicks(raised, "the sofa")
    assert not opened.alarms.card.isVisible()
    day.wall.later(minutes=6)
    tick(opened, qtbot, settled)
    assert opened.alarms.card.isVisible()
    assert len(beeps) == 1
    assert raised.hasFocus()
    QTest.keyClicks(raised, " is late")
    assert raised.toPlainText() == "the sofa is late"
    card = opened.alarms.card.geometry()
    assert not card.intersects(
        raised.rect().translated(raised.mapTo(opened.work, raised.pos() * 0))
    )
    day.wall.later(seconds=30)
    tick(opened, qtbot, settled)
    assert len(beeps) == 1


def test_the_bell_counts_and_its_list_goes_to_the_callback(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    day.promise(-2, name="李国强")
    wanted = day.promise(3, name="罗一帆")
    opened = open_callbacks()
    tick(opened, qtbot, settled)
    opened.work.show_screen("desk")
    panel = opened.alarms.panel
    opened.work.shortcuts.trigger("alarms")
    assert panel.list.hasFocus()
    assert [row.stage for row in panel.model.rows] == [AlarmStage.DUE, AlarmStage.WARNED]
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    settled()
    assert not panel.isVisible()
    assert opened.work.current == "callbacks"
    assert opened.callbacks.pane.list.line.id == wanted


def test_seen_puts_an_alarm_away_until_its_next_stage(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    day.promise(3)
    opened = open_callbacks()
    tick(opened, qtbot, settled)
    panel = opened.alarms.panel
    opened.work.shortcuts.trigger("alarms")
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    settled()
    assert panel.model.rows == ()
    tick(opened, qtbot, settled)
    assert panel.model.rows == ()
    day.wall.later(minutes=4)
    tick(opened, qtbot, settled)
    assert [row.stage for row in panel.model.rows] == [AlarmStage.DUE]


def test_escape_closes_the_list_and_gives_the_cursor_back(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    day.promise(3)
    opened = open_callbacks()
    tick(opened, qtbot, settled)
    had = QApplication.focusWidget()
    opened.work.shortcuts.trigger("alarms")
    assert opened.alarms.panel.list.hasFocus()
    QTest.keyClick(opened.alarms.panel.list, Qt.Key.Key_Escape)
    assert not opened.alarms.panel.isVisible()
    assert QApplication.focusWidget() is had


def test_h5_what_the_system_tells_outside_the_window_names_nobody(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    day.promise(3, name="罗一帆", about="门板")
    opened = open_callbacks()
    tick(opened, qtbot, settled)
    (row,) = opened.alarms.panel.model.rows
    said = outside_text(row, day.wall(), opened.callbacks.pane.model.time)
    assert said == "Call owed: 03:00"


def test_the_tray_brings_the_window_back(
    day: Day, open_callbacks: Callable[..., Any], qtbot: Any
) -> None:
    opened = open_callbacks()
    assert day.window is not None
    day.window.showMinimized()
    opened.alarms.tray.bring_back()
    assert not day.window.isMinimized()
    assert day.window.isVisible()


def test_alarms_are_silent_for_who_wants_them_so(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any, beeps: list[int]
) -> None:
    day.promise(20)
    opened = open_callbacks()
    day.memory.write(ALARM_SOUND, SOUND_OFF)
    day.wall.later(minutes=6)
    tick(opened, qtbot, settled)
    assert opened.alarms.card.isVisible()
    assert beeps == []


def test_c3_what_nobody_did_goes_up_and_rings_at_the_supervisors(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    day.promise(-11)
    opened = open_callbacks("zhao")
    tick(opened, qtbot, settled)
    rows = opened.alarms.panel.model.rows
    assert [row.stage for row in rows] == [AlarmStage.WENT_UP]
    assert len(day.sent_up()) == 1

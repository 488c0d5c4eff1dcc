"""What is told for some seconds covers nothing that is pressed or typed into, on any screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from tests.ui.callbacks.callback_day import Day
from tests.ui.calls.kit import WallClock
from thirdring.app.working_day import WorkingDay
from thirdring.domain.enums import Language
from thirdring.ui.day.parts import Part
from thirdring.ui.theme import theme_of
from thirdring.ui.widgets import Segments, Tabs

PRESSED = (
    QAbstractButton, QAbstractItemView, QAbstractScrollArea, QComboBox, QLineEdit, Segments, Tabs,
)  # fmt: skip
LONG = "Somebody else decided on this meanwhile; read what they wrote, then decide again. " * 2


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    made = Day(tmp_path, WallClock(), Language.EN)
    yield made
    made.close()
    made.store.close()


def at(widget: QWidget, over: QWidget) -> QRect:
    return QRect(widget.mapTo(over, QPoint(0, 0)), widget.size())


def covered(over: QWidget, told: QWidget) -> list[str]:
    """What `told` lies over that a person presses or types into."""
    place = at(told, over)
    others = (
        one for one in over.findChildren(QWidget)
        if one.isVisible() and isinstance(one, PRESSED) and not told.isAncestorOf(one)
    )  # fmt: skip
    return [
        f"{type(one).__name__} {one.accessibleName()}"
        for one in others
        if at(one, over).intersects(place)
    ]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_toast_and_alarm_lie_over_nothing_that_is_pressed_on_any_screen(
    qtbot: Any, day: Day, scale: float
) -> None:
    day.promise(3, "zhao")
    opened: WorkingDay = day.open("zhao")
    assert day.window is not None
    theme_of().change(text_scale=scale)
    with qtbot.waitExposed(day.window):
        day.window.show()
    qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
    assert opened.alarms is not None
    alarms, work = opened.alarms, opened.work
    alarms.watch.tick()
    qtbot.waitUntil(lambda: bool(alarms.panel.model.rows), timeout=20_000)
    alarms.card.ring(alarms.panel.model.rows, day.wall())
    shown = [*work.screens(), *Part]
    assert len(shown) > 10
    for screen in shown:
        if isinstance(screen, Part):
            work.shortcuts.trigger(f"day.{screen.value}")
        else:
            work.show_screen(screen)
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
        work.undo.offer(LONG, lambda: None)  # anew: all screens may take longer than it stays
        QApplication.sendPostedEvents()
        for told in (work.undo, alarms.card):
            assert told.isVisible()
            assert covered(work, told) == [], screen
            assert work.rect().contains(at(told, work)), screen
            assert told.width() >= told.minimumSizeHint().width(), screen


def test_what_is_told_moves_neither_the_cursor_nor_what_is_typed_in(qtbot: Any, day: Day) -> None:
    opened = day.open("lin")
    assert day.window is not None
    with qtbot.waitActive(day.window):
        day.window.show()
        day.window.activateWindow()
    qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
    assert opened.desk is not None
    field: Any = opened.desk.calls.form.field("raised")
    field.setFocus()
    before = at(field, opened.work)
    opened.work.undo.offer(LONG, lambda: None)
    qtbot.keyClicks(field, "the sofa")
    assert field.toPlainText() == "the sofa"
    assert at(field, opened.work) == before
    assert opened.work.undo.text() == LONG.strip()

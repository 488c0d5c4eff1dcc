"""A desk whose clock is wrong says so in one quiet line, and stops when it is put away or right."""

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt

from thirdring.ui.shell.clock_drift import ClockDrift
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Label

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def words(drift: ClockDrift) -> str:
    return " ".join(label.text() for label in drift.line.findChildren(Label))


def test_how_far_it_is_off_is_said_until_it_is_put_away_or_right_again(qtbot: Any) -> None:
    off = timedelta(minutes=-4)
    ticker, parent = Ticker(lambda: NOON), QObject()
    drift = ClockDrift(lambda: off, ticker, parent)
    qtbot.addWidget(drift.line)
    drift.look()
    assert drift.line.isVisible()
    assert "4 min behind" in words(drift)
    off = timedelta(seconds=40)
    ticker.tick.emit(NOON)
    assert "40 s ahead" in words(drift)
    qtbot.mouseClick(drift.line._button, Qt.MouseButton.LeftButton)
    ticker.tick.emit(NOON + timedelta(minutes=2))
    assert not drift.line.isVisible()
    off = timedelta(seconds=2)
    ticker.tick.emit(NOON + timedelta(minutes=4))
    off = timedelta(hours=3)
    ticker.tick.emit(NOON + timedelta(minutes=4, seconds=30))  # it looks once a minute
    assert not drift.line.isVisible()
    ticker.tick.emit(NOON + timedelta(minutes=6))
    assert "3 h ahead" in words(drift)


def test_the_clocks_on_screen_go_by_the_servers_time_once_it_is_known() -> None:
    ticker = Ticker(lambda: NOON + timedelta(days=400))
    ticker.follow(lambda: NOON)
    assert ticker.now() == NOON

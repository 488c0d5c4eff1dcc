"""Drives the real windows offscreen: keys go in, and a wait ends when what they ask for is painted."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from thirdring.bench.timing import Series

_PATIENCE_SECONDS = 60.0
# A view lays itself out in the turn after its rows came, and draws itself in the one after that.
_ROUNDS = 3
_ASLEEP = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Painted(QObject):
    """Counts the frames of one widget that show all there is to be seen: a frame with rows that are
    still to come is none.
    """

    def __init__(self, widget: QWidget, complete: Callable[[], bool]) -> None:
        super().__init__(widget)
        self.count = 0
        self._complete = complete
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._complete():
            self.count += 1
        return False


def until(app: QApplication, reached: Callable[[], bool], what: str) -> None:
    """Run the event loop until `reached()`, asleep between events as the program's own is: a loop
    that spun would take a processor, and Python itself, from the threads it waits for. A timer has
    to be at work, such as a `Heartbeat`'s.

    Raises:
        TimeoutError: it never was, within a minute.
    """
    end = time.perf_counter() + _PATIENCE_SECONDS
    while not reached():
        app.processEvents(_ASLEEP)
        if time.perf_counter() > end:
            raise TimeoutError(what)


def press(widget: QWidget, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key of the keyboard."""
    QTest.keyClick(widget, key, held)


class Frames:
    """Times from a key to the frame it brings about. `complete()`: what is to be seen is there."""

    def __init__(self, app: QApplication, view: QWidget, complete: Callable[[], bool]) -> None:
        self._app = app
        self._painted = Painted(view, complete)
        self.series = Series()

    def take(self, act: Callable[[], object], what: str) -> None:
        """One sample; what is still to be drawn of an earlier one is drawn before."""
        for _ in range(_ROUNDS):
            self._app.processEvents()
        self.series.take(lambda: self._until_painted(act, what))

    def _until_painted(self, act: Callable[[], object], what: str) -> None:
        before = self._painted.count
        act()
        until(self._app, lambda: self._painted.count > before, what)


def resident_mb() -> float | None:
    """Memory of this process, where the system tells: its own, and the pages of files it looks into,
    such as libraries and fonts, which it shares with every other program that does.
    """
    return _told_mb("VmRSS")


def own_mb() -> float | None:
    """What of it is the process's own, as task managers show it."""
    return _told_mb("RssAnon")


def _told_mb(name: str) -> float | None:
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    line = next((line for line in text.splitlines() if line.startswith(name)), None)
    return None if line is None else int(line.split()[1]) / 1024


def offscreen() -> None:
    """Draw into memory: the raster is what is measured, not a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("THIRDRING_LANGUAGE", "zh_CN")

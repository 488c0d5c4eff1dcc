"""Presses keys at the pace of somebody in a hurry, and takes the time until each is answered."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from thirdring.bench.heartbeat import Heartbeat
from thirdring.bench.timing import Series

_MS = 1_000.0
_NOTHING = Qt.KeyboardModifier.NoModifier


class Typist:
    """`answers`: of each key, from when it was due until what it asked for was drawn: a window that
    is away when a key comes keeps it waiting as well. `longest_during` is what was done at the
    longest, `longest_cpu` what the longest took of the processor alone.
    """

    def __init__(self, app: QApplication, window: QWidget, pace_ms: int) -> None:
        self._app, self._window, self._pace = app, window, pace_ms
        self.answers = Series()
        self.beat = Heartbeat()
        self._loop = QEventLoop()
        self._alarm = QTimer()
        self._alarm.setSingleShot(True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._loop.quit)
        self.longest = self.longest_cpu = 0.0
        self.longest_during = self.longest_cpu_during = ""

    @property
    def doing(self) -> str:
        """What the keys are for; stalls are told by it too."""
        return self.beat.step

    @doing.setter
    def doing(self, what: str) -> None:
        self.beat.step = what

    def close(self) -> None:
        """Press no more."""
        self.beat.close()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def press(self, key: Qt.Key, held: Any = _NOTHING, times: int = 1) -> None:
        """A key of the keyboard, wherever the cursor is."""
        for _ in range(times):
            self._answered(partial(self._click, key, held))

    def type(self, text: str) -> None:
        """Letters and digits by their keys."""
        for letter in text:
            self._answered(partial(self._click, letter))

    def compose(self, text: str) -> None:
        """Chinese as an input method hands it over: a word at a time."""
        for at in range(0, len(text), 2):
            word = text[at : at + 2]
            self._answered(partial(self._commit, word))

    def _click(self, key: Any, held: Any = _NOTHING) -> None:
        QTest.keyClick(self.focus, key, held)

    def _commit(self, word: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(word)
        self._app.sendEvent(self.focus, event)

    def _answered(self, act: Callable[[], object]) -> None:
        due = time.perf_counter() + self._pace / _MS
        self.rest(self._pace)
        used = time.thread_time()
        act()
        self._app.processEvents()
        took, cpu = (time.perf_counter() - due) * _MS, (time.thread_time() - used) * _MS
        self.answers.wall.append(took)
        self.answers.cpu.append(cpu)
        if took > self.longest:
            self.longest, self.longest_during = took, self.doing
        if cpu > self.longest_cpu:
            self.longest_cpu, self.longest_cpu_during = cpu, self.doing

    def rest(self, milliseconds: int) -> None:
        """Let the window do what it does meanwhile."""
        self._alarm.start(max(1, milliseconds))
        self._loop.exec()

    def wait(self, reached: Callable[[], bool], seconds: float) -> bool:
        """Until `reached()`, for so long at most; whether it was."""
        end = time.perf_counter() + seconds
        while not reached():
            if time.perf_counter() > end:
                return False
            self.rest(10)
        return True

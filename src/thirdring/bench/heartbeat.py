"""How long the window's thread was away from its event loop."""

import time

from PySide6.QtCore import QObject, Qt, QTimer

_EVERY_MS = 4
_MS = 1_000.0


class Heartbeat(QObject):
    """`longest`: milliseconds between two beats, less the interval; `longest_cpu`: what of it the
    thread itself used, which is a stall of our own also on a machine others keep busy.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest = self.longest_cpu = 0.0
        self.during = self.during_cpu = ""
        self.step = ""
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def _on_beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        away, used = (now - self._last) * _MS - _EVERY_MS, (cpu - self._last_cpu) * _MS
        self._last, self._last_cpu = now, cpu
        if away > self.longest:
            self.longest, self.during = away, self.step
        if used > self.longest_cpu:
            self.longest_cpu, self.during_cpu = used, self.step

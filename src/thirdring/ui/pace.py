"""When open screens read again; how often is the domain's matter (`domain/rhythm.py`)."""

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from thirdring.domain.changes import Change
from thirdring.domain.rhythm import Rhythm
from thirdring.ui.runner import Runner


class Pace(QObject):
    """`due` carries all changes since the last one."""

    due = Signal(object)  # Change

    def __init__(
        self, runner: Runner, parent: QObject | None = None, rhythm: Rhythm | None = None
    ) -> None:
        super().__init__(parent)
        self._rhythm = rhythm or Rhythm()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # A coarse one may come before a moment of the desk's own, and then once more at it.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_due)
        runner.settled.connect(self._on_read)

    @property
    def waiting(self) -> bool:
        """Whether something is still to be told."""
        return self._rhythm.waiting is not None

    @Slot(object)
    def add(self, change: Change) -> None:
        """Somebody committed this."""
        wait = math.ceil(self._rhythm.add(change, time.monotonic()) * 1000)
        if not self._timer.isActive() or wait < self._timer.remainingTime():
            self._timer.start(wait)

    @Slot()
    def _on_due(self) -> None:
        change = self._rhythm.take(time.monotonic())
        if change is not None:
            self.due.emit(change)

    @Slot()
    def _on_read(self) -> None:
        """Everything that was asked for is there."""
        self._rhythm.read(time.monotonic())

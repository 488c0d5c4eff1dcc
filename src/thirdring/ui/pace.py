"""When open screens read again: at once, as long as reading is cheap."""

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from thirdring.domain.changes import Change
from thirdring.ui.runner import Runner

_LEAST_MS = 150
_MOST_MS = 3_000
# Reading what others did takes a tenth of the time at most, however busy the center and its server.
_SHARE = 10


class Pace(QObject):
    """`due` carries all changes since the last one. The first after a quiet moment goes through at
    once; one's own wait for nobody's.
    """

    due = Signal(object)  # Change

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: Change | None = None
        self._reading_since: float | None = None
        self._told_at = float("-inf")
        self._gap = _LEAST_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)
        runner.settled.connect(self._on_read)

    @property
    def waiting(self) -> bool:
        """Whether something is still to be told."""
        return self._waiting is not None

    @Slot(object)
    def add(self, change: Change) -> None:
        """Somebody committed this."""
        self._waiting = change if self._waiting is None else self._waiting.and_then(change)
        since = (time.monotonic() - self._told_at) * 1000
        wait = max(0.0, (_LEAST_MS if change.own else self._gap) - since)
        if not self._timer.isActive() or wait < self._timer.remainingTime():
            self._timer.start(round(wait))

    @Slot()
    def _on_due(self) -> None:
        change, self._waiting = self._waiting, None
        if change is not None:
            self._told_at = self._reading_since = time.monotonic()
            self.due.emit(change)

    @Slot()
    def _on_read(self) -> None:
        """Everything that was asked for is there: how long it took says how soon to ask again."""
        if self._reading_since is not None:
            took = (time.monotonic() - self._reading_since) * 1000
            self._gap = round(min(max(_LEAST_MS, took * _SHARE), _MOST_MS))
            self._reading_since = None

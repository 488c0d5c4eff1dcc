"""Looks after the embedded file in the background: checks, backups of the day, tidying."""

import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from thirdring.domain.errors import ThirdRingError
from thirdring.ui.gate import Gate

_FIRST_SECONDS = 20.0
# The write-ahead log is looked at each quarter of a minute, the rest each five minutes.
_LOG_SECONDS = 15.0
_LOGS_A_ROUND = 20


class Care(QObject):
    """`reported` carries an UpkeepReport or a ThirdRingError, on the window's thread."""

    reported = Signal(object)

    def __init__(self, store: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._stopping = threading.Event()
        self._gate = Gate()
        self._thread = threading.Thread(target=self._work, name="thirdring-care", daemon=True)

    def start(self) -> None:
        """Begin, twenty seconds from now: the morning's first minute belongs to the person."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the round under way and stop; one that takes long has nobody to tell any more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._gate.shut()

    def _work(self) -> None:
        from thirdring.usecases.upkeep import keep_log_short, keep_up

        wait = _FIRST_SECONDS
        while not self._stopping.wait(wait):
            try:
                report: object = keep_up(self._store)
            except ThirdRingError as error:
                report = error
            self._gate.tell(self.reported.emit, report)
            for _ in range(_LOGS_A_ROUND - 1):
                if self._stopping.wait(_LOG_SECONDS):
                    return
                keep_log_short(self._store)
            wait = _LOG_SECONDS

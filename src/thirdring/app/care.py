"""Looks after the embedded file in the background: checks, backups of the day, tidying."""

import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from thirdring.domain.errors import ThirdRingError

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
        self._thread = threading.Thread(target=self._work, name="thirdring-care", daemon=True)

    def start(self) -> None:
        """Begin, twenty seconds from now: the morning's first minute belongs to the person."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the round under way and stop."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _work(self) -> None:
        from thirdring.usecases.upkeep import keep_log_short, keep_up

        wait = _FIRST_SECONDS
        while not self._stopping.wait(wait):
            try:
                self.reported.emit(keep_up(self._store))
            except ThirdRingError as error:
                self.reported.emit(error)
            for _ in range(_LOGS_A_ROUND - 1):
                if self._stopping.wait(_LOG_SECONDS):
                    return
                keep_log_short(self._store)
            wait = _LOG_SECONDS

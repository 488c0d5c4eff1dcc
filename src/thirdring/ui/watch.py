"""Progress of what runs on a database thread, told to the window; and a stop the other way."""

import threading

from PySide6.QtCore import QObject, Signal

from thirdring.domain.errors import Message, Refusal, say

_NOTHING = say("Stopped. Nothing was imported.")


class Watch(QObject):
    """`moved(done, total)`; a total of 0 is not known. `stopped`: what a stop is answered with."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject, stopped: Message = _NOTHING) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._stopped = stopped

    def stop(self) -> None:
        self._stop.set()

    def __call__(self, done: int, total: int) -> None:
        """Called on a database thread; raises once `stop` was called."""
        if self._stop.is_set():
            raise Refusal(self._stopped)
        self.moved.emit(done, total)

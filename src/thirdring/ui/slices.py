"""What takes long on the window's thread, done a piece at a time: keys are answered in between."""

from collections.abc import Generator, Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

Whole = TypeVar("Whole")


def at_once(pieces: Generator[None, None, Whole]) -> Whole:
    """All of them now: what is waited for already. What the last one returns."""
    while True:
        try:
            next(pieces)
        except StopIteration as last:
            whole: Whole = last.value
            return whole


class Slices(QObject):
    """Goes on with `pieces` by one in each turn of the event loop; `done` after the last.

    Ends with its parent, wherever it is then. What a piece raises goes where a slot's errors go,
    and nothing follows it.
    """

    done = Signal()

    def __init__(self, pieces: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        self._turn.start()

    def stop(self) -> None:
        """Leave it where it is, at once: nothing follows, and `done` doesn't come."""
        self._turn.stop()

    @Slot()
    def _on_turn(self) -> None:
        self._turn.stop()
        try:
            next(self._pieces)
        except StopIteration:
            self.done.emit()
            self.deleteLater()
            return
        self._turn.start()

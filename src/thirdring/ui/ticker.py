"""One beat a second for every clock on screen, so that they change together."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal


def utc_now() -> datetime:
    return datetime.now(UTC)


class Ticker(QObject):
    """`tick` carries the aware UTC time, once a second, just after the second has turned."""

    tick = Signal(object)

    def __init__(
        self, now: Callable[[], datetime] = utc_now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def now(self) -> datetime:
        return self._now()

    def follow(self, now: Callable[[], datetime]) -> None:
        """Go by another clock from now on: the server's, once it is known."""
        self._now = now

    def start(self) -> None:
        self._arm()

    def stop(self) -> None:
        self._timer.stop()

    def _arm(self) -> None:
        # Never drifts: each beat aims at the next whole second.
        self._timer.start(1005 - self._now().microsecond // 1000)

    def _on_timeout(self) -> None:
        self.tick.emit(self._now())
        self._arm()

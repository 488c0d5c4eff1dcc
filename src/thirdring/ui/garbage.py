"""Reference cycles are collected on the window's thread only.

Python collects on whatever thread happens to allocate. Here that may be a database thread, and a
widget whose last reference lies in a cycle would be destroyed there, which Qt does not survive.
So automatic collection is off, and a timer does it with the same thresholds.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1_000


class MainThreadGarbage(QObject):
    """Lives as long as its parent, the application; collection is automatic again afterwards."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        parent.destroyed.connect(gc.enable)
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due, if one is."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return


def spare_what_is_loaded() -> None:
    """Look no more, in this process, at what is there now: code and tables that stay. Going through
    them took a tenth of a second of the window each time. The first call counts.
    """
    if not gc.get_freeze_count():
        gc.freeze()

"""What tells something for some seconds in the top bar."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from thirdring.ui.widgets.base import Styled


class Telling(Styled, QWidget):
    """It shows and hides itself, and can do with less room; `changed` when it needs another."""

    changed = Signal()

    def set_short(self, *, on: bool) -> None:
        """Leave out what can be done without, or show it again."""

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.changed.emit()

"""What the sections of the settings have in common."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thirdring.ui.widgets import Styled


class Section(Styled, QWidget):
    """`said` carries a sentence for the foot of the window and how to undo the deed, or None."""

    said = Signal(str, object)

    def entered(self) -> None:
        """The section is shown: read again, and put the cursor where it belongs."""

    def refresh(self) -> None:
        """Something was changed somewhere: read again what is shown; what is typed stays."""

    def say(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Tell the window what was done."""
        self.said.emit(sentence, undo)

"""Buttons in a row that goes on in the next line where there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.ui.widgets import Button, Styled

_GAP = 8


class ButtonFlow(Styled, QWidget):
    """The buttons of `set_buttons`, those that are hidden left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: tuple[Button, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_buttons(self, buttons: Sequence[Button]) -> None:
        self._buttons = tuple(buttons)
        for button in self._buttons:
            button.setParent(self)
        self.arrange()

    def arrange(self) -> None:
        """Lay out again: texts changed, or some were hidden or shown."""
        self.setFixedHeight(max(self._place(self.width(), move=True), 1))
        self.updateGeometry()

    def restyle(self) -> None:
        self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self._place(self.width(), move=False))

    def minimumSizeHint(self) -> QSize:
        shown = [button.sizeHint() for button in self._buttons if not button.isHidden()]
        widest = max((hint.width() for hint in shown), default=0)
        return QSize(widest, max((hint.height() for hint in shown), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _place(self, width: int, *, move: bool) -> int:
        x = y = height = 0
        for button in self._buttons:
            if button.isHidden():
                continue
            hint = button.sizeHint()
            if x and x + hint.width() > width:
                x, y = 0, y + height + _GAP
            height = hint.height()
            if move:
                button.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + _GAP
        return y + height

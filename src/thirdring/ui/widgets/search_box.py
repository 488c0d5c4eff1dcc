"""A line to search in: magnifier on the left, key caps on the right while it is empty."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from thirdring.domain.text_safety import TextKind
from thirdring.ui import icons
from thirdring.ui.theme import Token
from thirdring.ui.widgets.paint import caps_of, caps_width, paint_caps
from thirdring.ui.widgets.text import LineEdit


class SearchBox(LineEdit):
    """Esc empties it, and when it is empty emits `left`. Arrow down emits `descended`."""

    left = Signal()
    descended = Signal()

    def __init__(self, *, keys: str = "", parent: QWidget | None = None) -> None:
        self._caps = caps_of(keys)
        super().__init__(kind=TextKind.LINE, parent=parent)

    def restyle(self) -> None:
        super().restyle()
        right = caps_width(self.theme, self._caps) + self.theme.px(8) if self._caps else 0
        self.setTextMargins(self.theme.px(26), 0, right, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.descended.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme = self.theme
        side = theme.px(icons.BUTTON)
        room = QRect(theme.px(10), 0, side, self.height())
        icons.paint_icon(painter, room, "search", theme.color(Token.TEXT_2), side)
        if self._caps and not self.text():
            x = self.width() - caps_width(theme, self._caps) - theme.px(7)
            paint_caps(painter, theme, QPoint(x, self.height() // 2), self._caps)

"""The mark: three rings of a telephone as three bars, the third one answered."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.ui.theme import Theme, Token
from thirdring.ui.widgets.base import Styled


def paint_logo(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Draw the mark into `rect` (its proportions are 24 wide, 20 high)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    unit = rect.width() / 24
    for row, (left, width, strength) in enumerate(((5, 14, 0.45), (7, 10, 0.7), (0, 24, 1.0))):
        color = theme.color(Token.ACCENT_TEXT)
        painter.setOpacity(strength)
        painter.setBrush(color)
        top = rect.y() + row * 8 * unit
        bar = QRectF(rect.x() + left * unit, top, width * unit, 4 * unit)
        painter.drawRoundedRect(bar, 2 * unit, 2 * unit)
    painter.restore()


class Logo(Styled, QWidget):
    def __init__(self, width: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def sizeHint(self) -> QSize:
        width = self.theme.px(self._width)
        return QSize(width, round(width * 20 / 24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_logo(QPainter(self), self.theme, self.rect().toRectF())

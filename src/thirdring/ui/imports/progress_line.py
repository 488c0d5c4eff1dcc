"""How far something is, as a thin line; where that is not known, only that it goes on."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.ui.theme import Token
from thirdring.ui.widgets import Styled


class ProgressLine(Styled, QWidget):
    """Empty until `set_progress`; words stand beside it, never only this."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(4))
        self.setMinimumWidth(self.theme.px(80))

    @property
    def share(self) -> float:
        return self._done / self._total if self._total else 0.0

    def set_progress(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        radius = room.height() / 2
        painter.setPen(self.theme.color(Token.LINE))
        painter.setBrush(self.theme.color(Token.LINE))
        painter.drawRoundedRect(room, radius, radius)
        room.setWidth(room.width() * self.share)
        painter.setPen(self.theme.color(Token.ACCENT))
        painter.setBrush(self.theme.color(Token.ACCENT))
        if self._done and self._total:
            painter.drawRoundedRect(room, radius, radius)

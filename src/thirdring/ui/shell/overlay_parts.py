"""Parts of the sheets over the scrim: an icon, and the foot that lists the keys."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import RADIUS_PALETTE
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.paint import caps_of, caps_width, paint_caps

Part = tuple[str, str]  # keys ("Up Down" are two groups of caps side by side), what they do


class IconBox(Styled, QWidget):
    """One icon as a widget."""

    def __init__(self, name: str, tone: Token, size: int = icons.HEAD) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def set(self, name: str, tone: Token) -> None:
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self.theme.px(self._size)
        color = self.theme.color(self._tone)
        icons.paint_icon(QPainter(self), self.rect(), self._name, color, side)


class OverlayFoot(Styled, QWidget):
    """Keys and what they do, along the rounded lower edge of a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._left: list[Part] = []
        self._right: list[Part] = []
        self._before_right = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_parts(self, left: list[Part], right: list[Part], before_right: str = "") -> None:
        self._left, self._right, self._before_right = left, right, before_right
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        tall = QRectF(self.rect()).adjusted(0, -RADIUS_PALETTE * 2, 0, 0)
        path.addRoundedRect(tall, RADIUS_PALETTE - 1, RADIUS_PALETTE - 1)
        painter.setClipRect(self.rect())
        painter.fillPath(path, theme.color(Token.BG_SIDE))
        painter.fillRect(0, 0, self.width(), 1, theme.color(Token.LINE))
        end = self._paint_row(painter, theme.px(16), self._left)
        width = self._row_width(self._right, self._before_right)
        start = self.width() - theme.px(16) - width
        if start >= end:
            start = self._words(painter, start, self._before_right)
            self._paint_row(painter, start, self._right)
        else:  # longer words (English): the keys matter more than what stands before them
            start = self.width() - theme.px(16) - self._row_width(self._right, "")
            self._paint_row(painter, max(start, end), self._right)

    def _row_width(self, parts: list[Part], before: str) -> int:
        theme = self.theme
        metrics = QFontMetrics(theme.font(Type.CAPTION))
        width = metrics.horizontalAdvance(before) + theme.px(6) if before else 0
        for keys, words in parts:
            width += sum(caps_width(theme, caps_of(k)) + theme.px(3) for k in keys.split())
            width += theme.px(3) + metrics.horizontalAdvance(words) + theme.px(12)
        return width - theme.px(12)

    def _paint_row(self, painter: QPainter, x: int, parts: list[Part]) -> int:
        theme = self.theme
        for keys, words in parts:
            for group in keys.split():
                caps = caps_of(group)
                paint_caps(painter, theme, QPoint(x, self.height() // 2 + 1), caps)
                x += caps_width(theme, caps) + theme.px(3)
            x = self._words(painter, x + theme.px(3), words) + theme.px(6)
        return x

    def _words(self, painter: QPainter, x: int, words: str) -> int:
        if not words:
            return x
        font = self.theme.font(Type.CAPTION)
        painter.setFont(font)
        painter.setPen(self.theme.color(Token.TEXT_2))
        room = self.rect().adjusted(x, 1, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        return x + QFontMetrics(font).horizontalAdvance(words) + self.theme.px(6)

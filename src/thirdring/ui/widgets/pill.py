"""Pills and state marks as widgets of their own."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.paint import (
    cap_height,
    caps_of,
    caps_width,
    paint_caps,
    paint_pill,
    pill_height,
    pill_width,
)
from thirdring.ui.widgets.shapes import SHAPE_TOKEN, Shape, paint_shape


class _Painted(Styled, QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Pill(_Painted):
    """A word on a soft fill, with a shape where it tells a state."""

    def __init__(
        self,
        text: str = "",
        *,
        tone: Token = Token.TEXT_2,
        shape: Shape | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._shape = text, tone, shape
        self.wire()
        self.set(text)

    def set(self, text: str, *, tone: Token | None = None, shape: Shape | None = None) -> None:
        self._text, self._tone = text, tone or self._tone
        self._shape = shape or self._shape
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self.theme, self._text, self._shape), pill_height(self.theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = QPoint(0, self.height() // 2)
        paint_pill(QPainter(self), self.theme, at, self._text, tone=self._tone, shape=self._shape)


class StateMark(_Painted):
    """Shape, colour and word, always all three."""

    def __init__(
        self,
        shape: Shape = Shape.RING,
        text: str = "",
        *,
        tone: Token | None = None,
        step: Type = Type.CAPTION,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shape, self._text, self._step = shape, text, step
        self._tone = tone or SHAPE_TOKEN[shape]
        self.wire()
        self.set(shape, text, tone=tone)

    def set(self, shape: Shape, text: str, *, tone: Token | None = None) -> None:
        self._shape, self._text = shape, text
        self._tone = tone or SHAPE_TOKEN[shape]
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.theme.font(self._step)).horizontalAdvance(self._text)
        return QSize(self.theme.px(18) + words + 2, self.theme.line(self._step))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        side = theme.px(12 if self._step is Type.CAPTION else 14)
        color = theme.color(self._tone)
        paint_shape(painter, 0, (self.height() - side) / 2, self._shape, color, size=side)
        painter.setFont(theme.font(self._step))
        painter.setPen(color)
        room = QRect(theme.px(18), 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._text)


class KeyCap(_Painted):
    """Keys to press, as they are printed on the keyboard."""

    def __init__(self, keys: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps = caps_of(keys)
        self.setAccessibleName(keys)
        self.wire()

    def set_keys(self, keys: str) -> None:
        self._caps = caps_of(keys)
        self.setAccessibleName(keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(caps_width(self.theme, self._caps), cap_height(self.theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_caps(QPainter(self), self.theme, QPoint(0, self.height() // 2), self._caps)

"""A sentence in little room: one line where it fits, else two small ones, else cut short."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled, set_tip

_LEAST, _MOST = 56, 420
_NEVER_FIRST = "，。；：、！？”’）》」』,.;:!?)…"


class ShortText(Styled, QWidget):
    """Plain text, read aloud and shown whole on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.wire()

    def setText(self, text: str) -> None:  # noqa: N802 - as the labels of Qt
        self._text = " ".join(text.split())
        self.setAccessibleName(text)
        set_tip(self, text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """One line up to its most; longer ones take two."""
        most = self.theme.px(_MOST)
        one = QFontMetrics(self.theme.font()).horizontalAdvance(self._text) + 2
        if one > most:
            small = QFontMetrics(self.theme.font(Type.CAPTION)).horizontalAdvance(self._text)
            one = min(most, max(self.theme.px(240), small * 11 // 20))
        return QSize(one, 2 * self.theme.line(Type.CAPTION))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(_LEAST)), hint.height())

    def lines(self) -> tuple[Type, tuple[str, ...]]:
        """How it is set in the width it has."""
        width = self.width()
        if QFontMetrics(self.theme.font()).horizontalAdvance(self._text) <= width:
            return Type.BODY, (self._text,)
        metrics = QFontMetrics(self.theme.font(Type.CAPTION))
        first = _upto(self._text, metrics, width)
        if first == len(self._text):
            return Type.CAPTION, (self._text,)
        rest = self._text[first:].lstrip()
        elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return Type.CAPTION, (self._text[:first].rstrip(), elided)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        step, lines = self.lines()
        painter.setFont(self.theme.font(step))
        painter.setPen(self.theme.color(Token.TEXT))
        line = self.theme.line(step)
        top = (self.height() - line * len(lines)) // 2
        for text in lines:
            room = QRect(0, top, self.width(), line)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            top += line


def _upto(text: str, metrics: QFontMetrics, width: int) -> int:
    """How many characters fit into `width`; words written with spaces stay whole, and what closes
    a clause stays with it.
    """
    count = len(text)
    while count and metrics.horizontalAdvance(text[:count]) > width:
        count -= 1
    if count < len(text) and text[count].isascii() and not text[count].isspace():
        space = text.rfind(" ", 0, count)
        if space > 0:
            return space
    while count > 1 and count < len(text) and text[count] in _NEVER_FIRST:
        count -= 1
    return max(count, 1)

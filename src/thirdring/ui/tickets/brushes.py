"""Colours, faces, cut texts and small drawings of a ticket list, made once for all its cells."""

import re
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from thirdring.ui.theme import Theme, Token
from thirdring.ui.widgets import Shape, paint_box, paint_shape

PADDING = 8
_SHAPE = 14
_BOX = 16
_MOST_CUT = 2_000
# None of these is wider than a Chinese character.
_PLAIN = re.compile(r"[ -\u024f\u3000-\u9fff\uff00-\uff5e]*\Z")


class Brushes:
    """What cells are drawn with, of one theme as it is now and for one screen's pixels."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme, self.ratio = theme, ratio
        self.color: dict[Token, QColor] = {token: theme.color(token) for token in Token}
        self.body = theme.font()
        self.bold = theme.font(bold=True)
        self.metrics = QFontMetrics(self.body)
        self.bold_metrics = QFontMetrics(self.bold)
        self.padding = theme.px(PADDING)
        self.gap = theme.px(8)
        self._em = max(self.metrics.horizontalAdvance(one) for one in "国国W@")
        self._cut: dict[tuple[str, int, bool], str] = {}
        self._drawn: dict[object, QPixmap] = {}

    def cut(self, text: str, width: int, *, bold: bool = False) -> str:
        """`text` in one line, elided on the right to `width` px."""
        if len(text) * self._em <= width and _PLAIN.match(text):
            return text  # it fits, whatever stands in it: measuring costs as much as drawing
        key = (text, width, bold)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > _MOST_CUT:
                self._cut.clear()
            metrics = self.bold_metrics if bold else self.metrics
            line = " ".join(text.splitlines()) if "\n" in text else text
            found = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            self._cut[key] = found
        return found

    def baseline(self, top: int, height: int) -> int:
        """Where a line of text stands in the middle of a row."""
        return top + (height - self.metrics.height()) // 2 + self.metrics.ascent()

    def shape(self, shape: Shape, tone: Token) -> QPixmap:
        """A state's shape."""
        side = self.theme.px(_SHAPE)
        return self._drawing(
            (shape, tone), side,
            lambda painter: paint_shape(painter, 0, 0, shape, self.color[tone], size=side),
        )  # fmt: skip

    def box(self, *, on: bool) -> QPixmap:
        """The tick box of a row."""
        side = self.theme.px(_BOX)
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return self._drawing(
            on, side, lambda painter: paint_box(painter, self.theme, QRect(0, 0, side, side), state)
        )

    def _drawing(self, key: object, side: int, draw: Callable[[QPainter], None]) -> QPixmap:
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = QPixmap(round(side * self.ratio), round(side * self.ratio))
            found.setDevicePixelRatio(self.ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            draw(painter)
            painter.end()
        return found


_KEPT: list[Brushes] = []


def brushes_of(theme: Theme, ratio: float) -> Brushes:
    """One set for all ticket lists; another one after the theme or the screen has changed."""
    kept = _KEPT[0] if _KEPT else None
    if (
        kept is None
        or kept.theme is not theme
        or kept.ratio != ratio
        or kept.color[Token.TEXT] is not theme.color(Token.TEXT)
    ):
        kept = Brushes(theme, ratio)
        _KEPT[:] = [kept]
    return kept

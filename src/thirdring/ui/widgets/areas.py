"""Hairlines, grounds, section heads: what divides a screen without boxes."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import HAIRLINE
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.label import Label


class Hairline(Styled, QWidget):
    """One pixel between two areas."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        *,
        tone: Token = Token.LINE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if orientation is Qt.Orientation.Horizontal:
            self.setFixedHeight(HAIRLINE)
            self.setSizePolicy(wide, fixed)
        else:
            self.setFixedWidth(HAIRLINE)
            self.setSizePolicy(fixed, wide)
        self.wire()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.color(self._tone))


class Ground(Styled, QWidget):
    """An area on a token of its own, with hairlines at the `edges` it names.

    Only paints, so it does not wire itself: a subclass does, at the end of its constructor.
    """

    def __init__(
        self,
        tone: Token = Token.BG_SURFACE,
        *,
        edges: Qt.Edge | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._edges = edges

    def set_ground(self, tone: Token) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.rect()
        painter.fillRect(rect, self.theme.color(self._tone))
        if self._edges is None:
            return
        line = self.theme.color(Token.LINE)
        if Qt.Edge.TopEdge in self._edges:
            painter.fillRect(0, 0, rect.width(), HAIRLINE, line)
        if Qt.Edge.BottomEdge in self._edges:
            painter.fillRect(0, rect.bottom(), rect.width(), HAIRLINE, line)
        if Qt.Edge.LeftEdge in self._edges:
            painter.fillRect(0, 0, HAIRLINE, rect.height(), line)
        if Qt.Edge.RightEdge in self._edges:
            painter.fillRect(rect.right(), 0, HAIRLINE, rect.height(), line)


class SectionHead(Styled, QWidget):
    """A bold word over a section, a quiet count beside it, and room for a link at the right."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(text, bold=True)
        self._aside = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._aside)
        self._row.addStretch(1)
        self.wire()

    def set_text(self, text: str, aside: str = "") -> None:
        self._title.setText(text)
        self._aside.setText(aside)

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self._row.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.px(26))

"""The foot of the sidebar: wordings to keep off, each with what to say instead."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Ground, Label, Styled


class _Pair(Styled, QWidget):
    """✗ wording → instead, on one line where there is room, else on two."""

    def __init__(self, wording: str, instead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._instead = wording, instead
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{wording} → {instead}")
        self.wire()

    def restyle(self) -> None:
        metrics = QFontMetrics(self.theme.font(Type.BODY))
        self._two = metrics.horizontalAdvance(self._wording + self._instead) > self.theme.px(218)
        self.setFixedHeight(self.theme.px(42 if self._two else 26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        side, line = theme.px(14), theme.px(21 if self._two else 26)
        metrics = QFontMetrics(theme.font(Type.BODY))
        painter.setFont(theme.font(Type.BODY))
        icons.paint_icon(painter, QRect(0, 0, side, line), "x", theme.color(Token.OVER), side)
        left = theme.px(20)
        painter.setPen(theme.color(Token.TEXT_2))
        painter.drawText(
            QRect(left, 0, self.width() - left, line), Qt.AlignmentFlag.AlignVCenter, self._wording
        )
        at, top = (
            (0, line) if self._two else (left + metrics.horizontalAdvance(self._wording) + 8, 0)
        )
        icons.paint_icon(
            painter, QRect(at, top, side, line), "arrow-right", theme.color(Token.TEXT_3), side
        )
        at = left if self._two else at + theme.px(22)
        room = QRect(at, top, self.width() - at, line)
        painter.setPen(theme.color(Token.TEXT))
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(self._instead, Qt.TextElideMode.ElideRight, room.width()),
        )  # fmt: skip


class DoNotSay(Ground):
    """Shows at most three pairs; the phrases screen has them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.TopEdge, parent=parent)
        self._title = Label(bold=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 8)
        self._column.setSpacing(0)
        self._column.addWidget(self._title)
        self._pairs: list[_Pair] = []
        self.wire()

    def retranslate(self) -> None:
        self._title.setText(_("Do not say"))

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        for pair in self._pairs:
            self._column.removeWidget(pair)
            pair.deleteLater()
        self._pairs = [_Pair(wording, instead) for wording, instead in pairs[:3]]
        for pair in self._pairs:
            self._column.addWidget(pair)
        self.setVisible(bool(self._pairs))

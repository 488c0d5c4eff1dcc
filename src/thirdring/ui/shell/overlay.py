"""A sheet over the painted scrim: inside the window, never a window of its own."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.ui.theme import Token
from thirdring.ui.theme_tokens import RADIUS_PALETTE
from thirdring.ui.widgets.base import Styled

_SHADOW = 32


class Overlay(Styled, QWidget):
    """Covers its parent; `sheet` is the panel on it. Esc and a click beside the sheet close it.

    What had the focus before gets it back.
    """

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._width = width
        self._before: QWidget | None = None
        self.sheet = QWidget(self)
        self.column = QVBoxLayout(self.sheet)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def open_over(self) -> None:
        """Show on top of everything and remember where the focus was."""
        self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()

    def close_over(self) -> None:
        """Hide and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def sheet_height(self, most: int) -> int:
        """How high the sheet wants to be, given `most` px."""
        return min(most, self.sheet.sizeHint().height())

    def place(self) -> None:
        """Follow the parent's size; the sheet stands in the upper part, centred."""
        room = self._over.rect()
        self.setGeometry(room)
        width = min(self.theme.px(self._width), room.width() - 32)
        top = min(self.theme.px(72), max(16, room.height() // 10))
        height = self.sheet_height(room.height() - top - 32)
        self.sheet.setGeometry((room.width() - width) // 2, top, width, height)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab stays inside the sheet while it is open."""
        inside = [w for w in self.sheet.findChildren(QWidget) if _takes_tab(w)]
        if not inside:
            return True
        current = self.window().focusWidget()
        at = inside.index(current) if current in inside else -1
        inside[(at + (1 if following else -1)) % len(inside)].setFocus(
            Qt.FocusReason.TabFocusReason
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.close_over()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color(Token.SCRIM))
        self._paint_shadow(painter, self.sheet.geometry())
        painter.setPen(theme.color(Token.LINE_STRONG))
        painter.setBrush(theme.color(Token.BG_SURFACE))
        frame = QRectF(self.sheet.geometry()).adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.drawRoundedRect(frame, RADIUS_PALETTE, RADIUS_PALETTE)

    def _paint_shadow(self, painter: QPainter, sheet: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(self.theme.color(Token.SCRIM))
        for step in range(_SHADOW, 0, -4):
            shade.setAlphaF(0.022 * (1 - step / _SHADOW) + 0.004)
            painter.setBrush(shade)
            ring = QRectF(sheet).adjusted(-step / 2, -step / 4, step / 2, step)
            painter.drawRoundedRect(ring, RADIUS_PALETTE + step / 2, RADIUS_PALETTE + step / 2)


def _takes_tab(widget: QWidget) -> bool:
    tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tab) and widget.isVisible() and widget.isEnabled()

"""Customers the typed number may belong to, under the field; it never takes focus or keys."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from thirdring.domain import masking
from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets import Styled
from thirdring.ui.widgets.paint import paint_hits
from thirdring.ui.words import date_text, named
from thirdring.usecases.find_callers import CallerHit

_ROWS = 6


class CallerList(Styled, QWidget):
    """A child of the window painted over the form. `picked` carries a hit, or None: a new customer."""

    picked = Signal(object)

    def __init__(self, time: CenterTime, parent: QWidget) -> None:
        super().__init__(parent)
        self._time = time
        self._hits: tuple[CallerHit, ...] = ()
        self._now: datetime | None = None
        self._row = 0
        self._first = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()
        self.wire()

    @property
    def hits(self) -> tuple[CallerHit, ...]:
        return self._hits

    def offer(self, hits: Sequence[CallerHit], now: datetime, at: QPoint, width: int) -> None:
        """Show `hits` and "new customer" below `at` (in the parent's coordinates)."""
        self._hits, self._now = tuple(hits), now
        self._row = self._first = 0
        rows = min(len(self._hits) + 1, _ROWS)
        self.setGeometry(at.x(), at.y(), width, rows * self._height() + 2)
        self.setAccessibleName(self._spoken())
        self.show()
        self.raise_()
        self.update()

    def step(self, by: int) -> None:
        """Mark the next or the previous row."""
        self._row = max(0, min(len(self._hits), self._row + by))
        self._first = max(self._row - _ROWS + 1, min(self._first, self._row))
        self.setAccessibleName(self._spoken())
        self.update()

    def take(self) -> None:
        """Choose the marked row."""
        self.hide()
        self.picked.emit(self._hits[self._row] if self._row < len(self._hits) else None)

    def _height(self) -> int:
        return self.theme.px(34)

    def _spoken(self) -> str:
        if self._row >= len(self._hits):
            return _("New customer")
        hit = self._hits[self._row]
        return f"{named(hit.name or '', hit.title)} {masking.mask_phone(hit.number)}"

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(420), self._height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._row = self._row_at(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._row = self._row_at(event.position().toPoint())
        self.take()

    def _row_at(self, at: QPoint) -> int:
        return max(0, min(len(self._hits), self._first + at.y() // self._height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color(Token.LINE_STRONG))
        painter.setBrush(theme.color(Token.BG_SURFACE))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        for place in range(min(_ROWS, len(self._hits) + 1 - self._first)):
            index = self._first + place
            room = QRect(1, 1 + place * self._height(), self.width() - 2, self._height())
            if index == self._row:
                painter.fillRect(room, theme.color(Token.BG_SELECTED))
                painter.fillRect(room.x(), room.y(), 3, room.height(), theme.color(Token.ACCENT))
            inner = room.adjusted(theme.px(12), 0, -theme.px(12), 0)
            if index < len(self._hits):
                self._paint_hit(painter, inner, self._hits[index])
            else:
                self._paint_new(painter, inner)

    def _paint_new(self, painter: QPainter, room: QRect) -> None:
        side = self.theme.px(icons.BUTTON)
        place = QRect(room.x(), room.y(), side, room.height())
        color = self.theme.color(Token.ACCENT_TEXT)
        icons.paint_icon(painter, place, "user-plus", color, side)
        words = room.adjusted(side + self.theme.px(8), 0, 0, 0)
        paint_hits(painter, self.theme, words, _("New customer"), tone=Token.ACCENT_TEXT)

    def _paint_hit(self, painter: QPainter, room: QRect, hit: CallerHit) -> None:
        theme = self.theme
        if hit.last_call_at is not None and self._now is not None:
            text = date_text(hit.last_call_at, self._now, self._time.zone)
            painter.setFont(theme.font(Type.CAPTION))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.setPen(theme.color(Token.TEXT_3))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )
            room = room.adjusted(0, 0, -width - theme.px(12), 0)
        name = named(hit.name or "", hit.title) or _("No name")
        used = paint_hits(painter, theme, room, name, bold=hit.exact)
        rest = room.adjusted(used + theme.px(12), 0, 0, 0)
        place = f"{masking.mask_phone(hit.number)}   {hit.address or ''}".strip()
        if rest.width() > theme.px(40):
            paint_hits(painter, theme, rest, place, tone=Token.TEXT_2)

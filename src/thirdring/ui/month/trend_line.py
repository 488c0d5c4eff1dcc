"""A year of months as two lines, each named at its end: what counts, and praise beside it (G6)."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Styled
from thirdring.ui.words import month_text
from thirdring.usecases.month_trends import MonthPoint

_HEIGHT = 148
_STEPS = 3


class TrendLine(Styled, QWidget):
    """A picture for a glance; the plots and their tables have the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[MonthPoint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def show_points(self, points: Sequence[MonthPoint]) -> None:
        """The months, the oldest first."""
        self._points = tuple(points)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(_("The last 12 months"))
        self.setAccessibleDescription(
            _(", ").join(
                _("{month}: {counted} counted, {praise} praise").format(
                    month=one.month, counted=one.sums.counted, praise=one.praise
                )
                for one in self._points
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Type.CAPTION))
        line = theme.line(Type.CAPTION)
        over = line + theme.px(6)  # the name of a line that ends at the very top
        room = QRectF(
            theme.px(28), over, self.width() - theme.px(36), self.height() - over - 1.6 * line
        )
        counted = [one.sums.counted for one in self._points]
        praise = [one.praise for one in self._points]
        top = _ceiling(max(*counted, *praise, 1))
        self._grid(painter, room, top)
        self._months(painter, room)
        dashed = self._line(painter, room, praise, top, Token.TEXT_3, dashed=True)
        solid = self._line(painter, room, counted, top, Token.ACCENT_TEXT, dashed=False)
        above = solid.y() < dashed.y()
        self._name(painter, solid, _("Complaints {n}").format(n=counted[-1]), Token.ACCENT_TEXT,
                   above=above, bold=True)  # fmt: skip
        self._name(painter, dashed, _("Praise {n}").format(n=praise[-1]), Token.TEXT_2,
                   above=not above, bold=False)  # fmt: skip

    def _grid(self, painter: QPainter, room: QRectF, top: int) -> None:
        metrics = painter.fontMetrics()
        for step in range(_STEPS):
            y = room.bottom() - room.height() * step / (_STEPS - 1)
            painter.setPen(self._ink(Token.LINE))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            text = str(top * step // (_STEPS - 1))
            painter.setPen(self._ink(Token.TEXT_3))
            x = room.left() - metrics.horizontalAdvance(text) - self.theme.px(8)
            painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), text)

    def _months(self, painter: QPainter, room: QRectF) -> None:
        metrics, last = painter.fontMetrics(), len(self._points) - 1
        for at in range(last, -1, -2):
            text = month_text(int(self._points[at].month[5:]))
            painter.setPen(self._ink(Token.TEXT if at == last else Token.TEXT_3))
            width = metrics.horizontalAdvance(text)
            x = min(self._x(room, at) - width / 2, self.width() - width)
            painter.drawText(QPointF(x, self.height() - metrics.descent() - 1), text)

    def _line(
        self, painter: QPainter, room: QRectF, values: Sequence[int], top: int, tone: Token, *,
        dashed: bool,
    ) -> QPointF:  # fmt: skip
        pen = QPen(self._ink(tone), 1.75)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        points = [
            QPointF(self._x(room, at), room.bottom() - room.height() * value / top)
            for at, value in enumerate(values)
        ]
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(self._ink(tone), 1.75))
        painter.setBrush(self._ink(Token.BG_SIDE if dashed else tone))
        painter.drawEllipse(points[-1], 3.5, 3.5)
        return points[-1]

    def _name(
        self, painter: QPainter, end: QPointF, text: str, tone: Token, *, above: bool, bold: bool
    ) -> None:
        painter.setFont(self.theme.font(Type.CAPTION, bold=bold))
        painter.setPen(self._ink(tone))
        metrics = painter.fontMetrics()
        under = end.y() + metrics.ascent() + self.theme.px(6)
        # Above it where a line ends at the floor: the months stand below.
        fits = under < self.height() - 1.6 * metrics.height()
        y = end.y() - self.theme.px(7) if above or not fits else under
        x = self.width() - metrics.horizontalAdvance(text) - self.theme.px(4)
        behind = metrics.boundingRect(text).translated(round(x), round(y))
        painter.fillRect(behind, self._ink(Token.BG_SIDE))
        painter.drawText(QPointF(x, y), text)

    def _x(self, room: QRectF, at: int) -> float:
        last = max(len(self._points) - 1, 1)
        return room.left() + self.theme.px(6) + (room.width() - self.theme.px(10)) * at / last

    def _ink(self, token: Token) -> QColor:
        return QColor(self.theme.color(token))


def _ceiling(most: int) -> int:
    """The next even figure that reads well at the axis."""
    for step in (2, 4, 10, 20, 40, 100, 200, 400, 1000, 2000, 4000, 10_000):
        if most <= step:
            return step
    return most + most % 2

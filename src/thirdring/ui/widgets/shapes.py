"""The shapes that tell a state beside its word, painted; shared by widgets and delegates."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from thirdring.ui.theme import Token


class Shape(StrEnum):
    """Shapes tell the time left or the kind of matter; the word beside them tells the step."""

    RING = "ring"
    PIE = "pie"
    TRIANGLE = "triangle"
    UP_SQUARE = "up-square"
    DASHED_RING = "dashed-ring"
    TICK = "tick"
    DIAMOND = "diamond"
    FULL_DIAMOND = "full-diamond"
    DISC = "disc"


SHAPE_TOKEN: dict[Shape, Token] = {
    Shape.RING: Token.FINE,
    Shape.PIE: Token.SOON,
    Shape.TRIANGLE: Token.OVER,
    Shape.UP_SQUARE: Token.ACCENT_TEXT,
    Shape.DASHED_RING: Token.TEXT_3,
    Shape.TICK: Token.TEXT_3,
    Shape.DIAMOND: Token.MAJOR,
    Shape.FULL_DIAMOND: Token.MAJOR,
    Shape.DISC: Token.FINE,
}

# Every drawing below is made on a 14 × 14 field and scaled.
_FIELD = 14.0


def paint_shape(
    painter: QPainter, x: float, y: float, shape: Shape, color: QColor, *, size: float = _FIELD
) -> None:
    """Draw `shape` with its upper left corner at `x`, `y`, `size` px square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / _FIELD, size / _FIELD)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAW[shape](painter, color)
    painter.restore()


def _pen(color: QColor, width: float = 1.75) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _ring(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color))
    painter.drawEllipse(QPointF(7, 7), 5.0, 5.0)


def _pie(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.4))
    painter.drawEllipse(QPointF(7, 7), 5.4, 5.4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    # Three quarters, the open one at the upper right; Qt counts in sixteenths of a degree.
    painter.drawPie(QRectF(1.9, 1.9, 10.2, 10.2), 90 * 16, 270 * 16)


def _triangle(painter: QPainter, color: QColor) -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(7, 1.6), QPointF(13, 12.2), QPointF(1, 12.2)]))
    path.closeSubpath()
    hole = QPainterPath()
    hole.addRoundedRect(QRectF(6.3, 5, 1.4, 3.8), 0.7, 0.7)
    hole.addEllipse(QPointF(7, 10.4), 0.85, 0.85)
    painter.setBrush(color)
    painter.setPen(_pen(color, 1))
    painter.drawPath(path.subtracted(hole))


def _up_square(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.5))
    painter.drawRoundedRect(QRectF(1.5, 1.5, 11, 11), 2, 2)
    painter.drawLine(QPointF(7, 4.4), QPointF(7, 9.8))
    painter.drawPolyline(QPolygonF([QPointF(4.7, 6.6), QPointF(7, 4.4), QPointF(9.3, 6.6)]))


def _dashed_ring(painter: QPainter, color: QColor) -> None:
    pen = _pen(color, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.5, 1.42])
    painter.setPen(pen)
    painter.drawEllipse(QPointF(7, 7), 5.3, 5.3)


def _tick(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.6))
    painter.drawPolyline(QPolygonF([QPointF(2.2, 7.4), QPointF(5.4, 10.6), QPointF(12, 4)]))


def _diamond_path() -> QPolygonF:
    return QPolygonF([QPointF(7, 1.4), QPointF(12.6, 7), QPointF(7, 12.6), QPointF(1.4, 7)])


def _diamond(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.5))
    painter.drawPolygon(_diamond_path())


def _full_diamond(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1.5))
    painter.setBrush(color)
    painter.drawPolygon(_diamond_path())


def _disc(painter: QPainter, color: QColor) -> None:
    painter.setBrush(color)
    painter.drawEllipse(QPointF(7, 7), 3.5, 3.5)


_DRAW = {
    Shape.RING: _ring,
    Shape.PIE: _pie,
    Shape.TRIANGLE: _triangle,
    Shape.UP_SQUARE: _up_square,
    Shape.DASHED_RING: _dashed_ring,
    Shape.TICK: _tick,
    Shape.DIAMOND: _diamond,
    Shape.FULL_DIAMOND: _full_diamond,
    Shape.DISC: _disc,
}

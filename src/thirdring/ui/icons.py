"""Tabler's outline icons, recoloured: one drawing serves every theme, size and screen scaling."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from thirdring.resources import assets

RAIL = 20
HEAD = 18
BUTTON = 16
INLINE = 14


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return (assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))
    side = max(1, round(size * ratio))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, color: QColor, size: int = BUTTON, ratio: float = 1.0) -> QPixmap:
    """The icon `name` of assets/icons, `size` px square on a screen of `ratio`.

    Raises FileNotFoundError for an icon that isn't shipped.
    """
    return _pixmap(name, color.name(), size, ratio)


def paint_icon(painter: QPainter, rect: QRect, name: str, color: QColor, size: int) -> None:
    """Draw the icon centred in `rect`."""
    ratio = painter.device().devicePixelRatioF()
    left = rect.x() + (rect.width() - size) // 2
    top = rect.y() + (rect.height() - size) // 2
    painter.drawPixmap(left, top, pixmap(name, color, size, ratio))


def icon(name: str, color: QColor, size: int = BUTTON, ratio: float = 2.0) -> QIcon:
    """For menus and line edits, which want a QIcon."""
    made = QIcon()
    for scale in {1.0, ratio}:
        made.addPixmap(pixmap(name, color, size, scale))
    return made


def square(size: int) -> QSize:
    return QSize(size, size)

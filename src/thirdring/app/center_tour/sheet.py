"""The desks of one moment side by side on one sheet, with what each of them sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from thirdring.ui.theme import Theme, Token, Type

_WIDE, _HIGH = 911, 512  # two thirds of a window
_GAP, _EDGE = 28, 36
_HEAD, _CAPTION = 108, 92
_LARGE, _SMALL = 2.0, 1.45


@dataclass(frozen=True, slots=True)
class Shot:
    """A window, whose it is, and what is to be seen there. `cut`: its plug is out."""

    picture: QPixmap
    who: str
    told: str
    cut: bool = False


def sheet(title: str, shots: Sequence[Shot], theme: Theme) -> QImage:
    """All of `shots` under `title`."""
    count = len(shots)
    width = 2 * _EDGE + count * _WIDE + (count - 1) * _GAP
    image = QImage(width, _HEAD + _CAPTION + _HIGH + _EDGE, QImage.Format.Format_RGB32)
    image.fill(theme.color(Token.BG_SIDE))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _write(painter, theme, QRect(_EDGE, 0, width - 2 * _EDGE, _HEAD), title, _LARGE, bold=True)
    for place, shot in enumerate(shots):
        _paint(painter, theme, _EDGE + place * (_WIDE + _GAP), shot)
    painter.end()
    return image


def _paint(painter: QPainter, theme: Theme, left: int, shot: Shot) -> None:
    who = QRect(left, _HEAD, _WIDE, _CAPTION // 2 - 6)
    told = QRect(left, who.bottom(), _WIDE, _CAPTION // 2 - 6)
    tone = Token.SOON if shot.cut else Token.ACCENT_TEXT
    _write(painter, theme, who, shot.who, _SMALL, bold=True, tone=tone)
    _write(painter, theme, told, shot.told, _SMALL, tone=Token.TEXT_2)
    room = QRect(left, _HEAD + _CAPTION, _WIDE, _HIGH)
    scaled = shot.picture.scaled(
        room.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawPixmap(room.topLeft(), scaled)
    line = QColor(theme.color(Token.SOON if shot.cut else Token.LINE_STRONG))
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRect(room.topLeft(), scaled.size()).adjusted(0, 0, -1, -1))


def _write(
    painter: QPainter, theme: Theme, room: QRect, text: str, size: float, *, bold: bool = False,
    tone: Token = Token.TEXT,
) -> None:  # fmt: skip
    font = theme.font(Type.BODY, bold=bold)
    font.setPixelSize(round(font.pixelSize() * size))
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(middle), shown)

"""Key caps, pills, badges and hit texts as painting functions; delegates and widgets share them."""

import sys

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPen

from thirdring.ui.theme import Theme, Token, Type
from thirdring.ui.theme_tokens import RADIUS_PILL
from thirdring.ui.widgets.shapes import Shape, paint_shape

_CAP_GAP = 3
_MAC = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}
_SHORT = {"Return": "Enter", "Escape": "Esc", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def caps_of(keys: str, platform: str = sys.platform) -> tuple[str, ...]:
    """`"Ctrl+Return"` as the key caps people see: Ctrl, Enter (⌘, Enter on macOS)."""
    if not keys:
        return ()
    plus = keys.endswith("++")  # the key itself is the plus sign
    parts = [*keys[:-2].split("+"), "+"] if plus else keys.split("+")
    named = [_SHORT.get(part, part) for part in parts]
    return tuple(_MAC.get(part, part) if platform == "darwin" else part for part in named)


def caps_of_sequence(sequence: QKeySequence) -> tuple[str, ...]:
    return caps_of(sequence.toString(QKeySequence.SequenceFormat.PortableText))


def cap_height(theme: Theme) -> int:
    return theme.px(18)


def caps_width(theme: Theme, caps: tuple[str, ...]) -> int:
    """Width of the caps side by side, 0 for none."""
    if not caps:
        return 0
    return sum(_cap_width(theme, cap) for cap in caps) + theme.px(_CAP_GAP) * (len(caps) - 1)


def _cap_width(theme: Theme, cap: str) -> int:
    text = QFontMetrics(theme.font(Type.CAPTION)).horizontalAdvance(cap)
    return max(cap_height(theme), text + theme.px(8))


def paint_caps(
    painter: QPainter,
    theme: Theme,
    at: QPoint,
    caps: tuple[str, ...],
    *,
    on_accent: bool = False,
    tone: Token = Token.TEXT_2,
) -> None:
    """Draw key caps from `at`: its x is their left edge, its y their middle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(Type.CAPTION))
    ink = theme.color(Token.ON_ACCENT if on_accent else tone)
    edge = QColor(ink) if on_accent else theme.color(Token.LINE_STRONG)
    if on_accent:
        edge.setAlphaF(0.75)
    height, x = cap_height(theme), at.x()
    for cap in caps:
        rect = QRect(x, at.y() - height // 2, _cap_width(theme, cap), height)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if on_accent else theme.color(Token.BG_SURFACE))
        painter.drawRoundedRect(
            QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PILL, RADIUS_PILL
        )
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cap)
        x += rect.width() + theme.px(_CAP_GAP)
    painter.restore()


def pill_width(theme: Theme, text: str, shape: Shape | None = None) -> int:
    marked = theme.px(18) if shape else 0
    return QFontMetrics(theme.font(Type.CAPTION)).horizontalAdvance(text) + marked + theme.px(16)


def pill_height(theme: Theme) -> int:
    return theme.px(22)


def paint_pill(
    painter: QPainter,
    theme: Theme,
    at: QPoint,
    text: str,
    *,
    tone: Token = Token.TEXT_2,
    shape: Shape | None = None,
) -> int:
    """Draw a pill from `at` (left edge, middle) and return its width."""
    width, height = pill_width(theme, text, shape), pill_height(theme)
    rect = QRect(at.x(), at.y() - height // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(soft_of(tone)))
    painter.drawRoundedRect(rect, RADIUS_PILL, RADIUS_PILL)
    left = rect.x() + theme.px(8)
    if shape:
        side = theme.px(12)
        paint_shape(
            painter, left, rect.center().y() - side / 2 + 0.5, shape, theme.color(tone), size=side
        )
        left += theme.px(18)
    painter.setFont(theme.font(Type.CAPTION))
    painter.setPen(theme.color(tone))
    room = QRect(left, rect.y(), rect.right() - left + 1, height)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return width


_SOFT = {
    Token.FINE: Token.FINE_SOFT,
    Token.SOON: Token.SOON_SOFT,
    Token.OVER: Token.OVER_SOFT,
    Token.MAJOR: Token.MAJOR_SOFT,
    Token.ACCENT_TEXT: Token.BG_SELECTED,
}


def soft_of(tone: Token) -> Token:
    """The fill that goes behind `tone`."""
    return _SOFT.get(tone, Token.BG_HOVER)


def paint_hits(
    painter: QPainter,
    theme: Theme,
    room: QRect,
    text: str,
    hits: tuple[tuple[int, int], ...] = (),
    *,
    tone: Token = Token.TEXT,
    step: Type = Type.BODY,
    bold: bool = False,
) -> int:
    """One line of `text`, elided on the right, with `hits` (start, length) marked; its width."""
    font = theme.font(step, bold=bold)
    metrics = QFontMetrics(font)
    line = text.replace("\n", " ")
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    for start, length in hits:
        if start >= len(shown):
            continue
        left = room.x() + metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[start : start + length])
        height = metrics.height()
        top = room.y() + (room.height() - height) // 2
        painter.fillRect(left, top, width, height, theme.color(Token.HIT))
    painter.setPen(theme.color(tone))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def paint_focus(painter: QPainter, theme: Theme, rect: QRect, radius: float = 6) -> None:
    """The 2 px ring inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(Token.ACCENT), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    painter.restore()

"""The list inside the palette: group heads and lines, drawn by one delegate."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.shell.palette_items import PaletteItem, PaletteProvider
from thirdring.ui.theme import Token, Type, theme_of
from thirdring.ui.theme_tokens import MARKER
from thirdring.ui.widgets.paint import caps_of, caps_width, paint_caps, paint_hits
from thirdring.ui.widgets.shapes import SHAPE_TOKEN, paint_shape
from thirdring.ui.words import number_text

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """A head (no item) or a line of `provider`."""

    provider: PaletteProvider
    item: PaletteItem | None = None
    count: int = 0


class PaletteModel(QAbstractListModel):
    """Heads and lines in one list; heads can't be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show(self, found: list[tuple[PaletteProvider, tuple[PaletteItem, ...]]]) -> None:
        """Replace everything; groups without lines get no head."""
        self.beginResetModel()
        self._lines = []
        for provider, items in found:
            if items:
                self._lines.append(Line(provider, count=len(items)))
                self._lines.extend(Line(provider, item) for item in items)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if line.item is None:
                return _(line.provider.group)
            state = line.item.state[1] if line.item.state else line.item.note
            return " ".join(part for part in (line.item.text, line.item.detail, state) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index.row())
        if line is None or line.item is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_choice(self, row: int, by: int) -> int:
        """The next row that can be chosen from `row` on, going round; -1 when there is none."""
        count = len(self._lines)
        for step in range(1, count + 1):
            candidate = (row + by * step) % count
            if self._lines[candidate].item is not None:
                return candidate
        return -1


class PaletteDelegate(QStyledItemDelegate):
    """Icon, text with its hits marked, detail; at the right the state, and Enter on the chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, line = theme_of(), index.data(LINE_ROLE)
        head = isinstance(line, Line) and line.item is None
        return QSize(option.rect.width(), theme.px(30 if head else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        painter.save()
        if line.item is None:
            self._paint_head(painter, option.rect, line)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_item(painter, option.rect, line.item, chosen=chosen)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme = theme_of()
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        room = rect.adjusted(theme.px(16), theme.px(6), 0, 0)
        text = f"{_(line.provider.group)}  {number_text(line.count)}"
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_item(
        self, painter: QPainter, rect: QRect, item: PaletteItem, *, chosen: bool
    ) -> None:
        theme = theme_of()
        if chosen:
            painter.fillRect(rect, theme.color(Token.BG_SELECTED))
            marker = QRect(rect.x(), rect.y(), MARKER, rect.height())
            painter.fillRect(marker, theme.color(Token.ACCENT))
        side = theme.px(icons.HEAD)
        ink = theme.color(Token.ACCENT_TEXT if chosen else Token.TEXT_2)
        picture = QRect(rect.x() + theme.px(16), rect.y(), side, rect.height())
        icons.paint_icon(painter, picture, item.icon, ink, side)
        right = self._paint_right(painter, rect, item, chosen=chosen)
        left = rect.x() + theme.px(46)
        room = QRect(left, rect.y(), right - left - theme.px(12), rect.height())
        width = paint_hits(painter, theme, room, item.text, item.hits)
        rest = QRect(room.x() + width + theme.px(12), rect.y(), 0, rect.height())
        rest.setRight(room.right())
        if item.detail and rest.width() > theme.px(24):
            caption = Type.CAPTION
            paint_hits(painter, theme, rest, item.detail, tone=Token.TEXT_3, step=caption)

    def _paint_right(
        self, painter: QPainter, rect: QRect, item: PaletteItem, *, chosen: bool
    ) -> int:
        """Draw what stands at the right end; where it begins."""
        theme, middle = theme_of(), rect.center().y() + 1
        right = rect.right() - theme.px(16)
        caps = caps_of("Return") if chosen else caps_of(item.keys)
        if caps:
            right -= caps_width(theme, caps)
            paint_caps(painter, theme, QPoint(right, middle), caps)
            right -= theme.px(10)
        tone, words = Token.TEXT_3, item.note
        if item.state is not None:
            tone, words = SHAPE_TOKEN[item.state[0]], item.state[1]
        if words:
            font = theme.font(Type.CAPTION)
            width = QFontMetrics(font).horizontalAdvance(words) + 2
            right -= width
            painter.setFont(font)
            painter.setPen(theme.color(tone))
            room = QRect(right, rect.y(), width, rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            right -= theme.px(6)
        if item.state is not None:
            side = theme.px(12)
            right -= side
            color = theme.color(tone)
            paint_shape(painter, right, middle - side / 2, item.state[0], color, size=side)
        return right

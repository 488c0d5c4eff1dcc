"""The numbered lines of the sidebar: headings and wrapped lines, heights cached by width."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

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
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thirdring.ui import icons
from thirdring.ui.theme import Theme, Token, Type, theme_of
from thirdring.ui.widgets.paint import cap_height, paint_caps, paint_focus

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Kind(IntEnum):
    HEADING = 0
    LINE = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, or a line with its digit ("" beyond nine), rule, and whether it was said."""

    kind: Kind
    text: str
    key: str = ""
    digit: str = ""
    rule: str = ""
    said: bool = False
    favourite: bool = False


class LineModel(QAbstractListModel):
    """Rows as they are drawn. `row_at` gives the whole row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; nothing moves when they are the same."""
        rows = tuple(rows)
        if rows == self._rows:
            return
        if [r.key for r in rows] == [r.key for r in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.digit} {row.text}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].kind is Kind.LINE:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def row_at(self, index: Index) -> Row:
        return self._rows[index.row()]

    def line_of(self, digit: str) -> Row | None:
        """The line that `digit` stands for."""
        return next((row for row in self._rows if row.digit == digit), None)


class LineDelegate(QStyledItemDelegate):
    """Draws a row; measures each text once per width and font."""

    def __init__(self, model: LineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._heights: dict[tuple[str, int, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = theme_of(option.widget)
        row, width = self._model.row_at(index), self._width(option)
        if row.kind is Kind.HEADING:
            return QSize(width, theme.px(28))
        height = self._text_height(theme, row.text, self._text_room(theme, QRect(0, 0, width, 0)))
        return QSize(width, max(height, cap_height(theme)) + theme.px(9))

    def _width(self, option: QStyleOptionViewItem) -> int:
        view = option.widget
        if isinstance(view, QAbstractItemView):
            # As if the scroll bar were there: Qt asks before it knows, and a line too low is cut.
            return view.width() - view.verticalScrollBar().sizeHint().width()
        return option.rect.width()

    def _text_room(self, theme: Theme, rect: QRect) -> QRect:
        return rect.adjusted(theme.px(44), theme.px(4), -theme.px(42), 0)

    def _text_height(self, theme: Theme, text: str, room: QRect) -> int:
        metrics = QFontMetrics(theme.font(Type.BODY))
        key = (text, room.width(), metrics.height())
        if key not in self._heights:
            if len(self._heights) > 2000:
                self._heights.clear()
            bounds = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), int(_WRAP), text)
            self._heights[key] = bounds.height()
        return self._heights[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row, rect = theme_of(option.widget), self._model.row_at(index), option.rect
        painter.save()
        if row.kind is Kind.HEADING:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color(Token.TEXT_3))
            painter.drawText(
                rect.adjusted(theme.px(16), theme.px(8), 0, 0),
                Qt.AlignmentFlag.AlignVCenter,
                row.text,
            )
        else:
            self._paint_line(painter, theme, option, row)
        painter.restore()

    def _paint_line(
        self, painter: QPainter, theme: Theme, option: QStyleOptionViewItem, row: Row
    ) -> None:
        rect, state = option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color(Token.BG_SELECTED if selected else Token.BG_HOVER))
        middle = rect.y() + theme.px(4) + cap_height(theme) // 2
        if row.digit:
            paint_caps(painter, theme, QPoint(rect.x() + theme.px(16), middle), (row.digit,))
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.color(Token.TEXT_3 if row.said else Token.TEXT))
        painter.drawText(self._text_room(theme, rect), int(_WRAP), row.text)
        aside = QRect(rect.right() - theme.px(40), rect.y(), theme.px(26), theme.px(26))
        if row.said:
            icons.paint_icon(painter, aside, "check", theme.color(Token.TEXT_3), theme.px(14))
        else:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color(Token.TEXT_3))
            painter.drawText(
                aside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.rule
            )
        if row.favourite:
            star = QRect(aside.x(), rect.y() + theme.px(20), aside.width(), theme.px(16))
            icons.paint_icon(painter, star, "star", theme.color(Token.TEXT_3), theme.px(12))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, theme, rect, 4)

"""A small table to choose a row from: no grid, quiet head, its choice kept over refreshes."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from thirdring.ui.theme import Size, Theme, Token, Type
from thirdring.ui.theme_tokens import MARKER, RADIUS_CONTROL
from thirdring.ui.widgets.base import Styled, plain_tip
from thirdring.ui.widgets.paint import paint_focus

_Index = QModelIndex | QPersistentModelIndex
_PADDING = 8
_LEAD = 8
_LEAST = 96


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its words and its room in px at 100 %; those with 0 share what is left.

    Where not all have room, those that are not `kept` leave, from the right.
    """

    text: str
    room: int = 0
    right: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says. `tip`: shown on hover, the text itself where it is empty."""

    text: str
    tone: Token = Token.TEXT_2
    bold: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """`key` tells the row from others over refreshes."""

    key: Hashable
    cells: tuple[Cell, ...]


class QuietModel(QAbstractTableModel):
    """The rows as they are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headings: tuple[Heading, ...] = ()
        self.rows: tuple[TableRow, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.tip or cell.text)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:
        if way is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section].text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.headings[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def set_headings(self, headings: Sequence[Heading]) -> None:
        self.beginResetModel()
        self.headings = tuple(headings)
        self.rows = ()
        self.endResetModel()

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show `rows`; where the same ones stand in the same order, nothing moves."""
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if same and rows:
            self.rows = tuple(rows)
            last = self.index(len(rows) - 1, len(self.headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class _Cells(QStyledItemDelegate):
    def __init__(self, table: "QuietTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table, theme, rect = self._table, self._table.theme, option.rect
        cell = table.rows.rows[index.row()].cells[index.column()]
        heading = table.rows.headings[index.column()]
        current = table.currentIndex().row() == index.row()
        painter.save()
        ground = Token.BG_SELECTED if current else table.ground
        if not current and option.state & QStyle.StateFlag.State_MouseOver:
            ground = Token.BG_HOVER
        first = index.column() == 0
        if table.places:
            _paint_place(painter, theme, rect, theme.color(table.ground), theme.color(ground))
        else:
            painter.fillRect(rect, theme.color(ground))
        if current and first and not table.places:
            bar = QRect(rect.x(), rect.y(), MARKER, rect.height())
            painter.fillRect(bar, theme.color(Token.ACCENT))
        padding = theme.px(_PADDING)
        room = rect.adjusted(padding + (theme.px(_LEAD) if first else 0), 0, -padding, 0)
        chosen = current and table.places
        font = theme.font(bold=cell.bold or chosen)
        painter.setFont(font)
        painter.setPen(theme.color(Token.ACCENT_TEXT if chosen else cell.tone))
        side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
        text = QFontMetrics(font).elidedText(
            cell.text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        if current and table.hasFocus():  # one frame around the row, each cell draws its part
            whole = QRect(0, rect.y(), table.viewport().width(), rect.height())
            painter.setClipRect(rect)
            if table.places:
                paint_focus(painter, theme, whole.adjusted(4, 0, -5, -1), RADIUS_CONTROL)
            else:
                paint_focus(painter, theme, whole.adjusted(0, 0, -1, -1), 0)
        painter.restore()


def _paint_place(
    painter: QPainter, theme: Theme, rect: QRect, around: QColor, ground: QColor
) -> None:
    """A place to go to: rounded and set in, as the views of a list are."""
    painter.fillRect(rect, around)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(
        rect.toRectF().adjusted(4, 0, -4, 0), theme.px(RADIUS_CONTROL), theme.px(RADIUS_CONTROL)
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class _Head(QHeaderView):
    """Quiet captions, set where the cells' text is."""

    def __init__(self, table: "QuietTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        theme, heading = self._table.theme, self._table.rows.headings[section]
        painter.save()
        painter.fillRect(rect, theme.color(self._table.ground))
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        padding = theme.px(_PADDING)
        room = rect.adjusted(padding + (0 if section else theme.px(_LEAD)), 0, -padding, 0)
        side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(
            heading.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class QuietTable(Styled, QTableView):
    """`chosen(key)`: another row became the current one. `entered_row(key)`: Enter, double click.

    `places`: its rows are places to go to, not records. `empty` is shown where there are no rows.
    """

    chosen = Signal(object)
    entered_row = Signal(object)

    def __init__(
        self,
        *,
        head: bool = True,
        ground: Token = Token.BG_SURFACE,
        places: bool = False,
        empty: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ground = ground
        self.places = places
        self._empty = empty
        if empty is not None:
            empty.setParent(self.viewport())
            empty.hide()
        self.rows = QuietModel(self)
        self._told: Hashable | None = None
        self._filling = False
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setVisible(head)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.doubleClicked.connect(self._on_entered)
        self.wire()

    def restyle(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(self.theme.size(Size.TABLE_HEADER))
        row = self.theme.px(30) if self.places else self.theme.size(Size.TABLE_ROW)
        self.verticalHeader().setDefaultSectionSize(row)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        last = self.rows.rowCount() - 1
        top = self.visualRect(self.rows.index(last, 0)).bottom() + 1 if last >= 0 else 0
        room = self.viewport().rect()
        if top <= room.bottom():
            room.setTop(top)
            QPainter(self.viewport()).fillRect(room, self.theme.color(self.ground))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        headings, room = self.rows.headings, self.viewport().width()
        shown = self._fitting(room)
        wide = [i for i in shown if not headings[i].room] or shown[-1:]
        fixed = sum(self.theme.px(headings[i].room) for i in shown if i not in wide)
        left = max(room - fixed, self.theme.px(_LEAST) * len(wide))
        for index, heading in enumerate(headings):
            self.setColumnHidden(index, index not in shown)
            width = left // len(wide) if index in wide else self.theme.px(heading.room)
            self.setColumnWidth(index, width)
        self._place_empty()

    def _fitting(self, room: int) -> list[int]:
        """The columns there is room for."""
        headings = self.rows.headings
        shown = list(range(len(headings)))
        loose = [i for i in shown if not headings[i].kept and i > 0]

        def wanted() -> int:
            return sum(self.theme.px(headings[i].room or _LEAST) for i in shown)

        while loose and wanted() > room:
            shown.remove(loose.pop())
        return shown

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self.rows.rowCount() == 0)

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """Name the columns anew; the rows have to be set again."""
        self._filling = True
        self.rows.set_headings(headings)
        self._filling = False
        self._lay()

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show `rows`; the current row stays, by its key."""
        self._filling = True
        self.rows.set_rows(rows)
        self._filling = False
        self._place_empty()
        self.choose(self._told)

    def key(self) -> Hashable | None:
        """The current row's key."""
        row = self.currentIndex().row()
        return self.rows.rows[row].key if 0 <= row < len(self.rows.rows) else None

    def choose(self, key: Hashable | None) -> None:
        """Make `key` the current row without telling anybody; None: no row."""
        self._told = key
        found = next((i for i, row in enumerate(self.rows.rows) if row.key == key), -1)
        self._filling = True
        self.setCurrentIndex(self.rows.index(found, 0) if found >= 0 else QModelIndex())
        self._filling = False
        self.viewport().update()

    def currentChanged(self, current: Any, previous: Any) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        self.viewport().update()
        key = self.key()
        if not self._filling and key is not None and key != self._told:
            self._told = key
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self._on_entered()
            return
        super().keyPressEvent(event)

    def _on_entered(self, *_where: object) -> None:
        if self.key() is not None:
            self.entered_row.emit(self.key())

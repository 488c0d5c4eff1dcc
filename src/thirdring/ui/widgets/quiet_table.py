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

from thirdring.ui import icons
from thirdring.ui.theme import Size, Theme, Token, Type
from thirdring.ui.theme_tokens import MARKER, RADIUS_CONTROL
from thirdring.ui.widgets.base import Styled, plain_tip
from thirdring.ui.widgets.paint import paint_focus
from thirdring.ui.widgets.shapes import Shape, paint_shape

_Index = QModelIndex | QPersistentModelIndex
_PADDING = 8
_LEAD = 8
_LEAST = 96
_MARK = 18


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
    """What one cell says. `tip`: shown on hover, the text itself where it is empty.

    `shape` and `icon` stand in front of the text, in its tone or that of `mark`.
    """

    text: str
    tone: Token = Token.TEXT_2
    bold: bool = False
    tip: str = ""
    shape: Shape | None = None
    icon: str = ""
    mark: Token | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """`key` tells the row from others over refreshes. `sums`: set apart by a line above."""

    key: Hashable
    cells: tuple[Cell, ...]
    sums: bool = False


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
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self._paint_ground(painter, rect, index, current=current, over=over)
        room = table.room_of(rect, index.column())
        mark = theme.px(_MARK) if cell.shape is not None or cell.icon else 0
        if mark and not heading.right:
            room.setLeft(room.left() + mark)
        chosen = current and table.places
        font = theme.font(bold=cell.bold or chosen)
        painter.setFont(font)
        painter.setPen(theme.color(Token.ACCENT_TEXT if chosen else cell.tone))
        side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
        text = QFontMetrics(font).elidedText(
            cell.text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        if mark:
            width = QFontMetrics(font).horizontalAdvance(text) if heading.right else room.width()
            left = room.right() - width - mark if heading.right else room.left() - mark
            _paint_mark(painter, theme, QRect(left, rect.y(), mark, rect.height()), cell)
        if current and table.hasFocus():
            self._paint_frame(painter, rect, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, index: _Index, *, current: bool, over: bool
    ) -> None:
        table, theme = self._table, self._table.theme
        ground = Token.BG_SELECTED if current else Token.BG_HOVER if over else table.ground
        if table.places:
            _paint_place(painter, theme, rect, theme.color(table.ground), theme.color(ground))
            return
        painter.fillRect(rect, theme.color(ground))
        if table.rows.rows[index.row()].sums:
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, theme.color(Token.LINE_STRONG))
        if current and index.column() == 0:
            bar = QRect(rect.x(), rect.y(), MARKER, rect.height())
            painter.fillRect(bar, theme.color(Token.ACCENT))

    def _paint_frame(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """The focus: around the cell, or one around the row of which each cell draws its part."""
        table, theme = self._table, self._table.theme
        whole = QRect(0, rect.y(), table.viewport().width(), rect.height())
        painter.setClipRect(rect)
        if table.by_cell:
            if table.currentIndex().column() == index.column():
                paint_focus(painter, theme, rect.adjusted(1, 0, -2, -1))
        elif table.places:
            paint_focus(painter, theme, whole.adjusted(4, 0, -5, -1), RADIUS_CONTROL)
        else:
            paint_focus(painter, theme, whole.adjusted(0, 0, -1, -1), 0)


def _paint_mark(painter: QPainter, theme: Theme, room: QRect, cell: Cell) -> None:
    """The shape or the icon in front of a text."""
    side, ink = theme.px(icons.INLINE), theme.color(cell.mark or cell.tone)
    if cell.shape is not None:
        top = room.y() + (room.height() - side) / 2
        paint_shape(painter, room.x(), top, cell.shape, ink, size=side)
    else:
        at = QRect(room.x(), room.y(), side, room.height())
        icons.paint_icon(painter, at, cell.icon, ink, side)


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
        room = self._table.room_of(rect, section)
        side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(
            heading.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class QuietTable(Styled, QTableView):
    """`chosen(key)`: another row became the current one. `entered_row(key)`: Enter, double click.

    `places`: its rows are places to go to, not records. `empty` is shown where there are no rows.
    `by_cell`: the keys go from cell to cell, and `cell_chosen(key, column)` tells which.
    """

    chosen = Signal(object)
    entered_row = Signal(object)
    cell_chosen = Signal(object, int)

    def __init__(
        self,
        *,
        head: bool = True,
        ground: Token = Token.BG_SURFACE,
        places: bool = False,
        by_cell: bool = False,
        empty: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ground = ground
        self.places = places
        self.by_cell = by_cell
        self._empty = empty
        if empty is not None:
            empty.setParent(self.viewport())
            empty.hide()
        self.rows = QuietModel(self)
        self._told: Hashable | None = None
        self._column = 0
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

    def room_of(self, rect: QRect, column: int) -> QRect:
        """Where the text of a cell stands; a table of figures keeps its last column off the edge."""
        padding, lead = self.theme.px(_PADDING), self.theme.px(_LEAD)
        last = self.by_cell and column == len(self.rows.headings) - 1
        return rect.adjusted(
            padding + (0 if column else lead), 0, -padding - (lead if last else 0), 0
        )

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
        column = min(self._column, len(self.rows.headings) - 1) if self.by_cell else 0
        self._filling = True
        self.setCurrentIndex(self.rows.index(found, column) if found >= 0 else QModelIndex())
        self._filling = False
        self.viewport().update()

    def choose_cell(self, key: Hashable, column: int) -> None:
        """Make one cell of a table `by_cell` the current one, without telling anybody."""
        self._column = column
        self.choose(key)

    def currentChanged(self, current: Any, previous: Any) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        self.viewport().update()
        key = self.key()
        if self._filling or key is None:
            return
        if self.by_cell:
            self._column = current.column()
            self.cell_chosen.emit(key, current.column())
        if key != self._told:
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

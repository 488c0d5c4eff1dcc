"""The table itself: keys, ticking, hover, what is copied; keeps place and choice over refreshes."""

from datetime import datetime, timedelta

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Size
from thirdring.ui.tickets.brushes import brushes_of
from thirdring.ui.tickets.cells import LEAD, Cell, CheckCell, Row, TextCell, cell_of, paint_row
from thirdring.ui.tickets.header import TicketHeader
from thirdring.ui.tickets.look import urgency_of
from thirdring.ui.tickets.ticket_model import TicketModel
from thirdring.ui.widgets import Styled
from thirdring.ui.words import Urgency
from thirdring.usecases.find_tickets import TicketLine

_Index = QModelIndex | QPersistentModelIndex
_CHECK_WIDTH = 40
_SUBJECT = 200
_GIVES_WAY = ("owner", "customer", "number")
_MINUTE = timedelta(minutes=1)


class TicketTable(Styled, QTableView):
    """`opened`: the line to show (Enter, double click), `looked_at`: the current line changed
    by the person. Widths are told by `width_changed`.
    """

    opened = Signal(object)  # TicketLine
    looked_at = Signal(object)  # TicketLine
    width_changed = Signal()
    escaped = Signal()
    copied = Signal()  # Ctrl+C
    all_asked = Signal()

    def __init__(
        self, model: TicketModel, *, tickable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tickets = model
        self._tickable = tickable
        self._cells: list[Cell] = []  # one for each section, the tick boxes first
        self._hovered = -1
        self._current: int | None = None  # key of the current ticket, over refreshes
        self._top: int | None = None
        self._anchor: int | None = None
        self._drawn_at: datetime | None = None
        self._widths: dict[str, int] = {}
        self._setting = False
        self.head = TicketHeader(model, self)
        self.setHorizontalHeader(self.head)
        self._set_up()
        self.setModel(model)
        self._connect()
        self.lay_columns()
        self.wire()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.head.setMinimumSectionSize(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self.tickets.about_to_change.connect(self._on_about_to_change)
        self.tickets.changed.connect(self._on_changed)
        self.tickets.replaced.connect(self._on_another_list)
        self.tickets.filled.connect(self._on_filled)
        self.verticalScrollBar().valueChanged.connect(self._tell_rows)
        self.head.sectionResized.connect(self._on_section_resized)
        self.head.all_asked.connect(self.tick_all)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.theme.size(Size.TABLE_ROW))
        self.lay_columns()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Tickets"))
        self.lay_columns()  # English needs more room
        self.head.viewport().update()
        self.viewport().update()

    # --- columns -------------------------------------------------------------------------------

    def lay_columns(self) -> None:
        """What draws the model's columns, and their widths."""
        self._setting = True
        self._cells = [CheckCell(self.tickets, None)]
        self.setColumnHidden(0, not self._tickable)
        self.setColumnWidth(0, self.theme.px(_CHECK_WIDTH))
        shown = {column.id for column in self.tickets.columns}
        first = 0 if self._tickable else 1
        for section, column in enumerate(self.tickets.columns, 1):
            cell = cell_of(self.tickets, column)
            self._cells.append(cell)
            if isinstance(cell, TextCell):
                cell.set_search(self.tickets.query.search)
                cell.with_severity = column.id == "about" and "severity" not in shown
            width = self._widths.get(column.id, column.room) + (LEAD if section == first else 0)
            self.setColumnWidth(section, self.theme.px(width))
            mode = QHeaderView.ResizeMode.Interactive
            if column.stretch:
                mode = QHeaderView.ResizeMode.Stretch
            self.head.setSectionResizeMode(section, mode)
        self.head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self._setting = False
        self._fold()

    def _fold(self) -> None:
        """Where the subject would get too little room, columns of less weight give way."""
        columns = self.tickets.columns
        width = {n: self.columnWidth(n) for n, c in enumerate(columns, 1) if not c.stretch}
        for section, column in enumerate(columns, 1):
            if column.id in _GIVES_WAY and self.isColumnHidden(section):
                width[section] = self.theme.px(self._widths.get(column.id, column.room))
        taken = sum(width.values()) + (0 if self.isColumnHidden(0) else self.columnWidth(0))
        missing = taken + self.theme.px(_SUBJECT) - self.viewport().width()
        for name in _GIVES_WAY:
            section = next((n for n, c in enumerate(columns, 1) if c.id == name), 0)
            if section:
                self.setColumnHidden(section, missing > 0)
                missing -= width[section] if missing > 0 else 0

    def widths(self) -> dict[str, int]:
        """Widths the person chose, in px at 100 %, by column id."""
        return dict(self._widths)

    def set_widths(self, widths: dict[str, int]) -> None:
        self._widths = widths
        self.lay_columns()

    def _mark_search(self) -> None:
        """What was searched for stands out in the texts it was found in; before these come nothing
        is drawn again, so that they are not kept waiting.
        """
        for cell in self._cells:
            if isinstance(cell, TextCell):
                cell.set_search(self.tickets.query.search)

    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        if self._setting or not self.isVisible() or not 0 < section <= len(self.tickets.columns):
            return
        column = self.tickets.columns[section - 1]
        if (
            not column.stretch
            and self.head.sectionResizeMode(section) is not QHeaderView.ResizeMode.Stretch
        ):
            lead = 0 if self._tickable or section > 1 else LEAD
            self._widths[column.id] = round(new / self.theme.text_scale) - lead
            self.width_changed.emit()

    # --- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that are to be drawn again, each in one go."""
        places = [
            (self.columnViewportPosition(section), self.columnWidth(section), cell)
            for section, cell in enumerate(self._cells)
            if not self.isColumnHidden(section)
        ]
        area, high = event.rect(), self.verticalHeader().defaultSectionSize()
        brushes = brushes_of(self.theme, self.devicePixelRatioF())
        current, focused = self.currentIndex().row(), self.hasFocus()
        painter = QPainter(self.viewport())
        row = self.rowAt(max(0, area.top()))
        while 0 <= row < self.tickets.rowCount():
            top = self.rowViewportPosition(row)
            if top > area.bottom():
                break
            stands = Row(row, top, high, row == current, row == self._hovered, focused)
            paint_row(painter, brushes, self.tickets, stands, places)
            row += 1

    # --- which rows ----------------------------------------------------------------------------

    def visible_rows(self) -> tuple[int, int]:
        """First and last row on screen; the last may lie behind the end."""
        first = max(0, self.rowAt(0))
        height = max(1, self.verticalHeader().defaultSectionSize())
        return first, first + self.viewport().height() // height + 1

    def current_line(self) -> TicketLine | None:
        return self.tickets.line_at(self.currentIndex().row())

    def go_to(self, row: int) -> None:
        """Make `row` the current one and show it."""
        if 0 <= row < self.tickets.rowCount():
            column = 1 if self.tickets.columnCount() > 1 else 0
            index = self.tickets.index(row, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def _tell_rows(self) -> None:
        self.tickets.show_rows(*self.visible_rows())

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        line = self.tickets.line_at(current.row())
        self._current = line.seq if line else self._current
        self.viewport().update()
        if line is not None and not self._setting:
            self.looked_at.emit(line)

    def _on_about_to_change(self) -> None:
        line = self.tickets.line_at(self.visible_rows()[0])
        self._top = line.seq if line and self.verticalScrollBar().value() else None

    def _on_another_list(self) -> None:
        self._top = None
        self._mark_search()
        self.scrollToTop()

    def _on_changed(self) -> None:
        if self._columns_moved():
            self.lay_columns()
        self.executeDelayedItemsLayout()  # in a turn of its own everything would be drawn again
        self._setting = True
        top, self._top = self._top, None
        if top is not None and (row := self.tickets.row_of(top)) is not None:
            self.scrollTo(self.tickets.index(row, 1), QAbstractItemView.ScrollHint.PositionAtTop)
        shown = self.verticalScrollBar().value()
        if self._current is not None and (row := self.tickets.row_of(self._current)) is not None:
            index = self.tickets.index(row, 1)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(shown)  # Qt would go where the current row is
        self._setting = False
        self.head.viewport().update()
        self.viewport().update()

    def _columns_moved(self) -> bool:
        return [cell.column for cell in self._cells[1:]] != list(self.tickets.columns)

    def _on_filled(self) -> None:
        self._tell_rows()
        self.viewport().update()

    def tick_time(self, now: datetime) -> None:
        """Draw again what the time changes: seconds where a clock presses, else each minute."""
        self.tickets.tick(now)
        facts = self.tickets.facts
        if facts is None or not self.isVisible():
            return
        first, last = self.visible_rows()
        lines = [self.tickets.line_at(row) for row in range(first, last)]
        pressing = any(
            line is not None and urgency_of(line, now, facts) is Urgency.SOON for line in lines
        )
        if pressing or self._drawn_at is None or now - self._drawn_at >= _MINUTE:
            self._drawn_at = now
            self.viewport().update()

    # --- ticking -------------------------------------------------------------------------------

    def tick_all(self) -> None:
        """Tick every ticket of the list, there or not; none when any is ticked."""
        if self.tickets.checked:
            self.tickets.uncheck_all()
        else:
            self.all_asked.emit()

    def _tick_current(self) -> None:
        line = self.current_line()
        if line is not None:
            self.tickets.check([line.seq], on=line.seq not in self.tickets.checked)

    def _tick_between(self, one: int, other: int) -> None:
        rows = range(min(one, other), max(one, other) + 1)
        lines = [line for row in rows if (line := self.tickets.line_at(row)) is not None]
        self.tickets.check([line.seq for line in lines], on=True)

    # --- mouse and keys ------------------------------------------------------------------------

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0 and self._tickable:
            self._tick_current()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        line = self.tickets.line_at(index.row())
        if line is not None and index.column():
            self.opened.emit(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        if row < 0 or not self._tickable:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and before >= 0:
            self._tick_between(before, row)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._tick_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        before = self._hovered
        if before != row:
            self._hovered = row
            for each in (before, row):
                self._update_row(each)

    def _update_row(self, row: int) -> None:
        if row >= 0:
            top = self.rowViewportPosition(row)
            self.viewport().update(QRect(QPoint(0, top), self.viewport().size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        line = self.current_line()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and line and not event.modifiers():
            self.opened.emit(line)
            return
        if key == Qt.Key.Key_Space and self._tickable:
            self._tick_current()
            return
        if key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._tickable:
                self.tick_all()
            return
        if key == Qt.Key.Key_Escape:
            self._on_escape()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
            return
        before = self.currentIndex().row()
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key == Qt.Key.Key_Home else self.tickets.rowCount() - 1)
        else:
            super().keyPressEvent(event)
        if shift and self._tickable and before >= 0 and before != self.currentIndex().row():
            self._tick_between(before, self.currentIndex().row())

    def _on_escape(self) -> None:
        if self.tickets.checked:
            self.tickets.uncheck_all()
        else:
            self.escaped.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The keys have arrived here; nobody has looked at another line yet.
        self._setting = True
        super().focusInEvent(event)  # Qt goes to the first line when there is no current one
        if not self.currentIndex().isValid():
            self.go_to(self.visible_rows()[0])
        self._setting = False
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        self._tell_rows()

"""Cells of the ticket table, drawn from the line the model has at hand.

Drawing asks nothing of `data()`: that costs half as much again per frame.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from thirdring import labels
from thirdring.domain import search_text
from thirdring.domain.search_text import SearchQuery
from thirdring.i18n import _
from thirdring.ui.theme import Theme, Token, theme_of
from thirdring.ui.theme_tokens import FOCUS, MARKER
from thirdring.ui.tickets.columns import ALIGN, Column
from thirdring.ui.tickets.look import (
    about_words,
    mark_of,
    severity_shape,
    urgency_of,
)
from thirdring.ui.tickets.ticket_model import TicketModel
from thirdring.ui.widgets import Shape, paint_box, paint_shape
from thirdring.ui.words import Urgency
from thirdring.usecases.find_tickets import TicketLine

_Index = QModelIndex | QPersistentModelIndex
PADDING = 8
LEAD = 8  # more before the first column than between columns
_SHAPE = 14
_TEXT = (ALIGN | Qt.TextFlag.TextSingleLine).value
_MOST_CUT = 4_000


class Brushes:
    """Colours and faces of now, looked up once per theme instead of once per cell."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.color: dict[Token, QColor] = {token: theme.color(token) for token in Token}
        self.body = theme.font()
        self.bold = theme.font(bold=True)
        self.metrics = QFontMetrics(self.body)
        self.bold_metrics = QFontMetrics(self.bold)
        self.padding = theme.px(PADDING)
        self.shape = theme.px(_SHAPE)
        self._cut: dict[tuple[str, int, bool], str] = {}

    def cut(self, text: str, width: int, *, bold: bool = False) -> str:
        """`text` elided on the right to `width` px."""
        key = (text, width, bold)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > _MOST_CUT:
                self._cut.clear()
            metrics = self.bold_metrics if bold else self.metrics
            found = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._cut[key] = found
        return found


class CellDelegate(QStyledItemDelegate):
    """The ground of a cell: selection, hover, focus, and a quiet bar where the line isn't there."""

    def __init__(self, table: QTableView, model: TicketModel, column: Column | None) -> None:
        super().__init__(table)
        self._table, self._model, self.column = table, model, column
        self._brushes: Brushes | None = None
        theme_of(table).changed.connect(self._forget)

    def _forget(self) -> None:
        self._brushes = None

    @property
    def brushes(self) -> Brushes:
        if self._brushes is None:
            self._brushes = _shared(theme_of(self._table))
        return self._brushes

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        brushes, row = self.brushes, index.row()
        line = self._model.line_at(row)
        current = self._table.currentIndex().row() == row
        chosen = current or (line is not None and line.seq in self._model.checked)
        ground = Token.BG_SURFACE
        if chosen:
            ground = Token.BG_SELECTED
        elif self._table.property("hovered") == row:
            ground = Token.BG_HOVER
        painter.fillRect(rect, brushes.color[ground])
        first = index.column() == (1 if self._table.isColumnHidden(0) else 0)
        if chosen and first:
            bar = QRect(rect.x(), rect.y(), MARKER, rect.height())
            painter.fillRect(bar, brushes.color[Token.ACCENT])
        lead = brushes.theme.px(LEAD) if first else 0
        room = rect.adjusted(brushes.padding + lead, 0, -brushes.padding, 0)
        if line is None or self._model.facts is None:
            self._paint_blank(painter, room)
        else:
            self.paint_line(painter, room, line)
        if current and self._table.hasFocus():
            self._paint_focus(painter, rect, index.column(), first=first)

    def paint_line(self, painter: QPainter, room: QRect, line: TicketLine) -> None:
        """The cell's own part; `room` is without the padding."""
        if self.column is not None and self._model.facts is not None:
            text = self.column.text(line, self._model.now, self._model.facts)
            self.write(painter, room, text, Token.TEXT_2)

    def write(
        self, painter: QPainter, room: QRect, text: str, tone: Token, *, bold: bool = False
    ) -> None:
        brushes = self.brushes
        painter.setFont(brushes.bold if bold else brushes.body)
        painter.setPen(brushes.color[tone])
        painter.drawText(room, _TEXT, brushes.cut(text, room.width(), bold=bold))

    def shape(self, painter: QPainter, room: QRect, shape: Shape, tone: Token) -> int:
        """Draw the shape at the left; what of the room it took."""
        brushes = self.brushes
        side = brushes.shape
        top = room.y() + (room.height() - side) / 2
        paint_shape(painter, room.x(), top, shape, brushes.color[tone], size=side)
        return side + brushes.theme.px(8)

    def _paint_blank(self, painter: QPainter, room: QRect) -> None:
        if self.column is None:
            return
        height = self.brushes.theme.px(8)
        top = room.y() + (room.height() - height) // 2
        width = min(room.width(), self.brushes.theme.px(self.column.room) * 2 // 3)
        painter.fillRect(room.x(), top, width, height, self.brushes.color[Token.BG_HOVER])

    def _paint_focus(self, painter: QPainter, rect: QRect, column: int, *, first: bool) -> None:
        """Two pixels inside the row, so that nothing moves."""
        accent = self.brushes.color[Token.ACCENT]
        width = rect.width()
        painter.fillRect(rect.x(), rect.y(), width, FOCUS, accent)
        painter.fillRect(rect.x(), rect.bottom() + 1 - FOCUS, width, FOCUS, accent)
        if first:
            painter.fillRect(rect.x(), rect.y(), FOCUS, rect.height(), accent)
        if column == self._model.columnCount() - 1:
            painter.fillRect(rect.right() + 1 - FOCUS, rect.y(), FOCUS, rect.height(), accent)


class CheckDelegate(CellDelegate):
    """The tick box of a row."""

    def paint_line(self, painter: QPainter, room: QRect, line: TicketLine) -> None:
        side = self.brushes.theme.px(16)
        box = QRect(room.x(), room.y() + (room.height() - side) // 2, side, side)
        on = line.seq in self._model.checked
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        paint_box(painter, self.brushes.theme, box, state)


class StateDelegate(CellDelegate):
    """Shape and word."""

    def paint_line(self, painter: QPainter, room: QRect, line: TicketLine) -> None:
        if self._model.facts is None:
            return
        mark = mark_of(line, self._model.now, self._model.facts)
        taken = self.shape(painter, room, mark.shape, mark.shape_tone)
        self.write(painter, room.adjusted(taken, 0, 0, 0), mark.word, mark.word_tone)


class DueDelegate(CellDelegate):
    """What is left, bold once it presses."""

    def paint_line(self, painter: QPainter, room: QRect, line: TicketLine) -> None:
        if self.column is None or self._model.facts is None:
            return
        now = self._model.now
        urgent = urgency_of(line, now, self._model.facts)
        tone = {Urgency.SOON: Token.SOON, Urgency.OVER: Token.OVER}.get(
            urgent or Urgency.FINE, Token.TEXT_2
        )
        text = self.column.text(line, now, self._model.facts)
        self.write(painter, room, text, tone, bold=tone is not Token.TEXT_2)


class SeverityDelegate(CellDelegate):
    """The diamond and its word."""

    def paint_line(self, painter: QPainter, room: QRect, line: TicketLine) -> None:
        shape = severity_shape(line.severity)
        text = _(labels.label(line.severity)) if line.severity else "–"
        if shape is None:
            self.write(painter, room, text, Token.TEXT_2)
            return
        taken = self.shape(painter, room, shape, Token.MAJOR)
        self.write(painter, room.adjusted(taken, 0, 0, 0), text, Token.MAJOR)


class TextDelegate(CellDelegate):
    """A text with what was searched for marked; serious matters say so in front of it where the
    list has no column for that.
    """

    def __init__(
        self, table: QTableView, model: TicketModel, column: Column, tone: Token = Token.TEXT
    ) -> None:
        super().__init__(table, model, column)
        self._tone = tone
        self._wanted: SearchQuery | None = None
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self.with_severity = False

    def set_search(self, typed: str) -> None:
        """Mark what of this is found."""
        self._wanted = search_text.query(typed) if typed.strip() else None
        self._spans = {}

    def paint_line(self, painter: QPainter, room: QRect, line: TicketLine) -> None:
        if self.column is None or self._model.facts is None:
            return
        if self.with_severity and (shape := severity_shape(line.severity)) and line.severity:
            taken = self.shape(painter, room, shape, Token.MAJOR)
            word = _(labels.label(line.severity))
            self.write(painter, room.adjusted(taken, 0, 0, 0), word, Token.MAJOR)
            taken += self.brushes.metrics.horizontalAdvance(word) + self.brushes.padding
            room = room.adjusted(taken, 0, 0, 0)
        if self.column.id == "about":
            text = about_words(line)
        else:
            text = self.column.text(line, self._model.now, self._model.facts)
        self._mark(painter, room, text)
        given = line.name is not None or self.column.id != "customer"
        self.write(painter, room, text, self._tone if given else Token.TEXT_3)

    def _mark(self, painter: QPainter, room: QRect, text: str) -> None:
        if self._wanted is None:
            return
        spans = self._spans.get(text)
        if spans is None:
            spans = self._spans[text] = search_text.highlights(text, self._wanted)
        metrics = self.brushes.metrics
        shown = self.brushes.cut(text, room.width())
        height = metrics.height()
        top = room.y() + (room.height() - height) // 2
        there = len(shown) if shown == text else len(shown) - 1  # the last one is the …
        for start, end in spans:
            if start >= there:
                break
            left = room.x() + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start : min(end, there)])
            painter.fillRect(left, top, width, height, self.brushes.color[Token.HIT])


_KEPT: list[tuple[Theme, Brushes]] = []


def _shared(theme: Theme) -> Brushes:
    """One set for all columns of all tables."""
    if (
        not _KEPT
        or _KEPT[0][0] is not theme
        or _KEPT[0][1].color[Token.TEXT] is not theme.color(Token.TEXT)
    ):
        _KEPT[:] = [(theme, Brushes(theme))]
    return _KEPT[0][1]


Maker = Callable[[QTableView, TicketModel, Column], CellDelegate]
_MAKERS: dict[str, Maker] = {
    "state": StateDelegate,
    "due": DueDelegate,
    "severity": SeverityDelegate,
    "about": TextDelegate,
    "customer": TextDelegate,
    "number": lambda table, model, column: TextDelegate(table, model, column, Token.TEXT_2),
    "phone": lambda table, model, column: TextDelegate(table, model, column, Token.TEXT_2),
}


def delegate_of(table: QTableView, model: TicketModel, column: Column) -> CellDelegate:
    """The delegate that draws this column."""
    return _MAKERS.get(column.id, CellDelegate)(table, model, column)

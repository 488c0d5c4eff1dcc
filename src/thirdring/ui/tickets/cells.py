"""Rows of the ticket table, drawn whole from the line the model has at hand.

Nothing is asked of `data()`, and no delegate is called for each cell: either costs as much as the
drawing itself, and a page of the list has two hundred cells.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QPainter

from thirdring import labels
from thirdring.domain import search_text
from thirdring.domain.search_text import SearchQuery
from thirdring.i18n import _
from thirdring.ui.theme import Token
from thirdring.ui.theme_tokens import FOCUS, MARKER
from thirdring.ui.tickets.brushes import Brushes
from thirdring.ui.tickets.columns import Column
from thirdring.ui.tickets.look import mark_of, severity_shape, urgency_of
from thirdring.ui.tickets.ticket_model import TicketModel
from thirdring.ui.widgets import Shape
from thirdring.ui.words import Urgency
from thirdring.usecases.find_tickets import TicketLine

LEAD = 8  # more before the first column than between columns


class Row(NamedTuple):
    """Where a row stands and how: `top` and `height` in px of the viewport."""

    number: int
    top: int
    height: int
    current: bool
    hovered: bool
    focused: bool


Places = Sequence[tuple[int, int, "Cell"]]  # left edge, width, what draws there


def paint_row(
    painter: QPainter, brushes: Brushes, model: TicketModel, row: Row, places: Places
) -> None:
    """Ground, marker, cells and focus of one row."""
    line = model.line_at(row.number)
    chosen = row.current or (line is not None and line.seq in model.checked)
    ground = Token.BG_SURFACE
    if chosen:
        ground = Token.BG_SELECTED
    elif row.hovered:
        ground = Token.BG_HOVER
    left, right = places[0][0], places[-1][0] + places[-1][1]
    painter.fillRect(left, row.top, right - left, row.height, brushes.color[ground])
    if chosen:
        painter.fillRect(left, row.top, MARKER, row.height, brushes.color[Token.ACCENT])
    lead = brushes.theme.px(LEAD)
    shown = line if model.facts is not None else None
    for x, width, cell in places:
        inner = x + brushes.padding + lead
        room = width - 2 * brushes.padding - lead
        lead = 0
        if shown is None:
            cell.paint_blank(painter, brushes, inner, room, row)
        else:
            cell.paint(painter, brushes, inner, room, row, shown)
    if row.current and row.focused:
        accent, high = brushes.color[Token.ACCENT], row.height - 2 * FOCUS
        painter.fillRect(left, row.top, right - left, FOCUS, accent)
        painter.fillRect(left, row.top + row.height - FOCUS, right - left, FOCUS, accent)
        painter.fillRect(left, row.top + FOCUS, FOCUS, high, accent)
        painter.fillRect(right - FOCUS, row.top + FOCUS, FOCUS, high, accent)


class Cell:
    """A text in one column; a quiet bar where the line isn't there yet."""

    def __init__(self, model: TicketModel, column: Column | None) -> None:
        self._model, self.column = model, column

    def paint(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, line: TicketLine
    ) -> None:
        """From `x` on, `width` px wide, the padding left out."""
        self.write(painter, brushes, x, width, row, self.text(line), Token.TEXT_2)

    def text(self, line: TicketLine) -> str:
        """What the column says of the line."""
        if self.column is None or self._model.facts is None:
            return ""
        return self.column.text(line, self._model.now, self._model.facts)

    def write(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, text: str,
        tone: Token, *, bold: bool = False,
    ) -> None:  # fmt: skip
        """`text` in the middle of the row, cut to what is left of the column."""
        painter.setFont(brushes.bold if bold else brushes.body)
        painter.setPen(brushes.color[tone])
        shown = brushes.cut(text, width, bold=bold)
        painter.drawText(x, brushes.baseline(row.top, row.height), shown)

    def paint_blank(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row
    ) -> None:
        """A bar where the text will be."""
        if self.column is not None:
            high = brushes.theme.px(8)
            wide = min(width, brushes.theme.px(self.column.room) * 2 // 3)
            top = row.top + (row.height - high) // 2
            painter.fillRect(x, top, wide, high, brushes.color[Token.BG_HOVER])


class CheckCell(Cell):
    """The tick box of a row."""

    def paint(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, line: TicketLine
    ) -> None:
        del width  # a box takes what it takes
        box = brushes.box(on=line.seq in self._model.checked)
        side = round(box.deviceIndependentSize().height())
        painter.drawPixmap(x, row.top + (row.height - side) // 2, box)


class _ShapedCell(Cell):
    """A shape in front of the text."""

    def _shaped(
        self, painter: QPainter, brushes: Brushes, x: int, row: Row, drawn: tuple[Shape, Token]
    ) -> int:
        """Draw it; what of the room it took."""
        picture = brushes.shape(*drawn)
        side = round(picture.deviceIndependentSize().height())
        painter.drawPixmap(x, row.top + (row.height - side) // 2, picture)
        return side + brushes.gap


class StateCell(_ShapedCell):
    """Shape and word."""

    def paint(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, line: TicketLine
    ) -> None:
        if self._model.facts is None:
            return
        mark = mark_of(line, self._model.now, self._model.facts)
        taken = self._shaped(painter, brushes, x, row, (mark.shape, mark.shape_tone))
        self.write(painter, brushes, x + taken, width - taken, row, mark.word, mark.word_tone)


class DueCell(Cell):
    """What is left, bold once it presses."""

    def paint(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, line: TicketLine
    ) -> None:
        if self._model.facts is None:
            return
        urgent = urgency_of(line, self._model.now, self._model.facts)
        tone = _PRESSING.get(urgent, Token.TEXT_2)
        bold = tone is not Token.TEXT_2
        self.write(painter, brushes, x, width, row, self.text(line), tone, bold=bold)


_PRESSING: dict[Urgency | None, Token] = {Urgency.SOON: Token.SOON, Urgency.OVER: Token.OVER}


class SeverityCell(_ShapedCell):
    """The diamond and its word."""

    def paint(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, line: TicketLine
    ) -> None:
        shape = severity_shape(line.severity)
        text = _(labels.label(line.severity)) if line.severity else "–"
        if shape is None:
            self.write(painter, brushes, x, width, row, text, Token.TEXT_2)
            return
        taken = self._shaped(painter, brushes, x, row, (shape, Token.MAJOR))
        self.write(painter, brushes, x + taken, width - taken, row, text, Token.MAJOR)


class TextCell(_ShapedCell):
    """A text with what was searched for marked; serious matters say so in front of it where the
    list has no column for that.
    """

    def __init__(self, model: TicketModel, column: Column, tone: Token = Token.TEXT) -> None:
        super().__init__(model, column)
        self._tone = tone
        self._wanted: SearchQuery | None = None
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self.with_severity = False

    def set_search(self, typed: str) -> None:
        """Mark what of this is found."""
        self._wanted = search_text.query(typed) if typed.strip() else None
        self._spans = {}

    def paint(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, line: TicketLine
    ) -> None:
        if self.with_severity and (shape := severity_shape(line.severity)) and line.severity:
            word = _(labels.label(line.severity))
            taken = self._shaped(painter, brushes, x, row, (shape, Token.MAJOR))
            self.write(painter, brushes, x + taken, width - taken, row, word, Token.MAJOR)
            taken += brushes.metrics.horizontalAdvance(word) + brushes.padding
            x, width = x + taken, width - taken
        text = self.text(line)
        self._mark(painter, brushes, x, width, row, text)
        given = line.name is not None or self.column is None or self.column.id != "customer"
        self.write(painter, brushes, x, width, row, text, self._tone if given else Token.TEXT_3)

    def _mark(
        self, painter: QPainter, brushes: Brushes, x: int, width: int, row: Row, text: str
    ) -> None:
        if self._wanted is None:
            return
        spans = self._spans.get(text)
        if spans is None:
            if len(self._spans) > _MOST_SPANS:
                self._spans.clear()
            spans = self._spans[text] = search_text.highlights(text, self._wanted)
        metrics, shown = brushes.metrics, brushes.cut(text, width)
        top = row.top + (row.height - metrics.height()) // 2
        there = len(shown) if shown == text else len(shown) - 1  # the last one is the …
        for start, end in spans:
            if start >= there:
                break
            left = x + metrics.horizontalAdvance(shown[:start])
            wide = metrics.horizontalAdvance(shown[start : min(end, there)])
            painter.fillRect(left, top, wide, metrics.height(), brushes.color[Token.HIT])


_MOST_SPANS = 2_000
Maker = Callable[[TicketModel, Column], Cell]
_MAKERS: dict[str, Maker] = {
    "state": StateCell,
    "due": DueCell,
    "severity": SeverityCell,
    "about": TextCell,
    "customer": TextCell,
    "number": lambda model, column: TextCell(model, column, Token.TEXT_2),
    "phone": lambda model, column: TextCell(model, column, Token.TEXT_2),
}


def cell_of(model: TicketModel, column: Column) -> Cell:
    """What draws this column."""
    return _MAKERS.get(column.id, Cell)(model, column)

"""Grids put on the pages of a device, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter

from thirdring.reports.grids import Cell, Grid, LaidGrid, Row, Ruler, Style
from thirdring.reports.pdf import Frame


@dataclass(slots=True)
class _Piece:
    """Rows of a grid that stand together on a page: from `first` up to, not including, `last`."""

    laid: LaidGrid
    top: float
    first: int
    last: int


@dataclass(slots=True)
class _Page:
    pieces: list[_Piece] = field(default_factory=list)


def print_grids(grids: Sequence[Grid], frame: Frame, device: QPagedPaintDevice) -> None:
    """Lay the grids out for `device`, a printer or a PDF writer, and print all pages."""
    room = frame.room(device)
    pages = _paged(grids, Ruler(device), room)
    painter = QPainter(device)
    for number, page in enumerate(pages, 1):
        if number > 1:
            device.newPage()
        painter.save()
        painter.translate(room.topLeft())
        for piece in page.pieces:
            _Pen(painter, piece.laid).draw(piece)
        painter.restore()
        frame.draw(painter, device, number, len(pages))
    painter.end()


def _paged(grids: Sequence[Grid], ruler: Ruler, room: QRectF) -> list[_Page]:
    """Which rows stand where. A row that doesn't fit goes to the next page as a whole, and a head
    never stands without a row below it.
    """
    pages, y = [_Page()], 0.0
    for grid in grids:
        laid = LaidGrid(grid, ruler, room.size())
        at = 0
        while at < len(laid.rows):
            first = laid.head_height + laid.rows[at][1]
            if y and y + first > room.height():
                pages.append(_Page())
                y = 0.0
            piece = _Piece(laid, y, at, at + 1)
            pages[-1].pieces.append(piece)
            y += first
            while piece.last < len(laid.rows) and y + laid.rows[piece.last][1] <= room.height():
                y += laid.rows[piece.last][1]
                piece.last += 1
            at = piece.last
    return pages


class _Pen:
    """Draws rows of one grid."""

    def __init__(self, painter: QPainter, laid: LaidGrid) -> None:
        self._painter, self._laid = painter, laid

    def draw(self, piece: _Piece) -> None:
        y = piece.top
        for row, height in (*self._laid.head, *self._laid.rows[piece.first : piece.last]):
            self._row(row, y, height)
            y += height

    def _row(self, row: Row, y: float, height: float) -> None:
        places = list(self._laid.places(row))
        if all(cell.style == row[0].style for cell in row):  # one line over all, as it looks
            self._lines(row[0].style, QRectF(0, y, sum(self._laid.widths), height))
        else:
            for cell, x, width in places:
                self._lines(cell.style, QRectF(x, y, width, height))
        for cell, x, width in places:
            if cell.text:
                self._text(cell, QRectF(x, y, width, height))

    def _lines(self, style: Style, box: QRectF) -> None:
        thick = self._laid.ruler.dots(1)
        if style.ground:
            self._painter.fillRect(box, QColor(style.ground))
        if style.above:
            line = QRectF(box.left(), box.top(), box.width(), thick)
            self._painter.fillRect(line, QColor(style.above))
        if style.below:
            line = QRectF(box.left(), box.bottom() - thick, box.width(), thick)
            self._painter.fillRect(line, QColor(style.below))

    def _text(self, cell: Cell, box: QRectF) -> None:
        ruler, padding = self._laid.ruler, self._laid.padding
        top = box.top() + padding + (ruler.dots(1) if cell.style.above else 0)
        self._painter.setPen(QColor(cell.style.ink))
        if not self._laid.is_one_line(cell, box.width()):
            laid = ruler.laid(cell, box.width() - 2 * padding)
            laid.draw(self._painter, QPointF(box.left() + padding, top))
            return
        found = ruler.of(cell)
        left = box.right() - padding - found.natural if cell.right else box.left() + padding
        self._painter.setFont(ruler.font(cell.style))
        self._painter.drawText(QPointF(left, top + found.ascent), cell.text)

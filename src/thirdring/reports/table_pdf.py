"""Tables as a PDF: A4 lying, page numbers, the warning and the digest on every page, lines to sign."""

from collections.abc import Iterator, Sequence
from functools import partial

from thirdring.reports.grid_pages import print_grids
from thirdring.reports.grids import Cell, Grid, Style
from thirdring.reports.pdf import Frame, drawn_pdf
from thirdring.reports.tables import Document, Kind, Table, rows_of

_SHORT = 20
_FIGURES = frozenset({Kind.COUNT, Kind.PERCENT, Kind.SCORE})
_LINE, _GREY = "#CCCCCC", "#444444"
_TITLE = Style(15, bold=True)
_FACT, _VALUE = Style(9, ink=_GREY), Style(9)
_NAME = Style(11, bold=True, ground="#FFFFFF")
_HEAD = Style(8, bold=True, ground="#EEEEEE")
_ROW = Style(8, below=_LINE)
_SUMS = Style(8, bold=True, above="#000000", below=_LINE)
_NOTE = Style(8, ink=_GREY)
_EMPTY_LINE = Grid([[Cell("", Style(10))]])


def pdf_of(document: Document) -> bytes:
    """The whole document as PDF."""
    grids = list(_grids(document))
    frame = Frame(document.warning, document.stamp)
    words = {document.warning, document.stamp}
    for grid in grids:
        words |= {cell.text for row in (*grid.head, *grid.rows) for cell in row}
    draw = partial(print_grids, grids, frame)
    return drawn_pdf(document.title, "".join(words), draw, landscape=True)


def _grids(document: Document) -> Iterator[Grid]:
    yield Grid([[Cell(document.title, _TITLE)]])
    facts = [[Cell(name, _FACT), Cell(value, _VALUE)] for name, value in document.facts]
    if facts:
        yield Grid(facts, padding=3, spread=False)
    for table in document.tables:
        yield _EMPTY_LINE
        yield _table(table, document)
        if table.note:
            yield Grid([[Cell(table.note, _NOTE)]])
    if document.signatures:
        yield from (_EMPTY_LINE, _EMPTY_LINE)
        signed = [Cell(f"{name}: __________________", _VALUE) for name in document.signatures]
        yield Grid([signed], padding=8)


def _table(table: Table, document: Document) -> Grid:
    # The title is part of the head, so that it stands on every page and never alone at a foot.
    right = [column.kind in _FIGURES for column in table.columns]
    head = [Cell(column.title, _HEAD, at) for column, at in zip(table.columns, right, strict=True)]
    styles = [_ROW] * len(table.rows) + [_SUMS] * (table.sums is not None)
    texts = rows_of(table, document.zone)
    rows = [_cells(row, right, style) for row, style in zip(texts, styles, strict=True)]
    if not rows:  # a head stands above a row, or not at all
        rows = [[Cell("", _ROW)]]
    return Grid(rows, [[Cell(table.title, _NAME)], head], padding=3)


def _cells(texts: Sequence[str], right: Sequence[bool], style: Style) -> list[Cell]:
    return [
        Cell(text, style, at, whole=_is_whole(text)) for text, at in zip(texts, right, strict=True)
    ]


def _is_whole(text: str) -> bool:
    """A number, a moment or a telephone number stays on one line."""
    return len(text) <= _SHORT and any(char.isdigit() for char in text)

"""Grids of text on pages: columns as wide as what they hold, rows that stay whole, heads on every page.

Qt's text document lays tables out the same way. But for each page it goes through the heads of all
pages, and takes a hundred times as long for a cell as to draw its text: half a minute for a month.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QTextLayout, QTextOption

from thirdring.reports.pdf import font_of

_ANY = 1e7  # wider than any text
_ROUNDED = 0.5  # of a dot: widths are added and divided, and come out a little less
_WIDEST = 0.25  # of the page: longer words are broken rather than that others get no room
_LINE = "\u2028"


@dataclass(frozen=True, slots=True)
class Style:
    """Colours as #RRGGBB, "" for none; `ground` behind the text, lines `above` and `below` it."""

    points: int
    bold: bool = False
    ink: str = "#000000"
    ground: str = ""
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`right`: on the right side. `whole`: not broken into lines as long as the page has room."""

    text: str
    style: Style
    right: bool = False
    whole: bool = False


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows with one cell for each column, or a single one over all. `head` stands on each page.
    `padding` around a text in 96ths of an inch; `spread`: as wide as the page.
    """

    rows: Sequence[Row]
    head: Sequence[Row] = ()
    padding: float = 0
    spread: bool = True


@dataclass(frozen=True, slots=True)
class Measure:
    """A text on one line, in dots of the device; `least` is its widest word."""

    natural: float
    least: float
    ascent: float
    height: float
    lines: int


class Ruler:
    """Measures texts as one device draws them, each once."""

    def __init__(self, device: QPagedPaintDevice) -> None:
        self._device = device
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._known: dict[tuple[str, int, bool], Measure] = {}

    def font(self, style: Style) -> QFont:
        """What is written in this style."""
        key = (style.points, style.bold)
        if key not in self._fonts:
            font = font_of(style.points)
            font.setBold(style.bold)
            self._fonts[key] = font
        return self._fonts[key]

    def dots(self, pixels: float) -> float:
        """96ths of an inch on this device."""
        return pixels * self._device.logicalDpiY() / 96

    def of(self, cell: Cell) -> Measure:
        """The cell's text, as far as it can be on one line."""
        key = (cell.text, cell.style.points, cell.style.bold)
        found = self._known.get(key)
        if found is None:
            layout = self.laid(cell, _ANY)
            lines = [layout.lineAt(n) for n in range(layout.lineCount())]
            natural = max(line.naturalTextWidth() for line in lines)
            found = self._known[key] = Measure(
                natural, layout.minimumWidth(), lines[0].ascent(),
                sum(line.height() for line in lines), len(lines),
            )  # fmt: skip
        return found

    def laid(self, cell: Cell, width: float) -> QTextLayout:
        """The text in lines of this width; a word that is wider is broken where it has to be."""
        wide = width >= _ANY
        layout = QTextLayout(cell.text.replace("\n", _LINE), self.font(cell.style), self._device)
        right = cell.right and not wide
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        # Where each letter may stand alone, the least width that Qt tells is that of a letter.
        option.setWrapMode(
            QTextOption.WrapMode.WordWrap
            if wide
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout


class LaidGrid:
    """A grid in a room of a device, all in dots: how wide its columns are, and each of its rows with
    its height. One that is higher than the room becomes several.
    """

    def __init__(self, grid: Grid, ruler: Ruler, room: QSizeF) -> None:
        self.ruler = ruler
        self.padding = ruler.dots(grid.padding)
        self.widths = _widths(grid, ruler, room.width(), 2 * self.padding)
        self.head = [(row, self.height(row)) for row in grid.head]
        self.head_height = sum(height for _, height in self.head)
        self.rows = list(self._rows(grid, room.height() - self.head_height))

    def _rows(self, grid: Grid, most: float) -> Iterator[tuple[Row, float]]:
        for row in grid.rows:
            height = self.height(row)
            if height <= most:
                yield row, height
            else:
                yield from ((part, self.height(part)) for part in self._parts(row, most))

    def _parts(self, row: Row, most: float) -> Iterator[Row]:
        """The row in parts that fit, each with so many lines of each of its texts."""
        room = most - 2 * self.padding - self.ruler.dots(_lines_of(row))
        parts = [list(self._text_parts(cell, width, room)) for cell, _, width in self.places(row)]
        for n in range(max(map(len, parts))):
            yield [
                replace(cell, text=texts[n] if n < len(texts) else "")
                for cell, texts in zip(row, parts, strict=True)
            ]

    def _text_parts(self, cell: Cell, width: float, room: float) -> Iterator[str]:
        laid = self.ruler.laid(cell, width - 2 * self.padding)
        # Qt counts UTF-16 units: some letters and all emoji are two.
        whole = laid.text().encode("utf-16-le", "surrogatepass")
        begin, used = 0, 0.0
        for n in range(laid.lineCount()):
            line = laid.lineAt(n)
            if used and used + line.height() > room:
                end = 2 * line.textStart()
                # At its own end a line break would be one more, empty line.
                yield whole[begin:end].decode("utf-16-le", "surrogatepass").removesuffix(_LINE)
                begin, used = end, 0.0
            used += line.height()
        yield whole[begin:].decode("utf-16-le", "surrogatepass")

    def height(self, row: Row) -> float:
        """Its highest cell, with what is around the text."""
        return max(
            self._text_height(cell, width) for cell, _, width in self.places(row)
        ) + 2 * self.padding + self.ruler.dots(_lines_of(row))  # fmt: skip

    def places(self, row: Row) -> Iterator[tuple[Cell, float, float]]:
        """Each cell with where it begins and how wide it is."""
        if len(row) == 1 and len(self.widths) > 1:
            yield row[0], 0.0, sum(self.widths)
            return
        x = 0.0
        for cell, width in zip(row, self.widths, strict=True):
            yield cell, x, width
            x += width

    def is_one_line(self, cell: Cell, width: float) -> bool:
        """Whether its text needs no second line there."""
        found = self.ruler.of(cell)
        return found.lines == 1 and found.natural <= width - 2 * self.padding + _ROUNDED

    def _text_height(self, cell: Cell, width: float) -> float:
        if self.is_one_line(cell, width):
            return self.ruler.of(cell).height
        laid = self.ruler.laid(cell, width - 2 * self.padding)
        return sum(laid.lineAt(n).height() for n in range(laid.lineCount()))


def _lines_of(row: Row) -> int:
    return max(bool(cell.style.above) + bool(cell.style.below) for cell in row)


def _widths(grid: Grid, ruler: Ruler, room: float, around: float) -> list[float]:
    """Each column as narrow as its widest word, or narrower where the page has no room for that. Then
    all alike wider until each has its texts on one line; what is left goes to all.
    """
    rows = [*grid.head, *grid.rows]
    count = max(len(row) for row in rows)
    least, most = [around] * count, [around] * count
    for row in rows:
        if len(row) != count:
            continue
        for at, cell in enumerate(row):
            found = ruler.of(cell)
            piece = found.natural if cell.whole else min(found.least, room * _WIDEST)
            least[at] = max(least[at], piece + around)
            most[at] = max(most[at], found.natural + around)
    widths = _narrowed(least, room)
    left = room - sum(widths)
    before = None
    while left > 0 and left != before:
        before = left
        for at in range(count):
            more = min(most[at] - widths[at], left / (count - at))
            widths[at] += more
            left -= more
    if grid.spread and left > 0:
        widths = [width + left / count for width in widths]
    return widths


def _narrowed(widths: Sequence[float], room: float) -> list[float]:
    """Those that fit, or the widest of them as narrow as it takes, all these alike."""
    narrow, left = list(widths), room
    by_width = sorted(range(len(narrow)), key=narrow.__getitem__)
    for count, at in zip(range(len(narrow), 0, -1), by_width, strict=True):
        narrow[at] = min(narrow[at], left / count)
        left -= narrow[at]
    return narrow

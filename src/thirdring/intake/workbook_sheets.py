"""Streams the rows of one sheet: bounded memory, however wide or long the sheet says it is.

Written for what the usual readers do badly here: one allocates rows times columns at once, so
that a single cell at XFD1048576 takes the process down, and shows a formula without a stored
value as an empty cell; the other pads every row.
"""

import math
import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from thirdring.domain.errors import N_, say
from thirdring.intake.cells import Cell, Fault, Row
from thirdring.intake.workbook_numbers import NumberKind, understood
from thirdring.intake.workbook_parts import Parts, local

_NO_VALUE = N_("This cell holds a formula without a stored value: open and save the file once.")
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_sheet(
    parts: Parts,
    name: str,
    strings: Sequence[str],
    styles: Sequence[NumberKind],
    *,
    from_1904: bool,
) -> Iterator[Row]:
    """Rows that have cells, in the order of the file. `strings` are the shared ones."""
    sheet = _Sheet(parts, strings, styles, from_1904=from_1904)
    for _ in parts.parse(name, sheet.parser):
        yield from sheet.done
        sheet.done.clear()


def read_strings(parts: Parts, name: str, most_characters: int) -> list[str]:
    """The shared strings, without the phonetic readings beside them."""
    found: list[str] = []
    pieces: list[str] = []
    open_tags: list[str] = []
    size = 0

    def start(tag: str, _: dict[str, str]) -> None:
        open_tags.append(local(tag))

    def text(data: str) -> None:
        if open_tags and open_tags[-1] == "t" and "rPh" not in open_tags:
            pieces.append(data)

    def end(tag: str) -> None:
        nonlocal size
        open_tags.pop()
        if local(tag) == "si":
            found.append(unescaped("".join(pieces)))
            size += len(found[-1])
            pieces.clear()

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    for _ in parts.parse(name, parser):
        if size > most_characters or len(found) > most_characters:
            raise parts.damaged()
    return found


def unescaped(text: str) -> str:
    """`_x000D_` as the character it stands for; XML can't hold it otherwise."""
    return _ESCAPE.sub(_escaped, text) if "_x" in text else text


def _escaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


class _Sheet:
    """What expat calls while a sheet goes by; finished rows gather in `done`."""

    def __init__(
        self, parts: Parts, strings: Sequence[str], styles: Sequence[NumberKind], *, from_1904: bool
    ) -> None:
        self.done: list[Row] = []
        self._parts = parts
        self._strings = strings
        self._styles = styles
        self._from_1904 = from_1904
        self._row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._type = "n"
        self._style = 0
        self._text: list[str] = []
        self._taking = False
        self._in_cell = False
        self._phonetic = False
        self._formula = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag) if ":" in tag else tag
        if tag == "c":
            place = attributes.get("r", "")
            self._column = _column(place) if place else self._column + 1
            if not 1 <= self._column <= _LAST_COLUMN:
                raise self._parts.damaged()
            self._type = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            self._text.clear()
            self._in_cell, self._formula = True, False
        elif tag in {"v", "t"}:
            self._taking = self._in_cell and not self._phonetic
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            if not 1 <= self._row <= _LAST_ROW:
                raise self._parts.damaged()
            self._cells, self._column = [], 0

    def _characters(self, data: str) -> None:
        if self._taking:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        tag = local(tag) if ":" in tag else tag
        if tag in {"v", "t"}:
            self._taking = False
        elif tag == "c":
            self._in_cell = False
            self._keep(self._value())
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "row" and self._cells:
            self.done.append(Row(self._row, tuple(self._cells)))

    def _keep(self, value: Cell) -> None:
        if value is None:
            return
        missing = self._column - len(self._cells)
        if missing > 0:
            self._cells.extend([None] * missing)
        self._cells[self._column - 1] = value

    def _value(self) -> Cell:
        text = "".join(self._text)
        if self._type == "s":
            index = int(text) if text else -1
            return self._strings[index] if 0 <= index < len(self._strings) else None
        if self._type in {"str", "inlineStr", "d"}:
            return unescaped(text)
        if not text:
            return Fault(say(_NO_VALUE)) if self._formula else None
        if self._type == "b":
            return text.strip() in {"1", "true"}
        if self._type == "e":
            return Fault(say("This cell shows the error {error}.", error=text[:20]))
        return self._number(text)

    def _number(self, text: str) -> Cell:
        plain = text.lstrip("-")
        value: int | float = int(text) if plain.isdecimal() and len(plain) < 20 else float(text)
        if not math.isfinite(value):
            return None
        kind = self._styles[self._style] if self._style < len(self._styles) else NumberKind.PLAIN
        return understood(value, kind, from_1904=self._from_1904)


def _column(place: str) -> int:
    """1 for "A7", 28 for "AB7"."""
    column = 0
    for letter in place:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
        if column > _LAST_COLUMN:
            return 0
    return column

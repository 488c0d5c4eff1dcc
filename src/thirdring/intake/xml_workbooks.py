"""Workbooks written as XML (Excel 2003), which many back ends save under the name .xls.

Read by expat, declarations of entities refused: they are how a small file is made huge.
"""

import datetime as dt
from pathlib import Path
from xml.parsers import expat

from thirdring.domain.errors import Refusal, say
from thirdring.i18n import _
from thirdring.intake.books import RowsInMemory
from thirdring.intake.cells import Cell, Fault, Row

_MOST_BYTES = 256 << 20
_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576


def read_xml_workbook(path: Path) -> RowsInMemory:
    """The workbook's sheets.

    Raises:
        Refusal: damaged, too large, or with declarations it should not have.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise Refusal(
            say("{file} is too large for an XML workbook: save it as XLSX or CSV.",
                file=path.name)
        )  # fmt: skip
    reader = _Reader()
    try:
        with path.open("rb") as file:
            reader.parser.ParseFile(file)
    except (expat.ExpatError, ValueError, LookupError):
        raise Refusal(
            say("{file} is damaged or is not a workbook: save it as XLSX or CSV.", file=path.name)
        ) from None
    if not reader.sheets:
        raise Refusal(say("{file} is XML without a table: save it as XLSX or CSV.", file=path.name))
    return RowsInMemory(reader.sheets)


class _Reader:
    """What expat calls while the file goes by."""

    def __init__(self) -> None:
        self.sheets: dict[str, list[Row]] = {}
        self._rows: list[Row] = []
        self._row = 0
        self._cells: list[Cell] = []
        self._next = 1
        self._type = ""
        self._text: list[str] = []
        self._taking = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *declared: object) -> None:
        raise ValueError(declared)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        here = {_local(key): value for key, value in attributes.items()}
        if name == "Worksheet":
            self._rows, self._row = [], 0
            title = here.get("Name", "")[:100] or _("Sheet {number}").format(
                number=len(self.sheets) + 1
            )
            self.sheets[title if title not in self.sheets else f"{title} ({len(self.sheets)})"] = (
                self._rows
            )
        elif name == "Row":
            self._row = _place(here.get("Index"), self._row + 1, _MOST_ROWS)
            self._cells, self._next = [], 1
        elif name == "Cell":
            column = _place(here.get("Index"), self._next, _MOST_COLUMNS)
            self._cells.extend([None] * (column - 1 - len(self._cells)))
            self._cells.append(None)
            self._next = column + 1 + _place(here.get("MergeAcross"), 0, _MOST_COLUMNS)
        elif name == "Data":
            self._type, self._taking = here.get("Type", "String"), True
            self._text.clear()

    def _characters(self, data: str) -> None:
        if self._taking:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name == "Data" and self._cells:
            self._taking = False
            self._cells[-1] = _value(self._type, "".join(self._text))
        elif name == "Row" and any(cell is not None for cell in self._cells):
            self._rows.append(Row(self._row, tuple(self._cells)))
            self._cells = []


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _place(said: str | None, otherwise: int, most: int) -> int:
    place = otherwise if said is None else int(said)
    if not otherwise <= place <= most:
        raise ValueError(place)
    return place


def _value(kind: str, text: str) -> Cell:
    if not text:
        return None
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "Boolean":
        return text.strip() in {"1", "true", "True"}
    if kind == "Error":
        return Fault(say("This cell shows the error {error}.", error=text[:20]))
    if kind == "DateTime":
        moment = dt.datetime.fromisoformat(text.strip())
        # How a time of day alone is written: on the last day of 1899.
        return moment.time() if moment.year < 1900 else moment
    return text

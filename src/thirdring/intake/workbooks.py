"""XLSX workbooks: which sheets there are, and their rows as text, numbers, dates and times."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from thirdring.domain.errors import Refusal, say
from thirdring.intake.books import Sheet
from thirdring.intake.cells import Row
from thirdring.intake.workbook_numbers import NumberKind, kind_of_format
from thirdring.intake.workbook_parts import Parts
from thirdring.intake.workbook_sheets import read_sheet, read_strings

_MOST_CHARACTERS = 300_000_000
_OTHER_SPREADSHEETS = {
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.text": "ODT",
}


class Workbook:
    """An open workbook. Every method raises Refusal on damage; close it (`with`)."""

    def __init__(self, path: Path) -> None:
        self._parts = Parts(path)
        try:
            self._refuse_other_formats()
            self._read_book()
        except BaseException:
            self._parts.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._parts.__exit__(kind, error, trace)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The sheet's rows that have cells."""
        return read_sheet(
            self._parts, sheet.part, self._strings, self._styles, from_1904=self._from_1904
        )

    def _refuse_other_formats(self) -> None:
        parts = self._parts
        other = ""
        if parts.has("mimetype"):
            kind = parts.first_bytes("mimetype", 100).decode("ascii", "replace")
            other = _OTHER_SPREADSHEETS.get(kind.strip(), "")
        elif parts.has("xl/workbook.bin"):
            other = "XLSB"
        if other:
            raise Refusal(
                say("{file} is {kind}: save it as XLSX or CSV.", file=parts.path.name, kind=other)
            )

    def _read_book(self) -> None:
        parts = self._parts
        book = self._related("", "/officeDocument").get("", "xl/workbook.xml")
        if not parts.has(book):
            raise parts.damaged()
        folder, name = str(PurePosixPath(book).parent), PurePosixPath(book).name
        related = self._relations(folder, name)
        self._from_1904 = False
        self.sheets: list[Sheet] = []
        for tag, attributes in parts.elements(book):
            if tag == "workbookPr":
                self._from_1904 = attributes.get("date1904", "0") in {"1", "true"}
            elif tag == "sheet" and attributes.get("id") in related["worksheet"]:
                part = related["worksheet"][attributes["id"]]
                hidden = attributes.get("state", "visible") != "visible"
                if parts.has(part):
                    self.sheets.append(Sheet(attributes.get("name", ""), part, hidden))
        if not self.sheets:
            raise parts.damaged()
        strings = next(iter(related["sharedStrings"].values()), "")
        styles = next(iter(related["styles"].values()), "")
        self._strings = read_strings(parts, strings, _MOST_CHARACTERS) if parts.has(strings) else []
        self._styles = _styles(parts, styles) if parts.has(styles) else []

    def _related(self, folder: str, ending: str) -> dict[str, str]:
        """The part that a folder's package relations name for a kind, under the key ""."""
        name = f"{folder}/_rels/.rels".lstrip("/")
        if not self._parts.has(name):
            return {}
        for tag, attributes in self._parts.elements(name):
            if tag == "Relationship" and attributes.get("Type", "").endswith(ending):
                return {"": _resolved(folder, attributes.get("Target", ""))}
        return {}

    def _relations(self, folder: str, name: str) -> dict[str, dict[str, str]]:
        """Parts by kind and relation id."""
        found: dict[str, dict[str, str]] = {"worksheet": {}, "sharedStrings": {}, "styles": {}}
        part = f"{folder}/_rels/{name}.rels"
        if self._parts.has(part):
            for _, attributes in self._parts.elements(part):
                kind = attributes.get("Type", "").rpartition("/")[2]
                if kind in found:
                    target = _resolved(folder, attributes.get("Target", ""))
                    found[kind][attributes.get("Id", "")] = target
        return found


def _resolved(folder: str, target: str) -> str:
    target = unquote(target)
    path = target if target.startswith("/") else f"{folder}/{target}"
    parts: list[str] = []
    for piece in path.split("/"):
        if piece == "..":
            del parts[-1:]
        elif piece not in {"", "."}:
            parts.append(piece)
    return "/".join(parts)


def _styles(parts: Parts, name: str) -> list[NumberKind]:
    """What each cell style makes of a number, by its index."""
    codes: dict[int, str] = {}
    kinds: list[NumberKind] = []
    in_cells = False
    for tag, attributes in parts.elements(name):
        if tag == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            in_cells = tag == "cellXfs"
        elif tag == "xf" and in_cells:
            number = _whole(attributes.get("numFmtId"))
            kinds.append(kind_of_format(number, codes.get(number)))
    return kinds


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0

"""Tables out of a web page: what chat services' back ends save under the name .xls.

Only cells are taken: nothing is loaded, no script runs, styles say nothing. A cell over several
rows or columns is spread as a spreadsheet would on opening the file.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from thirdring.domain.errors import N_, Refusal, say
from thirdring.i18n import _
from thirdring.intake import text_encoding
from thirdring.intake.books import RowsInMemory
from thirdring.intake.cells import Cell, Row

_MOST_BYTES = 128 << 20
_MOST_COLUMNS = 2_000
_MOST_ROWS = 1_048_576
# A page says its encoding itself; it is right more often than a guess.
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
_PIECE = 1_000_000
_LOOKED_AT = 4096
_TABLE_NAME = N_("Table {number}")


def read_page(path: Path, encoding: str | None = None) -> tuple[RowsInMemory, str]:
    """The page's tables as sheets, called by their captions, and the encoding it was read in.

    Raises:
        Refusal: no table in it, no such encoding, too large.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise Refusal(
            say("{file} is too large for a web page: save it as XLSX or CSV.", file=path.name)
        )
    raw = path.read_bytes()
    codec = text_encoding.known(encoding) if encoding else _said(raw) or text_encoding.detect(path)
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        if encoding:
            raise Refusal(
                say("{file} is not written in {encoding} throughout.",
                    file=path.name, encoding=codec)
            ) from None  # fmt: skip
        codec = text_encoding.detect(path)  # the page is wrong about itself
        text = raw.decode(codec)
    del raw
    tables = _one_long(text) if len(_TABLE.findall(text)) == 1 else _several(text)
    if not tables:
        raise Refusal(
            say("{file} is a web page without a table: save it as XLSX or CSV.", file=path.name)
        )
    return RowsInMemory(tables), codec


def _several(text: str) -> dict[str, list[Row]]:
    """Every table of the page, also those in cells of others."""
    tables: dict[str, list[Row]] = {}
    for table in _parsed(text):
        rows = list(_rows(_lines(table)))
        if rows:
            tables[_name(table, tables)] = rows
    return tables


def _one_long(text: str) -> dict[str, list[Row]]:
    """The only table of the page, a piece of some thousand rows at a time: the tree of a whole
    export would take twenty times the memory of its text.
    """
    name = ""

    def lines() -> Iterator[Any]:
        nonlocal name
        for piece in _pieces(text):
            for table in _parsed(piece if not name else "<table>" + piece):
                name = name or _name(table, {})
                yield from _lines(table)

    rows = list(_rows(lines()))
    return {name: rows} if rows else {}


def _pieces(text: str) -> Iterator[str]:
    """The text cut behind ends of rows."""
    start = 0
    while start < len(text):
        found = _ROW_END.search(text, start + _PIECE)
        end = found.end() if found is not None else len(text)
        yield text[start:end]
        start = end


def _parsed(text: str) -> list[Any]:
    page = LexborHTMLParser(text)
    page.strip_tags(["script", "style"])
    return page.css("table")


def _said(raw: bytes) -> str | None:
    """The codec the page names, when it is one and no mark says otherwise."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    found = _CHARSET.search(raw[:_LOOKED_AT])
    if found is None:
        return None
    name = found[1].decode("ascii", "replace").lower()
    if name in {"gb2312", "gbk", "x-gbk", "gb_2312-80"}:
        return "gb18030"  # the names stand for the same thing, and this one holds every character
    try:
        return text_encoding.known(name)
    except Refusal:
        return None


def _name(table: Any, taken: dict[str, list[Row]]) -> str:
    caption = next((n for n in table.iter() if n.tag == "caption"), None)
    said = " ".join(caption.text(deep=True).split())[:60] if caption is not None else ""
    name = said or _(_TABLE_NAME).format(number=len(taken) + 1)
    return name if name not in taken else f"{name} ({len(taken) + 1})"


def _rows(lines: Iterator[Any]) -> Iterator[Row]:
    """The rows, cells over several of them repeated."""
    below: dict[int, tuple[int, Cell]] = {}  # column: how many rows a cell above still covers
    for number, line in enumerate(lines, start=1):
        if number > _MOST_ROWS:
            raise Refusal(say("The table has more than {most} rows.", most=_MOST_ROWS))
        cells = _cells(line, below)
        if any(cell is not None for cell in cells):
            yield Row(number, tuple(cells))


def _lines(table: Any) -> Iterator[Any]:
    """The table's own rows, not those of tables in its cells."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child.iter() if row.tag == "tr")


def _cells(line: Any, below: dict[int, tuple[int, Cell]]) -> list[Cell]:
    cells: list[Cell] = []

    def covered() -> None:
        while (above := below.get(len(cells))) is not None:
            left, value = above
            if left > 1:
                below[len(cells)] = (left - 1, value)
            else:
                del below[len(cells)]
            cells.append(value)

    covered()
    for node in line.iter():
        if node.tag not in {"td", "th"} or len(cells) >= _MOST_COLUMNS:
            continue
        value = _text(node)
        tall = _span(node, "rowspan")
        for at in range(_span(node, "colspan")):
            if tall > 1:
                below[len(cells)] = (tall - 1, value if at == 0 else None)
            cells.append(value if at == 0 else None)
        covered()
    return cells


def _span(node: Any, name: str) -> int:
    said = (node.attributes.get(name) or "").strip()
    return min(max(int(said), 1), 1_000) if said.isascii() and said.isdecimal() else 1


def _text(node: Any) -> Cell:
    """The cell's text: line breaks where the page has them, other space as a page shows it."""
    for line_break in node.css("br"):
        line_break.replace_with("\ue000")
    lines = node.text(deep=True).replace("\xa0", " ").split("\ue000")
    text = "\n".join(" ".join(line.split()) for line in lines).strip()
    return text or None

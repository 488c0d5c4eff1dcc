"""A table from any spreadsheet: told apart by content, opened, its headings found, its rows streamed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from thirdring.domain.errors import Message, Refusal, say
from thirdring.intake import text_encoding
from thirdring.intake.cells import Row, is_blank, text_of
from thirdring.intake.open_files import explained, opened_file
from thirdring.intake.options import Options
from thirdring.intake.text_files import read_rows, sniff_delimiter
from thirdring.intake.workbooks import Sheet, Workbook

_LOOKED_AT = 30
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file. `rows()` streams the rows below the headings, from the start each time;
    `headings` are unique, doubles as "Name (1)", "Name (2)". `origin` says how it was read.
    """

    file: Path
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    origin: Message
    sheet: str | None = None


def open_table(
    path: Path, options: Options, fits: Callable[[tuple[str, ...]], bool] = lambda _: True
) -> Table:
    """The table in `path`. Of several sheets: the one `options` name, else the first whose
    headings satisfy `fits`, else the first with data.

    Raises:
        Refusal: not a spreadsheet, damaged, locked with a password, empty, no such sheet.
        NotFound: there is no such file.
        Unavailable: it can't be read.
    """
    try:
        with opened_file(path) as file:
            head = file.read(4096)
            _refuse_other_formats(path, head, file.read(1 << 22))
        if head.startswith(b"PK"):
            return _from_workbook(path, options, fits)
        return _from_text(path, options)
    except OSError as error:
        raise explained(error, path) from None


def _refuse_other_formats(path: Path, head: bytes, more: bytes) -> None:
    if not head.strip(b"\r\n\t \0"):
        raise Refusal(say("{file} is empty.", file=path.name))
    message = None
    if head.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in head + more
        message = (
            say("{file} is protected by a password: save it without one.", file=path.name)
            if locked
            else say("{file} is an old .xls workbook: save it as XLSX.", file=path.name)
        )
    elif re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml)", head, re.IGNORECASE):
        message = say("{file} is a web page or XML: save it as XLSX or CSV.", file=path.name)
    elif head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"\x1f\x8b", b"7z\xbc")):
        message = say("{file} is not a spreadsheet: save it as XLSX or CSV.", file=path.name)
    if message is not None:
        raise Refusal(message)


def _from_text(path: Path, options: Options) -> Table:
    if options.sheet is not None:
        raise Refusal(say("{file} is text and has no sheets.", file=path.name), field="sheet")
    encoding = (
        text_encoding.known(options.encoding) if options.encoding else text_encoding.detect(path)
    )
    delimiter = options.delimiter or sniff_delimiter(path, encoding)

    def rows() -> Iterator[Row]:
        return read_rows(path, encoding, delimiter)

    found = _headings(rows(), options.heading_row)
    if found is None:
        raise Refusal(say("{file} is empty.", file=path.name))
    shown = {"\t": "tab"}.get(delimiter, delimiter)
    origin = say("read as {encoding}, cells parted by {delimiter}",
                 encoding=encoding.removesuffix("-sig").upper(), delimiter=shown)  # fmt: skip
    return _table(path, rows, found, origin)


def _from_workbook(path: Path, options: Options, fits: Callable[[tuple[str, ...]], bool]) -> Table:
    with Workbook(path) as book:
        sheet, found = _choose(book, path, options, fits)

    def rows() -> Iterator[Row]:
        with Workbook(path) as book:
            yield from book.rows(sheet)

    return _table(path, rows, found, say("sheet “{sheet}”", sheet=sheet.name), sheet.name)


def _choose(
    book: Workbook, path: Path, options: Options, fits: Callable[[tuple[str, ...]], bool]
) -> "tuple[Sheet, _Headings]":
    if options.sheet is not None:
        wanted = options.sheet.strip().casefold()
        for sheet in book.sheets:
            if sheet.name.strip().casefold() == wanted:
                found = _headings(book.rows(sheet), options.heading_row)
                if found is None:
                    raise Refusal(
                        say("The sheet “{sheet}” is empty.", sheet=sheet.name), field="sheet"
                    )
                return sheet, found
        raise Refusal(
            say(
                "There is no sheet “{sheet}” in {file}; it has {names}.",
                sheet=options.sheet, file=path.name, names=_listed(s.name for s in book.sheets),
            ),
            field="sheet",
        )  # fmt: skip
    first: tuple[Sheet, _Headings] | None = None
    for sheet in sorted(book.sheets, key=lambda s: s.hidden):
        found = _headings(book.rows(sheet), options.heading_row)
        if found is None:
            continue
        if found.has_data and fits(found.names):
            return sheet, found
        if first is None or (found.has_data and not first[1].has_data):
            first = sheet, found
    if first is None:
        raise Refusal(say("{file} is empty.", file=path.name))
    return first


@dataclass(frozen=True, slots=True)
class _Headings:
    row: int
    names: tuple[str, ...]
    has_data: bool


def _headings(rows: Iterator[Row], wanted: int | None) -> _Headings | None:
    """The row of headings: the one asked for, else the first that is about as wide as the table."""
    looked: list[Row] = []
    for row in rows:
        if wanted is not None and row.number < wanted:
            continue
        if row.fault is None and not all(is_blank(cell) for cell in row.cells):
            looked.append(row)
        if len(looked) >= _LOOKED_AT:
            break
    if not looked:
        return None
    if wanted is not None:
        found = looked[0]
    else:
        widths = [_width(row) for row in looked]
        usual = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))[0]
        found = next(row for row, width in zip(looked, widths, strict=True) if width * 2 > usual)
    names = _unique([" ".join(text_of(cell).split()) for cell in found.cells[:_MOST_COLUMNS]])
    return _Headings(found.number, names, found is not looked[-1])


def _width(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row.cells)


def _unique(names: list[str]) -> tuple[str, ...]:
    while names and not names[-1]:
        names.pop()
    named = [name.replace("\0", "") or f"({_letters(i)})" for i, name in enumerate(names)]
    times = Counter(name.casefold() for name in named)
    taken: Counter[str] = Counter()
    unique = []
    for name in named:
        taken[name.casefold()] += 1
        double = times[name.casefold()] > 1
        unique.append(f"{name} ({taken[name.casefold()]})" if double else name)
    return tuple(unique)


def _letters(index: int) -> str:
    """The column's letters: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _table(
    path: Path,
    rows: Callable[[], Iterator[Row]],
    found: _Headings,
    origin: Message,
    sheet: str | None = None,
) -> Table:
    width = len(found.names)

    def data() -> Iterator[Row]:
        for row in rows():
            if row.number <= found.row:
                continue
            if row.fault is not None:
                yield row
            elif len(row.cells) > width and not all(is_blank(c) for c in row.cells[width:]):
                yield Row(
                    row.number,
                    row.cells,
                    say("This row has {count} cells under {headings} headings.",
                        count=len(row.cells), headings=width),
                )  # fmt: skip
            elif not all(is_blank(cell) for cell in row.cells):
                missing = width - len(row.cells)
                cells = row.cells[:width] if missing <= 0 else row.cells + (None,) * missing
                yield Row(row.number, cells)

    return Table(path, found.names, data, origin, sheet)


def _listed(names: Iterator[str]) -> str:
    listed = [f"“{name}”" for name in names]
    return ", ".join(listed[:20]) + (" …" if len(listed) > 20 else "")

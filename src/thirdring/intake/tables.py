"""A table from any spreadsheet: told apart by content, opened, its headings found, its rows streamed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from thirdring.domain.errors import Message, Refusal, say
from thirdring.intake import text_encoding
from thirdring.intake.books import Book, RowsInMemory, Sheet
from thirdring.intake.cells import Row, is_blank
from thirdring.intake.file_kinds import FileKind, kind_of
from thirdring.intake.heading_row import Headings, find_headings
from thirdring.intake.old_workbooks import read_old_workbook
from thirdring.intake.open_files import explained
from thirdring.intake.options import Options
from thirdring.intake.page_tables import read_page
from thirdring.intake.text_files import read_rows, sniff_delimiter
from thirdring.intake.workbooks import Workbook
from thirdring.intake.xml_workbooks import read_xml_workbook

Fits = Callable[[tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file. `rows()` streams the rows below the headings, from the start each time;
    `headings` are unique, doubles as "Name (1)", "Name (2)". `origin` says how it was read;
    `sheets` are all there are to choose from, none where the file is text.
    """

    file: Path
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    origin: Message
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def open_table(path: Path, options: Options, fits: Fits = lambda _: True) -> Table:
    """The table in `path`. Of several sheets: the one `options` name, else the first whose
    headings satisfy `fits`, else the first with data.

    Raises:
        Refusal: not a spreadsheet, damaged, locked with a password, empty, no such sheet.
        NotFound: there is no such file.
        Unavailable: it can't be read.
    """
    try:
        match kind_of(path):
            case FileKind.WORKBOOK:
                return _streamed(path, options, fits)
            case FileKind.OLD_WORKBOOK:
                return _kept(path, read_old_workbook(path, options.encoding), options, fits)
            case FileKind.XML_WORKBOOK:
                return _kept(path, read_xml_workbook(path), options, fits)
            case FileKind.PAGE:
                book, encoding = read_page(path, options.encoding)
                return _kept(path, book, options, fits, encoding)
            case FileKind.TEXT:
                return _from_text(path, options)
    except OSError as error:
        raise explained(error, path) from None


def _from_text(path: Path, options: Options) -> Table:
    if options.sheet is not None:
        raise Refusal(say("{file} is text and has no sheets.", file=path.name), field="sheet")
    encoding = (
        text_encoding.known(options.encoding) if options.encoding else text_encoding.detect(path)
    )
    delimiter = options.delimiter or sniff_delimiter(path, encoding)

    def rows() -> Iterator[Row]:
        return read_rows(path, encoding, delimiter)

    found = find_headings(rows(), options.heading_row)
    if found is None:
        raise Refusal(say("{file} is empty.", file=path.name))
    return _table(path, rows, found, _as_text(_shown(encoding), delimiter))


def _as_text(encoding: str, delimiter: str) -> Message:
    match delimiter:
        case ",":
            return say("read as {encoding}, separated by commas", encoding=encoding)
        case ";":
            return say("read as {encoding}, separated by semicolons", encoding=encoding)
        case "\t":
            return say("read as {encoding}, separated by tabs", encoding=encoding)
    return say("read as {encoding}, separated by “{delimiter}”",
               encoding=encoding, delimiter=delimiter)  # fmt: skip


def _shown(encoding: str) -> str:
    return encoding.removesuffix("-sig").upper()


def _streamed(path: Path, options: Options, fits: Fits) -> Table:
    """A table of an XLSX workbook; each pass over its rows opens the file anew."""
    with Workbook(path) as book:
        sheet, found = _choose(book, path, options, fits)
        sheets = _names(book)

    def rows() -> Iterator[Row]:
        with Workbook(path) as book:
            yield from book.rows(sheet)

    return _table(path, rows, found, say("sheet “{sheet}”", sheet=sheet.name), sheet.name, sheets)


def _kept(
    path: Path, book: RowsInMemory, options: Options, fits: Fits, encoding: str = ""
) -> Table:
    """A table of a book that was read at once."""
    sheet, found = _choose(book, path, options, fits)
    origin = say("sheet “{sheet}”", sheet=sheet.name)
    if encoding:
        origin = say("table “{sheet}” of a web page, read as {encoding}",
                     sheet=sheet.name, encoding=_shown(encoding))  # fmt: skip
    return _table(path, lambda: book.rows(sheet), found, origin, sheet.name, _names(book))


def _names(book: Book) -> tuple[str, ...]:
    return tuple(sheet.name for sheet in book.sheets)


def _choose(book: Book, path: Path, options: Options, fits: Fits) -> tuple[Sheet, Headings]:
    if options.sheet is not None:
        wanted = options.sheet.strip().casefold()
        for sheet in book.sheets:
            if sheet.name.strip().casefold() == wanted:
                found = find_headings(book.rows(sheet), options.heading_row)
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
    first: tuple[Sheet, Headings] | None = None
    for sheet in sorted(book.sheets, key=lambda s: s.hidden):
        found = find_headings(book.rows(sheet), options.heading_row)
        if found is None:
            continue
        if found.has_data and fits(found.names):
            return sheet, found
        if first is None or (found.has_data and not first[1].has_data):
            first = sheet, found
    if first is None:
        raise Refusal(say("{file} is empty.", file=path.name))
    return first


def _table(
    path: Path,
    rows: Callable[[], Iterator[Row]],
    found: Headings,
    origin: Message,
    sheet: str | None = None,
    sheets: tuple[str, ...] = (),
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

    return Table(path, found.names, data, origin, sheet, sheets)


def _listed(names: Iterator[str]) -> str:
    listed = [f"“{name}”" for name in names]
    return ", ".join(listed[:20]) + (" …" if len(listed) > 20 else "")

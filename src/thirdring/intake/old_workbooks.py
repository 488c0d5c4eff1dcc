"""Binary .xls workbooks, as old back ends still export them, read by xlrd.

The format holds at most 65,536 rows of 256 columns and can't be streamed; so the file is bounded
and read once.
"""

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd

from thirdring.domain.errors import Refusal, say
from thirdring.intake import text_encoding
from thirdring.intake.books import RowsInMemory
from thirdring.intake.cells import Cell, Fault, Row
from thirdring.intake.workbook_numbers import NumberKind, understood

_MOST_BYTES = 128 << 20
# What the reader lets through when bytes are not what they are said to be.
_DAMAGE = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, AttributeError,
    IndexError, KeyError, TypeError, ValueError, OverflowError, MemoryError, RecursionError,
    EOFError, LookupError, ArithmeticError, NotImplementedError,
)  # fmt: skip


def read_old_workbook(path: Path, encoding: str | None = None) -> RowsInMemory:
    """The workbook's sheets. `encoding` replaces the code page of workbooks older than 1997.

    Raises:
        Refusal: damaged, locked with a password, or too large.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise Refusal(
            say("{file} is too large for an .xls workbook: save it as XLSX or CSV.",
                file=path.name)
        )  # fmt: skip
    # The reader maps the file; an own copy keeps it from ending under its hands.
    content = path.read_bytes()
    try:
        with xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), on_demand=True,
            encoding_override=text_encoding.known(encoding) if encoding else None,
        ) as book:  # fmt: skip
            sheets = {
                name: list(_rows(book.sheet_by_index(i), book.datemode))
                for i, name in enumerate(_names(book))
            }
            hidden = frozenset(
                name for i, name in enumerate(sheets) if book.sheet_by_index(i).visibility
            )
    except _DAMAGE as error:
        raise _explained(path, error) from None
    if not sheets:
        raise _damaged(path)
    return RowsInMemory(sheets, hidden)


def _names(book: Any) -> list[str]:
    """The sheets' names, each once."""
    names: list[str] = []
    for name in book.sheet_names():
        names.append(name if name not in names else f"{name} ({len(names) + 1})")
    return names


def _rows(sheet: Any, datemode: int) -> Iterator[Row]:
    for index in range(sheet.nrows):
        cells = tuple(
            _cell(kind, value, from_1904=datemode == 1)
            for kind, value in zip(sheet.row_types(index), sheet.row_values(index), strict=True)
        )
        if any(cell is not None for cell in cells):
            yield Row(index + 1, cells)


def _cell(kind: int, value: Any, *, from_1904: bool) -> Cell:
    if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        shown = xlrd.error_text_from_code.get(value, "#ERR")
        return Fault(say("This cell shows the error {error}.", error=shown))
    if kind == xlrd.XL_CELL_DATE:
        return understood(value, NumberKind.TIME, from_1904=from_1904)
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _explained(path: Path, error: BaseException) -> Refusal:
    if "encrypted" in str(error).lower() or "password" in str(error).lower():
        return Refusal(
            say("{file} is protected by a password: save it without one.", file=path.name)
        )
    return _damaged(path)


def _damaged(path: Path) -> Refusal:
    return Refusal(
        say("{file} is damaged or is not a workbook: save it as XLSX or CSV.", file=path.name)
    )

"""Binary .xls workbooks and pages with tables, written by hand as old back ends do."""

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_GENERAL, _DATE_TIME, _TIME = 0, 1, 2
_FORMATS = (0, 22, 21)


def write_old_book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook of Excel 97; a cell may be text, a number, a flag, a date or time, None."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + _record(0x22, b"\0\0")
    head += b"".join(_record(0xE0, struct.pack("<HH16x", 0, number)) for number in _FORMATS)
    size = len(head) + sum(4 + 8 + 2 * len(name) for name in sheets) + 4
    bounds = b""
    for name, body in zip(sheets, bodies, strict=True):
        bounds += _record(
            0x85, struct.pack("<IHBB", size, 0, len(name), 1) + name.encode("utf-16-le")
        )
        size += len(body)
    path.write_bytes(_container(head + bounds + _record(0x0A, b"") + b"".join(bodies)))
    return path


def page(rows: Sequence[Sequence[str]], *, charset: str = "utf-8", before: str = "") -> str:
    """A page with one table, as a back end saves it."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" '
        f'content="text/html; charset={charset}"></head><body>{before}<table>{body}</table></body></html>'
    )


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _sheet(rows: Sequence[Sequence[Any]]) -> bytes:
    cells = b"".join(
        _cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)
    )
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    return begin + cells + _record(0x0A, b"")


def _cell(row: int, column: int, value: Any) -> bytes:
    at = struct.pack("<HH", row, column)
    if value is None:
        return b""
    if isinstance(value, bool):
        return _record(0x205, at + struct.pack("<HBB", _GENERAL, value, 0))
    if isinstance(value, dt.datetime):
        days = (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
        return _record(0x203, at + struct.pack("<Hd", _DATE_TIME, days))
    if isinstance(value, dt.time):
        part = (value.hour * 3600 + value.minute * 60 + value.second) / 86400
        return _record(0x203, at + struct.pack("<Hd", _TIME, part))
    if isinstance(value, (int, float)):
        return _record(0x203, at + struct.pack("<Hd", _GENERAL, value))
    text = str(value).encode("utf-16-le")
    return _record(0x204, at + struct.pack("<HHB", _GENERAL, len(text) // 2, 1) + text)


def _container(stream: bytes) -> bytes:
    """The compound file around the stream "Workbook"."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    tables = 1
    while tables * 128 < count + 1 + tables:
        tables += 1
    fat = [_FAT] * tables + [_END] + [tables + 2 + i for i in range(count)]
    fat[-1] = _END
    fat += [_FREE] * (tables * 128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables)
    header += struct.pack("<IIIIIII", tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry(
        "Workbook", 2, _FREE, tables + 1, len(stream)
    )
    return header + struct.pack(f"<{len(fat)}I", *fat) + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )

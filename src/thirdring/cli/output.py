"""Data to stdout as a table, JSON or CSV; everything said to people goes to stderr."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from thirdring.domain.centertime import CenterTime
from thirdring.reports.formula_safe import safe_cell
from thirdring.reports.plain_values import plain


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show(
    data: Any,
    form: Format,
    *,
    columns: Sequence[str] = (),
    time: CenterTime | None = None,
) -> None:
    """Print one object or a list of them. `columns` picks and orders a table's columns."""
    data = plain(data, time)
    if form is Format.JSON:
        _write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    rows = data if isinstance(data, list) else [data]
    if form is Format.CSV:
        _write(_csv(rows, columns))
        return
    if isinstance(data, list):
        _table(rows, columns)
    else:
        _facts(data)


def say_to_person(text: str) -> None:
    """One line on stderr."""
    print(text, file=sys.stderr)  # noqa: T201 - what the command line is for


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _columns(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    return list(columns) or list(dict.fromkeys(key for row in rows for key in row))


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    names = _columns(rows, ()) or list(columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([safe_cell(_cell(row.get(name))) for name in names])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    names = _columns(rows, columns)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row.get(name))) for name in names))
    _console(Console).print(table)


def _facts(data: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for key, value in data.items():
        table.add_row(key, Text(_cell(value)))
    _console(Console).print(table)


def _console(kind: Any) -> Any:
    # Without a terminal the width is not 80 by chance: nothing is folded for a program that reads.
    return kind(file=sys.stdout, width=None if sys.stdout.isatty() else 240, soft_wrap=False)


def lines(items: Iterable[str]) -> None:
    """Plain lines to stdout."""
    for item in items:
        _write(item + "\n")

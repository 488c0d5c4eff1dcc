"""Tables as a workbook: a sheet a view, typed cells, nothing that runs.

Texts go through `write_string` alone: XlsxWriter's `write` would make a formula of “=…”.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from thirdring.i18n import _
from thirdring.reports.tables import SHARES, Chart, Column, Document, Kind, Table, Value

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_A4 = 9
_HEAD_POINTS = 30
_FORMATS = {
    Kind.COUNT: "0",
    Kind.SCORE: "0",
    Kind.PERCENT: '0.0" %"',
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}


def xlsx_bytes(document: Document) -> bytes:
    """The whole workbook: first what it is, then one sheet for each table."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": document.title, "author": document.author, "company": document.company,
            "comments": document.stamp,
        }
    )  # fmt: skip
    names: set[str] = set()
    _cover(book, document, names)
    for table in document.tables:
        _Sheet(book, document, table, _name(table.title, names)).write()
    book.close()
    return out.getvalue()


def _cover(book: Any, document: Document, names: set[str]) -> None:
    sheet = book.add_worksheet(_name(_("About this file"), names))
    bold = book.add_format({"bold": True, "font_size": 14})
    grey = book.add_format({"font_color": "#555555", "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    warned = book.add_format({"bold": True, "font_color": "#B8231A"})
    sheet.write_string(0, 0, _fits(document.title), bold)
    row = 1
    if document.warning:
        sheet.write_string(row, 0, document.warning, warned)
        row += 1
    for name, value in document.facts:
        sheet.write_string(row + 1, 0, _fits(name), grey)
        sheet.write_string(row + 1, 1, _fits(value), wrapped)
        row += 1
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 70)
    _print_setup(sheet, document)


class _Sheet:
    """One table on its sheet."""

    def __init__(self, book: Any, document: Document, table: Table, name: str) -> None:
        self._document, self._table, self._book = document, table, book
        self._name = name
        self._sheet = book.add_worksheet(name)
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self._head = {
            kind: book.add_format(head | {"align": "left" if kind is Kind.TEXT else "right"})
            for kind in Kind
        }
        self._plain = {kind: self._format(kind, {}) for kind in Kind}
        self._sums = {kind: self._format(kind, {"bold": True, "top": 1}) for kind in Kind}

    def _format(self, kind: Kind, more: dict[str, object]) -> Any:
        number = {"num_format": _FORMATS[kind]} if kind in _FORMATS else {}
        return self._book.add_format({"valign": "top"} | number | more)

    def write(self) -> None:
        table, sheet = self._table, self._sheet
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, _fits(column.title), self._head[column.kind])
        sheet.set_row(0, _HEAD_POINTS)
        for n, row in enumerate(table.rows, 1):
            self._row(n, row, self._plain)
        last = len(table.rows)
        if table.sums is not None:
            # An empty row keeps the sums out of what is filtered and sorted.
            self._row(last + 2, table.sums, self._sums)
        if table.note:
            below = last + (4 if table.sums is not None else 2)
            sheet.write_string(below, 0, _fits(table.note))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
        sheet.repeat_rows(0)
        _print_setup(sheet, self._document)
        if table.chart is not None and table.rows:
            self._chart(table.chart)

    def _row(self, n: int, row: Sequence[Value], formats: dict[Kind, Any]) -> None:
        for at, (value, column) in enumerate(zip(row, self._table.columns, strict=True)):
            self._cell(n, at, value, column, formats[column.kind])

    def _cell(self, n: int, at: int, value: Value, column: Column, how: Any) -> None:
        match value:
            case None if column.kind in SHARES:
                self._sheet.write_string(n, at, _("no data"), how)
            case None:
                self._sheet.write_blank(n, at, None, how)
            case datetime():
                local = value.astimezone(self._document.zone).replace(tzinfo=None)
                self._sheet.write_datetime(n, at, local, how)
            case int() | float():
                self._sheet.write_number(n, at, value, how)
            case str():
                self._sheet.write_string(n, at, _fits(value), how)

    def _chart(self, wanted: Chart) -> None:
        kind = {"type": "bar", "subtype": "stacked"} if wanted.stacked else {"type": "bar"}
        chart = self._book.add_chart(kind)
        last = len(self._table.rows)
        for at in wanted.values:
            chart.add_series(
                {
                    "name": [self._name, 0, at],
                    "categories": [self._name, 1, wanted.names, last, wanted.names],
                    "values": [self._name, 1, at, last, at],
                    "gap": 60,
                }
            )
        chart.set_title({"name": self._table.title, "name_font": {"size": 11}})
        chart.set_y_axis({"reverse": True})  # the first row on top, as in the table
        chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True}})
        chart.set_legend({"position": "bottom"} if len(wanted.values) > 1 else {"none": True})
        chart.set_size({"width": 620, "height": max(220, 60 + 24 * last)})
        # Below, so that a printed page is as wide as the table.
        self._sheet.insert_chart(last + 6, 0, chart, {"description": self._table.title})


def _print_setup(sheet: Any, document: Document) -> None:
    """A4 lying, one page wide, with the warning above and the digest below each page."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.9)
    above = f"{document.title}   {document.warning}".strip()
    sheet.set_header(f"&L{_in_margin(above)}")
    sheet.set_footer(f"&L{_in_margin(document.stamp)}&R&P / &N")


def _in_margin(text: str) -> str:
    """`&` begins an order in a head or foot; 255 characters in all fit."""
    return text.replace("&", "&&")[:200]


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: no forbidden sign, at most 31 characters, not twice."""
    base = _FORBIDDEN.sub(" ", title).strip("' ")[:_LONGEST_NAME] or "-"
    name, n = base, 2
    while name.casefold() in taken:
        tail = f" {n}"
        name, n = base[: _LONGEST_NAME - len(tail)] + tail, n + 1
    taken.add(name.casefold())
    return name


def _fits(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"

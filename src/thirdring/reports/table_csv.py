"""Tables as CSV: UTF-8 with BOM (Excel), one cell a value, none begins a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from thirdring.reports.formula_safe import guarded, safe_cell
from thirdring.reports.tables import Kind, Table, rows_of

BOM = "\ufeff"


def csv_bytes(table: Table, zone: ZoneInfo, after: Iterable[Sequence[str]] = ()) -> bytes:
    """One table; `after` are rows of words below it, an empty line between."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    writer.writerows(_safe(row, kinds) for row in rows_of(table, zone))
    below = list(after)
    if below:
        writer.writerow([])
        writer.writerows([guarded(cell) for cell in row] for row in below)
    return (BOM + out.getvalue()).encode("utf-8")


def _safe(row: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    """Texts are guarded; figures are our own and stay figures, also below zero."""
    return [
        guarded(cell) if kind is Kind.TEXT else safe_cell(cell)
        for cell, kind in zip(row, kinds, strict=True)
    ]

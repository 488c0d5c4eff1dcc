"""The rows that were refused, as a CSV to mend and read again: their cells, and why."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.i18n import _
from thirdring.intake.cells import Row, text_of
from thirdring.intake.tables import Table
from thirdring.reports.formula_safe import safe_cell, unguarded

# The first two headings, in every language the program writes them in.
_OWN = frozenset({("Row", "Reason"), ("行", "原因")})


def without_reasons(table: Table) -> Table:
    """A table of refused rows as the table they came from: what was put in front is left out, and
    so are the guards against formulas. Any other table as it is.
    """
    if table.headings[:2] not in _OWN or len(table.headings) < 3:
        return table

    def rows() -> Iterator[Row]:
        for row in table.rows():
            cells = tuple(unguarded(c) if isinstance(c, str) else c for c in row.cells[2:])
            yield row if row.fault is not None else replace(row, cells=cells)

    return replace(table, headings=table.headings[2:], rows=rows)


class RefusedRows:
    """Written as they come; the file is made with the first one. Close it (`with`).

    UTF-8 with BOM, so that a spreadsheet reads it, and no cell that it would run as a formula.
    """

    def __init__(self, path: Path | None, table: Path, headings: tuple[str, ...]) -> None:
        if path is not None and path.exists() and path.samefile(table):
            raise Refusal(
                say("The refused rows can’t be written over the file itself."), field="refused"
            )
        self._path = path
        self._headings = headings
        self._file: Any = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._file is None:
            return
        try:
            self._file.close()  # writes what is still held back
        except OSError as failure:
            if error is None:
                raise self._unwritable(failure) from None

    def add(self, row: Row, reason: str) -> None:
        """Keep one row.

        Raises:
            Unavailable: the file can't be written.
        """
        if self._path is None:
            return
        try:
            if self._file is None:
                self._file = self._path.open(
                    "w", encoding="utf-8-sig", newline="", errors="replace"
                )
                self._writer = csv.writer(self._file)
                self._write([_("Row"), _("Reason"), *self._headings])
            self._write([str(row.number), reason, *(text_of(cell) for cell in row.cells)])
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> Unavailable:
        return Unavailable(
            say("{path} can’t be written ({why}).",
                path=str(self._path), why=error.strerror or str(error))
        )  # fmt: skip

    def _write(self, cells: list[str]) -> None:
        self._writer.writerow([safe_cell(cell.replace("\0", "")) for cell in cells])

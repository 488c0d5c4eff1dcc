"""The rows that were refused, as a CSV to mend and read again: their cells, and why."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.i18n import _
from thirdring.intake.cells import Row, text_of
from thirdring.reports.formula_safe import safe_cell


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

"""A list of tickets as CSV that a spreadsheet opens as it is meant: UTF-8 with BOM, no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from thirdring.reports.formula_safe import safe_cell
from thirdring.reports.whole_file import write_whole

BOM = "\ufeff"


def ticket_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of the file, BOM and all; every cell is text, none begins a formula."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(head) for head in heads])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def ticket_lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows for the clipboard: cells parted by tabs, nothing in a cell parts it again."""
    return "\n".join("\t".join(safe_cell(" ".join(cell.split())) for cell in row) for row in rows)


def write_ticket_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write the file, whole or not at all; its size in bytes.

    Raises:
        Unavailable: the disk is full, or the place can't be written to.
    """
    content = ticket_csv(heads, rows).encode("utf-8")
    return write_whole(path, content)

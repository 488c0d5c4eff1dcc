"""What a cell of a table can hold, and how it reads as text."""

import datetime as dt
import math
from dataclasses import dataclass

from thirdring.domain.errors import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that has no usable value: a formula never calculated, an error value, a bad date."""

    why: Message


# A `timedelta` comes from a cell formatted as elapsed time, a `time` from one with a time of day
# only; both are how workbooks write durations.
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | Fault | None

# How other programs write "nothing here"; asked for where a typed value is expected, never in
# free text.
NOTHING = frozenset({"", "-", "--", "—", "n/a", "#n/a", "na", "null", "none", "nan", "\\n", "无"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as a spreadsheet shows it, from 1. With a `fault` the row could not be
    taken apart, and its only cell is the text of the file.
    """

    number: int
    cells: tuple[Cell, ...]
    fault: Message | None = None


def text_of(cell: Cell) -> str:  # noqa: PLR0911 - one for each type
    """The cell as a person reads it, whole numbers without exponent or ".0"."""
    if cell is None or isinstance(cell, Fault):
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    if isinstance(cell, dt.timedelta):
        seconds = int(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell but space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def holds_nothing(cell: Cell) -> bool:
    """Whether the cell is blank or says so in words (N/A, NULL, 无)."""
    return is_blank(cell) or (isinstance(cell, str) and cell.strip().casefold() in NOTHING)


def shown(cell: Cell) -> str:
    """The cell in a sentence: short, on one line."""
    text = " ".join(text_of(cell).replace("\0", "␀").split())
    return text if len(text) <= 40 else text[:39] + "…"


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < 1e22:
        return format(value, ".0f")
    return repr(value)

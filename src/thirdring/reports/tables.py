"""What goes out, as plain tables: the one shape that CSV, XLSX and PDF are drawn from.

Values are typed: a count stays a number, a moment (aware UTC) is put on the center's clock by who
writes it, None is "nothing there", which a share and a score say as "no data".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from thirdring.i18n import _

Value = str | int | float | datetime | None


class Kind(StrEnum):
    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"  # 0 to 100
    SCORE = "score"  # 0 to 100, whole
    MOMENT = "moment"


# Where nothing was measured they say so, and are never 0.
SHARES = frozenset({Kind.PERCENT, Kind.SCORE})


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters, as spreadsheets count them."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of some `values` columns over the `names` column; `stacked` where they add up."""

    names: int
    values: tuple[int, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One view. `sums` is a last row set apart, of the same columns."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    sums: Sequence[Value] | None = None
    note: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Tables with what they are of, from when and from whom. `warning` stands on every page.

    `stamp` (a digest, who and when) goes to the foot of every page; `signatures` are lines to sign.
    """

    title: str
    company: str
    author: str
    zone: ZoneInfo
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    warning: str = ""
    stamp: str = ""
    signatures: Sequence[str] = ()


def count_of(value: Value) -> int:
    """A cell as a count; what is none counts nothing."""
    return int(value) if isinstance(value, int | float) else 0


def cell_text(value: Value, kind: Kind, zone: ZoneInfo) -> str:
    """A value as people read it; figures are not grouped, so that they can be read back."""
    if value is None:
        return _("no data") if kind in SHARES else ""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"{value:.1f} %" if kind is Kind.PERCENT else str(value)


def rows_of(table: Table, zone: ZoneInfo) -> list[list[str]]:
    """All rows as text, the sums last."""
    rows = [*table.rows, table.sums] if table.sums is not None else table.rows
    return [
        [cell_text(value, column.kind, zone)
         for value, column in zip(row, table.columns, strict=True)]
        for row in rows
    ]  # fmt: skip

"""One look over a whole table before anything is taken from it: what its columns really hold."""

from collections.abc import Callable
from dataclasses import dataclass

from thirdring.domain.errors import Refusal, say
from thirdring.intake.cells import Cell, Row, holds_nothing
from thirdring.intake.conversion import joined
from thirdring.intake.dates import DateOrder, OrderFinder
from thirdring.intake.fields import FieldKind, FieldSet
from thirdring.intake.maps import Map, column_of
from thirdring.intake.tables import Table

MOST_DISTINCT = 1_000
_ORDERED = frozenset({FieldKind.WHEN})
_COUNTED = frozenset({FieldKind.CHOICE, FieldKind.CATEGORY, FieldKind.AGENT})


@dataclass(frozen=True, slots=True)
class Survey:
    """`distinct`: the different words of the choice, category and agent columns, in the order of
    the file, None when there are more than a thousand. `ordered`: there are dates that `order`
    decides about.
    """

    rows: int
    order: DateOrder
    ordered: bool
    distinct: dict[str, list[str] | None]


def sample(table: Table, most: int = 1_000) -> list[Row]:
    """The first rows that could be taken apart."""
    rows: list[Row] = []
    for row in table.rows():
        if row.fault is None:
            rows.append(row)
        if len(rows) >= most:
            break
    return rows


def survey(
    table: Table, mapping: Map, fields: FieldSet, progress: Callable[[int], None] = lambda _: None
) -> Survey:
    """Read the whole table once.

    Raises:
        Refusal: its dates can be read in more than one order, and nobody said which.
    """
    indices = {
        name: tuple(i for h in wanted if (i := column_of(h, table.headings)) is not None)
        for name, wanted in mapping.columns.items()
    }
    when = [
        i for name, found in indices.items() if fields.fields[name].kind in _ORDERED for i in found
    ]
    counted = {
        name: found for name, found in indices.items() if fields.fields[name].kind in _COUNTED
    }
    distinct: dict[str, dict[str, None]] = {name: {} for name in counted}
    finder = OrderFinder()
    rows = 0
    for row in table.rows():
        rows += 1
        if rows % 1000 == 0:
            progress(rows)
        if row.fault is not None:
            continue
        for index in when:
            finder.add(row.cells[index])
        for name, found in counted.items():
            if len(distinct[name]) <= MOST_DISTINCT:
                cells: tuple[Cell, ...] = tuple(row.cells[i] for i in found)
                if not all(holds_nothing(cell) for cell in cells):
                    distinct[name][joined(cells)] = None
    order = mapping.options.date_order or _decided(finder)
    return Survey(
        rows,
        order,
        finder.asked,
        {name: list(found) if len(found) <= MOST_DISTINCT else None
         for name, found in distinct.items()},
    )  # fmt: skip


def _decided(finder: OrderFinder) -> DateOrder:
    order = finder.decide()
    if order is not None:
        return order
    if finder.contradiction is not None:
        one, other = finder.contradiction
        raise Refusal(
            say("The dates “{one}” and “{other}” have different orders: say which with "
                "--date-order dmy, mdy or ymd.", one=one, other=other),
            field="date_order",
        )  # fmt: skip
    raise Refusal(
        say("The dates can be read as day/month or month/day: say which with --date-order dmy, "
            "mdy or ymd."),
        field="date_order",
    )  # fmt: skip

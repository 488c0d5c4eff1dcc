"""What a plot shows: a table of the reports, and which way it is drawn."""

from dataclasses import dataclass
from enum import StrEnum

from thirdring.i18n import _
from thirdring.reports.tables import Kind, Table, count_of

# More bars than this are no picture any more; the table has them all.
MOST_BARS = 15


class PlotShape(StrEnum):
    BARS = "bars"  # lying, the most on top
    PARETO = "pareto"  # lying, with a line of how much of the whole they reach
    COLUMNS = "columns"  # standing, in the order of time
    GRID = "grid"  # days by hours, the more the darker, with the figure in it


@dataclass(frozen=True, slots=True)
class PlotData:
    """`names` and `values` are columns of `table`; of a grid, `values` is the first of the hours.

    `up_to` is the column in percent that a Pareto's line follows.
    """

    table: Table
    shape: PlotShape
    names: int = 0
    values: int = 1
    up_to: int = 3

    @property
    def points(self) -> list[tuple[str, int]]:
        """Each name with its figure, as many as are drawn."""
        if self.shape is PlotShape.GRID:
            return [
                (f"{row[self.names]} {hour:02}:00", count_of(count))
                for row in self.table.rows
                for hour, count in enumerate(row[self.values : -1])
            ]
        rows = self.table.rows
        drawn = rows if self.shape is PlotShape.COLUMNS else rows[:MOST_BARS]
        return [(str(row[self.names]), count_of(row[self.values])) for row in drawn]

    @property
    def whole(self) -> int:
        """All that the table counts, drawn or not."""
        return sum(count_of(row[self.values]) for row in self.table.rows)

    @property
    def line(self) -> list[float]:
        """How much of the whole is reached, in percent, for each bar of a Pareto."""
        reached = (row[self.up_to] for row in self.table.rows[:MOST_BARS])
        return [float(one) if isinstance(one, int | float) else 0.0 for one in reached]

    def in_words(self) -> str:
        """The plot for who doesn't see it: the five highest figures."""
        highest = sorted(self.points, key=lambda one: -one[1])[:5]
        told = _(", ").join(f"{name} {count}" for name, count in highest if count)
        return _("{title}: {told}").format(title=self.table.title, told=told or _("no data"))

    def counts(self) -> bool:
        """Whether there is anything to draw."""
        return any(count for _name, count in self.points)


def is_figure(kind: Kind) -> bool:
    """Whether a column stands at the right."""
    return kind in {Kind.COUNT, Kind.PERCENT}

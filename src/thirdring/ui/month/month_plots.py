"""The month drawn (J4): months, channels, natures, severities, and a Pareto of the causes."""

from collections.abc import Iterable

from thirdring.domain.month_sheet import SubjectLine
from thirdring.i18n import _
from thirdring.reports.report_tables import side_table
from thirdring.reports.tables import Column, Kind, Table, Value
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.plots.plot_data import PlotData, PlotShape
from thirdring.usecases.report_complaints import UNKNOWN, WRITTEN_ONCE, Side


def month_plots(look: MonthLook) -> list[PlotData]:
    """Each is a table that is drawn."""
    sheet = look.sheet
    return [
        PlotData(_months(look), PlotShape.COLUMNS, values=1),
        PlotData(side_table(Side.CHANNEL, _counted(sheet.channels)), PlotShape.BARS),
        PlotData(side_table(Side.NATURE, _counted(sheet.natures)), PlotShape.BARS),
        PlotData(side_table(Side.SEVERITY, _counted(sheet.severities)), PlotShape.BARS),
        PlotData(side_table(Side.CAUSE, _causes(look)), PlotShape.PARETO),
    ]


def _causes(look: MonthLook) -> dict[str, int]:
    """What only one complaint has is no vital few, and is told beside them."""
    found = {one.cause or UNKNOWN: one.count for one in look.causes}
    ranked = {key: n for key, n in found.items() if n > 1 or key == UNKNOWN}
    return ranked | {WRITTEN_ONCE: len(found) - len(ranked)}


def _counted(lines: Iterable[SubjectLine]) -> dict[str, int]:
    return {line.key: line.sums.counted for line in lines if line.sums.counted}


def _months(look: MonthLook) -> Table:
    columns = [
        Column(_("Calendar month")), Column(_("Counts"), Kind.COUNT), Column(_("Received"), Kind.COUNT),
        Column(_("Praise"), Kind.COUNT),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [one.month, one.sums.counted, one.sums.received, one.praise] for one in look.trend
    ]
    return Table(_("Months"), columns, rows)

"""Which plots a report has: each is one of its tables, drawn."""

from thirdring.reports.report_tables import (
    enquiry_tables,
    month_table,
    side_table,
    week_table,
)
from thirdring.ui.plots.plot_data import PlotData, PlotShape
from thirdring.usecases.report_complaints import ComplaintReport, Side
from thirdring.usecases.report_enquiries import EnquiryReport

_SIDES = (
    Side.CHANNEL, Side.NATURE, Side.SEVERITY, Side.CAUSE, Side.MERCHANT, Side.PRODUCT,
)  # fmt: skip


def complaint_plots(report: ComplaintReport) -> list[PlotData]:
    """Months, each side with the causes as a Pareto, and the week by hours."""
    months = month_table(report)
    return [
        PlotData(months, PlotShape.COLUMNS, values=len(months.columns) - 1),
        *(
            PlotData(
                side_table(side, report.sides[side]),
                PlotShape.PARETO if side is Side.CAUSE else PlotShape.BARS,
            )
            for side in _SIDES
        ),
        PlotData(week_table(report.week), PlotShape.GRID),
    ]


def enquiry_plots(report: EnquiryReport) -> list[PlotData]:
    """What is asked about, and when."""
    types, week = enquiry_tables(report)
    return [PlotData(types, PlotShape.PARETO), PlotData(week, PlotShape.GRID)]

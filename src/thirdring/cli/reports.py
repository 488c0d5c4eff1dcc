"""`reports show | export`: service quality, complaint analysis, enquiry types (H2, H3, J5)."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import Format, lines, show
from thirdring.cli.session import Session
from thirdring.domain.errors import Refusal, say
from thirdring.domain.periods import ReportKind

if TYPE_CHECKING:
    from thirdring.domain.periods import Period
    from thirdring.usecases.center import Center

app = typer.Typer(help="Reports on quality, complaints and enquiries.", no_args_is_help=True)
_Kind = Annotated[ReportKind, typer.Argument(help="Which report.")]
_Month = Annotated[str | None, typer.Option("--month", help="As 2026-11; the one that runs.")]
_From = Annotated[str | None, typer.Option("--from", help="The first day, as 2026-11-02.")]
_To = Annotated[str | None, typer.Option("--to", help="The last day, included.")]


@app.command("show")
def show_report(
    context: typer.Context, kind: _Kind, month: _Month = None, since: _From = None, to: _To = None
) -> None:
    """A report, as tables for people or as data."""
    from thirdring.usecases.export_report import read_report

    session: Session = context.obj
    center = session.center()
    report = center.read(read_report, kind, _period(center, month, since, to))
    time = center.read(lambda ctx: ctx.center.time)
    if session.format is Format.JSON:
        from thirdring.reports.report_values import report_values

        show(report_values(report), session.format, time=time)
        return
    from thirdring.reports.report_tables import report_document
    from thirdring.reports.tables import rows_of

    for table in report_document(report, time).tables:
        if session.format is Format.TABLE:
            lines([table.title])
        names = [column.title for column in table.columns]
        rows: list[dict[str, Any]] = [
            dict(zip(names, row, strict=True)) for row in rows_of(table, time.zone)
        ]
        show(rows, session.format, columns=names)


@app.command("export")
def export(
    context: typer.Context, kind: _Kind,
    out: Annotated[Path, typer.Option("--out", help="A .xlsx or .pdf file.")],
    month: _Month = None, since: _From = None, to: _To = None,
) -> None:  # fmt: skip
    """Write a report to a file, by its ending."""
    from thirdring.reports.report_file import refuse_ending, write_report
    from thirdring.usecases.export_report import export_report

    session: Session = context.obj
    center = session.center()  # first: a refusal is told in the center's language
    refuse_ending(out)
    report = center.run(export_report, kind, _period(center, month, since, to))
    size = write_report(report, center.read(lambda ctx: ctx.center.time), out)
    show({"file": str(out), "bytes": size}, session.format)


def _period(center: "Center", month: str | None, since: str | None, to: str | None) -> "Period":
    """The days asked for, else the month, else the month that runs."""
    from thirdring.domain.periods import days_period, month_period

    time, now = center.read(lambda ctx: (ctx.center.time, ctx.now))
    if since is None and to is None:
        return month_period(time, month or time.month_of(now))
    if month is not None or since is None:
        raise Refusal(say("Give a month, or a first and a last day."), field="from")
    last: date = time.parse_day(to, field="to") if to is not None else time.day_of(now)
    return days_period(time, time.parse_day(since, field="from"), last)

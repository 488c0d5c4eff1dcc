"""`month export YYYY-MM [--out FILE]`: the month for pay, training and the files (G5)."""

from pathlib import Path
from typing import Annotated

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session


def export_month_command(
    context: typer.Context,
    month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month, as 2026-11.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="A .csv, .xlsx, .pdf or .json file; else month-YYYY-MM.xlsx."),
    ] = None,
) -> None:
    """Write the month to a file, by its ending; an open month says so on every page."""
    from thirdring.reports.month_file import lay_month, refuse_ending
    from thirdring.usecases.export_month import export_month, record_month_export

    session: Session = context.obj
    center = session.center()  # first: a refusal is told in the center's language
    if out is not None:
        refuse_ending(out)
    export = center.read(export_month, month)
    file = out or Path(f"month-{export.sheet.month}.xlsx")
    laid = lay_month(export, file)
    try:  # H5: without its entry in the access log nothing of it stays
        center.run(record_month_export, export)
        size = laid.give_name()
    finally:
        laid.discard()
    show(
        {
            "file": str(file), "bytes": size, "month": export.sheet.month,
            "state": export.sheet.state.value, "digest": export.sheet.digest,
        },
        session.format,
    )  # fmt: skip

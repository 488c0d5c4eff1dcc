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
    from thirdring.reports.month_file import refuse_ending, write_month
    from thirdring.usecases.export_month import export_month

    session: Session = context.obj
    center = session.center()  # first: a refusal is told in the center's language
    if out is not None:
        refuse_ending(out)
    export = center.run(export_month, month)
    file = out or Path(f"month-{export.sheet.month}.xlsx")
    size = write_month(export, file)
    show(
        {
            "file": str(file), "bytes": size, "month": export.sheet.month,
            "state": export.sheet.state.value, "digest": export.sheet.digest,
        },
        session.format,
    )  # fmt: skip

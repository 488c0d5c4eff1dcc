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
    from thirdring.reports.month_file import save_month

    session: Session = context.obj
    center = session.center()  # first: a refusal is told in the center's language
    saved = save_month(center, month, out or Path(f"month-{month}.xlsx"))
    show(
        {
            "file": str(saved.file), "bytes": saved.size, "month": saved.sheet.month,
            "state": saved.sheet.state.value, "digest": saved.sheet.digest,
        },
        session.format,
    )  # fmt: skip

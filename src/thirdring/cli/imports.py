"""`import calls`: real files in, with a proposed map, a dry run and a report of each refusal."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session

app = typer.Typer(help="Bring in what other systems have.", no_args_is_help=True)


class DateOrder(StrEnum):
    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


def report_json(report: Any) -> dict[str, Any]:
    """An import's answer: read, added, known, refused rows with field and reason, the map."""
    from thirdring.i18n import render

    return {
        "read": report.read,
        "added": report.added,
        "known": report.known,
        "refused": [
            {"row": row.row, "field": row.field, "reason": render(row.reason)}
            for row in report.refused
        ],
        "map": report.map,
        "notes": [render(note) for note in getattr(report, "notes", ())],
    }


@app.command("calls")
def calls(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    map_file: Annotated[Path | None, typer.Option("--map", metavar="MAP.toml")] = None,
    date_order: Annotated[DateOrder | None, typer.Option("--date-order")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Take the good rows.")] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", help="Write the refused rows to this CSV file.")
    ] = None,
) -> None:
    """Import calls from a CSV or XLSX file; running it twice adds nothing."""
    from thirdring.cli.progress import progress_bar
    from thirdring.i18n import _
    from thirdring.usecases.import_calls import import_calls

    session: Session = context.obj
    center = session.center()
    with progress_bar(_("Importing calls")) as progress:
        report = import_calls(
            center,
            file,
            map_file=map_file,
            date_order=date_order,
            dry_run=dry_run,
            skip_bad=skip_bad,
            refused_file=refused,
            progress=progress,
        )
    show(report_json(report), session.format)
    if report.refused and not skip_bad:
        raise typer.Exit(1)

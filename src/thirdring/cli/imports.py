"""`import calls` and `import complaints`: real files in, with a proposed map, a dry run and a report of each refusal."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from thirdring.cli.output import say_to_person, show
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


File = Annotated[Path, typer.Argument(metavar="FILE")]
MapFile = Annotated[Path | None, typer.Option("--map", metavar="MAP.toml")]
Order = Annotated[DateOrder | None, typer.Option("--date-order")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Take the good rows.")]
Refused = Annotated[
    Path | None, typer.Option("--refused", help="Write the refused rows to this CSV file.")
]
SaveMap = Annotated[
    Path | None, typer.Option("--save-map", help="Write the map that was used to this file.")
]


@app.command("calls")
def calls(
    context: typer.Context,
    file: File,
    map_file: MapFile = None,
    date_order: Order = None,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    refused: Refused = None,
    save_map: SaveMap = None,
) -> None:
    """Import calls from a spreadsheet; running it twice adds nothing."""
    from thirdring.i18n import _
    from thirdring.usecases.import_calls import import_calls

    _import(
        context, import_calls, _("Importing calls"), file, save_map,
        map_file=map_file, date_order=date_order, dry_run=dry_run, skip_bad=skip_bad,
        refused_file=refused,
    )  # fmt: skip


@app.command("complaints")
def complaints(
    context: typer.Context,
    file: File,
    map_file: MapFile = None,
    date_order: Order = None,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    refused: Refused = None,
    save_map: SaveMap = None,
) -> None:
    """Import complaints from a spreadsheet; running it twice adds nothing."""
    from thirdring.i18n import _
    from thirdring.usecases.import_complaints import import_complaints

    _import(
        context, import_complaints, _("Importing complaints"), file, save_map,
        map_file=map_file, date_order=date_order, dry_run=dry_run, skip_bad=skip_bad,
        refused_file=refused,
    )  # fmt: skip


def _import(
    context: typer.Context,
    deed: Callable[..., Any],
    doing: str,
    file: Path,
    save_map: Path | None,
    **how: Any,
) -> None:
    from thirdring.cli.progress import progress_bar
    from thirdring.i18n import _
    from thirdring.reports.whole_file import write_whole

    session: Session = context.obj
    center = session.center()
    with progress_bar(doing) as progress:
        report = deed(center, file, progress=progress, **how)
    if save_map is not None:
        write_whole(save_map, report.map_toml.encode())
    show(report_json(report), session.format)
    if report.refused and not how["skip_bad"]:
        say_to_person(
            _("Nothing was taken in: {refused} of {read} rows are refused. Mend them, or leave"
              " them out with --skip-bad.").format(refused=len(report.refused), read=report.read)
        )  # fmt: skip
        raise typer.Exit(1)

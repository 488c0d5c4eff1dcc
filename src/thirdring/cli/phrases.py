"""`phrases list | export | import`."""

from pathlib import Path
from typing import Annotated

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.enums import Language

app = typer.Typer(help="The scripted phrases.", no_args_is_help=True)


@app.command("list")
def list_all(
    context: typer.Context,
    language: Annotated[Language | None, typer.Option("--language")] = None,
    search: Annotated[str, typer.Option("--search", help="Words, pinyin or initials.")] = "",
) -> None:
    """The lines in use."""
    from thirdring.usecases.phrases import find_phrases, phrase_json

    session: Session = context.obj
    rows = session.center().read(find_phrases, language=language, search=search)
    show(
        [phrase_json(row) for row in rows],
        session.format,
        columns=("key", "language", "group", "stage", "text"),
    )


@app.command("export")
def export(context: typer.Context, file: Annotated[Path, typer.Argument()]) -> None:
    """Write every line to a .csv or .yaml file."""
    from thirdring.usecases.phrase_exchange import export_phrases

    session: Session = context.obj
    written = session.center().run(export_phrases, file)
    show({"file": str(file), "written": written}, session.format)


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument()],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change.")] = False,
) -> None:
    """Take lines from a .csv or .yaml file; earlier versions are kept."""
    from thirdring.cli.imports import report_json
    from thirdring.usecases.phrase_exchange import import_phrases

    session: Session = context.obj
    report = session.center().run(import_phrases, file, dry_run=dry_run)
    show(report_json(report), session.format)
    if report.refused:
        raise typer.Exit(1)

"""`privacy retention | export | anonymise`: what is no longer kept, and one person's data (J6)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import Format, say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.errors import Refusal, say
from thirdring.domain.masking import mask_name

if TYPE_CHECKING:
    from thirdring.usecases.anonymise_person import PersonPreview
    from thirdring.usecases.retention import RetentionPreview

app = typer.Typer(help="Personal data: how long it is kept, whose it is.", no_args_is_help=True)
_Who = Annotated[
    str, typer.Argument(metavar="WHO", help="A customer's id, a telephone or ticket number.")
]
_Reason = Annotated[str, typer.Option("--reason", help="Why; kept, so without names.")]
_Records = Annotated[
    int | None,
    typer.Option("--records", min=0, help="How many records the preview counted: does it."),
]
_COLUMNS = ("class", "days", "before", "records", "held", "oldest")


@app.command("retention")
def retention(
    context: typer.Context,
    run: Annotated[
        bool, typer.Option("--run", help="Erase it; takes --records and --reason.")
    ] = False,
    records: _Records = None,
    reason: _Reason = "",
) -> None:
    """What is older than it is kept, class by class; with --run that is erased."""
    from thirdring.usecases.retention import preview_retention

    session: Session = context.obj
    center = session.center()
    seen = center.read(preview_retention)
    if not run:
        _show_preview(session, seen, center.read(lambda ctx: ctx.center.time))
        return
    _refuse_unseen(records, seen.records)
    from thirdring.cli.progress import progress_bar
    from thirdring.i18n import _
    from thirdring.usecases.retention import run_retention

    with progress_bar(_("Erasing")) as progress:
        done = run_retention(center, seen, reason, progress=progress)
    show(
        {"erased": {what.value: gone for what, gone in done.erased}, "scrubbed": done.scrubbed},
        session.format,
    )
    _say_what_keeps(session)


def _show_preview(session: Session, seen: "RetentionPreview", time: Any) -> None:
    rows = [
        {
            "class": one.what.value, "days": one.days or None, "before": one.before,
            "records": one.found.records, "held": one.found.held, "oldest": one.found.oldest,
        }
        for one in seen.classes
    ]  # fmt: skip
    if session.format is Format.JSON:
        values = {"at": seen.at, "records": seen.records, "classes": rows}
        show(values, session.format, time=time)
    else:
        show(rows, session.format, columns=_COLUMNS, time=time)
    _say_what_keeps(session)


def _say_what_keeps(session: Session) -> None:
    """Backups, and what a server's disk holds for a while."""
    from thirdring.i18n import _

    say_to_person(
        _("Backups made before keep what they hold, on a server its disk until it is vacuumed.")
        if session.address.on_server
        else _("Backups made before keep what they hold until they are removed.")
    )


def _refuse_unseen(records: int | None, counted: int) -> None:
    if records != counted:
        raise Refusal(
            say("{count} records would be erased for good: say so with --records {count}.",
                count=counted),
            rule="J6", field="records",
        )  # fmt: skip


@app.command("export")
def export(
    context: typer.Context,
    who: _Who,
    out: Annotated[Path, typer.Option("--out", help="A .zip file, or a new folder.")],
    reason: _Reason = "",
) -> None:
    """Write all that is kept of a person, for that person: JSON, a PDF, evidence and mails."""
    from thirdring.reports.person_file import save_person

    session: Session = context.obj
    file = save_person(session.center(), who, reason, out)
    show({"file": str(out), "records": file.records, "files": len(file.files)}, session.format)


@app.command("anonymise")
def anonymise(
    context: typer.Context,
    who: _Who,
    records: _Records = None,
    reason: _Reason = "",
    despite: Annotated[
        bool, typer.Option("--despite-open", help="Although a case of theirs isn't over.")
    ] = False,
) -> None:
    """What is kept of a person; with --records and --reason it is erased, for good."""
    from thirdring.usecases.anonymise_person import (
        anonymise_person,
        leave_no_trace,
        preview_anonymise,
    )

    session: Session = context.obj
    center = session.center()
    if records is None:
        _show_person(session, center.read(preview_anonymise, who))
        return
    done = center.run(anonymise_person, who, records, reason, despite=despite)
    scrubbed = leave_no_trace(center)
    show({"run": str(done.run_id), "records": done.records, "scrubbed": scrubbed}, session.format)
    _say_what_keeps(session)


def _show_person(session: Session, seen: "PersonPreview") -> None:
    show(
        {
            "customer": str(seen.customer_id) if seen.customer_id else None,
            "name": mask_name(seen.shown) if session.masked and seen.customer_id else seen.shown,
            "records": seen.records, "kinds": dict(seen.counts),
            "held": [{"number": one.number, "why": one.why.value} for one in seen.held],
            "shares_a_number": seen.shares,
        },
        session.format,
    )  # fmt: skip

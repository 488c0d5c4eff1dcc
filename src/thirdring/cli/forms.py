"""`forms blank | ticket | call`: the paper forms of the house (H1), filled or empty, as PDF."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say

if TYPE_CHECKING:
    from thirdring.reports.paper_forms import PaperForm
    from thirdring.usecases.center import Center

app = typer.Typer(help="Paper forms: hotline record, complaint record.", no_args_is_help=True)
_Out = Annotated[Path, typer.Option("--out", help="Where to write it: a .pdf file.")]
_Speak = Annotated[
    Language | None,
    typer.Option("--language", help="The form's language; the center's if left out."),
]
_Whole = Annotated[
    bool, typer.Option("--whole", help="With name and number uncovered, where you may.")
]


@app.command("blank")
def blank(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="hotline|complaint")],
    out: _Out,
    language: _Speak = None,
) -> None:
    """An empty form to fill in by hand."""
    from thirdring.reports.record_form import Blank, blank_form

    session: Session = context.obj
    if which not in set(Blank):
        raise Refusal(say("The empty forms are {names}.", names=", ".join(Blank)), field="which")
    company = _open(session, language).read(lambda ctx: ctx.center.company)
    _write(session, blank_form(Blank(which), company), out)


@app.command("ticket")
def ticket(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER-or-ID")],
    out: _Out,
    whole: _Whole = False,
    language: _Speak = None,
) -> None:
    """The record of a ticket with its calls; that it was printed is logged."""
    from thirdring.reports.record_form import ticket_form
    from thirdring.usecases.print_record import print_record

    session: Session = context.obj
    center = _open(session, language)
    record = center.run(print_record, number, whole=whole, calls=True)
    now, time = center.read(lambda ctx: (ctx.now, ctx.center.time))
    _write(session, ticket_form(record, now, time.zone), out)


@app.command("call")
def call(
    context: typer.Context,
    call_id: Annotated[uuid.UUID, typer.Argument(metavar="ID")],
    out: _Out,
    whole: _Whole = False,
    language: _Speak = None,
) -> None:
    """The record of one call, also without a ticket; that it was printed is logged."""
    from thirdring.reports.record_form import call_form
    from thirdring.usecases.print_call import print_call

    session: Session = context.obj
    center = _open(session, language)
    record = center.run(print_call, call_id, whole=whole)
    now, time = center.read(lambda ctx: (ctx.now, ctx.center.time))
    _write(session, call_form(record, now, time.zone), out)


def _open(session: Session, language: Language | None) -> "Center":
    center = session.center()
    if language is not None:
        from thirdring.i18n import use_language

        use_language(language)
    return center


def _write(session: Session, form: "PaperForm", out: Path) -> None:
    from thirdring.reports.form_file import write_form

    show({"file": str(out), "bytes": write_form(form, out)}, session.format)

"""The command tree, and how errors become one line and an exit code."""

import sys
from typing import Annotated, Any

import typer

from thirdring import __version__
from thirdring.cli import (
    appeals,
    bench,
    brief,
    callbacks,
    calls,
    center,
    complaints,
    database,
    desk,
    forms,
    imports,
    inbox,
    month,
    month_export,
    outbox,
    phrases,
    policy,
    privacy,
    quality,
    reports,
    review,
    server,
    staff,
    tickets,
)
from thirdring.cli.general_options import take_everywhere
from thirdring.cli.output import Format, say_to_person
from thirdring.cli.session import Session
from thirdring.domain.errors import Refusals, ThirdRingError, say
from thirdring.i18n import _, render

app = typer.Typer(
    name="thirdring",
    help="The desk of a call center that keeps its promises.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"thirdring {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main_options(
    context: typer.Context,
    db: Annotated[
        str | None, typer.Option("--db", help="A path or URL; default: the user's own file.")
    ] = None,
    login: Annotated[
        str | None, typer.Option("--as", help="Who you are; the only account by default.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How data is printed.")] = Format.TABLE,
    masked: Annotated[
        bool, typer.Option("--masked", help="Hide customers' names and numbers.")
    ] = False,
    allow_plain: Annotated[
        bool,
        typer.Option(
            "--allow-plain",
            help="Let a connection to a server go unencrypted where sslmode says so.",
        ),
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Open a sample center to look around in.")
    ] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Without a command the desk opens."""
    session = Session(db=db, login=login, format=form, masked=masked, allow_plain=allow_plain)
    context.obj = session
    context.call_on_close(session.close)
    if context.invoked_subcommand is None:
        raise typer.Exit(desk.open_desk(session, demo=demo))


app.command("setup")(center.setup)
app.command("demo")(center.demo)
app.command("tour")(desk.tour)
app.command("incoming")(desk.incoming)
app.add_typer(database.app, name="db")
app.add_typer(server.app, name="server")
app.add_typer(staff.app, name="staff")
app.add_typer(calls.app, name="calls")
app.add_typer(callbacks.app, name="callbacks")
app.add_typer(tickets.app, name="tickets")
app.add_typer(complaints.app, name="complaints")
imports.app.command("mail")(inbox.import_mail)
imports.app.command("mailbox")(inbox.import_mailbox)
app.add_typer(imports.app, name="import")
app.add_typer(inbox.app, name="inbox")
app.add_typer(outbox.app, name="outbox")
app.add_typer(phrases.app, name="phrases")
app.add_typer(policy.app, name="policy")
app.add_typer(privacy.app, name="privacy")
app.add_typer(review.app, name="review")
app.add_typer(reports.app, name="reports")
month.app.command("export")(month_export.export_month_command)
app.add_typer(month.app, name="month")
app.add_typer(appeals.app, name="appeals")
app.add_typer(quality.app, name="quality")
app.add_typer(forms.app, name="forms")
app.command("brief")(brief.brief)
app.command("bench")(bench.bench)


# What typer gives back when Ctrl+C stopped the command.
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:  # noqa: PLR0911 - one for each kind of end
    """Run the command line; returns the exit code.

    0 done, 1 refused or failed (one clear line each), 2 wrong usage.
    """
    _speak_utf8()
    try:
        command = take_everywhere(typer.main.get_command(app))
        code = command(args=arguments, standalone_mode=False)
    except ThirdRingError as error:
        for refusal in error.all if isinstance(error, Refusals) else (error,):
            say_to_person(_sentence(refusal))
        return 1
    except UnicodeEncodeError as error:  # an argument of bytes that are no text, on their way in
        say_to_person(render(say("{file} is not UTF-8 text.", file=str(error.object)[:60])))
        return 1
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except BrokenPipeError:
        return 1
    except Exception as error:  # noqa: BLE001 - the last door: a bug becomes one line too
        # click's usage errors, whichever package carries them: wrong usage is 2.
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            _tell_usage(error)
            return int(error.exit_code)
        say_to_person(_kept(error))
        return 1
    if code == _INTERRUPTED:
        return _stopped()
    return code if isinstance(code, int) else 0


def _tell_usage(error: Any) -> None:
    """A command without its arguments shows its help; everything else is said in our words."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    from thirdring.cli.usage_words import usage_text

    say_to_person(usage_text(error))


def _stopped() -> int:
    say_to_person(_("Stopped; what was not finished was not kept."))
    return 1


def _kept(error: Exception) -> str:
    """A bug: its traceback (code only, no customer's data) goes to a file, one line to the person."""
    from thirdring.bug_report import details_of, write_report
    from thirdring.store.address import data_folder

    file = data_folder() / "error.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(details_of(error), encoding="utf-8")
    except OSError:
        write_report(error)
    return _("Something went wrong inside the program; the details are in {file}.").format(
        file=file
    )


def _sentence(error: ThirdRingError) -> str:
    rule = getattr(error, "rule", "")
    field = getattr(error, "field", "")
    text = render(error)
    if field and field not in text:
        text = f"{field}: {text}"
    return f"{text} ({rule})" if rule else text


def _speak_utf8() -> None:
    """A console in another encoding must not make Chinese fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

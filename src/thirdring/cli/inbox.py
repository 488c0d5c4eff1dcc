"""`inbox list | show | sort | restore | save`, and `import mail`."""

import sys
import uuid
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.mail import MailKind, MailState

if TYPE_CHECKING:
    from thirdring.intake.mail_account import MailAccount

app = typer.Typer(help="Mail that waits to be sorted.", no_args_is_help=True)
_COLUMNS = ("id", "due_at", "sender", "subject", "proposal", "files")


class TicketMail(StrEnum):
    """What mail may be brought in as."""

    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    PRAISE = "praise"


_Id = Annotated[str, typer.Argument(metavar="ID", help="The mail's id, as the list shows it.")]


def import_mail(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    kind: Annotated[
        TicketMail | None,
        typer.Option("--kind", help="What they are; otherwise they wait in the inbox."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
) -> None:
    """Bring in .eml and .mbox files, Maildir and folders; each message once."""
    from thirdring.cli.progress import progress_bar
    from thirdring.i18n import _
    from thirdring.usecases.import_mail import import_mail as bring_in

    session: Session = context.obj
    center = session.center()
    with progress_bar(_("Bringing in mail")) as progress:
        report = bring_in(
            center, paths, kind=MailKind(kind) if kind else None, dry_run=dry_run,
            progress=progress,
        )  # fmt: skip
    _answer_of(report, session)


def _answer_of(report: Any, session: Session) -> None:
    """The answer; what could not be taken in is said to the person too, and ends with 1."""
    from thirdring.i18n import _

    show(report_json(report), session.format)
    if report.refused:
        say_to_person(
            _("{refused} of {read} messages can’t be taken in; the answer lists why.").format(
                refused=len(report.refused), read=report.read
            )
        )
        raise typer.Exit(1)


def report_json(report: Any) -> dict[str, Any]:
    """An import's answer; mail needs no map."""
    from thirdring.i18n import render

    counts = ("waiting", "joined", "set_aside", "sorted", "left_alone")
    return {
        "read": report.read,
        "added": report.added,
        "known": report.known,
        "refused": [
            {"row": one.row, "field": one.field, "reason": render(one.reason)}
            for one in report.refused
        ],
        "map": None,
        **{name: getattr(report, name) for name in counts},
        "notes": [render(note) for note in report.notes()],
    }


def import_mailbox(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
) -> None:
    """Bring in what is new in the center's mailbox (IMAP over TLS; it is only read)."""
    from thirdring.cli.progress import progress_bar
    from thirdring.i18n import _
    from thirdring.usecases.fetch_mail import fetch_mail

    session: Session = context.obj
    center = session.center()
    with progress_bar(_("Reading the mailbox")) as progress:
        report = fetch_mail(center, _password, dry_run=dry_run, progress=progress)
    _answer_of(report, session)


def _password(account: "MailAccount") -> str:
    import getpass

    from thirdring.i18n import _
    from thirdring.intake.mail_password import VARIABLE, known_password

    known = known_password(account)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise Refusal(
            say("Give the mailbox’s password in {variable}; nobody is here to be asked.",
                variable=VARIABLE),
            field="password",
        )  # fmt: skip
    asked = _("Password of {login} on {host}: ").format(login=account.login, host=account.host)
    return getpass.getpass(asked)


@app.command("mailbox")
def mailbox(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="The IMAP server.")] = None,
    login: Annotated[str | None, typer.Option("--login", help="The mailbox's own login.")] = None,
    port: Annotated[int, typer.Option("--port")] = 993,
    folder: Annotated[str, typer.Option("--folder")] = "INBOX",
    keep: Annotated[
        bool, typer.Option("--keep-password", help="Ask for it, keep it in the system's keyring.")
    ] = False,
) -> None:
    """Show which mailbox the center reads; with --host and --login read that one from now on."""
    from thirdring.i18n import _
    from thirdring.intake.mail_password import keep_password
    from thirdring.usecases.mailbox_settings import set_mailbox, show_mailbox

    session: Session = context.obj
    center = session.center()
    account = center.read(show_mailbox)
    if host is not None or login is not None:
        account = center.run(set_mailbox, host or "", login or "", port=port, folder=folder)
    if account is None:
        raise NotFound(say("This center reads no mailbox yet."))
    if keep and not keep_password(account, _password(account)):
        say_to_person(_("There is no system keyring here; the password is asked for each time."))
    show(asdict(account), session.format)


@app.command("list")
def list_inbox(
    context: typer.Context,
    state: Annotated[MailState, typer.Option("--state")] = MailState.WAITING,
    search: Annotated[
        str, typer.Option("--search", help="Words of the sender, subject or text.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit")] = 100,
) -> None:
    """What waits, what is due first on top; or what was sorted or set aside, the newest first."""
    from thirdring.i18n import _
    from thirdring.usecases.find_inbox import find_inbox
    from thirdring.usecases.search_inbox import search_inbox

    session: Session = context.obj
    center = session.center()
    if search.strip():
        found = center.read(search_inbox, search, state, masked=session.masked)
        lines = found.lines[:limit]
        if not found.every:
            say_to_person(_("There are more mails than one search looks through."))
    else:
        lines = center.read(find_inbox, state, limit=limit, masked=session.masked)
    time = center.read(lambda ctx: ctx.center.time)
    show([asdict(line) for line in lines], session.format, columns=_COLUMNS, time=time)


@app.command("show")
def show_item(context: typer.Context, item: _Id) -> None:
    """One mail with its text and the names of what it carries; the access log records it."""
    from thirdring.usecases.find_inbox import show_inbox_item

    session: Session = context.obj
    center = session.center()
    detail = center.run(show_inbox_item, _id(item))
    row = asdict(detail.line) | {
        "name": detail.name, "address": detail.address, "sent_at": detail.sent_at,
        "text": detail.text, "size": detail.size, "problems": list(detail.problems),
        "attachments": [asdict(one) for one in detail.files],
        "sorted_by": detail.sorted_by, "sorted_at": detail.sorted_at,
    }  # fmt: skip
    if session.masked:
        from thirdring.domain import masking

        row |= {
            "sender": masking.mask_name(detail.name), "name": masking.mask_name(detail.name),
            "address": masking.mask_text(detail.address), "text": masking.mask_text(detail.text),
            "subject": masking.mask_text(detail.line.subject),
        }  # fmt: skip
    show(row, session.format, time=center.read(lambda ctx: ctx.center.time))


@app.command("sort")
def sort(
    context: typer.Context,
    item: _Id,
    to: Annotated[MailKind, typer.Option("--as", help="What it is.")],
    ticket: Annotated[
        str | None, typer.Option("--ticket", help="The number a reply joins.")
    ] = None,
) -> None:
    """Say what a mail is: it becomes a ticket, joins one, or is set aside."""
    from thirdring.usecases.sort_mail import sort_mail

    session: Session = context.obj
    row = session.center().run(sort_mail, _id(item), to, ticket=ticket)
    show(asdict(row), session.format)


@app.command("restore")
def restore(context: typer.Context, item: _Id) -> None:
    """Take what was set aside back into the inbox."""
    from thirdring.usecases.sort_mail import restore_mail

    session: Session = context.obj
    show(asdict(session.center().run(restore_mail, _id(item))), session.format)


@app.command("save")
def save(
    context: typer.Context,
    item: _Id,
    to: Annotated[Path, typer.Argument(metavar="FILE")],
    attachment: Annotated[
        str | None,
        typer.Option("--attachment", help="Its id; without one, the whole message is saved."),
    ] = None,
) -> None:
    """Save the message as it came, or a file it carries; nothing is opened."""
    from thirdring.i18n import _
    from thirdring.usecases.find_inbox import save_mail_file

    session: Session = context.obj
    file_id = _id(attachment) if attachment else None
    session.center().run(save_mail_file, _id(item), to, file_id)
    say_to_person(_("Saved: {file}").format(file=to))


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        raise NotFound(say("There is no such mail.")) from None

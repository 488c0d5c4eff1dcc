"""Bringing in mail from files, mailboxes on the disk and folders: each message once.

Each message is a transaction of its own: what was taken stays taken when the rest is given up.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from thirdring.domain.errors import Message, NotFound, Refusal, say
from thirdring.domain.mail import MailKind, MailState
from thirdring.domain.roles import Permission
from thirdring.intake.mail_boxes import FoundMail, NoMail, mails_in
from thirdring.intake.mail_message import MailMessage, read_mail
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.import_report import Progress, no_progress
from thirdring.usecases.receive_mail import known_mail, receive_mail
from thirdring.usecases.sort_mail import KINDS, sort_mail

Reader = Callable[[], Iterator[FoundMail | NoMail]]


@dataclass(frozen=True, slots=True)
class RefusedMail:
    """`row`: the file, and after `#` which of its messages."""

    row: str
    reason: Message
    field: str = ""


@dataclass(slots=True)
class MailReport:
    """`read` = `added` + `known` + refused. Of what was added: `waiting` for somebody, `joined`
    their ticket, `set_aside`, `sorted` as was asked. `left_alone`: files of a folder that are no
    mail. In a dry run `added` counts what would be.
    """

    read: int = 0
    added: int = 0
    known: int = 0
    waiting: int = 0
    joined: int = 0
    set_aside: int = 0
    sorted: int = 0
    left_alone: int = 0
    refused: list[RefusedMail] = field(default_factory=list)
    dry_run: bool = False

    def notes(self) -> tuple[Message, ...]:
        """What the counts have to say beyond themselves."""
        if not self.left_alone:
            return ()
        return (say("{count} files are no mail and were left alone.", count=self.left_alone),)


def import_mail(
    center: Center,
    paths: Iterable[Path],
    *,
    kind: MailKind | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> MailReport:
    """Bring in every message below `paths`; `kind` sorts those nobody has to look at first.

    Bounces and automatic answers are set aside, replies join their ticket, also with a `kind`.

    Raises:
        NotPermitted: the role brings in no mail; with a kind: sorts none.
        NotFound: one of the paths isn't there; nothing was read.
        Refusal: a kind mail isn't sorted into.
        Unavailable: the database can't be written; what came before is there.
    """
    paths = list(paths)
    center.read(permit, kind)
    for path in paths:
        if not path.exists():
            raise NotFound(say("There is no file {path}.", path=str(path)), field="path")
    found = (one for path in paths for one in mails_in(path))
    return take_in(center, found, kind=kind, dry_run=dry_run, progress=progress)


def permit(ctx: Context, kind: MailKind | None = None) -> None:
    """Raise unless the actor may bring mail in, and sort it as asked."""
    ctx.require(Permission.IMPORT_MAIL)
    if kind is None:
        return
    ctx.require(Permission.SORT_MAIL)
    if kind not in KINDS:
        raise Refusal(say("Mail is brought in as a complaint, an enquiry or praise."), field="kind")


def take_in(
    center: Center,
    found: Iterable[FoundMail | NoMail],
    *,
    kind: MailKind | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> MailReport:
    """Receive what was found, one after the other."""
    report = MailReport(dry_run=dry_run)
    seen: set[str] = set()
    for one in found:
        if isinstance(one, NoMail):
            _leave(report, one)
            continue
        mail = read_mail(one.raw)
        report.read += 1
        progress(report.read, 0)
        if dry_run:
            known = mail.digest in seen or center.read(_is_known, mail)
            seen.add(mail.digest)
            report.known += known
            report.added += not known
            continue
        _receive(center, report, mail, one.arrived_at, kind)
    return report


def _receive(
    center: Center, report: MailReport, mail: MailMessage, arrived_at: datetime | None,
    kind: MailKind | None,
) -> None:  # fmt: skip
    added, state, joined = center.run(_receive_and_sort, mail, arrived_at, kind)
    report.added += added
    report.known += not added
    if added:
        report.joined += joined
        report.waiting += state is MailState.WAITING
        report.set_aside += state is MailState.SET_ASIDE
        report.sorted += state is MailState.SORTED and not joined


def _receive_and_sort(
    ctx: Context, mail: MailMessage, arrived_at: datetime | None, kind: MailKind | None
) -> tuple[bool, MailState, bool]:
    received = receive_mail(ctx, mail, arrived_at)
    state = received.state
    if kind is not None and received.added and state is MailState.WAITING:
        state = sort_mail(ctx, received.id, kind).state
    return received.added, state, received.number is not None


def _is_known(ctx: Context, mail: MailMessage) -> bool:
    return known_mail(ctx, mail) is not None


def _leave(report: MailReport, one: NoMail) -> None:
    if one.quiet:
        report.left_alone += 1
        return
    report.read += 1
    report.refused.append(RefusedMail(one.where, one.reason, "file"))

"""Reading the center's mailbox from where it was left: what is new comes in, once."""

from collections.abc import Callable, Iterator

from thirdring.domain.errors import Refusal, say
from thirdring.intake.mail_boxes import FoundMail, NoMail
from thirdring.intake.mail_server import MailAccount, MailServer, Position
from thirdring.usecases.center import Center
from thirdring.usecases.import_mail import MailReport, permit, take_in
from thirdring.usecases.import_report import Progress, no_progress
from thirdring.usecases.mailbox_settings import keep_position, position_of, show_mailbox

# So many messages are read anew at most after a kill; known ones add nothing.
_EVERY = 25
Connect = Callable[[MailAccount, str], MailServer]


def fetch_mail(
    center: Center,
    password_of: Callable[[MailAccount], str],
    *,
    dry_run: bool = False,
    connect: Connect = MailServer,
    progress: Progress = no_progress,
) -> MailReport:
    """Bring in what is new. `password_of` is asked once; `connect` opens the mailbox.

    Raises:
        NotPermitted: the role brings in no mail.
        Refusal: the center has no mailbox; the server refuses login, folder, or isn't trusted.
        Unavailable: it can't be reached, or stopped answering; what came before is there.
    """
    center.read(permit)
    account = center.read(show_mailbox)
    if account is None:
        raise Refusal(
            say("This center reads no mailbox yet; an administrator names it with "
                "“thirdring inbox mailbox”."),
            field="host",
        )  # fmt: skip
    position = center.read(position_of, account)
    with connect(account, password_of(account)) as server:
        found = server.new_since(position)
        if dry_run:
            return take_in(center, (one for _, one in found), dry_run=True, progress=progress)
        return take_in(center, _remembered(center, account, found), progress=progress)


def _remembered(
    center: Center, account: MailAccount, found: Iterator[tuple[Position, FoundMail | NoMail]]
) -> Iterator[FoundMail | NoMail]:
    """Each message; once it is received, how far that is."""
    reached: Position | None = None
    count = 0
    try:
        for position, one in found:
            yield one
            reached, count = position, count + 1
            if count % _EVERY == 0:
                center.run(keep_position, account, reached)
    finally:
        if reached is not None and count % _EVERY:
            center.run(keep_position, account, reached)

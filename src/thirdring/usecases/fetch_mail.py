"""Reading the center's mailbox from where it was left: what is new comes in, once."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing

from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.intake.mail_account import MailAccount
from thirdring.intake.mail_boxes import FoundMail, NoMail
from thirdring.intake.mail_server import MailServer, Position
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
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
            say("This center reads no mailbox yet; an administrator names it in the settings, or "
                "with “thirdring inbox mailbox”."),
            field="host",
        )  # fmt: skip
    position = center.read(position_of, account)
    with connect(account, password_of(account)) as server:
        found = server.new_since(position)

        def of_all(done: int, _total: int) -> None:
            progress(done, server.found)

        if dry_run:
            return take_in(center, (one for _, one in found), dry_run=True, progress=of_all)
        # Closed here: given up half-way, how far it came is kept now, not when somebody tidies up.
        with closing(_remembered(center, account, found)) as remembered:
            return take_in(center, remembered, progress=of_all)


def try_mailbox(
    center: Center, account: MailAccount, password: str, *, connect: Connect = MailServer
) -> int:
    """How many messages the folder holds; nothing is read and nothing remembered.

    Raises:
        NotPermitted: not an administrator.
        Refusal, Unavailable: as `fetch_mail`.
    """
    center.read(_may_set)
    with connect(account, password) as server:
        return server.count()


def _may_set(ctx: Context) -> None:
    ctx.require(Permission.MANAGE_CENTER)


def _remembered(
    center: Center, account: MailAccount, found: Iterator[tuple[Position, FoundMail | NoMail]]
) -> Generator[FoundMail | NoMail]:
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

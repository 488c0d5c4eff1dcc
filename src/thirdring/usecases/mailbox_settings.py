"""Which mailbox the center reads, and how far it was read."""

from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.intake.mail_account import PORT, MailAccount
from thirdring.intake.mail_server import Position
from thirdring.usecases.context import Context
from thirdring.usecases.settings_of_center import read_settings, write_setting
from thirdring.usecases.timeline import record_event

_ACCOUNT = "mailbox"
_POSITION = "mailbox_position"


def show_mailbox(ctx: Context) -> MailAccount | None:
    """The mailbox; None while the center has none.

    Raises:
        NotPermitted: the role brings in no mail.
    """
    ctx.require(Permission.IMPORT_MAIL)
    said: Any = read_settings(ctx.session).get(_ACCOUNT)
    return MailAccount(**said) if said else None


def set_mailbox(
    ctx: Context, host: str, login: str, *, port: int = PORT, folder: str = "INBOX"
) -> MailAccount:
    """Read this mailbox from now on. The password is no part of it.

    Raises:
        NotPermitted: not an administrator.
        Refusal: a host, login or port that can't be one.
    """
    ctx.require(Permission.MANAGE_CENTER)
    account = mailbox_account(host, login, port=port, folder=folder)
    write_setting(
        ctx.session, _ACCOUNT,
        {"host": account.host, "login": account.login, "port": account.port, "folder": account.folder},
        ctx.now,
    )  # fmt: skip
    record_event(ctx, "set_mailbox", "center", new_id())
    ctx.touch("settings")
    return account


def mailbox_account(
    host: str, login: str, *, port: int = PORT, folder: str = "INBOX"
) -> MailAccount:
    """A mailbox as it was typed, seen to be one.

    Raises:
        Refusal: a host, login or port that can't be one.
    """
    account = MailAccount(
        host=clean(host, TextKind.LINE, field="host").text,
        login=clean(login, TextKind.LINE, field="login").text,
        port=port,
        folder=clean(folder, TextKind.LINE, field="folder").text or "INBOX",
    )
    if not account.host or any(sign in account.host for sign in " /@:"):
        raise Refusal(say("Name the mail server, such as imap.example.com."), field="host")
    if not account.login:
        raise Refusal(say("Name the login of the mailbox."), field="login")
    if not 1 <= port <= 65_535:
        raise Refusal(say("A port is a number from 1 to 65535."), field="port")
    return account


def position_of(ctx: Context, account: MailAccount) -> Position | None:
    """How far this mailbox was read; another one was read from its beginning.

    Raises:
        NotPermitted: the role brings in no mail.
    """
    ctx.require(Permission.IMPORT_MAIL)
    said: Any = read_settings(ctx.session).get(_POSITION)
    if not said or said["account"] != str(account):
        return None
    return Position(said["validity"], said["uid"])


def keep_position(ctx: Context, account: MailAccount, position: Position) -> None:
    """Read on from here the next time.

    Raises:
        NotPermitted: the role brings in no mail.
    """
    ctx.require(Permission.IMPORT_MAIL)
    said = {"account": str(account), "validity": position.validity, "uid": position.uid}
    write_setting(ctx.session, _POSITION, said, ctx.now)

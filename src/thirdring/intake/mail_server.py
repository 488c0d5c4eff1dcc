"""A mailbox on a server, by IMAP over TLS: only looked at, never changed; nothing waits for ever.

The folder is opened with EXAMINE and messages are read with BODY.PEEK, so that they stay unread for
everybody else. New is what has a higher UID than the last one read, as long as the server's
UIDVALIDITY is the same; when it isn't, everything is read again and known messages are known.
"""

import contextlib
import datetime as dt
import imaplib
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from imap_tools import MailBox
from imap_tools.errors import (
    MailboxFolderSelectError,
    MailboxLoginError,
    UnexpectedCommandStatusError,
)

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable, say
from thirdring.intake.mail_boxes import MEGABYTE, MOST_MEGABYTES, FoundMail, NoMail

T = TypeVar("T")

# Seconds: until a server that says nothing is given up, and until one call must be through.
QUIET = 30
CALL = 120
PORT = 993


@dataclass(frozen=True, slots=True)
class MailAccount:
    """Where the center's mail lies; the password is kept elsewhere."""

    host: str
    login: str
    port: int = PORT
    folder: str = "INBOX"

    def __str__(self) -> str:
        return f"{self.login}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Position:
    """How far the folder was read: the last UID under this UIDVALIDITY."""

    validity: int
    uid: int


class MailServer:
    """An open connection; a context manager.

    Raises:
        Refusal: the server's certificate isn't trusted, login or folder are refused.
        Unavailable: it can't be reached, or stopped answering.
    """

    def __init__(
        self, account: MailAccount, password: str, *, quiet: float = QUIET, call: float = CALL
    ) -> None:
        self._account = account
        self._call = call
        self._box = self._within(
            lambda: MailBox(
                account.host, account.port, timeout=quiet,
                ssl_context=ssl.create_default_context(),
            )
        )  # fmt: skip
        try:
            self._within(lambda: self._box.login(account.login, password, initial_folder=None))
        except ThirdRingError:
            _cut(self._box)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        with contextlib.suppress(ThirdRingError):  # it may be the connection that broke
            self._within(self._box.logout)
        _cut(self._box)

    def new_since(self, position: Position | None) -> Iterator[tuple[Position, FoundMail | NoMail]]:
        """Every message behind `position`, the oldest first, each with how far that is."""
        self._within(lambda: self._box.folder.set(self._account.folder, readonly=True))
        validity = self._validity()
        last = position.uid if position is not None and position.validity == validity else 0
        uids = self._within(lambda: self._box.uids(f"UID {last + 1}:*"))
        for uid in sorted(int(one) for one in uids):
            if uid > last:  # “*” is the last message, also when nothing is new
                yield Position(validity, uid), self._message(uid)

    def _validity(self) -> int:
        _kind, said = self._box.client.response("UIDVALIDITY")
        return int(said[0]) if said and said[0] else 0

    def _message(self, uid: int) -> FoundMail | NoMail:
        where = f"{self._account.folder}#{uid}"
        head, _raw = self._fetch(uid, "(RFC822.SIZE INTERNALDATE)")
        size = re.search(rb"RFC822\.SIZE (\d+)", head)
        if size is not None and int(size[1]) > MOST_MEGABYTES * MEGABYTE:
            return NoMail(
                where, say("This message is larger than {limit} MB.", limit=MOST_MEGABYTES)
            )
        _head, raw = self._fetch(uid, "(BODY.PEEK[])")
        if not raw.strip():
            return NoMail(where, say("This message is empty."))
        return FoundMail(where, raw, _internal_date(head))

    def _fetch(self, uid: int, what: str) -> tuple[bytes, bytes]:
        """What the server says of a message, and the message where it was asked for."""
        _status, said = self._within(lambda: self._box.client.uid("FETCH", str(uid), what))
        whole = [one for one in said if isinstance(one, tuple)]
        lines = [one for one in said if isinstance(one, bytes)]
        raw = whole[0][1] if whole else b""
        return b" ".join([*(one[0] for one in whole), *lines]), raw

    def _within(self, call: Callable[[], T]) -> T:
        """The answer of `call`, or why there is none; the connection is cut when it takes too long."""
        box = getattr(self, "_box", None)
        timer = threading.Timer(self._call, _cut, (box,))
        timer.start()
        try:
            return call()
        except (OSError, imaplib.IMAP4.error, UnexpectedCommandStatusError, ValueError) as error:
            raise _explained(error, self._account) from None
        finally:
            timer.cancel()
            timer.join()


def _cut(box: MailBox | None) -> None:
    if box is not None:
        with contextlib.suppress(OSError):
            box.client.shutdown()


def _internal_date(head: bytes) -> dt.datetime | None:
    """When the server took it, which every server knows; aware UTC."""
    found = re.search(rb'INTERNALDATE "([^"]+)"', head)
    if found is None:
        return None
    try:
        said = dt.datetime.strptime(found[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None
    return said.astimezone(dt.UTC)


def _explained(error: Exception, account: MailAccount) -> ThirdRingError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Refusal(
            say("The certificate of {host} isn’t trusted ({why}); nothing was sent to it.",
                host=account.host, why=error.verify_message),
            field="host",
        )  # fmt: skip
    if isinstance(error, MailboxLoginError):
        return Refusal(
            say("{host} refuses the login {login}: check the password.",
                host=account.host, login=account.login),
            field="login",
        )  # fmt: skip
    if isinstance(error, MailboxFolderSelectError):
        return Refusal(
            say("There is no folder {folder} in this mailbox.", folder=account.folder),
            field="folder",
        )
    if isinstance(error, TimeoutError):
        return Unavailable(say("{host} doesn’t answer.", host=account.host))
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Unavailable(
        say("The mailbox on {host} can’t be read ({why}).", host=account.host, why=why[:200])
    )

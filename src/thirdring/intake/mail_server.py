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
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from imap_tools import MailBox
from imap_tools.errors import UnexpectedCommandStatusError

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable, say
from thirdring.intake.mail_account import MailAccount
from thirdring.intake.mail_boxes import MEGABYTE, MOST_MEGABYTES, FoundMail, NoMail
from thirdring.intake.mail_trouble import explained, refused_login

T = TypeVar("T")

# Seconds: until a server that says nothing is given up, and until one call must be through.
QUIET = 30
CALL = 120


@dataclass(frozen=True, slots=True)
class Position:
    """How far the folder was read: the last UID under this UIDVALIDITY."""

    validity: int
    uid: int


class _Client(imaplib.IMAP4_SSL):
    """A server may announce any length; memory is set aside for it before a byte has come."""

    def read(self, size: int) -> bytes:
        if size > (MOST_MEGABYTES + 1) * MEGABYTE:
            raise self.abort(f"{size} bytes announced")
        return super().read(size)


class _Box(MailBox):
    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Client(self._host, self._port, timeout=self._timeout, ssl_context=self._ssl_context)


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
        self.found = 0  # messages behind the position, once `new_since` has asked
        _refuse_unspeakable(account, password)
        self._box = self._within(
            lambda: _Box(
                account.host, account.port, timeout=quiet,
                ssl_context=ssl.create_default_context(),
            )
        )  # fmt: skip
        try:
            self._within(lambda: self._sign_in(password))
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

    def _sign_in(self, password: str) -> None:
        """LOGIN takes ASCII only; what has other letters goes by AUTHENTICATE, in UTF-8."""
        login = self._account.login
        ascii_only = (login + password).isascii()
        sign_in = self._box.login if ascii_only else self._box.login_utf8
        try:
            sign_in(login, password, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise refused_login(self._account) from None

    def new_since(self, position: Position | None) -> Iterator[tuple[Position, FoundMail | NoMail]]:
        """Every message behind `position`, the oldest first, each with how far that is."""
        self._open_folder()
        validity = self._told("UIDVALIDITY")
        last = position.uid if position is not None and position.validity == validity else 0
        uids = self._within(lambda: self._box.uids(f"UID {last + 1}:*"))
        # “*” is the last message, also when nothing is new.
        numbers = {int(uid) for uid in uids if uid.isdecimal()}
        new = sorted(uid for uid in numbers if uid > last)
        self.found = len(new)
        for uid in new:
            yield Position(validity, uid), self._message(uid)

    def count(self) -> int:
        """How many messages the folder holds."""
        self._open_folder()
        return self._told("EXISTS")

    def _open_folder(self) -> None:
        self._within(lambda: self._box.folder.set(self._account.folder, readonly=True))

    def _told(self, what: str) -> int:
        """A number the server told on opening the folder; 0 when it told none."""
        _kind, said = self._box.client.response(what)
        told = said[0] if said else None
        return int(told) if isinstance(told, bytes) and told.isdigit() else 0

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
        status, said = self._within(lambda: self._box.client.uid("FETCH", str(uid), what))
        if status != "OK":  # to be tried again: passing it over would lose it
            raise Unavailable(
                say("{host} doesn’t give message {number}; it is tried again the next time.",
                    host=self._account.host, number=uid)
            )  # fmt: skip
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
            raise explained(error, self._account) from None
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


def _refuse_unspeakable(account: MailAccount, password: str) -> None:
    """A line break in what is signed in with would be a command of its own."""
    for field, text in (("login", account.login), ("password", password)):
        if any(unicodedata.category(sign) == "Cc" for sign in text):
            raise Refusal(
                say("Login and password of a mailbox are one line without control characters."),
                field=field,
            )  # fmt: skip

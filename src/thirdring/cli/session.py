"""What every command needs: the database, the person, the language, the form of the output."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from thirdring.cli.output import Format, say_to_person
from thirdring.domain.errors import NotFound, NotLetIn, NotPermitted, Refusal, say

if TYPE_CHECKING:
    from thirdring.store.address import Address
    from thirdring.store.engine import Store
    from thirdring.usecases.center import Center

T = TypeVar("T")


@dataclass(slots=True)
class Session:
    """The options before the subcommand; opens the database when a command first needs it."""

    db: str | None = None
    login: str | None = None
    format: Format = Format.TABLE
    masked: bool = False
    allow_plain: bool = False
    # The server's address with the password that opened it.
    known: "Address | None" = field(default=None, repr=False)
    _store: "Store | None" = field(default=None, repr=False)

    @property
    def address(self) -> "Address":
        """Where the database is; nothing is opened."""
        from dataclasses import replace

        from thirdring.store.address import parse_address

        address = parse_address(self.db or os.environ.get("THIRDRING_DB"))
        return replace(address, allow_plain=True) if self.allow_plain else address

    @property
    def named(self) -> str | None:
        """The database as it was named, for the desk, which reads addresses itself and chooses when
        this is None.
        """
        from thirdring.store.address import allowing_plain

        named = self.db or os.environ.get("THIRDRING_DB")
        return allowing_plain(named) if named and self.allow_plain else named

    def store(self, *, create: bool = False) -> "Store":
        """The open database, at the program's revision.

        Raises:
            NotFound: there is no such file and `create` is false.
        """
        if self._store is None and self.address.on_server:
            from thirdring.store.engine import open_store

            self._store = self.with_password(self.server_address(), open_store)
            self._warn_if_plain(self._store)
            self._warn_if_ahead(self._store)
        if self._store is None:
            from thirdring.store.engine import open_store
            from thirdring.store.upgrade import upgrade

            address = self.address
            if not create and address.path is not None and not address.path.exists():
                raise NotFound(
                    say("There is no database at {path}. Run “thirdring setup” to make one.",
                        path=str(address.path))
                )  # fmt: skip
            key = self.key()
            upgrade(address, key)
            self._store = open_store(address, key)
        return self._store

    def key(self, backup: Path | None = None) -> str | None:
        """The key of the database, or of a `backup` of it, when that is encrypted: THIRDRING_KEY,
        else the system keyring, else asked for.

        Raises:
            Refusal: the file needs a key and there is nobody to ask.
        """
        database = self.address.path
        return self._key_of(backup or database, database)

    def _key_of(self, path: Path | None, database: Path | None) -> str | None:
        from thirdring.store.file_keys import find_key, needs_key, parse_key

        if path is None or not needs_key(path):
            return None
        given = os.environ.get("THIRDRING_KEY")
        if given:
            return parse_key(given)
        try:
            return find_key(path, made_from=database)
        except Refusal:
            if not sys.stdin.isatty():
                raise
        import getpass

        from thirdring.i18n import _

        return parse_key(getpass.getpass(_("Key or recovery key of {path}: ").format(path=path)))

    def place(self, text: str) -> "tuple[Address, str | None]":
        """A database named as an argument: its address, with who connects to a server (its own
        login, else `--as`), and the key of a file that has one.
        """
        from dataclasses import replace

        from thirdring.store.address import parse_address

        address = parse_address(text)
        if self.allow_plain:
            address = replace(address, allow_plain=True)
        if address.on_server:
            return address if address.login else self._as_named(address), None
        return address, self._key_of(address.path, address.path)

    def server_address(self) -> "Address":
        """The server's address for who connects: `--as`, else the login in the address.

        Raises:
            NotPermitted: neither names anybody.
        """
        return self._as_named(self.address)

    def _as_named(self, address: "Address") -> "Address":
        from thirdring.usecases.staff_accounts import folded_login

        if self.login is None or self.login == address.login:
            if address.login is None:
                raise NotPermitted(say("Say who you are with --as LOGIN."))
            return address
        return address.as_login(folded_login(self.login), None)

    @property
    def spare_password(self) -> str | None:
        """THIRDRING_PASSWORD, where nobody named by `--as` signs in with it."""
        return None if self.login else os.environ.get("THIRDRING_PASSWORD")

    def with_password(
        self, address: "Address", deed: "Callable[[Address], T]", *, spare: bool = False
    ) -> "T":
        """`deed(address)`, with the password it needs: the address's own, THIRDRING_PASSWORD, what
        libpq finds for itself (PGPASSWORD, .pgpass, a certificate), else asked for on a terminal.
        `spare`: THIRDRING_PASSWORD is meant for another account (see `spare_password`).

        Raises:
            Refusal: one is needed and there is nobody to ask.
        """
        login = address.login or ""
        if address.password is None and not (spare and self.login is None):
            given = os.environ.get("THIRDRING_PASSWORD")
            address = address.as_login(login, given) if given is not None else address
        try:
            return self._opened(address, deed)
        except NotLetIn as error:
            if address.password is not None or not error.lacks_password:
                raise
        return self._opened(address.as_login(login, self.password(login)), deed)

    def _opened(self, address: "Address", deed: "Callable[[Address], T]") -> "T":
        answer = deed(address)
        self.known = address
        return answer

    def _warn_if_plain(self, store: "Store") -> None:
        from thirdring.i18n import _

        if store.plain:
            say_to_person(
                _("Warning: the connection to {host} is not encrypted; what is sent can be read on "
                  "the way.").format(host=store.address.host)
            )  # fmt: skip

    def _warn_if_ahead(self, store: "Store") -> None:
        from thirdring.i18n import _

        if store.ahead:
            say_to_person(
                _("The center's database is of a newer version than this program, which may go on: "
                  "install the newer one soon.")
            )  # fmt: skip

    def center_or_administrator(self) -> "Center | None":
        """The center with who is connected signed in; None for the administrator of the database,
        who is nobody of its staff.

        Raises:
            NotPermitted: neither.
        """
        from thirdring.usecases.server_accounts import administers

        try:
            return self.center()
        except NotPermitted:
            with self.store().begin_read() as session:
                if not administers(session):
                    raise
        return None

    def center(self) -> "Center":
        """The center with the person of `--as` signed in.

        Raises:
            NotPermitted: wrong login or password, or several accounts and no `--as`.
        """
        from thirdring.usecases.center import Center
        from thirdring.usecases.sign_in import needs_password, only_account, sign_in

        store = self.store()
        if store.address.on_server:
            center = Center(store, sign_in(store, "", None, store.now()).id)
            self._speak(center)
            return center
        with store.begin_read() as session:
            login = self.login or only_account(session)
            if login is None:
                raise NotPermitted(say("Say who you are with --as LOGIN."))
            asks = needs_password(session, login)
        password = self.password(login) if asks else None
        person = sign_in(store, login, password, store.now())
        center = Center(store, person.id)
        self._speak(center)
        return center

    def password(self, login: str) -> str:
        """From THIRDRING_PASSWORD, or asked for on the terminal.

        Raises:
            Refusal: neither is there.
        """
        given = os.environ.get("THIRDRING_PASSWORD")
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise Refusal(
                say("{login} has a password: put it into THIRDRING_PASSWORD.", login=login),
                field="password",
            )
        import getpass

        from thirdring.i18n import _

        return getpass.getpass(_("Password of {login}: ").format(login=login))

    def close(self) -> None:
        """Close what was opened."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _speak(self, center: "Center") -> None:
        from thirdring.domain.enums import Language
        from thirdring.i18n import use_language

        language = center.read(lambda ctx: ctx.center.language)
        use_language(Language(os.environ.get("THIRDRING_LANGUAGE", language)))

"""What every command needs: the database, the person, the language, the form of the output."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from thirdring.cli.output import Format
from thirdring.domain.errors import NotFound, NotPermitted, Refusal, say

if TYPE_CHECKING:
    from thirdring.store.address import Address
    from thirdring.store.engine import Store
    from thirdring.usecases.center import Center


@dataclass(slots=True)
class Session:
    """The options before the subcommand; opens the database when a command first needs it."""

    db: str | None = None
    login: str | None = None
    format: Format = Format.TABLE
    masked: bool = False
    _store: "Store | None" = field(default=None, repr=False)

    @property
    def address(self) -> "Address":
        """Where the database is; nothing is opened."""
        from thirdring.store.address import parse_address

        return parse_address(self.db or os.environ.get("THIRDRING_DB"))

    def store(self, *, create: bool = False) -> "Store":
        """The open database, at the program's revision.

        Raises:
            NotFound: there is no such file and `create` is false.
        """
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
        from thirdring.store.file_keys import find_key, needs_key, parse_key

        database = self.address.path
        path = backup or database
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

    def center(self) -> "Center":
        """The center with the person of `--as` signed in.

        Raises:
            NotPermitted: wrong login or password, or several accounts and no `--as`.
        """
        from thirdring.usecases.center import Center
        from thirdring.usecases.sign_in import needs_password, only_account, sign_in

        store = self.store()
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

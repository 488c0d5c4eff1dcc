"""Opening a center's database for the desk: upgraded, checked for being set up, ready to sign in.

Runs before anybody has signed in, off the window's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from thirdring.domain.enums import Language
from thirdring.domain.errors import Message
from thirdring.store.address import parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.file_keys import find_key, needs_key, parse_key
from thirdring.store.upgrade import upgrade
from thirdring.usecases.center import Center
from thirdring.usecases.set_up import FirstStart, is_set_up, set_up
from thirdring.usecases.settings_of_center import read_settings
from thirdring.usecases.sign_in import SignedIn, needs_password, only_account, sign_in


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database. `login` is the only account, when there is just one; `asks_password`
    whether that account has one. `address` never shows a password.
    """

    store: Store
    address: str
    set_up: bool
    company: str
    language: Language | None
    login: str | None
    asks_password: bool


def asks_for_key(text: str | None) -> bool:
    """Whether the file is encrypted and its key is not in the system keyring."""
    address = parse_address(text)
    if address.path is None or not needs_key(address.path):
        return False
    from thirdring.domain.errors import Refusal

    try:
        find_key(address.path)
    except Refusal:
        return True
    return False


def open_center(
    text: str | None,
    typed_key: str | None = None,
    progress: Callable[[Message], None] = lambda _: None,
) -> Opened:
    """Open (and make or upgrade) the database at `text`; `typed_key` opens an encrypted file.

    Raises:
        Refusal: newer than the program, on a network share, wrong key. Unavailable: see `upgrade`.
    """
    address = parse_address(text)
    key = None
    if address.path is not None:
        key = parse_key(typed_key) if typed_key else find_key(address.path)
    upgrade(address, key, progress)
    store = open_store(address, key)
    return look_at(store)


def look_at(store: Store) -> Opened:
    """What the first screen needs to know of an open database."""
    with store.begin_read() as session:
        settings = read_settings(session)
        # A server's login has been named and let in already.
        on_server = store.address.on_server
        login = only_account(session) if is_set_up(session) and not on_server else None
        return Opened(
            store=store,
            address=str(store.address),
            set_up=is_set_up(session),
            company=settings.get("company", ""),
            language=Language(settings["language"]) if "language" in settings else None,
            login=login,
            asks_password=login is not None and needs_password(session, login),
        )


def found_center(store: Store, first: FirstStart) -> Opened:
    """Set the center up; see `set_up` for what is refused."""
    with store.begin_write() as session:
        set_up(session, first, datetime.now(UTC))
    return look_at(store)


def enter(
    store: Store, login: str, password: str | None, now: Callable[[], datetime]
) -> tuple[SignedIn, Center]:
    """Sign in; returns who it is and the center their deeds run against.

    Raises:
        NotPermitted: see `sign_in`.
    """
    person = sign_in(store, login, password, now())
    return person, Center(store, person.id, now=now)

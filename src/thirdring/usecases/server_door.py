"""Coming in to a center on a server: whose login it is, and the password kept on this computer.

Runs before anybody is signed in, off the window's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.store.address import Address, parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.server import kept_password
from thirdring.usecases.center import Center
from thirdring.usecases.opening import Opened, look_at
from thirdring.usecases.sign_in import SignedIn, sign_in
from thirdring.usecases.staff_accounts import folded_login

DATABASE = "thirdring"


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """Where a server's center is, as a person says it: `host`, perhaps with a port, or a whole
    address. `authority` is the file with the certificate of a center's own authority; `plain` lets
    the connection go unencrypted where the server offers nothing better.
    """

    host: str
    database: str = DATABASE
    authority: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """`password` is what this computer's keyring has for the login; `possible`: it has a keyring."""

    possible: bool
    password: str | None = None


def address_of(place: ServerPlace) -> str:
    """The address of a server's database, without a login.

    Raises:
        Refusal: the host is missing or holds what no name of a server does.
    """
    host = place.host.strip()
    if "://" in host:
        return _without_login(parse_address(host))
    if not host or any(c in "/@?#%\\ \t" for c in host):
        raise Refusal(
            say("Type the server's name, such as db.example.com or 192.168.1.20:5432."),
            field="host",
        )
    parameters = [f"sslrootcert={quote(place.authority)}"] if place.authority else []
    if place.plain:
        parameters = ["sslmode=prefer", "allow_plain=1"]
    question = "?" + "&".join(parameters) if parameters else ""
    database = quote(place.database.strip() or DATABASE, safe="")
    return f"postgresql://{host}/{database}{question}"


def look_for_password(text: str, login: str) -> KeptPassword:
    """What the address itself or the keyring knows; "" for a login not known yet only asks whether
    there is a keyring.
    """
    if not login:
        return KeptPassword(kept_password.can_keep())
    address = parse_address(text)
    if address.password is not None and address.login == login:
        return KeptPassword(kept_password.can_keep(), address.password)
    kept = kept_password.find(address.as_login(login, None))
    return KeptPassword(kept_password.can_keep(), kept)


def enter_server(
    text: str, login: str, password: str, now: Callable[[], datetime], *, keep: bool = False
) -> tuple[Opened, SignedIn, Center]:
    """Connect as that login; `keep`: its password stays in the keyring, or else none does.

    Raises:
        NotPermitted: the login is nobody of this center, or out of use.
        NotLetIn: the server does not let it in. Unavailable: the server can't be reached.
        Refusal: the database holds no center, or one of another version.
    """
    address = parse_address(text)
    # An address may bring a login's password along; what is typed goes first.
    given = password or (address.password if login == address.login else None)
    address = address.as_login(folded_login(login), given)
    store = open_store(address)
    try:
        person = sign_in(store, login, None, now())
        opened = look_at(store)
    except BaseException:
        store.close()
        raise
    if keep:
        kept_password.keep(address)
    else:
        kept_password.forget(address)
    return opened, person, Center(store, person.id, now=now)


def unlock(store: Store, password: str) -> None:
    """Whether who sits at a locked desk is who signed in; works without the server too. A password
    that was changed elsewhere meanwhile is asked of the server.

    Raises:
        NotPermitted, NotLetIn: it isn't right.
        Unavailable: not the one that was right, and the server can't be asked.
    """
    if store.is_password(password):
        return
    if not password:
        raise NotPermitted(say("Login or password is not right."), field="password")
    address = store.address.as_login(store.address.login or "", password)
    open_store(address).close()
    store.take_password(password)


def _without_login(address: Address) -> str:
    text = address.conninfo
    who, at, rest = text.removeprefix("postgresql://").partition("@")
    place = f"postgresql://{rest if at else who}"
    if address.allow_plain:
        place += ("&" if "?" in place else "?") + "allow_plain=1"
    return place

"""Coming in to a center on a server: whose login it is, and the password kept on this computer.

Runs before anybody is signed in, off the window's thread.
"""

from dataclasses import dataclass
from urllib.parse import quote

from thirdring.domain.errors import NotLetIn, NotPermitted, Refusal, Unavailable, say
from thirdring.store.address import Address, allowing_plain, parse_address
from thirdring.store.engine import Store, open_server_later, open_store, require_fit
from thirdring.store.server import kept_password
from thirdring.usecases.opening import Opened, look_at
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.tries import Tries

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


def open_as(tries: Tries, text: str, login: str, password: str) -> Opened:
    """Connect as that login. `away`: the server can't be reached, which is no reason to stop for
    who has signed in at this desk before.

    Raises:
        NotPermitted: too many wrong passwords at this desk.
        NotLetIn: the server does not let it in. Unavailable: another trouble with the server.
        Refusal: the database holds no center, or one of another version.
    """
    address = parse_address(text)
    # An address may bring a login's password along; what is typed goes first.
    given = password or (address.password if login == address.login else None)
    tries.refuse_if_locked()
    store = open_server_later(address.as_login(folded_login(login), given))
    try:
        require_fit(store)
        opened = look_at(store)
    except NotLetIn:
        tries.wrong()
        store.close()
        raise
    except Unavailable as error:
        if error.gone and not error.refused:
            return Opened(
                store=store, address=str(address), set_up=True, company="", language=None,
                login=None, asks_password=True, away=True,
            )  # fmt: skip
        store.close()
        raise
    except BaseException:
        store.close()
        raise
    tries.right()
    return opened


def settle_password(store: Store, *, keep: bool) -> None:
    """After a sign-in: `keep` its password in the keyring, or see that none is there."""
    if keep:
        kept_password.keep(store.address)
    else:
        kept_password.forget(store.address)


def unlock(store: Store, password: str, tries: Tries) -> None:
    """Whether who sits at a locked desk is who signed in; works without the server too. A password
    that was changed elsewhere meanwhile is asked of the server.

    Raises:
        NotPermitted, NotLetIn: it isn't right, as far as can be told, or too many weren't.
    """
    tries.refuse_if_locked()
    if store.is_password(password):
        tries.right()
        return
    wrong = NotPermitted(say("Login or password is not right."), field="password")
    if not password:
        raise wrong
    try:
        open_store(store.address.as_login(store.address.login or "", password)).close()
    except NotLetIn:
        tries.wrong()
        raise
    except Unavailable as error:
        tries.wrong()
        raise wrong from error
    tries.right()
    store.take_password(password)


def _without_login(address: Address) -> str:
    text = address.conninfo
    who, at, rest = text.removeprefix("postgresql://").partition("@")
    place = f"postgresql://{rest if at else who}"
    return allowing_plain(place) if address.allow_plain else place

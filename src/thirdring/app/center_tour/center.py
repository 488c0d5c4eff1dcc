"""The center of the tour on a server: the sample's people and matters, removed when it is over."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select, update

from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say
from thirdring.store.address import Address, allowing_plain, parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.server.own_cluster import own_cluster
from thirdring.store.server.prepare import prepare
from thirdring.store.server.throw_away import (
    new_name,
    remove_center,
    remove_left_over,
    taken_logins,
)
from thirdring.store.tables import Staff
from thirdring.usecases.fill_demo import DEMO_PASSWORD, fill_demo
from thirdring.usecases.server_accounts import as_owner, open_sample_logins

_TICKETS, _CALLS = 36, 80
_HERE, _USUAL_PORT = "127.0.0.1", 5432


@dataclass(frozen=True, slots=True)
class TourCenter:
    """`store` is the administrator's, who counts at the end; `logins`: whose desks are opened, as
    they are called on this server; everybody's password is the sample's.
    """

    store: Store
    logins: tuple[str, ...]

    @property
    def server(self) -> tuple[str, int]:
        """Its host and port."""
        parts = urlsplit(self.store.address.conninfo)
        return parts.hostname or _HERE, parts.port or _USUAL_PORT

    def address(self, relay: int | None = None) -> str:
        """The center's address without anybody's login; through a relay on this computer the
        server is the same one, so that its certificate is compared with the same name.
        """
        parts = urlsplit(self.store.address.conninfo)
        host, port = self.server
        named = f"[{host}]" if ":" in host else host
        query = parts.query
        if relay is not None:
            port = relay
            query = "&".join(one for one in (query, f"hostaddr={_HERE}") if one)
        whole = f"postgresql://{named}:{port}{parts.path}"
        whole = f"{whole}?{query}" if query else whole
        return allowing_plain(whole) if self.store.address.allow_plain else whole


@contextmanager
def tour_center(
    given: str | None, logins: Sequence[str], language: Language, now: datetime,
    between: Callable[[], None] = lambda: None,
) -> Iterator[TourCenter]:  # fmt: skip
    """A sample center with desks for `logins`, on the server `given` (its administrator's address)
    or on one that is started for it. Nothing of it is left behind the block. Making it takes a
    while: `between` is called where nothing is half done, and may end it by raising.

    Raises:
        Refusal: `given` is no server, or not its administrator's address.
        Unavailable: it can't be reached; there is none to start.
    """
    if given is None:
        with own_cluster() as own, _made_on(own.address, logins, language, now, between) as made:
            yield made
        return
    admin = parse_address(given)
    if not admin.on_server:
        raise Refusal(
            say("A center of many desks is shown on a server: give --db postgresql://…, or none.")
        )
    remove_left_over(admin)
    with _made_on(admin, logins, language, now, between) as made:
        yield made


@contextmanager
def _made_on(
    admin: Address, logins: Sequence[str], language: Language, now: datetime,
    between: Callable[[], None],
) -> Iterator[TourCenter]:  # fmt: skip
    name = new_name()
    try:
        address = admin.in_database(name)
        prepare(address)
        with open_store(address) as store:
            between()
            fill_demo(store, tickets=_TICKETS, calls=_CALLS, language=language, now=now)
            between()
            own = _free(store, admin, logins, name.rpartition("_")[2])
            open_sample_logins(store, [{"login": one, "password": DEMO_PASSWORD} for one in own])
            yield TourCenter(store, own)
    finally:
        remove_center(admin, name)


def _free(store: Store, admin: Address, logins: Sequence[str], mark: str) -> tuple[str, ...]:
    """The logins as nobody else on this server is called; a role belongs to all its databases."""
    taken = taken_logins(admin, list(logins))
    names = {one: f"{one}_{mark}" if one in taken else one for one in logins}
    with as_owner(store) as session:
        for one in session.scalars(select(Staff).where(Staff.login.in_(taken))):
            session.execute(update(Staff).where(Staff.id == one.id).values(login=names[one.login]))
    return tuple(names[one] for one in logins)

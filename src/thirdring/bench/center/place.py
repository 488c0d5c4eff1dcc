"""The throw-away center of a run: a database of its own on the server, its people, its records.

Roles belong to the whole server, so that what is made here is named after the database, which
nobody else's is, and all of it goes at the end.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from thirdring.domain.enums import Language, Role
from thirdring.domain.errors import say
from thirdring.store.address import Address
from thirdring.store.engine import Store, open_store
from thirdring.store.postgres_connection import connect
from thirdring.store.server.prepare import prepare
from thirdring.store.server.throw_away import MEASURED, new_name, remove_center
from thirdring.store.upgrade import Progress
from thirdring.usecases.fill_demo import fill_demo
from thirdring.usecases.manage_staff import NewStaff
from thirdring.usecases.server_accounts import as_owner, found_on_server, hire
from thirdring.usecases.set_up import FirstStart


@dataclass(frozen=True, slots=True)
class Place:
    """`address` is the administrator's; `desks` are those of people who work there, one each."""

    address: Address
    desks: tuple[Address, ...]


@contextmanager
def center(server: Address, people: int, tickets: int, told: Progress) -> Iterator[Place]:
    """A center of so many agents, with a sample of about so many tickets (0: none).

    Raises:
        NotPermitted, Refusal: who is connected may not make databases and roles.
        Unavailable: the server is away.
    """
    name = new_name(MEASURED)
    address = server.in_database(name)
    logins = [f"{name}_{number:04}" for number in range(people)]
    told(say("Everything is done in the database {name}, which goes at the end.", name=name))
    try:
        prepare(address)
        with open_store(address) as store:
            _fill(store, name, tickets)
            password = f"{secrets.token_urlsafe(12)}-7q"
            _hire(store, logins, password)
        with connect(address) as connection:
            connection.execute("ANALYZE")  # as `db copy` leaves a server
        yield Place(address, tuple(address.as_login(login, password) for login in logins))
    finally:
        remove_center(server, name)


def _fill(store: Store, name: str, tickets: int) -> None:
    if tickets:
        fill_demo(store, tickets=tickets, calls=3 * tickets)
        return
    with as_owner(store) as session:
        first = FirstStart(
            "三声家居", f"{name}_first", "周掌柜", secrets.token_urlsafe(12), Language.ZH_CN,
            "Asia/Shanghai",
        )  # fmt: skip
        found_on_server(session, first, store.now(), chosen=True)


def _hire(store: Store, logins: list[str], password: str) -> None:
    with as_owner(store) as session:
        for number, login in enumerate(logins):
            new = NewStaff(login, f"坐席{number + 1}", frozenset({Role.AGENT}), password)
            hire(session, new, store.now())

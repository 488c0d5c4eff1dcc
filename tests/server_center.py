"""A center on a real server, set up as its database's administrator does it."""

import uuid
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.postgres import Server
from thirdring.domain.enums import Language, Role
from thirdring.store.address import Address, parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.server.prepare import prepare
from thirdring.usecases.center import Center
from thirdring.usecases.manage_staff import NewStaff, add_staff, change_own_password
from thirdring.usecases.server_accounts import as_owner, found_on_server
from thirdring.usecases.set_up import FirstStart
from thirdring.usecases.sign_in import sign_in

OWNER, OWNER_PASSWORD = "zhou", "Tide-of-Lanterns-9"
FIRST, OWN = "Quiet-Harbour-31", "Paper-Lantern-52"


@dataclass
class ServerCenter:
    """`url` is the administrator's; everybody else comes in by `at`."""

    server: Server
    url: str
    owner: Store

    @property
    def address(self) -> Address:
        return parse_address(self.url)

    def url_of(self, login: str, password: str) -> str:
        return (
            f"postgresql://{login}:{password}@127.0.0.1:{self.server.port}/{self.address.database}"
        )

    def at(self, login: str, password: str) -> Store:
        return open_store(self.url_of(login, password))

    def center(self, store: Store, now: Any) -> Center:
        return Center(store, sign_in(store, "", None, now()).id, now=now)

    def hire(self, *roles: Role, now: Any) -> str:
        """Somebody new, by the program's administrator, with the password FIRST."""
        login = f"p{uuid.uuid4().hex[:10]}"
        new = NewStaff(login=login, name=login, roles=frozenset(roles), password=FIRST)
        self.center(self.owner, now).run(add_staff, new)
        return login

    def employ(self, *roles: Role, now: Any) -> str:
        """Somebody who has chosen the password OWN since."""
        login = self.hire(*roles, now=now)
        with self.at(login, FIRST) as store:
            self.center(store, now).run(change_own_password, FIRST, OWN)
        return login

    def ask(self, sql: str, *values: Any) -> Any:
        """The first value of an answer, as the superuser."""
        with psycopg.connect(self.address.conninfo) as connection:
            row = connection.execute(sql.encode(), values).fetchone()
            return row[0] if row else None

    def run(self, sql: str) -> None:
        """Something done behind the program's back, as the superuser."""
        with psycopg.connect(self.address.conninfo, autocommit=True) as connection:
            connection.execute(sql.encode())


def found_center(server: Server, name: str, now: Any, owner: str = OWNER) -> ServerCenter:
    """A center in a database of that name, which is made; a login belongs to one center alone."""
    url = server.url(name).replace("+psycopg", "")
    prepare(parse_address(url))
    with open_store(url) as store, as_owner(store) as session:
        first = FirstStart(
            "三声家居", owner, "周掌柜", OWNER_PASSWORD, Language.EN, "Asia/Shanghai"
        )
        found_on_server(session, first, now(), chosen=True)
    made = ServerCenter(server, url, None)  # type: ignore[arg-type]
    made.owner = made.at(owner, OWNER_PASSWORD)
    return made

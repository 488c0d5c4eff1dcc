"""A center on a server under the rights of its roles, and a login for each of its people."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from tests.postgres import Server
from thirdring.domain.enums import Role
from thirdring.store.address import parse_address
from thirdring.store.engine import Store, open_store
from thirdring.store.server.prepare import prepare
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.security import database_rights
from thirdring.usecases.center import Center

PASSWORD = "secret"


# The roles belong to the whole cluster: the databases of the tests are copies of one center and
# share its roles.
_names: dict[int, RoleNames] = {}
_founders: dict[tuple[int, Callable[[str], object]], Callable[[str], object]] = {}


def names_of(server: Server) -> RoleNames:
    """What the roles of the secured centers on `server` are called."""
    return _names[server.port]


def copy_of(server: Server, found: Callable[[str], object]) -> str:
    """A new database with the center that `found(url)` founds, under its roles. Returns its name."""

    def made(url: str) -> None:
        _found(server, url, found)

    name = server.copy_of(_founders.setdefault((server.port, found), made))
    _own(server, name)
    return name


def _found(server: Server, url: str, found: Callable[[str], object]) -> None:
    prepare(parse_address(url))
    names = _names[server.port] = RoleNames.of(url.rsplit("/", 1)[1])
    found(f"{url}?options=-c%20role%3D{names.owner}")


def _own(server: Server, database: str) -> None:
    """What a copy of a database doesn't take along."""
    names = names_of(server)
    with psycopg.connect(server.admin_dsn, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{database}" OWNER TO "{names.owner}"')
        for statement in database_rights(names, f'"{database}"'):
            admin.execute(statement)


class Logins:
    """The database logins of a center's people; memberships follow their roles in the center."""

    def __init__(self, server: Server, database: str, admin: psycopg.Connection[Any]) -> None:
        self._server, self.database, self._admin = server, database, admin
        self.names = names_of(server)
        self._known: dict[str, frozenset[str]] = {}
        self._stores: dict[uuid.UUID, Store] = {}

    def store_of(self, staff_id: uuid.UUID) -> Store:
        """A store in which only this person's login acts, with the roles they have now."""
        login = self.follow(staff_id)
        if staff_id not in self._stores:
            self._stores[staff_id] = open_store(parse_address(self.url(login)))
        return self._stores[staff_id]

    def url(self, login: str) -> str:
        """The address at which a person signs in."""
        return (
            f"postgresql+psycopg://{login}:{PASSWORD}@127.0.0.1:{self._server.port}/{self.database}"
        )

    def follow(self, staff_id: uuid.UUID) -> str:
        """Make the login, and put it into the groups of the person's roles; its name."""
        rows = self._admin.execute(
            "SELECT login, role FROM staff LEFT JOIN staff_roles ON staff_id = id WHERE id = %s",
            [staff_id],
        ).fetchall()
        login = str(rows[0][0])
        groups = frozenset({self.names.group_of(Role(role)) for _, role in rows if role})
        if self._known.get(login) != groups:
            self._put(login, groups | {self.names.everyone})
            self._known[login] = groups
        return login

    def _put(self, login: str, groups: frozenset[str]) -> None:
        name = sql.Identifier(login)
        if not self._admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
            self._admin.execute(sql.SQL("CREATE ROLE {}").format(name))
            self._admin.execute(
                sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(
                    name, sql.Identifier(self.names.keeper)
                )
            )
        # An earlier test's center may have taken it out of use, and its password with it.
        password = sql.Literal(PASSWORD)
        self._admin.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, password))
        # Before PostgreSQL 16 there is no membership without the right to become the group.
        sixteen = self._admin.info.server_version >= 160_000
        given = "GRANT {} TO {}" + (" WITH INHERIT TRUE, SET FALSE" if sixteen else "")
        for group in self.names.groups:
            verb = given if group in groups else "REVOKE {} FROM {}"
            self._admin.execute(sql.SQL(verb).format(sql.Identifier(group), name))

    def close(self) -> None:
        """Leave the server."""
        for store in self._stores.values():
            store.close()


@contextmanager
def logins(server: Server, database: str) -> Iterator[Logins]:
    """Logins for the center in a database."""
    admin_url = server.url(database).replace("+psycopg", "")
    with psycopg.connect(admin_url, autocommit=True) as admin:
        # Where tests of one process follow each other, an earlier center's people are no one here.
        admin.execute("SET client_min_messages = error")
        made = Logins(server, database, admin)
        yield made
        made.close()


class OwnLogin(Center):
    """Deeds of one person over a connection that is signed in as them."""

    def __init__(self, logins: Logins, staff_id: uuid.UUID, *, now: Callable[[], datetime]) -> None:
        self._logins = logins
        super().__init__(logins.store_of(staff_id), staff_id, now=now)

    def run(self, deed: Any, *args: Any, **kw: Any) -> Any:
        self._logins.follow(self.staff_id)
        return super().run(deed, *args, **kw)

    def read(self, deed: Any, *args: Any, **kw: Any) -> Any:
        self._logins.follow(self.staff_id)
        return super().read(deed, *args, **kw)

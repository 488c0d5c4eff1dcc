"""A throw-away center's traces on a server: its database, its group roles, the logins in them.

Only what begins with one of `PREFIXES` is ever removed, so that no real center can be named here.
"""

import secrets
from contextlib import suppress
from typing import Any

import psycopg

from thirdring.domain.errors import Refusal, say
from thirdring.store.address import Address
from thirdring.store.deadlines import Deadlines
from thirdring.store.postgres_connection import connect
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import quoted
from thirdring.store.upgrade import explained

PREFIX, MEASURED = "thirdring_tour_", "thirdring_bench_"
PREFIXES = (PREFIX, MEASURED)
_OWNER = "_owner"
_MARK_BYTES = 3
_PATIENCE_SECONDS, _TRIES = 600, 5

_LEFT = """
    SELECT datname FROM pg_database WHERE starts_with(datname, %(prefix)s)
    UNION
    SELECT left(rolname, -length(%(owner)s)) FROM pg_roles
    WHERE starts_with(rolname, %(prefix)s) AND right(rolname, length(%(owner)s)) = %(owner)s
    EXCEPT
    SELECT datname FROM pg_stat_activity
"""
_PEOPLE = """
    SELECT m.rolname
    FROM pg_auth_members JOIN pg_roles m ON m.oid = member JOIN pg_roles g ON g.oid = roleid
    WHERE g.rolname = %s AND m.rolcanlogin AND NOT m.rolcreaterole AND NOT m.rolsuper
"""
_PRESENT = "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)"


def new_name(prefix: str = PREFIX) -> str:
    """A database's name that no other throw-away center has; `prefix` is one of `PREFIXES`."""
    return prefix + secrets.token_hex(_MARK_BYTES)


def taken_logins(admin: Address, logins: list[str]) -> set[str]:
    """Those of `logins` that are somebody's on this server already."""
    with explained(admin, None), connect(admin, autocommit=True) as connection:
        return {str(row[0]) for row in connection.execute(_PRESENT, [logins])}


def remove_center(admin: Address, database: str) -> None:
    """Database, logins and roles of the throw-away center; what is gone already is no trouble.

    Raises:
        Refusal: no throw-away center is called that.
        Unavailable: the server can't be reached, or doesn't let this login.
    """
    if not database.startswith(PREFIXES):
        raise Refusal(say("{name} is no throw-away center.", name=database))
    with explained(admin, None), _patient(admin) as connection:
        _remove(connection, database)


def remove_left_over(admin: Address) -> tuple[str, ...]:
    """What an earlier one that was killed has left; one somebody is in stays. Their names.

    Raises:
        Unavailable: as `remove_center`.
    """
    with explained(admin, None), _patient(admin) as connection:
        left = connection.execute(_LEFT, {"prefix": PREFIX, "owner": _OWNER}).fetchall()
        names = tuple(str(row[0]) for row in left)
        for name in names:
            _remove(connection, name)
    return names


def _remove(connection: Any, database: str) -> None:
    """The people last but the roles: as long as anything is left, it can be found again."""
    names = RoleNames.of(database)
    _drop_database(connection, database)
    people = [str(row[0]) for row in connection.execute(_PEOPLE, [names.everyone])]
    for login in people:
        _drop_login(connection, names, login)
    roles = [names.backup, *reversed(names.groups), names.keeper, names.owner]
    present = {str(row[0]) for row in connection.execute(_PRESENT, [roles])}
    for role in roles:
        if role in present:
            connection.execute(f"DROP ROLE {_name(role)}")


def _patient(admin: Address) -> Any:
    """A connection for what takes its time: a big database, a server that writes it all out first."""
    return connect(admin, deadlines=Deadlines(answer=_PATIENCE_SECONDS), autocommit=True)


def _drop_database(connection: Any, database: str) -> None:
    """The server gives those it sends away five seconds; on a busy machine they may need more."""
    for _try in range(_TRIES):
        with suppress(psycopg.errors.ObjectInUse):
            connection.execute(f"DROP DATABASE IF EXISTS {_name(database)} WITH (FORCE)")
            return
    connection.execute(f"DROP DATABASE IF EXISTS {_name(database)} WITH (FORCE)")


def _drop_login(connection: Any, names: RoleNames, login: str) -> None:
    """As the role that made it: an administrator who is no superuser has no power over it else."""
    with suppress(psycopg.errors.UndefinedObject):
        connection.execute(f"SET ROLE {_name(names.keeper)}")
        try:
            connection.execute(f"DROP ROLE {_name(login)}")
        finally:
            connection.execute("RESET ROLE")


def _name(name: str) -> str:
    return quoted(name, percent=False)

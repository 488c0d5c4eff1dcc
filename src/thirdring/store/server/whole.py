"""Seeing or changing everything on a server, past the row security that keeps people to their own.

Only for who may act as the owner of the center's objects (its database administrators), or, to
read, as the backup role.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, NullPool, create_engine, text

from thirdring.domain.errors import NotPermitted, say
from thirdring.store.address import Address
from thirdring.store.deadlines import Deadlines
from thirdring.store.revision import refuse_other, standing
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import quoted
from thirdring.store.upgrade import explained

_OWNER = text(
    "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass('public.staff')"
)
# Since PostgreSQL 16 one may be in a group without the right to become it.
_MAY_BECOME = text(
    "SELECT coalesce(bool_or(pg_has_role(session_user, oid, CASE WHEN "
    "current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END)), "
    "false) FROM pg_roles WHERE rolname = :name"
)
# Whole tables take longer than a desk may wait, and the other side of a copy may be slow.
_SECONDS = 3_600.0
_DATABASE = text("SELECT current_database()")


@contextmanager
def everything(address: Address) -> Iterator[Connection]:
    """A connection that reads every row of a center as it stood at one moment, for as long as that
    takes.

    Raises:
        NotPermitted: who is connected may not read everything.
        Refusal, Unavailable: no center of this revision; server gone.
    """
    from thirdring.store.postgres_connection import connect

    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(address, deadlines=Deadlines(answer=_SECONDS)),
        poolclass=NullPool,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
    )
    with explained(address, None), engine.begin() as connection:
        if connection.scalar(_OWNER) is not None:
            see_all(connection)
        refuse_other(standing(connection), address)
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        yield connection


def become_owner(connection: Connection) -> str:
    """Act as the owner of the center's tables in this transaction; the owner's name.

    Raises:
        NotPermitted: who is connected can't.
    """
    owner = connection.scalar(_OWNER)
    if owner is None or not _may_become(connection, owner):
        raise _refused()
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner)}")
    return str(owner)


def see_all(connection: Connection) -> None:
    """Read every row in this transaction, or fail: never a part of them.

    Raises:
        NotPermitted: who is connected can't.
    """
    become = reading_role(connection)
    if become is None:
        raise _refused()
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(become)}")
    connection.exec_driver_sql("SET LOCAL row_security = off")
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def reading_role(connection: Connection) -> str | None:
    """The role to read everything as: the backup role, else the owner, else None."""
    names = RoleNames.of(str(connection.scalar(_DATABASE)))
    owner = connection.scalar(_OWNER)
    for role in (names.backup, owner):
        if role is not None and _may_become(connection, role):
            return str(role)
    return None


def _may_become(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(_MAY_BECOME, {"name": role}))


def _refused() -> NotPermitted:
    return NotPermitted(
        say(
            "This reads or writes everything, past the rights of each role: connect as the "
            "database's administrator, or to read as a login in its backup role."
        ),
        rule="H5",
    )

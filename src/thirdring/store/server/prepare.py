"""Makes a PostgreSQL database a center's, or brings one that is to this program's version.

The work of the database's administrator; it may be done any time again, and changes nothing where
everything is as it should be.
"""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, text

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store.address import Address
from thirdring.store.revision import refuse_not_ours, standing
from thirdring.store.server.connect_errors import NO_DATABASE
from thirdring.store.server.expected import remember
from thirdring.store.server.login_functions import apply_login_functions, follow_all
from thirdring.store.server.quiet_log import keep_values_out_of_the_log
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import ensure_roles, quoted, refuse_weak_administrator
from thirdring.store.server.security import apply_security, close_large_objects
from thirdring.store.upgrade import Progress, explained, migrate, server_transaction

_MAINTENANCE = "postgres"
_NOT_THE_OWNERS = text(
    """
    SELECT format('ALTER %s public.%I OWNER TO %I',
        CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
                       WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, c.relname, CAST(:owner AS text))
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = :owner)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')
                      AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass)
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, CAST(:owner AS text))
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND p.proowner <> (SELECT oid FROM pg_roles WHERE rolname = :owner)
    """
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was done. `before` is the revision found, None for a database without tables."""

    database_made: bool
    before: str | None
    after: str
    roles_made: tuple[str, ...]


def prepare(address: Address, progress: Progress = lambda _: None) -> Prepared:
    """Database, roles, tables, rights and the functions that keep logins: what of it is missing.

    All of it but the making of the database is one transaction.

    Raises:
        Refusal: not an administrator, another program's database, made by a newer version, or
            not in UTF-8.
        Unavailable: the server can't be reached, or is older than PostgreSQL 15.
    """
    made = ensure_database(address, progress)
    names = RoleNames.of(address.database)
    with explained(address, None), server_transaction(address) as connection:
        refuse_not_ours(standing(connection), address)
        _refuse_other_encoding(connection, address)
        refuse_weak_administrator(connection, names)
        roles = ensure_roles(connection, names)
        _give_to_owner(connection, address, names)
        connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(names.owner)}")
        done = migrate(connection, address, progress, None)
        apply_security(connection, names)
        _let_keeper_read(connection, names)
        connection.exec_driver_sql("RESET ROLE")
        close_large_objects(connection)
        keep_values_out_of_the_log(connection)
        apply_login_functions(connection, names)
        follow_all(connection, names)
        remember(connection, names)
    return Prepared(made, done.before, done.after, roles)


def ensure_database(address: Address, progress: Progress) -> bool:
    """Make the database when the server has none of that name; whether it did."""
    if not address.database:
        raise Refusal(
            say("Name the database: postgresql://{host}/thirdring.", host=address.host or "HOST")
        )
    try:
        with explained(address, None), server_transaction(address):
            return False
    except Unavailable as error:
        if error.message.msgid != NO_DATABASE:
            raise
    progress(say("Making the database {name}.", name=address.database))
    maintenance = address.in_database(_MAINTENANCE)
    with explained(maintenance, None):
        from psycopg.errors import DuplicateDatabase

        from thirdring.store.postgres_connection import connect

        # Another start may have made it just now.
        with connect(maintenance, autocommit=True) as connection, suppress(DuplicateDatabase):
            connection.execute(
                f"CREATE DATABASE {quoted(address.database, percent=False)} TEMPLATE template0 "
                "ENCODING 'UTF8' LOCALE 'C'"
            )
    return True


def _refuse_other_encoding(connection: Connection, address: Address) -> None:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise Refusal(
            say(
                "{address} keeps its texts in {encoding}, which can't hold every name: make a "
                "database with ENCODING 'UTF8'.",
                address=str(address), encoding=encoding,
            )
        )  # fmt: skip


def _give_to_owner(connection: Connection, address: Address, names: RoleNames) -> None:
    """The database and all in it belong to the owner role; strangers can't even connect."""
    run = connection.exec_driver_sql
    database, owner = quoted(address.database), quoted(names.owner)
    run(f"ALTER DATABASE {database} OWNER TO {owner}")
    run(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    run(f"GRANT CONNECT ON DATABASE {database} TO {quoted(names.everyone)}, {quoted(names.backup)}")
    run(f"ALTER SCHEMA public OWNER TO {owner}")
    for statement in list(connection.scalars(_NOT_THE_OWNERS, {"owner": names.owner})):
        run(statement.replace("%", "%%"))


def _let_keeper_read(connection: Connection, names: RoleNames) -> None:
    """Its two functions it may call by apply_security."""
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {quoted(names.keeper)}")

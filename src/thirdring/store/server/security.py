"""Puts a center's database under the rights of its roles: grants, row policies, functions.

Run after every upgrade, in its transaction or one of its own, as the owner role (an administrator
does SET ROLE first). It takes back everything and gives what the program of this version needs, so
that an older state leaves nothing behind.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from thirdring.domain.enums import Role
from thirdring.domain.roles import PERMISSIONS
from thirdring.store.server.account_functions import ACCOUNT_FUNCTIONS
from thirdring.store.server.counts_sql import AT_COMMIT
from thirdring.store.server.functions import FUNCTIONS, Function
from thirdring.store.server.guards import guard_of, guarded
from thirdring.store.server.rights import (
    ACTOR,
    ALL_ROWS,
    UNMAPPED,
    Verb,
    becomes_of,
    columns_of,
    granted,
    rights_of,
    rows_of,
    tables,
)
from thirdring.store.server.role_names import RoleNames

_POLICIES = text(
    "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2"
)
_GUARDS = text(
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
    "WHERE tgname = 'thirdring_guard' ORDER BY 1"
)
_OURS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "AND proname LIKE 'thirdring\\_%' ORDER BY 1"
)
_TRIGGERED = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "AND prorettype = 'trigger'::regtype ORDER BY 1"
)
_LARGE_OBJECTS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace "
    "AND proname LIKE 'lo\\_%' ORDER BY 1"
)
_SUPERUSER = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
# Whoever isn't an active member of the staff sees and writes nothing, whatever the login may.
KNOWN = f"{ACTOR} IS NOT NULL"
# A condition on the row would switch the text index off (@@ is not leakproof); these two hold no
# value to hide from who has the grant.
_WITHOUT_CONDITION = frozenset(UNMAPPED)


def apply_security(connection: Connection, names: RoleNames) -> None:
    """Bring functions, grants and policies to what this program has; may be run any time again.

    Raises:
        sqlalchemy.exc.DBAPIError: not the owner, or a role of `names` is missing.
    """
    earlier = [
        *(f'DROP POLICY "{name}" ON "{table}"' for table, name in connection.execute(_POLICIES)),
        *(f"DROP TRIGGER {name} ON {table}" for table, name in connection.execute(_GUARDS)),
        *(f"DROP FUNCTION {function} CASCADE" for function in connection.scalars(_OURS)),
    ]
    database = connection.scalar(text("SELECT current_database()"))
    _run(connection, earlier)
    _run(connection, _taken_back(names, f'"{database}"'))
    _run(
        connection,
        (step for one in (*FUNCTIONS, *ACCOUNT_FUNCTIONS) for step in _function(one, names)),
    )
    _run(connection, [AT_COMMIT])
    _run(connection, (step for table in guarded() for step in guard_of(table, names)))
    for function in connection.scalars(_TRIGGERED).all():
        _run(
            connection,
            (
                f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp",
                f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
            ),
        )
    _run(connection, (step for table in tables() for step in _table(table, names)))


def close_large_objects(connection: Connection) -> None:
    """Take from everybody what large objects are made with: they would be rows that belong to no
    table of ours. Only a superuser of the server can; others leave it as it is.
    """
    if not connection.scalar(_SUPERUSER):
        return
    functions = connection.scalars(_LARGE_OBJECTS).all()
    _run(connection, (f"REVOKE EXECUTE ON FUNCTION {one} FROM PUBLIC" for one in functions))


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%"))


def database_rights(names: RoleNames, database: str) -> Iterator[str]:
    """Only the center's people come in, and none of them makes tables for a session: they could
    stand before ours. `database` is quoted.
    """
    everybody = ", ".join(f'"{name}"' for name in (*names.groups, names.backup))
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {everybody}"
    yield f'GRANT CONNECT ON DATABASE {database} TO "{names.everyone}", "{names.backup}"'


def _taken_back(names: RoleNames, database: str) -> Iterator[str]:
    """Nobody has anything; everybody may come in and see what there is by name."""
    everybody = ", ".join(f'"{name}"' for name in (*names.groups, names.backup))
    yield from database_rights(names, database)
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {everybody}"
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {everybody}"
    yield f'GRANT USAGE ON SCHEMA public TO "{names.everyone}", "{names.backup}"'
    yield f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{names.backup}"'
    yield f'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "{names.backup}"'
    yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{names.everyone}"'
    yield (
        f'ALTER DEFAULT PRIVILEGES FOR ROLE "{names.owner}" REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC'
    )


def _function(function: Function, names: RoleNames) -> Iterator[str]:
    yield function.create
    yield f"REVOKE ALL ON FUNCTION {function.signature} FROM PUBLIC"
    for group in callers(function, names):
        yield f'GRANT EXECUTE ON FUNCTION {function.signature} TO "{group}"'


def callers(function: Function, names: RoleNames) -> tuple[str, ...]:
    """The groups that may call a function."""
    keeper = (names.keeper,) if function.kept else ()
    if function.inner:
        return keeper
    if function.needs is None:
        return (names.everyone, *keeper)
    return tuple(names.group_of(role) for role in Role if function.needs in PERMISSIONS[role])


def _table(table: str, names: RoleNames) -> Iterator[str]:
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    for role in Role:
        for verb in Verb:
            yield from _verb(table, verb, role, names.group_of(role))


def _verb(table: str, verb: Verb, role: Role, group: str) -> Iterator[str]:
    """The grant, on columns unless it is all of them, and the policy on rows."""
    rights = rights_of(role)
    rows = rows_of(rights, table, verb)
    if rows is None:
        return
    columns = granted(rights, table, verb)
    every = columns_of(table)
    if columns == frozenset(every):
        yield f'GRANT {verb} ON "{table}" TO "{group}"'
    else:
        named = ", ".join(f'"{one}"' for one in every if one in columns)
        yield f'GRANT {verb} ({named}) ON "{table}" TO "{group}"'
    condition = KNOWN if rows == ALL_ROWS else f"{KNOWN} AND ({rows})"
    if table in _WITHOUT_CONDITION:
        condition = ALL_ROWS
    clause = "WITH CHECK" if verb is Verb.INSERT else "USING"
    becomes = becomes_of(rights, table) if verb is Verb.UPDATE else None
    more = f" WITH CHECK ({KNOWN} AND ({becomes}))" if becomes else ""
    name = f"{role.value}_{verb.lower()}"
    yield f'CREATE POLICY {name} ON "{table}" FOR {verb} TO "{group}" {clause} ({condition}){more}'

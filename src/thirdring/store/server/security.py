"""Puts a center's database under the rights of its roles: grants, row policies, functions.

Run after every upgrade, in its transaction or one of its own, as the owner role (an administrator
does SET ROLE first). It takes back everything and gives what the program of this version needs, so
that an older state leaves nothing behind.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from thirdring.store.base import Base
from thirdring.store.server.account_functions import ACCOUNT_FUNCTIONS
from thirdring.store.server.functions import FUNCTIONS
from thirdring.store.server.role_names import RoleNames
from thirdring.store.tables import beside  # noqa: F401 - completes the metadata

_POLICIES = text(
    "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2"
)
_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")


def apply_security(connection: Connection, names: RoleNames) -> None:
    """Bring functions, grants and policies to what this program has; may be run any time again.

    Raises:
        sqlalchemy.exc.DBAPIError: not the owner, or a role of `names` is missing.
    """
    tables = list(connection.scalars(_TABLES))
    for table, policy in connection.execute(_POLICIES).all():
        _run(connection, f'DROP POLICY "{policy}" ON "{table}"')
    for statement in _statements(names, tables):
        _run(connection, statement)


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _statements(names: RoleNames, tables: list[str]) -> Iterator[str]:
    everybody = ", ".join(f'"{name}"' for name in ("public", *names.groups, names.backup)[1:])
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {everybody}"
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {everybody}"
    yield f'GRANT USAGE ON SCHEMA public TO "{names.everyone}", "{names.backup}"'
    yield f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{names.backup}"'
    yield f'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "{names.backup}"'
    for function in (*FUNCTIONS, *ACCOUNT_FUNCTIONS):
        yield function.create
        yield f"REVOKE ALL ON FUNCTION {function.signature} FROM PUBLIC"
        yield f'GRANT EXECUTE ON FUNCTION {function.signature} TO "{names.everyone}"'
    yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{names.everyone}"'
    yield from _tables(names, tables)


def _tables(names: RoleNames, tables: list[str]) -> Iterator[str]:
    for table in tables:
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        if table in Base.metadata.tables or table == "ticket_search":
            yield (f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO "{names.everyone}"')
            yield (
                f'CREATE POLICY known ON "{table}" TO "{names.everyone}" '
                "USING ((SELECT thirdring_actor()) IS NOT NULL)"
            )
        else:
            yield f'GRANT SELECT ON "{table}" TO "{names.everyone}"'
            yield f'CREATE POLICY known ON "{table}" TO "{names.everyone}" USING (true)'

"""What `db info` tells of a database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, inspect, select, table, text

from thirdring.store.address import EngineKind
from thirdring.store.engine import Store
from thirdring.store.revision import revision_of
from thirdring.store.server.whole import reading_role, see_all


@dataclass(frozen=True, slots=True)
class DbInfo:
    """The keys of `db info`. On a server `journal_mode` is its wal_level and `encrypted` is False:
    its disk is its own matter.
    """

    url: str
    engine: str
    engine_version: str
    driver: str
    revision: str | None
    encrypted: bool
    journal_mode: str
    synchronous: str
    tables: dict[str, int]


_READABLE = text(
    "SELECT n FROM unnest(CAST(:names AS text[])) AS n "
    "WHERE has_any_column_privilege(quote_ident(n), 'SELECT')"
)
_SYNCHRONOUS = {0: "off", 1: "normal", 2: "full", 3: "extra"}


def info(store: Store) -> DbInfo:
    """Read it; the row counts are exact and take a moment on large tables. On a server who may not
    read everything gets the rows they see, of the tables they may look into.

    Raises:
        Unavailable: locked, damaged, server gone.
    """
    with store.begin_read() as session:
        connection = session.connection()

        def one(sql: str) -> Any:
            return session.execute(text(sql)).scalar_one()

        if store.address.kind is EngineKind.SQLITE:
            from sqlcipher3 import dbapi2

            version, driver = one("SELECT sqlite_version()"), f"sqlcipher3 {dbapi2.version}"
            journal = str(one("PRAGMA journal_mode"))
            synchronous = _SYNCHRONOUS[int(one("PRAGMA synchronous"))]
        else:
            import psycopg

            version = str(one("SHOW server_version")).split(" ")[0]
            driver = f"psycopg {psycopg.__version__}"
            journal, synchronous = str(one("SHOW wal_level")), str(one("SHOW synchronous_commit"))
        names = [n for n in inspect(connection).get_table_names() if _is_ours(n)]
        if store.address.on_server:
            names = _readable(connection, names)
        counts = {n: session.execute(select(func.count()).select_from(table(n))).scalar_one()
                  for n in sorted(names)}  # fmt: skip
        return DbInfo(
            url=store.address.shown,
            engine=store.address.kind.value,
            engine_version=version,
            driver=driver,
            revision=revision_of(connection),
            encrypted=store.encrypted,
            journal_mode=journal,
            synchronous=synchronous,
            tables=counts,
        )


def _readable(connection: Connection, names: list[str]) -> list[str]:
    if reading_role(connection) is not None:
        see_all(connection)
        return names
    return list(connection.scalars(_READABLE, {"names": names}))


def _is_ours(name: str) -> bool:
    return name != "alembic_version" and not name.startswith("ticket_search")

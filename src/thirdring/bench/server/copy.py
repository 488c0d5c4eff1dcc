"""The built file's rows, brought to a server: the same center, for comparing one engine with the other."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import ProgrammingError
from sqlcipher3 import dbapi2

from thirdring.bench.server.lines import Written, copied, searched
from thirdring.domain.errors import Message, say
from thirdring.store.address import Address
from thirdring.store.deadlines import Deadlines
from thirdring.store.digests import center_tables
from thirdring.store.postgres_connection import connect
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.roles import quoted
from thirdring.store.tables import Staff
from thirdring.store.transfer_target import target_at

Progress = Callable[[int, int], None]
Told = Callable[[Message], None]
_LONG = Deadlines(answer=3_600.0)
_SEARCH = "ticket_search"
# Those no constraint keeps: what a constraint needs is made with its rows, which come in order.
_INDEXES = text(
    "SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made "
    "FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
    "WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary "
    "AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) "
    "ORDER BY c.reltuples, name"
)
_FAST = (
    "SET LOCAL maintenance_work_mem = '512MB'",
    "SET LOCAL max_parallel_maintenance_workers = 2",
)


def copy(file: Path, address: Address, progress: Progress, told: Told) -> None:
    """Everything in the built `file`, to the database at `address`, which is made; as a database
    administrator. Logins are told apart from others of the server by the database's name.
    `progress(done, total)` counts rows.

    Raises:
        NotPermitted, Refusal, Unavailable: as `target_at`; nothing was kept.
    """
    with closing(dbapi2.connect(str(file))) as rows:
        total = sum(_count(rows, table) for table in center_tables())
        with target_at(address, None) as target:
            connection = target.connection
            _unchecked(connection)
            for statement in _FAST:
                connection.exec_driver_sql(statement)
            with _without_indexes(connection, told):
                _put_all(connection, rows, address, progress, total)
            target.finish()
    _tidy(address)


def staff_login(database: str, login: str) -> str:
    """What a person of the built center is called on a server, whose logins are everybody's."""
    return f"{database}.{login}"


def _unchecked(connection: Connection) -> None:
    """Rows that a whole center holds refer to each other. Who is no superuser has them checked."""
    owner = str(connection.scalar(text("SELECT current_user")))
    connection.exec_driver_sql("RESET ROLE")
    with suppress(ProgrammingError), connection.begin_nested():
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner)}")


@contextmanager
def _without_indexes(connection: Connection, told: Told) -> Iterator[None]:
    """Made after the rows, each is sorted once."""
    found = connection.execute(_INDEXES).all()
    for name, _made in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    told(say("Making the indexes."))
    for _name, made in found:
        connection.exec_driver_sql(made.replace("%", "%%"))


def _put_all(
    connection: Connection, rows: Any, address: Address, progress: Progress, total: int
) -> None:
    # Emptied in the same transaction, a table's rows need not go through the log as well.
    names = ", ".join(f'"{table.name}"' for table in center_tables())
    connection.exec_driver_sql(f"TRUNCATE {names}, {_SEARCH}")
    done = 0
    for table in center_tables():
        written = _logins(address.database) if table is Staff.__table__ else {}
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        for count in _put(connection, f'"{table.name}" ({columns})', copied(table, rows, written)):
            done += count
            progress(done, total)
    for _ in _put(connection, f"{_SEARCH} (seq, tokens)", searched(rows)):
        pass


def _put(connection: Connection, where: str, parts: Iterable[tuple[int, str]]) -> Iterator[int]:
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY {where} FROM STDIN") as into:
        for count, lines in parts:
            into.write(lines)
            yield count


def _logins(database: str) -> Written:
    prefix = staff_login(database, "")
    return {"login": f"'{prefix}' || login", "password_hash": "NULL"}


def _count(rows: Any, table: Table) -> int:
    return int(rows.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])


def _tidy(address: Address) -> None:
    """What a server's own upkeep would have done in time: statistics, and which pages are whole."""
    with connect(address, deadlines=_LONG, autocommit=True) as connection:
        owner = quoted(RoleNames.of(address.database).owner, percent=False)
        connection.execute(f"SET ROLE {owner}")  # only whose the tables are may
        connection.execute("VACUUM (ANALYZE)")

"""Where a center is copied to: an empty place of this revision, written in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store import log_guard
from thirdring.store.address import Address
from thirdring.store.digests import center_tables
from thirdring.store.locking import alone
from thirdring.store.network_share import refuse_network_share
from thirdring.store.revision import Standing, refuse_other, standing
from thirdring.store.safe_files import explained_os_error, taking_place_of
from thirdring.store.server.connect_errors import NO_DATABASE
from thirdring.store.server.login_functions import SCHEMA, follow_all
from thirdring.store.server.role_names import RoleNames
from thirdring.store.server.whole import become_owner
from thirdring.store.upgrade import (
    explained,
    file_transaction,
    maintenance_engine,
    migrate,
    server_transaction,
)

Put = Callable[[Sequence[Sequence[Any]]], None]

_TALLY_TRIGGERS = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\\_tally\\_%' "
    "ESCAPE '\\'"
)
# The class of SQLSTATEs a server gives for a value it can't take.
_BAD_VALUE = "22"
_ABLE = text(
    "SELECT r.rolname FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid "
    "JOIN pg_roles g ON g.oid = m.roleid WHERE r.rolcanlogin AND g.rolname = :everyone"
)


@dataclass(slots=True)
class Target:
    """The open transaction. Between `taking` and `finish` no trigger of ours acts: what they would
    note and count comes with the rows.
    """

    address: Address
    connection: Connection

    def taking(self, table: Table) -> AbstractContextManager[Put]:
        """Yields a function that takes rows of `table`, their values as Python has them."""
        raise NotImplementedError

    def finish(self) -> None:
        """Put triggers and running numbers right after the last row."""
        raise NotImplementedError


class _FileTarget(Target):
    _triggers: Sequence[Any] = ()

    def without_triggers(self) -> None:
        run = self.connection.exec_driver_sql
        self._triggers = run(_TALLY_TRIGGERS).all()
        for name, _ in self._triggers:
            run(f"DROP TRIGGER {name}")

    @contextmanager
    def taking(self, table: Table) -> Iterator[Put]:
        statement, names = insert(table), [column.name for column in table.columns]

        def put(rows: Sequence[Sequence[Any]]) -> None:
            self.connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])

        yield put

    def finish(self) -> None:
        for _, sql in self._triggers:
            self.connection.exec_driver_sql(sql)


class _ServerTarget(Target):
    def without_triggers(self) -> None:
        """Those of foreign keys stay: they are the system's."""
        for table in center_tables():
            self.connection.exec_driver_sql(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')

    @contextmanager
    def taking(self, table: Table) -> Iterator[Put]:
        """COPY, which takes a table's rows as one statement: rows may refer to later ones."""
        import psycopg

        dialect = self.connection.dialect
        bind = [
            column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns
        ]
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        raw: Any = self.connection.connection.driver_connection
        try:
            with (
                raw.cursor() as cursor,
                cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy,
            ):

                def put(rows: Sequence[Sequence[Any]]) -> None:
                    for row in rows:
                        copy.write_row([f(v) if f else v for f, v in zip(bind, row, strict=True)])

                yield put
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise _does_not_fit(table, error) from error

    def finish(self) -> None:
        for table in center_tables():
            self.connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')
            if "seq" in table.c:
                highest = self.connection.scalar(select(func.max(table.c.seq)))
                self.connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'seq'), :to, :used)"),
                    {"name": table.name, "to": highest or 1, "used": highest is not None},
                )
        names = RoleNames.of(self.address.database)
        if self.connection.scalar(text("SELECT to_regnamespace(:name)"), {"name": SCHEMA}):
            follow_all(self.connection, names)
            become_owner(self.connection)
        # Else it is a minute until the server knows what is there, in which a look-up goes through
        # everybody.
        self.connection.exec_driver_sql("ANALYZE")


def able_logins(target: Target) -> frozenset[str]:
    """The logins of this center that somebody may sign in with."""
    everyone = RoleNames.of(target.address.database).everyone
    return frozenset(target.connection.scalars(_ABLE, {"everyone": everyone}))


def target_at(address: Address, key: str | None) -> AbstractContextManager[Target]:
    """The target's transaction, committed at the end of the block; tables are made where there are
    none. A file is written beside its place and takes it at the end.

    Raises:
        Refusal, NotPermitted, Unavailable: not ours, of another revision, in use, not writable.
    """
    return _server(address) if address.on_server else _file(address, key)


@contextmanager
def _server(address: Address) -> Iterator[Target]:
    from thirdring.store.server.prepare import prepare

    stands = _standing_on_server(address)
    if stands is Standing.EMPTY:
        prepare(address)
    else:
        refuse_other(stands, address)
    with explained(address, None), server_transaction(address) as connection:
        become_owner(connection)
        target = _ServerTarget(address, connection)
        if not connection.scalar(text("SELECT EXISTS (SELECT FROM staff)")):
            target.without_triggers()
        yield target


def _standing_on_server(address: Address) -> Standing:
    """A database that isn't there counts as empty: it is made."""
    try:
        with explained(address, None), server_transaction(address) as connection:
            return standing(connection)
    except Unavailable as error:
        if error.message.msgid != NO_DATABASE:
            raise
    return Standing.EMPTY


@contextmanager
def _file(address: Address, key: str | None) -> Iterator[Target]:
    path = address.file
    refuse_network_share(path)
    with explained_os_error(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(path, key):
        if _holds_something(path):
            with _as_it_stands(address, key) as target:
                yield target
            return
        with (
            taking_place_of(path) as part,
            explained(address, key),
            file_transaction(part, key) as connection,
        ):
            migrate(connection, address, lambda _: None, None)
            target = _FileTarget(address, connection)
            target.without_triggers()
            yield target


@contextmanager
def _as_it_stands(address: Address, key: str | None) -> Iterator[Target]:
    """A file that is there is only looked at. Raises Refusal when somebody wants to write."""
    log_guard.refuse_lost_wal(address.file, log_guard.look(address.file, key))
    with (
        explained(address, key),
        maintenance_engine(address.file, key, "BEGIN").connect() as connection,
    ):
        refuse_other(standing(connection), address)
        if not any(connection.execute(select(func.count()).select_from(table)).scalar_one()
                   for table in center_tables()):  # fmt: skip
            raise Refusal(
                say(
                    "{path} is there already, without a center in it: remove it, or name another "
                    "file.",
                    path=str(address.path),
                )
            )
        yield Target(address, connection)


def _holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _does_not_fit(table: Table, error: Any) -> Unavailable:
    detail = error.diag.message_primary or "a character no server takes"
    if (error.sqlstate or "").startswith(_BAD_VALUE):  # then the sentence quotes it
        detail = error.sqlstate
    return Unavailable(
        say("The rows of {table} don't fit the server's table: {detail}.", table=table.name,
            detail=detail)
    )  # fmt: skip

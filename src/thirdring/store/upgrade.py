"""Makes a database, or brings an older one to this program's revision, in one transaction."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from thirdring.domain.errors import Message, Refusal, Unavailable, say
from thirdring.store import log_guard
from thirdring.store.address import Address, EngineKind, parse_address
from thirdring.store.backup import copy_file
from thirdring.store.deadlines import Deadlines
from thirdring.store.errors import explain
from thirdring.store.locking import maintenance
from thirdring.store.network_share import refuse_network_share
from thirdring.store.revision import (
    Standing,
    head,
    mark_works_since,
    refuse_not_ours,
    revision_of,
    standing,
)
from thirdring.store.sqlite_connection import APPLICATION_ID, Dbapi, connect, require_sound_sqlite

Progress = Callable[[Message], None]

# Another process may be migrating a large file just now.
_PATIENCE_SECONDS = 600.0
_SERVER_SECONDS = 3_600.0
# From this revision on the month's counts go with their complaints.
_COUNTS_SINCE = "0003"
# "3rd Ring": keeps two processes from migrating one server database at once.
_ADVISORY_LOCK = 0x3352_4452_696E_67


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done. `before` is None for a database made just now; `backup` is the copy made
    of an existing file before anything was changed.
    """

    before: str | None
    after: str
    backup: Path | None = None

    @property
    def changed(self) -> bool:
        """Whether anything had to be done."""
        return self.before != self.after


def upgrade(
    address: Address | str | None,
    key: str | None = None,
    progress: Progress = lambda _: None,
) -> Upgraded:
    """Create the database, or migrate it; nothing happens when its revision is the program's.

    Interrupted at any moment, it leaves the database as it was. Two processes may call it at once.

    Raises:
        Refusal: made by a newer version, another program's, on a network share, wrong key, or
            open elsewhere.
        Unavailable: no room, read-only, damaged, server gone.
    """
    if not isinstance(address, Address):
        address = parse_address(address)
    if address.kind is EngineKind.SQLITE:
        return _upgrade_file(address, key, progress)
    with explained(address, key), server_transaction(address) as connection:
        return migrate(connection, address, progress, None)


def downgrade(address: Address | str, revision: str = "base", key: str | None = None) -> None:
    """Take the database back to `revision`. Loses what the later tables held; a tool of tests."""
    if not isinstance(address, Address):
        address = parse_address(address)
    if address.kind is EngineKind.SQLITE:
        path = address.file
        with (
            maintenance(path),
            explained(address, key),
            file_transaction(path, key) as connection,
        ):
            _run_alembic(connection, revision, down=True)
        return
    with explained(address, key), server_transaction(address) as connection:
        _run_alembic(connection, revision, down=True)


def _upgrade_file(address: Address, key: str | None, progress: Progress) -> Upgraded:
    path = address.file
    require_sound_sqlite()
    refuse_network_share(path)
    _make_folder(path)
    with maintenance(path, _PATIENCE_SECONDS), explained(address, key):
        _make_empty(path)
        found = log_guard.look(path, key)
        log_guard.refuse_lost_wal(path, found)
        if _stands(path, key)[0] is Standing.CURRENT:
            return Upgraded(head(), head())
        if found.in_use:
            raise Refusal(
                say("{path} is open in another window or process: close it first.", path=str(path))
            )
        backup = _back_up_first(address, key, progress)
        with file_transaction(path, key) as connection:
            return migrate(connection, address, progress, backup)


def migrate(
    connection: Connection, address: Address, progress: Progress, backup: Path | None
) -> Upgraded:
    """Bring the tables behind `connection` to the program's revision, in its transaction."""
    before = revision_of(connection)
    if before == head():
        return Upgraded(before, head())
    refuse_not_ours(standing(connection), address)
    progress(
        say("Upgrading {address} to revision {revision}.", address=str(address), revision=head())
        if before
        else say("Creating {address}.", address=str(address))
    )
    _run_alembic(connection, "head")
    mark_works_since(connection)
    if before is not None and before < _COUNTS_SINCE:
        _count_anew(connection)
    return Upgraded(before, head(), backup)


def _count_anew(connection: Connection) -> None:
    """The month's counts after what the migration noted (0003): the rules are the program's."""
    from thirdring.store.deed_session import DeedSession
    from thirdring.store.month_counts import settle_counts

    with DeedSession(connection, join_transaction_mode="rollback_only") as session:
        settle_counts(session)
        session.commit()  # of the session; the migration's transaction goes on


def _run_alembic(connection: Connection, revision: str, *, down: bool = False) -> None:
    from alembic import command
    from alembic.config import Config

    from thirdring.resources import migrations

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    (command.downgrade if down else command.upgrade)(config, revision)


def _make_folder(path: Path) -> None:
    if path.parent.is_dir():
        return
    try:
        path.parent.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise Unavailable(
            say("The folder {folder} can't be made: {reason}.", folder=str(path.parent),
                reason=error.strerror or str(error))
        ) from error  # fmt: skip


def _make_empty(path: Path) -> None:
    """An empty file that only its owner can read: it will hold people's names and numbers."""
    if path.exists():
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unavailable(
            say("{path} can't be made: {reason}.", path=str(path),
                reason=error.strerror or str(error))
        ) from error  # fmt: skip


def _stands(path: Path, key: str | None) -> tuple[Standing, str | None]:
    """How the file stands, and its revision. Reading beside running desks is harmless."""
    with maintenance_engine(path, key, "BEGIN").connect() as connection:
        return standing(connection), revision_of(connection)


def _back_up_first(address: Address, key: str | None, progress: Progress) -> Path | None:
    """Copy an existing center's file beside itself, named by its revision and the time (UTC)."""
    path = address.file
    stands, revision = _stands(path, key)
    if stands is Standing.EMPTY:
        return None
    refuse_not_ours(stands, address)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = path.with_name(f"{path.stem}.before-upgrade-{revision}-{moment}{path.suffix}")
    progress(say("Backing up to {file} first.", file=str(target)))
    copy_file(path, key, target)
    return target


def maintenance_engine(path: Path, key: str | None, begin: str = "BEGIN IMMEDIATE") -> Engine:
    """An engine for migrating: foreign keys off, because a batch migration that recreates a parent
    table would delete every cascading child; they are checked as a whole before the commit.
    """

    def make() -> Any:
        connection = connect(path, key)
        connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    engine = create_engine(
        "sqlite://", module=Dbapi, creator=make, poolclass=NullPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def file_transaction(path: Path, key: str | None) -> Iterator[Connection]:
    """A transaction without foreign keys, which are looked at as a whole before the commit."""
    with maintenance_engine(path, key).begin() as connection:
        yield connection
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if broken:
            raise RuntimeError(f"the migration would leave rows without their parents: {broken}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


@contextmanager
def server_transaction(address: Address) -> Iterator[Connection]:
    """A transaction with time for large tables; one at a time in a database changes its schema."""
    from thirdring.store.postgres_connection import connect as connect_to_server

    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect_to_server(address, deadlines=Deadlines(answer=_SERVER_SECONDS)),
        poolclass=NullPool,
        hide_parameters=True,
    )
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        yield connection


@contextmanager
def explained(address: Address, key: str | None) -> Iterator[None]:
    """Raise what the driver says as one clear sentence."""
    try:
        yield
    except (DBAPIError, Dbapi.Error) as error:
        explained = explain(error, address, keyed=key is not None)
        if explained is None:
            raise
        raise explained from error

"""Copies of the embedded database that are whole, verified, and as encrypted as their source."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store import log_guard
from thirdring.store.address import Address, EngineKind, parse_address
from thirdring.store.engine import Store
from thirdring.store.errors import explain
from thirdring.store.revision import revisions
from thirdring.store.safe_files import taking_place_of
from thirdring.store.sqlite_connection import Dbapi, connect, opened

# Called with pages done and pages in all; what it raises stops the copy and leaves no trace.
PageProgress = Callable[[int, int], None]

_PAGES_AT_A_TIME = 2_048


@dataclass(frozen=True, slots=True)
class Contents:
    """What a verified database file holds: its revision and the number of rows of each table."""

    revision: str
    tables: dict[str, int]


def backup(
    source: Store | Address | str | None,
    file: Path,
    key: str | None = None,
    progress: PageProgress | None = None,
) -> Contents:
    """Copy the database to `file`, while others go on working; the copy is encrypted like it.

    The copy shows one moment, is opened and checked, and takes its name only then.

    Raises:
        Refusal: `file` exists, the source is a server (see server/dump.py), the key is wrong.
        Unavailable: no room, unreadable or damaged.
    """
    address = source.address if isinstance(source, Store) else _address(source)
    key = source.key if isinstance(source, Store) else key
    path = address.file
    file = file.expanduser().absolute()
    if file.exists():
        raise Refusal(say("{file} exists already: choose another name.", file=str(file)))
    if not isinstance(source, Store):
        if not path.exists():
            raise Refusal(say("There is no database at {path}.", path=str(path)))
        log_guard.refuse_lost_wal(path, log_guard.look(path, key))
    return copy_file(path, key, file, progress)


def copy_file(
    path: Path, key: str | None, target: Path, progress: PageProgress | None = None
) -> Contents:
    """`backup` of a file nobody need have open, onto a name that may exist and is then replaced."""
    source = opened(path, key, mode=_mode(path), query_only=True)
    try:
        with taking_place_of(target) as part, _explained(target, key):
            # The open read transaction pins one moment; without it every save of another process
            # would make the copy begin anew.
            with _explained(path, key):
                source.execute("BEGIN")
                expected = _row_counts(source)
            _copy_pages(source, part, key, progress)
            source.execute("ROLLBACK")
            contents = verified(part, key, shown=path)
            if contents.tables != expected:
                raise Unavailable(
                    say("The copy {file} differs from its source: try again.", file=str(target))
                )
        return contents
    finally:
        source.close()


def verified(path: Path, key: str | None, *, shown: Path | None = None) -> Contents:
    """Read the whole file and see that it is a sound database of ours, of a known revision.

    `shown` is the file that a refusal names: of a copy that is still in the making, its source.

    Raises:
        Refusal: not ours, made by a newer version, or unreadable with this key.
        Unavailable: damaged, or unreadable.
    """
    shown = shown or path
    connection = opened(path, key, mode=_mode(path), query_only=True)
    try:
        with _explained(shown, key):
            problems = quick_problems(connection)
            if problems:
                raise Unavailable(
                    say(
                        "{file} is damaged and can't serve as a backup: {problem}.",
                        file=str(shown),
                        problem=problems[0],
                    )
                )
            return Contents(_known_revision(connection, shown), _row_counts(connection))
    finally:
        connection.close()


def quick_problems(connection: Any) -> list[str]:
    """What quick_check and foreign_key_check find, in SQLite's words; empty for a sound file."""
    found = [row[0] for row in connection.execute("PRAGMA quick_check(20)") if row[0] != "ok"]
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
        found.append(f"row {rowid} of {table} has no parent in {parent}")
    return found


def _copy_pages(source: Any, part: Path, key: str | None, progress: PageProgress | None) -> None:
    target = connect(part, key)
    try:
        # The name is not taken before fsync, so the copy itself needs no journal.
        target.execute("PRAGMA journal_mode = OFF").fetchone()
        target.execute("PRAGMA synchronous = OFF")

        def tell(_status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(total - remaining, total)

        source.backup(target, pages=_PAGES_AT_A_TIME, progress=tell, sleep=0.01)
    finally:
        target.close()
    again = connect(part, key)
    try:
        # One file that stands alone, and that nobody has in use.
        again.execute("PRAGMA journal_mode = DELETE").fetchone()
        log_guard.disarm(again)
    finally:
        again.close()


def _row_counts(connection: Any) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' AND sql LIKE '%STRICT' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def _known_revision(connection: Any, path: Path) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except Dbapi.OperationalError:
        row = None
    if row is None:
        raise Refusal(say("{file} is not a database of Third Ring.", file=str(path)))
    if row[0] not in revisions():
        raise Refusal(
            say(
                "{file} was made by a newer version of Third Ring: install that version first.",
                file=str(path),
            )
        )
    return str(row[0])


def _mode(path: Path) -> str:
    return "rw" if os.access(path, os.W_OK) else "ro"


def _address(source: Address | str | None) -> Address:
    return source if isinstance(source, Address) else parse_address(source)


@contextmanager
def _explained(path: Path, key: str | None) -> Iterator[None]:
    try:
        yield
    except Dbapi.Error as error:
        place = Address(EngineKind.SQLITE, str(path), path=path)
        explained = explain(error, place, keyed=key is not None)
        if explained is None:
            raise
        raise explained from error

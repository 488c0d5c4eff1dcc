"""Remembers in the file itself that it is in use, so that a kill or a lost -wal is noticed.

The mark is `PRAGMA user_version`, which lies in the first page and is brought into the main file at
once. A file that says "in use" while nobody uses it was left by a kill or a power cut; one that
also lacks its -wal was copied, or cleaned up, without it, and the last saves with it. Looking at
such a file brings its -wal in, so it is marked "recovered" then, until the next desk opens it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address, EngineKind
from thirdring.store.errors import explain
from thirdring.store.sqlite_connection import Dbapi, connect, wal_of

CLOSED, IN_USE, RECOVERED = 0, 1, 2
_BUSY, _FULL = 5, 13


@dataclass(frozen=True, slots=True)
class Found:
    """How a file was found before opening it."""

    in_use: bool  # by another connection, here or in another process
    left_unclean: bool = False  # the last one who used it did not get to close it
    lost_wal: bool = False  # its last saves are in a -wal file that is not there


def look(path: Path, key: str | None) -> Found:
    """See how `path` was left. Recovers what a -wal holds, as any opening would; with a wrong key
    nothing is touched.

    Raises:
        Unavailable, Refusal: it can't be read.
    """
    had_wal = wal_of(path).exists()
    try:
        connection = connect(path, key, busy_seconds=0.0, exclusive=True)
    except Dbapi.Error as error:
        if int(getattr(error, "sqlite_errorcode", 0)) & 0xFF == _BUSY:
            return Found(in_use=True)
        explained = explain(error, Address(EngineKind.SQLITE, str(path), path), keyed=bool(key))
        raise (explained or error) from error
    try:
        state = _state(connection)
        if state == IN_USE and had_wal:
            _write(connection, RECOVERED)
        return Found(
            in_use=False,
            left_unclean=state != CLOSED,
            lost_wal=state == IN_USE and not had_wal,
        )
    finally:
        connection.close()


def refuse_lost_wal(path: Path, found: Found) -> None:
    """Raise Unavailable when the -wal of a file left in use is gone."""
    if found.lost_wal:
        raise Unavailable(
            say(
                "{wal} is missing, and the last saved records may be in it: put it back beside "
                "{file}, restore a backup, or run `thirdring db check` to go on with what the file "
                "holds.",
                wal=wal_of(path).name,
                file=str(path),
            )
        )


def mark(connection: Any) -> None:
    """Say "in use", in the main file too; the connection must be write-ahead logged.

    On a full disk it is left unsaid: what is there can still be read, and saves will tell.
    """
    if _state(connection) == IN_USE:
        return
    try:
        _write(connection, IN_USE)
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    except Dbapi.Error as error:
        if int(getattr(error, "sqlite_errorcode", 0)) & 0xFF != _FULL:
            raise


def unmark(connection: Any) -> None:
    """Say "not in use": for a copy, or a file whose loss has been accepted."""
    _write(connection, CLOSED)


def _state(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _write(connection: Any, state: int) -> None:
    connection.execute(f"PRAGMA user_version = {state}")


def close_last(path: Path, key: str | None, connection: Any) -> None:
    """Close a store's last connection; the mark goes if nobody else has the file open.

    Closing the very last connection of all removes the -wal. One that is still there belongs to
    others, and the mark is set again for them.
    """
    unmark(connection)
    connection.close()
    if wal_of(path).exists():
        again = connect(path, key)
        _write(again, IN_USE)
        again.close()

"""Notices how a file was left: by a kill, or without its -wal and the last saves in it.

A -wal that nobody has open was left by a kill or a power cut: the last one to close the file, be
it a desk, a backup or another tool, brings the log in and removes it.

A log that is gone can't be missed by itself, so the file is armed: `PRAGMA user_version` (in its
first page) is set to 1 in the main file and back to 0 in the log only. Whoever brings the log in
brings the 0 in with it; a main file that says 1, with no log beside it, was copied or cleaned up
without it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address, EngineKind
from thirdring.store.errors import explain
from thirdring.store.health import note_unclean
from thirdring.store.sqlite_connection import Dbapi, connect, wal_of

# What arming leaves in the log.
FRAMES = 1
_WHOLE, _NEEDS_LOG = 0, 1
_BUSY, _FULL = 5, 13


@dataclass(frozen=True, slots=True)
class Found:
    """How a file was found before opening it."""

    in_use: bool  # by another connection, here or in another process
    lost_wal: bool = False  # its last saves are in a -wal file that is not there


def look(path: Path, key: str | None) -> Found:
    """See how `path` was left. Recovers what a -wal holds, as any opening would, and remembers in
    its health that a check is due then; with a wrong key nothing is touched.

    Raises:
        Unavailable, Refusal: it can't be read.
    """
    had_wal = wal_of(path).exists()
    try:
        connection = connect(path, key, busy_seconds=0.0, exclusive=True)
    except Dbapi.Error as error:
        if _code(error) == _BUSY:
            return Found(in_use=True)
        explained = explain(error, Address(EngineKind.SQLITE, str(path), path), keyed=bool(key))
        raise (explained or error) from error
    try:
        armed = _state(connection) == _NEEDS_LOG
        if had_wal:
            note_unclean(path)
            if armed:  # killed in the middle of arming: the log holds the 1, not yet the 0
                disarm(connection)
        return Found(in_use=False, lost_wal=armed and not had_wal)
    finally:
        connection.close()


def refuse_lost_wal(path: Path, found: Found) -> None:
    """Raise Unavailable when the -wal that the file needs is gone."""
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


def arm(connection: Any) -> None:
    """Make the main file need its log; after each checkpoint anew. The file is write-ahead logged.

    On a full disk, or while somebody saves, it is left for the next time: what is there can be
    read, and saves will tell.
    """
    try:
        connection.execute(f"PRAGMA user_version = {_NEEDS_LOG}")
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            disarm(connection)
    except Dbapi.Error as error:
        if _code(error) not in {_BUSY, _FULL}:
            raise


def disarm(connection: Any) -> None:
    """Make the file whole by itself: for a copy, or one whose loss has been accepted."""
    connection.execute(f"PRAGMA user_version = {_WHOLE}")


def _state(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF

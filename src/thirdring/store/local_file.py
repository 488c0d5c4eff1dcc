"""A small encrypted file of one person on this computer's own disk: open for one process alone,
WAL, FULL. What stands in it is said by who makes one: drafts, outbox, cache.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from thirdring.domain.errors import Message, Unavailable, say
from thirdring.store.address import Address, EngineKind
from thirdring.store.errors import explain
from thirdring.store.sqlite_connection import DatabaseError, connect, shm_of, wal_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CORRUPT, _NOT_A_DATABASE = 11, 26


class LocalFileDamaged(Exception):
    """The file can't be read with this key, or its pages are broken."""


def key_for(purpose: str, key: bytes) -> bytes:
    """A key of its own for each of a person's files, derived from the one in their staff row."""
    return hmac.digest(key, f"thirdring/{purpose}".encode(), hashlib.sha256)


def to_micros(at: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


class LocalFile:
    """The open file. Its connection may be used from several threads, one at a time."""

    def __init__(self, path: Path, key: bytes, schema: Sequence[str], *, held: Message) -> None:
        """Open or begin the file at `path`; `key` is 32 bytes; `held` is said when another process
        has it open.

        Raises:
            LocalFileDamaged: it is there, but not readable with this key.
            Unavailable: another desk has it open, the disk is full, the folder is read-only.
        """
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Opened on one thread and closed on another, it is the process that holds it.
            self._lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Unavailable(held) from None
        except OSError as error:
            raise Unavailable(
                say("The folder {path} can't be written.", path=str(path.parent))
            ) from error
        try:
            with self._explained():
                self._connection = connect(path, key.hex(), mode="rwc")
                for statement in (
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA wal_autocheckpoint = 256",
                    "PRAGMA secure_delete = ON",  # a removed record leaves no text behind
                    *schema,
                ):
                    self._connection.execute(statement)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Fold the write-ahead log in and let another process open the file."""
        try:
            self._connection.close()
        finally:
            self._lock.release()

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._explained():
            found: list[Any] = self._connection.execute(statement, values).fetchall()
        return found

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in {_CORRUPT, _NOT_A_DATABASE}:
                raise LocalFileDamaged(str(error)) from error
            address = Address(EngineKind.SQLITE, str(self._path), path=self._path)
            explained = explain(error, address, keyed=True)
            if explained is None:
                raise
            raise explained from error


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a file that can't be read, with what stands beside it; the new name."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.stem}.unreadable-{stamp}{path.suffix}")
    for old, new in ((path, kept), (wal_of(path), wal_of(kept)), (shm_of(path), shm_of(kept))):
        if old.exists():
            old.replace(new)
    return kept

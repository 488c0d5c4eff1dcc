"""What one person types at one desk, on this computer's own disk: encrypted, WAL, FULL.

Apart from the center's database, so that a record being typed survives a server that is away, and
so that what one person left unfinished is never seen by the next at the same desk.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address, EngineKind
from thirdring.store.errors import explain
from thirdring.store.sqlite_connection import DatabaseError, connect, shm_of, wal_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CORRUPT, _NOT_A_DATABASE = 11, 26
_SCHEMA = """
CREATE TABLE IF NOT EXISTS drafts (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    state TEXT NOT NULL CHECK (state IN ('unfinished', 'sending', 'failed')),
    reason TEXT,
    content TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT
"""


class DraftState(StrEnum):
    UNFINISHED = "unfinished"
    SENDING = "sending"  # finish was pressed; sent again after a crash, under the same id
    FAILED = "failed"  # the center refused it or could not be reached; `reason` says why


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished record. `id` becomes the call's id; `content` is JSON; `updated_at` in UTC."""

    id: uuid.UUID
    content: dict[str, Any]
    updated_at: datetime
    state: DraftState = DraftState.UNFINISHED
    reason: str | None = None


class DraftsDamaged(Exception):
    """The file can't be read with this key, or its pages are broken."""


class DraftFile:
    """One person's drafts file, open for this process alone. Used from one thread at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or begin the file at `path`; `key` is 32 bytes.

        Raises:
            DraftsDamaged: it is there, but not readable with this key.
            Unavailable: another desk has it open, the disk is full, the folder is read-only.
        """
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(path.with_name(path.name + ".lock"))
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Unavailable(
                say("Your unfinished records are open in another desk on this computer.")
            ) from None
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
                    _SCHEMA,
                ):
                    self._connection.execute(statement)
                self._connection.execute("SELECT count(*), sum(length(content)) FROM drafts")
        except BaseException:
            self._lock.release()
            raise

    def all(self) -> tuple[Draft, ...]:
        """Every draft, oldest first. A row whose JSON can't be read makes the file damaged."""
        with self._explained():
            rows = self._connection.execute(
                "SELECT id, content, updated_at, state, reason FROM drafts ORDER BY id"
            ).fetchall()
        try:
            return tuple(
                Draft(
                    uuid.UUID(bytes=row[0]),
                    json.loads(row[1]),
                    _EPOCH + timedelta(microseconds=row[2]),
                    DraftState(row[3]),
                    row[4],
                )
                for row in rows
            )
        except ValueError as error:
            raise DraftsDamaged(str(error)) from error

    def put(self, *drafts: Draft) -> None:
        """Insert or replace, all in one durable transaction.

        Raises:
            Unavailable: the disk is full or fails; nothing of it was written.
            DraftsDamaged: the file broke since it was opened.
        """
        rows = [
            (
                d.id.bytes,
                d.state.value,
                d.reason,
                json.dumps(d.content, ensure_ascii=False, separators=(",", ":")),
                (d.updated_at - _EPOCH) // _MICROSECOND,
            )
            for d in drafts
        ]
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO drafts (id, state, reason, content, updated_at) VALUES (?,?,?,?,?) "
                "ON CONFLICT (id) DO UPDATE SET state = excluded.state, reason = excluded.reason, "
                "content = excluded.content, updated_at = excluded.updated_at",
                rows,
            )

    def remove(self, *ids: uuid.UUID) -> None:
        """Forget drafts: the center has acknowledged them, or the person threw them away."""
        with self._transaction():
            self._connection.executemany(
                "DELETE FROM drafts WHERE id = ?", [(one.bytes,) for one in ids]
            )

    def close(self) -> None:
        """Fold the write-ahead log in and let another process open the file."""
        try:
            self._connection.close()
        finally:
            self._lock.release()

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
                raise DraftsDamaged(str(error)) from error
            address = Address(EngineKind.SQLITE, str(self._path), path=self._path)
            explained = explain(error, address, keyed=True)
            if explained is None:
                raise
            raise explained from error


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a drafts file that can't be read, with what stands beside it; the new name."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.stem}.unreadable-{stamp}{path.suffix}")
    for old, new in ((path, kept), (wal_of(path), wal_of(kept)), (shm_of(path), shm_of(kept))):
        if old.exists():
            old.replace(new)
    return kept

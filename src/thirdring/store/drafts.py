"""What one person types at one desk, on this computer's own disk: encrypted, WAL, FULL.

Apart from the center's database, so that a record being typed survives a server that is away, and
so that what one person left unfinished is never seen by the next at the same desk.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from thirdring.domain.errors import say
from thirdring.store.local_file import (
    LocalFile,
    LocalFileDamaged,
    from_micros,
    set_aside,
    to_micros,
)

__all__ = ["Draft", "DraftFile", "DraftState", "DraftsDamaged", "set_aside"]

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


# What every local file says of a file it can't read.
DraftsDamaged = LocalFileDamaged


class DraftFile(LocalFile):
    """One person's drafts file, open for this process alone. Used from one thread at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or begin the file at `path`; `key` is 32 bytes.

        Raises:
            DraftsDamaged: it is there, but not readable with this key.
            Unavailable: another desk has it open, the disk is full, the folder is read-only.
        """
        held = say("Your unfinished records are open in another desk on this computer.")
        super().__init__(path, key, (_SCHEMA,), held=held)

    def all(self) -> tuple[Draft, ...]:
        """Every draft, oldest first. A row whose JSON can't be read makes the file damaged."""
        rows = self._rows("SELECT id, content, updated_at, state, reason FROM drafts ORDER BY id")
        try:
            return tuple(
                Draft(
                    uuid.UUID(bytes=row[0]),
                    json.loads(row[1]),
                    from_micros(row[2]),
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
                to_micros(d.updated_at),
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

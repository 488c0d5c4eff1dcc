"""What one person did while the server was away, on this computer's own disk: encrypted, durable."""

import json
import threading
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Unavailable, say
from thirdring.domain.outbox import Enclosure, OutboxRecord, Standing
from thirdring.store.local_file import LocalFile, LocalFileDamaged, from_micros, to_micros

_SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    deed TEXT NOT NULL,
    content TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'conflict', 'aside')),
    reason TEXT,
    theirs TEXT,
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0)
) STRICT
"""
_ENCLOSURES = """
CREATE TABLE IF NOT EXISTS enclosures (
    record BLOB NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (record, place)
) STRICT
"""
_COLUMNS = "id, deed, content, made_at, standing, reason, theirs, tries"


class OutboxFile(LocalFile):
    """One person's outbox, open for this process alone; its methods may be called from any thread.

    Each change is durable when the method returns. `OutboxRecord`s come in the order they were
    added.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or begin the file at `path`; `key` is 32 bytes.

        Raises:
            LocalFileDamaged: it is there, but not readable with this key.
            Unavailable: another desk has it open, the disk is full, the folder is read-only.
        """
        self._turn = threading.RLock()
        self._closed = False
        held = say("Your records that wait for the server are open in another desk here.")
        super().__init__(path, key, (_SCHEMA, _ENCLOSURES), held=held)

    def all(self) -> tuple[OutboxRecord, ...]:
        """Every record, oldest first.

        Raises:
            LocalFileDamaged: a record's JSON can't be read.
        """
        with self._turn:
            rows = self._rows(f"SELECT {_COLUMNS} FROM outbox ORDER BY seq")  # noqa: S608 - ours
        try:
            return tuple(_record(row) for row in rows)
        except ValueError as error:
            raise LocalFileDamaged(str(error)) from error

    def get(self, record_id: uuid.UUID) -> OutboxRecord | None:
        with self._turn:
            rows = self._rows(
                f"SELECT {_COLUMNS} FROM outbox WHERE id = ?",  # noqa: S608 - ours
                (record_id.bytes,),
            )
        return _record(rows[0]) if rows else None

    def first(self, most: int) -> tuple[OutboxRecord, ...]:
        """At most so many: those that won't go up by themselves, then the oldest."""
        with self._turn:
            rows = self._rows(
                f"SELECT {_COLUMNS} FROM outbox "  # noqa: S608 - ours
                "ORDER BY standing = 'waiting', seq LIMIT ?",
                (most,),
            )
        return tuple(_record(row) for row in rows)

    def count(self) -> Counter[Standing]:
        """How many stand how."""
        with self._turn:
            rows = self._rows("SELECT standing, count(*) FROM outbox GROUP BY standing")
        return Counter({Standing(standing): count for standing, count in rows})

    def enclosures(self, record_id: uuid.UUID) -> tuple[Enclosure, ...]:
        """The files that wait with a record, in their order."""
        with self._turn:
            rows = self._rows(
                "SELECT name, content FROM enclosures WHERE record = ? ORDER BY place",
                (record_id.bytes,),
            )
        return tuple(Enclosure(name, content) for name, content in rows)

    def add(self, record: OutboxRecord, enclosures: Sequence[Enclosure] | None = None) -> None:
        """Add at the end; the same id again replaces what it says and keeps its place. Files that
        wait with it are those of `enclosures`, or stay as they are.

        Raises:
            Unavailable: the disk is full or fails; nothing of it was written.
        """
        values = (
            record.id.bytes, record.deed, _json(record.content), to_micros(record.made_at),
            record.standing.value, record.reason,
            _json(record.theirs) if record.theirs is not None else None, record.tries,
        )  # fmt: skip
        with self._turn, self._transaction():
            self._connection.execute(
                f"INSERT INTO outbox ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?) "  # noqa: S608 - ours
                "ON CONFLICT (id) DO UPDATE SET deed = excluded.deed, content = excluded.content, "
                "made_at = excluded.made_at, standing = excluded.standing, "
                "reason = excluded.reason, theirs = excluded.theirs, tries = excluded.tries",
                values,
            )
            if enclosures is not None:
                self._enclose(record.id, enclosures)

    def _enclose(self, record_id: uuid.UUID, enclosures: Sequence[Enclosure]) -> None:
        self._connection.execute("DELETE FROM enclosures WHERE record = ?", (record_id.bytes,))
        self._connection.executemany(
            "INSERT INTO enclosures VALUES (?, ?, ?, ?)",
            [
                (record_id.bytes, place, one.name, one.content)
                for place, one in enumerate(enclosures)
            ],
        )

    def mark(self, record: OutboxRecord) -> None:
        """Set where `record` stands. What was changed or taken back meanwhile stays as it is."""
        theirs = _json(record.theirs) if record.theirs is not None else None
        with self._turn, self._transaction():
            self._connection.execute(
                "UPDATE outbox SET standing = ?, reason = ?, theirs = ?, tries = ? "
                "WHERE id = ? AND content = ?",
                (
                    record.standing.value, record.reason, theirs, record.tries, record.id.bytes,
                    _json(record.content),
                ),
            )  # fmt: skip

    def remove(self, record: OutboxRecord) -> None:
        """The server has it, or the person took it back, and its files with it. What was changed
        meanwhile stays.
        """
        with self._turn, self._transaction():
            gone = self._connection.execute(
                "DELETE FROM outbox WHERE id = ? AND content = ?",
                (record.id.bytes, _json(record.content)),
            )
            if gone.rowcount:
                self._enclose(record.id, ())

    def close(self) -> None:
        """Whoever comes later is told that the desk is closing (Unavailable)."""
        with self._turn:
            self._closed = True
            super().close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        if self._closed:
            raise Unavailable(say("The desk is closing."))
        with super()._explained():
            yield


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _record(row: Any) -> OutboxRecord:
    return OutboxRecord(
        id=uuid.UUID(bytes=row[0]),
        deed=row[1],
        content=json.loads(row[2]),
        made_at=from_micros(row[3]),
        standing=Standing(row[4]),
        reason=row[5],
        theirs=json.loads(row[6]) if row[6] is not None else None,
        tries=row[7],
    )

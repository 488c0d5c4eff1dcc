"""Answers of the server that a desk remembers, on this computer's own disk: encrypted and bounded."""

import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from thirdring.domain.errors import say
from thirdring.store.local_file import LocalFile, to_micros

MOST_ENTRIES = 300
MOST_BYTES = 16 * 1024 * 1024
_SCHEMA = """
CREATE TABLE IF NOT EXISTS known (
    question TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID
"""


class KnownFile(LocalFile):
    """One person's remembered answers; may be called from any thread. What is remembered may be
    lost without harm, so it is not waited for the disk.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Raises as `LocalFile`."""
        self._turn = threading.Lock()
        held = say("What your desk remembers is open in another desk on this computer.")
        super().__init__(path, key, ("PRAGMA synchronous = NORMAL", _SCHEMA), held=held)

    def put(self, entries: Iterable[tuple[str, str, datetime]]) -> None:
        """Remember answers (question, answer, when), and forget the oldest over the bounds."""
        with self._turn, self._transaction():
            self._connection.executemany(
                "INSERT INTO known (question, answer, at) VALUES (?,?,?) "
                "ON CONFLICT (question) DO UPDATE SET answer = excluded.answer, at = excluded.at",
                [(question, answer, to_micros(at)) for question, answer, at in entries],
            )
            self._connection.execute(
                "DELETE FROM known WHERE question IN (SELECT question FROM ("
                "SELECT question, row_number() OVER newest AS place, "
                "sum(length(answer)) OVER newest AS size FROM known "
                "WINDOW newest AS (ORDER BY at DESC, question)) WHERE place > ? OR size > ?)",
                (MOST_ENTRIES, MOST_BYTES),
            )

    def get(self, question: str) -> str | None:
        with self._turn:
            rows = self._rows("SELECT answer FROM known WHERE question = ?", (question,))
        return rows[0][0] if rows else None

    def forget_before(self, moment: datetime) -> None:
        """Forget what is older: the shortest retention (J6)."""
        with self._turn, self._transaction():
            self._connection.execute("DELETE FROM known WHERE at < ?", (to_micros(moment),))

    def close(self) -> None:
        with self._turn:
            super().close()

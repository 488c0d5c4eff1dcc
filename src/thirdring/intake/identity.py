"""What makes a row of a file the same row the next time the file is read.

The source system's own id where there is one. Else a digest of what the mapped cells say,
with a running number among equal rows: a file that holds a call twice holds two calls.
"""

import hashlib
import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from sqlcipher3 import dbapi2

from thirdring.domain.errors import Refusal, say

_AS_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=True).encode


class Identities:
    """Gives each row of one pass over a file its identity; holds digests only, in a private
    temporary database, so that millions of rows don't fill the memory. Close it (`with`).
    """

    def __init__(self) -> None:
        self._database: Any = dbapi2.connect("", isolation_level=None)
        for statement in (
            "PRAGMA synchronous = OFF",
            "PRAGMA journal_mode = OFF",
            "CREATE TABLE seen (key BLOB PRIMARY KEY, row INTEGER, digest BLOB, times INTEGER) "
            "WITHOUT ROWID",
            "BEGIN",
        ):
            self._database.execute(statement)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._database.close()

    def of(self, row: int, source_id: str | None, said: Mapping[str, str]) -> tuple[str, bool]:
        """The identity, and whether an earlier row of this file already had it.

        Raises:
            Refusal: an earlier row has the same id and says something else.
        """
        if source_id is None:
            digest = _digest(said)
            return f"sha256:{digest.hex()}:{self._times(digest)}", False
        digest = _within_the_file(said)
        key = hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).digest()
        added = self._database.execute(
            "INSERT INTO seen VALUES (?, ?, ?, 1) ON CONFLICT (key) DO NOTHING", (key, row, digest)
        )
        if added.rowcount == 1:
            return source_id, False
        found = self._database.execute(
            "SELECT row, digest FROM seen WHERE key = ?", (key,)
        ).fetchone()
        if bytes(found[1]) != digest:
            raise Refusal(
                say("Row {row} has the same id {id} and says something else.",
                    row=found[0], id=source_id[:40]),
                field="source_id",
            )  # fmt: skip
        return source_id, True

    def _times(self, digest: bytes) -> int:
        (times,) = self._database.execute(
            "INSERT INTO seen VALUES (?, 0, NULL, 1) "
            "ON CONFLICT (key) DO UPDATE SET times = times + 1 RETURNING times",
            (digest,),
        ).fetchone()
        return int(times)


def _digest(said: Mapping[str, str]) -> bytes:
    """Kept with the record: what is known of a row must stay known."""
    plain = _AS_JSON({name: text for name, text in said.items() if text})
    return hashlib.sha256(plain.encode()).digest()[:20]


def _within_the_file(said: Mapping[str, str]) -> bytes:
    """Tells rows of one pass apart, and costs a third."""
    return hashlib.sha256(repr(tuple(said.values())).encode()).digest()[:20]

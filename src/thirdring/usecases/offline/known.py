"""What a desk remembers of the server's answers, so that it can show something while it is away."""

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Unavailable
from thirdring.store.address import data_folder
from thirdring.store.known import KnownFile
from thirdring.store.local_file import LocalFileDamaged, key_for
from thirdring.store.sqlite_connection import shm_of, wal_of
from thirdring.usecases.offline.frozen_text import NotPlain, from_plain, to_plain

PURPOSE = "known"
KEPT_FOR = timedelta(days=7)
# How long answers are collected before they are written: lists are read again and again.
COLLECT_SECONDS = 3.0

Deed = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Any
    at: datetime


class Known:
    """`remembered` are the reads whose answers are kept. Safe from several threads; what can't be
    kept is simply not known later. Answers are written by a thread of its own, soon after.
    """

    def __init__(
        self,
        file: KnownFile | None,
        remembered: Collection[Deed],
        now: Callable[[], datetime],
    ) -> None:
        self._file, self._now = file, now
        self._remembered = frozenset(remembered)
        self._change = threading.Condition()
        self._fresh: dict[str, _Kept] = {}
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="thirdring-known", daemon=True)
        self._thread.start()

    def remember(
        self, deed: Deed, args: Sequence[Any], kwargs: Mapping[str, Any], answer: Any
    ) -> None:
        """Keep the answer for later, if this is one of the questions that are kept."""
        question = self._question(deed, args, kwargs)
        if question is not None:
            with self._change:
                self._fresh[question] = _Kept(answer, self._now())
                self._change.notify_all()

    def recall(self, deed: Deed, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """The last answer, or None."""
        question = self._question(deed, args, kwargs)
        if question is None:
            return None
        with self._change:
            if question in self._fresh:
                return self._fresh[question].answer
        try:
            text = self._file.get(question) if self._file is not None else None
            return None if text is None else from_plain(json.loads(text))
        except (Unavailable, LocalFileDamaged, NotPlain, ValueError):
            return None

    def close(self) -> None:
        """Write what is only in memory yet, and close the file."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join()
        if self._file is not None:
            self._file.close()

    def _work(self) -> None:
        while not self._closing:
            with self._change:
                self._change.wait_for(lambda: self._fresh or self._closing)
                self._change.wait_for(lambda: self._closing, COLLECT_SECONDS)
                fresh = dict(self._fresh)
            self._write(fresh)

    def _write(self, fresh: Mapping[str, _Kept]) -> None:
        entries = []
        for question, kept in fresh.items():
            with suppress(NotPlain):
                text = json.dumps(to_plain(kept.answer), ensure_ascii=False, separators=(",", ":"))
                entries.append((question, text, kept.at))
        if self._file is not None:
            with suppress(Unavailable, LocalFileDamaged):
                self._file.put(entries)
        with self._change:
            for question, kept in fresh.items():
                if self._file is not None and self._fresh.get(question) is kept:
                    del self._fresh[question]

    def _question(self, deed: Deed, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str | None:
        if deed not in self._remembered:
            return None
        try:
            asked = json.dumps([to_plain(tuple(args)), to_plain(dict(kwargs))], sort_keys=True)
        except NotPlain:
            return None
        name = f"{deed.__module__}:{deed.__qualname__}"
        return f"{name} {hashlib.sha256(asked.encode()).hexdigest()}"


def open_known(
    staff_id: uuid.UUID,
    own_key: bytes,
    remembered: Collection[Deed],
    now: Callable[[], datetime],
    folder: Path | None = None,
) -> Known:
    """What this person's desk remembers; begun anew where it can't be read, and kept in memory only
    where this computer's disk takes nothing.
    """
    path = (folder or data_folder() / "known") / f"{staff_id}.db"
    try:
        file = _opened(path, key_for(PURPOSE, own_key))
        file.forget_before(now() - KEPT_FOR)
    except (Unavailable, LocalFileDamaged):
        return Known(None, remembered, now)
    return Known(file, remembered, now)


def _opened(path: Path, key: bytes) -> KnownFile:
    try:
        return KnownFile(path, key)
    except LocalFileDamaged:
        for one in (path, wal_of(path), shm_of(path)):
            one.unlink(missing_ok=True)
        return KnownFile(path, key)

"""Identities of records."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import uuid_utils

Source = Callable[[], uuid.UUID]
_source: ContextVar[Source | None] = ContextVar("source", default=None)


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): made by the desk, so that a record keeps its identity when the
    server is away, and ascending in time, so that indexes stay compact.
    """
    source = _source.get()
    return source() if source is not None else uuid.UUID(bytes=uuid_utils.uuid7().bytes)


@contextmanager
def ids_from(source: Source) -> Iterator[None]:
    """Take new ids from `source` meanwhile: a sample that is told again is the same to the last
    word. Only for this thread.
    """
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)

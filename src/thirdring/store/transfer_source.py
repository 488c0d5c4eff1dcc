"""What a center is copied from: read as a whole, as it stood at one moment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection

from thirdring.store import log_guard
from thirdring.store.address import Address
from thirdring.store.engine import Store, open_store
from thirdring.store.server.whole import everything


@dataclass(frozen=True, slots=True)
class Source:
    """`in_use`: others have the file open just now. A context that closes what it opened."""

    address: Address
    in_use: bool = False
    _store: Store | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees every row, and one moment throughout."""
        if self._store is None:
            with everything(self.address) as connection:
                yield connection
            return
        with self._store.begin_read() as session:
            yield session.connection()


def open_source(address: Address, key: str | None = None) -> Source:
    """The center at `address`, its revision and the right to read it looked at.

    Raises:
        NotPermitted: who is connected to the server may not read everything.
        Refusal, Unavailable: as `open_store`.
    """
    if address.on_server:
        with everything(address):
            return Source(address)
    path, in_use = address.file, False
    if path.exists():
        found = log_guard.look(path, key)
        log_guard.refuse_lost_wal(path, found)
        in_use = found.in_use
    # What only reads a file would leave its -wal behind, and the next start a check to make.
    read_only = path.exists() and not os.access(path, os.W_OK)
    return Source(address, in_use, open_store(address, key, read_only=read_only))

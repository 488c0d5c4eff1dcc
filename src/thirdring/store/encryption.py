"""Encrypts the database file, takes encryption off, and changes its key.

Each writes a new file (sqlcipher_export), compares it with the old one, swaps them and removes
the old one; interrupted at any moment, the database is as it was.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Unavailable, say
from thirdring.store import log_guard
from thirdring.store.address import Address, EngineKind, parse_address
from thirdring.store.backup import verified
from thirdring.store.errors import explain
from thirdring.store.locking import alone
from thirdring.store.safe_files import hold_content, remove_held, taking_place_of
from thirdring.store.sqlite_connection import APPLICATION_ID, Dbapi, connect, opened


def new_key() -> str:
    """A random key of 256 bits, as 64 hex digits."""
    return secrets.token_bytes(32).hex()


def turn_on(address: Address | str | None) -> str:
    """Encrypt a plain file; the new key is returned, to be kept (file_keys) and shown once as a
    recovery key (domain/recovery_key.py). Backups made before stay plain.

    Raises:
        Refusal: encrypted already, open elsewhere, or a server.
        Unavailable: no room, damaged.
    """
    key = new_key()
    _rewrite(_path(address), None, key)
    return key


def turn_off(address: Address | str | None, key: str) -> None:
    """Make an encrypted file a plain one. Raises as `turn_on`; a wrong key is a Refusal."""
    _rewrite(_path(address), key, None)


def change_key(address: Address | str | None, key: str) -> str:
    """Encrypt with a new key and return it. Backups made before still need the old one."""
    fresh = new_key()
    _rewrite(_path(address), key, fresh)
    return fresh


def _path(address: Address | str | None) -> Path:
    return (address if isinstance(address, Address) else parse_address(address)).file


def _rewrite(path: Path, old: str | None, new: str | None) -> None:
    log_guard.refuse_lost_wal(path, log_guard.look(path, old))
    with alone(path, old):
        source = opened(path, old)
        try:
            # One plain file without a -wal, so that nothing of it is left behind elsewhere.
            source.execute("PRAGMA journal_mode = DELETE").fetchone()
            _swap(path, source, old, new)
        except Dbapi.Error as error:
            place = Address(EngineKind.SQLITE, str(path), path=path)
            explained = explain(error, place, keyed=old is not None)
            if explained is None:
                raise
            raise explained from error
        finally:
            source.close()


def _swap(path: Path, source: Any, old: str | None, new: str | None) -> None:
    remove_held(path)
    expected = verified(path, old)
    with _nothing_left(path), taking_place_of(path) as part:
        _export(source, part, new)
        if verified(part, new) != expected or _schema(source) != _schema_of(part, new):
            raise Unavailable(
                say("The new copy of {path} differs from the old one: nothing was changed.",
                    path=str(path))
            )  # fmt: skip
        source.close()
        hold_content(path)


def _export(source: Any, part: Path, key: str | None) -> None:
    source.execute(f"ATTACH ? AS fresh KEY {_literal(key)}", (str(part),))
    # Made durable as a whole before it takes the old one's place.
    source.execute("PRAGMA fresh.journal_mode = OFF").fetchone()
    source.execute("PRAGMA fresh.synchronous = OFF")
    source.execute("SELECT sqlcipher_export('fresh')").fetchall()
    source.execute(f"PRAGMA fresh.application_id = {APPLICATION_ID}")
    source.execute("DETACH fresh")


def _literal(key: str | None) -> str:
    return f"\"x'{key}'\"" if key else "''"


@contextmanager
def _nothing_left(path: Path) -> Iterator[None]:
    try:
        yield
    finally:
        remove_held(path)


def _schema(connection: Any) -> list[Any]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    return list(rows.fetchall())


def _schema_of(path: Path, key: str | None) -> list[Any]:
    connection = connect(path, key, query_only=True)
    try:
        return _schema(connection)
    finally:
        connection.close()

"""One connection to the embedded database, set up the way every part of the program needs it."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address, EngineKind
from thirdring.store.errors import explain

# Before this version two connections can corrupt a write-ahead log (the "WAL-reset bug").
SOUND_SQLITE = (3, 51, 3)
# "3RNG": tells a file of Third Ring from any other SQLite database.
APPLICATION_ID = 0x33524E47
BUSY_SECONDS = 5.0

# A checkpoint of 1,000 pages in the middle of a save would show; it is done when the desk is
# idle (Store.checkpoint), and this many pages (64 MB) are the net below that.
_AUTOCHECKPOINT_PAGES = 16_384
_WAL_KEPT_BYTES = 64 * 1024 * 1024
# What a reading connection keeps of the file, in KiB: what a page of a list looks into is somewhat
# more than one MB, and read anew each time it takes twice as long. sqlcipher's own 8 MB are filled by
# the first long list and make none faster, as the system keeps the file's pages too. Those of an
# encrypted file have to be deciphered again.
_READERS_CACHE, _READERS_CACHE_KEYED = 2_048, 4_096

Dbapi = dbapi2
DatabaseError: type[Exception] = dbapi2.Error
_NOTADB = 26


def require_sound_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise Unavailable when the SQLite library is one that can corrupt the file."""
    if version < SOUND_SQLITE:
        raise Unavailable(
            say(
                "The SQLite library here is {found}; versions before {needed} can damage the "
                "database. Install the locked dependencies again.",
                found=".".join(map(str, version)),
                needed=".".join(map(str, SOUND_SQLITE)),
            )
        )


def connect(
    path: Path,
    key: str | None = None,
    *,
    mode: str = "rw",
    query_only: bool = False,
    exclusive: bool = False,
    busy_seconds: float = BUSY_SECONDS,
) -> Any:
    """A DBAPI connection without transactions of its own (BEGIN is ours to say).

    `key`: 64 hex digits, or None for a plain file. `mode`: rw (the file must exist) or ro.
    `exclusive`: for itself alone, else SQLITE_BUSY (write-ahead-logged files only). The key has
    been tried and the file been read when this returns.

    Raises:
        sqlcipher3.dbapi2.Error: whatever the library says; `opened` explains it.
    """
    if exclusive and not opens(path, key):
        mode = "ro&immutable=1"  # fails with what is wrong, and leaves a -wal alone
    return _connect(f"{path.as_uri()}?mode={mode}", key, query_only, exclusive, busy_seconds)


def opens(path: Path, key: str | None) -> bool:
    """Whether `path` is a database and `key` is its key, found out without touching anything
    beside it: a connection that could not read the file would still remove its -wal on closing.
    """
    try:
        _connect(f"{path.as_uri()}?mode=ro&immutable=1", key, True, False, 0.0).close()
    except dbapi2.Error as error:
        # Damage elsewhere may only be what a -wal is about to mend.
        return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF != _NOTADB
    return True


def _connect(
    uri: str, key: str | None, query_only: bool, exclusive: bool, busy_seconds: float
) -> Any:
    connection = dbapi2.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=busy_seconds,
    )
    try:
        # Process-wide; a wrong key would otherwise print to stderr. Our error says it all.
        connection.execute("PRAGMA cipher_log_level = NONE")
        if key:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
        if exclusive:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _set_up(connection, query_only=query_only, keyed=bool(key))
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: Any, *, query_only: bool, keyed: bool) -> None:
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",  # INSERT OR REPLACE fires the append-only triggers too
        "synchronous = FULL",
        "cell_size_check = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",  # nothing of an encrypted file in a plain temporary one
        f"wal_autocheckpoint = {_AUTOCHECKPOINT_PAGES}",
        f"journal_size_limit = {_WAL_KEPT_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if query_only:
        cache = _READERS_CACHE_KEYED if keyed else _READERS_CACHE
        connection.execute(f"PRAGMA cache_size = -{cache}")
        connection.execute("PRAGMA query_only = ON")


def opened(path: Path, key: str | None = None, *, mode: str = "rw", **options: Any) -> Any:
    """`connect`, with what goes wrong as one clear sentence (Unavailable or Refusal)."""
    try:
        return connect(path, key, mode=mode, **options)
    except dbapi2.Error as error:
        address = Address(EngineKind.SQLITE, str(path), path=path)
        explained = explain(error, address, keyed=bool(key))
        if explained is None:
            raise
        raise explained from error


def wal_of(path: Path) -> Path:
    """The write-ahead log beside the file `path`."""
    return path.with_name(path.name + "-wal")


def shm_of(path: Path) -> Path:
    """The shared memory index of the write-ahead log."""
    return path.with_name(path.name + "-shm")

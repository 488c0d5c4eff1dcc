"""What lets a person sign in at this desk while the server is away: one small file for each person
and center, which only that person's password opens.

The file's key is made from the password by argon2id with a salt of the file's own, so that opening
it is the proof; no hash of the password is kept anywhere here.
"""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from argon2.low_level import Type, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY

from thirdring.domain.errors import say
from thirdring.store.address import Address, data_folder
from thirdring.store.local_file import LocalFile, LocalFileDamaged
from thirdring.store.sqlite_connection import shm_of, wal_of

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vault (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    content TEXT NOT NULL
) STRICT
"""
_SALT_BYTES = 16


def vaults_of(address: Address, folder: Path | None = None) -> Path:
    """Where the vaults of this center lie. The name says no login, and no server."""
    parts = urlsplit(address.conninfo)
    center = f"{parts.hostname}:{parts.port or 5432}{parts.path}"
    return (folder or data_folder() / "sign-in") / _digest(center)


def keep_in_vault(vaults: Path, login: str, password: str, content: str) -> None:
    """Make the vault of `login` anew, under a new salt; the one before it goes when this is safe.

    Raises:
        Unavailable: the disk is full, the folder is read-only.
    """
    older = _found(vaults, login)
    salt = os.urandom(_SALT_BYTES)
    file = _Vault(vaults / f"{_digest(login)}.{salt.hex()}.db", password, salt)
    try:
        file.put(content)
    finally:
        file.close()
    for path in older:
        _remove(path)


def read_vault(vaults: Path, login: str, password: str) -> str | None:
    """What the vault of `login` holds; None when there is none, or `password` doesn't open it."""
    for path in _found(vaults, login):
        try:
            file = _Vault(path, password, bytes.fromhex(path.stem.partition(".")[2]))
        except (LocalFileDamaged, ValueError):
            continue
        try:
            content = file.get()
        finally:
            file.close()
        if content is not None:
            return content
    return None


def forget_vault(vaults: Path, login: str) -> None:
    """The server said no to this person: this desk takes them no more either."""
    for path in _found(vaults, login):
        _remove(path)


def has_vaults(vaults: Path) -> bool:
    """Whether anybody has signed in to this center on this desk before."""
    return any(vaults.glob("*.db"))


class _Vault(LocalFile):
    def __init__(self, path: Path, password: str, salt: bytes) -> None:
        parameters = RFC_9106_LOW_MEMORY
        key = hash_secret_raw(
            password.encode("utf-8", "surrogatepass"), salt,
            time_cost=parameters.time_cost, memory_cost=parameters.memory_cost,
            parallelism=parameters.parallelism, hash_len=32, type=Type.ID,
        )  # fmt: skip
        held = say("Somebody is signing in at another desk on this computer just now: try again.")
        super().__init__(path, key, (_SCHEMA,), held=held)

    def put(self, content: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO vault VALUES (1, ?)", (content,))

    def get(self) -> str | None:
        rows = self._rows("SELECT content FROM vault")
        return str(rows[0][0]) if rows else None


def _found(vaults: Path, login: str) -> list[Path]:
    return sorted(vaults.glob(f"{_digest(login)}.*.db"))


def _remove(path: Path) -> None:
    for one in (path, wal_of(path), shm_of(path), path.with_name(path.name + ".lock")):
        one.unlink(missing_ok=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

"""Who else uses the database file, and deeds that need it for themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store.sqlite_connection import Dbapi, connect

_BUSY = 5
_PATIENCE_SECONDS = 10.0


@contextmanager
def maintenance(path: Path, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock file beside `path`; opening, upgrading, restoring and re-encrypting take it,
    so that none of them meets another half done.

    Raises:
        Unavailable: another process kept it for longer than `patience` seconds.
    """
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise Unavailable(
            say(
                "{path} is being upgraded or restored by another process: try again when it is "
                "done.",
                path=str(path),
            )
        ) from error
    except PermissionError as error:
        raise Unavailable(
            say("{path} can't be written: its folder is read-only for you.", path=str(path))
        ) from error
    try:
        yield
    finally:
        lock.release()


def in_use(path: Path, key: str | None) -> bool:
    """Whether any connection, in this process or another, has the file open.

    A file that can't be read as a database counts as unused: nobody can work in it.
    """
    try:
        # In exclusive mode the first look at a write-ahead-logged file needs it for itself.
        connect(path, key, busy_seconds=0.0, exclusive=True).close()
    except Dbapi.Error as error:
        return _code(error) == _BUSY
    return False


@contextmanager
def alone(path: Path, key: str | None) -> Iterator[None]:
    """Hold the lock file with nobody else in the database. Raises Refusal when somebody is."""
    with maintenance(path):
        if path.exists() and in_use(path, key):
            raise Refusal(
                say("{path} is open in another window or process: close it first.", path=str(path))
            )
        yield


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF

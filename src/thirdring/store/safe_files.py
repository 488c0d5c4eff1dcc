"""Files that appear whole or not at all, and survive a power cut once they are there."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thirdring.domain.errors import Unavailable, say
from thirdring.store.sqlite_connection import shm_of, wal_of


@contextmanager
def taking_place_of(target: Path) -> Iterator[Path]:
    """A new, empty file beside `target`, for its owner alone, that takes its place at the end of
    the block. An error removes it, and `target` stays as it was.

    Raises:
        Unavailable: the folder is missing, full or read-only.
    """
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    with explained_os_error(target):
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
        with explained_os_error(target):
            make_durable(part)
            part.replace(target)
            make_durable(target.parent)
    except BaseException:
        for left in (part, wal_of(part), shm_of(part), part.with_name(part.name + "-journal")):
            left.unlink(missing_ok=True)
        raise


def make_durable(path: Path) -> None:
    """Wait until the file, or the names in the folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows writes names with the file, and can't open a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hold_content(path: Path) -> None:
    """Give the file a second name before it is replaced, so that its content can be overwritten
    afterwards (`remove_held`).
    """
    with contextlib.suppress(OSError):  # a file system without hard links: it is just replaced
        _held(path).hardlink_to(path)


def remove_held(path: Path) -> None:
    """Remove what `hold_content` held; also after a kill, whichever side of the swap it hit."""
    held = _held(path)
    if not held.exists():
        return
    if held.samefile(path):
        held.unlink()
    else:
        overwrite_and_remove(held)


def _held(path: Path) -> Path:
    return path.with_name(path.name + ".old")


def overwrite_and_remove(path: Path) -> None:
    """Remove a file whose content should not be found again.

    One pass of zeros first. A solid-state disk or a copying file system may keep the old blocks
    all the same: docs say so, and advise a full-disk encryption for those.
    """
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            left = path.stat().st_size
            zeros = bytes(1024 * 1024)
            while left > 0:
                left -= file.write(zeros[: min(left, len(zeros))])
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


@contextmanager
def explained_os_error(path: Path) -> Iterator[None]:
    """Raise what the system says about `path` as Unavailable."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            say(
                "{path} can't be written: {reason}.",
                path=str(path),
                reason=error.strerror or str(error),
            )
        ) from error

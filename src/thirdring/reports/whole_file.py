"""A file written whole or not at all."""

import contextlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from thirdring.domain.errors import Unavailable, say


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that is whole on the disk and has not its name yet; `size` in bytes."""

    path: Path
    part: Path
    size: int

    def give_name(self) -> int:
        """Put it in its place, over what stood there; the size in bytes.

        Raises:
            Unavailable: that can't be done; what stood there stays, and nothing beside it.
        """
        try:
            self.part.replace(self.path)
        except OSError as error:
            self.discard()
            raise _unwritten(self.path, error) from None
        return self.size

    def discard(self) -> None:
        """It is not wanted: nothing of it is left; one that has its name stays."""
        with contextlib.suppress(OSError):  # the folder itself is what can't be written to
            self.part.unlink(missing_ok=True)


def lay_beside(path: Path, content: bytes) -> Laid:
    """Write `content` beside `path`, to be named or discarded by who asked.

    Raises:
        Unavailable: the disk is full, or the place can't be written to.
    """
    # A name nobody has: a file of somebody's, or a link laid there, is never written through.
    laid = Laid(path, path.with_name(f".{uuid.uuid4().hex}.part"), len(content))
    try:
        with laid.part.open("xb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        laid.discard()
        raise _unwritten(path, error) from None
    return laid


def write_whole(path: Path, content: bytes) -> int:
    """Write `content` beside, then give it its name; the size in bytes.

    Raises:
        Unavailable: the disk is full, or the place can't be written to; what stood there stays.
    """
    return lay_beside(path, content).give_name()


def write_new(path: Path, content: bytes) -> int:
    """Write `content` where nothing stands yet; the size in bytes.

    Raises:
        Unavailable: something stands there, or it can't be written; no piece of it is left.
    """
    try:
        target = path.open("xb")
    except OSError as error:
        raise _unwritten(path, error) from None
    try:
        with target:
            target.write(content)
    except OSError as error:
        with contextlib.suppress(OSError):  # the folder itself is what can't be written to
            path.unlink(missing_ok=True)
        raise _unwritten(path, error) from None
    return len(content)


def _unwritten(path: Path, error: OSError) -> Unavailable:
    return Unavailable(
        say("{path} can’t be written ({why}).",
            path=str(path), why=error.strerror or str(error))
    )  # fmt: skip

"""A file written whole or not at all."""

import contextlib
import os
import uuid
from pathlib import Path

from thirdring.domain.errors import Unavailable, say


def write_whole(path: Path, content: bytes) -> int:
    """Write `content` beside, then give it its name; the size in bytes.

    Raises:
        Unavailable: the disk is full, or the place can't be written to; what stood there stays.
    """
    # A name nobody has: a file of somebody's, or a link laid there, is never written through.
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # the folder itself is what can't be written to
            part.unlink(missing_ok=True)
        raise _unwritten(path, error) from None
    return len(content)


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

"""A file written whole or not at all."""

import contextlib
from pathlib import Path

from thirdring.domain.errors import Unavailable, say


def write_whole(path: Path, content: bytes) -> int:
    """Write `content` beside, then give it its name; the size in bytes.

    Raises:
        Unavailable: the disk is full, or the place can't be written to; what stood there stays.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # the folder itself is what can't be written to
            part.unlink(missing_ok=True)
        raise Unavailable(
            say("{path} can’t be written ({why}).",
                path=str(path), why=error.strerror or str(error))
        ) from None  # fmt: skip
    return len(content)

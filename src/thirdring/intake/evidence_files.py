"""Reading a file of evidence from the disk in pieces: counted, limited, and given up on request."""

from collections.abc import Callable
from pathlib import Path

from thirdring.domain.errors import Refusal, say
from thirdring.intake.open_files import explained, opened_file

_PIECE = 1024 * 1024


def read_evidence(
    path: Path,
    most: int,
    *,
    told: Callable[[int, int], None] = lambda _read, _size: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes | None:
    """The bytes of `path`, at most `most`; None when it was cancelled.

    `told(read, size)` after each piece, in bytes. Run off the UI thread.

    Raises:
        Refusal: larger than `most` bytes, a folder, a pipe. NotFound, Unavailable: see `explained`.
    """
    pieces: list[bytes] = []
    read = 0
    try:
        size = path.stat().st_size
        _refuse_large(size, most)
        with opened_file(path) as file:
            while piece := file.read(min(_PIECE, most + 1 - read)):
                read += len(piece)
                _refuse_large(read, most)  # it may have grown meanwhile
                pieces.append(piece)
                told(read, max(read, size))
                if cancelled():
                    return None
    except OSError as error:
        raise explained(error, path) from None
    return b"".join(pieces)


def _refuse_large(size: int, most: int) -> None:
    if size > most:
        raise Refusal(
            say("This file is larger than {limit} MB.", limit=most // _PIECE),
            rule="D6",
            field="file",
        )

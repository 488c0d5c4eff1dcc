"""Opening what a person named: a file, not a folder, and nothing that never ends."""

import stat
from io import BufferedReader
from pathlib import Path

from thirdring.domain.errors import NotFound, Refusal, ThirdRingError, Unavailable, say


def opened_file(path: Path) -> BufferedReader:
    """`path` opened for reading bytes. A pipe or a device is refused before it is opened: it would
    wait for ever, or never end, and can't be read twice.

    Raises:
        Refusal: not a file. OSError: see `explained`.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise Refusal(say("{path} is not a file that can be read twice.", path=str(path)))
    return path.open("rb")


def explained(error: OSError, path: Path) -> ThirdRingError:
    """Why `path` could not be read, as one sentence."""
    if isinstance(error, FileNotFoundError):
        return NotFound(say("There is no file {path}.", path=str(path)))
    if isinstance(error, IsADirectoryError):
        return Refusal(say("{path} is a folder, not a file.", path=str(path)))
    return Unavailable(
        say("{path} can’t be read ({why}).", path=str(path), why=error.strerror or str(error))
    )

"""Finds a Python that can run Third Ring. Any Python 3.6 must be able to read this file."""

import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 14)


def _works(command: "list[str]") -> bool:
    """Whether `command` starts a fitting Python; a shim on the path may lead nowhere."""
    probe = f"import sys; sys.exit(not {OLDEST!r} <= sys.version_info[:2] <= {NEWEST!r})"
    quiet = subprocess.DEVNULL
    try:
        return subprocess.call([*command, "-c", probe], stdout=quiet, stderr=quiet) == 0
    except OSError:
        return False


def _candidates() -> "list[list[str]]":
    found = []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        path = shutil.which(f"python3.{minor}")
        if path:
            found.append([path])
        if os.name == "nt" and shutil.which("py"):
            found.append(["py", f"-3.{minor}"])
    return found


def ensure() -> None:
    """Return if this Python fits; else go on in one that does; else end with one sentence."""
    this = sys.version_info[:2]
    if OLDEST <= this <= NEWEST:
        return
    for command in _candidates():
        if _works(command):
            sys.exit(subprocess.call(command + sys.argv))
    sys.exit(
        "Third Ring needs Python 3.{} to 3.{}; this is {}.{}, and no other was found on the path. "
        "Install Python 3.{} and start again.".format(OLDEST[1], NEWEST[1], *this, NEWEST[1])
    )

"""Where built centers are kept, and whether there is room for one more."""

import os
import shutil
import stat
from pathlib import Path

from thirdring.domain.errors import Refusal, say

# Bytes on disk for each ticket with its calls, events and indexes; measured, rounded up.
_PER_TICKET = 9_000
_AT_LEAST = 64 * 2**20


def folder() -> Path:
    """The user's cache folder for built centers: below THIRDRING_HOME where that is set."""
    home = os.environ.get("THIRDRING_HOME")
    if home:
        return Path(home).expanduser().absolute() / "cache" / "bench"
    import platformdirs

    return platformdirs.user_cache_path("thirdring", appauthor=False) / "bench"


def server_folder() -> Path:
    """The cache folder for servers with built centers: root's own is closed to the user that
    PostgreSQL runs as then.
    """
    own = folder()
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or _open_to_all(own):
        return own
    return Path("/var/cache/thirdring/bench")


def _open_to_all(path: Path) -> bool:
    there = [one for one in (path, *path.parents) if one.exists()]
    return all(one.stat().st_mode & stat.S_IXOTH for one in there)


def bytes_needed(tickets: int) -> int:
    """About what a center of so many tickets takes while it is built."""
    return _AT_LEAST + tickets * _PER_TICKET


def refuse_without_room(place: Path, tickets: int) -> None:
    """Raises:
    Refusal: the disk of `place` has too little room for what is about to be built.
    """
    place.mkdir(parents=True, exist_ok=True)
    free, needed = shutil.disk_usage(place).free, bytes_needed(tickets)
    if free < needed:
        raise Refusal(
            say(
                "{tickets} tickets take about {needed} MB, and {place} has {free} MB free: ask for "
                "fewer with --tickets, or make room.",
                tickets=tickets,
                needed=needed // 2**20,
                place=str(place),
                free=free // 2**20,
            )
        )

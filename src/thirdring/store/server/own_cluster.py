"""A PostgreSQL of one's own for a while: made in a temporary folder, heard on this computer only,
gone at the end. For showing and measuring a center on a server where there is none.
"""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg

from thirdring.domain.errors import Unavailable, say
from thirdring.store.address import Address, parse_address
from thirdring.store.postgres_connection import connect
from thirdring.store.server.programs import server_programs

ADMINISTRATOR = "postgres"
_PATIENCE_TRIES = 600
_LOOK_SECONDS = 0.1
_STOP_SECONDS = 30
_PR_SET_PDEATHSIG = 1
_PASSWORD = "password"  # noqa: S105 - the name of a file, beside the data its own user has
# PostgreSQL refuses to run as root; either of these owns nothing that matters.
_PLAIN_USERS = ("postgres", "nobody")
# Small and quick, for what is shown and thrown away: nothing is kept through a power cut.
FOR_SHOW: Mapping[str, str] = MappingProxyType(
    {"fsync": "off", "shared_buffers": "32MB", "max_connections": "100"}
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server: its administrator's address, with the password, and the id of the process
    all its others come from.
    """

    address: Address
    process: int


@contextmanager
def own_cluster(
    settings: Mapping[str, str] = FOR_SHOW, kept: Path | None = None
) -> Iterator[Cluster]:
    """A cluster with these settings of PostgreSQL's; it goes with the block. `kept`: a folder its
    files stay in, for the next time; where there are none yet they are made.

    Raises:
        Unavailable: there are no programs to make one with, or they fail.
    """
    with tempfile.TemporaryDirectory(prefix="thirdring-server-", ignore_cleanup_errors=True) as at:
        programs, folder = _runnable(server_programs(), Path(at)), kept or Path(at)
        if not (folder / _PASSWORD).exists():
            _make(programs, folder)
        password, port = (folder / _PASSWORD).read_text(encoding="ascii"), _free_port()
        server = _start(programs, folder, port, settings)
        try:
            address = parse_address(
                f"postgresql://{ADMINISTRATOR}:{password}@127.0.0.1:{port}/postgres"
            )
            _wait_until_it_answers(address, server, folder)
            yield Cluster(address, server.pid)
        finally:
            _stop(server)


def _make(programs: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / _PASSWORD
    secret.touch(mode=0o600)
    secret.write_text(secrets.token_hex(16), encoding="ascii")
    _give_away(folder)
    made = subprocess.run(  # noqa: S603 - a program found where its user said, and no shell
        [
            programs / "initdb", "--pgdata", folder / "data", "--username", ADMINISTRATOR,
            "--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale",
            "--no-sync",
        ],
        # Ctrl+C at the terminal is for the program, here as below.
        start_new_session=True,
        check=False, capture_output=True, text=True, cwd=folder, **_as_plain_user(),
    )  # fmt: skip
    if made.returncode:
        secret.unlink()
        raise Unavailable(
            say("{program} failed: {words}", program="initdb", words=_last_line(made.stderr))
        )


def _start(
    programs: Path, folder: Path, port: int, settings: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    heard = {
        "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": "",
        "timezone": "UTC",
    }  # fmt: skip
    options = [f"--{name}={value}" for name, value in (heard | dict(settings)).items()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - as above
            [programs / "postgres", "-D", folder / "data", *options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
            # Ctrl+C at the terminal is for the program, which then ends the server itself.
            start_new_session=True,
            preexec_fn=_dies_with_us(),  # noqa: PLW1509 - one system call, nothing of Python's
            **_as_plain_user(),
        )  # fmt: skip


def _wait_until_it_answers(
    address: Address, server: "subprocess.Popen[bytes]", folder: Path
) -> None:
    for _try in range(_PATIENCE_TRIES):
        with suppress(psycopg.OperationalError):
            connect(address, autocommit=True).close()
            return
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=_LOOK_SECONDS)  # comes back only when the server has died
            break
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    raise Unavailable(say("{program} failed: {words}", program="postgres", words=_last_line(log)))


def _stop(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    try:
        server.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _dies_with_us() -> Any:
    """A hook for the child: the kernel stops it when this program is killed (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def hook() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGINT)  # PostgreSQL's "fast shutdown"

    return hook


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""


# --- as root ---------------------------------------------------------------------------------------


def _as_plain_user() -> dict[str, Any]:
    """Arguments for `subprocess` that give root's rights away; nothing for everybody else."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    for name in _PLAIN_USERS:
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {
                "user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "umask": 0o077
            }  # fmt: skip
    raise Unavailable(
        say(
            "PostgreSQL does not run as root: start this as another user, or name a server by --db."
        )
    )


def _give_away(folder: Path) -> None:
    user = _as_plain_user()
    if user:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user["user"], user["group"])


def _runnable(programs: Path, spare: Path) -> Path:
    """The programs where the plain user may run them: copied below `spare` if need be."""
    if not _as_plain_user():
        return programs
    _give_away(spare)
    with suppress(OSError):
        tried = subprocess.run(  # noqa: S603 - as above
            [programs / "postgres", "--version"], check=False, capture_output=True,
            cwd=spare, **_as_plain_user(),
        )  # fmt: skip
        if not tried.returncode:
            return programs
    whole = programs.parent
    copied = spare / "package" / whole.name
    shutil.copytree(whole, copied, symlinks=True)
    libraries = whole.parent.with_name(whole.parent.name + ".libs")
    if libraries.is_dir():  # a wheel keeps them beside its package, and looks for them there
        shutil.copytree(libraries, spare / libraries.name, symlinks=True)
    return copied / programs.name

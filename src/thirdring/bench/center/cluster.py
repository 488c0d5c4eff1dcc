"""A PostgreSQL server for one run, started from the programs found on this machine."""

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store.address import Address, parse_address
from thirdring.store.server import programs

_OLDEST = 15
_ADMINISTRATOR = "postgres"
_START_SECONDS, _STOP_SECONDS = 60.0, 30.0
# As docs/operations.md tunes a server, for a machine that runs the desks beside it. Nothing here
# makes a commit less durable than it is at a center's.
_SETTINGS = {
    "shared_buffers": "256MB", "max_wal_size": "2GB", "wal_compression": "on", "jit": "off",
    "random_page_cost": "1.1", "autovacuum_naptime": "20s", "log_lock_waits": "on",
    "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0", "timezone": "UTC",
    "unix_socket_directories": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server: its administrator's address and the process all its others come from."""

    address: Address
    process: int


@contextmanager
def throw_away(connections: int) -> Iterator[Cluster]:
    """A server of `connections` connections, gone with all it held at the end.

    Raises:
        Refusal: there is no PostgreSQL on this machine. Unavailable: it doesn't start.
    """
    postgres = _found()
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-", ignore_cleanup_errors=True) as made:
        folder, password = Path(made), secrets.token_hex(16)
        _initialise(postgres, folder, password)
        port = _free_port()
        process = _start(postgres, folder, port, connections)
        address = parse_address(
            f"postgresql://{_ADMINISTRATOR}:{password}@127.0.0.1:{port}/postgres"
        )
        try:
            _wait_until_it_answers(address, process, folder)
            yield Cluster(address, process.pid)
        finally:
            _stop(process)


def _found() -> Path:
    try:
        return programs.program("postgres", _OLDEST).path
    except Unavailable as error:
        raise Refusal(
            say(
                "There is no PostgreSQL on this computer: name a server with --db postgresql://…, as "
                "its database administrator, or the folder of PostgreSQL's programs in {setting}.",
                setting=programs.FOLDER,
            )
        ) from error


def _as_plain_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it runs as nobody."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "umask": 0o077}


def _initialise(postgres: Path, folder: Path, password: str) -> None:
    user = _as_plain_user()
    secret = folder / "password"
    secret.write_text(password, encoding="utf-8")
    if user:
        os.chown(folder, user["user"], user["group"])
        os.chown(secret, user["user"], user["group"])
    made = subprocess.run(
        [
            postgres.with_name(f"initdb{postgres.suffix}"), "--pgdata", folder / "data",
            "--username", _ADMINISTRATOR, "--pwfile", secret, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--no-locale",
        ],
        check=False, capture_output=True, text=True, errors="replace", cwd=folder, **user,
    )  # fmt: skip
    if made.returncode:
        raise _trouble(made.stderr)


def _start(postgres: Path, folder: Path, port: int, connections: int) -> "subprocess.Popen[bytes]":
    settings = _SETTINGS | {
        "listen_addresses": "127.0.0.1", "port": str(port), "max_connections": str(connections),
    }  # fmt: skip
    options = [f"--{name}={value}" for name, value in settings.items()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [postgres, "-D", folder / "data", *options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
            # Ctrl+C at the terminal is for the run, which then ends the server itself.
            start_new_session=True, **_as_plain_user(),
        )  # fmt: skip


def _wait_until_it_answers(
    address: Address, process: "subprocess.Popen[bytes]", folder: Path
) -> None:
    import psycopg

    from thirdring.store.postgres_connection import connect

    patience = time.monotonic() + _START_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        try:
            connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise _trouble((folder / "log").read_text(encoding="utf-8", errors="replace"))


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        # SIGINT is PostgreSQL's fast shutdown.
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _trouble(said: str) -> Unavailable:
    words = " / ".join(line.strip() for line in said.splitlines()[-3:])
    return Unavailable(say("PostgreSQL does not start here: {words}", words=words))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

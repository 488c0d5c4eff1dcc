"""scripts/run.py on a small checkout: one locked package, and a program that tells what it got."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import LOCK, MARKER, ROOT

pytestmark = pytest.mark.slow

# The program of the small checkout: says how it was started, and ends as it is told to.
PROGRAM = """
import json, os, sys
import annotated_types
if "hang" in sys.argv:
    print("hanging", flush=True)
    sys.stdin.read()
print(json.dumps({"arguments": sys.argv[1:], "platform": os.environ.get("QT_QPA_PLATFORM")}))
sys.exit(int(sys.argv[-1]) if sys.argv[-1].isdigit() else 0)
"""


def _entry(name: str) -> str:
    found = re.search(rf"(?ms)^{name}==.*?(?=^\S)", LOCK.read_text(encoding="utf-8"))
    assert found
    return found.group()


def _made(place: Path) -> Path:
    folder = place / "检出 with space"
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__py*"))
    package = folder / "src" / "thirdring"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    lock = _entry("annotated-types") + f"\n{MARKER}\n" + _entry("iniconfig")
    (folder / "requirements.lock").write_text(lock, encoding="utf-8")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return _made(tmp_path)


@pytest.fixture(scope="module")
def started(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A checkout that was started once, and what that start said; tests leave it as it is."""
    folder = _made(tmp_path_factory.mktemp("started"))
    return folder, _run(folder, "--", "tickets", "list", "--view", "mine")


@pytest.fixture
def prepared(started: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return started[0]


def _settings(**more: str) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("QT_", "COV_", "PYTEST_"))}
    kept.pop("DISPLAY", None)
    kept.pop("WAYLAND_DISPLAY", None)
    return kept | more


def _run(checkout: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, checkout / "scripts" / "run.py", *arguments],
        check=False, capture_output=True, text=True, encoding="utf-8", timeout=240,
        env=_settings(**settings), cwd=checkout.parent,
    )  # fmt: skip


def test_first_start_installs_and_the_second_only_starts(
    started: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    checkout, first = started
    assert "Making the virtual environment" in first.stderr
    assert "Installing 1 locked packages" in first.stderr
    told = json.loads(first.stdout)
    assert told["arguments"] == ["tickets", "list", "--view", "mine"]
    second = _run(checkout, "--demo", "--", "calls", "list", "7")
    assert "Making" not in second.stderr
    assert "Installing" not in second.stderr
    assert json.loads(second.stdout)["arguments"] == ["--demo", "calls", "list", "7"]
    assert second.returncode == 7  # the program's own exit code


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_the_tour_is_drawn_and_its_folder_named(prepared: Path) -> None:
    for arguments in ((), ("--demo",), ("--", "--db", "x.db")):
        done = _run(prepared, *arguments)
        said, folder = done.stdout.splitlines()
        assert json.loads(said) == {
            "arguments": ["tour", "--out", str(prepared / "tour")],
            "platform": "offscreen",
        }
        assert folder.endswith(str(prepared / "tour"))
        assert "There is no screen here" in done.stderr
        assert done.returncode == 0
    asked = _run(prepared, "--", "tour", "--out", "pictures")
    assert json.loads(asked.stdout)["arguments"] == ["tour", "--out", "pictures"]
    assert "no screen" not in asked.stderr


@pytest.mark.long
def test_interrupted_set_up_is_made_afresh(checkout: Path) -> None:
    _run(checkout, "--", "db", "info")
    environment = checkout / ".venv"
    (environment / "thirdring-stamp.json").unlink()
    (environment / "thirdring-unfinished").touch()
    (installed,) = environment.rglob("annotated_types/__init__.py")
    installed.write_text("half a fi", encoding="utf-8")
    again = _run(checkout, "--", "db", "info")
    assert "Making the virtual environment" in again.stderr
    assert json.loads(again.stdout)["arguments"] == ["db", "info"]


def test_two_starts_at_once_prepare_once(checkout: Path) -> None:
    command = [sys.executable, str(checkout / "scripts" / "run.py"), "--", "db", "info"]
    starts = [
        subprocess.Popen(
            command, env=_settings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    answers = [start.communicate(timeout=240) for start in starts]
    assert [json.loads(out)["arguments"] for out, _ in answers] == [["db", "info"]] * 2
    said = "".join(err for _, err in answers)
    assert said.count("Making the virtual environment") == 1
    assert said.count("Installing") == 1


def test_changed_lock_is_installed_into_what_is_there(checkout: Path) -> None:
    _run(checkout, "--", "db", "info")
    lock = checkout / "requirements.lock"
    program, _, tests = lock.read_text(encoding="utf-8").partition(MARKER)
    lock.write_text(program + tests + MARKER + "\n", encoding="utf-8")
    again = _run(checkout, "--", "db", "info")
    assert "Installing 2 locked packages" in again.stderr
    assert "Making" not in again.stderr
    assert list((checkout / ".venv").rglob("iniconfig/__init__.py"))


@pytest.mark.long
def test_moved_checkout_is_prepared_again(checkout: Path) -> None:
    _run(checkout, "--", "db", "info")
    moved = checkout.with_name("moved")
    checkout.rename(moved)
    done = _run(moved, "--", "db", "info")
    assert json.loads(done.stdout)["arguments"] == ["db", "info"]
    assert "Making the virtual environment" in done.stderr


def test_no_network_is_one_sentence(checkout: Path, tmp_path: Path) -> None:
    done = _run(
        checkout, "--", "db", "info",
        PIP_CONFIG_FILE=os.devnull, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0",
        PIP_CACHE_DIR=str(tmp_path / "cache"), PIP_FIND_LINKS="", PIP_EXTRA_INDEX_URL="",
    )  # fmt: skip
    assert done.returncode == 1
    assert "package index can't be reached" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert _run(checkout, "--", "db", "info").returncode == 0


def test_wrong_hash_is_refused(checkout: Path) -> None:
    lock = checkout / "requirements.lock"
    text = lock.read_text(encoding="utf-8")
    lock.write_text(re.sub("sha256:[0-9a-f]{8}", "sha256:00000000", text), encoding="utf-8")
    done = _run(checkout, "--", "db", "info")
    assert done.returncode == 1
    assert "not the one that was locked" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("arguments", [("tickets",), ("--dmeo",), ("list", "--", "x")])
def test_unknown_argument_is_wrong_usage(checkout: Path, arguments: tuple[str, ...]) -> None:
    done = _run(checkout, *arguments)
    assert done.returncode == 2
    assert "usage: run.py" in done.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_the_program_and_nothing_is_left(prepared: Path) -> None:
    start = subprocess.Popen(
        [sys.executable, prepared / "scripts" / "run.py", "--", "hang"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=_settings(), start_new_session=True,
        # Tests may have been started in the background, where Ctrl+C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    assert start.stdout is not None
    assert start.stdout.readline() == "hanging\n"
    os.killpg(start.pid, signal.SIGINT)
    start.communicate(timeout=60)
    assert start.returncode in {130, -signal.SIGINT}
    with pytest.raises(ProcessLookupError):
        os.killpg(start.pid, 0)


def _old_pythons() -> list[str]:
    """One working interpreter of each version from 3.6 to 3.10 that is somewhere on this machine."""
    versions = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    found = []
    for minor in range(6, 11):
        name = f"python3.{minor}"
        places = [*versions.glob(f"3.{minor}.*/bin/{name}"), shutil.which(name)]
        for place in map(str, filter(None, places)):
            if subprocess.run([place, "-c", ""], check=False, capture_output=True).returncode == 0:
                found.append(place)
                break
    return found


@pytest.mark.parametrize("old", _old_pythons() or [""])
def test_old_python_goes_on_in_a_newer_one_or_says_so(checkout: Path, old: str) -> None:
    if not old:
        pytest.skip("no Python older than 3.11 on this machine")
    script = checkout / "scripts" / "run.py"
    alone = subprocess.run(
        [old, script, "--help"], check=False, capture_output=True, text=True, encoding="utf-8",
        env={"PATH": str(checkout)},
    )  # fmt: skip
    assert alone.returncode == 1
    assert alone.stderr.startswith("Third Ring needs Python 3.11 to 3.14; this is 3.")
    assert len(alone.stderr.splitlines()) == 1
    path = os.pathsep.join([str(checkout / "bin"), os.environ["PATH"]])
    (checkout / "bin").mkdir()
    (checkout / "bin" / "python3.11").symlink_to(sys.executable)
    helped = subprocess.run(
        [old, script, "--help"], check=False, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"PATH": path},
    )  # fmt: skip
    assert helped.returncode == 0
    assert "scripts/run.py" in helped.stdout

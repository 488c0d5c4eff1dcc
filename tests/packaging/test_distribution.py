"""What is handed out works: sdist, the wheel made from it, an empty environment, a start."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.environment import LOCK, MARKER, ROOT

# One worker for all of it: the environment is made once.
pytestmark = pytest.mark.slow
PASSWORD = "three rings, then answer"
# What a start needs it compiles itself: a third of what is installed.
INSTALL = ("install", "-q", "--no-deps", "--no-compile")


def _call(*command: str | Path, **options: object) -> str:
    """Run to the end; a failure shows what was said. Returns stdout."""
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=240, **options,  # type: ignore[call-overload]
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sdist")
    _call(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", out, ROOT)
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        # Debian 12's Python is older than the argument filter, and passes over the attribute.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)  # noqa: S202 - made by us a moment ago
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    _call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, unpacked)
    (made,) = out.iterdir()
    return made


def _tracked(*folders: str) -> set[str]:
    """The files of the checkout that belong to the project."""
    found = set()
    for folder in folders:
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                found.add(file.relative_to(ROOT).as_posix())
    return found


def test_sdist_is_complete(unpacked: Path) -> None:
    packed = {f.relative_to(unpacked).as_posix() for f in unpacked.rglob("*") if f.is_file()}
    wanted = _tracked("src", "assets", "migrations", "scripts", "tests", "docs", "benchmarks")
    wanted |= {"pyproject.toml", "requirements.lock", "README.md", "CHANGELOG.md"}
    wanted |= {"CONTRIBUTING.md", "LICENSE", "NOTICE"}
    assert wanted - packed == set()
    assert not [name for name in packed if name.endswith((".pyc", ".db", ".log"))]


def test_wheel_holds_the_package_and_what_it_ships_and_no_more(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    wanted = {name.removeprefix("src/") for name in _tracked("src")}
    wanted |= {f"thirdring/_shipped/{name}" for name in _tracked("assets", "migrations")}
    assert wanted - names == set()
    extra = {name for name in names - wanted if ".dist-info/" not in name}
    assert extra == set()
    licenses = {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name}
    assert licenses >= {"LICENSE", "NOTICE"}


@pytest.fixture(scope="module")
def empty(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the locked packages and the wheel; returns its folder of programs."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    programs = _environment(folder)
    locked = folder / "requirements.txt"
    locked.write_text(LOCK.read_text(encoding="utf-8").partition(MARKER)[0], encoding="utf-8")
    _pip(programs, *INSTALL, "--require-hashes", "--only-binary", ":all:", "-r", locked)
    _pip(programs, *INSTALL, "--no-index", wheel)
    _pip(programs, "check")
    return programs


def _environment(folder: Path) -> Path:
    """An environment with nothing in it, not even pip; returns its folder of programs."""
    venv.create(folder)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _pip(programs: Path, *arguments: str | Path) -> None:
    """Our own pip at work in the environment of `programs`."""
    _call(sys.executable, "-I", "-m", "pip", "--python", programs / "python", *arguments)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Nothing of the checkout on any path, and a home of its own."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "COV_"))}
    return kept | {
        "THIRDRING_HOME": str(tmp_path / "home"),
        "THIRDRING_PASSWORD": PASSWORD,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def test_wheel_sets_up_a_center_in_an_empty_environment(
    empty: Path, settings: dict[str, str], elsewhere: Path
) -> None:
    thirdring = empty / "thirdring"
    where = {"cwd": elsewhere, "env": settings}
    assert _call(thirdring, "--version", **where) == "thirdring 0.1.0\n"
    _call(thirdring, "setup", "--company", "远山家居", "--login", "lin", **where)
    told = json.loads(_call(thirdring, "--format", "json", "db", "info", **where))
    assert told["engine"] == "sqlite"
    assert (told["journal_mode"].lower(), str(told["synchronous"]).lower()) in {
        ("wal", "full"),
        ("wal", "2"),
    }
    assert tuple(map(int, told["engine_version"].split(".")[:3])) >= (3, 51, 3)
    assert told["tables"]["staff"] == 1


def test_editable_install_reads_the_checkouts_own_files(tmp_path: Path) -> None:
    out = tmp_path / "editable"
    _call(sys.executable, "-m", "hatchling", "build", "-t", "wheel:editable", "-d", out, cwd=ROOT)
    (made,) = out.glob("*.whl")
    assert not [name for name in zipfile.ZipFile(made).namelist() if "_shipped" in name]
    programs = _environment(tmp_path / "venv")
    _pip(programs, *INSTALL, "--no-index", made)
    asked = "from thirdring.resources import assets, migrations; print(assets(), migrations())"
    assert _call(programs / "python", "-I", "-c", asked).split() == [
        str(ROOT / "assets"),
        str(ROOT / "migrations"),
    ]


@pytest.fixture
def desk(empty: Path, settings: dict[str, str], elsewhere: Path) -> Iterator[subprocess.Popen[str]]:
    """A running desk of the installed wheel, whose local socket is there."""
    # Where Qt makes the socket: a socket's path has room for a hundred characters or so.
    sockets = Path(tempfile.mkdtemp(prefix="tr-", dir="/tmp"))
    settings["TMPDIR"] = str(sockets)
    _call(
        empty / "thirdring", "setup", "--company", "远山家居", "--login", "lin",
        cwd=elsewhere, env=settings,
    )  # fmt: skip
    with subprocess.Popen(
        [str(empty / "thirdring")], cwd=elsewhere, env=settings, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        for _ in range(600):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)  # returns only when the desk has ended
            if process.returncode is not None or _sockets(sockets):
                break
        yield process
        process.kill()
    shutil.rmtree(sockets, ignore_errors=True)


def _sockets(folder: Path) -> list[Path]:
    return [path for path in folder.glob("thirdring-*") if path.is_socket()]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the desk's socket is no file")
def test_desk_of_the_wheel_opens_and_answers_a_second_start(
    desk: subprocess.Popen[str], empty: Path, settings: dict[str, str], elsewhere: Path
) -> None:
    # A second start that finds no desk to answer it becomes one, and never comes back.
    assert _call(empty / "thirdring", cwd=elsewhere, env=settings) == ""
    assert desk.poll() is None
    desk.kill()
    said = desk.communicate()[0]
    assert "Traceback" not in said
    assert "WARNING" not in said

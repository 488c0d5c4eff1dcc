"""The virtual environment of a checkout: made, filled from requirements.lock, remembered.

Standard library only. `.venv/thirdring-stamp.json` says what the environment was filled with and
is written last; while it is being filled `.venv/thirdring-unfinished` stands there instead, so
that an interrupted start is noticed and made afresh.
"""

import contextlib
import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
MARKER = "# --- needed by the tests only ---"
NO_NETWORK = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|"
    "Temporary failure in name resolution|Network is unreachable|Max retries exceeded|"
    "No address associated|Connection refused"
)


class SetupError(Exception):
    """The environment can't be made; the text is one sentence for the person at the screen."""


def say(line: str) -> None:
    """One short line of progress, on stderr."""
    print(line, file=sys.stderr, flush=True)


def speak_safely() -> None:
    """A console that can't show a character gets an escape instead of a crash."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _path(kind: str) -> Path:
    base = {"base": str(VENV), "platbase": str(VENV)}
    return Path(sysconfig.get_path(kind, scheme="venv", vars=base))


def venv_python() -> Path:
    """The environment's interpreter."""
    return _path("scripts") / ("python.exe" if os.name == "nt" else "python")


def _locked(with_tests: bool) -> str:
    text = LOCK.read_text(encoding="utf-8")
    program, marker, _ = text.partition(MARKER)
    if not marker:
        raise SetupError(f"{LOCK.name} lacks its marker line; make it anew with scripts/lock.py.")
    return text if with_tests else program


def _wanted(with_tests: bool) -> dict[str, str]:
    """What the stamp must say. A moved checkout or another Python makes another environment."""
    stamp = {
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "checkout": str(ROOT),
        "program": hashlib.sha256(_locked(with_tests=False).encode()).hexdigest(),
    }
    if with_tests:
        stamp["tests"] = hashlib.sha256(_locked(with_tests=True).encode()).hexdigest()
    return stamp


def _stamp_file() -> Path:
    return VENV / "thirdring-stamp.json"


def _unfinished_file() -> Path:
    return VENV / "thirdring-unfinished"


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(_stamp_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_ready(wanted: dict[str, str]) -> bool:
    found = _stamp()
    return (
        all(found.get(key) == value for key, value in wanted.items())
        and not _unfinished_file().exists()
        and venv_python().exists()
    )


def _is_usable() -> bool:
    """Whether packages can be added to the environment that is there."""
    if _unfinished_file().exists() or not venv_python().exists():
        return False
    found, wanted = _stamp(), _wanted(with_tests=False)
    if found:
        return all(found.get(key) == wanted[key] for key in ("python", "checkout"))
    asked = subprocess.run(
        [venv_python(), "-I", "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return asked.stdout.strip() == wanted["python"]


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the checkout's lock file: two starts at once don't fill the same environment."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        told = False
        while not _try_lock(file.fileno()):
            if not told:
                say("Another start is preparing this checkout; waiting for it …")
                told = True
            time.sleep(0.2)
        yield  # closing the file releases the lock, also when the process is killed


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def can_make() -> bool:
    """Whether this Python brings what a virtual environment is made of; Debian splits it off."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def clean_environment() -> dict[str, str]:
    """The caller's settings without those that would send packages or imports elsewhere."""
    hidden = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_ROOT"}
    hidden |= {"PIP_REQUIRE_HASHES", "PIP_NO_DEPS", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in hidden}


def _make() -> None:
    from scripts import system

    system.complete_python()
    say("Making the virtual environment .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(parents=True, exist_ok=True)
    _unfinished_file().touch()
    made = subprocess.run(
        [sys.executable, "-I", "-m", "venv", VENV],
        check=False, capture_output=True, text=True, env=clean_environment(),
    )  # fmt: skip
    if made.returncode:
        reason = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise SetupError(f"The virtual environment could not be made: {reason[-1]}")


def _install(with_tests: bool) -> None:
    text = _locked(with_tests)
    count = len(re.findall(r"(?m)^[A-Za-z0-9]", text))
    say(f"Installing {count} locked packages (a few minutes the first time) …")
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "requirements.txt"
        chosen.write_text(text, encoding="utf-8")
        command = [
            str(venv_python()), "-I", "-m", "pip", "install", "--require-hashes", "--no-deps",
            "--only-binary", ":all:", "--no-compile", "--no-input", "--disable-pip-version-check",
            "--progress-bar", "off", "--retries", "2", "-r", str(chosen),
        ]  # fmt: skip
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, errors="replace",
            env=clean_environment(),
        )  # fmt: skip
    log = VENV / "thirdring-setup.log"
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        raise SetupError(_why(done.stdout + done.stderr, log))
    # On all cores, where pip would take one. A template that is no Python yet is passed over.
    subprocess.run(
        [venv_python(), "-I", "-m", "compileall", "-q", "-j", "0", _path("purelib")],
        check=False, capture_output=True, env=clean_environment(),
    )  # fmt: skip


def _why(output: str, log: Path) -> str:
    if NO_NETWORK.search(output):
        return (
            "The packages could not be fetched: the package index can't be reached. "
            "Connect this machine and start again."
        )
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        return "A fetched package is not the one that was locked; nothing was installed from it."
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    reason = errors[-1] if errors else "pip failed"
    return f"The packages could not be installed ({reason}); the whole answer is in {log}."


def _put_sources_on_path() -> None:
    """Make `import thirdring` find src/, without a build step."""
    source = str(ROOT / "src")
    # Before 3.13 a .pth file is read in the system's own encoding; pure ASCII is safe in all.
    line = source if source.isascii() else f"import sys; sys.path.append({source!a})"
    _path("purelib").joinpath("thirdring-checkout.pth").write_text(line + "\n", encoding="ascii")


def prepare(*, with_tests: bool) -> Path:
    """Make sure the environment holds the locked packages. Returns its interpreter.

    Raises SetupError with one sentence when that can't be done.
    """
    wanted = _wanted(with_tests)
    if _is_ready(wanted):
        return venv_python()
    try:
        with _alone():
            if not _is_ready(wanted):
                _fill(wanted, with_tests)
    except OSError as error:
        raise SetupError(f"The checkout {ROOT} can't be prepared: {error}.") from error
    return venv_python()


def _fill(wanted: dict[str, str], with_tests: bool) -> None:
    if not _is_usable():
        _make()
    _unfinished_file().touch()
    _stamp_file().unlink(missing_ok=True)
    try:
        _install(with_tests)
    except SetupError:  # pip said no and changed nothing: what is there can still be used
        _unfinished_file().unlink()
        raise
    _put_sources_on_path()
    fresh = _stamp_file().with_suffix(".new")
    fresh.write_text(json.dumps(wanted), encoding="utf-8")
    fresh.replace(_stamp_file())
    _unfinished_file().unlink()

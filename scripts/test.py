"""Everything that must hold before a change goes in; continuous integration runs just this.

    python3 scripts/test.py                    all of it
    python3 scripts/test.py --quick            without the slow parts
    python3 scripts/test.py --long             long rounds: random days, kills, fuzzing, coverage, mutants
    python3 scripts/test.py --system-postgres  also installs Debian's PostgreSQL, for TLS, and tries
                                               what a server must hold on its version too
    python3 scripts/test.py -- tests/ui -k ring    what follows -- goes to pytest, nothing else runs

Goes on after a failure, so that one run shows all; ends with pytest's own closing line and a
non-zero code if anything failed.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import interpreter  # noqa: E402 - the checkout has to be on the path first

interpreter.ensure()

from scripts import environment, system  # noqa: E402 - an old Python must not read these

USAGE = "usage: test.py [--quick | --long] [--system-postgres] [-- arguments of pytest]"
SYSTEM_POSTGRES = "--system-postgres"
LONG_TIMEOUT_SECONDS = 7200
MEASURED = ("thirdring.domain", "thirdring.usecases")  # measuring all doubles the time of a run
COVERAGE_BAR = 95
# What a server must hold, on a PostgreSQL of the system's beside the wheel's.
SYSTEMS = "system PostgreSQL"
ON_SYSTEM_POSTGRES = {"THIRDRING_TEST_POSTGRES": "system"}
OF_SERVERS = ("tests/store/server", "tests/store/test_change_feed.py", "tests/cli/test_server.py")
FOUND = "tests found"

Step = tuple[str, list[str]]  # its name, its command


class Done(NamedTuple):
    """A step that has run; `last` is the last line it said, where that was shown as it came."""

    name: str
    passed: bool
    seconds: float
    last: str


def read_arguments(arguments: list[str]) -> tuple[str, bool, list[str]]:
    """The round ("", "--quick" or "--long"), whether the system's PostgreSQL is to be installed,
    and what goes to pytest.
    """
    own, passed_on = arguments, []
    if "--" in arguments:
        at = arguments.index("--")
        own, passed_on = arguments[:at], arguments[at + 1 :]
    if "-h" in own or "--help" in own:
        print(__doc__)
        sys.exit(0)
    sizes = [one for one in own if one != SYSTEM_POSTGRES]
    if len(sizes) > 1 or not set(sizes) <= {"--quick", "--long"}:
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    return (sizes[0] if sizes else ""), SYSTEM_POSTGRES in own, passed_on


def checks(python: str) -> tuple[list[Step], list[Step]]:
    """The steps before the tests, in two lanes that run side by side: mypy takes as long as all the
    others. The last one finds the tests and leaves them compiled, as each of pytest's workers would
    have to do by itself.
    """
    return [("mypy", [python, "-m", "mypy"])], [
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("import contracts", [python, "-P", "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        ("translations", [python, "scripts/translate.py", "--check"]),
        (FOUND, [python, "-P", "-m", "pytest", "--collect-only", "-q"]),
    ]  # fmt: skip


def pytest_command(python: str, size: str, passed_on: list[str]) -> list[str]:
    # One more than there are processors: a window that waits for its beat keeps none at work.
    workers = min(os.cpu_count() or 1, 4) + 1
    command = [python, "-P", "-m", "pytest", "-n", str(workers)]
    # A file's tests share what its fixtures make. In the order of the files: with the longest lists
    # of tests first, as the default has it, the slow files of few tests would be left to the end.
    command += ["--dist", "loadfile", "--no-loadscope-reorder"]
    if size == "--quick":
        command += ["-m", "not slow"]
    if size == "--long":
        command += ["--long", "--timeout", str(LONG_TIMEOUT_SECONDS)]
    if measures(size, passed_on):
        command += [f"--cov={package}" for package in MEASURED] + ["--cov-report="]
    return command + passed_on


def measures(size: str, passed_on: list[str]) -> bool:
    """Coverage is asked of the whole suite, in the long round: measuring takes a minute of its own."""
    return size == "--long" and not passed_on


@contextmanager
def started(
    command: list[str], more: Mapping[str, str] = MappingProxyType({})
) -> Iterator[subprocess.Popen[str]]:
    """A step that runs, with its output to be read; `more` is added to its environment."""
    # A folder of its own: pytest tidies up after other runs, and may meet one that is at work.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = environment.clean_environment() | {"PYTEST_DEBUG_TEMPROOT": folder, **more}
        # A hundred starts of the program, each compiling all of it again, take minutes.
        settings.pop("PYTHONDONTWRITEBYTECODE", None)
        with subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        ) as process:  # fmt: skip
            yield process


def run_checked(name: str, command: list[str]) -> Done:
    """Run one step with its output shown as it comes."""
    print(f"\n=== {name}", flush=True)
    last, began = "", time.monotonic()
    with started(command, ON_SYSTEM_POSTGRES if name == SYSTEMS else {}) as process:
        signal.signal(signal.SIGTERM, lambda *_: stop(process))
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return Done(name, process.returncode == 0, time.monotonic() - began, last)


def run_together(lanes: tuple[list[Step], ...]) -> list[Done]:
    """Run the lanes side by side; the output of a step is shown whole, once it has ended."""
    running: set[subprocess.Popen[str]] = set()
    stopped, printing = threading.Event(), threading.Lock()

    def run(lane: list[Step]) -> list[Done]:
        done = []
        for name, command in lane:
            if stopped.is_set():
                break
            began = time.monotonic()
            with started(command) as process:
                running.add(process)
                output, _ = process.communicate()
                running.discard(process)
            passed = process.returncode == 0
            if passed and name == FOUND:  # a line for each file, of no interest to anybody
                output = ""
            with printing:
                print(f"\n=== {name}\n{output}", end="", flush=True)
            done.append(Done(name, passed, time.monotonic() - began, ""))
        return done

    def end(*_: object) -> None:
        stopped.set()
        stop(*running)

    signal.signal(signal.SIGTERM, end)
    with ThreadPoolExecutor(len(lanes)) as pool:
        try:
            return [one for done in pool.map(run, lanes) for one in done]
        except BaseException:  # Ctrl+C reaches the steps too: none begins any more
            stopped.set()
            raise


def stop(*processes: subprocess.Popen[str]) -> None:
    """Told to end: the steps end too, and no other begins."""
    for process in processes:
        process.terminate()
    sys.exit(143)


def main() -> int:
    size, postgres, passed_on = read_arguments(sys.argv[1:])
    environment.speak_safely()
    try:
        python = str(environment.prepare(with_tests=True))
        system.complete(for_tests=True, postgres=postgres)
    except environment.SetupError as error:
        environment.say(str(error))
        return 1
    done = [] if passed_on else run_together(checks(python))
    steps = [("pytest", pytest_command(python, size, passed_on))]
    if postgres and not passed_on:
        steps.append((SYSTEMS, pytest_command(python, "", list(OF_SERVERS))))
    if measures(size, passed_on):
        report = [python, "-m", "coverage", "report", "--skip-covered"]
        steps.append(("coverage", [*report, "--fail-under", str(COVERAGE_BAR)]))
    if size == "--long" and not passed_on:
        steps.append(("mutants", [python, "scripts/mutants.py"]))
    done += [run_checked(name, command) for name, command in steps]
    closing = next(one.last for one in done if one.name == "pytest")
    summary = [
        f"{one.name:<18} {'passed' if one.passed else 'FAILED'} {one.seconds:7.1f} s"
        for one in done
    ]
    print("\n=== summary", *summary, "", closing, sep="\n")
    return 0 if all(one.passed for one in done) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")

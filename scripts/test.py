"""Everything that must hold before a change goes in; continuous integration runs just this.

    python3 scripts/test.py                    all of it
    python3 scripts/test.py --quick            without the slow parts
    python3 scripts/test.py --long             long rounds: random days, kills, fuzzing, coverage, mutants
    python3 scripts/test.py --system-postgres  also installs Debian's PostgreSQL, for TLS and version 15
    python3 scripts/test.py -- tests/ui -k ring    what follows -- goes to pytest, nothing else runs

Goes on after a failure, so that one run shows all; ends with pytest's own closing line and a
non-zero code if anything failed.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def checks(python: str) -> list[tuple[str, list[str]]]:
    """The steps before the tests: name, command."""
    return [
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("import contracts", [python, "-P", "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        ("translations", [python, "scripts/translate.py", "--check"]),
    ]  # fmt: skip


def pytest_command(python: str, size: str, passed_on: list[str]) -> list[str]:
    workers = min(os.cpu_count() or 1, 4)
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


def run_checked(name: str, command: list[str]) -> tuple[bool, str]:
    """Run one step with its output shown. Returns whether it passed, and its last line."""
    print(f"\n=== {name}", flush=True)
    last = ""
    # A folder of its own: pytest tidies up after other runs, and may meet one that is at work.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = environment.clean_environment() | {"PYTEST_DEBUG_TEMPROOT": folder}
        # A hundred starts of the program, each compiling all of it again, take minutes.
        settings.pop("PYTHONDONTWRITEBYTECODE", None)
        with subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        ) as process:  # fmt: skip
            signal.signal(signal.SIGTERM, lambda *_: stop(process))
            for line in process.stdout or ():
                print(line, end="", flush=True)
                last = line.strip() or last
    return process.returncode == 0, last


def stop(process: subprocess.Popen[str]) -> None:
    """Told to end: the step ends too, and no other begins."""
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
    steps = [] if passed_on else checks(python)
    steps.append(("pytest", pytest_command(python, size, passed_on)))
    if measures(size, passed_on):
        report = [python, "-m", "coverage", "report", "--skip-covered"]
        steps.append(("coverage", [*report, "--fail-under", str(COVERAGE_BAR)]))
    if size == "--long" and not passed_on:
        steps.append(("mutants", [python, "scripts/mutants.py"]))
    closing, summary, failed = "", [], False
    for name, command in steps:
        started = time.monotonic()
        passed, last = run_checked(name, command)
        failed = failed or not passed
        closing = last if name == "pytest" else closing
        word = "passed" if passed else "FAILED"
        summary.append(f"{name:<18} {word} {time.monotonic() - started:7.1f} s")
    print("\n=== summary", *summary, "", closing, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")

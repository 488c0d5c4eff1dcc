"""Open Third Ring from a checkout; nothing but Python (3.11 to 3.14) has to be there.

    python3 scripts/run.py                       the desk, on an embedded database
    python3 scripts/run.py --demo                a sample center to look around in
    python3 scripts/run.py -- tickets list       what follows -- goes to `thirdring`

The first start makes a virtual environment in the checkout (.venv) and installs the packages
locked in requirements.lock. Without a screen the tour is drawn instead, as pictures.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import interpreter  # noqa: E402 - the checkout has to be on the path first

interpreter.ensure()

from scripts import environment, system  # noqa: E402 - an old Python must not read these

TOUR = ROOT / "tour"
USAGE = "usage: run.py [--demo] [-- arguments of thirdring]"


def read_arguments(arguments: list[str]) -> list[str]:
    """The arguments for `thirdring`. Ends with usage when something unknown comes before `--`."""
    own, marker, passed_on = arguments, "", []
    if "--" in arguments:
        at = arguments.index("--")
        own, marker, passed_on = arguments[:at], "--", arguments[at + 1 :]
    if "-h" in own or "--help" in own:
        print(__doc__)
        sys.exit(0)
    unknown = [argument for argument in own if argument != "--demo"]
    if unknown:
        hint = "" if marker else " (arguments of thirdring go after --)"
        print(f"{USAGE}\nrun.py: unknown argument {unknown[0]}{hint}", file=sys.stderr)
        sys.exit(2)
    return own + passed_on


def opens_the_desk(arguments: list[str]) -> bool:
    """Whether these arguments open the desk itself, rather than run a command."""
    rest = iter(arguments)
    for argument in rest:
        if argument in {"--db", "--as", "--format"}:
            next(rest, None)
        elif argument.partition("=")[0] not in {"--demo", "--masked", "--db", "--as", "--format"}:
            return False
    return True


def replace(python: Path, arguments: list[str], settings: dict[str, str]) -> int:
    """Become `thirdring`: its signals and its exit code are ours. Windows can't, and waits."""
    command = [str(python), "-P", "-m", "thirdring", *arguments]
    if os.name == "posix":
        os.execve(python, command, settings)  # noqa: S606 - no shell is wanted
    return wait_for(command, settings)


def wait_for(command: list[str], settings: dict[str, str]) -> int:
    """Run to the end. Ctrl+C reaches the child by itself, a polite kill is handed on."""
    child = subprocess.Popen(command, env=settings)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    code = child.wait()
    return code if code >= 0 else 128 - code  # as shells count the end by a signal


def main() -> int:
    arguments = read_arguments(sys.argv[1:])
    environment.speak_safely()
    try:
        python = environment.prepare(with_tests=False)
        system.complete()
    except environment.SetupError as error:
        environment.say(str(error))
        return 1
    settings = environment.clean_environment()
    if system.has_screen():
        return replace(python, arguments, settings)
    settings.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not opens_the_desk(arguments):
        return replace(python, arguments, settings)
    environment.say(f"There is no screen here; the tour is drawn into {TOUR} instead.")
    tour = [str(python), "-P", "-m", "thirdring", "tour", "--out", str(TOUR)]
    code = wait_for(tour, settings)
    if code == 0:
        print(f"Pictures and files of the tour: {TOUR}")
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")

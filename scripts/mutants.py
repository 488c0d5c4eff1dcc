"""Change the rulebook's code in small ways, one at a time, and see whether a test notices.

    .venv/bin/python scripts/mutants.py              all of domain/
    .venv/bin/python scripts/mutants.py phones rings     only these modules

Works on a copy, half an hour of two cores for all; interrupted, it goes on where it was unless a
file changed meanwhile. tests/domain/mutants.toml says how many unnoticed changes of each module
were looked at and found to change nothing that matters; one more fails.
The changes themselves are written to build/mutants.txt. A change that makes a test hang is noticed.
"""

import collections
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "build" / "mutants.txt"
WORK = ROOT / "build" / "mutants"
LOOKED_AT = ROOT / "tests" / "domain" / "mutants.toml"
COPIED = ("src", "assets", "scripts", "tests/domain", "tests/*.py", "*.toml", "*.lock", "*.md")
# The same examples each time, for numbers that can be compared; and no server to wait for.
OPTIONS = ["--hypothesis-seed=0", "-m", "not postgres"]
NOTICED = {"killed", "timeout"}
HANGS_AFTER = 300  # seconds
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{files}]
also_copy = ["assets", "scripts", "requirements.lock"]
pytest_add_cli_args = {options}
pytest_add_cli_args_test_selection = ["tests/domain"]
"""


def copied() -> Iterator[Path]:
    """The files of the sources and the domain's tests."""
    for pattern in COPIED:
        for source in sorted(ROOT.glob(pattern)):
            inside = sorted(source.rglob("*")) if source.is_dir() else [source]
            yield from (f for f in inside if f.is_file() and "__pycache__" not in f.parts)


def copy_to(folder: Path, modules: list[str]) -> None:
    """What is copied, and what mutmut has to know; a copy of just this is left as it was."""
    asked = hashlib.sha256(repr(modules).encode())
    for source in copied():
        asked.update(source.relative_to(ROOT).as_posix().encode() + source.read_bytes())
    stamp = folder / "copy-of.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == asked.hexdigest():
        return
    shutil.rmtree(folder, ignore_errors=True)
    for source in copied():
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    files = ", ".join(f'"src/thirdring/domain/{module}.py"' for module in modules)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(SETTINGS.format(files=files, options=OPTIONS))
    stamp.write_text(asked.hexdigest(), encoding="utf-8")


def mutmut(folder: Path, *arguments: str) -> str:
    """Run one of mutmut's commands on the copy. Returns what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "PYTEST_DEBUG_TEMPROOT": str(folder)},
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


COLLECT_TWICE = """
import json, sys, pytest
tests = json.load(open("mutmut-stats.json", encoding="utf-8"))["duration_by_test"]
pytest.main(["-q", "--rootdir=.", "--collect-only", "tests/domain"])
sys.exit(pytest.main(["-q", "--rootdir=.", "--collect-only", *tests]))
"""


def refuse_lost_tests(folder: Path) -> None:
    """Exit where a process that has collected the tests already doesn't find each by its name.

    mutmut takes a test it cannot find for one that fails, and would call every change noticed.
    """
    done = subprocess.run(
        [sys.executable, "-c", COLLECT_TWICE],
        cwd=folder / "mutants", check=False, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": "src", "MUTANT_UNDER_TEST": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"tests that are not found by their names:\n{done.stderr[-2000:]}")


def survivors(folder: Path) -> dict[str, list[str]]:
    """The unnoticed changes by module. One that no test runs counts too."""
    found = collections.defaultdict(list)
    for line in mutmut(folder, "results").splitlines():
        name, marker, state = line.strip().partition(": ")
        if marker and state not in NOTICED:
            found[name.split(".")[2]].append(name)
    return found


def passes_afresh(folder: Path, module: str, name: str) -> bool:
    """Whether the tests that import `module` pass with the change `name` from their first line on.

    mutmut changes a process whose tests are loaded already: too late for what a module does while
    it is imported, and for what tests make once for all.
    """
    imports = re.compile(rf"domain(\.| import .*\b){module}\b|phrase_samples")
    tests = (folder / "mutants/tests/domain").glob("test_*.py")
    files = [str(f) for f in tests if imports.search(f.read_text(encoding="utf-8"))]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "--rootdir=.", *OPTIONS,
             *(files or ["tests/domain"])],
            cwd=folder / "mutants", check=False, capture_output=True, timeout=HANGS_AFTER,
            env=os.environ | {"PYTHONPATH": "src", "MUTANT_UNDER_TEST": name},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def second_look(folder: Path, module: str, names: list[str]) -> list[str]:
    """Those of `names` that a process of their own doesn't notice either."""
    if not passes_afresh(folder, module, ""):
        sys.exit(f"the tests of {module} fail without any change")
    with ThreadPoolExecutor(os.cpu_count()) as several:
        passed = several.map(lambda name: passes_afresh(folder, module, name), names)
        return [name for name, unnoticed in zip(names, passed, strict=True) if unnoticed]


def main() -> int:
    every = sorted(f.stem for f in (ROOT / "src/thirdring/domain").glob("*.py") if f.stem[0] != "_")
    modules = sys.argv[1:] or every
    if unknown := set(modules) - set(every):
        sys.exit("no such module in domain/: " + ", ".join(sorted(unknown)))
    allowed = tomllib.loads(LOOKED_AT.read_text(encoding="utf-8")) if LOOKED_AT.exists() else {}
    copy_to(WORK, modules)
    mutmut(WORK, "run")
    refuse_lost_tests(WORK)
    left = survivors(WORK)
    for module, names in left.items():
        if len(names) > allowed.get(module, 0):
            left[module] = second_look(WORK, module, names)
    shown = [mutmut(WORK, "show", one) for names in left.values() for one in names]
    shutil.rmtree(WORK)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(shown), encoding="utf-8")
    worse = {m: n for m in modules if (n := len(left.get(m, []))) > allowed.get(m, 0)}
    for module in modules:
        word = "more than were looked at" if module in worse else ""
        print(f"{module:<24} {len(left.get(module, [])):4} unnoticed  {word}".rstrip())
    print(f"the changes are in {REPORT.relative_to(ROOT)}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())

"""Change the rulebook's code in small ways, one at a time, and see whether a test notices.

    .venv/bin/python scripts/mutants.py              all of domain/
    .venv/bin/python scripts/mutants.py phones rings     only these modules

Works on a copy, half an hour of two cores for all. It stays in build/mutants: an interrupted run
goes on where it was, and what was found of a module holds until the module, something it imports
or a test that imports it changes (see `grounds`; without the copy all is found anew).
tests/domain/mutants.toml says how many unnoticed changes of each module were looked at and found to
change nothing that matters; one more fails.
The changes themselves are written to build/mutants.txt. A change that makes a test hang is noticed.
"""

import collections
import json
import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.mutant_grounds import (  # noqa: E402 - the checkout has to be on the path first
    DOMAIN,
    TESTS,
    copied,
    grounds,
    nearest_tests,
    tests_of,
)

REPORT = ROOT / "build" / "mutants.txt"
WORK = ROOT / "build" / "mutants"
LOOKED_AT = TESTS / "mutants.toml"
# The same examples each time, for numbers that can be compared; and no server to wait for.
OPTIONS = ["--hypothesis-seed=0", "-m", "not postgres"]
NOTICED = {"killed", "timeout"}
KILLED = 1  # what mutmut writes of a change that a test noticed
HANGS_AFTER = 300  # seconds
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{files}]
also_copy = ["assets", "scripts", "requirements.lock"]
pytest_add_cli_args = {options}
pytest_add_cli_args_test_selection = ["tests/domain"]
"""


def copy_to(folder: Path, modules: list[str]) -> bool:
    """What is copied, and what mutmut has to know. What was found of modules whose grounds are the
    same is taken over; a copy in which nothing else is asked is left as it was. Returns whether
    it was made anew.
    """
    stamp = folder / "found-for.json"
    before = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    now = {module: grounds(module) for module in modules}
    if before.get("asked") == modules and all(before["grounds"][m] == now[m] for m in modules):
        return False
    then = {m: g for m, g in before.get("grounds", {}).items() if m in every_module()}
    known = {m: g for m, g in then.items() if g == (now.get(m) or grounds(m))}
    found = {m: f.read_bytes() for m in known if (f := findings(folder, m)).exists()}
    shutil.rmtree(folder, ignore_errors=True)
    for source in copied():
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    for module, content in found.items():
        findings(folder, module).parent.mkdir(parents=True, exist_ok=True)
        findings(folder, module).write_bytes(content)
    files = ", ".join(f'"src/thirdring/domain/{module}.py"' for module in modules)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(SETTINGS.format(files=files, options=OPTIONS))
    stamp.write_text(json.dumps({"asked": modules, "grounds": known | now}), encoding="utf-8")
    return True


def findings(folder: Path, module: str) -> Path:
    """The file in which mutmut keeps what it found of a module."""
    return folder / f"mutants/src/thirdring/domain/{module}.py.meta"


def mutmut(folder: Path, *arguments: str) -> str:
    """Run one of mutmut's commands on the copy. Returns what it says."""
    near = {m: [f.relative_to(ROOT).as_posix() for f in nearest_tests(m)] for m in every_module()}
    done = subprocess.run(
        [sys.executable, "-P", str(ROOT / "scripts/mutmut_collected.py"), json.dumps(near), *arguments],
        cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "PYTEST_DEBUG_TEMPROOT": str(folder)},
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def unnoticed(folder: Path) -> dict[str, list[str]]:
    """The unnoticed changes by module. One that no test runs, or that was not tried, counts too."""
    left = collections.defaultdict(list)
    for line in mutmut(folder, "results").splitlines():
        name, marker, state = line.strip().partition(": ")
        if marker and state not in NOTICED:
            left[name.split(".")[2]].append(name)
    return left


def passes_afresh(folder: Path, module: str, name: str) -> bool:
    """Whether the tests that import `module` pass with the change `name` from their first line on.

    mutmut changes a process whose tests are loaded already: too late for what a module does while
    it is imported, and for what tests make once for all.
    """
    files = [test.relative_to(ROOT).as_posix() for test in tests_of(module)]
    if not files:
        return True
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "--rootdir=.", *OPTIONS,
             *files],
            cwd=folder / "mutants", check=False, capture_output=True, timeout=HANGS_AFTER,
            env=os.environ | {"PYTHONPATH": "src", "MUTANT_UNDER_TEST": name},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def second_look(folder: Path, module: str, names: list[str]) -> list[str]:
    """Those of `names` that a process of their own doesn't notice either; the others are kept as
    noticed.
    """
    if not passes_afresh(folder, module, ""):
        sys.exit(f"the tests of {module} fail without any change")
    with ThreadPoolExecutor(os.cpu_count()) as several:
        passed = dict(
            zip(names, several.map(lambda n: passes_afresh(folder, module, n), names), strict=True)
        )
    found = json.loads(findings(folder, module).read_text(encoding="utf-8"))
    found["exit_code_by_key"] |= {name: KILLED for name in names if not passed[name]}
    findings(folder, module).write_text(json.dumps(found), encoding="utf-8")
    return [name for name in names if passed[name]]


def every_module() -> list[str]:
    return sorted(f.stem for f in DOMAIN.glob("*.py") if f.stem[0] != "_")


def main() -> int:
    modules = sorted(set(sys.argv[1:])) or every_module()
    if unknown := set(modules) - set(every_module()):
        sys.exit("no such module in domain/: " + ", ".join(sorted(unknown)))
    allowed = tomllib.loads(LOOKED_AT.read_text(encoding="utf-8")) if LOOKED_AT.exists() else {}
    if copy_to(WORK, modules) or "not checked" in mutmut(WORK, "results"):
        mutmut(WORK, "run")
    left = {module: names for module, names in unnoticed(WORK).items() if module in modules}
    for module, names in left.items():
        if len(names) > allowed.get(module, 0):
            left[module] = second_look(WORK, module, names)
    shown = [mutmut(WORK, "show", one) for names in left.values() for one in names]
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

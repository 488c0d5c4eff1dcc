"""What the findings about a module of domain/ rest on (scripts/mutants.py)."""

import ast
import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = ROOT / "src" / "thirdring" / "domain"
TESTS = ROOT / "tests" / "domain"
COPIED = ("src", "assets", "scripts", "tests/domain", "tests/*.py", "*.toml", "*.lock", "*.md")


def copied() -> Iterator[Path]:
    """The files of the sources and the domain's tests."""
    for pattern in COPIED:
        for source in sorted(ROOT.glob(pattern)):
            inside = sorted(source.rglob("*")) if source.is_dir() else [source]
            yield from (f for f in inside if f.is_file() and "__pycache__" not in f.parts)


@functools.cache
def imported(file: Path) -> frozenset[Path]:
    """The modules of domain/, and of its tests, that a file imports by itself."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            within = [n for n in names if n.startswith(("thirdring.domain.", "tests.domain."))]
            found |= {ROOT / ("src" * n.startswith("thirdring")) / f"{n.replace('.', '/')}.py"
                      for n in within}  # fmt: skip
    return frozenset(f for f in found if f.exists())


@functools.cache
def reached(file: Path) -> frozenset[Path]:
    """The file itself, and all that it imports, by way of others too."""
    found, ahead = {file}, [file]
    while ahead:
        new = imported(ahead.pop()) - found
        found |= new
        ahead += new
    return frozenset(found)


def nearest_tests(module: str) -> list[Path]:
    """The files of tests that import a module of domain/ themselves; failing that, `tests_of` it."""
    return [t for t in _tests() if _source(module) in imported(t)] or tests_of(module)


def tests_of(module: str) -> list[Path]:
    """The files of tests that import a module of domain/ (a helper of tests may do it for them),
    or, if none does, those that reach it by way of others.
    """
    source = _source(module)
    near = [t for t in _tests() if source in _with_helpers(t)]
    return near or [t for t in _tests() if source in reached(t)]


def _source(module: str) -> Path:
    return DOMAIN / f"{module}.py"


def _tests() -> list[Path]:
    return sorted(TESTS.glob("test_*.py"))


def _with_helpers(test: Path) -> frozenset[Path]:
    helpers = (imported(file) for file in imported(test) if TESTS in file.parents)
    return imported(test).union(*helpers)


def grounds(module: str) -> str:
    """A digest of what the findings about a module rest on: it and all it imports, the tests that
    import it, what those share, the shipped texts, and the versions of the libraries. What the
    tests of the whole program stand on changes often and says nothing about a rule.
    """
    shipped = (ROOT / "assets" / folder for folder in ("phrases", "notices"))
    common = [*ROOT.glob("*.lock"), *(file for folder in shipped for file in folder.rglob("*"))]
    helpers = [f for f in TESTS.glob("*.py") if not f.name.startswith("test_")]
    own = {*reached(_source(module)), *tests_of(module), *common, *helpers}
    digest = hashlib.sha256()
    for file in sorted(f for f in own if f.is_file()):
        digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()

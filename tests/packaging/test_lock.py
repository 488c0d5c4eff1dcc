"""requirements.lock fits pyproject.toml, and each entry can be checked by its hash."""

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.environment import LOCK, MARKER, ROOT

ENTRY = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?)==([^\s;\\]+)")


def _entries(text: str) -> dict[str, str]:
    return {
        canonicalize_name(name.partition("[")[0]): version for name, version in ENTRY.findall(text)
    }


@pytest.fixture(scope="module")
def lock() -> str:
    return LOCK.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_program_part_holds_what_the_program_asks_for(lock: str, project: dict[str, Any]) -> None:
    pins = _entries(lock.partition(MARKER)[0])
    asked = [Requirement(line) for line in project["project"]["dependencies"]]
    assert asked
    misfits = [
        str(r) for r in asked if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))
    ]
    assert misfits == []


def test_whole_lock_holds_what_the_tests_ask_for(lock: str, project: dict[str, Any]) -> None:
    pins = _entries(lock)
    asked = [Requirement(line) for line in project["dependency-groups"]["test"]]
    assert asked
    misfits = [
        str(r) for r in asked if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))
    ]
    assert misfits == []


def test_every_entry_has_its_hashes_and_nothing_else(lock: str) -> None:
    lines = [line for line in lock.splitlines() if line and not line.startswith("#")]
    blocks = re.split(r"\n(?=\S)", "\n".join(lines))
    assert len(blocks) == len(_entries(lock)) > 40
    for block in blocks:
        first, *hashes = block.split("\n")
        assert ENTRY.match(first), first
        assert hashes, first
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", h) for h in hashes), first


def test_lock_names_no_host_and_no_index(lock: str) -> None:
    assert lock.count(MARKER) == 1
    assert "://" not in lock
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", lock)


def test_pyside_is_the_one_sound_version_without_the_gpl_addons(lock: str) -> None:
    pins = _entries(lock)
    assert pins["pyside6-essentials"] == pins["shiboken6"] == "6.11.3"
    assert not {"pyside6", "pyside6-addons"} & pins.keys()


def test_broken_pyside_cannot_be_resolved(project: dict[str, Any]) -> None:
    asked = {r.name: r for r in map(Requirement, project["project"]["dependencies"])}
    specifier = asked["PySide6-Essentials"].specifier
    assert specifier.contains("6.11.3")
    assert not specifier.contains("6.12.0")


def test_installed_packages_are_the_locked_ones(lock: str) -> None:
    from importlib.metadata import distributions

    pins = _entries(lock)
    installed = {canonicalize_name(d.name): d.version for d in distributions()}
    known = installed.keys() & pins.keys()
    assert len(known) > 40
    assert {name: installed[name] for name in known if installed[name] != pins[name]} == {}

"""docs/rulebook.md against the code: every rule has a row, and every name in it exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "thirdring"
DOCUMENT = ROOT / "docs" / "rulebook.md"
# How many rules each part of the rulebook has.
PARTS = {"A": 6, "B": 13, "C": 10, "D": 19, "E": 6, "F": 5, "G": 9, "H": 9, "I": 6, "J": 6}
RULES = [f"{part}{number}" for part, count in PARTS.items() for number in range(1, count + 1)]
# What may stand without code, because it comes with a later part of the program.
LATER = {"H8", "I3", "I4", "I5", "I6"}

_ROW = re.compile(r"^\| ([A-J][0-9]+) \| (.+?) \| (.*?) ?\| (.+?) \|$", re.MULTILINE)
_NAME = re.compile(r"`([^`]+)`")


@cache
def _rows() -> dict[str, tuple[str, str, str]]:
    found = _ROW.findall(DOCUMENT.read_text("utf-8"))
    assert len(found) == len({row[0] for row in found}), "a rule stands there twice"
    return {rule: (what, where, tests) for rule, what, where, tests in found}


@cache
def _names(file: Path) -> frozenset[str]:
    """What a module defines at its top."""
    names: set[str] = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(names)


def test_every_rule_has_a_row_and_no_other() -> None:
    assert list(_rows()) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_code_and_a_test_or_a_stated_reason(rule: str) -> None:
    what, where, tests = _rows()[rule]
    assert what.strip()
    if tests.startswith("comes with "):
        assert rule in LATER
        assert not where.strip()
        return
    assert rule not in LATER, "it is built: take it off LATER"
    places, proofs = _NAME.findall(where), _NAME.findall(tests)
    assert places
    assert proofs
    for place in places:
        module, _, name = place.partition(":")
        assert (SOURCE / module).is_file(), place
        assert name in _names(SOURCE / module), place
    for proof in proofs:
        file, _, name = proof.partition("::")
        assert (ROOT / file).is_file(), proof
        assert name in _names(ROOT / file), proof


@pytest.mark.parametrize("rule", sorted(set(RULES) - LATER))
def test_a_rules_test_is_named_for_it(rule: str) -> None:
    for proof in _NAME.findall(_rows()[rule][2]):
        assert rule.lower() in proof.partition("::")[2].split("_"), proof

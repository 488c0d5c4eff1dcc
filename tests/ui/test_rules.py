"""Every rule cited on a screen can be read there."""

import re
from pathlib import Path
from typing import Any

from thirdring.ui.rules import is_rule, rule_ids, rule_sentence
from thirdring.ui.shell.rule_list import RuleList
from thirdring.ui.widgets import Label

SOURCES = Path(__file__).parents[2] / "src" / "thirdring"
_CITED = re.compile(r"rule=\"([A-J]\d{1,2})\"|Label\(\s*\"([A-J]\d{1,2})\"")


def test_every_cited_rule_has_its_sentence() -> None:
    cited = {
        one or other
        for path in SOURCES.rglob("*.py")
        for one, other in _CITED.findall(path.read_text(encoding="utf-8"))
    }
    assert {"B1", "B2"} <= cited
    assert [rule for rule in sorted(cited) if not rule_sentence(rule)] == []


def test_the_sentences_are_sentences() -> None:
    for rule in rule_ids():
        assert rule_sentence(rule).endswith("."), rule
        assert len(rule_sentence(rule)) < 120, rule


def test_a_label_with_a_rules_id_explains_it(qtbot: Any) -> None:
    label = Label("A2")
    qtbot.addWidget(label)
    assert "apologises for the wait" in label.toolTip()
    label.setText("2 rings")
    assert label.toolTip() == ""
    assert not is_rule("2 rings")
    assert not is_rule("A99")


def test_the_sheet_lists_each_rule_once_in_order(qtbot: Any) -> None:
    rules = RuleList()
    qtbot.addWidget(rules)
    rules.set_rules(["C2", "A1", "C2", "Z9"])
    shown = [label.text() for label in rules.findChildren(Label) if label.isVisibleTo(rules)]
    assert shown[1::2] == ["A1", "C2"]
    rules.set_rules([])
    assert not rules.isVisible()

"""The policy as a file: out, edited, and in again, all or nothing, each change with its reason."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal, Refusals
from thirdring.domain.policy import KEYS, Key, Policy, PolicyKind, Value
from thirdring.intake.policy_files import read_policy_file
from thirdring.reports.policy_files import written_policy
from thirdring.usecases.change_policy import policy_history, set_policy
from thirdring.usecases.log_call import log_call
from thirdring.usecases.policy_exchange import export_policy, import_policy

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters=",，、;；"),
    min_size=1, max_size=20,
)  # fmt: skip


def _values(key: Key) -> st.SearchStrategy[Value]:
    entry = KEYS[key]
    if key in {Key.HOLIDAYS, Key.WORKDAYS}:
        return st.lists(st.dates().map(str), max_size=5, unique=True).map(tuple)
    if key is Key.WORKING_TIME_RULES:
        return st.sampled_from([(), ("D3",)])
    if entry.kind is PolicyKind.NAMES:
        return st.lists(NAMES, min_size=entry.least, max_size=min(entry.most, 5), unique=True).map(
            tuple
        )
    if entry.kind is PolicyKind.AMOUNT:
        return st.decimals(entry.least, entry.most, places=2)
    return st.integers(entry.least, entry.most)


@given(
    st.fixed_dictionaries({}, optional={key: _values(key) for key in Key}),
    st.sampled_from(["policy.toml", "policy.yaml"]),
)
def test_what_is_written_is_read_back(changed: dict[Key, Value], name: str) -> None:
    policy = Policy(changed)
    read = read_policy_file(written_policy(policy, name), name)
    assert {figure.entry.key: figure.value for figure in read} == dict(policy)


@pytest.mark.parametrize("name", ["policy.toml", "policy.yaml"])
def test_exported_and_imported_nothing_changes(house: Any, tmp_path: Path, name: str) -> None:
    house.owner.run(set_policy, "coupon_limit_agent", "150.5", "节日")
    file = tmp_path / name
    assert house.owner.run(export_policy, file) == len(KEYS)
    assert "150.50" in file.read_text("utf-8")
    report = house.owner.run(import_policy, file)
    assert (report.read, report.known, report.changes) == (len(KEYS), len(KEYS), ())


def test_each_change_keeps_its_reason(house: Any, call: Any, tmp_path: Path) -> None:
    house.owner.run(
        log_call, call(outcome="ticket", complaint={"nature": "price", "severity": "minor",
                                                    "wants": "退差价"})
    )  # fmt: skip
    file = tmp_path / "policy.toml"
    file.write_text(
        'reason = "新年"\nanswer_hours = 12\nwork_start = "08:30"\nrings_limit = 3\n'
        'coupon_limit_agent = 150.5\nholidays = ["2026-12-31"]\n'
        'review_minutes = { value = 20, reason = "人多了" }\n',
        "utf-8",
    )
    report = house.owner.run(import_policy, file, dry_run=True)
    assert (report.read, report.known) == (6, 1)
    assert {c.key: c.effect.moved for c in report.changes}["answer_hours"] == 1
    assert house.owner.read(policy_history) == []
    done = house.owner.run(import_policy, file, running=True)
    assert {c.key: c.moved for c in done.changes}["answer_hours"] == 1
    assert {c.key: c.reason for c in house.owner.read(policy_history)} == {
        "answer_hours": "新年", "work_start": "新年", "coupon_limit_agent": "新年",
        "holidays": "新年", "review_minutes": "人多了",
    }  # fmt: skip
    policy = house.owner.read(lambda ctx: ctx.policy)
    assert policy[Key.COUPON_LIMIT_AGENT] == Decimal("150.50")
    assert policy[Key.WORK_START] == 510


@pytest.mark.parametrize(
    ("name", "text", "fields"),
    [
        ("p.toml", 'reason = "x"\nanswer_hours = 12\nrings_limit = 99\nno_such = 1', {"rings_limit", "key"}),
        ("p.toml", "answer_hours = 12\nrings_limit = 4", {"answer_hours", "rings_limit"}),
        ("p.toml", 'answer_hours = { value = 12, because = "x" }', {"answer_hours"}),
        ("p.toml", 'answer_hours = { reason = "x" }', {"answer_hours"}),
        ("p.toml", "answer_hours = true", {"answer_hours"}),
        ("p.toml", "holidays = [1]", {"holidays"}),
        ("p.toml", "answer_hours = ", {""}),
        ("p.yaml", "answer_hours: [", {""}),
        ("p.yaml", "a: &x 1\nb: *x", {""}),
        ("p.yaml", "- 1", {""}),
        ("p.yaml", "answer_hours: 12\nanswer_hours: 13", {""}),
        ("p.json", "{}", {""}),
        ("p.yaml", "[" * 3000, {""}),
    ],
)  # fmt: skip
def test_a_file_is_taken_whole_or_not_at_all(
    house: Any, tmp_path: Path, name: str, text: str, fields: set[str]
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        house.owner.run(import_policy, file)
    error = refused.value
    every = error.all if isinstance(error, Refusals) else (error,)
    assert {refusal.field for refusal in every} == fields
    assert house.owner.read(policy_history) == []
    assert house.owner.read(lambda ctx: ctx.policy[Key.ANSWER_HOURS]) == 24


def test_a_file_that_is_no_text_is_refused_without_a_word_of_maps(
    house: Any, tmp_path: Path
) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes(b"\x89PNG" + bytes(range(256)))
    with pytest.raises(Refusal) as refused:
        house.owner.run(import_policy, file)
    assert "save it as UTF-8." in str(refused.value)


def test_everybody_may_export_and_a_supervisor_import(house: Any, tmp_path: Path) -> None:
    agent = house.hire("lin", Role.AGENT)
    file = tmp_path / "policy.yaml"
    agent.run(export_policy, file)
    with pytest.raises(NotPermitted):
        agent.run(import_policy, file)
    with pytest.raises(Refusal):
        house.owner.run(import_policy, tmp_path / "none.toml")


def test_d7_figures_that_change_together_are_judged_together(house: Any, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("coupon_limit_agent = 3000\ncoupon_limit_supervisor = 4000\n", "utf-8")
    assert len(house.owner.run(import_policy, file, reason="物价").changes) == 2
    file.write_text("coupon_limit_agent = 30\ncoupon_limit_supervisor = 20\n", "utf-8")
    with pytest.raises(Refusal):
        house.owner.run(import_policy, file, reason="物价", dry_run=True)
    with pytest.raises(Refusal):
        house.owner.run(import_policy, file, reason="物价")
    assert len(house.owner.read(policy_history)) == 2

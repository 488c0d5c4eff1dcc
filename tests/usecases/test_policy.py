"""The rulebook's figures: shown, changed with a reason, every change kept."""

from typing import Any

import pytest

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.policy import KEYS
from thirdring.usecases.change_policy import policy_history, set_policy, show_policy
from thirdring.usecases.log_call import log_call


def test_every_figure_is_shown_with_its_default_and_rules(house: Any) -> None:
    rows = {row.key: row for row in house.owner.read(show_policy)}
    assert set(rows) == {key.value for key in KEYS}
    assert (rows["rings_limit"].value, rows["rings_limit"].rules) == (3, ("A1", "A2"))
    assert not any(row.changed for row in rows.values())


def test_a_change_counts_at_once_and_keeps_who_when_why(house: Any, call: Any) -> None:
    boss = house.hire("zhao", Role.SUPERVISOR)
    boss.run(set_policy, "callback_default_minutes", "20", "试行")
    boss.run(set_policy, "callback_default_minutes", "25", "再试")
    row = house.owner.run(log_call, call(outcome="callback"))
    assert (row.clocks[0].due_at - row.values["ended_at"]).total_seconds() == 25 * 60
    history = boss.read(policy_history, "callback_default_minutes")
    assert [(c.old, c.new, c.reason, c.by) for c in history] == [
        (20, 25, "再试", "zhao"), (30, 20, "试行", "zhao"),
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "reason"), [
    ("callback_default_minutes", "0", "x"), ("callback_default_minutes", "soon", "x"),
    ("callback_default_minutes", "20", "  "),
])  # fmt: skip
def test_what_is_out_of_bounds_or_without_a_reason_is_refused(
    house: Any, key: str, value: str, reason: str
) -> None:
    with pytest.raises(Refusal):
        house.owner.run(set_policy, key, value, reason)
    assert house.owner.read(policy_history) == []


def test_an_agent_reads_the_policy_and_changes_nothing(house: Any) -> None:
    agent = house.hire("lin", Role.AGENT)
    assert agent.read(show_policy)
    with pytest.raises(NotPermitted):
        agent.run(set_policy, "rings_limit", "4", "x")
    with pytest.raises(NotFound):
        house.owner.run(set_policy, "no_such_figure", "4", "x")


@pytest.mark.parametrize(
    ("before", "key", "value"),
    [
        ({}, "coupon_limit_agent", "1000.01"),
        ({}, "coupon_limit_supervisor", "99.99"),
        ({}, "callback_default_minutes", "31"),
        ({}, "callback_max_minutes", "29"),
        ({"holidays": "2026-12-31"}, "workdays", "2026-12-30, 2026-12-31"),
    ],
)
def test_c2_d3_d7_figures_that_contradict_each_other_are_refused(
    house: Any, before: dict[str, str], key: str, value: str
) -> None:
    for known, was in before.items():
        house.owner.run(set_policy, known, was, "年底")
    with pytest.raises(Refusal) as refused:
        house.owner.run(set_policy, key, value, "年底")
    assert refused.value.field == key
    assert house.owner.read(policy_history, key) == []

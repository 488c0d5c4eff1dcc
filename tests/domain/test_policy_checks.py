"""Figures of the policy that contradict each other, and lists that hold what no rule could use."""

from decimal import Decimal

import pytest

from thirdring.domain.errors import Message, Refusal
from thirdring.domain.policy import Key, Policy, Value
from thirdring.domain.policy_checks import SHORTEST_KEPT, listed, refuse_contradiction

DAYS_OFF = ("2026-10-01", "2026-10-02")


@pytest.mark.parametrize(
    ("low", "high", "limits", "rule", "why"),
    [
        (Key.COUPON_LIMIT_AGENT, Key.COUPON_LIMIT_SUPERVISOR, (Decimal(200), Decimal(100)), "D7",
         "What an agent gives without approval is at most what a supervisor approves alone."),
        (Key.CALLBACK_DEFAULT_MINUTES, Key.CALLBACK_MAX_MINUTES, (31, 30), "C2",
         "The time proposed for a callback is at most the one that needs no reason."),
    ],
)  # fmt: skip
def test_c2_d7_the_lower_limit_stays_below_the_higher_whichever_was_changed(
    low: Key, high: Key, limits: tuple[Value, Value], rule: str, why: str
) -> None:
    policy = Policy({low: limits[0], high: limits[1]})
    for changed in (low, high):
        with pytest.raises(Refusal) as refused:
            refuse_contradiction(policy, changed)
        assert str(refused.value) == why
        assert (refused.value.rule, refused.value.field) == (rule, changed.value)
    refuse_contradiction(policy, Key.RINGS_LIMIT)  # not what was changed just now
    refuse_contradiction(Policy({low: limits[1], high: limits[1]}), low)


@pytest.mark.parametrize("changed", [Key.HOLIDAYS, Key.WORKDAYS])
def test_d3_no_day_is_off_and_on(changed: Key) -> None:
    apart = Policy({Key.HOLIDAYS: DAYS_OFF, Key.WORKDAYS: ("2026-10-10",)})
    refuse_contradiction(apart, changed)
    both = Policy({Key.HOLIDAYS: DAYS_OFF, Key.WORKDAYS: ("2026-10-10", *reversed(DAYS_OFF))})
    with pytest.raises(Refusal) as refused:
        refuse_contradiction(both, changed)
    assert str(refused.value) == "2026-10-01 can't be a holiday and a day of work."
    assert (refused.value.rule, refused.value.field) == ("D3", changed.value)
    refuse_contradiction(both, Key.RINGS_LIMIT)


@pytest.mark.parametrize("key", [Key.HOLIDAYS, Key.WORKDAYS])
def test_d3_days_are_kept_in_one_form_each_once_in_their_order(key: Key) -> None:
    assert listed(key, ("20261002", "2026-10-01", "2026-10-02")) == ("2026-10-02", "2026-10-01")
    said = listed(key, ("2026-10-01", "2026-02-30" + "x" * 40))
    assert isinstance(said, Message)
    assert said.english() == f"“2026-02-30{'x' * 30}” is not a day like 2026-11-22."


def test_d3_only_what_may_wait_for_the_morning_runs_in_working_hours() -> None:
    assert listed(Key.WORKING_TIME_RULES, ("d3",)) == ("D3",)
    said = listed(Key.WORKING_TIME_RULES, ("D3", "c2" + "x" * 40))
    assert isinstance(said, Message)
    assert said.english() == f"Only D3 can run in working hours, not “C2{'X' * 38}”."


def test_names_of_any_other_list_are_kept_as_they_are() -> None:
    assert listed(Key.RECIPIENTS_PRESS, ("d3", "经理")) == ("d3", "经理")


@pytest.mark.parametrize("key", SHORTEST_KEPT)
def test_j6_nothing_is_erased_before_its_time_and_0_keeps_it_for_ever(key: Key) -> None:
    least = SHORTEST_KEPT[key]
    for days in (1, least - 1):
        with pytest.raises(Refusal) as refused:
            refuse_contradiction(Policy({key: days}), key)
        assert str(refused.value) == f"Nothing is erased before {least} days; 0 keeps it for ever."
        assert (refused.value.rule, refused.value.field) == ("J6", key.value)
    for days in (0, least):
        refuse_contradiction(Policy({key: days}), key)

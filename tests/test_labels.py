"""Every stored value has a label, and each closed list tells its values apart."""

import inspect
from enum import StrEnum

import pytest

from thirdring import labels
from thirdring.domain import (
    appeals,
    case_values,
    clocks,
    day,
    enums,
    month_sheet,
    months,
    phones,
    policy,
    policy_keys,
    roles,
)
from thirdring.domain.policy_keys import PolicyKind

# Never shown: keys of the policy are described by their own text, kinds by their unit.
UNSHOWN: set[type[StrEnum]] = {policy_keys.Key, PolicyKind}
KINDS: set[type[StrEnum]] = {
    kind
    for module in (
        enums,
        case_values,
        clocks,
        day,
        phones,
        policy_keys,
        roles,
        months,
        month_sheet,
        appeals,
    )
    for kind in vars(module).values()
    if inspect.isclass(kind) and issubclass(kind, StrEnum) and kind is not StrEnum
} - UNSHOWN


@pytest.mark.parametrize("kind", sorted(KINDS, key=repr))
def test_every_value_has_a_label_of_its_own(kind: type[StrEnum]) -> None:
    shown = labels.choices(kind)
    assert [value for value, _ in shown] == [member.value for member in kind]
    texts = [text for _, text in shown]
    assert all(texts)
    assert len(set(texts)) == len(texts)


def test_values_spelled_alike_keep_labels_of_their_own_lists() -> None:
    assert labels.label(enums.HungUpBy.CUSTOMER) == "Customer"
    assert labels.label(enums.CallbackState.ESCALATED) == "Escalated"
    assert labels.label(enums.Outcome.ESCALATED) == "To the supervisor"


def test_shipped_categories_and_posts_have_labels_and_a_centers_own_are_their_own() -> None:
    assert set(labels.CATEGORIES) == set(enums.CATEGORIES)
    assert labels.category("after_sales") == "After-sales"
    assert labels.category("玩具") == "玩具"
    for key in policy.Key:
        if key.value.startswith("recipients_"):
            for post in policy.Policy().names(key):
                assert labels.post(post) != post
    assert labels.post("夜班经理") == "夜班经理"

"""What may be decided on a case sent up, and how everything else is refused (C4, C6, D7, E4, E5)."""

import pytest

from thirdring.domain.case_values import Decision, EscalationKind, EscalationState
from thirdring.domain.enums import CallerType
from thirdring.domain.errors import Refusal
from thirdring.domain.escalations import (
    ENDS_WITH_MATTER,
    OF_CALLER,
    RULES,
    TOLD_AT_ONCE,
    Telling,
    check_decision,
    decisions,
    tellings,
)
from thirdring.domain.policy import Key

K, D = EscalationKind, Decision
OPEN, TAKEN, RETURNED, CLOSED = (
    EscalationState.OPEN, EscalationState.TAKEN, EscalationState.RETURNED, EscalationState.CLOSED,
)  # fmt: skip
USUAL = {D.TAKE_OVER, D.RETURN_PLAN, D.REASSIGN, D.CALLED_BACK, D.RAISE_LEVEL}
SPECIAL = (K.PRESS, K.ASSOCIATION, K.LAWYER, K.AUTHORITY, K.PRESS_NOT_CONTENT)


def refused(
    kind: EscalationKind, level: int, state: EscalationState, decision: Decision, *,
    promised: bool = True,
) -> tuple[str, str, str]:  # fmt: skip
    with pytest.raises(Refusal) as no:
        check_decision(kind, level, state, decision, promised=promised)
    return no.value.rule, no.value.field, str(no.value)


@pytest.mark.parametrize(
    ("kind", "level", "state", "expected"),
    [
        (K.DIFFICULT, 1, OPEN, USUAL),
        (K.DIFFICULT, 2, TAKEN, USUAL - {D.TAKE_OVER}),
        (K.DIFFICULT, 2, RETURNED, USUAL),
        (K.DIFFICULT, 3, OPEN, USUAL - {D.RAISE_LEVEL}),
        (K.EMERGENCY, 3, TAKEN, USUAL - {D.RAISE_LEVEL, D.TAKE_OVER}),
        (K.COUPON, 1, OPEN, {D.APPROVE, D.REFUSE}),
        (K.COUPON, 1, TAKEN, {D.APPROVE, D.REFUSE}),
        (K.COUPON, 1, RETURNED, set()),
        (K.COUPON, 1, CLOSED, set()),
        (K.PRESS, 2, CLOSED, set()),
        *((kind, 2, OPEN, USUAL | {D.STATEMENT}) for kind in SPECIAL),
    ],
)
def test_c4_d7_e4_e5_what_may_be_decided(
    kind: EscalationKind, level: int, state: EscalationState, expected: set[Decision]
) -> None:
    assert decisions(kind, level, state) == expected


@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize("state", EscalationState)
def test_c4_everything_else_is_refused_with_the_rule_of_its_kind(
    kind: EscalationKind, state: EscalationState
) -> None:
    settled = state is CLOSED
    sentence = "This is settled already." if settled else "This can't be decided here."
    for decision in D:
        if decision in decisions(kind, 2, state):
            check_decision(kind, 2, state, decision)
        else:
            assert refused(kind, 2, state, decision) == (RULES[kind].rule, "decision", sentence)


def test_c6_a_call_settles_what_an_absent_person_leaves_only_where_it_was_promised() -> None:
    for decision in (D.CALLED_BACK, D.RETURN_PLAN):
        check_decision(K.ABSENT, 1, OPEN, decision)
        assert refused(K.ABSENT, 1, OPEN, decision, promised=False) == (
            "C6", "decision", "This can't be decided here.",
        )  # fmt: skip
        check_decision(K.DIFFICULT, 1, OPEN, decision, promised=False)


@pytest.mark.parametrize(
    ("kind", "level", "told"),
    [
        (K.DIFFICULT, 2, ()),
        (K.DIFFICULT, 3, (Telling("E5", Key.RECIPIENTS_LEADERSHIP, "leadership"),)),
        (K.MAJOR, 2, (Telling("D9", Key.RECIPIENTS_MAJOR, "major"),)),
        (K.LAWYER, 3, (Telling("E2", Key.RECIPIENTS_LAWYER, "lawyer"),
                       Telling("E5", Key.RECIPIENTS_LEADERSHIP, "leadership"))),
        (K.PRESS_NOT_CONTENT, 3,
         (Telling("E5", Key.RECIPIENTS_LEADERSHIP, "press_not_content"),)),
    ],
)  # fmt: skip
def test_d9_e1_e5_who_is_told_at_once_by_which_rule_in_whose_words(
    kind: EscalationKind, level: int, told: tuple[Telling, ...]
) -> None:
    assert tellings(kind, level) == told


def test_d9_e1_e6_some_clocks_are_met_by_telling_the_others_end_with_their_matter() -> None:
    assert {"D9", "E1", "E2", "E3", "E5", "E6"} == TOLD_AT_ONCE
    assert {"C3", "C4", "C6", "D7", "D8"} == ENDS_WITH_MATTER


def test_e1_e2_e3_each_special_caller_goes_up_as_what_they_are() -> None:
    assert {one.value: OF_CALLER[one].value for one in CallerType if one in OF_CALLER} == {
        "press": "press", "association": "association", "lawyer": "lawyer",
        "authority": "authority",
    }  # fmt: skip

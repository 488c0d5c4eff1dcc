"""E1 to E3, E6: press, associations, lawyers, authorities, emergencies."""

import pytest

from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, PROTOCOL_CALLERS, CallerType, Outcome
from thirdring.domain.errors import Refusal
from thirdring.domain.policy import Key, Policy
from thirdring.domain.protocol import (
    ProtocolAnswers,
    allowed_outcomes,
    protocol_for,
    recipients,
    refuse_protocol,
)

PRESS = ProtocolAnswers(outlet="Evening paper", questions="Why?", answer_hoped_for="A date")
LAWYER = ProtocolAnswers(questions="Why?", demands="A refund", help_expected="A meeting")
ORDINARY = [c for c in CallerType if c not in PROTOCOL_CALLERS]


def _shut(
    caller: CallerType,
    answers: ProtocolAnswers | None,
    outcome: Outcome | None = Outcome.ESCALATED,
    answer: str | None = None,
    *,
    talked: bool = True,
) -> list[tuple[str, str]]:
    refused = refuse_protocol(caller, outcome, answers, answer, talked=talked)
    assert all(isinstance(r, Refusal) for r in refused)
    return [(r.rule, r.field) for r in refused]


def test_e1_the_press_is_asked_for_outlet_questions_and_answer_hoped_for() -> None:
    assert _shut(CallerType.PRESS, PRESS) == []
    assert _shut(CallerType.PRESS, None) == [
        ("E1", "protocol.outlet"),
        ("E1", "protocol.questions"),
        ("E1", "protocol.answer_hoped_for"),
    ]
    assert _shut(
        CallerType.PRESS, ProtocolAnswers(outlet=" ", questions="Why?", answer_hoped_for="x")
    ) == [("E1", "protocol.outlet")]


@pytest.mark.parametrize(
    ("caller", "rule"),
    [(CallerType.ASSOCIATION, "E2"), (CallerType.LAWYER, "E2"), (CallerType.AUTHORITY, "E3")],
)
def test_e2_e3_questions_demands_and_help_expected_are_taken_down(
    caller: CallerType, rule: str
) -> None:
    assert _shut(caller, LAWYER) == []
    assert _shut(caller, ProtocolAnswers()) == [
        (rule, "protocol.questions"),
        (rule, "protocol.demands"),
        (rule, "protocol.help_expected"),
    ]


def test_the_question_to_ask_is_named() -> None:
    refused = refuse_protocol(
        CallerType.LAWYER,
        Outcome.ESCALATED,
        ProtocolAnswers("x", "y", None, "z"),
        None,
        talked=True,
    )
    assert [str(r) for r in refused] == ["Ask for it and write it down: Help expected."]


@pytest.mark.parametrize("caller", sorted(PROTOCOL_CALLERS))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_e1_to_e3_the_only_outcome_is_to_the_supervisor(
    caller: CallerType, outcome: Outcome
) -> None:
    answers = PRESS if caller is CallerType.PRESS else LAWYER
    allowed = outcome is Outcome.ESCALATED or outcome in OUTCOMES_WITHOUT_A_TALK
    protocol = protocol_for(caller)
    assert protocol is not None
    assert _shut(caller, answers, outcome) == ([] if allowed else [(protocol.rule, "outcome")])
    assert (outcome in allowed_outcomes(caller)) is allowed


@pytest.mark.parametrize("caller", sorted(PROTOCOL_CALLERS))
def test_e1_the_agent_makes_no_statement(caller: CallerType) -> None:
    answers = PRESS if caller is CallerType.PRESS else LAWYER
    ((rule, field),) = _shut(caller, answers, answer="We regret it.")
    assert (rule[0], field) == ("E", "answer")
    assert _shut(caller, answers, answer="  ") == []


def test_nobody_is_asked_when_nobody_was_there() -> None:
    assert _shut(CallerType.PRESS, None, Outcome.CUT_OFF, talked=False) == []


def test_an_open_outcome_is_not_judged_yet() -> None:
    assert _shut(CallerType.PRESS, PRESS, None) == []


@pytest.mark.parametrize("caller", ORDINARY)
def test_ordinary_callers_have_no_protocol(caller: CallerType) -> None:
    assert protocol_for(caller) is None
    assert allowed_outcomes(caller) == frozenset(Outcome)
    assert _shut(caller, None, Outcome.SOLVED, "An answer") == []
    assert _shut(caller, ProtocolAnswers(), Outcome.SOLVED) == []
    assert _shut(caller, PRESS) == [("E1", "protocol")]


@pytest.mark.parametrize("caller", list(CallerType))
def test_reports_go_to_the_posts_of_the_policy(caller: CallerType) -> None:
    policy = Policy(
        {Key.RECIPIENTS_PRESS: ("chief",), Key.RECIPIENTS_EMERGENCY: ("guard", "chief")}
    )
    told = recipients(caller, policy)
    assert bool(told) is (caller in PROTOCOL_CALLERS)
    if caller is CallerType.PRESS:
        assert told == ("chief",)
        assert recipients(caller, policy, emergency=True) == ("guard", "chief")


def test_e6_an_emergency_is_told_whoever_calls() -> None:
    policy = Policy()
    told = recipients(CallerType.CUSTOMER, policy, emergency=True)
    assert told == policy.names(Key.RECIPIENTS_EMERGENCY)


def test_the_refusals_speak_in_these_words() -> None:
    refused = refuse_protocol(CallerType.PRESS, Outcome.SOLVED, PRESS, "Sorry", talked=True)
    assert [str(r) for r in refused] == [
        "This caller goes to the supervisor: the outcome is “escalated”.",
        "The agent makes no statement to this caller; a superior will call.",
    ]
    refused = refuse_protocol(CallerType.STAFF, Outcome.SOLVED, PRESS, None, talked=True)
    assert [str(r) for r in refused] == [
        "Only press, associations, lawyers and authorities have a protocol."
    ]

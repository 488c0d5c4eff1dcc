"""Each gate of the path by itself: what it asks for, where it begins to, under which rule (D6)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from thirdring.domain.case_values import Degree, Fault, Remedy, VisitState
from thirdring.domain.complaint_path import CaseFacts, check_gates, customer_pays, gates, why_not
from thirdring.domain.enums import Nature, Severity, TicketKind, TicketState
from thirdring.domain.errors import Refusals
from thirdring.domain.ticket_path import PATH

S = TicketState
DAY = date(2026, 11, 22)
WHOLE = CaseFacts(
    kind=TicketKind.COMPLAINT, brought_on=DAY, severity=Severity.SERIOUS,
    nature=Nature.PRODUCT_QUALITY, wants="换新", safety=False, complexity=Degree.LOW,
    impact=Degree.LOW, immediate=False, found=True, fault=Fault.FAULT, product="沙发",
    merchant="云栖", bought_on=date(2026, 10, 1), warranty_until=DAY, address="文景路 88 号",
    plan="换新", next_contact_at=datetime(2026, 11, 23, tzinfo=UTC), accepted=True,
    remedy=Remedy.EXCHANGE, visit=VisitState.DONE, cause="弹簧", prevention="抽检", lesson="先查",
)  # fmt: skip
ABOVE = "The customer did not accept: the next plan comes from the person in charge."
EVERY = tuple(PATH)


def since(state: TicketState) -> tuple[TicketState, ...]:
    return EVERY[EVERY.index(state) :]


# What is missing → rule, field, the sentence, and the states that ask for it.
MISSING: list[tuple[dict[str, object], str, str, str, tuple[TicketState, ...]]] = [
    ({"nature": None}, "D2", "nature", "Say what the complaint is about.", since(S.INVESTIGATION)),
    ({"severity": None}, "D2", "severity", "A complaint has a severity.", since(S.INVESTIGATION)),
    ({"wants": ""}, "J2", "wants", "Write down what the customer asks for.",
     since(S.INVESTIGATION)),
    ({"safety": None}, "J2", "safety", "Say whether anybody's safety is at stake.",
     since(S.INVESTIGATION)),
    ({"complexity": None}, "J2", "complexity", "Say how complex it is.", since(S.INVESTIGATION)),
    ({"impact": None}, "J2", "impact", "Say how far it reaches.", since(S.INVESTIGATION)),
    ({"immediate": None}, "J2", "immediate", "Say whether something must be done at once.",
     since(S.INVESTIGATION)),
    ({"fault": None, "remedy": Remedy.APOLOGY}, "D6", "fault",
     "Say whether there is a quality fault or none.", (S.APPRAISAL,)),
    ({"found": False}, "D12", "fault",
     "Write down what was found out first; no fault is named before the facts.", EVERY),
    ({"plan": None}, "D4", "plan", "Write down the plan that is offered.", (S.PLAN_OFFERED,)),
    ({"next_contact_at": None}, "D18", "next_contact_at",
     "Give the customer the time of the next contact.", (S.PLAN_OFFERED,)),
    ({"new_plan": True}, "D8", "plan", ABOVE, (S.PLAN_OFFERED,)),
    ({"accepted": False, "plan_from_above": True, "alternatives": "可向市监部门申诉"}, "D6",
     "accepted", "Carry out what the customer accepted: say whether they did.", (S.REMEDY,)),
    ({"remedy": None}, "D6", "remedy", "Choose what settles the case.", (S.REMEDY,)),
    ({"product": None}, "D19", "remedy", "Name what was bought.", since(S.PLAN_OFFERED)),
    ({"visit": VisitState.OPEN}, "D10", "visit",
     "The return visit comes first, or a supervisor writes down why it is left out.",
     (S.ARCHIVED,)),
    ({"visit": None}, "D10", "visit",
     "The return visit comes first, or a supervisor writes down why it is left out.",
     (S.ARCHIVED,)),
    ({"cause": ""}, "D11", "cause", "Say what the cause was; a line will do.", (S.ARCHIVED,)),
    ({"prevention": None}, "D11", "prevention",
     "Say what is done to prevent it; a line will do.", (S.ARCHIVED,)),
    ({"lesson": None}, "D11", "lesson", "A serious case is archived with its lesson.",
     (S.ARCHIVED,)),
    ({"owed": 1}, "C6", "callbacks", "A callback is still owed for this ticket.", (S.ARCHIVED,)),
    ({"sent_up": True}, "C4", "state", "It was sent up and nobody has decided yet.",
     (S.ARCHIVED,)),
]  # fmt: skip


def shown(to: TicketState, facts: CaseFacts) -> list[tuple[str, str, str]]:
    return [(one.rule, one.field, str(one)) for one in gates(to, facts)]


@pytest.mark.parametrize("to", EVERY)
def test_d6_with_everything_known_the_way_is_free(to: TicketState) -> None:
    check_gates(to, WHOLE)


@pytest.mark.parametrize(("without", "rule", "field", "sentence", "where"), MISSING)
def test_d6_what_is_missing_is_asked_for_where_it_is_due(
    without: dict[str, object], rule: str, field: str, sentence: str, where: tuple[TicketState, ...]
) -> None:
    facts = replace(WHOLE, **without)  # type: ignore[arg-type]
    for to in EVERY:
        expected = [(rule, field, sentence)] if to in where else []
        assert shown(to, facts) == expected, to


@pytest.mark.parametrize("to", since(S.RESULT_TOLD))
def test_j3_d8_who_did_not_accept_has_a_plan_from_above_and_alternatives(to: TicketState) -> None:
    lacking = (
        "J3", "alternatives",
        "The customer accepts, or alternatives and outside recourse are offered and written down.",
    )  # fmt: skip
    refused = replace(WHOLE, accepted=False)
    assert shown(to, refused) == [("D8", "plan", ABOVE), lacking]
    assert shown(to, replace(refused, plan_from_above=True)) == [lacking]
    assert shown(to, replace(refused, alternatives="申诉")) == [("D8", "plan", ABOVE)]
    assert shown(to, replace(WHOLE, accepted=None)) == [lacking]
    assert shown(to, replace(WHOLE, accepted=None, alternatives="申诉")) == []


def test_d11_only_a_serious_case_needs_a_lesson_and_a_request_no_summing_up() -> None:
    bare = replace(WHOLE, lesson=None)
    for severity, needed in (
        (Severity.MINOR, False), (Severity.ORDINARY, False), (Severity.SERIOUS, True),
        (Severity.MAJOR, True),
    ):  # fmt: skip
        assert bool(shown(S.ARCHIVED, replace(bare, severity=severity))) is needed
    request = replace(
        bare, kind=TicketKind.REQUEST, cause=None, prevention=None, nature=None, severity=None,
        wants=None, safety=None, complexity=None, impact=None, immediate=None,
    )  # fmt: skip
    assert [shown(to, request) for to in EVERY] == [[]] * len(EVERY)
    assert shown(S.ARCHIVED, replace(request, owed=2))[0][0] == "C6"


def test_d6_every_missing_thing_is_told_at_once() -> None:
    empty = CaseFacts(kind=TicketKind.COMPLAINT, brought_on=DAY)
    with pytest.raises(Refusals) as refused:
        check_gates(S.ARCHIVED, empty)
    fields = [one.field for one in refused.value.all]
    assert fields == [
        "nature", "severity", "wants", "safety", "complexity", "impact", "immediate",
        "alternatives", "visit", "cause", "prevention",
    ]  # fmt: skip
    assert gates(S.ARCHIVED, replace(empty, kind=TicketKind.ENQUIRY)) == ()
    assert gates(S.WITHDRAWN, empty) == ()


NO_FAULT = "It needs a fault: without one the customer is owed an explanation."
TAKEN_BACK = (Remedy.RETURN_GOODS, Remedy.EXCHANGE)


@pytest.mark.parametrize(
    ("without", "why", "remedies"),
    [
        ({"fault": Fault.NO_FAULT}, NO_FAULT, (*TAKEN_BACK, Remedy.REPAIR, Remedy.ON_SITE_REPAIR)),
        ({"product": ""}, "Name what was bought.",
         (*TAKEN_BACK, Remedy.REPAIR, Remedy.ON_SITE_REPAIR)),
        ({"address": None}, "Name the address to go to.", (Remedy.ON_SITE_REPAIR,)),
        ({"merchant": None}, "Name from whom it was bought.", TAKEN_BACK),
        ({"bought_on": None}, "Name the day it was bought.", TAKEN_BACK),
        ({"warranty_until": date(2026, 11, 21)}, "The warranty was over when it was brought up.",
         TAKEN_BACK),
    ],
)  # fmt: skip
def test_d19_what_is_not_offered_says_why(
    without: dict[str, object], why: str, remedies: tuple[Remedy, ...]
) -> None:
    facts = replace(WHOLE, **without)  # type: ignore[arg-type]
    for remedy in Remedy:
        said = why_not(remedy, facts)
        assert (str(said) if said else None) == (why if remedy in remedies else None), remedy


def test_d19_on_its_last_day_the_warranty_still_runs() -> None:
    assert not customer_pays(WHOLE)
    assert customer_pays(replace(WHOLE, warranty_until=date(2026, 11, 21)))
    assert not customer_pays(replace(WHOLE, warranty_until=None))

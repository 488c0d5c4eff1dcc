"""From acknowledgement to archive: what each state asks for, what each rule starts and stops."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.cases import (
    ASSESSED,
    SUMMED_UP,
    clocks,
    detail_row,
    filed,
    plan_facts,
    ticket_row,
    walk,
)
from tests.usecases.conftest import House
from thirdring.domain.case_values import Decision, Fault, Remedy, VisitState, Way
from thirdring.domain.enums import AgainstKind, Role, Severity, TicketState
from thirdring.domain.errors import NotPermitted, Refusal, Refusals
from thirdring.domain.ticket_views import View
from thirdring.store.tables import Escalation, Event, ReturnVisit, Ticket, TicketNote
from thirdring.usecases.add_note import add_note
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.assess_complaint import assess_complaint
from thirdring.usecases.change_against import change_against
from thirdring.usecases.find_tickets import TicketQuery, list_for_people, page
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.show_ticket import show_for_people, show_ticket
from thirdring.usecases.step_facts import Assessment, StepFacts
from thirdring.usecases.unmask_ticket import unmask_ticket

S = TicketState


def refused(deed: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        deed()
    error = caught.value
    all_of_them = error.all if isinstance(error, Refusals) else (error,)
    return [(one.field, one.rule) for one in all_of_them]


def step(
    house: House, number: str, to: TicketState, facts: StepFacts | None = None, reason: str = ""
) -> Any:
    return lambda: house.owner.run(
        advance_ticket, number, to, facts=facts or StepFacts(), reason=reason
    )


def verbs(house: House, number: str) -> list[str]:
    with house.store.begin_read() as session:
        rows = session.scalars(
            select(Event.verb)
            .join(Ticket, Ticket.id == Event.ticket_id)
            .where(Ticket.number == number)
            .order_by(Event.seq)
        )
        return list(rows)


def test_d6_h4_a_complaint_from_intake_to_archive(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.ARCHIVED)
    row, detail = ticket_row(house, number), detail_row(house, number)
    assert (row.state, row.open, row.closed_at) == (S.ARCHIVED, False, house.now)
    assert (detail.fault, detail.remedy, detail.accepted) == (Fault.FAULT, Remedy.EXCHANGE, True)
    assert clocks(house, number) == {"D4": ["met"], "D18": ["met"], "D10": ["met"]}
    answer = house.owner.read(show_for_people, number)
    assert (answer["visit"], answer["satisfaction"], answer["cause"]) == (
        "done", 5, "弹簧批次不良",
    )  # fmt: skip
    states = [e["text"] for e in answer["timeline"] if e["verb"] == "moved"]
    assert len(states) == 7


def test_j2_it_is_assessed_before_anything_else(house: House) -> None:
    number = filed(house.owner).number
    assert refused(step(house, number, S.INVESTIGATION)) == [
        ("safety", "J2"), ("complexity", "J2"), ("impact", "J2"), ("immediate", "J2"),
    ]  # fmt: skip
    assert ticket_row(house, number).state is S.ACKNOWLEDGED
    assert ASSESSED.assessment
    house.owner.run(assess_complaint, number, ASSESSED.assessment)
    step(house, number, S.INVESTIGATION)()
    assert detail_row(house, number).safety is False


def test_j2_what_the_customer_seeks_is_known_first(house: House) -> None:
    number = filed(house.owner, wants=None, withheld=["wants"]).number
    assert refused(step(house, number, S.INVESTIGATION, ASSESSED)) == [("wants", "J2")]


def test_d12_no_fault_is_named_before_the_facts(house: House) -> None:
    number = filed(house.owner).number
    fault = StepFacts(fault=Fault.FAULT)
    assert refused(step(house, number, S.INVESTIGATION, replace(ASSESSED, fault=Fault.FAULT))) == [
        ("fault", "D12")
    ]
    walk(house, number, S.INVESTIGATION)
    assert refused(step(house, number, S.APPRAISAL, fault)) == [("fault", "D12")]
    assert refused(step(house, number, S.APPRAISAL, reason="看过现场")) == [("fault", "D6")]
    house.owner.run(add_note, number, "坐垫弹簧断裂")
    step(house, number, S.APPRAISAL, fault)()
    assert detail_row(house, number).fault is Fault.FAULT


def test_d18_the_plan_comes_with_the_time_of_the_next_contact(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.APPRAISAL)
    assert refused(step(house, number, S.PLAN_OFFERED, StepFacts(plan="换新"))) == [
        ("next_contact_at", "D18")
    ]
    past = StepFacts(plan="换新", next_contact_at=house.now)
    assert refused(step(house, number, S.PLAN_OFFERED, past)) == [("next_contact_at", "D18")]
    step(house, number, S.PLAN_OFFERED, plan_facts(house, told_way=Way.MESSAGE))()
    assert clocks(house, number)["D18"] == ["running"]
    house.later(hours=1)
    step(house, number, S.PLAN_OFFERED, StepFacts(next_contact_at=house.now + timedelta(days=2)))()
    assert clocks(house, number)["D18"] == ["met", "running"]


def test_d5_progress_told_is_the_contact_that_was_promised(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.PLAN_OFFERED)
    house.owner.run(add_note, number, "仓库已备货")
    assert clocks(house, number)["D18"] == ["running"]
    house.owner.run(add_note, number, "告知已备货", told_customer=True)
    assert clocks(house, number)["D18"] == ["met"]
    assert verbs(house, number)[-1] == "told_progress"


def test_d4_d16_a_plan_told_in_time_is_the_answer(house: House) -> None:
    number = filed(house.owner, channel="mailbox").number
    house.owner.run(advance_ticket, number, S.ACKNOWLEDGED)
    walk(house, number, S.APPRAISAL)
    assert clocks(house, number) == {"D4": ["running"], "D16": ["running"]}
    walk_on = plan_facts(house)
    house.later(hours=21)
    step(
        house,
        number,
        S.PLAN_OFFERED,
        replace(walk_on, next_contact_at=house.now + timedelta(days=1)),
    )()
    found = clocks(house, number)
    assert (found["D4"], found["D16"]) == (["met"], ["met"])


def test_d4_a_plan_after_a_day_is_late(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.APPRAISAL)
    house.later(hours=23)
    step(house, number, S.PLAN_OFFERED, plan_facts(house))()
    assert clocks(house, number)["D4"] == ["late"]


def test_d8_not_accepted_goes_up_and_the_next_plan_comes_from_above(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    number = filed(lin).number
    walk(house, number, S.PLAN_OFFERED, by=lin)
    lin.run(advance_ticket, number, S.PLAN_OFFERED, facts=StepFacts(accepted=False))
    assert ticket_row(house, number).escalation_level == 2
    assert clocks(house, number)["D8"] == ["running"]
    again = plan_facts(house, plan="全额退款", next_contact_at=house.now + timedelta(days=3))
    asked = partial(lin.run, advance_ticket, number, S.PLAN_OFFERED, facts=again)
    assert refused(asked) == [("plan", "D8")]
    assert refused(
        lambda: lin.run(advance_ticket, number, S.REMEDY, facts=StepFacts(remedy=Remedy.EXCHANGE))
    ) == [("accepted", "D6")]
    house.owner.run(advance_ticket, number, S.PLAN_OFFERED, facts=again)
    assert clocks(house, number)["D8"] == ["met"]
    detail = detail_row(house, number)
    assert (detail.plan, detail.accepted) == ("全额退款", None)
    assert ticket_row(house, number).escalation_level == 0
    with house.store.begin_read() as session:
        sent = session.scalars(select(Escalation)).one()
        assert (sent.plan, sent.decision) == ("全额退款", Decision.CALLED_BACK)
        assert "换新沙发" in session.scalars(select(TicketNote.text)).all()
    accepted = StepFacts(accepted=True, remedy=Remedy.RETURN_GOODS)
    lin.run(advance_ticket, number, S.REMEDY, facts=accepted)
    assert ticket_row(house, number).state is S.REMEDY


def test_d8_refused_in_the_same_breath_still_goes_up(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.APPRAISAL)
    step(house, number, S.PLAN_OFFERED, plan_facts(house, accepted=False))()
    assert clocks(house, number)["D8"] == ["running"]


def test_j3_without_acceptance_alternatives_and_recourse_are_written_down(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.PLAN_OFFERED)
    step(house, number, S.PLAN_OFFERED, StepFacts(accepted=False))()
    told = step(house, number, S.RESULT_TOLD, reason="顾客拒绝一切方案")
    assert refused(told) == [("alternatives", "J3")]
    step(
        house, number, S.RESULT_TOLD, StepFacts(alternatives="可换同价商品；可向消协投诉"),
        reason="顾客拒绝一切方案",
    )()  # fmt: skip
    assert detail_row(house, number).completed_at == house.now


@pytest.mark.parametrize(
    ("changes", "fault", "remedy", "fits"),
    [
        ({}, Fault.FAULT, Remedy.RETURN_GOODS, True),
        ({}, Fault.NO_FAULT, Remedy.RETURN_GOODS, False),
        ({}, Fault.NO_FAULT, Remedy.EXPLANATION, True),
        ({"warranty_until": "2026-11-01"}, Fault.FAULT, Remedy.EXCHANGE, False),
        ({"warranty_until": "2026-11-01"}, Fault.FAULT, Remedy.REPAIR, True),
        ({"merchant": None}, Fault.FAULT, Remedy.RETURN_GOODS, False),
        ({"address": None}, Fault.FAULT, Remedy.ON_SITE_REPAIR, False),
    ],
)
def test_d19_what_was_bought_decides_what_is_offered(
    house: House, changes: dict[str, Any], fault: Fault, remedy: Remedy, fits: bool
) -> None:
    number = filed(house.owner, **changes).number
    walk(house, number, S.INVESTIGATION)
    step(house, number, S.APPRAISAL, StepFacts(fault=fault), "已到场查看")()
    assert (remedy in house.owner.read(show_for_people, number)["offered"]) is fits
    offer = step(house, number, S.PLAN_OFFERED, plan_facts(house, remedy=remedy))
    if fits:
        offer()
        assert detail_row(house, number).remedy is remedy
    else:
        assert refused(offer) == [("remedy", "D19")]


def test_d19_what_was_bought_is_added_later(house: House) -> None:
    number = filed(
        house.owner, product=None, merchant=None, bought_on=None, warranty_until=None
    ).number
    bought = Assessment(product="云朵沙发", merchant="云栖家具", bought_on=date(2026, 10, 1))
    assert refused(
        lambda: house.owner.run(
            assess_complaint, number, Assessment(bought_on=house.now.date() + timedelta(days=2))
        )
    ) == [("bought_on", "D19")]
    house.owner.run(assess_complaint, number, bought)
    walk(house, number, S.REMEDY)
    assert detail_row(house, number).product_text == "云朵沙发"


def test_d10_the_visit_is_owed_from_completion_on(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.REMEDY)
    done_at = house.now - timedelta(minutes=30)
    step(house, number, S.RESULT_TOLD, StepFacts(completed_at=done_at))()
    with house.store.begin_read() as session:
        visit = session.scalars(select(ReturnVisit)).one()
        assert (visit.state, visit.due_at) == (VisitState.OPEN, done_at + timedelta(days=15))
    assert clocks(house, number)["D10"] == ["running"]
    archive = step(house, number, S.ARCHIVED, SUMMED_UP, "略过回访")
    assert refused(archive) == [("visit", "D10")]
    other = filed(house.owner).number
    walk(house, other, S.REMEDY)
    soon = StepFacts(completed_at=house.now + timedelta(hours=1))
    assert refused(step(house, other, S.RESULT_TOLD, soon)) == [("completed_at", "D10")]


def test_d10_only_a_supervisor_leaves_the_visit_out(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    number = filed(lin).number
    walk(house, number, S.RESULT_TOLD, by=lin)
    waived = replace(SUMMED_UP, no_visit="顾客不愿再接电话")
    with pytest.raises(NotPermitted):
        lin.run(advance_ticket, number, S.ARCHIVED, facts=waived, reason="免回访")
    house.owner.run(advance_ticket, number, S.ARCHIVED, facts=waived, reason="免回访")
    assert clocks(house, number)["D10"] == ["cancelled"]
    assert house.owner.read(show_for_people, number)["visit"] == "waived"


@pytest.mark.parametrize("severity", ["ordinary", "serious", "major"])
def test_d11_it_is_summed_up_and_a_serious_one_has_its_lesson(house: House, severity: str) -> None:
    number = filed(house.owner, severity=severity).number
    walk(house, number, S.RETURN_VISIT)
    assert [rule for _, rule in refused(step(house, number, S.ARCHIVED))] == ["D11"] * (
        2 if severity == "ordinary" else 3
    )
    brief = replace(SUMMED_UP, lesson=None)
    if severity == "ordinary":
        step(house, number, S.ARCHIVED, brief)()
    else:
        assert refused(step(house, number, S.ARCHIVED, brief)) == [("lesson", "D11")]
        step(house, number, S.ARCHIVED, SUMMED_UP)()
    assert ticket_row(house, number).state is S.ARCHIVED


def test_h4_reopening_keeps_the_history_and_starts_over(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.ARCHIVED)
    assert refused(step(house, number, S.INVESTIGATION)) == [("reason", "")]
    assert refused(step(house, number, S.ARCHIVED, StepFacts(cause="别的"))) == [("state", "H4")]
    house.later(days=1)
    step(house, number, S.INVESTIGATION, reason="又塌陷了")()
    detail = detail_row(house, number)
    assert (detail.accepted, detail.completed_at, detail.plan) == (None, None, "换新沙发")
    assert clocks(house, number)["D4"] == ["met", "running"]
    archive = step(house, number, S.ARCHIVED, SUMMED_UP, "直接归档")
    assert ("visit", "D10") in refused(archive)
    walk(house, number, S.ARCHIVED)
    found = clocks(house, number)
    assert (found["D4"], found["D10"]) == (["met", "met"], ["met", "met"])
    with house.store.begin_read() as session:
        assert [v.state for v in session.scalars(select(ReturnVisit))] == [VisitState.DONE] * 2


def test_going_back_drops_the_visit_of_what_was_not_complete(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, S.RESULT_TOLD)
    step(house, number, S.APPRAISAL, reason="换来的也坏")()
    assert clocks(house, number)["D10"] == ["cancelled"]
    assert detail_row(house, number).accepted is None


def test_a_step_sent_twice_changes_nothing(house: House) -> None:
    number = filed(house.owner).number
    before = ticket_row(house, number).version
    step(house, number, S.ACKNOWLEDGED)()
    assert ticket_row(house, number).version == before
    assert verbs(house, number).count("moved") == 0


def test_i1_a_request_goes_the_same_path(house: House) -> None:
    number = filed(house.owner, kind="request").number
    walk(house, number, S.APPRAISAL)
    assert refused(step(house, number, S.PLAN_OFFERED)) == [
        ("plan", "D4"), ("next_contact_at", "D18"),
    ]  # fmt: skip
    other = filed(house.owner, kind="request").number
    walk(house, other, S.RETURN_VISIT)
    step(house, other, S.ARCHIVED)()
    assert ticket_row(house, other).state is S.ARCHIVED


def test_c4_what_was_sent_up_is_decided_before_it_is_archived(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    number = filed(lin, severity="major").number
    walk(house, number, S.RETURN_VISIT, by=lin)
    asked = partial(lin.run, advance_ticket, number, S.ARCHIVED, facts=SUMMED_UP)
    assert refused(asked) == [("state", "C4")]


# --- G9 ----------------------------------------------------------------------------------------


@pytest.fixture
def mine(house: House) -> tuple[Any, str]:
    """A supervisor, and a complaint against them that somebody else filed."""
    zhao = house.hire("zhao", Role.SUPERVISOR)
    made = filed(
        house.owner, against_kind="employee", against="zhao",
        raised="王雅琴称主管态度差，回电 13812345678", nature="service_attitude",
    )  # fmt: skip
    return zhao, made.number


def test_g9_nobody_works_on_what_stands_against_them(house: House, mine: tuple[Any, str]) -> None:
    zhao, number = mine
    deeds: tuple[Any, ...] = (
        lambda: zhao.run(advance_ticket, number, S.INVESTIGATION, facts=ASSESSED),
        lambda: zhao.run(advance_ticket, number, S.ACKNOWLEDGED),
        lambda: zhao.run(assess_complaint, number, Assessment(severity=Severity.MINOR)),
        lambda: zhao.run(change_against, number, AgainstKind.NONE, None, reason="x"),
        lambda: zhao.run(unmask_ticket, number, "回电"),
        lambda: zhao.run(reassign_ticket, number, "owner", reason="x"),
    )
    for deed in deeds:
        with pytest.raises(NotPermitted) as caught:
            deed()
        assert caught.value.rule == "G9"
    assert refused(lambda: house.owner.run(reassign_ticket, number, "zhao", reason="x")) == [
        ("owner", "G9")
    ]


def test_g9_they_see_the_facts_and_not_who_complains(house: House, mine: tuple[Any, str]) -> None:
    zhao, number = mine
    seen = zhao.read(show_ticket, number)
    assert (seen.name, seen.phone, seen.address, seen.calls) == (None, None, None, ())
    assert "主管态度差" in seen.fields.raised
    told = str(zhao.read(show_for_people, number)) + str(zhao.read(list_for_people))
    line = zhao.read(page, TicketQuery(View.ALL)).lines[0]
    for secret in ("王雅琴", "13812345678", "138 1234 5678", "文景路"):
        assert secret not in told + str(tuple(line))
    assert "王雅琴" in str(house.owner.read(show_for_people, number))


@pytest.mark.parametrize("typed", ["王雅琴", "13812345678", "文景路"])
def test_g9_a_search_does_not_tell_who_complains(
    house: House, mine: tuple[Any, str], typed: str
) -> None:
    zhao, number = mine
    other = filed(house.owner).number
    found = [row["number"] for row in zhao.read(list_for_people, search=typed)]
    assert found == [other]
    assert {r["number"] for r in house.owner.read(list_for_people, search=typed)} == {number, other}
    assert [r["number"] for r in zhao.read(list_for_people, search="态度差")] == [number]


def test_g9_d15_changing_whom_it_is_against_takes_a_supervisor_and_a_reason(house: House) -> None:
    lin = house.hire("lin", Role.AGENT)
    number = filed(lin).number
    with pytest.raises(NotPermitted):
        lin.run(change_against, number, AgainstKind.NONE, None, reason="x")

    def change(*party: Any, reason: str) -> object:
        return house.owner.run(change_against, number, *party, reason=reason)

    assert refused(lambda: change(AgainstKind.NONE, None, reason=" ")) == [("reason", "G9")]
    assert refused(lambda: change(AgainstKind.EMPLOYEE, " ", reason="x")) == [("against", "D15")]
    change(AgainstKind.EMPLOYEE, "lin", reason="顾客指认")
    assert detail_row(house, number).against_staff_id == lin.staff_id
    assert ticket_row(house, number).owner_id is None
    with pytest.raises(NotPermitted):
        lin.run(advance_ticket, number, S.INVESTIGATION, facts=ASSESSED)

"""D3: complaints go to the department that answers for them, by a clock that waits for customers."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.case_values import ClockBasis, NoticeKind
from thirdring.domain.enums import Nature, Severity, TicketKind, TicketState
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.domain.routes import Route as Line
from thirdring.domain.routes import closest
from thirdring.i18n import render
from thirdring.store.tables import ClockRow, Department, Event, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.compose_notice import compose_notice
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.log_call import log_call
from thirdring.usecases.route_ticket import (
    await_customer,
    customer_answered,
    list_routes,
    pass_on,
    remove_route,
    set_route,
)
from thirdring.usecases.ticket_timeline import timeline

pytestmark = pytest.mark.begins_with(make=found_cases)


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def route(
    cases: Cases, nature: Nature | None, severity: Severity | None, to: str, **more: Any
) -> Any:
    return cases["zhao"].run(set_route, nature, severity, to, reason="新制度", **more)


def department(cases: Cases, number: str) -> str | None:
    with cases.house.store.begin_read() as session:
        found: str | None = session.scalars(
            select(Department.name).join(Ticket, Ticket.department_id == Department.id)
            .where(Ticket.number == number)
        ).one_or_none()  # fmt: skip
        return found


def d3(cases: Cases) -> list[ClockRow]:
    with cases.house.store.begin_read() as session:
        return list(
            session.scalars(
                select(ClockRow).where(ClockRow.rule == "D3").order_by(ClockRow.started_at)
            )
        )


routes = st.lists(
    st.builds(
        Line, st.none() | st.sampled_from(Nature), st.none() | st.sampled_from(Severity),
        st.uuids(),
    ),
    unique_by=lambda line: (line.nature, line.severity),
    max_size=20,
)  # fmt: skip


@given(routes, st.none() | st.sampled_from(Nature), st.none() | st.sampled_from(Severity))
def test_d3_the_closest_line_wins(
    table: list[Line], nature: Nature | None, severity: Severity | None
) -> None:
    by_key = {(line.nature, line.severity): line for line in table}
    expected = next(
        (
            by_key[key]
            for key in ((nature, severity), (nature, None), (None, severity), (None, None))
            if key in by_key
        ),
        None,
    )
    assert closest(table, nature, severity) == expected
    assert closest(table[::-1], nature, severity) == expected


def test_d3_a_complaint_goes_to_its_department_with_a_deadline_in_working_hours(
    cases: Cases,
) -> None:
    route(cases, None, None, "客服部")
    route(cases, Nature.DELIVERY, None, "物流部")
    number = cases.open()
    assert department(cases, number) == "物流部"
    (clock,) = d3(cases)
    # Sunday 13:00: the eight hours begin on Monday at nine.
    assert clock.basis is ClockBasis.WORKING
    assert clock.due_at == cases.house.now.replace(hour=9) + timedelta(days=1)
    assert department(cases, cases.open(nature=Nature.PRICE)) == "客服部"
    draft = cases["lin"].read(compose_notice, number, NoticeKind.DEPARTMENT)
    assert draft.missing == ()
    assert "2026-11-23 17:00" in draft.body


def test_d3_a_route_has_hours_of_its_own(cases: Cases) -> None:
    cases["zhao"].run(set_policy, "working_time_rules", "", "全天候")
    route(cases, Nature.DELIVERY, Severity.SERIOUS, "物流部", hours=2)
    number = cases.open(severity=Severity.SERIOUS)
    (clock,) = d3(cases)
    assert clock.due_at == cases.house.now + timedelta(hours=2)
    with cases.house.store.begin_read() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        assert (ticket.due_rule, ticket.due_at) == ("D3", clock.due_at)


def test_d3_without_a_route_and_for_an_enquiry_nothing_is_passed_on(cases: Cases) -> None:
    assert department(cases, cases.open()) is None
    route(cases, None, None, "客服部")
    assert department(cases, cases.open(kind=TicketKind.ENQUIRY, complaint=None)) is None
    assert department(cases, cases.open(kind=TicketKind.REQUEST, complaint=None)) == "客服部"
    assert len(d3(cases)) == 1


def test_d3_reclassified_it_goes_to_the_other_department_by_a_new_clock(cases: Cases) -> None:
    route(cases, None, None, "客服部")
    route(cases, None, Severity.SERIOUS, "质量部")
    number = cases.open()
    cases.house.later(days=1)
    cases["lin"].run(edit_ticket, number, 1, {"severity": "minor"})
    assert len(d3(cases)) == 1
    cases["lin"].run(edit_ticket, number, 2, {"severity": "serious"})
    assert department(cases, number) == "质量部"
    old, new = d3(cases)
    assert (old.cancelled_at, new.started_at) == (cases.house.now, cases.house.now)
    assert new.cancelled_at is None


def test_d3_the_deadline_stands_still_while_the_customer_is_asked(cases: Cases) -> None:
    cases["zhao"].run(set_policy, "working_time_rules", "", "全天候")
    route(cases, None, None, "客服部")
    number = cases.open()
    due_at = d3(cases)[0].due_at
    with pytest.raises(Refusal):
        cases["lin"].run(customer_answered, number)
    cases.house.later(hours=1)
    cases["lin"].run(await_customer, number, "请客户补发票")
    with pytest.raises(Refusal):
        cases["lin"].run(await_customer, number)
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(Ticket.due_rule)).one() == "D4"
        (d4,) = session.scalars(select(ClockRow.due_at).where(ClockRow.rule == "D4"))
    cases.house.later(hours=5)
    cases["lin"].run(customer_answered, number)
    assert d3(cases)[0].due_at == due_at + timedelta(hours=5)
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(ClockRow.due_at).where(ClockRow.rule == "D4")).one() == d4
        ticket_id = session.scalars(select(Ticket.id)).one()
        told = [render(entry.sentence) for entry in timeline(session, ticket_id)]
    assert told[0] == "The customer answered: the department's time runs on"
    assert "Recorded: " not in "".join(told)


def test_d3_without_a_department_no_deadline_stands_still(cases: Cases) -> None:
    with pytest.raises(Refusal) as no:
        cases["lin"].run(await_customer, cases.open())
    assert no.value.rule == "D3"


def test_d3_it_is_passed_on_by_hand_with_a_reason(cases: Cases) -> None:
    route(cases, None, None, "客服部")
    route(cases, Nature.PRICE, None, "财务部")
    number = cases.open()
    for to, reason, field in (("财务部", " ", "reason"), ("没有部", "价格问题", "department")):
        with pytest.raises(Refusal) as no:
            cases["lin"].run(pass_on, number, to, reason=reason)
        assert no.value.field == field
    version = cases["lin"].run(pass_on, number, "财务部", reason="其实是价格问题")
    assert department(cases, number) == "财务部"
    with pytest.raises(Refusal):
        cases["lin"].run(pass_on, number, "客服部", reason="x", version=version - 1)
    with cases.house.store.begin_read() as session:
        event = session.scalars(
            select(Event).where(Event.verb == "routed").order_by(Event.seq.desc())
        ).first()
        assert event is not None
        assert event.actor_id == cases.staff_id("lin")
        (entry, *_) = timeline(session, event.ticket_id) if event.ticket_id else ()
    assert entry.words == "其实是价格问题"


def test_g9_nobody_passes_on_what_stands_against_them(cases: Cases) -> None:
    route(cases, None, None, "客服部")
    number = cases.open(by="sun", against="lin")
    with pytest.raises(NotPermitted):
        cases["lin"].run(pass_on, number, "客服部", reason="x")
    with pytest.raises(NotPermitted):
        cases["lin"].run(await_customer, number)


def test_d3_an_answered_department_has_no_deadline_any_more(cases: Cases) -> None:
    route(cases, None, None, "客服部")
    number = cases.open(kind=TicketKind.ENQUIRY, complaint=None)
    with pytest.raises(Refusal):
        cases["lin"].run(pass_on, number, "客服部", reason="x")
    cases["lin"].run(advance_ticket, number, TicketState.ARCHIVED, reason="已答复")
    with pytest.raises(Refusal):
        cases["lin"].run(await_customer, number)


def test_d3_the_table_is_kept_by_supervisors_with_reasons(cases: Cases) -> None:
    with pytest.raises(NotPermitted):
        cases["lin"].run(set_route, None, None, "客服部", reason="x")
    for changes, field in (
        ({"reason": " "}, "reason"),
        ({"department": " "}, "department"),
        ({"hours": 0}, "hours"),
        ({"hours": 2401}, "hours"),
    ):
        given_: dict[str, Any] = {"department": "客服部", "reason": "x"} | changes
        with pytest.raises(Refusal) as no:
            cases["zhao"].run(set_route, None, None, **given_)
        assert no.value.field == field
    first = route(cases, None, None, "客服部")
    again = route(cases, None, None, "质量部", hours=3)
    route(cases, Nature.PRICE, None, "财务部")
    assert again.id == first.id
    assert [(row.nature, row.department, row.hours) for row in cases["lin"].read(list_routes)] == [
        (Nature.PRICE, "财务部", None), (None, "质量部", 3),
    ]  # fmt: skip
    cases["zhao"].run(remove_route, first.id, reason="不再兜底")
    assert len(cases["lin"].read(list_routes)) == 1
    with pytest.raises(NotFound):
        cases["zhao"].run(remove_route, new_id(), reason="x")
    assert [verb for verb, _ in cases.events("route_set", "route_removed")] == [
        "route_set", "route_set", "route_set", "route_removed",
    ]  # fmt: skip


@pytest.mark.parametrize("severity", ["ordinary", "major"])
def test_d3_a_routed_complaint_with_a_promise_shows_what_is_due_first(
    cases: Cases, call: Any, severity: str
) -> None:
    route(cases, None, None, "客服部")
    complaint = {"nature": "delivery", "severity": severity, "against_kind": "none"}
    promise = {"minutes": 5, "about": "送货"}
    cases["lin"].run(log_call, call(outcome="ticket", complaint=complaint, callback=promise))
    with cases.house.store.begin_read() as session:
        (ticket,) = session.scalars(select(Ticket)).all()
        clocks = session.scalars(select(ClockRow).order_by(ClockRow.due_at)).all()
    assert {"C2", "D3", "D4"} <= {clock.rule for clock in clocks}
    due = clocks[0].due_at
    assert (ticket.due_rule, ticket.due_at, ticket.sort_due) == ("C2", due, due)

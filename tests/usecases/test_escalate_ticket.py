"""Sending a ticket up: to which level, with a reason, by whom, and what stands by then."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from thirdring.domain.case_values import EscalationKind, EscalationState, TaskKind, TaskState
from thirdring.domain.enums import Role, TicketState
from thirdring.domain.errors import Conflict, NotPermitted, Refusal
from thirdring.i18n import render
from thirdring.store.tables import ComplaintDetail, Escalation, Task, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.center import Center
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.log_call import log_call
from thirdring.usecases.show_ticket import show_for_people, show_ticket

PRESS: dict[str, Any] = {
    "caller_type": "press", "outcome": "escalated", "answer": None, "category": None,
    "raised": None, "number": "139 0000 7702", "name": "郑先生", "title": "mr",
    "protocol": {"outlet": "城市晚报", "questions": "退款如何计算", "answer_hoped_for": "书面规则"},
}  # fmt: skip


@pytest.fixture
def lin(house: House) -> Center:
    return house.hire("lin", Role.AGENT)


def a_ticket(center: Center, call: Any, **changes: Any) -> UUID:
    row = center.run(log_call, call(**({"outcome": "ticket"} | changes)))
    with center.store.begin_read() as session:
        return session.scalars(select(Ticket.id).where(Ticket.id == row.ticket_id)).one()


def sent_up(center: Center) -> list[Escalation]:
    with center.store.begin_read() as session:
        rows = list(session.scalars(select(Escalation).order_by(Escalation.sent_at, Escalation.id)))
        session.expunge_all()
    return rows


def ticket_of(center: Center, ticket_id: UUID) -> Ticket:
    with center.store.begin_read() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one()
        session.expunge(ticket)
    return ticket


def put_against(center: Center, ticket_id: UUID) -> None:
    """The ticket is a complaint against that person now."""
    with center.store.begin_write() as session:
        session.merge(
            ComplaintDetail(ticket_id=ticket_id, against_staff_id=center.staff_id, month="2026-11")
        )
        ticket = session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one()
        ticket.kind = "complaint"  # type: ignore[assignment]


def test_c4_a_difficult_ticket_goes_up_with_a_reason_and_its_owner_stays(
    house: House, lin: Center, call: Any
) -> None:
    ticket_id = a_ticket(lin, call)
    lin.run(escalate_ticket, ticket_id, 1, " 客户坚持要见负责人 ")
    (row,) = sent_up(lin)
    assert (row.kind, row.rule, row.level, row.state) == (
        EscalationKind.DIFFICULT, "C4", 1, EscalationState.OPEN,
    )  # fmt: skip
    assert (row.reason, row.sent_by) == ("客户坚持要见负责人", lin.staff_id)
    assert row.due_at == house.now + timedelta(minutes=30)
    ticket = ticket_of(lin, ticket_id)
    assert (ticket.escalation_level, ticket.owner_id) == (1, lin.staff_id)
    assert (ticket.due_at, ticket.due_rule) == (row.due_at, "C4")
    story = [render(e.sentence) for e in lin.read(show_ticket, ticket_id).timeline]
    assert "Sent up to level 1: Difficult case" in story


def test_c4_it_only_goes_up(house: House, lin: Center, call: Any) -> None:
    ticket_id = a_ticket(lin, call)
    lin.run(escalate_ticket, ticket_id, 1, "第一次")
    house.later(minutes=20)
    lin.run(escalate_ticket, ticket_id, 3, "第二次")
    (row,) = sent_up(lin)
    assert (row.level, row.reason) == (3, "第一次\n第二次")
    assert row.due_at == house.now + timedelta(minutes=30)
    clocks = lin.read(show_for_people, str(ticket_id))["clocks"]
    assert sorted(c["state"] for c in clocks if c["rule"] == "C4") == ["met", "running"]
    for level in (1, 2, 3):
        with pytest.raises(Refusal) as refused:
            lin.run(escalate_ticket, ticket_id, level, "又一次")
        assert (refused.value.rule, refused.value.field) == ("C4", "level")


def test_d8_not_satisfied_goes_to_the_person_in_charge_who_owes_a_plan(
    house: House, lin: Center, call: Any
) -> None:
    ticket_id = a_ticket(lin, call)
    lin.run(escalate_ticket, ticket_id, 1, "不接受", kind=EscalationKind.NOT_SATISFIED)
    (row,) = sent_up(lin)
    assert (row.level, row.rule) == (2, "D8")
    assert row.due_at == house.now + timedelta(hours=24)
    lin.run(advance_ticket, ticket_id, TicketState.INVESTIGATION)
    lin.run(advance_ticket, ticket_id, TicketState.RESULT_TOLD)
    clocks = lin.read(show_for_people, str(ticket_id))["clocks"]
    assert [c["state"] for c in clocks if c["rule"] == "D8"] == ["met"]


def test_e5_the_press_not_content_goes_to_leadership(house: House, lin: Center, call: Any) -> None:
    ticket_id = a_ticket(lin, call, **PRESS)
    house.later(minutes=5)
    lin.run(escalate_ticket, ticket_id, 3, "仍不满意", kind=EscalationKind.PRESS_NOT_CONTENT)
    (row,) = sent_up(lin)
    assert (row.kind, row.rule, row.level) == (EscalationKind.PRESS_NOT_CONTENT, "E5", 3)
    clocks = lin.read(show_for_people, str(ticket_id))["clocks"]
    assert sorted((c["rule"], c["state"]) for c in clocks) == [("E1", "running"), ("E5", "running")]
    other = a_ticket(lin, call)
    with pytest.raises(Refusal) as refused:
        lin.run(escalate_ticket, other, 3, "x", kind=EscalationKind.PRESS_NOT_CONTENT)
    assert refused.value.rule == "E5"


def test_e6_an_emergency_is_at_level_two_at_once_and_announced(
    house: House, lin: Center, call: Any
) -> None:
    ticket_id = a_ticket(lin, call)
    lin.run(escalate_ticket, ticket_id, 1, "货架倒塌", kind=EscalationKind.EMERGENCY)
    (row,) = sent_up(lin)
    at_once = house.now + timedelta(minutes=5)
    assert (row.level, row.rule, row.due_at) == (2, "E6", at_once)
    with lin.store.begin_read() as session:
        task = session.scalars(select(Task)).one()
        assert (task.kind, task.state, task.due_at) == (
            TaskKind.ANNOUNCEMENT, TaskState.OPEN, at_once,
        )  # fmt: skip
        assert task.ticket_id == ticket_id
        assert ticket_of(lin, ticket_id).number in task.title


def test_e6_an_emergency_in_a_call_goes_up_however_the_call_ended(lin: Center, call: Any) -> None:
    row = lin.run(log_call, call(emergency=True))
    assert row.ticket_id is not None
    (escalation,) = sent_up(lin)
    assert escalation.kind is EscalationKind.EMERGENCY
    with lin.store.begin_read() as session:
        assert len(session.scalars(select(Task)).all()) == 1


def test_g9_nobody_sends_up_what_stands_against_them(lin: Center, call: Any) -> None:
    ticket_id = a_ticket(lin, call)
    put_against(lin, ticket_id)
    with pytest.raises(NotPermitted) as refused:
        lin.run(escalate_ticket, ticket_id, 1, "不是我的错")
    assert refused.value.rule == "G9"


@pytest.mark.parametrize(
    ("level", "reason", "kind", "field"),
    [
        (1, "  ", EscalationKind.DIFFICULT, "reason"),
        (0, "x", EscalationKind.DIFFICULT, "level"),
        (4, "x", EscalationKind.DIFFICULT, "level"),
        (1, "x", EscalationKind.COUPON, "kind"),
    ],
)
def test_c4_what_is_refused_leaves_nothing(
    lin: Center, call: Any, level: int, reason: str, kind: EscalationKind, field: str
) -> None:
    ticket_id = a_ticket(lin, call)
    with pytest.raises(Refusal) as refused:
        lin.run(escalate_ticket, ticket_id, level, reason, kind=kind)
    assert refused.value.field == field
    assert sent_up(lin) == []


def test_c4_a_changed_or_closed_ticket_and_the_wrong_role_are_refused(
    house: House, lin: Center, call: Any
) -> None:
    ticket_id = a_ticket(lin, call)
    with pytest.raises(Conflict):
        lin.run(escalate_ticket, ticket_id, 1, "x", version=99)
    with pytest.raises(NotPermitted):
        house.hire("he", Role.HR).run(escalate_ticket, ticket_id, 1, "x")
    lin.run(advance_ticket, ticket_id, TicketState.WITHDRAWN, reason="客户撤回")
    with pytest.raises(Refusal) as refused:
        lin.run(escalate_ticket, ticket_id, 1, "x")
    assert refused.value.field == "ticket"


def test_c4_what_was_sent_up_is_settled_when_its_ticket_closes(
    house: House, lin: Center, call: Any
) -> None:
    ticket_id = a_ticket(lin, call)
    lin.run(escalate_ticket, ticket_id, 1, "x")
    house.owner.run(advance_ticket, ticket_id, TicketState.WITHDRAWN, reason="客户撤回")
    (row,) = sent_up(lin)
    assert (row.state, row.closed_at) == (EscalationState.CLOSED, house.now)
    assert ticket_of(lin, ticket_id).escalation_level == 0
    clocks = lin.read(show_for_people, str(ticket_id))["clocks"]
    assert [c["state"] for c in clocks if c["rule"] == "C4"] == ["cancelled"]


def test_e1_a_closed_ticket_still_owes_telling_the_recipients(
    house: House, lin: Center, call: Any
) -> None:
    ticket_id = a_ticket(lin, call, **PRESS)
    house.owner.run(advance_ticket, ticket_id, TicketState.WITHDRAWN, reason="记者撤回采访")
    (row,) = sent_up(lin)
    assert row.state is EscalationState.OPEN
    clocks = lin.read(show_for_people, str(ticket_id))["clocks"]
    assert [c["state"] for c in clocks if c["rule"] == "E1"] == ["running"]

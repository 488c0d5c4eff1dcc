"""A complaint taken along its path, for the tests of the rules on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.usecases.conftest import House
from thirdring.domain.case_values import Degree, Fault, Remedy
from thirdring.domain.enums import TicketState
from thirdring.store.tables import ClockRow, ComplaintDetail, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.center import Center
from thirdring.usecases.file_complaint import Filed, file_complaint
from thirdring.usecases.records import ReceptionInput, checked
from thirdring.usecases.step_facts import Assessment, StepFacts

SOFA: dict[str, Any] = {
    "channel": "in_person", "name": "王雅琴", "title": "ms", "phone": "138 1234 5678",
    "address": "东湖区文景路 88 号", "raised": "沙发坐垫塌陷", "wants": "换新沙发",
    "nature": "product_quality", "severity": "ordinary", "against_kind": "product",
    "against": "云朵沙发", "product": "云朵沙发", "merchant": "云栖家具",
    "bought_on": "2026-10-01", "warranty_until": "2027-10-01",
}  # fmt: skip
ASSESSED = StepFacts(
    Assessment(safety=False, complexity=Degree.LOW, impact=Degree.LOW, immediate=False)
)
SUMMED_UP = StepFacts(cause="弹簧批次不良", prevention="已停售该批次", lesson="到货先抽检")
_S = TicketState


def record(**changes: Any) -> ReceptionInput:
    """The sofa with changes; None takes a key out."""
    return checked(ReceptionInput, {k: v for k, v in (SOFA | changes).items() if v is not None})


def filed(center: Center, **changes: Any) -> Filed:
    return center.run(file_complaint, record(**changes))


def plan_facts(house: House, **changes: Any) -> StepFacts:
    facts = StepFacts(plan="换新沙发", next_contact_at=house.now + timedelta(hours=20))
    return replace(facts, **changes)


def walk(house: House, number: str, to: TicketState, *, by: Center | None = None) -> None:
    """From “acknowledged” straight to `to`, an hour a step, all as it should be."""
    steps: tuple[tuple[TicketState, StepFacts, str], ...] = (
        (_S.INVESTIGATION, ASSESSED, ""),
        (_S.APPRAISAL, StepFacts(fault=Fault.FAULT), "坐垫弹簧断裂"),
        (_S.PLAN_OFFERED, plan_facts(house), ""),
        (_S.REMEDY, StepFacts(accepted=True, remedy=Remedy.EXCHANGE), ""),
        (_S.RESULT_TOLD, StepFacts(), ""),
        (_S.RETURN_VISIT, StepFacts(satisfaction=5, opinion="处理很快"), ""),
        (_S.ARCHIVED, SUMMED_UP, ""),
    )
    center = by or house.owner
    for state, facts, reason in steps:
        house.later(hours=1)
        center.run(advance_ticket, number, state, facts=facts, reason=reason)
        if state is to:
            return


def ticket_row(house: House, number: str) -> Ticket:
    with house.store.begin_read() as session:
        row = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        session.expunge(row)
    return row


def detail_row(house: House, number: str) -> ComplaintDetail:
    with house.store.begin_read() as session:
        row = session.scalars(
            select(ComplaintDetail)
            .join(Ticket, Ticket.id == ComplaintDetail.ticket_id)
            .where(Ticket.number == number)
        ).one()
        session.expunge(row)
    return row


def clocks(house: House, number: str) -> dict[str, list[str]]:
    """Rule → how each of its clocks ended ("running", "met", "late", "cancelled"), oldest first."""
    found: dict[str, list[str]] = {}
    with house.store.begin_read() as session:
        rows = session.scalars(
            select(ClockRow)
            .join(Ticket, Ticket.id == ClockRow.ticket_id)
            .where(Ticket.number == number)
            .order_by(ClockRow.started_at, ClockRow.id)
        )
        for row in rows:
            found.setdefault(row.rule, []).append(_how(row))
    return found


def _how(row: ClockRow) -> str:
    if row.cancelled_at is not None:
        return "cancelled"
    if row.met_at is None:
        return "running"
    return "met" if row.met_at <= row.due_at else "late"

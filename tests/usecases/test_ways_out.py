"""H5, J6: whatever leaves the center by copy, print or file leaves an entry: who, what, how much."""

import ast
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import thirdring.usecases
from tests.usecases.cases import filed
from tests.usecases.conftest import House
from thirdring.domain.case_values import VisitReason, VisitState
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.periods import ReportKind, month_period
from thirdring.store.tables import Access, Call, ReturnVisit, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.export_month import export_month, record_month_export
from thirdring.usecases.export_report import export_report
from thirdring.usecases.find_tickets import TicketQuery
from thirdring.usecases.log_call import log_call
from thirdring.usecases.print_call import print_call
from thirdring.usecases.print_record import print_record
from thirdring.usecases.ticket_desk import Outlet, lines_out
from thirdring.usecases.unmask import unmask
from thirdring.usecases.unmask_ticket import unmask_ticket
from thirdring.usecases.unmask_visit import unmask_visit

FOLDER = Path(thirdring.usecases.__file__).parent


@dataclass(frozen=True)
class Things:
    """What is there to be taken out."""

    ticket: uuid.UUID
    call: uuid.UUID
    customer: uuid.UUID


def _month(ctx: Context) -> None:
    record_month_export(ctx, export_month(ctx, "2026-11"))


def _report(ctx: Context) -> None:
    export_report(ctx, ReportKind.COMPLAINTS, month_period(ctx.center.time, "2026-11"))


def _lines(outlet: Outlet) -> Callable[[Context, Things], object]:
    return lambda ctx, _things: lines_out(ctx, outlet, TicketQuery())


# Each way, who takes it, and its entry: the deed, of what, whose (a name in `Things`), how many.
Way = tuple[Role, Callable[[Context, Things], object], tuple[str, str, str | None, int]]
WAYS: dict[str, Way] = {
    "copied lines": (Role.AGENT, _lines(Outlet.COPY), ("copy", "tickets", None, 1)),
    "printed lines": (Role.AGENT, _lines(Outlet.PRINT), ("print", "tickets", None, 1)),
    "saved lines": (Role.AGENT, _lines(Outlet.EXPORT), ("export", "tickets", None, 1)),
    "a ticket on paper": (
        Role.AGENT, lambda ctx, it: print_record(ctx, it.ticket, whole=True),
        ("print", "ticket", "ticket", 1),
    ),
    "a call on paper": (
        Role.AGENT, lambda ctx, it: print_call(ctx, it.call, whole=True),
        ("print", "call", "call", 1),
    ),
    "a report": (Role.SUPERVISOR, lambda ctx, _it: _report(ctx), ("export", "report", None, 1)),
    "the month": (Role.HR, lambda ctx, _it: _month(ctx), ("export", "month", None, 1)),
}  # fmt: skip


def things(house: House, lin: Any, call: Any) -> Things:
    row = lin.run(log_call, call())
    ticket = filed(lin).id
    with house.store.begin_read() as session:
        customer = session.scalars(select(Call.customer_id).where(Call.id == row.id)).one()
    assert customer is not None
    return Things(uuid.UUID(str(ticket)), row.id, customer)


def entries(house: House) -> list[tuple[Any, ...]]:
    with house.store.begin_read() as session:
        rows = session.execute(
            select(
                Access.staff_id, Access.action, Access.subject_kind, Access.subject_id,
                Access.records, Access.reason,
            ).order_by(Access.at, Access.id)
        )  # fmt: skip
        return [tuple(row) for row in rows]


def test_h5_each_way_out_leaves_its_entry(house: House, call: Any) -> None:
    people = {role: house.hire(role.value, role) for role in (Role.AGENT, Role.SUPERVISOR, Role.HR)}
    it = things(house, people[Role.AGENT], call)
    before = len(entries(house))
    for name, (role, way, (action, kind, whose, count)) in WAYS.items():
        people[role].run(way, it)
        made = entries(house)[before:]
        subject = getattr(it, whose) if whose else None
        assert [row[:5] for row in made] == [
            (people[role].staff_id, action, kind, subject, count)
        ], name
        before += 1


def test_h5_no_deed_takes_anything_out_without_being_tried_here() -> None:
    """Every deed that writes an entry of a copy, a print or an export is among the ways above."""
    found = {
        one.name
        for file in FOLDER.rglob("*.py")
        for one in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(one, ast.FunctionDef)
        for call in ast.walk(one)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record_access"
        if ast.unparse(call.args[1]) in {"'export'", "'print'", "'copy'", "outlet.value"}
    }
    assert found == {
        "lines_out", "print_record", "print_call", "export_report", "record_month_export",
    }  # fmt: skip


def test_h5_a_number_is_uncovered_for_a_reason_that_is_written_down_and_no_value(
    house: House, call: Any
) -> None:
    lin = house.hire("lin", Role.AGENT)
    it = things(house, lin, call)
    visit = uuid.uuid4()
    with house.store.begin_write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.id == it.ticket)).one()
        session.add(
            ReturnVisit(
                id=visit, ticket_id=it.ticket, number=ticket.phone, reason=VisitReason.ASKED,
                state=VisitState.OPEN, due_at=house.now, made_by=lin.staff_id, created_at=house.now,
            )
        )  # fmt: skip
    ways = (
        (unmask, "customer", it.customer), (unmask_ticket, "ticket", it.ticket),
        (unmask_visit, "visit", visit),
    )  # fmt: skip
    for deed, kind, key in ways:
        for empty in ("", " \u3000"):
            with pytest.raises(Refusal, match="needed for"):
                lin.run(deed, key, empty)
        assert "138 1234 5678" in str(lin.run(deed, key, " 客户要求回电 "))
        assert entries(house)[-1] == (lin.staff_id, "unmask", kind, key, 1, "客户要求回电")
    with pytest.raises(NotPermitted):
        house.hire("he", Role.HR).run(unmask_ticket, it.ticket, "想知道")
    assert len(entries(house)) == len(ways)
    with house.store.begin_read() as session:
        assert session.scalars(select(Access.action)).all() == ["unmask"] * len(ways)

"""A ticket and its calls as they go on paper (H1): masked unless asked for, and written down (H5)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain import phones
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Call, Staff
from thirdring.usecases.call_rows import CallRow, call_row
from thirdring.usecases.context import Context
from thirdring.usecases.show_ticket import TicketDetail, show_ticket
from thirdring.usecases.ticket_access import against_oneself, load_ticket
from thirdring.usecases.timeline import record_access


@dataclass(frozen=True, slots=True)
class PrintedCall:
    row: CallRow
    agent: str


@dataclass(frozen=True, slots=True)
class PrintedRecord:
    """`phone` whole where it was asked for, else masked. `by`: who prints it."""

    company: str
    by: str
    detail: TicketDetail
    phone: str
    calls: tuple[PrintedCall, ...]


def print_record(
    ctx: Context, which: uuid.UUID | str, *, whole: bool = False, calls: bool = False
) -> PrintedRecord:
    """What the paper form holds; with its `calls` too. `whole`: with the number uncovered.

    Raises:
        NotPermitted: the role may not, or the complaint is against oneself (G9).
        NotFound: no such ticket.
    """
    ctx.require(Permission.WORK_TICKETS)
    if whole:
        ctx.require(Permission.UNMASK)
    ticket = load_ticket(ctx, which)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    detail = show_ticket(ctx, ticket.id, masked=not whole)
    phone = detail.phone or ""
    if whole and ticket.phone:
        phone = phones.format_for_people(phones.parse(ticket.phone))
    record_access(ctx, "print", "ticket", ticket.id)
    rows = ctx.session.execute(
        select(Call, Staff.name)
        .join(Staff, Staff.id == Call.agent_id)
        .where(Call.ticket_id == ticket.id)
        .order_by(Call.started_at)
    ).all()
    return PrintedRecord(
        ctx.center.company,
        ctx.actor.name,
        detail,
        phone,
        tuple(_printed(ctx, call, name, whole=whole) for call, name in rows) if calls else (),
    )


def _printed(ctx: Context, call: Call, agent: str, *, whole: bool) -> PrintedCall:
    row = call_row(ctx.session, call, ctx.now)
    return PrintedCall(row if whole else row.masked(), agent)

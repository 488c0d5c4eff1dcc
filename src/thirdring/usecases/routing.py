"""Putting a ticket before the department that answers for it, and starting its clock (D3).

What other deeds share: opening and reclassifying come here.
"""

import uuid
from datetime import timedelta

from sqlalchemy import select

from thirdring.domain import clock_rules
from thirdring.domain.clock_rules import Started
from thirdring.domain.enums import Nature, Severity, TicketKind
from thirdring.domain.routes import ROUTED_IN, Route, closest
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.store.tables import Route as RouteLine
from thirdring.usecases.clock_keeping import Of, calendar_of, cancel_clocks, start_clock
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event

_TABLE = select(RouteLine.nature, RouteLine.severity, RouteLine.department_id, RouteLine.hours)
ROUTED = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST})


def route_of(ctx: Context, nature: Nature | None, severity: Severity | None) -> Route | None:
    """The line of the table that fits closest; None when none does."""
    routes = [
        Route(
            Nature(one.nature) if one.nature else None,
            Severity(one.severity) if one.severity else None,
            one.department_id,
            one.hours,
        )
        for one in ctx.connection.execute(_TABLE)
    ]
    return closest(routes, nature, severity)


def route_by_table(ctx: Context, ticket: Ticket, detail: ComplaintDetail | None) -> bool:
    """Pass the ticket on as the table says, when it names another department than has it now;
    whether it did. The caller refreshes what is due.
    """
    if ticket.kind not in ROUTED or not ticket.open:
        return False
    found = route_of(ctx, detail.nature if detail else None, ticket.severity)
    if found is None or found.department_id == ticket.department_id:
        return False
    put_before(ctx, ticket, found.department_id, found.hours)
    return True


def put_before(
    ctx: Context, ticket: Ticket, department_id: uuid.UUID, hours: int | None = None, **detail: str
) -> None:
    """The department answers within `hours`, or the policy's figure, from now on."""
    before, ticket.department_id = ticket.department_id, department_id
    of = Of(ticket_id=ticket.id)
    cancel_clocks(ctx, of, {"D3"})  # the department before it owes no answer any more
    if ticket.state in ROUTED_IN:
        start_clock(ctx, answer_clock(ctx, hours), of)
    tell_routed(ctx, ticket.id, department_id, before, **detail)
    ctx.touch("tickets")


def answer_clock(ctx: Context, hours: int | None) -> Started:
    """D3 from now on, within `hours` or the policy's figure."""
    span = timedelta(hours=hours) if hours else None
    return clock_rules.start("D3", ctx.now, ctx.policy, calendar_of(ctx), span=span)


def tell_routed(
    ctx: Context,
    ticket_id: uuid.UUID,
    department_id: uuid.UUID,
    before: uuid.UUID | None = None,
    **detail: str,
) -> None:
    """On the timeline: the ticket lies with this department now."""
    record_event(
        ctx, "routed", "ticket", ticket_id, ticket_id=ticket_id, rule="D3",
        department_id=str(department_id), from_id=before and str(before), **detail,
    )  # fmt: skip

"""Moving a ticket along its path (D6), closing it, opening it again."""

import uuid

from thirdring.domain.clock_rules import met_by, start
from thirdring.domain.enums import CLOSED_STATES, TicketKind, TicketState
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import check_step
from thirdring.store.tables import Ticket
from thirdring.usecases.clock_keeping import (
    Of,
    calendar_of,
    cancel_clocks,
    meet_clocks,
    start_clock,
)
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_of
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    keep_note,
    load_ticket,
    refuse_changed,
)
from thirdring.usecases.timeline import record_event


def advance_ticket(
    ctx: Context,
    which: uuid.UUID | str,
    to: TicketState,
    *,
    reason: str = "",
    version: int | None = None,
) -> TicketFields:
    """Take the ticket to state `to`. `version` is the one the person saw.

    Raises:
        NotPermitted: the role may not, it is about oneself (G9), or a supervisor's to close (E1).
        NotFound: no such ticket. Conflict: changed meanwhile.
        Refusal: not a step from here, or its reason is missing (D6, D11).
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    reason = clean(reason, TextKind.TEXT, field="reason").text
    before = ticket.state
    step = check_step(
        ticket.kind, before, to, reason,
        reviews=ctx.actor.may(Permission.REVIEW), against_oneself=against_oneself(ctx, ticket),
    )  # fmt: skip
    note_id = keep_note(ctx, ticket, reason) if reason else None
    _set_state(ctx, ticket, to)
    record_event(
        ctx, "moved", "ticket", ticket.id, ticket_id=ticket.id, before=before.value, after=to.value,
        skipped=[state.value for state in step.skipped], note_id=note_id and str(note_id),
        rule=step.rule,
    )  # fmt: skip
    changed(ctx, ticket)
    return fields_of(ctx, ticket)


def _set_state(ctx: Context, ticket: Ticket, to: TicketState) -> None:
    was_open, ticket.state = ticket.open, to
    ticket.open = to not in CLOSED_STATES
    of = Of(ticket_id=ticket.id)
    meet_clocks(ctx, of, met_by(to))
    if not ticket.open:
        ticket.closed_at = ctx.now
        cancel_clocks(ctx, of)
    elif not was_open:
        ticket.closed_at = None
        if ticket.kind is TicketKind.COMPLAINT:
            # Opened again it is owed an answer as on the first day.
            start_clock(ctx, start("D4", ctx.now, ctx.policy, calendar_of(ctx)), of)

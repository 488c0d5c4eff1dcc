"""Recording progress on a ticket: what was done, and whether the customer was told (D5, D18)."""

import uuid

from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import TicketNote
from thirdring.usecases.clock_keeping import Of, meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import changed, keep_note, load_ticket
from thirdring.usecases.timeline import record_event


def add_note(
    ctx: Context,
    which: uuid.UUID | str,
    text: str,
    *,
    told_customer: bool = False,
    note_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Add a line to the ticket's story; returns the note's id, which is `note_id` where the desk
    gave one: the same again changes nothing.

    Raises:
        NotPermitted: the role does not work on tickets.
        NotFound: no such ticket.
        Refusal: nothing was written, or too much.
    """
    ctx.require(Permission.WORK_TICKETS)
    if note_id is not None and ctx.session.get(TicketNote, note_id) is not None:
        return note_id
    ticket = load_ticket(ctx, which, lock=told_customer)
    cleaned = clean(text, TextKind.TEXT, field="text").text
    if not cleaned:
        raise Refusal(say("Write what was done or found out."), rule="D5", field="text")
    note_id = keep_note(ctx, ticket, cleaned, told_customer=told_customer, note_id=note_id)
    record_event(
        ctx, "told_progress" if told_customer else "noted", "ticket", ticket.id,
        ticket_id=ticket.id, note_id=str(note_id),
    )  # fmt: skip
    if told_customer and meet_clocks(ctx, Of(ticket_id=ticket.id), {"D18"}):
        changed(ctx, ticket)  # the contact the customer was told of took place
    ctx.touch("tickets")
    return note_id

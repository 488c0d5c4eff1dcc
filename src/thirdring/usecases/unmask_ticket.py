"""Showing one ticket's telephone number in full; written down (H5, J6)."""

import uuid

from thirdring.domain import phones
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import against_oneself, load_ticket
from thirdring.usecases.timeline import record_access


def unmask_ticket(ctx: Context, which: uuid.UUID | str) -> str:
    """The number as people read it, "" when none was given.

    Raises:
        NotPermitted: the role may not, or the complaint is against oneself (G9).
        NotFound: no such ticket.
    """
    ctx.require(Permission.UNMASK)
    ticket = load_ticket(ctx, which)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    record_access(ctx, "unmask", "ticket", ticket.id)
    return phones.format_for_people(phones.parse(ticket.phone)) if ticket.phone else ""

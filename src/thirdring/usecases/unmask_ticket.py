"""Showing one ticket's telephone number in full; written down (H5, J6)."""

import uuid

from sqlalchemy import select

from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import against_oneself, load_ticket
from thirdring.usecases.uncover import uncovered


def unmask_ticket(ctx: Context, which: uuid.UUID | str, reason: str) -> str:
    """The number as people read it, "" when none was given.

    Raises:
        NotPermitted: the role may not, or the complaint is against oneself (G9).
        NotFound: no such ticket. Refusal: no reason.
    """
    ctx.require(Permission.UNMASK)
    ticket = load_ticket(ctx, which)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    here = select(Ticket.phone).where(Ticket.id == ticket.id)
    return "".join(uncovered(ctx, "ticket", ticket.id, reason, here))

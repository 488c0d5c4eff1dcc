"""Showing whom a return visit calls in full; written down (H5, J6)."""

import uuid

from sqlalchemy import select

from thirdring.domain.errors import NotFound, say
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import ReturnVisit
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import against_oneself, load_ticket
from thirdring.usecases.uncover import uncovered


def unmask_visit(ctx: Context, visit_id: uuid.UUID, reason: str) -> str:
    """The number as people read it, "" when none is known.

    Raises:
        NotPermitted: the role may not, or the complaint is against oneself (G9).
        NotFound: no such visit. Refusal: no reason.
    """
    ctx.require(Permission.UNMASK)
    visit = ctx.session.scalars(select(ReturnVisit).where(ReturnVisit.id == visit_id)).one_or_none()
    if visit is None:
        raise NotFound(say("There is no such visit."), field="visit")
    if visit.ticket_id is not None:
        ticket = load_ticket(ctx, visit.ticket_id)
        refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    here = select(ReturnVisit.number).where(ReturnVisit.id == visit.id)
    return "".join(uncovered(ctx, "visit", visit.id, reason, here))

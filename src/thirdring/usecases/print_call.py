"""A call as it goes on paper (H1), with or without a ticket: masked unless asked for, and logged (H5)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.roles import Permission
from thirdring.store.tables import Staff
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.context import Context
from thirdring.usecases.find_calls import show_call
from thirdring.usecases.timeline import record_access


@dataclass(frozen=True, slots=True)
class PrintedCallRecord:
    """`agent` and `by` are names: whose call it is, and who prints it."""

    company: str
    by: str
    agent: str
    row: CallRow


def print_call(ctx: Context, call_id: uuid.UUID, *, whole: bool = False) -> PrintedCallRecord:
    """What the hotline record holds. `whole`: with name and number uncovered.

    Raises:
        NotPermitted: the role sees no calls, or may not uncover. NotFound: no such call of theirs.
    """
    ctx.require(Permission.SEE_CALLS)
    if whole:
        ctx.require(Permission.UNMASK)
    row = show_call(ctx, call_id, masked=not whole)
    agent = ctx.session.scalars(select(Staff.name).where(Staff.id == row.agent_id)).one()
    record_access(ctx, "print", "call", row.id)
    return PrintedCallRecord(ctx.center.company, ctx.actor.name, agent, row)

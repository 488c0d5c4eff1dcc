"""What a logged call leaves beside it: holds, what a special caller asked, and the answer told of it."""

import uuid

from thirdring.domain.ids import new_id
from thirdring.store.tables import ComplaintDetail, Hold, ProtocolRecord, Ticket
from thirdring.usecases.call_rows import Beside, Promise, Wait
from thirdring.usecases.callback_access import Owed
from thirdring.usecases.clock_keeping import clocks_about
from thirdring.usecases.context import Context
from thirdring.usecases.records import CallInput


def add_beside(ctx: Context, record: CallInput, call_id: uuid.UUID) -> None:
    """Its holds, and its protocol. `record` is resolved."""
    for hold in record.holds:
        ctx.session.add_row(
            Hold,
            id=new_id(),
            call_id=call_id,
            from_at=hold.from_at,
            to_at=hold.to_at,
            reason=hold.reason,
        )
    if record.protocol is not None:
        ctx.session.add_row(ProtocolRecord, call_id=call_id, **record.protocol.model_dump())


def left_beside(
    ctx: Context,
    record: CallInput,
    login: str,
    ticket: Ticket | None,
    callback_id: uuid.UUID | None,
    promise: Promise | None,
    owed: Owed | None,
) -> Beside:
    """The same as it is given back, with what else the call left, and the callback it was made for.
    What was made here is read only where something happened to it meanwhile.
    """
    detail = owed.detail if owed is not None and ticket is owed.ticket else None
    if ticket is not None and record.complaint is not None:
        with ctx.session.about(ComplaintDetail):
            detail = ctx.session.get(ComplaintDetail, ticket.id)
    ids = {one for one in (callback_id, ticket.id if ticket is not None else None) if one}
    return Beside(
        agent=login,
        holds=sorted(
            (Wait(hold.from_at, hold.to_at, hold.reason) for hold in record.holds),
            key=lambda hold: hold.from_at,
        ),
        protocol=record.protocol.model_dump() if record.protocol else None,
        promise=promise,
        ticket=ticket,
        detail=detail,
        clocks=clocks_about(ctx, ids, made_here=owed is None) if ids else (),
    )

"""Taking the next promise whose owner isn't there, each by one person only (C6)."""

from sqlalchemy import exists, select

from thirdring.domain.enums import CallbackState
from thirdring.domain.errors import say
from thirdring.domain.roles import Permission
from thirdring.i18n import render
from thirdring.store.tables import Callback, ComplaintDetail, Staff
from thirdring.usecases.callback_access import give_callback, line_of, person_of, ticket_of
from thirdring.usecases.callback_rows import RANK, CallbackLine, absent
from thirdring.usecases.context import Context
from thirdring.usecases.one_at_a_time import Turn, take_turn
from thirdring.usecases.ticket_access import changed
from thirdring.usecases.unowned import send_up_unowned, settle_owned


def take_next_callback(ctx: Context) -> CallbackLine | None:
    """Make the next one of the promises nobody is there for one's own: redials first (B8), then by
    time left. The time told stays. None when nothing waits.

    Several who ask at the same moment get several: what another is just taking is passed over.

    Raises:
        NotPermitted: the role keeps no callbacks.
    """
    ctx.require(Permission.KEEP_CALLBACKS)
    callback = _next(ctx)
    if callback is None:
        return None
    giver = person_of(ctx, callback.owner_id)
    # Or what stays of them would be queued once for each taker.
    take_turn(ctx, Turn.LEFT_BY, giver.id.bytes)
    give_callback(
        ctx, callback, ctx.actor.id, render(say("{name} isn't there.", name=giver.name)), "C6"
    )
    ticket = ticket_of(ctx, callback)
    if ticket is not None:
        changed(ctx, ticket)
    settle_owned(ctx, giver.id)
    send_up_unowned(ctx, giver.id)  # the ticket may stay with who isn't there
    return line_of(ctx, callback)


def _next(ctx: Context) -> Callback | None:
    """Locked until the commit. Nobody keeps a promise about a complaint against themselves (G9)."""
    against_me = exists().where(
        ComplaintDetail.ticket_id == Callback.ticket_id,
        ComplaintDetail.against_staff_id == ctx.actor.id,
    )
    return ctx.session.scalars(
        select(Callback)
        .join(Staff, Staff.id == Callback.owner_id)
        .where(
            Callback.state == CallbackState.OPEN,
            Callback.owner_id != ctx.actor.id,
            absent(ctx.now),
            ~against_me,
        )
        .order_by(RANK, Callback.due_at, Callback.id)
        .limit(1)
        .with_for_update(of=Callback, skip_locked=True)
    ).first()

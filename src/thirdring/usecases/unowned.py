"""Promises whose owner isn't there go into the supervisors' queue, and out of it again (C6).

One entry for each callback, not one for each person: every promise has its own customer, clock
and urgency, one may be taken while another waits, and none is settled by another's being kept.
"""

import uuid

from sqlalchemy import ColumnElement, exists, select, true

from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.domain.enums import CallbackState
from thirdring.domain.errors import say
from thirdring.i18n import render
from thirdring.store.tables import Callback, Escalation, Staff
from thirdring.usecases.callback_access import settle_waiting, ticket_of
from thirdring.usecases.callback_rows import absent
from thirdring.usecases.context import Context
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.ticket_access import changed

_WAITING = exists().where(
    Escalation.callback_id == Callback.id,
    Escalation.kind == EscalationKind.ABSENT,
    Escalation.state != EscalationState.CLOSED,
)


def any_unsettled(ctx: Context) -> bool:
    """Whether `send_up_unowned` or `settle_owned` would do something now."""
    asked = select(Callback.id).join(Staff, Staff.id == Callback.owner_id)
    return any(
        ctx.session.scalars(asked.where(*where).limit(1)).first() is not None
        for where in (_unowned(ctx), _owned(ctx))
    )


def send_up_unowned(ctx: Context, owner_id: uuid.UUID | None = None) -> int:
    """Queue the open callbacks of who isn't there (everybody, or one person); how many."""
    found = _found(ctx, owner_id, _unowned(ctx))
    for callback, name in found:
        ticket = ticket_of(ctx, callback)
        reason = render(say("{name} isn't there; the promise needs another owner.", name=name))
        send_up(
            ctx, EscalationKind.ABSENT, About(ticket, callback.id), reason, by_program=True
        )  # fmt: skip
        if ticket is not None:
            changed(ctx, ticket)
    return len(found)


def settle_owned(ctx: Context, owner_id: uuid.UUID | None = None) -> int:
    """Take out what waits no more: its owner is back, or it was kept or called off; how many."""
    found = _found(ctx, owner_id, _owned(ctx))
    for callback, _name in found:
        settle_waiting(ctx, callback, {EscalationKind.ABSENT})
        ticket = ticket_of(ctx, callback)
        if ticket is not None:
            changed(ctx, ticket)
    return len(found)


def _unowned(ctx: Context) -> tuple[ColumnElement[bool], ...]:
    return Callback.state == CallbackState.OPEN, absent(ctx.now), ~_WAITING


def _owned(ctx: Context) -> tuple[ColumnElement[bool], ...]:
    return ((Callback.state != CallbackState.OPEN) | ~absent(ctx.now), _WAITING)


def _found(
    ctx: Context, owner_id: uuid.UUID | None, where: tuple[ColumnElement[bool], ...]
) -> list[tuple[Callback, str]]:
    ctx.session.flush()
    rows = ctx.session.execute(
        select(Callback, Staff.name)
        .join(Staff, Staff.id == Callback.owner_id)
        .where(*where, true() if owner_id is None else Callback.owner_id == owner_id)
        .order_by(Callback.id)
    )
    return [(callback, name) for callback, name in rows]

"""Handing promises over to somebody who is there (C6, C10)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select, true

from thirdring.domain.enums import CallbackState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import PERMISSIONS, Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Callback, ComplaintDetail, Staff, StaffRole, Ticket
from thirdring.usecases.callback_access import give_callback, there, ticket_of
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.ticket_access import changed


@dataclass(frozen=True, slots=True)
class HandOver:
    """What changed hands: callbacks by id, tickets by number. `left`: callbacks that were asked
    for and stay, since the complaint behind them is against one of the two (G9), or somebody kept
    or handed them over meanwhile.
    """

    count: int
    callbacks: tuple[uuid.UUID, ...]
    tickets: tuple[str, ...]
    left: tuple[uuid.UUID, ...]


def hand_over_callbacks(
    ctx: Context,
    from_login: str,
    to_login: str,
    reason: str,
    *,
    ids: Collection[uuid.UUID] | None = None,
    with_tickets: bool = False,
) -> HandOver:
    """Give `from_login`'s open callbacks (those of `ids`) to `to_login`; the times told stay.

    `with_tickets`: the tickets they are owed for go along where `from_login` has them.

    Raises:
        NotPermitted: not a supervisor. NotFound: nobody has such a login.
        Refusal: no reason (C10), or `to_login` isn't there, keeps no callbacks, or is the same.
    """
    ctx.require(Permission.HAND_OVER_CALLBACKS)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(
            say("Whoever took the case sees it through; say why it is handed on."),
            rule="C10", field="reason",
        )  # fmt: skip
    giver, taker = by_login(ctx, from_login), by_login(ctx, to_login)
    refuse_taker(ctx, taker)
    if giver.id == taker.id:
        raise Refusal(
            say("{name} has these callbacks already.", name=taker.name), rule="C6", field="to"
        )
    found = _of(ctx, giver.id, ids)
    own = _cases_against(ctx, {taker.id, ctx.actor.id})
    moved = [callback for callback in found if callback.ticket_id not in own]
    tickets: list[str] = []
    for callback in moved:
        give_callback(ctx, callback, taker.id, reason, "C6")
        ticket = ticket_of(ctx, callback)
        if ticket is None:
            continue
        if with_tickets and ticket.owner_id == giver.id:
            reassign_ticket(ctx, ticket.id, taker.login, reason=reason)
            tickets.append(ticket.number)
        else:
            changed(ctx, ticket)
    done = tuple(callback.id for callback in moved)
    asked = [callback.id for callback in found] if ids is None else ids
    left = tuple(callback_id for callback_id in asked if callback_id not in done)
    return HandOver(len(done), done, tuple(tickets), left)


def refuse_taker(ctx: Context, person: Staff) -> None:
    """C6: a promise has a present owner.

    Raises:
        Refusal: the person is out of use or absent, or calls nobody back.
    """
    if not there(ctx, person):
        raise Refusal(
            say("{name} isn't there: choose somebody who is.", name=person.name),
            rule="C6", field="to",
        )  # fmt: skip
    roles = ctx.session.scalars(select(StaffRole.role).where(StaffRole.staff_id == person.id))
    if not any(Permission.KEEP_CALLBACKS in PERMISSIONS[role] for role in roles):
        raise Refusal(
            say("{name} doesn't call customers back: choose an agent or a supervisor.",
                name=person.name),
            rule="C6", field="to",
        )  # fmt: skip


def _of(
    ctx: Context, owner_id: uuid.UUID, ids: Collection[uuid.UUID] | None
) -> Sequence[Callback]:  # fmt: skip
    statement = select(Callback).where(
        Callback.owner_id == owner_id, Callback.state == CallbackState.OPEN
    )
    if ids is not None:
        statement = statement.where(Callback.id.in_(ids))
    statement = statement.order_by(Callback.due_at, Callback.id).with_for_update()
    return ctx.session.scalars(statement).all()


def _cases_against(ctx: Context, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The tickets of complaints against these people (G9)."""
    return set(
        ctx.session.scalars(
            select(ComplaintDetail.ticket_id)
            .join(Ticket, Ticket.id == ComplaintDetail.ticket_id)
            .where(ComplaintDetail.against_staff_id.in_(people), Ticket.open.is_(true()))
        )
    )

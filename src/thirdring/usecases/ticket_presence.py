"""Who else has a ticket open at the moment: a courtesy between colleagues that decides nothing."""

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select

from thirdring.domain.roles import Permission
from thirdring.store.presence import who_has_open
from thirdring.store.tables import Staff
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague who has the ticket open; `editing`: a form of it is being filled in."""

    name: str
    editing: bool


def who_else(ctx: Context, ticket_id: uuid.UUID) -> tuple[Present, ...]:
    """Everybody but oneself who has it open now, the first to open it first. On a file: nobody.

    The login that the server knows a desk by counts before what the desk says of itself.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    ctx.require(Permission.SEE_TICKETS)
    desks = who_has_open(ctx.connection, ticket_id)
    if not desks:
        return ()
    logins, ids = {one.login for one in desks}, {one.staff_id for one in desks}
    found = ctx.session.execute(
        select(Staff.id, Staff.login, Staff.name).where(
            Staff.active, or_(Staff.login.in_(logins - {None}), Staff.id.in_(ids - {None}))
        )
    ).all()
    by_login, by_id = {row.login: row for row in found}, {row.id: row for row in found}
    editing: dict[uuid.UUID, bool] = {}
    for desk in desks:
        row = by_login.get(desk.login or "") or by_id.get(desk.staff_id or ctx.actor.id)
        if row is not None and row.id != ctx.actor.id:
            editing[row.id] = editing.get(row.id, False) or desk.editing
    names = {row.id: row.name for row in found}
    return tuple(Present(names[one], on) for one, on in editing.items())

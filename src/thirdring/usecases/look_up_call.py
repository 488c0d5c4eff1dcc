"""What a save asks first, in one statement: is the call there already, whose is its number, and is
the number its desk gave the ticket still free?
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, bindparam, join, literal, select

from thirdring.store.tables import Call, Customer, CustomerNumber, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.known_customer import FACTS, IS_SHARING

SOURCE = "log"
_ONE = select(literal(1).label("one")).subquery("one_row")
_NUMBERS = join(Customer, CustomerNumber, CustomerNumber.customer_id == Customer.id)
# One row at least: the keys beside nobody.
_LOOK_UP = (
    select(
        select(Call.seq).where(Call.id == bindparam("call_id")).scalar_subquery().label("known"),
        select(Ticket.seq)
        .where(Ticket.number == bindparam("ticket_number"))
        .scalar_subquery()
        .label("taken"),
        *FACTS,
    )
    .select_from(_ONE.outerjoin(_NUMBERS, and_(*IS_SHARING)))
    .order_by(Customer.created_at)
)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """`known`: the call as it was saved before. `sharing`: the `FACTS` of customers who have its
    number, oldest first. `taken`: another ticket has the number its own was to have.
    """

    known: Call | None
    sharing: Sequence[Row[*tuple[Any, ...]]]
    taken: bool


def look_up(
    ctx: Context,
    call_id: uuid.UUID | None,
    source_id: str | None,
    digits: str,
    ticket_number: str | None,
) -> LookedUp:
    """The call under its id or the source's, those who have the digits of its number, and who has
    the ticket's.
    """
    ctx.session.flush()
    asked = {"call_id": call_id, "digits": digits, "ticket_number": ticket_number}
    found = ctx.connection.execute(_LOOK_UP, asked).all()
    known = None
    if found[0].known is not None:
        known = ctx.session.scalars(select(Call).where(Call.seq == found[0].known)).one()
    elif source_id is not None:
        known = ctx.session.scalars(
            select(Call).where(Call.source == SOURCE, Call.source_id == source_id)
        ).one_or_none()
    return LookedUp(
        known, [row for row in found if row.id is not None], taken=found[0].taken is not None
    )

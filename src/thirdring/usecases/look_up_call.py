"""What a save asks first, in one statement: is the call there already, and whose is its number?"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, join, literal, select

from thirdring.store.tables import Call, Customer, CustomerNumber
from thirdring.usecases.context import Context
from thirdring.usecases.known_customer import FACTS, IS_SHARING

SOURCE = "log"
_ONE = select(literal(1).label("one")).subquery("one_row")
_NUMBERS = join(Customer, CustomerNumber, CustomerNumber.customer_id == Customer.id)
# One row at least: the call's key beside nobody.
_LOOK_UP = (
    select(
        select(Call.seq).where(Call.id == bindparam("call_id")).scalar_subquery().label("known"),
        *FACTS,
    )
    .select_from(_ONE.outerjoin(_NUMBERS, and_(*IS_SHARING)))
    .order_by(Customer.created_at)
)


def look_up(
    ctx: Context, call_id: uuid.UUID | None, source_id: str | None, digits: str
) -> tuple[Call | None, Sequence[Row[*tuple[Any, ...]]]]:
    """The call as it was saved before, under its id or the source's; and the `FACTS` of customers
    who have the number, oldest first.
    """
    ctx.session.flush()
    found = ctx.connection.execute(_LOOK_UP, {"call_id": call_id, "digits": digits}).all()
    known = None
    if found[0].known is not None:
        known = ctx.session.scalars(select(Call).where(Call.seq == found[0].known)).one()
    elif source_id is not None:
        known = ctx.session.scalars(
            select(Call).where(Call.source == SOURCE, Call.source_id == source_id)
        ).one_or_none()
    return known, [row for row in found if row.id is not None]

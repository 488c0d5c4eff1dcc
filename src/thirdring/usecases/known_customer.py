"""Which customer a call belongs to: found by number and name, or made."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from thirdring.domain.enums import Title
from thirdring.domain.ids import new_id
from thirdring.domain.phones import PhoneNumber
from thirdring.store.tables import Customer, CustomerNumber
from thirdring.usecases.context import Context

# What tells customers of one number apart, and what may be missing.
FACTS = (Customer.id, Customer.name, Customer.title, Customer.address)
IS_SHARING = (
    CustomerNumber.digits == bindparam("digits"),
    Customer.merged_into_id.is_(None),
    Customer.erased_at.is_(None),
)
_SHARING = (
    select(*FACTS)
    .join(CustomerNumber, CustomerNumber.customer_id == Customer.id)
    .where(*IS_SHARING)
    .order_by(Customer.created_at)
)


def customer_of(
    ctx: Context,
    phone: PhoneNumber | None,
    name: str | None,
    title: Title | None,
    address: str | None,
    sharing: Sequence[Row[*tuple[Any, ...]]] | None = None,
) -> uuid.UUID | None:
    """The customer's id, or None when neither number nor name is known. `sharing`: the `FACTS` of
    those who have the number, oldest first, where they were looked up already.

    Two customers may share a number, so the name decides among them; a number that one customer
    has and no name (or the same) is theirs; another name makes a new customer on that number.
    """
    if phone is None:
        return None if not name else _made(ctx, None, name, title, address)
    if sharing is None:
        ctx.session.flush()
        sharing = ctx.connection.execute(_SHARING, {"digits": phone.digits}).all()
    if not name:
        return sharing[0].id if len(sharing) == 1 else None
    for one in sharing:
        if one.name is not None and one.name.casefold() == name.casefold():
            return _completed(ctx, one, name, title, address)
    for one in sharing:
        if one.name is None:
            return _completed(ctx, one, name, title, address)
    return _made(ctx, phone, name, title, address)


def _completed(
    ctx: Context, known: Row[*tuple[Any, ...]], name: str, title: Title | None, address: str | None
) -> uuid.UUID:
    """Fill what was not known; what is known is changed only by an edit of the customer."""
    customer_id: uuid.UUID = known.id
    complete = known.name is not None and (known.title is not None or title is None)
    if complete and (known.address is not None or address is None):
        return customer_id
    customer = ctx.session.get_one(Customer, customer_id)
    if customer.name is None:
        customer.name = name
    if customer.title is None and title is not None:
        customer.title = title
        customer.version += 1
    if customer.address is None and address is not None:
        customer.address = address
        customer.version += 1
    return customer.id


def _made(
    ctx: Context,
    phone: PhoneNumber | None,
    name: str,
    title: Title | None,
    address: str | None,
) -> uuid.UUID:
    customer_id = new_id()
    ctx.session.add_row(
        Customer, id=customer_id, name=name, title=title, address=address, created_at=ctx.now
    )
    if phone is not None:
        ctx.session.add_row(
            CustomerNumber,
            id=new_id(),
            customer_id=customer_id,
            raw=phone.raw,
            digits=phone.digits,
            extension=phone.extension,
            created_at=ctx.now,
        )
    ctx.touch("customers")
    return customer_id

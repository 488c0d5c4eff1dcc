"""Showing a customer's numbers in full: one person at a time, and written down (H5, J6)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.errors import NotFound, say
from thirdring.domain.roles import Permission
from thirdring.store.tables import Customer, CustomerNumber
from thirdring.usecases.context import Context
from thirdring.usecases.uncover import uncovered


@dataclass(frozen=True, slots=True)
class Unmasked:
    """Numbers as people read them, in the order they were written down."""

    customer_id: uuid.UUID
    numbers: tuple[str, ...]


def unmask(ctx: Context, customer_id: uuid.UUID, reason: str) -> Unmasked:
    """Show the numbers of a customer, and add to the access log that it was done, and why.

    Raises:
        NotPermitted: the role may not. Refusal: no reason.
        NotFound: the customer was erased meanwhile.
    """
    ctx.require(Permission.UNMASK)
    customer = ctx.session.get(Customer, customer_id)
    if customer is None or customer.erased_at is not None:
        raise NotFound(say("This customer's record was merged or erased meanwhile."))
    here = (
        select(CustomerNumber.raw)
        .where(CustomerNumber.customer_id == customer_id)
        .order_by(CustomerNumber.created_at, CustomerNumber.id)
    )
    return Unmasked(customer_id, uncovered(ctx, "customer", customer_id, reason, here))

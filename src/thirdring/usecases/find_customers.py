"""Customers by the beginning of their name or of a number, for the command palette."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from thirdring.domain import masking, phones
from thirdring.domain.enums import CallbackState, Title
from thirdring.domain.roles import Permission
from thirdring.store.tables import Callback, Customer, CustomerNumber
from thirdring.usecases.context import Context

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """One customer; `number` is what the phone is rung on, `shown` how lists show it (masked)."""

    id: uuid.UUID
    name: str | None
    title: Title | None
    number: str
    shown: str


def find_customers(ctx: Context, typed: str, limit: int) -> list[CustomerHit]:
    """At most `limit` customers whose name or number begins with `typed`.

    Raises:
        NotPermitted: the role sees no customers (H5).
    """
    ctx.require(Permission.SEE_CUSTOMERS)
    typed = typed.strip()
    keys = [key for key in phones.prefix_keys(typed) if len(key) >= 3]
    by_number: list[ColumnElement[bool]] = [
        CustomerNumber.digits.between(key, key + _LAST) for key in keys
    ]
    rows = ctx.session.execute(
        select(Customer.id, Customer.name, Customer.title, CustomerNumber.raw)
        .join(CustomerNumber, CustomerNumber.customer_id == Customer.id)
        .where(
            Customer.merged_into_id.is_(None),
            or_(Customer.name.between(typed, typed + _LAST), *by_number),
        )
        .order_by(Customer.name, Customer.id)
        .limit(limit)
    ).all()
    return [
        CustomerHit(row.id, row.name, row.title, row.raw, masking.mask_phone(row.raw))
        for row in rows
    ]


def owed_number(ctx: Context) -> str | None:
    """A number to whom a callback is owed, the nearest first; None when none is."""
    ctx.require(Permission.SEE_CUSTOMERS)
    return ctx.session.scalars(
        select(Callback.number)
        .where(
            Callback.state == CallbackState.OPEN,
            Callback.number.is_not(None),
            Callback.customer_id.is_not(None),
            Callback.due_at >= ctx.now,
        )
        .order_by(Callback.due_at)
        .limit(1)
    ).first()

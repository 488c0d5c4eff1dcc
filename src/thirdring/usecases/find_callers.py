"""Who may be calling: customers whose number begins with what has been typed so far."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, select

from thirdring.domain import phones
from thirdring.domain.enums import Title
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, Customer, CustomerNumber
from thirdring.usecases.context import Context

MOST_HITS = 20
# Fewer digits would list half the center; service numbers such as 110 are three.
LEAST_DIGITS = 3
_MOST_KEYS = 4
# Sorts after every continuation of a prefix, in any collation that orders digits.
_LAST = "9" * (phones.MAX_DIGITS + 1)


@dataclass(frozen=True, slots=True)
class CallerHit:
    """A customer one of whose numbers fits; `exact` when the whole number is typed. `number` as it
    was written down, `last_call_at` in UTC.
    """

    customer_id: uuid.UUID
    name: str | None
    title: Title | None
    address: str | None
    number: str
    digits: str
    exact: bool
    last_call_at: datetime | None


_LOW: BindParameter[str] = bindparam("low")
_HIGH: BindParameter[str] = bindparam("high")
# One range per statement: the index is walked in order and left after some rows, where an OR of
# ranges would first collect every customer with that prefix. The numbers are limited before they
# meet the customers, because a planner without statistics would begin with all who are not merged;
# so a few more are taken than are shown, for those that are hidden.
_NUMBERS = (
    select(CustomerNumber.id, CustomerNumber.customer_id, CustomerNumber.raw, CustomerNumber.digits)
    .where(CustomerNumber.digits >= _LOW, CustomerNumber.digits <= _HIGH)
    .order_by(CustomerNumber.digits, CustomerNumber.customer_id)
    .limit(3 * MOST_HITS)
    .cte("found")
)
_HITS = (
    select(
        _NUMBERS,
        Customer.name,
        Customer.title,
        Customer.address,
        select(func.max(Call.started_at))
        .where(Call.customer_id == Customer.id)
        .scalar_subquery()
        .label("last_call_at"),
    )
    .join(Customer, Customer.id == _NUMBERS.c.customer_id)
    .where(Customer.merged_into_id.is_(None), Customer.erased_at.is_(None))
    .order_by(_NUMBERS.c.digits, _NUMBERS.c.customer_id)
    .limit(MOST_HITS)
)


def find_callers(ctx: Context, typed: str) -> tuple[CallerHit, ...]:
    """At most 20 customers, whole numbers first, then who called last.

    `typed` is a number as people type it, possibly unfinished; fewer than three digits find nobody.

    Raises:
        NotPermitted: the role sees no customers (H5).
    """
    ctx.require(Permission.SEE_CUSTOMERS)
    keys = [key for key in phones.prefix_keys(typed) if len(key) >= LEAST_DIGITS][:_MOST_KEYS]
    if not keys:
        return ()
    whole = phones.parse(typed).digits
    hits: dict[uuid.UUID, CallerHit] = {}
    for key in keys:
        for row in ctx.connection.execute(_HITS, {"low": key, "high": key + _LAST}):
            hits[row.id] = CallerHit(
                row.customer_id, row.name, row.title, row.address, row.raw, row.digits,
                row.digits == whole, row.last_call_at,
            )  # fmt: skip
    return tuple(sorted(hits.values(), key=_order)[:MOST_HITS])


def _order(hit: CallerHit) -> tuple[bool, float, str]:
    last = hit.last_call_at.timestamp() if hit.last_call_at else 0.0
    return (not hit.exact, -last, hit.digits)

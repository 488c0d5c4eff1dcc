"""Looking at coupons: a ticket's, what a customer had before, the ledger of a month (D7, H9)."""

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import ColumnElement, bindparam, or_, select

from thirdring.domain import phones
from thirdring.domain.case_values import CouponState
from thirdring.domain.masking import mask_text
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.store.tables import Coupon, Customer, CustomerNumber
from thirdring.usecases.context import Context
from thirdring.usecases.coupon_rows import CouponRow, coupon_rows, total
from thirdring.usecases.ticket_access import Which, load_ticket

_REACHED_AT = (
    select(Customer.id, CustomerNumber.digits)
    .outerjoin(CustomerNumber, CustomerNumber.customer_id == Customer.id)
    .where(
        or_(Customer.id == bindparam("customer"), Customer.merged_into_id == bindparam("customer"))
    )
)


@dataclass(frozen=True, slots=True)
class CouponHistory:
    """Coupons, newest first, and what was given with them."""

    coupons: tuple[CouponRow, ...]
    given: Decimal


@dataclass(frozen=True, slots=True)
class CouponLedger:
    """All coupons asked for in one month of the center, oldest first.

    `given` is what is approved or issued; `left` of the budget can be negative when the policy's
    figure was lowered.
    """

    month: str
    coupons: tuple[CouponRow, ...]
    by_state: dict[CouponState, tuple[int, Decimal]]
    given: Decimal
    budget: Decimal
    left: Decimal


def ticket_coupons(ctx: Context, which: Which) -> CouponHistory:
    """What was asked for on the ticket."""
    ticket = load_ticket(ctx, which)
    return _history(ctx, Coupon.ticket_id == ticket.id)


def coupons_before(ctx: Context, which: Which) -> CouponHistory:
    """What the ticket's customer had on other tickets, by person or by number."""
    ticket = load_ticket(ctx, which)
    same = _of_customer(ctx, ticket.customer_id, ticket.digits)
    return _history(ctx, Coupon.ticket_id != ticket.id, same)


def coupon_history(
    ctx: Context, customer_id: uuid.UUID | None = None, number: str = ""
) -> CouponHistory:
    """What this customer had before, by person (their merged records included) or by number.

    Raises:
        NotPermitted: the role sees no customers.
    """
    ctx.require(Permission.SEE_CUSTOMERS)
    return _history(ctx, _of_customer(ctx, customer_id, phones.parse(number).digits))


def coupon_ledger(ctx: Context, month: str) -> CouponLedger:
    """The ledger of the center's `month` (2026-11).

    Raises:
        NotPermitted: the role sees no reports. Refusal: no such month.
    """
    ctx.require(Permission.SEE_REPORTS)
    begin, end = ctx.center.time.month_bounds(month)
    rows = coupon_rows(ctx, Coupon.asked_at >= begin, Coupon.asked_at < end, oldest_first=True)
    given, budget = total(rows), ctx.policy.amount(Key.COUPON_BUDGET_MONTH)
    counts = Counter(row.state for row in rows)
    return CouponLedger(
        month=month,
        coupons=_shown(ctx, rows),
        by_state={
            state: (
                counts[state],
                sum((r.amount for r in rows if r.state is state), Decimal("0.00")),
            )
            for state in CouponState
        },
        given=given,
        budget=budget,
        left=budget - given,
    )


def _of_customer(
    ctx: Context, customer_id: uuid.UUID | None, digits: str | None
) -> ColumnElement[bool]:
    people: set[uuid.UUID] = set()
    numbers = {digits} if digits else set()
    if customer_id is not None:
        ctx.session.flush()
        people = {customer_id}
        for person, number in ctx.connection.execute(_REACHED_AT, {"customer": customer_id}):
            people.add(person)
            numbers |= {number} if number else set()
    return or_(Coupon.customer_id.in_(people), Coupon.digits.in_(sorted(numbers)))


def _history(ctx: Context, *where: ColumnElement[bool]) -> CouponHistory:
    rows = coupon_rows(ctx, *where)
    return CouponHistory(_shown(ctx, rows), total(rows))


def _shown(ctx: Context, rows: tuple[CouponRow, ...]) -> tuple[CouponRow, ...]:
    """H5: numbers inside words stay hidden from who may not see them."""
    if ctx.actor.may(Permission.SEE_NUMBERS):
        return rows
    return tuple(
        replace(
            row,
            need=mask_text(row.need),
            decision_reason=row.decision_reason and mask_text(row.decision_reason),
        )
        for row in rows
    )

"""The coupon ledger as rows, and what every deed on a coupon checks the same way (D7)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select, text, true
from sqlalchemy.orm import aliased

from thirdring.domain.case_values import CouponState, EscalationKind, EscalationState
from thirdring.domain.coupons import SPENT, Spending, check_numbers, in_money
from thirdring.domain.errors import Conflict, NotFound, say
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.search import dialect_of
from thirdring.store.tables import Contact, Coupon, CustomerNumber, Escalation, Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.ticket_access import (
    against_oneself,
    load_ticket,
    survivor_of,
    with_merged,
)

# Any number; the same for all who spend from one budget.
_BUDGET_LOCK = 0x7472_6437


@dataclass(frozen=True, slots=True)
class CouponRow:
    """One line of the ledger; times aware UTC, people by name.

    Approved without `decided_by`: within the agent's limit, by the rule itself.
    """

    id: uuid.UUID
    version: int
    ticket_id: uuid.UUID
    ticket_number: str
    amount: Decimal
    need: str
    state: CouponState
    asked_by: str
    asked_by_id: uuid.UUID
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str | None
    issued_by: str | None
    issued_at: datetime | None
    code: str | None


# Built once: an alias made anew for each reading costs more than its rows.
_ASKER, _DECIDER, _ISSUER = aliased(Staff), aliased(Staff), aliased(Staff)
_ROWS = (
    select(Coupon, Ticket.number, _ASKER.name, _DECIDER.name, _ISSUER.name)
    .join(Ticket, Ticket.id == Coupon.ticket_id)
    .join(_ASKER, _ASKER.id == Coupon.asked_by)
    .outerjoin(_DECIDER, _DECIDER.id == Coupon.decided_by)
    .outerjoin(_ISSUER, _ISSUER.id == Coupon.issued_by)
)


def coupon_rows(
    ctx: Context, *where: ColumnElement[bool], oldest_first: bool = False
) -> tuple[CouponRow, ...]:
    """The coupons that `where` finds, newest first."""
    ctx.session.flush()
    order = (Coupon.asked_at, Coupon.id)
    rows = ctx.session.execute(
        _ROWS.where(*where).order_by(
            *(order if oldest_first else (column.desc() for column in order))
        )
    )
    return tuple(_row(*found) for found in rows)


def one_coupon(ctx: Context, coupon_id: uuid.UUID) -> CouponRow:
    """The coupon as it stands."""
    return coupon_rows(ctx, Coupon.id == coupon_id)[0]


def load_coupon(ctx: Context, coupon_id: uuid.UUID, version: int | None) -> tuple[Coupon, Ticket]:
    """The coupon, locked until the commit, and its ticket. `version` is the one the person saw.

    Raises:
        NotFound: there is none. NotPermitted: its ticket stands against oneself (G9).
        Conflict: changed meanwhile; `theirs` is a `CouponRow`.
    """
    coupon = ctx.session.scalars(
        select(Coupon).where(Coupon.id == coupon_id).with_for_update()
    ).one_or_none()
    if coupon is None:
        raise NotFound(say("There is no such coupon."))
    ticket = load_ticket(ctx, coupon.ticket_id)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if version is not None and coupon.version != version:
        raise Conflict(
            say("This coupon was changed by somebody else meanwhile."),
            theirs=one_coupon(ctx, coupon_id),
        )
    return coupon, ticket


def spending(ctx: Context, ticket_id: uuid.UUID, month: str) -> Spending:
    """What was given on the case and in the center's `month`; others wait until the commit.

    Tickets that were merged are one case: no limit is passed by in slices (D7).
    """
    if dialect_of(ctx.session) == "postgresql":  # SQLite writes one after the other anyway
        ctx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _BUDGET_LOCK})
    begin, end = ctx.center.time.month_bounds(month)
    return Spending(
        on_ticket=_sum(ctx, Coupon.ticket_id.in_(with_merged(survivor_of(ctx, ticket_id)))),
        in_month=_sum(ctx, Coupon.asked_at >= begin, Coupon.asked_at < end),
    )


def refuse_employees_number(
    ctx: Context, digits: str | None, customer_id: uuid.UUID | None
) -> None:
    """Raise NotPermitted when a number of this customer is one of the staff's (D7)."""
    theirs = [digits] if digits else []
    if customer_id is not None:
        numbers = select(CustomerNumber.digits).where(CustomerNumber.customer_id == customer_id)
        theirs += ctx.session.scalars(numbers)
    staff = ctx.session.execute(
        select(Staff.work_number, Staff.internal_number).where(Staff.active.is_(true()))
    )
    ours = [number for row in staff for number in row if number]
    ours += [
        number
        for number in ctx.session.scalars(
            select(Contact.phone).where(Contact.staff_id.is_not(None), Contact.active.is_(true()))
        )
        if number
    ]
    check_numbers(theirs, ours)


def waiting_escalation(ctx: Context, coupon_id: uuid.UUID) -> Escalation | None:
    """What asks a supervisor for this coupon, until it is settled."""
    return ctx.session.scalars(
        select(Escalation).where(
            Escalation.kind == EscalationKind.COUPON,
            Escalation.coupon_id == coupon_id,
            Escalation.state != EscalationState.CLOSED,
        )
    ).first()


def _sum(ctx: Context, *where: ColumnElement[bool]) -> int:
    found = ctx.session.scalar(
        select(func.sum(Coupon.cents)).where(Coupon.state.in_(sorted(SPENT)), *where)
    )
    return int(found or 0)


def _row(
    coupon: Coupon, number: str, asked_by: str, decided_by: str | None, issued_by: str | None
) -> CouponRow:
    return CouponRow(
        coupon.id, coupon.version, coupon.ticket_id, number, in_money(coupon.cents), coupon.need,
        coupon.state, asked_by, coupon.asked_by, coupon.asked_at, decided_by, coupon.decided_at,
        coupon.decision_reason, issued_by, coupon.issued_at, coupon.code,
    )  # fmt: skip


def total(rows: Sequence[CouponRow]) -> Decimal:
    """What was given of `rows`; a request or a refusal gives nothing."""
    return sum((row.amount for row in rows if row.state in SPENT), Decimal("0.00"))

"""Asking for a coupon that settles a case (D7)."""

import uuid
from decimal import Decimal

from thirdring.domain.case_values import CouponState, EscalationKind
from thirdring.domain.coupons import check_case, first_state, in_cents
from thirdring.domain.errors import Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Coupon
from thirdring.usecases.context import Context
from thirdring.usecases.coupon_rows import (
    CouponRow,
    one_coupon,
    refuse_employees_number,
    spending,
)
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.ticket_access import against_oneself, changed, load_ticket
from thirdring.usecases.timeline import record_event


def ask_coupon(ctx: Context, which: uuid.UUID | str, amount: Decimal, need: str) -> CouponRow:
    """Ask for a coupon over `amount`; `need` says what it settles.

    Within the agent's limit it is approved at once and can be issued; above it, it goes up to the
    supervisors (state `requested`).

    Raises:
        NotPermitted: the role may not, the ticket is about oneself (G9), an employee's number (D7).
        NotFound: no such ticket.
        Refusal: no such amount, no need given, nothing to settle, above what anybody approves, or
            beyond the month's budget.
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    check_case(ticket.kind, is_open=ticket.open)
    cents = in_cents(amount)
    need = clean(need, TextKind.TEXT, field="need").text
    if not need:
        raise Refusal(say("Say what the coupon is for."), rule="D7", field="need")
    refuse_employees_number(ctx, ticket.digits, ticket.customer_id)
    spent = spending(ctx, ticket.id, ctx.center.time.month_of(ctx.now))
    coupon = Coupon(
        id=new_id(), ticket_id=ticket.id, customer_id=ticket.customer_id, digits=ticket.digits,
        cents=cents, need=need, state=first_state(cents, spent, ctx.policy),
        asked_by=ctx.actor.id, asked_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(coupon)
    ctx.session.flush()
    record_event(
        ctx, "coupon_asked", "coupon", coupon.id, ticket_id=ticket.id, cents=cents,
        state=coupon.state.value, rule="D7",
    )  # fmt: skip
    if coupon.state is CouponState.REQUESTED:
        send_up(ctx, EscalationKind.COUPON, About(ticket, coupon_id=coupon.id), need)
    changed(ctx, ticket)
    ctx.touch("coupons")
    return one_coupon(ctx, coupon.id)

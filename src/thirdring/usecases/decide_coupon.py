"""Approving or refusing a coupon somebody else asked for (D7)."""

import uuid

from thirdring.domain.case_values import CouponState, Decision
from thirdring.domain.coupons import check_decision, check_limits
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.usecases.clock_keeping import meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.coupon_rows import (
    CouponRow,
    load_coupon,
    one_coupon,
    refuse_employees_number,
    spending,
    waiting_escalation,
)
from thirdring.usecases.report_back import owe_report
from thirdring.usecases.settle_escalations import of
from thirdring.usecases.ticket_access import changed
from thirdring.usecases.timeline import record_event


def decide_coupon(
    ctx: Context, coupon_id: uuid.UUID, *, approve: bool, reason: str = "",
    version: int | None = None,
) -> CouponRow:  # fmt: skip
    """Approve it, or refuse it with a reason. `version` is the one the person saw.

    What asked for it in the supervisors' queue is answered by that: who asked carries the answer
    to the customer and, approved, issues the coupon (C4).

    Raises:
        NotPermitted: not a supervisor, one's own request (D7), about oneself (G9), an employee's
            number (D7).
        NotFound: no such coupon. Conflict: changed meanwhile; `theirs` is a `CouponRow`.
        Refusal: decided already, refused without a reason, or the limits no longer hold it.
    """
    ctx.require(Permission.APPROVE_COUPONS)
    coupon, ticket = load_coupon(ctx, coupon_id, version)
    check_decision(coupon.state, own=coupon.asked_by == ctx.actor.id)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if approve:
        refuse_employees_number(ctx, coupon.digits, coupon.customer_id)
        spent = spending(ctx, coupon.ticket_id, ctx.center.time.month_of(coupon.asked_at))
        check_limits(coupon.cents, spent, ctx.policy)
    elif not reason:
        raise Refusal(say("Say why."), rule="D7", field="reason")
    coupon.state = CouponState.APPROVED if approve else CouponState.REFUSED
    coupon.decided_by, coupon.decided_at = ctx.actor.id, ctx.now
    coupon.decision_reason = reason or None
    coupon.version += 1
    record_event(
        ctx, "coupon_approved" if approve else "coupon_refused", "coupon", coupon.id,
        ticket_id=ticket.id, cents=coupon.cents, rule="D7",
    )  # fmt: skip
    _answer(ctx, coupon_id, approve=approve, reason=reason)
    changed(ctx, ticket)
    ctx.touch("coupons")
    return one_coupon(ctx, coupon_id)


def _answer(ctx: Context, coupon_id: uuid.UUID, *, approve: bool, reason: str) -> None:
    """The queue's entry goes back to who sent it up, who now owes the customer the answer."""
    row = waiting_escalation(ctx, coupon_id)
    if row is None:
        return
    row.decision = Decision.APPROVE if approve else Decision.REFUSE
    row.decided_by, row.decided_at = ctx.actor.id, ctx.now
    row.plan = reason or None
    row.version += 1
    meet_clocks(ctx, of(row), {row.rule})
    owe_report(ctx, row)
    ctx.touch("escalations")

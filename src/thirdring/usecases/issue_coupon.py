"""Handing an approved coupon to the customer, or taking back what was asked for (D7)."""

import uuid

from sqlalchemy import select

from thirdring.domain.case_values import CouponState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Coupon
from thirdring.usecases.clock_keeping import meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.coupon_rows import (
    CouponRow,
    load_coupon,
    one_coupon,
    refuse_employees_number,
    waiting_escalation,
)
from thirdring.usecases.report_back import RULE as REPORT_BACK
from thirdring.usecases.settle_escalations import close, of
from thirdring.usecases.ticket_access import changed, keep_note
from thirdring.usecases.timeline import record_event


def issue_coupon(
    ctx: Context, coupon_id: uuid.UUID, code: str, *, version: int | None = None
) -> CouponRow:
    """The coupon with number `code` was given to the customer, now and by the one who acts.

    Raises:
        NotPermitted: the role may not, about oneself (G9), an employee's number (D7).
        NotFound: no such coupon. Conflict: changed meanwhile; `theirs` is a `CouponRow`.
        Refusal: not approved, no code, or a code that was given out before.
    """
    ctx.require(Permission.WORK_TICKETS)
    coupon, ticket = load_coupon(ctx, coupon_id, version)
    if coupon.state is not CouponState.APPROVED:
        raise Refusal(say("Only an approved coupon is issued."), rule="D7")
    code = clean(code, TextKind.NUMBER, field="code").text
    if not code:
        raise Refusal(say("Give the coupon's number."), rule="D7", field="code")
    if ctx.session.scalars(select(Coupon.id).where(Coupon.code == code)).first():
        raise Refusal(
            say("A coupon with the number {code} was issued before.", code=code),
            rule="D7", field="code",
        )  # fmt: skip
    refuse_employees_number(ctx, coupon.digits, coupon.customer_id)
    coupon.state, coupon.code = CouponState.ISSUED, code
    coupon.issued_by, coupon.issued_at = ctx.actor.id, ctx.now
    coupon.version += 1
    if (sent_up := waiting_escalation(ctx, coupon_id)) is not None:
        # Handing it over is how the customer learns of the decision: nothing is owed any more.
        sent_up.reported_at = ctx.now
        meet_clocks(ctx, of(sent_up), {REPORT_BACK})
        close(ctx, sent_up)
    record_event(
        ctx, "coupon_issued", "coupon", coupon.id, ticket_id=ticket.id, cents=coupon.cents,
        rule="D7",
    )  # fmt: skip
    changed(ctx, ticket)
    ctx.touch("coupons")
    return one_coupon(ctx, coupon_id)


def cancel_coupon(
    ctx: Context, coupon_id: uuid.UUID, reason: str, *, version: int | None = None
) -> CouponRow:
    """Take back a coupon that isn't issued yet: by who asked for it, or a supervisor.

    Raises:
        NotPermitted: somebody else's, or about oneself (G9).
        NotFound: no such coupon. Conflict: changed meanwhile; `theirs` is a `CouponRow`.
        Refusal: issued or settled already (the ledger keeps it, H4), or no reason.
    """
    ctx.require(Permission.WORK_TICKETS)
    coupon, ticket = load_coupon(ctx, coupon_id, version)
    if coupon.asked_by != ctx.actor.id and not ctx.actor.may(Permission.APPROVE_COUPONS):
        raise NotPermitted(say("Who asked for a coupon takes it back, or a supervisor."), rule="D7")
    if coupon.state not in {CouponState.REQUESTED, CouponState.APPROVED}:
        raise Refusal(say("This coupon is settled: the ledger keeps it."), rule="D7")
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule="D7", field="reason")
    coupon.state = CouponState.CANCELLED
    coupon.version += 1
    if (sent_up := waiting_escalation(ctx, coupon_id)) is not None:
        close(ctx, sent_up)
    note_id = keep_note(ctx, ticket, reason)
    record_event(
        ctx, "coupon_cancelled", "coupon", coupon.id, ticket_id=ticket.id, cents=coupon.cents,
        note_id=str(note_id), rule="D7",
    )  # fmt: skip
    changed(ctx, ticket)
    ctx.touch("coupons")
    return one_coupon(ctx, coupon_id)

"""Withdrawing a quality check (G8): with a reason; it stays to be seen and counts no more."""

import uuid

from sqlalchemy import select

from thirdring.domain.errors import NotFound, NotPermitted, Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.month_counts import hold_months
from thirdring.store.tables import QualityCheck
from thirdring.usecases.context import Context
from thirdring.usecases.month_parts import closing_in_force
from thirdring.usecases.quality_rows import CheckedWork, check_row
from thirdring.usecases.timeline import record_event


def withdraw_quality_check(ctx: Context, check_id: uuid.UUID, reason: str) -> CheckedWork:
    """Take a check out of the month's score.

    Raises:
        NotPermitted: no supervisor, or it is about one's own work (G9). NotFound: no such check.
        Refusal: withdrawn already, in a closed month, or no reason.
    """
    ctx.require(Permission.CHECK_QUALITY)
    asked = select(QualityCheck).where(QualityCheck.id == check_id).with_for_update()
    check = ctx.session.scalars(asked).one_or_none()
    if check is None:
        raise NotFound(say("There is no quality check {id}.", id=check_id))
    if check.staff_id == ctx.actor.id:
        raise NotPermitted(say("Nobody withdraws a check of their own work."), rule="G9")
    if check.withdrawn_at is not None:
        raise Refusal(say("This check was withdrawn already."), rule="G8", field="check")
    hold_months(ctx.connection, [check.month])
    if closing_in_force(ctx, check.month) is not None:
        raise Refusal(
            say("{month} is closed with this check in it: HR opens the month again first.",
                month=check.month),
            rule="G1", field="check",
        )  # fmt: skip
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule="G4", field="reason")
    check.withdrawn_by, check.withdrawn_at = ctx.actor.id, ctx.now
    check.withdrawn_reason = reason
    ctx.session.flush()
    record_event(
        ctx, "quality_check_withdrawn", "quality_check", check.id, month=check.month,
        staff_id=str(check.staff_id), rule="G8",
    )  # fmt: skip
    ctx.touch("quality_checks")
    return check_row(ctx, check.id)

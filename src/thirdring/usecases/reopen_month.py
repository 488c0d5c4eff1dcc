"""Opening a closed month again: HR, with a reason; the closing stays beside the next one."""

from thirdring.domain.errors import Refusal, say
from thirdring.domain.month_sheet import MonthSheet
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.month_counts import hold_months
from thirdring.store.tables import MonthReopening
from thirdring.usecases.close_month import refuse_own_month
from thirdring.usecases.context import Context
from thirdring.usecases.month_parts import closing_in_force
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.timeline import record_event


def reopen_month(ctx: Context, month: str, reason: str) -> MonthSheet:
    """What came after the closing is part of the month again, and of the next closing.

    Raises:
        NotPermitted: only HR; not what stands against oneself, while a colleague can (G9).
        Refusal: it isn't closed, is no month, or no reason is given (G4).
    """
    ctx.require(Permission.CLOSE_MONTH)
    ctx.center.time.month_bounds(month)
    hold_months(ctx.connection, [month], alone=True)
    closing = closing_in_force(ctx, month)
    if closing is None:
        raise Refusal(say("{month} is not closed.", month=month), rule="G1", field="month")
    refuse_own_month(ctx, month)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    if not reason:
        raise Refusal(say("Say why the month is opened again."), rule="G4", field="reason")
    ctx.session.add(
        MonthReopening(
            closing_id=closing.id, reopened_by=ctx.actor.id, reopened_at=ctx.now, reason=reason
        )
    )
    ctx.session.flush()
    record_event(
        ctx, "month_reopened", "month_closing", closing.id, month=month, number=closing.number,
        rule="G4",
    )  # fmt: skip
    ctx.touch("month_closings", "tickets")
    return month_sheet(ctx, month)

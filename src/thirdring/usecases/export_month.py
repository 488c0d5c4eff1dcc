"""The month as it leaves the house (G5): one object that every format is drawn from, and a trace (H5)."""

from dataclasses import dataclass
from datetime import datetime

from thirdring.domain.centertime import CenterTime
from thirdring.domain.month_sheet import MonthSheet
from thirdring.domain.roles import Permission
from thirdring.usecases.context import Context
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.timeline import record_access


@dataclass(frozen=True, slots=True)
class MonthExport:
    """`sheet` with its evidence, customers masked; `by` the name of who exports, `at` UTC."""

    sheet: MonthSheet
    by: str
    at: datetime
    time: CenterTime


def export_month(ctx: Context, month: str) -> MonthExport:
    """Read the month for export; that it was exported is in the access log.

    Raises:
        NotPermitted: the role exports no month. Refusal: it is no month.
    """
    ctx.require(Permission.EXPORT_MONTH)
    sheet = month_sheet(ctx, month, evidence=True)
    record_access(ctx, "export", "month", reason=sheet.month, records=max(1, len(sheet.evidence)))
    return MonthExport(sheet, ctx.actor.name, ctx.now, ctx.center.time)

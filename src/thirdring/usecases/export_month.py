"""The month as it leaves the house (G5): one object that every format is drawn from, and a trace (H5)."""

from dataclasses import dataclass
from datetime import datetime

from thirdring.domain.centertime import CenterTime
from thirdring.domain.month_sheet import MonthSheet
from thirdring.domain.roles import Permission
from thirdring.usecases.context import Context
from thirdring.usecases.find_quality_checks import find_quality_checks
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.quality_rows import CheckedWork
from thirdring.usecases.timeline import record_access


@dataclass(frozen=True, slots=True)
class MonthExport:
    """`sheet` with its evidence, customers masked; `checks` behind the quality scores, the newest
    first; `by` the name of who exports, `at` UTC.
    """

    sheet: MonthSheet
    checks: tuple[CheckedWork, ...]
    by: str
    at: datetime
    time: CenterTime


def export_month(ctx: Context, month: str) -> MonthExport:
    """Read the month for export; `record_month_export` says that it went out.

    Raises:
        NotPermitted: the role exports no month. Refusal: it is no month.
    """
    ctx.require(Permission.EXPORT_MONTH)
    sheet = month_sheet(ctx, month, evidence=True)
    checks = tuple(find_quality_checks(ctx, month))
    return MonthExport(sheet, checks, ctx.actor.name, ctx.now, ctx.center.time)


def record_month_export(ctx: Context, export: MonthExport) -> None:
    """Enter it in the access log: when the file is whole and before it has its name, so that there
    is neither an entry without a file nor a file without an entry.

    Raises:
        NotPermitted: the role exports no month.
    """
    ctx.require(Permission.EXPORT_MONTH)
    sheet = export.sheet
    record_access(ctx, "export", "month", reason=sheet.month, records=max(1, len(sheet.evidence)))

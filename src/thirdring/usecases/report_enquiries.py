"""The report on what people ask about (H3): calls that came in, by category and by the hour."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from thirdring.domain.analysis import week_by_hours
from thirdring.domain.enums import Direction
from thirdring.domain.periods import Period
from thirdring.domain.roles import Permission
from thirdring.store.spans import QuarterHour
from thirdring.store.tables import Call
from thirdring.usecases.context import Context


@dataclass(frozen=True, slots=True)
class EnquiryReport:
    """Calls that came in within `period`: by category ("" where none was taken down), and Monday to
    Sunday by the hours 0 to 23 of the center's clock.
    """

    company: str
    period: Period
    at: datetime
    by: str
    calls: int
    categories: dict[str, int]
    week: tuple[tuple[int, ...], ...]


def report_enquiries(ctx: Context, period: Period) -> EnquiryReport:
    """Enquiry types of `period`, without a word of what anybody said.

    Raises:
        NotPermitted: the role sees no reports.
    """
    ctx.require(Permission.SEE_REPORTS)
    where = (
        Call.direction == Direction.INBOUND,
        Call.started_at >= period.begin,
        Call.started_at < period.end,
    )
    quarter = QuarterHour(Call.started_at).label("quarter")
    by_category = select(Call.category, func.count()).where(*where).group_by(Call.category)
    by_quarter = select(quarter, func.count()).where(*where).group_by(quarter)
    categories: dict[str, int] = {}
    for key, count in ctx.session.execute(by_category):
        categories[key or ""] = categories.get(key or "", 0) + count
    quarters = {int(key): count for key, count in ctx.session.execute(by_quarter)}
    return EnquiryReport(
        company=ctx.center.company, period=period, at=ctx.now, by=ctx.actor.name,
        calls=sum(quarters.values()), categories=categories,
        week=week_by_hours(quarters, ctx.center.time.zone),
    )  # fmt: skip

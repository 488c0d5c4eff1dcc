"""The report on service quality (H2, J5): every measure with what it is made of."""

from dataclasses import dataclass
from datetime import datetime

from thirdring.domain.indicators import Figure
from thirdring.domain.periods import Period
from thirdring.domain.roles import Permission
from thirdring.usecases.context import Context
from thirdring.usecases.show_indicators import show_indicators


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The measures of `period`; `at` is when they were counted, by whom it was asked for."""

    company: str
    period: Period
    at: datetime
    by: str
    figures: tuple[Figure, ...]


def report_quality(ctx: Context, period: Period) -> QualityReport:
    """The measures of `period`, as they stand now.

    Raises:
        NotPermitted: the role sees no reports.
    """
    ctx.require(Permission.SEE_REPORTS)
    figures = show_indicators(ctx, period)
    return QualityReport(ctx.center.company, period, ctx.now, ctx.actor.name, figures)

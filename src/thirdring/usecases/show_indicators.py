"""The service measures of a period against their targets (H2, H7, J4, J5), counted from the records."""

from sqlalchemy import case, func, or_, select

from thirdring.domain.case_values import VisitState
from thirdring.domain.indicators import Figure, Indicator, figure
from thirdring.domain.periods import Period, month_period
from thirdring.domain.quality import FULL
from thirdring.domain.roles import Permission
from thirdring.store.tables import ClockRow, QualityCheck, ReturnVisit
from thirdring.usecases.call_figures import call_figures
from thirdring.usecases.context import Context

PLEASED = 4  # of 5
_CALLBACK_RULES = ("C2", "B8")
_BY_CLOCK = {
    Indicator.CALLBACKS_KEPT: _CALLBACK_RULES,
    Indicator.ANSWERED_IN_TIME: ("D4",),
    Indicator.MAIL_ANSWERED: ("D16",),
    Indicator.VISITS_IN_TIME: ("D10",),
}
_Counts = dict[Indicator, tuple[int, int]]


def show_indicators(ctx: Context, period: Period | str | None = None) -> tuple[Figure, ...]:
    """Each measure for `period`, or for the center's month of that name; else the one that runs.

    Raises:
        NotPermitted: the role sees no reports. Refusal: it is no month.
    """
    ctx.require(Permission.SEE_REPORTS)
    time = ctx.center.time
    if not isinstance(period, Period):
        period = month_period(time, period or time.month_of(ctx.now))
    counted = (
        call_figures(ctx, period)
        | _clocks(ctx, period)
        | _satisfied(ctx, period)
        | _checked(ctx, period)
    )
    return tuple(figure(one, *counted[one], ctx.policy) for one in Indicator)


def _clocks(ctx: Context, period: Period) -> _Counts:
    """Clocks that fell due: what is not due yet and not met counts neither way."""
    met = ClockRow.met_at <= ClockRow.due_at
    found = ctx.session.execute(
        select(ClockRow.rule, func.count(case((met, 1))), func.count())
        .where(
            ClockRow.due_at >= period.begin,
            ClockRow.due_at < period.end,
            ClockRow.cancelled_at.is_(None),
            or_(ClockRow.met_at.is_not(None), ClockRow.due_at < ctx.now),
            ClockRow.rule.in_([rule for rules in _BY_CLOCK.values() for rule in rules]),
            or_(ClockRow.rule.not_in(_CALLBACK_RULES), ClockRow.callback_id.is_not(None)),
        )
        .group_by(ClockRow.rule)
    )
    by_rule = {rule: (good, total) for rule, good, total in found}
    return {
        one: (
            sum(by_rule.get(rule, (0, 0))[0] for rule in rules),
            sum(by_rule.get(rule, (0, 0))[1] for rule in rules),
        )
        for one, rules in _BY_CLOCK.items()
    }


def _satisfied(ctx: Context, period: Period) -> _Counts:
    good, total = ctx.session.execute(
        select(func.count(case((ReturnVisit.satisfaction >= PLEASED, 1))), func.count()).where(
            ReturnVisit.state == VisitState.DONE,
            ReturnVisit.satisfaction.is_not(None),
            ReturnVisit.closed_at >= period.begin,
            ReturnVisit.closed_at < period.end,
        )
    ).one()
    return {Indicator.SATISFACTION: (good, total)}


def _checked(ctx: Context, period: Period) -> _Counts:
    """Points of the quality checks made in the period, withdrawn ones left out."""
    points, checks = ctx.session.execute(
        select(func.coalesce(func.sum(QualityCheck.score), 0), func.count()).where(
            QualityCheck.withdrawn_at.is_(None),
            QualityCheck.checked_at >= period.begin,
            QualityCheck.checked_at < period.end,
        )
    ).one()
    return {Indicator.QUALITY: (int(points), FULL * checks)}

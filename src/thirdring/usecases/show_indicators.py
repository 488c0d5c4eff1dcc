"""The indicators of a month against their targets (H7, J4), counted from the records themselves."""

from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from thirdring.domain.case_values import VisitState
from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Direction, Outcome
from thirdring.domain.indicators import Figure, Indicator, figure
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, ClockRow, ReturnVisit
from thirdring.usecases.context import Context

_PLEASED = 4  # of 5


def show_indicators(ctx: Context, month: str | None = None) -> tuple[Figure, ...]:
    """Each indicator for the center's `month` ("2026-11"; by default the one that runs).

    Raises:
        NotPermitted: the role sees no reports. Refusal: it is no month.
    """
    ctx.require(Permission.SEE_REPORTS)
    begin, end = ctx.center.time.month_bounds(month or ctx.center.time.month_of(ctx.now))
    counted = {
        Indicator.CALLBACKS_KEPT: _in_time(ctx, begin, end, ClockRow.callback_id.is_not(None),
                                           ClockRow.rule.in_(("C2", "B8"))),
        Indicator.ANSWERED_IN_TIME: _in_time(ctx, begin, end, ClockRow.rule == "D4"),
        Indicator.SATISFACTION: _satisfied(ctx, begin, end),
        Indicator.FIRST_CONTACT: _first_contact(ctx, begin, end),
    }  # fmt: skip
    return tuple(figure(one, *counted[one], ctx.policy) for one in Indicator)


def _in_time(
    ctx: Context, begin: datetime, end: datetime, *where: ColumnElement[bool]
) -> tuple[int, int]:
    """Clocks that fell due in the month: what is not due yet and not met counts neither way."""
    decided = ClockRow.met_at.is_not(None) | (ClockRow.due_at < ctx.now)
    return _counts(
        ctx,
        ClockRow.met_at <= ClockRow.due_at,
        *where, decided, ClockRow.cancelled_at.is_(None),
        ClockRow.due_at >= begin, ClockRow.due_at < end,
    )  # fmt: skip


def _satisfied(ctx: Context, begin: datetime, end: datetime) -> tuple[int, int]:
    return _counts(
        ctx,
        ReturnVisit.satisfaction >= _PLEASED,
        ReturnVisit.state == VisitState.DONE, ReturnVisit.satisfaction.is_not(None),
        ReturnVisit.closed_at >= begin, ReturnVisit.closed_at < end,
    )  # fmt: skip


def _first_contact(ctx: Context, begin: datetime, end: datetime) -> tuple[int, int]:
    return _counts(
        ctx,
        Call.outcome == Outcome.SOLVED,
        Call.direction == Direction.INBOUND, Call.outcome.not_in(OUTCOMES_WITHOUT_A_TALK),
        Call.started_at >= begin, Call.started_at < end,
    )  # fmt: skip


def _counts(
    ctx: Context, good: ColumnElement[bool], *where: ColumnElement[bool]
) -> tuple[int, int]:
    counted = select(func.count(case((good, 1))), func.count()).where(*where)
    found = ctx.session.execute(counted).one()
    return int(found[0]), int(found[1])

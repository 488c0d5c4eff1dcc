"""What the calls of a period sum up to (J5): waits, abandonment, handling, first contact.

Two statements, whatever the number of calls. A wait is taken from the times where both are known,
else from the rings that were counted (A1), as `domain/rings.py` judges a pick-up.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import aliased

from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Direction, Outcome
from thirdring.domain.indicators import Indicator
from thirdring.domain.periods import Period
from thirdring.domain.policy import Key
from thirdring.store.spans import SECOND, MicrosBetween
from thirdring.store.tables import Call
from thirdring.usecases.context import Context

_MICROSECOND = timedelta(microseconds=1)


def call_figures(ctx: Context, period: Period) -> dict[Indicator, tuple[int, int]]:
    """Numerator and denominator of each measure taken from calls; seconds are whole ones."""
    limit = ctx.policy.span(Key.SERVICE_LEVEL_SECONDS) // _MICROSECOND
    wait = _wait(ctx)
    given_up = Call.outcome == Outcome.ABANDONED
    answered = and_(~given_up, wait.is_not(None))
    handled = and_(~given_up, Call.answered_at <= Call.ended_at)
    handling = MicrosBetween(Call.answered_at, func.coalesce(Call.wrapped_up_at, Call.ended_at))
    row = ctx.session.execute(
        select(
            func.count().label("offered"),
            func.count(case((given_up, 1))).label("given_up"),
            func.count(case((answered, 1))).label("answered"),
            func.count(case((and_(answered, wait <= limit), 1))).label("in_time"),
            func.coalesce(func.sum(case((answered, wait))), 0).label("waited"),
            func.count(case((handled, 1))).label("handled"),
            func.coalesce(func.sum(case((handled, handling))), 0).label("handling"),
        ).where(*_came_in(period))
    ).one()
    return {
        Indicator.SERVICE_LEVEL: (row.in_time, row.answered + row.given_up),
        Indicator.SPEED_OF_ANSWER: (int(row.waited) // SECOND, row.answered),
        Indicator.ABANDONED: (row.given_up, row.offered),
        Indicator.HANDLE_TIME: (int(row.handling) // SECOND, row.handled),
        Indicator.FIRST_CONTACT: _first_contact(ctx, period),
    }


def _wait(ctx: Context) -> Any:
    ring = ctx.policy.span(Key.RING_SECONDS) // _MICROSECOND
    by_times = MicrosBetween(Call.started_at, Call.answered_at)
    return case((Call.answered_at.is_not(None), by_times), else_=Call.rings * ring)


def _came_in(period: Period) -> tuple[Any, ...]:
    return (
        Call.direction == Direction.INBOUND,
        Call.started_at >= period.begin,
        Call.started_at < period.end,
    )


def _first_contact(ctx: Context, period: Period) -> tuple[int, int]:
    """Solved in the call, and the same customer did not call about the same subject again."""
    days = ctx.policy.span(Key.FIRST_CONTACT_DAYS) // _MICROSECOND
    later = aliased(Call)
    again = exists().where(
        later.customer_id == Call.customer_id,
        later.direction == Direction.INBOUND,
        later.started_at > Call.started_at,
        MicrosBetween(Call.started_at, later.started_at) <= days,
        later.category.is_not_distinct_from(Call.category),
        later.outcome.not_in(OUTCOMES_WITHOUT_A_TALK),
    )
    solved = and_(Call.outcome == Outcome.SOLVED, ~again)
    good, total = ctx.session.execute(
        select(func.count(case((solved, 1))), func.count()).where(
            *_came_in(period), Call.outcome.not_in(OUTCOMES_WITHOUT_A_TALK)
        )
    ).one()
    return good, total

"""H7: the quality indicators of a month against their targets in the policy.

Counted from records that people typed, not from a telephone system (J5).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select

from thirdring.domain.case_values import Indicator, VisitState
from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Direction, Outcome, TicketKind
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, ClockRow, ReturnVisit, Ticket
from thirdring.usecases.context import Context

_TARGETS = {
    Indicator.CALLBACKS_KEPT: Key.TARGET_CALLBACKS_KEPT,
    Indicator.ANSWERED_IN_TIME: Key.TARGET_ANSWERED_IN_TIME,
    Indicator.SATISFACTION: Key.TARGET_SATISFACTION,
    Indicator.FIRST_CONTACT: Key.TARGET_FIRST_CONTACT,
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`good` of `total` make `percent` (None of none); `target` is the policy's share."""

    indicator: Indicator
    good: int
    total: int
    target: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.good / self.total, 1) if self.total else None

    @property
    def met(self) -> bool | None:
        return 100 * self.good >= self.target * self.total if self.total else None


def show_indicators(ctx: Context, month: str | None = None) -> list[IndicatorRow]:
    """Every indicator of `month` ("2026-11"; by default the one that runs).

    Raises:
        NotPermitted: the role sees no reports. Refusal: it is no month.
    """
    ctx.require(Permission.SEE_REPORTS)
    bounds = ctx.center.time.month_bounds(month or ctx.center.time.month_of(ctx.now))
    counted = {
        Indicator.CALLBACKS_KEPT: _clocks(ctx, "C2", bounds),
        Indicator.ANSWERED_IN_TIME: _clocks(ctx, "D4", bounds, TicketKind.COMPLAINT),
        Indicator.SATISFACTION: _satisfaction(ctx, bounds),
        Indicator.FIRST_CONTACT: _first_contact(ctx, bounds),
    }
    return [
        IndicatorRow(indicator, *counted[indicator], ctx.policy.integer(_TARGETS[indicator]))
        for indicator in Indicator
    ]


_Bounds = tuple[datetime, datetime]


def _clocks(
    ctx: Context, rule: str, bounds: _Bounds, kind: TicketKind | None = None
) -> tuple[int, int]:
    """Clocks due in the month that were met in time, of those met or overdue by now."""
    kept = case((ClockRow.met_at <= ClockRow.due_at, 1), else_=0)
    statement = select(func.sum(kept), func.count()).where(
        ClockRow.rule == rule,
        ClockRow.cancelled_at.is_(None),
        *_within(ClockRow.due_at, bounds),
        or_(ClockRow.met_at.is_not(None), ClockRow.due_at < ctx.now),
    )
    if kind is not None:
        statement = statement.join(Ticket, Ticket.id == ClockRow.ticket_id).where(
            Ticket.kind == kind
        )
    return _pair(ctx, statement)


def _satisfaction(ctx: Context, bounds: _Bounds) -> tuple[int, int]:
    content = case((ReturnVisit.satisfaction >= 4, 1), else_=0)
    return _pair(
        ctx,
        select(func.sum(content), func.count()).where(
            ReturnVisit.state == VisitState.DONE,
            ReturnVisit.satisfaction.is_not(None),
            *_within(ReturnVisit.closed_at, bounds),
        ),
    )


def _first_contact(ctx: Context, bounds: _Bounds) -> tuple[int, int]:
    solved = case((Call.outcome == Outcome.SOLVED, 1), else_=0)
    return _pair(
        ctx,
        select(func.sum(solved), func.count()).where(
            Call.direction == Direction.INBOUND,
            Call.outcome.not_in(OUTCOMES_WITHOUT_A_TALK),
            *_within(Call.started_at, bounds),
        ),
    )


def _within(column: Any, bounds: _Bounds) -> tuple[Any, Any]:
    return column >= bounds[0], column < bounds[1]


def _pair(ctx: Context, statement: Any) -> tuple[int, int]:
    good, total = ctx.session.execute(statement).one()
    return int(good or 0), int(total)

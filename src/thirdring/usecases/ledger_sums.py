"""What each ledger of a month sums up to (H9): counts, and money in hundredths."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, func, or_, select

from thirdring.domain.case_values import CouponState, EscalationState, Ledger, VisitState
from thirdring.domain.enums import Direction, Outcome, TicketKind, TicketState
from thirdring.domain.errors import N_
from thirdring.store.tables import Call, ComplaintDetail, Coupon, Escalation, ReturnVisit, Ticket
from thirdring.usecases.context import Context

# What people read beside each figure.
SUM_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "calls": N_("Calls"),
        "inbound": N_("Inbound"),
        "solved": N_("Solved at first contact"),
        "escalated": N_("Sent up"),
        "received": N_("Received"),
        "open": N_("Still open"),
        "archived": N_("Archived"),
        "withdrawn": N_("Withdrawn"),
        "unfounded": N_("Unfounded"),
        "merged": N_("Merged"),
        "requested": N_("Requested"),
        "approved": N_("Approved"),
        "issued": N_("Issued"),
        "refused": N_("Refused"),
        "issued_cents": N_("Amount issued"),
        "due": N_("Due"),
        "done": N_("Done"),
        "waived": N_("Left out"),
        "satisfied": N_("Satisfied (4 or 5 of 5)"),
        "sent_up": N_("Sent up"),
        "level_2_up": N_("To level 2 and above"),
        "settled": N_("Settled"),
        "late": N_("Decided late or not yet"),
    }
)


def ledger_sums(ctx: Context, ledger: Ledger, month: str) -> dict[str, int]:
    """The figures of one ledger of the center's month ("2026-11"), as they stand now."""
    bounds = ctx.center.time.month_bounds(month)
    match ledger:
        case Ledger.CALLS:
            return _calls(ctx, bounds)
        case Ledger.COMPLAINTS:
            return _complaints(ctx, month)
        case Ledger.COUPONS:
            return _coupons(ctx, bounds)
        case Ledger.VISITS:
            return _visits(ctx, bounds)
        case Ledger.ESCALATIONS:
            return _escalations(ctx, bounds)


_Bounds = tuple[datetime, datetime]


def _calls(ctx: Context, bounds: _Bounds) -> dict[str, int]:
    outcomes = _by(ctx, Call.outcome, *_within(Call.started_at, bounds))
    inbound = _by(ctx, Call.direction, *_within(Call.started_at, bounds))
    return {
        "calls": sum(outcomes.values()),
        "inbound": inbound.get(Direction.INBOUND, 0),
        "solved": outcomes.get(Outcome.SOLVED, 0),
        "escalated": outcomes.get(Outcome.ESCALATED, 0),
    }


def _complaints(ctx: Context, month: str) -> dict[str, int]:
    # By the month kept with the complaint: what the tally of the month counts by too (G1).
    rows = ctx.session.execute(
        select(Ticket.state, Ticket.open, func.count())
        .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(Ticket.kind == TicketKind.COMPLAINT, ComplaintDetail.month == month)
        .group_by(Ticket.state, Ticket.open)
    ).all()
    states = {state: count for state, _, count in rows}
    return {
        "received": sum(states.values()),
        "open": sum(count for _, is_open, count in rows if is_open),
        "archived": states.get(TicketState.ARCHIVED, 0),
        "withdrawn": states.get(TicketState.WITHDRAWN, 0),
        "unfounded": states.get(TicketState.UNFOUNDED, 0),
        "merged": states.get(TicketState.MERGED, 0),
    }


def _coupons(ctx: Context, bounds: _Bounds) -> dict[str, int]:
    states = _by(ctx, Coupon.state, *_within(Coupon.asked_at, bounds))
    issued = Coupon.state == CouponState.ISSUED
    cents = select(func.sum(Coupon.cents)).where(issued, *_within(Coupon.issued_at, bounds))
    return {
        "requested": sum(states.values()),
        "approved": states.get(CouponState.APPROVED, 0),
        "issued": states.get(CouponState.ISSUED, 0),
        "refused": states.get(CouponState.REFUSED, 0),
        "issued_cents": int(ctx.session.scalar(cents) or 0),
    }


def _visits(ctx: Context, bounds: _Bounds) -> dict[str, int]:
    states = _by(ctx, ReturnVisit.state, *_within(ReturnVisit.due_at, bounds))
    satisfied = select(func.count()).where(
        ReturnVisit.state == VisitState.DONE,
        ReturnVisit.satisfaction >= 4,
        *_within(ReturnVisit.due_at, bounds),
    )
    return {
        "due": sum(states.values()),
        "done": states.get(VisitState.DONE, 0),
        "waived": states.get(VisitState.WAIVED, 0),
        "open": states.get(VisitState.OPEN, 0),
        "satisfied": ctx.session.scalar(satisfied) or 0,
    }


def _escalations(ctx: Context, bounds: _Bounds) -> dict[str, int]:
    within = _within(Escalation.sent_at, bounds)
    states = _by(ctx, Escalation.state, *within)
    levels = _by(ctx, Escalation.level, *within)
    handled_at = func.coalesce(Escalation.decided_at, Escalation.taken_at)
    late = select(func.count()).where(
        *within,
        or_(
            handled_at > Escalation.due_at,
            and_(handled_at.is_(None), Escalation.due_at < ctx.now),
        ),
    )
    return {
        "sent_up": sum(states.values()),
        "level_2_up": sum(count for level, count in levels.items() if level >= 2),
        "settled": states.get(EscalationState.CLOSED, 0),
        "late": ctx.session.scalar(late) or 0,
    }


def _within(column: Any, bounds: _Bounds) -> tuple[Any, Any]:
    return column >= bounds[0], column < bounds[1]


def _by(ctx: Context, column: Any, *where: Any) -> dict[Any, int]:
    rows = ctx.session.execute(select(column, func.count()).where(*where).group_by(column))
    return {value: count for value, count in rows}  # noqa: C416 - Row objects are not pairs

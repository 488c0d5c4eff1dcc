"""The analysis of complaints (J4, H2): what they are about, why, against what, and when.

One aggregate each. A complaint merged into another is the same complaint and is not counted twice.
Nothing in it names a customer: of causes, which people write in their own words, only those written
at least twice are quoted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, case, func, select

from thirdring.domain.analysis import week_by_hours
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.folding import folded
from thirdring.domain.masking import mask_text
from thirdring.domain.periods import Period
from thirdring.domain.roles import Permission
from thirdring.store.spans import QuarterHour
from thirdring.store.tables import ComplaintDetail, Merchant, Product, Ticket
from thirdring.usecases.context import Context

CAUSE_LENGTH = 60


class Side(StrEnum):
    """What complaints are counted by."""

    CHANNEL = "channel"
    NATURE = "nature"
    SEVERITY = "severity"
    STATE = "state"
    CAUSE = "cause"
    MERCHANT = "merchant"
    PRODUCT = "product"


# Keys of counts that no value stands for: nothing was taken down; each was written only once.
UNKNOWN, WRITTEN_ONCE = "", "*"


@dataclass(frozen=True, slots=True)
class ComplaintReport:
    """Complaints received within `period`. `by_month`: (month, channel, nature, count) of the
    twelve months up to the period's last, so that a trend can be drawn.
    """

    company: str
    period: Period
    at: datetime
    by: str
    complaints: int
    sides: Mapping[Side, Mapping[str, int]]
    week: tuple[tuple[int, ...], ...]
    by_month: tuple[tuple[str, str, str, int], ...]


def report_complaints(ctx: Context, period: Period) -> ComplaintReport:
    """Count the complaints of `period` from every side.

    Raises:
        NotPermitted: the role sees no reports.
    """
    ctx.require(Permission.SEE_REPORTS)
    quarters = {int(key): n for key, n in _rows(ctx, QuarterHour(Ticket.received_at), period)}
    return ComplaintReport(
        company=ctx.center.company, period=period, at=ctx.now, by=ctx.actor.name,
        complaints=sum(quarters.values()),
        sides={side: _side(ctx, side, period) for side in Side},
        week=week_by_hours(quarters, ctx.center.time.zone),
        by_month=_by_month(ctx, period),
    )  # fmt: skip


def _side(ctx: Context, side: Side, period: Period) -> dict[str, int]:
    counts: dict[str, int] = {}
    for key, n in _rows(ctx, _COLUMNS[side], period):
        name = UNKNOWN if key is None else str(key)
        counts[name] = counts.get(name, 0) + n
    return _quotable(counts) if side is Side.CAUSE else counts


_COLUMNS: Mapping[Side, Any] = {
    Side.CHANNEL: ComplaintDetail.channel,
    Side.NATURE: ComplaintDetail.nature,
    Side.SEVERITY: Ticket.severity,
    Side.STATE: Ticket.state,
    Side.CAUSE: ComplaintDetail.cause,
    Side.MERCHANT: func.coalesce(Merchant.name, ComplaintDetail.merchant_text),
    Side.PRODUCT: func.coalesce(Product.name, ComplaintDetail.product_text),
}


# Counted here and not asked for in WHERE: a planner would rather walk every complaint there is by
# its kind than the period's tickets by their time.
_COUNTED = case((and_(Ticket.kind == TicketKind.COMPLAINT, Ticket.state != TicketState.MERGED), 1))


def _rows(ctx: Context, column: Any, period: Period) -> Iterator[tuple[Any, int]]:
    """How many complaints of the period have each value of `column`."""
    key, count = column.label("side"), func.count(_COUNTED)
    statement = (
        select(key, count)
        .select_from(Ticket)
        .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
        .where(Ticket.received_at >= period.begin, Ticket.received_at < period.end)
        .group_by(key)
    )
    if column is _COLUMNS[Side.MERCHANT]:
        statement = statement.outerjoin(Merchant, Merchant.id == ComplaintDetail.merchant_id)
    if column is _COLUMNS[Side.PRODUCT]:
        statement = statement.outerjoin(Product, Product.id == ComplaintDetail.product_id)
    return ((value, n) for value, n in ctx.session.execute(statement) if n)


def _quotable(counts: Mapping[str, int]) -> dict[str, int]:
    """Causes that say the same together; what only one complaint says may tell whose it is."""
    words: dict[str, str] = {}
    same: dict[str, int] = {}
    for cause, n in counts.items():
        key = folded(cause.strip())
        words.setdefault(key, cause.strip())
        same[key] = same.get(key, 0) + n
    found: dict[str, int] = {}
    for key, n in same.items():
        name = UNKNOWN if not key else WRITTEN_ONCE if n == 1 else _short(words[key])
        found[name] = found.get(name, 0) + n
    return found


def _short(cause: str) -> str:
    line = mask_text(" ".join(cause.split()))
    return line if len(line) <= CAUSE_LENGTH else line[: CAUSE_LENGTH - 1] + "…"


def _by_month(ctx: Context, period: Period) -> tuple[tuple[str, str, str, int], ...]:
    last = period.last.isoformat()[:7]
    first = f"{int(last[:4]) - 1:04}{last[4:]}"  # the month a year before is not in it
    channel, nature = ComplaintDetail.channel, ComplaintDetail.nature
    found = ctx.session.execute(
        select(ComplaintDetail.month, channel, nature, func.count(_COUNTED))
        .join(Ticket, Ticket.id == ComplaintDetail.ticket_id)
        .where(ComplaintDetail.month > first, ComplaintDetail.month <= last)
        .group_by(ComplaintDetail.month, channel, nature)
        .order_by(ComplaintDetail.month)
    )
    return tuple((month, one or UNKNOWN, two or UNKNOWN, n) for month, one, two, n in found if n)

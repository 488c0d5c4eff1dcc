"""Months side by side, and the causes behind one: what the plots of the month are drawn from (J4)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from thirdring.domain.enums import TicketKind
from thirdring.domain.month_sheet import MonthState, Sums
from thirdring.domain.months import Cell, Figures, Standing, Subject, difference
from thirdring.store.month_counts import kept_counts
from thirdring.store.tables import ComplaintDetail, ComplaintStanding, MonthlyComplaintCount
from thirdring.usecases.context import Context
from thirdring.usecases.month_parts import (
    cells_of,
    closing_in_force,
    closing_rows,
    sees_whole_month,
    tallied_of,
)
from thirdring.usecases.month_people import counted_by_channel, sums

MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of a trend; closed ones as they were closed. What is counted, by channel, nature,
    severity and employee (by id); `praise` beside it.
    """

    month: str
    state: MonthState
    sums: Sums
    channels: Mapping[str, int]
    natures: Mapping[str, int]
    severities: Mapping[str, int]
    employees: Mapping[str, int]
    praise: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause as it was summed up (D11), and how many counted complaints have it; "" where none was
    written down yet.
    """

    cause: str
    count: int


def month_trends(ctx: Context, until: str, months: int = MONTHS) -> tuple[MonthPoint, ...]:
    """The months up to `until` ("2026-11"), the oldest first: the center's, or one's own (G4).

    Raises:
        NotPermitted: the role sees no month. Refusal: it is no month.
    """
    only = None if sees_whole_month(ctx) else ctx.actor.id
    ctx.center.time.month_bounds(until)
    return tuple(_point(ctx, month, only) for month in _back(until, months))


def month_causes(ctx: Context, month: str) -> tuple[Cause, ...]:
    """What the complaints counted in a month came from, the most frequent first (Pareto).

    Raises:
        NotPermitted: the role sees no month. Refusal: it is no month.
    """
    whole = sees_whole_month(ctx)
    ctx.center.time.month_bounds(month)
    cause = func.coalesce(ComplaintDetail.cause, "")
    asked = (
        select(cause.label("cause"), func.count().label("found"))
        .join(ComplaintStanding, ComplaintStanding.ticket_id == ComplaintDetail.ticket_id)
        .where(
            ComplaintStanding.month == month,
            ComplaintStanding.standing == Standing.COUNTED.value,
            ComplaintStanding.kind == TicketKind.COMPLAINT.value,
        )
        .group_by(cause)
        .order_by(func.count().desc(), cause)
    )
    if not whole:
        asked = asked.where(ComplaintStanding.staff_key == str(ctx.actor.id))
    return tuple(Cause(row.cause, row.found) for row in ctx.session.execute(asked))


def _back(until: str, months: int) -> list[str]:
    year, number = int(until[:4]), int(until[5:])
    first = year * 12 + number - months
    return [
        dt.date(n // 12, n % 12 + 1, 1).isoformat()[:7]
        for n in range(max(first, 24), year * 12 + number)
    ]


def _point(ctx: Context, month: str, only: uuid.UUID | None) -> MonthPoint:
    closing = closing_in_force(ctx, month)
    cells: dict[Cell, Figures]
    if only is not None:
        cells = difference((None, t) for t in tallied_of(ctx, month, only))
    elif closing is not None:
        cells = cells_of(closing_rows(ctx, closing.id, "cell"), month)
    else:
        cells = kept_counts(ctx.session, MonthlyComplaintCount.month == month)
    center = [(c, f) for c, f in cells.items() if c[1] == Subject.CENTER]
    return MonthPoint(
        month=month,
        state=MonthState.OPEN if closing is None else MonthState.CLOSED,
        sums=sums(f for _, f in center),
        channels=counted_by_channel(center),
        natures=_by_key(cells, Subject.NATURE),
        severities=_by_key(cells, Subject.SEVERITY),
        employees=_by_key(cells, Subject.EMPLOYEE),
        praise=sum(f.get("counted", 0) for c, f in cells.items() if c[1] == Subject.PRAISE),
    )


def _by_key(cells: Mapping[Cell, Figures], subject: Subject) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell, figures in cells.items():
        if cell[1] == subject and figures.get("counted"):
            found[cell[2]] = found.get(cell[2], 0) + figures["counted"]
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

"""Months side by side, and the causes behind one: what the plots of the month are drawn from (J4)."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from thirdring.domain.enums import TicketKind
from thirdring.domain.month_sheet import MonthState, Sums
from thirdring.domain.months import Cell, Figures, Standing, Subject, difference
from thirdring.store.month_counts import counted_by_key, kept_counts
from thirdring.store.tables import (
    ComplaintDetail,
    ComplaintStanding,
    MonthClosing,
    MonthlyComplaintCount,
)
from thirdring.usecases.context import Context
from thirdring.usecases.month_parts import (
    cells_of,
    closing_rows,
    closings_in_force,
    sees_whole_month,
    tallied_of,
)
from thirdring.usecases.month_people import counted_by_channel, sums

MONTHS = 12
_DRAWN = (Subject.NATURE, Subject.SEVERITY, Subject.EMPLOYEE, Subject.PRAISE)


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
    named = _back(until, months)
    closings = closings_in_force(ctx, named)
    tallies = _tallies(ctx, named, closings, only)
    return tuple(_point(month, tallies[month], closed=month in closings) for month in named)


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


@dataclass(frozen=True, slots=True)
class _Tally:
    """A month's figures of the center by channel; what is counted by subject and key."""

    center: list[tuple[Cell, Figures]]
    counted: Mapping[tuple[str, str], int]


def _tallies(
    ctx: Context, months: list[str], closings: Mapping[str, MonthClosing], only: uuid.UUID | None
) -> dict[str, _Tally]:
    if only is not None:
        return {
            month: _tally(difference((None, t) for t in tallied_of(ctx, month, only)))
            for month in months
        }
    tallies = {
        month: _tally(cells_of(closing_rows(ctx, closing.id, "cell"), month))
        for month, closing in closings.items()
    }
    return tallies | _open_tallies(ctx, [month for month in months if month not in closings])


def _open_tallies(ctx: Context, months: list[str]) -> dict[str, _Tally]:
    """Of all months at once, and of employees no more than what is drawn: hundreds of them stand in
    each month, in a dozen channels.
    """
    kept = kept_counts(
        ctx.session,
        MonthlyComplaintCount.month.in_(months),
        MonthlyComplaintCount.subject_kind == Subject.CENTER,
    )
    counted = counted_by_key(ctx.session, months, _DRAWN)
    return {
        month: _Tally([(c, f) for c, f in kept.items() if c[0] == month], counted[month])
        for month in months
    }


def _tally(cells: Mapping[Cell, Figures]) -> _Tally:
    counted: Counter[tuple[str, str]] = Counter()
    for cell, figures in cells.items():
        counted[cell[1], cell[2]] += figures.get("counted", 0)
    return _Tally([(c, f) for c, f in cells.items() if c[1] == Subject.CENTER], counted)


def _point(month: str, tally: _Tally, *, closed: bool) -> MonthPoint:
    return MonthPoint(
        month=month,
        state=MonthState.CLOSED if closed else MonthState.OPEN,
        sums=sums(f for _, f in tally.center),
        channels=counted_by_channel(tally.center),
        natures=_by_key(tally, Subject.NATURE),
        severities=_by_key(tally, Subject.SEVERITY),
        employees=_by_key(tally, Subject.EMPLOYEE),
        praise=sum(_by_key(tally, Subject.PRAISE).values()),
    )


def _by_key(tally: _Tally, subject: Subject) -> dict[str, int]:
    found = {key: n for (kind, key), n in tally.counted.items() if kind == subject and n}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

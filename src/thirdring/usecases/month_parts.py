"""What every deed on a month begins with: whose figures, which months, which closing is in force."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import aliased

from thirdring.domain.month_sheet import VersionLine
from thirdring.domain.months import Cell, Figures, Tallied, digest, from_json
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.store.tables import (
    ComplaintStanding,
    MonthClosing,
    MonthClosingRow,
    MonthReopening,
    Staff,
)
from thirdring.usecases.context import Context


def sees_whole_month(ctx: Context) -> bool:
    """Whether the person sees everybody's month; else their own (G4).

    Raises:
        NotPermitted: not even that.
    """
    if ctx.actor.may(Permission.SEE_TALLIES):
        return True
    ctx.require(Permission.SEE_OWN_TALLY)
    return False


def is_over(ctx: Context, month: str) -> bool:
    """Whether the center's month lies behind.

    Raises:
        Refusal: it is no month.
    """
    return ctx.center.time.month_bounds(month)[1] <= ctx.now


def close_by(ctx: Context, month: str) -> datetime:
    """Until when (UTC) a closing is in time (G7): the end of the policy's day after the month."""
    end = ctx.center.time.month_bounds(month)[1]
    day = ctx.center.time.day_of(end) + timedelta(days=ctx.policy.integer(Key.MONTH_CLOSE_DAYS))
    return ctx.center.time.day_bounds(day)[0]


_closer, _opener = aliased(Staff), aliased(Staff)
_VERSIONS = (
    select(MonthClosing, _closer.name.label("closer"), MonthReopening, _opener.name.label("opener"))
    .join(_closer, _closer.id == MonthClosing.closed_by)
    .outerjoin(MonthReopening, MonthReopening.closing_id == MonthClosing.id)
    .outerjoin(_opener, _opener.id == MonthReopening.reopened_by)
    .where(MonthClosing.month == bindparam("month"))
    .order_by(MonthClosing.number)
)


def versions_of(ctx: Context, month: str) -> tuple[VersionLine, ...]:
    """Every closing of the month, the oldest first."""
    rows = ctx.session.execute(_VERSIONS, {"month": month})
    return tuple(
        VersionLine(
            closing.number, closing.digest, closed_by, closing.closed_at, closing.late_reason,
            opened_by, opened.reopened_at if opened else None, opened.reason if opened else None,
        )
        for closing, closed_by, opened, opened_by in rows
    )  # fmt: skip


def closing_in_force(ctx: Context, month: str) -> MonthClosing | None:
    """The latest closing, unless the month was opened again."""
    return closings_in_force(ctx, [month]).get(month)


def closings_in_force(ctx: Context, months: Collection[str]) -> dict[str, MonthClosing]:
    """The same for several months at once; those that are open aren't among them."""
    rows = ctx.session.execute(
        select(MonthClosing, MonthReopening.closing_id)
        .outerjoin(MonthReopening, MonthReopening.closing_id == MonthClosing.id)
        .where(MonthClosing.month.in_(months))
        .order_by(MonthClosing.number)
    )
    latest = {closing.month: (closing, reopened) for closing, reopened in rows}
    return {month: closing for month, (closing, reopened) in latest.items() if reopened is None}


def closing_rows(ctx: Context, closing_id: uuid.UUID, *kinds: str) -> list[Mapping[str, Any]]:
    """The frozen rows of a closing, all of them or those of some kinds, as they were written."""
    asked = select(MonthClosingRow.body).where(MonthClosingRow.closing_id == closing_id)
    if kinds:
        asked = asked.where(MonthClosingRow.kind.in_(kinds))
    return list(ctx.session.scalars(asked.order_by(MonthClosingRow.position)))


def closing_digest(closing: MonthClosing, rows: Iterable[Mapping[str, Any]]) -> str:
    """What a closing is held to: its rows, and who closed it when and why so late (G7)."""
    head = {
        "kind": "closing", "number": closing.number, "closed_by": str(closing.closed_by),
        "closed_at": closing.closed_at.astimezone(UTC).isoformat(), "reason": closing.late_reason,
    }  # fmt: skip
    return digest([head, *rows])


def cells_of(rows: Iterable[Mapping[str, Any]], month: str) -> dict[Cell, Figures]:
    """The tally that frozen rows of kind "cell" hold."""
    return {
        (month, row["subject"], row["key"], row["channel"]): dict(row["figures"])
        for row in rows
        if row["kind"] == "cell"
    }


# The complaint, then the fields of `Tallied` in their order.
STANDINGS = (
    ComplaintStanding.ticket_id, ComplaintStanding.kind, ComplaintStanding.month,
    ComplaintStanding.standing, ComplaintStanding.channel, ComplaintStanding.staff_key,
    ComplaintStanding.department_key, ComplaintStanding.merchant_key,
    ComplaintStanding.product_key, ComplaintStanding.nature, ComplaintStanding.severity,
)  # fmt: skip


def standing_now(ctx: Context, *where: ColumnElement[bool]) -> dict[uuid.UUID, Tallied]:
    """How complaints (and praise) stand that answer to `where`, by ticket."""
    ctx.session.flush()
    rows = ctx.connection.execute(select(*STANDINGS).where(*where))
    return {ticket_id: Tallied(*fields) for ticket_id, *fields in rows}


def tallied_of(ctx: Context, month: str, staff: uuid.UUID) -> list[Tallied]:
    """What stands against, or praises, one person in a month, as it stands now."""
    own = ComplaintStanding.staff_key == str(staff)
    return list(standing_now(ctx, own, ComplaintStanding.month == month).values())


def evidence_tallied(row: Mapping[str, Any]) -> Tallied:
    """Where a frozen complaint stood."""
    found = from_json(row["tallied"])
    assert found is not None  # noqa: S101 - a complaint without a place has no row
    return found

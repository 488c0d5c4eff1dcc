"""Closing a month (G1): checked first, then frozen with a digest that nothing changes afterwards."""

import uuid
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from sqlalchemy import func, insert, select, true

from thirdring.domain.enums import Role, TicketKind
from thirdring.domain.errors import NotPermitted, Refusal, Refusals, say
from thirdring.domain.ids import new_id
from thirdring.domain.month_sheet import EmployeeLine, MonthSheet
from thirdring.domain.months import Cell, Figures, Subject, Tallied, as_json
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.month_counts import hold_months, kept_counts, settle_counts
from thirdring.store.tables import (
    ComplaintStanding,
    MonthAdjustment,
    MonthClosing,
    MonthClosingRow,
    MonthlyComplaintCount,
    Staff,
    StaffRole,
    Ticket,
)
from thirdring.usecases.context import Context
from thirdring.usecases.month_checks import month_checks
from thirdring.usecases.month_names import names_of, people_named
from thirdring.usecases.month_parts import (
    STANDINGS,
    close_by,
    closing_digest,
    closing_in_force,
    is_over,
    tallied_of,
)
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.quality_rows import CheckedWork, check_rows
from thirdring.usecases.timeline import record_event


def close_month(
    ctx: Context, month: str, reason: str = "", *, leave_open: bool = False
) -> MonthSheet:
    """Freeze the month as it stands. `leave_open`: although something is undecided, which then
    becomes an adjustment once it is decided; that takes a reason too.

    Raises:
        NotPermitted: only HR closes; and not what stands against oneself, while a colleague can (G9).
        Refusal: it isn't over, is closed already, or comes late without a reason (G7).
        Refusals: something is undecided; each with the deed that settles it.
    """
    ctx.require(Permission.CLOSE_MONTH)
    if not is_over(ctx, month):
        raise Refusal(say("{month} is not over yet.", month=month), rule="G1", field="month")
    hold_months(ctx.connection, [month], alone=True)
    settle_counts(ctx.session)
    if closing_in_force(ctx, month) is not None:
        raise Refusal(say("{month} is closed already.", month=month), rule="G1", field="month")
    refuse_own_month(ctx, month)
    reason = clean(reason, TextKind.TEXT, field="reason").text
    _check(ctx, month, reason, leave_open=leave_open)
    late = ctx.now >= close_by(ctx, month)
    if late and not reason:
        raise Refusal(
            say("{month} was to be closed by {time}: say why it is late.", month=month,
                time=ctx.center.time.text(close_by(ctx, month))),
            rule="G7", field="reason",
        )  # fmt: skip
    closing = _freeze(ctx, month, reason or None)
    record_event(
        ctx, "month_closed", "month_closing", closing.id, month=month, number=closing.number,
        digest=closing.digest, late=late, rule="G7" if late else "G1",
    )  # fmt: skip
    ctx.touch("month_closings", "tickets")
    return month_sheet(ctx, month)


def refuse_own_month(ctx: Context, month: str) -> None:
    """G9: nobody counts what stands against themselves, as long as somebody else can.

    Raises:
        NotPermitted: a complaint of the month is about the person, and about not everybody in HR.
    """
    if not _counted(ctx, month, ctx.actor.id):
        return
    hr = ctx.session.scalars(
        select(Staff.id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role == Role.HR, Staff.active.is_(true()), Staff.id != ctx.actor.id)
    )
    # Were each to wait for the other, a month about both would never be closed.
    if not all(_counted(ctx, month, other) for other in hr):
        raise NotPermitted(
            say("Complaints of {month} are about you: a colleague in HR closes and opens it.",
                month=month),
            rule="G9",
        )  # fmt: skip


def _counted(ctx: Context, month: str, staff: uuid.UUID) -> bool:
    return any(t.kind == TicketKind.COMPLAINT for t in tallied_of(ctx, month, staff))


def _check(ctx: Context, month: str, reason: str, *, leave_open: bool) -> None:
    checks = month_checks(ctx, month)
    if not checks:
        return
    if not leave_open:
        raise Refusals(
            [
                Refusal(
                    say("{sentence} Settle it with: {deed}", sentence=one.sentence,
                        deed=one.settled_by),
                    rule="G3" if one.appeal_id else "D15",
                )
                for one in checks
            ]
        )  # fmt: skip
    if not reason:
        raise Refusal(
            say("Say why the month is closed although something in it is undecided."),
            rule="G7", field="reason",
        )  # fmt: skip


def _freeze(ctx: Context, month: str, reason: str | None) -> MonthClosing:
    rows = list(_rows(ctx, month))
    number = ctx.session.scalar(
        select(func.coalesce(func.max(MonthClosing.number), 0)).where(MonthClosing.month == month)
    )
    closing = MonthClosing(
        id=new_id(), month=month, number=(number or 0) + 1, closed_by=ctx.actor.id,
        closed_at=ctx.now, late_reason=reason,
    )  # fmt: skip
    closing.digest = closing_digest(closing, rows)
    ctx.session.add(closing)
    ctx.session.flush()
    ctx.session.execute(
        insert(MonthClosingRow),
        [
            {"closing_id": closing.id, "position": n, "kind": row["kind"], "body": row}
            for n, row in enumerate(rows)
        ],
    )
    return closing


def _rows(ctx: Context, month: str) -> Iterator[dict[str, Any]]:
    """Everything that is frozen. No value of a customer's is among it (J6)."""
    yield {"kind": "month", "month": month, "zone": ctx.center.time.name}
    cells = kept_counts(ctx.session, MonthlyComplaintCount.month == month)
    yield from _cells(ctx, cells)
    sheet = month_sheet(ctx, month)
    yield from (_employee(line) for line in sheet.employees)
    yield from _decided(ctx, month)
    yield from (_checked(one) for one in check_rows(ctx, month))
    standings = ctx.session.execute(
        select(Ticket.number, Ticket.received_at, *STANDINGS)
        .join(Ticket, Ticket.id == ComplaintStanding.ticket_id)
        .where(ComplaintStanding.month == month)
        .order_by(Ticket.seq)
    )
    for number, received_at, ticket_id, *fields in standings:
        yield {
            "kind": "evidence", "ticket_id": str(ticket_id), "number": number,
            "received_at": received_at.isoformat(), "tallied": as_json(Tallied(*fields)),
        }  # fmt: skip


def _cells(ctx: Context, cells: dict[Cell, Figures]) -> Iterator[dict[str, Any]]:
    names = names_of(ctx, cells)
    people = {Subject.EMPLOYEE, Subject.PRAISE}
    staff = people_named(ctx, {cell[2] for cell in cells if cell[1] in people})
    for cell, figures in sorted(cells.items()):
        _, subject, key, channel = cell
        name = staff.get(key, ("", ""))[1] if subject in people else names[subject, key]
        yield {
            "kind": "cell", "subject": subject, "key": key, "name": name, "channel": channel,
            "figures": figures,
        }  # fmt: skip


def _employee(line: EmployeeLine) -> dict[str, Any]:
    return {
        "kind": "employee", "id": str(line.id), "login": line.login, "name": line.name,
        "counted": line.sums.counted, "praise": line.praise, "carried": line.carried,
        "promises_due": line.promises_due, "promises_kept": line.promises_kept,
        "quality": line.quality, "quality_checks": line.quality_checks,
    }  # fmt: skip


def _checked(one: CheckedWork) -> dict[str, Any]:
    """A quality check by what can't be erased; the remark stays out."""
    return {
        "kind": "quality", "id": str(one.id), "staff_id": str(one.staff_id), "score": one.score,
        "checked_at": one.checked_at.astimezone(UTC).isoformat(), "counts": one.counts,
    }  # fmt: skip


def _decided(ctx: Context, month: str) -> Iterator[dict[str, Any]]:
    """What was decided in the month about earlier ones."""
    rows = ctx.session.execute(
        select(MonthAdjustment, Ticket.number)
        .join(Ticket, Ticket.id == MonthAdjustment.ticket_id)
        .where(MonthAdjustment.decided_month == month)
        .order_by(MonthAdjustment.decided_at, MonthAdjustment.id)
    )
    for row, number in rows:
        yield {
            "kind": "adjustment", "id": str(row.id), "month": row.month, "number": number,
            "before": row.before, "after": row.after, "decided_at": row.decided_at.isoformat(),
        }  # fmt: skip

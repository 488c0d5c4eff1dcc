"""Appeals as lists show them: whose, about what, with whom they are and until when."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from thirdring.domain.month_sheet import AppealLine
from thirdring.store.tables import Appeal, ClockRow, Staff, Ticket
from thirdring.usecases.context import Context


def appeal_lines(ctx: Context, month: str, only: uuid.UUID | None = None) -> tuple[AppealLine, ...]:
    """Those about complaints of a month, the newest first; `only`: that person's (an agent never
    sees another's).
    """
    where = [Appeal.month == month]
    if only is not None:
        where.append(Appeal.staff_id == only)
    return lines_where(ctx, where)


def lines_where(ctx: Context, where: Iterable[ColumnElement[bool]]) -> tuple[AppealLine, ...]:
    """Those that `where` finds, the newest first."""
    rows = ctx.session.execute(_asked().where(*where)).all()
    return tuple(line(ctx, row) for row in rows)


def _asked() -> Select[Any]:
    running = (
        select(ClockRow.appeal_id, ClockRow.due_at)
        .where(ClockRow.met_at.is_(None), ClockRow.cancelled_at.is_(None))
        .subquery()
    )
    return (
        select(Appeal, Ticket.number, Staff.login, Staff.name, running.c.due_at.label("due_at"))
        .join(Ticket, Ticket.id == Appeal.ticket_id)
        .join(Staff, Staff.id == Appeal.staff_id)
        .outerjoin(running, running.c.appeal_id == Appeal.id)
        .order_by(Appeal.filed_at.desc(), Appeal.id)
    )


def line(ctx: Context, row: Any) -> AppealLine:
    """One row of the list."""
    appeal: Appeal = row[0]
    return AppealLine(
        id=appeal.id,
        month=appeal.month,
        ticket_id=appeal.ticket_id,
        number=row.number,
        login=row.login,
        name=row.name,
        state=appeal.state.value,
        correction=appeal.correction and appeal.correction.value,
        filed_at=appeal.filed_at,
        due_at=row.due_at,
        overdue=row.due_at is not None and row.due_at < ctx.now,
        closed_at=appeal.closed_at,
    )

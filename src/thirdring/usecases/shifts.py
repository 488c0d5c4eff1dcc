"""When people work: each their own hours, else those of the policy (F1, F2)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from thirdring.domain.day import WorkHours
from thirdring.domain.errors import Refusal, say
from thirdring.domain.policy import Policy
from thirdring.domain.roles import Permission
from thirdring.store.secured import forget, remove
from thirdring.store.tables import Shift, Staff
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.timeline import record_event

_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One person's hours; `own` tells hours set for them from those of the policy."""

    login: str
    name: str
    hours: WorkHours
    own: bool


def hours_of(session: Session, staff_id: uuid.UUID, policy: Policy) -> WorkHours:
    """The hours somebody works; no permission is asked, for deeds that need them on the way."""
    shift = session.get(Shift, staff_id)
    return WorkHours.of_policy(policy) if shift is None else _hours(shift)


def show_shift(ctx: Context, login: str | None = None) -> ShiftRow:
    """One's own hours, or a colleague's.

    Raises:
        NotFound: nobody has that login.
    """
    ctx.require(Permission.SEE_STAFF)
    staff = by_login(ctx, login or ctx.actor.login)
    return _row(ctx, staff, ctx.session.get(Shift, staff.id))


def list_shifts(ctx: Context) -> list[ShiftRow]:
    """Everybody who works here, by login."""
    ctx.require(Permission.SEE_STAFF)
    rows = ctx.session.execute(
        select(Staff, Shift)
        .outerjoin(Shift, Shift.staff_id == Staff.id)
        .where(Staff.active.is_(true()))
        .order_by(Staff.login)
    )
    return [_row(ctx, staff, shift) for staff, shift in rows]


def set_shift(ctx: Context, login: str, start_minute: int, end_minute: int) -> ShiftRow:
    """Give somebody hours of their own; minutes after the center's midnight.

    Raises:
        NotPermitted: neither a supervisor nor an administrator. NotFound: nobody of that login.
        Refusal: not minutes of a day, or the end is the start.
    """
    ctx.require(Permission.SET_SHIFTS)
    for field, minute in (("start", start_minute), ("end", end_minute)):
        if not 0 <= minute < _MINUTES:
            raise Refusal(say("A day has 24 hours."), field=field, rule="F1")
    if start_minute == end_minute:
        raise Refusal(say("Work would end when it begins."), field="end", rule="F2")
    staff = by_login(ctx, login)
    shift = ctx.session.get(Shift, staff.id)
    if shift is None:
        shift = Shift(staff_id=staff.id, start_minute=start_minute, end_minute=end_minute)
        ctx.session.add(shift)
    else:
        shift.start_minute, shift.end_minute = start_minute, end_minute
    _tell(ctx, staff)
    return _row(ctx, staff, shift)


def clear_shift(ctx: Context, login: str) -> ShiftRow:
    """Somebody works the hours of the policy from now on."""
    ctx.require(Permission.SET_SHIFTS)
    staff = by_login(ctx, login)
    shift = ctx.session.get(Shift, staff.id)
    if shift is not None:
        remove(ctx.session, Shift, staff_id=staff.id)
        forget(ctx.session, shift)
        _tell(ctx, staff)
    return _row(ctx, staff, None)


def _tell(ctx: Context, staff: Staff) -> None:
    record_event(ctx, "changed", "shift", staff.id)
    ctx.touch("shifts", "staff")
    ctx.session.flush()


def _hours(shift: Shift) -> WorkHours:
    return WorkHours(shift.start_minute, shift.end_minute)


def _row(ctx: Context, staff: Staff, shift: Shift | None) -> ShiftRow:
    hours = WorkHours.of_policy(ctx.policy) if shift is None else _hours(shift)
    return ShiftRow(staff.login, staff.name, hours, shift is not None)

"""The day sheet (F1 to F3): filled with what the program knows; what the person adds stays."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, true

from thirdring.domain.day import SheetOffer, WorkHours, day_span, sheet_offer, work_day
from thirdring.domain.enums import Role
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import DaySheet, Shift, Staff, StaffRole
from thirdring.usecases.context import Context
from thirdring.usecases.day_due import (
    DueItem,
    campaigns_ahead,
    due_items,
    open_callbacks,
    open_counts,
)
from thirdring.usecases.day_sums import DaySums, day_sums
from thirdring.usecases.shifts import hours_of
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class DaySheetView:
    """One's own sheet. `due` is for that day and overdue, `promises` every callback still owed,
    `campaigns` what is to be prepared; `sums` as they stand, or stood when it was closed.

    Records still unfinished on this desk are drafts: the desk knows them, the database doesn't.
    """

    id: uuid.UUID
    day: date
    priorities: str
    unfinished: str
    due: tuple[DueItem, ...]
    promises: tuple[DueItem, ...]
    campaigns: tuple[DueItem, ...]
    sums: DaySums
    opened_at: datetime
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """A colleague's day for the supervisor; `opened_at` None: there is no sheet of that day."""

    login: str
    name: str
    priorities: str
    unfinished: str
    sums: DaySums
    open_callbacks: int
    opened_at: datetime | None
    closed_at: datetime | None


def offered_sheet(ctx: Context) -> SheetOffer | None:
    """F1, F2: the sheet to offer now; None when it was opened (start) or closed (end) already."""
    ctx.require(Permission.KEEP_DAY_SHEET)
    offer = sheet_offer(ctx.now, _hours(ctx), ctx.policy, ctx.center.time)
    if offer is None:
        return None
    sheet = _sheet(ctx, offer.day)
    if sheet is not None and (sheet.closed_at is not None or offer.moment == "start"):
        return None
    return offer


def open_sheet(ctx: Context, day: date | None = None) -> DaySheetView:
    """One's own sheet of `day`, by default of the working day that runs; made when there is none.

    Raises:
        NotFound: nothing was written on that day, and it isn't the day that runs or comes next.
    """
    ctx.require(Permission.KEEP_DAY_SHEET)
    day = day or _today(ctx)
    sheet = _sheet(ctx, day)
    if sheet is None:
        if not 0 <= (day - _today(ctx)).days <= 1:
            raise NotFound(say("There is no sheet of {day}.", day=day.isoformat()), field="day")
        sheet = DaySheet(id=new_id(), staff_id=ctx.actor.id, day=day, sums={}, opened_at=ctx.now)
        ctx.session.add(sheet)
        ctx.session.flush()
        _tell(ctx, "opened", sheet)
    return _view(ctx, sheet)


def write_sheet(
    ctx: Context,
    day: date | None = None,
    *,
    priorities: str | None = None,
    unfinished: str | None = None,
    version: int | None = None,
) -> DaySheetView:
    """Keep what the person wrote; None leaves a field as it is.

    Raises:
        Conflict: it was changed at another desk meanwhile. Refusal: it is closed.
    """
    sheet = _own(ctx, day, version)
    if priorities is not None:
        sheet.priorities = clean(priorities, TextKind.TEXT, field="priorities").text or None
    if unfinished is not None:
        sheet.unfinished = clean(unfinished, TextKind.TEXT, field="unfinished").text or None
    sheet.version += 1
    _tell(ctx, "written", sheet)
    return _view(ctx, sheet)


def close_sheet(
    ctx: Context, day: date | None = None, *, version: int | None = None
) -> DaySheetView:
    """F3: the day is summed up; its figures are kept as they stand.

    Raises:
        Conflict: it was changed at another desk meanwhile. Refusal: it is closed already.
    """
    sheet = _own(ctx, day, version)
    sheet.sums = _count(ctx, ctx.actor.id, sheet.day, _hours(ctx)).stored()
    sheet.closed_at = ctx.now
    sheet.version += 1
    _tell(ctx, "closed", sheet)
    return _view(ctx, sheet)


def reopen_sheet(ctx: Context, day: date | None = None) -> DaySheetView:
    """The working day goes on after all; only while it runs.

    Raises:
        Refusal: that day is over. NotFound: there is no such sheet.
    """
    ctx.require(Permission.KEEP_DAY_SHEET)
    day = day or _today(ctx)
    sheet = _found(ctx, day)
    if day < _today(ctx):
        raise Refusal(say("That day is over; its sheet stays as it is."), rule="F3", field="day")
    sheet.closed_at, sheet.sums = None, {}
    sheet.version += 1
    _tell(ctx, "reopened", sheet)
    return _view(ctx, sheet)


def my_sheets(ctx: Context, *, limit: int = 60) -> list[tuple[date, bool]]:
    """One's own days that have a sheet, newest first, and whether each is closed."""
    ctx.require(Permission.KEEP_DAY_SHEET)
    rows = ctx.session.execute(
        select(DaySheet.day, DaySheet.closed_at)
        .where(DaySheet.staff_id == ctx.actor.id)
        .order_by(DaySheet.day.desc())
        .limit(limit)
    )
    return [(day, closed_at is not None) for day, closed_at in rows]


def team_sheets(ctx: Context, day: date | None = None) -> list[TeamSheet]:
    """Everybody's sheet of `day`, by login: agents without one too.

    Raises:
        NotPermitted: not a supervisor; others see only their own.
    """
    ctx.require(Permission.SEE_DAY_SHEETS)
    day = day or _today(ctx)
    agents = select(StaffRole.staff_id).where(StaffRole.role == Role.AGENT)
    rows = ctx.session.execute(
        select(Staff.id, Staff.login, Staff.name, DaySheet, Shift)
        .outerjoin(DaySheet, (DaySheet.staff_id == Staff.id) & (DaySheet.day == day))
        .outerjoin(Shift, Shift.staff_id == Staff.id)
        .where((DaySheet.id.is_not(None)) | (Staff.active.is_(true()) & Staff.id.in_(agents)))
        .order_by(Staff.login)
    ).all()
    owed = open_counts(ctx)
    return [
        TeamSheet(
            login=login,
            name=name,
            priorities=(sheet and sheet.priorities) or "",
            unfinished=(sheet and sheet.unfinished) or "",
            sums=_sums(ctx, staff_id, day, sheet, shift),
            open_callbacks=owed.get(staff_id, 0),
            opened_at=sheet.opened_at if sheet else None,
            closed_at=sheet.closed_at if sheet else None,
        )
        for staff_id, login, name, sheet, shift in rows
    ]


def _sums(
    ctx: Context, staff_id: uuid.UUID, day: date, sheet: DaySheet | None, shift: Shift | None
) -> DaySums:
    if sheet is not None and sheet.closed_at is not None:
        return DaySums.of_stored(sheet.sums)
    if shift is None:
        return _count(ctx, staff_id, day, WorkHours.of_policy(ctx.policy))
    return _count(ctx, staff_id, day, WorkHours(shift.start_minute, shift.end_minute))


def _count(ctx: Context, staff_id: uuid.UUID, day: date, hours: WorkHours) -> DaySums:
    return day_sums(ctx, staff_id, day_span(day, hours, ctx.center.time))


def _hours(ctx: Context) -> WorkHours:
    return hours_of(ctx.session, ctx.actor.id, ctx.policy)


def _today(ctx: Context) -> date:
    return work_day(ctx.now, _hours(ctx), ctx.center.time)


def _sheet(ctx: Context, day: date, *, lock: bool = False) -> DaySheet | None:
    asked = select(DaySheet).where(DaySheet.staff_id == ctx.actor.id, DaySheet.day == day)
    return ctx.session.scalars(asked.with_for_update() if lock else asked).one_or_none()


def _found(ctx: Context, day: date, *, lock: bool = False) -> DaySheet:
    sheet = _sheet(ctx, day, lock=lock)
    if sheet is None:
        raise NotFound(say("There is no sheet of {day}.", day=day.isoformat()), field="day")
    return sheet


def _own(ctx: Context, day: date | None, version: int | None) -> DaySheet:
    ctx.require(Permission.KEEP_DAY_SHEET)
    sheet = _found(ctx, day or _today(ctx), lock=True)
    if version is not None and sheet.version != version:
        raise Conflict(
            say("This sheet was changed at another desk meanwhile."), theirs=_view(ctx, sheet)
        )
    if sheet.closed_at is not None:
        raise Refusal(say("This day is closed; open it again to write on."), rule="F3")
    return sheet


def _view(ctx: Context, sheet: DaySheet) -> DaySheetView:
    ctx.session.flush()
    hours = _hours(ctx)
    until = day_span(sheet.day, hours, ctx.center.time)[1]
    closed = sheet.closed_at is not None
    return DaySheetView(
        id=sheet.id,
        day=sheet.day,
        priorities=sheet.priorities or "",
        unfinished=sheet.unfinished or "",
        due=due_items(ctx, ctx.actor.id, until),
        promises=tuple(open_callbacks(ctx, ctx.actor.id)),
        campaigns=campaigns_ahead(ctx, until),
        sums=DaySums.of_stored(sheet.sums)
        if closed
        else _count(ctx, ctx.actor.id, sheet.day, hours),
        opened_at=sheet.opened_at,
        closed_at=sheet.closed_at,
        version=sheet.version,
    )


def _tell(ctx: Context, verb: str, sheet: DaySheet) -> None:
    record_event(ctx, verb, "day_sheet", sheet.id)
    ctx.touch("day_sheets")

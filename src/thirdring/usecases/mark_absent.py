"""Somebody is away, or back (C6): what they owe is listed, and seeks an owner who is there."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, true

from thirdring.domain.case_values import MeasureState, TaskState, VisitState
from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.store.tables import Callback, Escalation, Measure, ReturnVisit, Staff, Task, Ticket
from thirdring.usecases.callback_rows import CallbackLine, open_page
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login, staff_row
from thirdring.usecases.owed_reports import owed_by
from thirdring.usecases.staff_accounts import StaffRow
from thirdring.usecases.timeline import record_event
from thirdring.usecases.unowned import send_up_unowned, settle_owned

# Of a report that is owed, never empty.
_REPORT_DUE = func.coalesce(Escalation.report_due_at, Escalation.due_at)


@dataclass(frozen=True, slots=True)
class OwedTicket:
    """An open ticket of the person; `due_at` (UTC) and `due_rule`: the nearest of its clocks that
    runs, None where none does.
    """

    id: uuid.UUID
    number: str
    kind: TicketKind
    state: TicketState
    due_at: datetime | None
    due_rule: str | None


@dataclass(frozen=True, slots=True)
class OwedVisit:
    """An open return visit of the person; `due_at` is UTC."""

    id: uuid.UUID
    ticket: str | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OwedTask:
    """An open task of the person; `due_at` is UTC."""

    id: uuid.UUID
    title: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OwedReport:
    """What the person is to tell a customer of an escalation (C4); `due_at` is UTC."""

    id: uuid.UUID
    ticket: str | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OwedMeasure:
    """An open measure of the person (H7), due on a day of the center."""

    id: uuid.UUID
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class AbsenceList:
    """What somebody owes, each by time left."""

    person: StaffRow
    callbacks: tuple[CallbackLine, ...]
    tickets: tuple[OwedTicket, ...]
    visits: tuple[OwedVisit, ...] = ()
    tasks: tuple[OwedTask, ...] = ()
    reports: tuple[OwedReport, ...] = ()
    measures: tuple[OwedMeasure, ...] = ()


def mark_absent(ctx: Context, login: str, until: datetime | None) -> AbsenceList:
    """Someone is away from now on, until `until` (UTC, aware) or until further notice.

    Each of their promises and all else they owe goes into the supervisors' queue until it is handed
    over, kept, or they are back (C6, C10); so does what they had taken over.

    Raises:
        NotPermitted: the role marks nobody absent. NotFound: nobody has this login.
        Refusal: the absence would be over already.
    """
    ctx.require(Permission.MARK_ABSENT)
    staff = by_login(ctx, login)
    if until is not None and until <= ctx.now:
        raise Refusal(say("The absence would end before it begins."), field="until")
    staff.absent_from, staff.absent_until = ctx.now, until
    staff.version += 1
    record_event(ctx, "marked_absent", "staff", staff.id)
    send_up_unowned(ctx, staff.id)
    ctx.touch("staff")
    return _owed(ctx, staff)


def mark_present(ctx: Context, login: str) -> StaffRow:
    """Someone is back, perhaps early: what still waited for another owner is theirs again.

    Raises:
        NotPermitted: the role marks nobody absent. NotFound: nobody has this login.
    """
    ctx.require(Permission.MARK_ABSENT)
    staff = by_login(ctx, login)
    staff.absent_from = staff.absent_until = None
    staff.version += 1
    record_event(ctx, "marked_present", "staff", staff.id)
    settle_owned(ctx, staff.id)
    ctx.touch("staff")
    return staff_row(ctx, staff.id)


def what_is_owed(ctx: Context, login: str) -> AbsenceList:
    """What somebody owes now, before or while they are away. Names are masked by role (H5).

    Raises:
        NotPermitted: the role marks nobody absent. NotFound: nobody has this login.
    """
    ctx.require(Permission.MARK_ABSENT)
    return _owed(ctx, by_login(ctx, login))


def _owed(ctx: Context, staff: Staff) -> AbsenceList:
    tickets = ctx.session.execute(
        select(Ticket.id, Ticket.number, Ticket.kind, Ticket.state, Ticket.due_at, Ticket.due_rule)
        .where(Ticket.owner_id == staff.id, Ticket.open.is_(true()))
        .order_by(Ticket.sort_due, Ticket.seq)
    )
    visits = ctx.session.execute(
        select(ReturnVisit.id, Ticket.number, ReturnVisit.due_at)
        .outerjoin(Ticket, Ticket.id == ReturnVisit.ticket_id)
        .where(ReturnVisit.owner_id == staff.id, ReturnVisit.state == VisitState.OPEN)
        .order_by(ReturnVisit.due_at, ReturnVisit.id)
    )
    tasks = ctx.session.execute(
        select(Task.id, Task.title, Task.due_at)
        .where(Task.owner_id == staff.id, Task.state == TaskState.OPEN)
        .order_by(Task.due_at, Task.id)
    )
    reports = ctx.session.execute(
        select(Escalation.id, Ticket.number, _REPORT_DUE)
        .outerjoin(Ticket, Ticket.id == Escalation.ticket_id)
        .where(*owed_by(staff.id))
        .order_by(Escalation.report_due_at, Escalation.id)
    )
    measures = ctx.session.execute(
        select(Measure.id, Measure.what, Measure.due_on)
        .where(Measure.owner_id == staff.id, Measure.state == MeasureState.OPEN)
        .order_by(Measure.due_on, Measure.id)
    )
    return AbsenceList(
        staff_row(ctx, staff.id),
        open_page(ctx, Callback.owner_id == staff.id),
        tuple(OwedTicket(*row) for row in tickets),
        tuple(OwedVisit(*row) for row in visits),
        tuple(OwedTask(*row) for row in tasks),
        tuple(OwedReport(*row) for row in reports),
        tuple(OwedMeasure(*row) for row in measures),
    )

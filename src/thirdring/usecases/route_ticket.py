"""The routing table, passing a ticket on by hand, and waiting for the customer's answer (D3)."""

import uuid
from dataclasses import dataclass

from sqlalchemy import exists, select

from thirdring.domain.enums import Nature, Severity
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.secured import forget, remove
from thirdring.store.tables import ClockPause, ClockRow, Department, Route, Ticket
from thirdring.usecases.clock_keeping import Of, pause_clock, resume_clock
from thirdring.usecases.context import Context
from thirdring.usecases.routing import ROUTED, put_before
from thirdring.usecases.staff_accounts import department_named
from thirdring.usecases.ticket_access import against_oneself, changed, keep_note, load_ticket
from thirdring.usecases.timeline import record_event

MOST_HOURS = 2400


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A line of the table; None means any, `hours` None the policy's figure."""

    id: uuid.UUID
    nature: Nature | None
    severity: Severity | None
    department: str
    hours: int | None


def list_routes(ctx: Context) -> tuple[RouteRow, ...]:
    """The table: by nature, then severity; lines for any come last."""
    ctx.require(Permission.SEE_POLICY)
    rows = ctx.session.execute(
        select(Route, Department.name).join(Department, Department.id == Route.department_id)
    )
    found = [
        RouteRow(
            one.id, Nature(one.nature) if one.nature else None,
            Severity(one.severity) if one.severity else None, name, one.hours,
        )
        for one, name in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=_place))


def set_route(
    ctx: Context,
    nature: Nature | None,
    severity: Severity | None,
    department: str,
    *,
    hours: int | None = None,
    reason: str,
) -> RouteRow:
    """What of `nature` and `severity` (None: any) comes in from now on goes to `department`. The
    line that was there is replaced; tickets that were passed on stay where they are.

    Raises:
        NotPermitted: not a supervisor's role. Refusal: no department, no reason, impossible hours.
    """
    ctx.require(Permission.CHANGE_POLICY)
    if not _line(department):
        raise Refusal(say("Name the department."), rule="D3", field="department")
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        raise Refusal(
            say("Between {least} and {most}, please.", least=1, most=MOST_HOURS),
            rule="D3", field="hours",
        )  # fmt: skip
    reason = _reason(reason)
    department_id = department_named(ctx.session, _line(department), ctx.now)
    line = _line_of(ctx, nature, severity)
    if line is None:
        line = Route(
            id=new_id(), nature=nature, severity=severity, department_id=department_id, version=0
        )
        ctx.session.add(line)
    before = line.department_id
    line.department_id, line.hours = department_id, hours
    line.version += 1
    ctx.session.flush()
    record_event(
        ctx, "route_set", "route", line.id, nature=nature, severity=severity, hours=hours,
        before=str(before), after=str(department_id), reason=reason, rule="D3",
    )  # fmt: skip
    ctx.touch("routes")
    return next(row for row in list_routes(ctx) if row.id == line.id)


def remove_route(ctx: Context, route_id: uuid.UUID, *, reason: str) -> None:
    """Take a line out of the table.

    Raises:
        NotPermitted: not a supervisor's role. NotFound: no such line. Refusal: no reason.
    """
    ctx.require(Permission.CHANGE_POLICY)
    line = ctx.session.get(Route, route_id)
    if line is None:
        raise NotFound(say("There is no such route."))
    reason = _reason(reason)
    record_event(
        ctx, "route_removed", "route", line.id, nature=line.nature, severity=line.severity,
        before=str(line.department_id), reason=reason, rule="D3",
    )  # fmt: skip
    remove(ctx.session, Route, id=line.id)
    forget(ctx.session, line)
    ctx.touch("routes")


def pass_on(
    ctx: Context, which: uuid.UUID | str, department: str, *, reason: str,
    version: int | None = None,
) -> int:  # fmt: skip
    """Pass a complaint or request on to another department than the table says; it answers within
    the policy's hours from now. Returns the ticket's new version.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9). NotFound: no such ticket.
        Refusal: closed or of another kind, no such department, no reason, changed meanwhile.
    """
    ticket = _workable(ctx, which)
    if version is not None and ticket.version != version:
        raise Refusal(say("{number} was changed by somebody else meanwhile.", number=ticket.number))
    department_id = ctx.session.scalars(
        select(Department.id).where(Department.name == _line(department))
    ).one_or_none()
    if department_id is None:
        raise Refusal(
            say("There is no department “{name}”.", name=department[:60]),
            rule="D3", field="department",
        )  # fmt: skip
    note_id = keep_note(ctx, ticket, _reason(reason))
    put_before(ctx, ticket, department_id, note_id=str(note_id))
    changed(ctx, ticket)
    return ticket.version


def await_customer(ctx: Context, which: uuid.UUID | str, note: str = "") -> None:
    """The customer has been asked something: the department's deadline stands still until they
    answer. No other clock does.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9). NotFound: no such ticket.
        Refusal: no department's deadline runs, or it stands still already.
    """
    ticket = _workable(ctx, which)
    if _paused(ctx, ticket) is not False:
        raise Refusal(say("No department's deadline runs here."), rule="D3")
    _keep(ctx, ticket, note)
    pause_clock(ctx, Of(ticket_id=ticket.id), "D3")
    changed(ctx, ticket)


def customer_answered(ctx: Context, which: uuid.UUID | str, note: str = "") -> None:
    """The answer is here: the department's deadline runs on, later by the time it stood still.

    Raises:
        NotPermitted, NotFound: as `await_customer`. Refusal: no answer is awaited.
    """
    ticket = _workable(ctx, which)
    if _paused(ctx, ticket) is not True:
        raise Refusal(say("No answer of the customer is awaited."), rule="D3")
    _keep(ctx, ticket, note)
    resume_clock(ctx, Of(ticket_id=ticket.id), "D3")
    changed(ctx, ticket)


def _workable(ctx: Context, which: uuid.UUID | str) -> Ticket:
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    if ticket.kind not in ROUTED:
        raise Refusal(say("Only complaints and requests go to a department."), rule="D3")
    if not ticket.open:
        raise Refusal(say("This ticket is closed."), rule="D3")
    return ticket


def _paused(ctx: Context, ticket: Ticket) -> bool | None:
    """Whether the department's deadline stands still; None when there is none to run."""
    pause = exists().where(ClockPause.clock_id == ClockRow.id, ClockPause.to_at.is_(None))
    return ctx.session.execute(
        select(pause).where(
            ClockRow.ticket_id == ticket.id,
            ClockRow.rule == "D3",
            ClockRow.met_at.is_(None),
            ClockRow.cancelled_at.is_(None),
        )
    ).scalar()


def _keep(ctx: Context, ticket: Ticket, note: str) -> None:
    text = clean(note, TextKind.TEXT, field="note").text
    if text:
        note_id = keep_note(ctx, ticket, text)
        record_event(
            ctx, "noted", "ticket", ticket.id, ticket_id=ticket.id, note_id=str(note_id), rule="D3"
        )


def _line_of(ctx: Context, nature: Nature | None, severity: Severity | None) -> Route | None:
    return ctx.session.scalars(
        select(Route).where(
            Route.nature.is_(None) if nature is None else Route.nature == nature.value,
            Route.severity.is_(None) if severity is None else Route.severity == severity.value,
        )
    ).first()


def _place(row: RouteRow) -> tuple[int, int]:
    natures, severities = list(Nature), list(Severity)
    return (
        natures.index(row.nature) if row.nature else len(natures),
        severities.index(row.severity) if row.severity else len(severities),
    )


def _line(text: str) -> str:
    return clean(text, TextKind.NAME, field="department").text


def _reason(text: str) -> str:
    reason = clean(text, TextKind.LINE, field="reason").text
    if not reason:
        raise Refusal(say("Say why."), rule="D3", field="reason")
    return reason

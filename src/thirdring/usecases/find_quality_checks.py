"""The quality checks of a month (G4, G8), and what of an employee's work there is to check."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from thirdring.domain.enums import OUTCOMES_WITHOUT_A_TALK, Outcome
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.masking import mask_name
from thirdring.domain.quality import Criterion, weights
from thirdring.domain.roles import Permission
from thirdring.store.tables import Call, QualityCheck, Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.month_parts import sees_whole_month
from thirdring.usecases.quality_rows import CheckedWork, check_rows
from thirdring.usecases.staff_accounts import folded_login

_BACK = timedelta(days=31)
_EACH = 40


@dataclass(frozen=True, slots=True)
class Checkable:
    """A call or ticket to choose. `number` is the ticket's; `checked`: somebody did already."""

    id: uuid.UUID
    number: str | None
    at: datetime
    outcome: Outcome | None
    category: str | None
    customer: str | None
    checked: bool


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What there is to check of an employee, and what each criterion weighs."""

    login: str
    weights: tuple[tuple[Criterion, int], ...]
    work: tuple[Checkable, ...]


def find_quality_checks(ctx: Context, month: str, employee: str | None = None) -> list[CheckedWork]:
    """The checks made in the month, the newest first: everybody's, or one's own alone (G4).
    `employee`: those of this login.

    Raises:
        NotPermitted: the role sees no month. NotFound: nobody has that login.
        Refusal: it is no month, or somebody else's checks are asked for.
    """
    whole = sees_whole_month(ctx)
    ctx.center.time.month_bounds(month)
    only = None if employee is None else _staff_id(ctx, employee)
    if not whole:
        if only not in {None, ctx.actor.id}:
            raise Refusal(say("You see your own month only."), rule="G4", field="employee")
        only = ctx.actor.id
    return check_rows(ctx, month, only)


def work_to_check(ctx: Context, employee: str) -> ToCheck:
    """The employee's calls with a talk and their tickets of the last 31 days, the newest first.

    Raises:
        NotPermitted: no supervisor. NotFound: nobody has that login.
    """
    ctx.require(Permission.CHECK_QUALITY)
    staff_id = _staff_id(ctx, employee)
    found = [*_calls(ctx, staff_id), *_tickets(ctx, staff_id)]
    return ToCheck(
        login=employee,
        weights=criteria_weights(ctx),
        work=tuple(sorted(found, key=lambda one: one.at, reverse=True)),
    )


def criteria_weights(ctx: Context) -> tuple[tuple[Criterion, int], ...]:
    """What the policy looks at in a check, and what each weighs."""
    return tuple(weights(ctx.policy).items())


def _calls(ctx: Context, staff_id: uuid.UUID) -> list[Checkable]:
    checked = exists().where(QualityCheck.call_id == Call.id, QualityCheck.withdrawn_at.is_(None))
    rows = ctx.session.execute(
        select(Call.id, Call.started_at, Call.outcome, Call.category, Call.name, checked)
        .where(
            Call.agent_id == staff_id, Call.started_at >= ctx.now - _BACK,
            Call.outcome.not_in(OUTCOMES_WITHOUT_A_TALK),
        )
        .order_by(Call.started_at.desc())
        .limit(_EACH)
    )  # fmt: skip
    return [
        Checkable(one, None, at, outcome, category, name and mask_name(name), done)
        for one, at, outcome, category, name, done in rows
    ]


def _tickets(ctx: Context, staff_id: uuid.UUID) -> list[Checkable]:
    checked = exists().where(
        QualityCheck.ticket_id == Ticket.id, QualityCheck.withdrawn_at.is_(None)
    )
    rows = ctx.session.execute(
        select(Ticket.id, Ticket.number, Ticket.received_at, Ticket.category, Ticket.name, checked)
        .where(Ticket.owner_id == staff_id, Ticket.received_at >= ctx.now - _BACK)
        .order_by(Ticket.received_at.desc())
        .limit(_EACH)
    )
    return [
        Checkable(one, number, at, None, category, name and mask_name(name), done)
        for one, number, at, category, name, done in rows
    ]


def _staff_id(ctx: Context, login: str) -> uuid.UUID:
    found = ctx.session.scalars(
        select(Staff.id).where(Staff.login == folded_login(login))
    ).one_or_none()
    if found is None:
        raise NotFound(say("Nobody has the login {login}.", login=login[:60]), field="employee")
    return found

"""What somebody has to do by a time: callbacks, tickets, return visits, tasks (F1, F2)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, or_, select, true

from thirdring.domain import masking
from thirdring.domain.callbacks import RULES
from thirdring.domain.case_values import TaskKind, TaskState, VisitState
from thirdring.domain.enums import CallbackState
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission
from thirdring.store.tables import Callback, Customer, ReturnVisit, Task, Ticket
from thirdring.usecases.context import Context


class DueKind(StrEnum):
    CALLBACK = "callback"
    TICKET = "ticket"
    VISIT = "visit"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do; `due_at` aware UTC, `number` the ticket's, `about` as this person may see
    it. `rule` is empty for what no clock of the rulebook asks for.
    """

    kind: DueKind
    id: uuid.UUID
    ticket_id: uuid.UUID | None
    number: str | None
    name: str | None
    about: str | None
    due_at: datetime
    rule: str
    overdue: bool


def due_items(ctx: Context, staff_id: uuid.UUID, until: datetime) -> tuple[DueItem, ...]:
    """Everything of that person that is due before `until`, overdue included, soonest first."""
    found = [
        *open_callbacks(ctx, staff_id, until),
        *_tickets(ctx, staff_id, until),
        *_visits(ctx, staff_id, until),
        *tasks_due(ctx, staff_id, until),
    ]
    return tuple(sorted(found, key=lambda item: (item.due_at, item.id)))


def open_callbacks(
    ctx: Context, staff_id: uuid.UUID, until: datetime | None = None
) -> list[DueItem]:
    """The callbacks somebody still owes (C1, B8), soonest first."""
    statement = (
        select(Callback, Ticket.number, Ticket.name, Customer.name)
        .outerjoin(Ticket, Ticket.id == Callback.ticket_id)
        .outerjoin(Customer, Customer.id == Callback.customer_id)
        .where(Callback.owner_id == staff_id, Callback.state == CallbackState.OPEN)
        .order_by(Callback.due_at, Callback.id)
    )
    if until is not None:
        statement = statement.where(Callback.due_at < until)
    return [
        _item(ctx, DueKind.CALLBACK, row.id, row.ticket_id, number, customer or name, row.about,
              row.due_at, RULES[row.kind])
        for row, number, name, customer in ctx.session.execute(statement)
    ]  # fmt: skip


def tasks_due(ctx: Context, staff_id: uuid.UUID, until: datetime) -> list[DueItem]:
    """Somebody's tasks, and those of nobody in particular; campaigns have a list of their own."""
    rows = ctx.session.execute(
        select(Task, Ticket.number)
        .outerjoin(Ticket, Ticket.id == Task.ticket_id)
        .where(
            Task.state == TaskState.OPEN,
            Task.kind != TaskKind.CAMPAIGN,
            or_(Task.owner_id == staff_id, Task.owner_id.is_(None)),
            Task.due_at < until,
        )
    )
    return [
        _item(ctx, DueKind.TASK, row.id, row.ticket_id, number, None, row.title, row.due_at, "")
        for row, number in rows
    ]


def campaigns_ahead(ctx: Context, until: datetime) -> tuple[DueItem, ...]:
    """F5: campaigns to prepare, from the policy's days before `until` on, soonest first."""
    rows = ctx.session.scalars(
        select(Task)
        .where(
            Task.state == TaskState.OPEN,
            Task.kind == TaskKind.CAMPAIGN,
            Task.due_at < until + ctx.policy.span(Key.CAMPAIGN_DAYS),
        )
        .order_by(Task.due_at, Task.id)
    )
    return tuple(
        _item(ctx, DueKind.TASK, row.id, None, None, None, row.title, row.due_at, "F5")
        for row in rows
    )


def open_counts(ctx: Context) -> dict[uuid.UUID, int]:
    """How many callbacks each person still owes."""
    rows = ctx.session.execute(
        select(Callback.owner_id, func.count())
        .where(Callback.state == CallbackState.OPEN)
        .group_by(Callback.owner_id)
    )
    return {owner_id: count for owner_id, count in rows}  # noqa: C416 - Row objects are not pairs


def _tickets(ctx: Context, staff_id: uuid.UUID, until: datetime) -> list[DueItem]:
    # What waits for a callback stands there already, with its own words.
    rows = ctx.session.scalars(
        select(Ticket).where(
            Ticket.owner_id == staff_id,
            Ticket.open.is_(true()),
            Ticket.due_at < until,
            Ticket.due_rule.not_in(set(RULES.values()) | {"D10"}),
        )
    )
    return [
        _item(ctx, DueKind.TICKET, row.id, row.id, row.number, row.name, row.raised,
              row.due_at or until, row.due_rule or "")
        for row in rows
    ]  # fmt: skip


def _visits(ctx: Context, staff_id: uuid.UUID, until: datetime) -> list[DueItem]:
    due = func.coalesce(ReturnVisit.next_try_at, ReturnVisit.due_at)
    rows = ctx.session.execute(
        select(ReturnVisit, Ticket.number)
        .outerjoin(Ticket, Ticket.id == ReturnVisit.ticket_id)
        .where(
            ReturnVisit.owner_id == staff_id,
            ReturnVisit.state == VisitState.OPEN,
            due < until,
        )
    )
    return [
        _item(ctx, DueKind.VISIT, row.id, row.ticket_id, number, row.name, row.about,
              row.next_try_at or row.due_at, "D10")
        for row, number in rows
    ]  # fmt: skip


def _item(
    ctx: Context, kind: DueKind, item_id: uuid.UUID, ticket_id: uuid.UUID | None,
    number: str | None, name: str | None, about: str | None, due_at: datetime, rule: str,
) -> DueItem:  # fmt: skip
    if not ctx.actor.may(Permission.SEE_NUMBERS):
        about = masking.mask_text(about, name) if about else None
        name = masking.mask_name(name) if name else None
    return DueItem(
        kind, item_id, ticket_id, number, name, about, due_at, rule, overdue=due_at < ctx.now
    )

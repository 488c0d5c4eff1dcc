"""All the agent should know of the person on the line: callbacks owed, tickets, earlier calls."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from thirdring.domain import masking, phones
from thirdring.domain.enums import (
    CallbackKind,
    CallbackState,
    Direction,
    Outcome,
    TicketKind,
    TicketState,
    Title,
)
from thirdring.domain.errors import NotFound, say
from thirdring.domain.roles import Permission
from thirdring.store.planner import aside
from thirdring.store.tables import (
    Call,
    Callback,
    Customer,
    CustomerMerge,
    CustomerNumber,
    Staff,
    Ticket,
)
from thirdring.usecases.context import Context

MOST_CALLS = 50
_MOST_OTHERS = 20
_SUBJECT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class OwedCallback:
    """An open callback (C1, B8); times in UTC. `mine`: owed by the person asking."""

    id: uuid.UUID
    kind: CallbackKind
    due_at: datetime
    about: str | None
    owner: str
    mine: bool


@dataclass(frozen=True, slots=True)
class OpenTicket:
    id: uuid.UUID
    number: str
    kind: TicketKind
    state: TicketState
    escalated: bool
    subject: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PastCall:
    """`subject` is the first line of what was raised, empty when nothing was; times in UTC."""

    id: uuid.UUID
    at: datetime
    direction: Direction
    outcome: Outcome
    subject: str
    agent: str
    owed: bool


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another customer record that shares a number with this one: perhaps the same person."""

    id: uuid.UUID
    name: str | None
    title: Title | None
    address: str | None


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A merge that can be undone: its id, and the name of the record that was merged."""

    merge_id: uuid.UUID
    name: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CallerCard:
    """`customer_id` None: a number that belongs to no customer yet. Numbers are masked (H5)."""

    customer_id: uuid.UUID | None
    version: int
    name: str | None
    title: Title | None
    address: str | None
    note: str | None
    masked_numbers: tuple[str, ...]
    calls: int
    open_count: int
    complaints: int
    callbacks: tuple[OwedCallback, ...]
    tickets: tuple[OpenTicket, ...]
    history: tuple[PastCall, ...]
    same_number: tuple[Namesake, ...]
    merged: tuple[MergedRecord, ...]
    # J6: what whoever looks may do about the person's data.
    may_export: bool = False
    may_anonymise: bool = False


def caller_history(
    ctx: Context, customer_id: uuid.UUID | None = None, number: str | None = None
) -> CallerCard:
    """The card of a customer, or of a number as typed that belongs to nobody yet.

    Raises:
        NotPermitted: the role sees no customers (H5).
        NotFound: the customer was erased or merged meanwhile.
    """
    ctx.require(Permission.SEE_CUSTOMERS)
    digits = phones.parse(number).digits if number else ""
    customer = _customer(ctx, customer_id) if customer_id else None
    calls = _whose(Call.customer_id, Call.digits, customer_id, digits)
    callbacks = _callbacks(ctx, customer_id, digits)
    tickets = _tickets(ctx, customer_id, digits)
    numbers = _numbers(ctx, customer_id) if customer_id else [number] if number else []
    owed = select(Callback.id).where(
        Callback.call_id == Call.id, Callback.state == CallbackState.OPEN
    )
    past = ctx.session.execute(
        select(
            Call.id, Call.started_at, Call.direction, Call.outcome, Call.raised, Staff.name,
            owed.exists().label("owed"),
        )
        .join(Staff, Staff.id == Call.agent_id)
        .where(calls)
        .order_by(Call.started_at.desc(), Call.seq.desc())
        .limit(MOST_CALLS)
    ).all()  # fmt: skip
    return CallerCard(
        customer_id=customer_id,
        version=customer.version if customer else 0,
        name=customer.name if customer else None,
        title=customer.title if customer else None,
        address=customer.address if customer else None,
        note=customer.note if customer else None,
        masked_numbers=tuple(masking.mask_phone(raw) for raw in numbers),
        calls=_count(ctx, Call, calls),
        open_count=len(tickets),
        complaints=_count(
            ctx,
            Ticket,
            _whose(Ticket.customer_id, Ticket.digits, customer_id, digits)
            & (aside(Ticket.kind) == TicketKind.COMPLAINT),
        ),
        callbacks=callbacks,
        tickets=tickets,
        history=tuple(
            PastCall(
                row.id, row.started_at, row.direction, row.outcome, _first_line(row.raised),
                row.name, bool(row.owed),
            )
            for row in past
        ),
        same_number=_namesakes(ctx, customer_id) if customer_id else (),
        merged=_merged(ctx, customer_id) if customer_id else (),
        may_export=ctx.actor.may(Permission.EXPORT_PERSON),
        may_anonymise=ctx.actor.may(Permission.ANONYMISE_PERSON),
    )  # fmt: skip


def _whose(
    customer: InstrumentedAttribute[uuid.UUID | None],
    digits_column: InstrumentedAttribute[str | None],
    customer_id: uuid.UUID | None,
    digits: str,
) -> ColumnElement[bool]:
    if customer_id is not None:
        return customer == customer_id
    return (digits_column == digits) & customer.is_(None)


def _customer(ctx: Context, customer_id: uuid.UUID) -> Customer:
    customer = ctx.session.get(Customer, customer_id)
    if customer is None or customer.erased_at or customer.merged_into_id:
        raise NotFound(say("This customer's record was merged or erased meanwhile."))
    return customer


def _numbers(ctx: Context, customer_id: uuid.UUID) -> list[str]:
    return list(
        ctx.session.scalars(
            select(CustomerNumber.raw)
            .where(CustomerNumber.customer_id == customer_id)
            .order_by(CustomerNumber.created_at, CustomerNumber.id)
        )
    )


def _count(ctx: Context, table: type[Call | Ticket], where: ColumnElement[bool]) -> int:
    # Of a column it would read each row to see whether there is any.
    return ctx.session.scalar(select(func.count()).select_from(table).where(where)) or 0


def _callbacks(
    ctx: Context, customer_id: uuid.UUID | None, digits: str
) -> tuple[OwedCallback, ...]:
    rows = ctx.session.execute(
        select(
            Callback.id, Callback.kind, Callback.due_at, Callback.about, Callback.owner_id,
            Staff.name,
        )
        .join(Staff, Staff.id == Callback.owner_id)
        .where(
            _whose(Callback.customer_id, Callback.digits, customer_id, digits),
            Callback.state == CallbackState.OPEN,
        )
        .order_by(Callback.due_at)
        .limit(_MOST_OTHERS)
    )  # fmt: skip
    return tuple(
        OwedCallback(r.id, r.kind, r.due_at, r.about, r.name, r.owner_id == ctx.actor.id)
        for r in rows
    )


def _tickets(ctx: Context, customer_id: uuid.UUID | None, digits: str) -> tuple[OpenTicket, ...]:
    rows = ctx.session.execute(
        select(
            Ticket.id, Ticket.number, Ticket.kind, Ticket.state, Ticket.escalation_level,
            Ticket.raised, Ticket.due_at,
        )
        .where(
            _whose(Ticket.customer_id, Ticket.digits, customer_id, digits),
            aside(Ticket.open) == true(),
        )
        .order_by(Ticket.sort_due)
        .limit(_MOST_OTHERS)
    )  # fmt: skip
    return tuple(
        OpenTicket(
            r.id, r.number, r.kind, r.state, r.escalation_level > 0, _first_line(r.raised), r.due_at
        )
        for r in rows
    )


def _namesakes(ctx: Context, customer_id: uuid.UUID) -> tuple[Namesake, ...]:
    """In steps: joined at once, a planner without statistics begins with all customers."""
    mine = ctx.session.scalars(
        select(CustomerNumber.digits).where(CustomerNumber.customer_id == customer_id)
    ).all()
    sharing = ctx.session.scalars(
        select(CustomerNumber.customer_id)
        .where(CustomerNumber.digits.in_(mine), CustomerNumber.customer_id != customer_id)
        .distinct()
        .limit(_MOST_OTHERS)
    ).all()
    rows = ctx.session.execute(
        select(
            Customer.id, Customer.name, Customer.title, Customer.address, Customer.erased_at,
            Customer.merged_into_id,
        )
        .where(Customer.id.in_(sharing))
        .order_by(Customer.id)
    )  # fmt: skip
    return tuple(
        Namesake(r.id, r.name, r.title, r.address)
        for r in rows
        if r.erased_at is None and r.merged_into_id is None
    )


def _merged(ctx: Context, customer_id: uuid.UUID) -> tuple[MergedRecord, ...]:
    rows = ctx.session.execute(
        select(CustomerMerge.id, Customer.name, CustomerMerge.merged_at)
        .join(Customer, Customer.id == CustomerMerge.merged_id)
        .where(CustomerMerge.kept_id == customer_id, CustomerMerge.undone.is_(false()))
        .order_by(CustomerMerge.merged_at.desc())
    )
    return tuple(MergedRecord(r.id, r.name, r.merged_at) for r in rows)


def _first_line(text: str | None) -> str:
    line = (text or "").strip().split("\n", 1)[0]
    return line if len(line) <= _SUBJECT_LENGTH else line[: _SUBJECT_LENGTH - 1] + "…"


__all__ = [
    "CallerCard", "MergedRecord", "Namesake", "OpenTicket", "OwedCallback", "PastCall",
    "caller_history",
]  # fmt: skip

"""One ticket opened: its facts, its story, its calls and callbacks, what the person may do."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from thirdring.domain import masking
from thirdring.domain.case_values import Degree, Fault, Handling, Remedy, VisitState
from thirdring.domain.complaint_path import offered_remedies
from thirdring.domain.enums import (
    AgainstKind,
    CallbackState,
    Channel,
    Direction,
    Nature,
    Outcome,
    TicketKind,
    Title,
)
from thirdring.domain.months import Lack
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_path import Step, needs_reviewer, steps
from thirdring.store.tables import (
    Call,
    Callback,
    ComplaintDetail,
    Erasure,
    Staff,
    Ticket,
)
from thirdring.usecases.case_file import facts_of_goods, visit_of
from thirdring.usecases.context import Context
from thirdring.usecases.edit_ticket import TicketFields, fields_by
from thirdring.usecases.find_tickets import hides
from thirdring.usecases.lacking_facts import lacking
from thirdring.usecases.names import Named, names_of
from thirdring.usecases.ticket_access import Which, against_oneself, load_ticket
from thirdring.usecases.ticket_timeline import Entry, timeline

# What is typed by hand of a complaint, and may name the customer.
_WORDS = (
    "against", "product", "merchant", "order_no", "plan", "alternatives", "opinion", "cause",
    "prevention", "lesson",
)  # fmt: skip


class Deed(StrEnum):
    """What a person may do with the ticket that is open."""

    NOTE = "note"
    EDIT = "edit"
    ADVANCE = "advance"
    TAKE = "take"
    REASSIGN = "reassign"
    UNMASK = "unmask"


@dataclass(frozen=True, slots=True)
class TicketCall:
    """A call of the ticket; `at` is aware UTC."""

    id: uuid.UUID
    at: datetime
    direction: Direction
    outcome: Outcome
    agent: str


@dataclass(frozen=True, slots=True)
class TicketCallback:
    """A callback owed or kept for the ticket; times are aware UTC."""

    id: uuid.UUID
    due_at: datetime
    state: CallbackState
    about: str | None
    owner: str


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What only a complaint has; names as they were matched, else as they were given."""

    channel: Channel | None
    nature: Nature | None
    against_kind: AgainstKind | None
    against: str | None
    product: str | None
    merchant: str | None
    bought_on: Any
    warranty_until: Any
    order_no: str | None
    safety: bool | None
    complexity: Degree | None
    impact: Degree | None
    immediate: bool | None
    handling: Handling | None
    guide: str | None
    fault: Fault | None
    plan: str | None
    next_contact_at: datetime | None
    accepted: bool | None
    alternatives: str | None
    remedy: Remedy | None
    completed_at: datetime | None
    visit: VisitState | None
    satisfaction: int | None
    opinion: str | None
    cause: str | None
    prevention: str | None
    lesson: str | None
    example: bool
    # D19: what may settle it as it stands.
    offered: tuple[Remedy, ...]
    # D13: what it lacks, so that it counts for nobody until that is settled.
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """Everything the panel shows. `fields` is what can be changed, with the version seen. `waiting`:
    so many records about it are on this desk only; what of them changes `fields` is in there.
    """

    fields: TicketFields
    kind: TicketKind
    open: bool
    escalation_level: int
    name: str | None
    title: Title | None
    phone: str | None
    address: str | None
    owner: str | None
    owner_login: str | None
    department: str | None
    received_at: datetime
    due_at: datetime | None
    due_rule: str | None
    closed_at: datetime | None
    merged_into: str | None
    complaint: ComplaintFacts | None
    calls: tuple[TicketCall, ...]
    callbacks: tuple[TicketCallback, ...]
    timeline: tuple[Entry, ...]
    may: frozenset[Deed]
    steps: tuple[Step, ...]
    waiting: int = 0
    # J6: what it was about, and whose it was, is no longer kept.
    erased: bool = False


def show_ticket(ctx: Context, which: Which, *, masked: bool = False) -> TicketDetail:
    """The ticket by id or number. The telephone number comes masked: `unmask_ticket` shows it.

    Raises:
        NotPermitted: the role sees no tickets.
        NotFound: there is none, or none this role may see.
    """
    ticket = load_ticket(ctx, which)
    ctx.session.flush()
    own = against_oneself(ctx, ticket)
    complaint = ctx.session.get(ComplaintDetail, ticket.id)
    names = _names(ctx, ticket, complaint)
    story = timeline(ctx.session, ticket.id)
    detail = TicketDetail(
        fields=fields_by(ticket, next((entry.actor for entry in story if entry.actor), None)),
        kind=ticket.kind,
        open=ticket.open,
        escalation_level=ticket.escalation_level,
        name=ticket.name,
        title=ticket.title,
        phone=ticket.phone and masking.mask_phone(ticket.phone),
        address=ticket.address,
        owner=_name(names, ticket.owner_id),
        owner_login=names[ticket.owner_id].login if ticket.owner_id else None,
        department=_name(names, ticket.department_id),
        received_at=ticket.received_at,
        due_at=ticket.due_at,
        due_rule=ticket.due_rule,
        closed_at=ticket.closed_at,
        merged_into=_name(names, ticket.merged_into_id),
        complaint=_complaint(ctx, ticket, complaint, names) if complaint else None,
        calls=_calls(ctx, ticket.id),
        callbacks=_callbacks(ctx, ticket.id),
        timeline=story,
        may=_may(ctx, ticket, own=own),
        steps=_steps(ctx, ticket),
        erased=not ticket.raised and ctx.session.get(Erasure, ("ticket", ticket.id)) is not None,
    )
    if own:
        return _masked(_nameless(detail, ticket))
    return _masked(detail) if hides(ctx, masked=masked) else detail


def _steps(ctx: Context, ticket: Ticket) -> tuple[Step, ...]:
    """The ways on that are this person's to take."""
    reviews = ctx.actor.may(Permission.REVIEW)
    return tuple(
        step
        for step in steps(ticket.kind, ticket.state)
        if reviews or not needs_reviewer(ticket.kind, step.to)
    )


def _may(ctx: Context, ticket: Ticket, *, own: bool) -> frozenset[Deed]:
    may = ctx.actor.may
    if not may(Permission.WORK_TICKETS):
        return frozenset()
    deeds = {Deed.NOTE}
    if not own:  # G9
        deeds.add(Deed.EDIT)
        if _steps(ctx, ticket):
            deeds.add(Deed.ADVANCE)
        if ticket.owner_id is None:
            deeds.add(Deed.TAKE)
        if may(Permission.REASSIGN):
            deeds.add(Deed.REASSIGN)
    if ticket.phone and may(Permission.UNMASK) and not own:
        deeds.add(Deed.UNMASK)
    return frozenset(deeds)


def _names(
    ctx: Context, ticket: Ticket, detail: ComplaintDetail | None
) -> dict[uuid.UUID | None, Named]:
    """Of everybody and everything the facts name."""
    staff, departments = [ticket.owner_id], [ticket.department_id]
    merchants: list[uuid.UUID | None] = []
    products: list[uuid.UUID | None] = []
    if detail is not None:
        staff += [detail.against_staff_id, detail.guide_id]
        departments.append(detail.against_department_id)
        merchants = [detail.against_merchant_id, detail.merchant_id]
        products = [detail.against_product_id, detail.product_id]
    return names_of(
        ctx, staff=staff, departments=departments, merchants=merchants, products=products,
        tickets=[ticket.merged_into_id],
    )  # fmt: skip


def _name(names: Mapping[uuid.UUID | None, Named], row_id: uuid.UUID | None) -> str | None:
    found = names.get(row_id)
    return found.name if found else None


def _complaint(
    ctx: Context,
    ticket: Ticket,
    detail: ComplaintDetail,
    names: Mapping[uuid.UUID | None, Named],
) -> ComplaintFacts:
    against = (
        _name(names, detail.against_staff_id)
        or _name(names, detail.against_department_id)
        or _name(names, detail.against_merchant_id)
        or _name(names, detail.against_product_id)
        or detail.against_text
    )
    product = _name(names, detail.product_id) or detail.product_text
    merchant = _name(names, detail.merchant_id) or detail.merchant_text
    visit = visit_of(ctx, detail)
    return ComplaintFacts(
        channel=detail.channel,
        nature=detail.nature,
        against_kind=detail.against_kind,
        against=against,
        product=product,
        merchant=merchant,
        bought_on=detail.bought_on,
        warranty_until=detail.warranty_until,
        order_no=detail.order_no,
        safety=detail.safety,
        complexity=detail.complexity,
        impact=detail.impact,
        immediate=detail.immediate,
        handling=detail.handling,
        guide=_name(names, detail.guide_id),
        fault=detail.fault,
        plan=detail.plan,
        next_contact_at=detail.next_contact_at,
        accepted=detail.accepted,
        alternatives=detail.alternatives,
        remedy=detail.remedy,
        completed_at=detail.completed_at,
        visit=visit.state if visit else None,
        satisfaction=visit.satisfaction if visit else None,
        opinion=visit.opinion if visit else None,
        cause=detail.cause,
        prevention=detail.prevention,
        lesson=detail.lesson,
        example=detail.example,
        offered=offered_remedies(facts_of_goods(ctx, ticket, detail, product, merchant)),
        lacks=lacking(ctx, ticket),
    )


def _calls(ctx: Context, ticket_id: uuid.UUID) -> tuple[TicketCall, ...]:
    rows = ctx.connection.execute(
        select(Call.id, Call.started_at, Call.direction, Call.outcome, Staff.name)
        .join(Staff, Staff.id == Call.agent_id)
        .where(Call.ticket_id == ticket_id)
        .order_by(Call.started_at.desc(), Call.seq.desc())
    )
    return tuple(TicketCall(*row) for row in rows)


def _callbacks(ctx: Context, ticket_id: uuid.UUID) -> tuple[TicketCallback, ...]:
    rows = ctx.connection.execute(
        select(Callback.id, Callback.due_at, Callback.state, Callback.about, Staff.name)
        .join(Staff, Staff.id == Callback.owner_id)
        .where(Callback.ticket_id == ticket_id)
        .order_by(Callback.due_at.desc())
    )
    return tuple(TicketCallback(*row) for row in rows)


def _masked(detail: TicketDetail) -> TicketDetail:
    """Hidden from who may not see it (H5): names, addresses, numbers inside texts."""
    fields, facts = detail.fields, detail.complaint

    def text(words: str) -> str:
        return masking.mask_text(words, detail.name)

    return replace(
        detail,
        name=detail.name and masking.mask_name(detail.name),
        address=detail.address and masking.mask_address(detail.address),
        fields=replace(
            fields,
            raised=text(fields.raised),
            wants=fields.wants and text(fields.wants),
            answer=fields.answer and text(fields.answer),
        ),
        complaint=facts and _with_words(facts, text),
        callbacks=tuple(replace(c, about=c.about and text(c.about)) for c in detail.callbacks),
        timeline=tuple(replace(e, words=e.words and text(e.words)) for e in detail.timeline),
    )


def _with_words(facts: ComplaintFacts, shown: Callable[[str], str]) -> ComplaintFacts:
    """The facts with what was typed by hand as `shown` makes it."""
    words: dict[str, Any] = {name: shown(text) for name in _WORDS if (text := getattr(facts, name))}
    return replace(facts, **words)


def _nameless(detail: TicketDetail, ticket: Ticket) -> TicketDetail:
    """G9: who is complained about sees the facts, not who complains; calls would lead there too."""

    def hidden(text: str) -> str:
        return masking.hide_whole(text, ticket.name, ticket.address, ticket.phone)

    fields, facts = detail.fields, detail.complaint
    return replace(
        detail,
        name=None,
        title=None,
        phone=None,
        address=None,
        calls=(),
        fields=replace(
            fields,
            raised=hidden(fields.raised),
            wants=fields.wants and hidden(fields.wants),
            answer=fields.answer and hidden(fields.answer),
        ),
        complaint=facts and replace(_with_words(facts, hidden), order_no=None),
        callbacks=tuple(replace(c, about=c.about and hidden(c.about)) for c in detail.callbacks),
        timeline=tuple(replace(e, words=e.words and hidden(e.words)) for e in detail.timeline),
    )  # fmt: skip


def show_for_people(ctx: Context, which: str, *, masked: bool = False) -> dict[str, Any]:
    """The ticket as the command line gives it back: the contract's keys, with its story.

    Raises:
        NotPermitted, NotFound: as `show_ticket`.
    """
    from thirdring.usecases.ticket_rows import values_of

    ticket = load_ticket(ctx, which)
    detail = show_ticket(ctx, ticket, masked=masked)
    phone = ticket.phone
    if hides(ctx, masked=masked) or against_oneself(ctx, ticket):
        phone = detail.phone
    return values_of(ctx, ticket, detail, phone)

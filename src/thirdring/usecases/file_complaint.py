"""Filing a complaint, request or praise that arrived in any way (D13): number at once, its clocks,
its customer.
"""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select

from thirdring.domain import phones
from thirdring.domain.case_values import Handling
from thirdring.domain.enums import Outcome, TicketKind, TicketState
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.phones import PhoneNumber
from thirdring.domain.reception import Received, begins_as, missing
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.give_number import free_number
from thirdring.usecases.judged_complaint import refuse_complaint
from thirdring.usecases.known_customer import customer_of
from thirdring.usecases.open_ticket import ComplaintFacts, NewTicket, open_ticket
from thirdring.usecases.records import ReceptionInput
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.timeline import record_event

SOURCE = "file"
_TEXTS = {
    "name": TextKind.NAME,
    "phone": TextKind.NUMBER,
    "address": TextKind.ADDRESS,
    "raised": TextKind.TEXT,
    "wants": TextKind.TEXT,
    "against": TextKind.LINE,
    "product": TextKind.LINE,
    "merchant": TextKind.LINE,
    "order_no": TextKind.LINE,
    "source_id": TextKind.LINE,
}


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed; `added` is false when it was there already."""

    id: uuid.UUID
    number: str
    state: TicketState
    added: bool


def file_complaint(
    ctx: Context,
    record: ReceptionInput,
    ticket_id: uuid.UUID | None = None,
    *,
    number: str | None = None,
) -> Filed:
    """File it. The same `source_id`, or the `ticket_id` the form gave it, again changes nothing.
    `number`: the one its desk gave it already.

    Raises:
        NotPermitted: the role files no complaints.
        Refusals: every field that is missing or can't be so, each with its rule (D1, D2, D13, D15).
    """
    ctx.require(Permission.FILE_COMPLAINT)
    known = _known(ctx, record, ticket_id)
    if known is not None:
        return Filed(known.id, known.number, known.state, added=False)
    record = _cleaned(ctx, record)
    phone = _phone(record)
    _judge(ctx, record, phone)
    new = replace(_new(ctx, record, phone, ticket_id), number=free_number(ctx, number))
    ticket = open_ticket(ctx, new)
    if ticket.state is TicketState.ACKNOWLEDGED:
        record_event(ctx, "told_number", "ticket", ticket.id, ticket_id=ticket.id, rule="J1")
    return Filed(ticket.id, ticket.number, ticket.state, added=True)


def _known(ctx: Context, record: ReceptionInput, ticket_id: uuid.UUID | None) -> Ticket | None:
    if ticket_id is not None:
        found = ctx.session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one_or_none()
        if found is not None:
            return found
    if record.source_id is None:
        return None
    return ctx.session.scalars(
        select(Ticket).where(Ticket.source == SOURCE, Ticket.source_id == record.source_id)
    ).one_or_none()


def _cleaned(ctx: Context, record: ReceptionInput) -> ReceptionInput:
    refusals: list[Refusal] = []
    changes: dict[str, object] = {}
    for field, kind in _TEXTS.items():
        value = getattr(record, field)
        if value is None:
            continue
        try:
            changes[field] = clean(value, kind, field=field).text or None
        except Refusal as refusal:
            refusals.append(refusal)
    if record.received_at is not None:
        try:
            changes["received_at"] = ctx.center.time.to_utc(record.received_at, field="received_at")
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)
    return record.model_copy(update=changes)


def _phone(record: ReceptionInput) -> PhoneNumber | None:
    if not record.phone:
        return None
    phone = phones.parse(record.phone)
    if phone.withheld:
        return None
    if not phone.digits:
        raise Refusal(
            say("{number} is not a telephone number; type its digits, or mark it withheld.",
                number=record.phone),
            rule="B1",
            field="phone",
        )  # fmt: skip
    return phone


def _judge(ctx: Context, record: ReceptionInput, phone: PhoneNumber | None) -> None:
    found = missing(
        Received(
            kind=TicketKind(record.kind),
            channel=record.channel,
            name=record.name,
            phone=phone.digits if phone else None,
            raised=record.raised,
            wants=record.wants,
            nature=record.nature,
            severity=record.severity,
            against_kind=record.against_kind,
            against=record.against,
            handling=record.handling,
            guided=record.guide is not None,
            withheld=frozenset(record.withheld),
        )
    )
    impossible = [
        type(one)(one.message, rule=one.rule, field=one.field.removeprefix("complaint."))
        for one in refuse_complaint(ctx, record, Outcome.TICKET, SOURCE)
    ]
    if record.category is not None and record.category not in ctx.center.categories:
        known = ", ".join(ctx.center.categories)
        impossible.append(
            Refusal(
                say("“{category}” is not a category of this center; it has {known}.",
                    category=record.category[:60], known=known),
                rule="H3", field="category",
            )
        )  # fmt: skip
    if found or impossible:
        raise Refusals([*found, *impossible])


def _new(
    ctx: Context, record: ReceptionInput, phone: PhoneNumber | None, ticket_id: uuid.UUID | None
) -> NewTicket:
    return NewTicket(
        kind=TicketKind(record.kind),
        raised=record.raised or "",
        received_at=min(record.received_at or ctx.now, ctx.now),
        customer_id=customer_of(ctx, phone, record.name, record.title, record.address),
        name=record.name,
        title=record.title,
        phone=phone,
        address=record.address,
        wants=record.wants,
        category=record.category,
        severity=record.severity,
        owner_id=ctx.actor.id,
        state=begins_as(record.channel, record.state),
        complaint=_facts(ctx, record),
        source=SOURCE if record.source_id else None,
        source_id=record.source_id,
        ticket_id=ticket_id,
    )


def _facts(ctx: Context, record: ReceptionInput) -> ComplaintFacts:
    return ComplaintFacts(
        channel=record.channel,
        nature=record.nature,
        against_kind=record.against_kind,
        against=record.against,
        product=record.product,
        merchant=record.merchant,
        bought_on=record.bought_on,
        warranty_until=record.warranty_until,
        order_no=record.order_no,
        handling=record.handling,
        guide_id=_guide(ctx, record),
        safety=record.safety,
        complexity=record.complexity,
        impact=record.impact,
        immediate=record.immediate,
    )


def _guide(ctx: Context, record: ReceptionInput) -> uuid.UUID | None:
    """D17: who guides the customer in the reception room."""
    if record.handling is not Handling.RECEPTION_ROOM:
        return None
    if record.guide is None:
        return ctx.actor.id
    staff_id = ctx.session.scalars(
        select(Staff.id).where(Staff.login == folded_login(record.guide))
    ).one_or_none()
    if staff_id is None:
        raise Refusal(
            say("Nobody has the login {login}.", login=record.guide), rule="D17", field="guide"
        )
    return staff_id

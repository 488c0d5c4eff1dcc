"""Opening a ticket: its number, its clocks, what a complaint adds, the search index."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from thirdring.domain.case_values import Degree, EscalationKind, Handling
from thirdring.domain.clock_rules import Started, at_intake
from thirdring.domain.enums import (
    CLOSED_STATES,
    AgainstKind,
    Channel,
    Nature,
    Severity,
    TicketKind,
    TicketState,
    Title,
)
from thirdring.domain.ids import new_id
from thirdring.domain.phones import PhoneNumber
from thirdring.domain.routes import ROUTED_IN, Route
from thirdring.store.search import index_ticket
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.clock_keeping import Of, add_clock, calendar_of, refresh_due
from thirdring.usecases.context import Context
from thirdring.usecases.give_number import give_number
from thirdring.usecases.named_parties import Party, match_party, named_merchant, named_product
from thirdring.usecases.routing import ROUTED, answer_clock, route_by_table, route_of, tell_routed
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.timeline import record_event

# Sorts after every due time there can be.
NO_DUE = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What only a complaint has; every field may be unknown while it is incomplete (D13)."""

    channel: Channel | None = None
    nature: Nature | None = None
    against_kind: AgainstKind | None = None
    against: str | None = None
    product: str | None = None
    merchant: str | None = None
    bought_on: date | None = None
    warranty_until: date | None = None
    order_no: str | None = None
    handling: Handling | None = None
    guide_id: uuid.UUID | None = None
    safety: bool | None = None
    complexity: Degree | None = None
    impact: Degree | None = None
    immediate: bool | None = None


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A matter to keep; times aware UTC.

    `clocks` run beside those of the intake. `due_at` with its rule: what somebody else keeps the
    clock of, a callback told in the same call. `ticket_id`: the identity a form gave it, so that
    sending it again adds nothing; `number`: the one its desk gave it and told the customer, which is free
    (`give_number.free_number`).
    """

    kind: TicketKind
    raised: str
    received_at: datetime
    customer_id: uuid.UUID | None = None
    name: str | None = None
    title: Title | None = None
    phone: PhoneNumber | None = None
    address: str | None = None
    wants: str | None = None
    answer: str | None = None
    category: str | None = None
    severity: Severity | None = None
    owner_id: uuid.UUID | None = None
    due_at: datetime | None = None
    due_rule: str | None = None
    state: TicketState = TicketState.INTAKE
    complaint: ComplaintFacts | None = None
    source: str | None = None
    source_id: str | None = None
    call_id: uuid.UUID | None = None
    clocks: tuple[Started, ...] = ()
    ticket_id: uuid.UUID | None = None
    number: str | None = None


def open_ticket(ctx: Context, new: NewTicket) -> Ticket:
    """Add the ticket and everything beside it; returns its row, which has its key. What is beside it
    goes with the next flush.
    """
    is_open = new.state not in CLOSED_STATES
    # Told before the row is written: a ticket that is made lies with its department from the start.
    route = _route(ctx, new) if is_open else None
    clocks = _clocks(ctx, new, route) if is_open else ()
    due_at, due_rule = _nearest(new, clocks)
    ticket = Ticket(
        id=new.ticket_id or new_id(),
        number=new.number or give_number(ctx, new.kind),
        kind=new.kind,
        state=new.state,
        open=is_open,
        severity=new.severity,
        category=new.category,
        customer_id=new.customer_id,
        name=new.name,
        title=new.title,
        phone=new.phone.raw if new.phone else None,
        digits=new.phone.digits if new.phone else None,
        address=new.address,
        raised=new.raised,
        wants=new.wants,
        answer=new.answer,
        owner_id=new.owner_id,
        department_id=route.department_id if route else None,
        created_by=ctx.actor.id,
        received_at=new.received_at,
        due_at=due_at,
        due_rule=due_rule,
        sort_due=due_at or NO_DUE,
        closed_at=None if is_open else ctx.now,
        source=new.source,
        source_id=new.source_id,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(ticket)
    ctx.session.flush_mapped()  # what it is found by goes by its key
    detail = _complaint_detail(ctx, ticket, new.complaint) if new.complaint else None
    for started in clocks:
        add_clock(ctx, started, Of(ticket_id=ticket.id))
    index_ticket(ctx.session, ticket.seq, searchable_texts(ticket, detail), new=True)
    record_event(
        ctx, "opened", "ticket", ticket.id, ticket_id=ticket.id, kind=new.kind.value,
        call_id=str(new.call_id) if new.call_id else None, due_rule=due_rule,
    )  # fmt: skip
    if route is not None:
        tell_routed(ctx, ticket.id, route.department_id)
    ctx.touch("tickets")
    _pass_on(ctx, ticket, detail)
    _show_promise(ticket, new)
    return ticket


def _show_promise(ticket: Ticket, new: NewTicket) -> None:
    """What was promised beside the ticket has no clock yet when the nearest is looked for."""
    promised = new.due_at
    if ticket.open and promised is not None and (not ticket.due_at or promised < ticket.due_at):
        ticket.due_at = ticket.sort_due = promised
        ticket.due_rule = new.due_rule


def set_going(ctx: Context, ticket: Ticket, detail: ComplaintDetail | None) -> None:
    """The same for rows that were written many at a time: its department (D3), and who it goes to."""
    if route_by_table(ctx, ticket, detail):
        refresh_due(ctx, ticket)
        ticket.sort_due = ticket.due_at or NO_DUE
    _pass_on(ctx, ticket, detail)


def _route(ctx: Context, new: NewTicket) -> Route | None:
    """The department that answers for it (D3)."""
    if new.kind not in ROUTED:
        return None
    return route_of(ctx, new.complaint.nature if new.complaint else None, new.severity)


def _pass_on(ctx: Context, ticket: Ticket, detail: ComplaintDetail | None) -> None:
    """Put an open complaint on its way: to somebody else (G9), upward (D9)."""
    if not ticket.open or ticket.kind is not TicketKind.COMPLAINT:
        return
    if detail is not None:
        give_away(ctx, ticket, detail)
    if ticket.severity is Severity.MAJOR:
        send_up(ctx, EscalationKind.MAJOR, About(ticket), ticket.raised)
        refresh_due(ctx, ticket)
        ticket.sort_due = ticket.due_at or NO_DUE


def give_away(ctx: Context, ticket: Ticket, detail: ComplaintDetail) -> None:
    """G9: whom it is against never owns it; a supervisor finds somebody who does."""
    if detail.against_staff_id is None or ticket.owner_id != detail.against_staff_id:
        return
    ticket.owner_id = None
    send_up(ctx, EscalationKind.DIFFICULT, About(ticket), ticket.raised)
    refresh_due(ctx, ticket)
    ticket.sort_due = ticket.due_at or NO_DUE


def _clocks(ctx: Context, new: NewTicket, route: Route | None) -> tuple[Started, ...]:
    channel = new.complaint.channel if new.complaint else None
    own = at_intake(new.kind, new.received_at, ctx.policy, calendar_of(ctx), channel=channel)
    answer = (answer_clock(ctx, route.hours),) if route and new.state in ROUTED_IN else ()
    return (*own, *new.clocks, *answer)


def _nearest(new: NewTicket, clocks: Sequence[Started]) -> tuple[datetime | None, str | None]:
    due = [(clock.due_at, clock.rule) for clock in clocks]
    if new.due_at is not None:
        due.append((new.due_at, new.due_rule or ""))
    return min(due, default=(None, None))


def searchable_texts(ticket: Ticket, detail: ComplaintDetail | None) -> list[str]:
    """Every text of a ticket that search finds it by."""
    texts = [
        ticket.number, ticket.name, ticket.phone, ticket.digits, ticket.address, ticket.raised,
        ticket.wants, ticket.answer, ticket.category,
    ]  # fmt: skip
    if detail is not None:
        texts += [detail.order_no, detail.product_text, detail.merchant_text, detail.against_text]
    return [text for text in texts if text]


def _complaint_detail(ctx: Context, ticket: Ticket, facts: ComplaintFacts) -> ComplaintDetail:
    party = match_party(ctx.session, facts.against_kind, facts.against)
    product_id = named_product(ctx.session, facts.product)
    merchant_id = named_merchant(ctx.session, facts.merchant)
    detail = ComplaintDetail(
        ticket_id=ticket.id,
        channel=facts.channel,
        nature=facts.nature,
        against_kind=facts.against_kind,
        **_against(party),
        product_id=product_id,
        product_text=facts.product,
        merchant_id=merchant_id,
        merchant_text=facts.merchant,
        bought_on=facts.bought_on,
        warranty_until=facts.warranty_until,
        order_no=facts.order_no,
        handling=facts.handling,
        guide_id=facts.guide_id,
        safety=facts.safety,
        complexity=facts.complexity,
        impact=facts.impact,
        immediate=facts.immediate,
        month=ctx.center.time.month_of(ticket.received_at),
    )
    ctx.session.add(detail)
    return detail


def _against(party: Party) -> dict[str, object]:
    return {
        "against_staff_id": party.staff_id,
        "against_department_id": party.department_id,
        "against_merchant_id": party.merchant_id,
        "against_product_id": party.product_id,
        "against_text": party.text,
    }

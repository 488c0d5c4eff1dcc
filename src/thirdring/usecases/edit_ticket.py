"""Changing what a ticket says. Earlier wording is kept; a change made meanwhile is a Conflict."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.case_values import EscalationKind
from thirdring.domain.enums import Severity, TicketKind, TicketState
from thirdring.domain.errors import Refusal, say
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import ComplaintDetail, Event, Staff, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.routing import route_by_table
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.ticket_access import (
    against_oneself,
    changed,
    keep_note,
    load_ticket,
    refuse_changed,
)
from thirdring.usecases.timeline import record_event

TEXTS = ("raised", "wants", "answer")
EDITABLE = (*TEXTS, "severity", "category")


@dataclass(frozen=True, slots=True)
class TicketFields:
    """What of a ticket can be changed, as it stands at `version`; who changed it last, and when
    (UTC). In a Conflict this is what somebody else made of it meanwhile.
    """

    id: uuid.UUID
    number: str
    version: int
    state: TicketState
    raised: str
    wants: str | None
    answer: str | None
    severity: Severity | None
    category: str | None
    owner_id: uuid.UUID | None
    changed_by: str | None
    changed_at: datetime


def fields_of(ctx: Context, ticket: Ticket) -> TicketFields:
    """The ticket's changeable fields as they stand."""
    by = ctx.session.scalars(
        select(Staff.name)
        .join(Event, Event.actor_id == Staff.id)
        .where(Event.ticket_id == ticket.id)
        .order_by(Event.at.desc(), Event.seq.desc())
        .limit(1)
    ).first()
    return fields_by(ticket, by)


def fields_by(ticket: Ticket, by: str | None) -> TicketFields:
    """The same where it is known who changed the ticket last."""
    return TicketFields(
        ticket.id, ticket.number, ticket.version, ticket.state, ticket.raised, ticket.wants,
        ticket.answer, ticket.severity, ticket.category, ticket.owner_id, by, ticket.updated_at,
    )  # fmt: skip


def edit_ticket(
    ctx: Context, which: uuid.UUID | str, version: int, changes: Mapping[str, str | None]
) -> TicketFields:
    """Set the fields in `changes` (of `EDITABLE`). `version` is the one the person saw.

    Raises:
        NotPermitted: the role may not, or it is about oneself (G9).
        NotFound: no such ticket. Conflict: changed meanwhile; `theirs` is a `TicketFields`.
        Refusal: an unknown field, category or severity; what was raised would be emptied.
    """
    ctx.require(Permission.WORK_TICKETS)
    ticket = load_ticket(ctx, which, lock=True)
    refuse_own_case(against_oneself=against_oneself(ctx, ticket))
    refuse_changed(ticket, version, fields_of(ctx, ticket))
    if edit_fields(ctx, ticket, changes):
        changed(ctx, ticket)
    return fields_of(ctx, ticket)


def edit_fields(ctx: Context, ticket: Ticket, changes: Mapping[str, str | None]) -> list[str]:
    """Set them and keep the earlier wording; the names of those that changed. Who acts and that
    nobody changed it meanwhile is checked by the caller, who also calls `changed`.

    Raises:
        Refusal: as `edit_ticket`.
    """
    new = {name: _checked(ctx, ticket, name, value) for name, value in changes.items()}
    edited = [name for name, value in new.items() if value != getattr(ticket, name)]
    for name in edited:
        earlier = getattr(ticket, name)
        note_id = keep_note(ctx, ticket, earlier) if name in TEXTS and earlier else None
        record_event(
            ctx, "edited", "ticket", ticket.id, ticket_id=ticket.id, field=name,
            before=str(earlier) if name not in TEXTS and earlier else None,
            after=str(new[name]) if name not in TEXTS and new[name] else None,
            note_id=note_id and str(note_id),
        )  # fmt: skip
        setattr(ticket, name, new[name])
    if "severity" in edited:
        _start_d9(ctx, ticket)
        route_by_table(ctx, ticket, ctx.session.get(ComplaintDetail, ticket.id))
    return edited


def _checked(ctx: Context, ticket: Ticket, name: str, value: str | None) -> str | Severity | None:
    if name not in EDITABLE:
        raise Refusal(say("{field} can't be changed here.", field=name), field=name)
    text = clean(value or "", TextKind.TEXT, field=name).text or None
    if name == "raised" and text is None:
        raise Refusal(say("What was recorded is corrected, not taken away."), rule="B1", field=name)
    if name == "category" and text is not None and text not in ctx.center.categories:
        known = ", ".join(ctx.center.categories)
        raise Refusal(
            say("“{category}” is not a category of this center; it has {known}.",
                category=text[:60], known=known),
            rule="H3",
            field=name,
        )  # fmt: skip
    if name != "severity":
        return text
    if text is None and ticket.kind is TicketKind.COMPLAINT and ticket.severity is not None:
        raise Refusal(say("A complaint has a severity."), rule="D2", field=name)
    if text is not None and text not in set(Severity):
        raise Refusal(say("“{severity}” is not a severity.", severity=text[:60]), field=name)
    return Severity(text) if text else None


def _start_d9(ctx: Context, ticket: Ticket) -> None:
    """D9: a complaint that turns out to be major is reported at once."""
    major = ticket.kind is TicketKind.COMPLAINT and ticket.severity is Severity.MAJOR
    if major and ticket.open:
        send_up(ctx, EscalationKind.MAJOR, About(ticket), ticket.raised)

"""A call as it is given back: the keys of product.md, with `id`, `created_at` and `clocks`."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from thirdring.domain import masking
from thirdring.domain.clocks import Clock
from thirdring.domain.enums import CallbackKind, Outcome
from thirdring.store.tables import (
    Call,
    Callback,
    ClockRow,
    ComplaintDetail,
    Hold,
    ProtocolRecord,
    Staff,
    Ticket,
)
from thirdring.usecases.clock_keeping import clocks_of


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call, complete. `values` holds the JSON keys of product.md with Python values."""

    id: uuid.UUID
    seq: int
    version: int
    agent_id: uuid.UUID
    customer_id: uuid.UUID | None
    ticket_id: uuid.UUID | None
    ticket_number: str | None
    outcome: Outcome
    created_at: datetime
    values: Mapping[str, Any]
    clocks: tuple[Clock, ...]

    def masked(self) -> "CallRow":
        """The same with name, number, address and free texts hidden (H5)."""
        name = self.values.get("name")
        values = _hidden(self.values, name, _MASKS)
        if complaint := values.get("complaint"):
            values["complaint"] = _hidden(complaint, complaint.get("name") or name, _OF_COMPLAINT)
        for part in ("protocol", "callback"):
            if values.get(part):
                values[part] = _hidden(values[part], name, {})
        return CallRow(
            self.id, self.seq, self.version, self.agent_id, self.customer_id, self.ticket_id,
            self.ticket_number, self.outcome, self.created_at, values, self.clocks,
        )  # fmt: skip


_MASKS = {
    "number": masking.mask_phone,
    "name": masking.mask_name,
    "address": masking.mask_address,
}
_OF_COMPLAINT = {"phone": masking.mask_phone, "name": masking.mask_name}
# What is typed by hand, of the call, its complaint, its protocol and its callback.
_WORDS = frozenset({
    "raised", "wants", "answer", "unmet_need", "against", "product", "merchant", "order_no",
    "outlet", "questions", "answer_hoped_for", "demands", "help_expected", "about", "reason",
})  # fmt: skip
_PLAIN = (
    "direction", "number", "name", "title", "address", "withheld", "caller_type", "rings",
    "rings_disagree", "started_at", "answered_at", "ended_at", "wrapped_up_at", "hung_up_by",
    "category", "raised", "wants", "answer", "unmet_need", "read_back", "read_back_at", "outcome",
    "transferred_to", "transfer_taken", "emergency", "satisfaction", "source_id",
)  # fmt: skip


def _hidden(
    values: Mapping[str, Any], name: str | None, masks: Mapping[str, Callable[[str], str]]
) -> dict[str, Any]:
    found = dict(values)
    for key, value in values.items():
        if value and key in masks:
            found[key] = masks[key](value)
        elif value and key in _WORDS:
            found[key] = masking.mask_text(value, name)
    return found


def call_row(session: Session, call: Call, now: datetime) -> CallRow:
    """Read what belongs to `call` and put it in the contract's form."""
    values: dict[str, Any] = {key: getattr(call, key) for key in _PLAIN}
    values["agent"] = session.scalars(select(Staff.login).where(Staff.id == call.agent_id)).one()
    values["holds"] = [
        {"from": hold.from_at, "to": hold.to_at, "reason": hold.reason}
        for hold in session.scalars(
            select(Hold).where(Hold.call_id == call.id).order_by(Hold.from_at)
        )
    ]
    protocol = session.get(ProtocolRecord, call.id)
    values["protocol"] = protocol and {
        key: getattr(protocol, key)
        for key in ("outlet", "questions", "answer_hoped_for", "demands", "help_expected")
    }
    callbacks = session.scalars(
        select(Callback).where(Callback.call_id == call.id).order_by(Callback.created_at)
    ).all()
    promise = next((c for c in callbacks if c.kind is CallbackKind.PROMISE), None)
    values["callback"] = promise and {
        "id": promise.id,
        "due_at": promise.due_at,
        "about": promise.about,
        "reason": promise.later_reason,
        "state": promise.state,
    }
    ticket = _ticket(session, call.ticket_id)
    values["ticket"] = ticket.number if ticket else None
    values["complaint"] = _complaint(session, ticket)
    of_callbacks = ClockRow.callback_id.in_([c.id for c in callbacks])
    mine = or_(of_callbacks, ClockRow.ticket_id == ticket.id) if ticket else of_callbacks
    clocks = clocks_of(session, now, mine) if callbacks or ticket else ()
    return CallRow(
        id=call.id,
        seq=call.seq,
        version=call.version,
        agent_id=call.agent_id,
        customer_id=call.customer_id,
        ticket_id=call.ticket_id,
        ticket_number=ticket.number if ticket else None,
        outcome=call.outcome,
        created_at=call.created_at,
        values=values,
        clocks=clocks,
    )


def _complaint(session: Session, ticket: Ticket | None) -> dict[str, Any] | None:
    """The complaint the call left behind, with the keys it was filed by."""
    detail = session.get(ComplaintDetail, ticket.id) if ticket else None
    if ticket is None or detail is None:
        return None
    return {
        "number": ticket.number,
        "channel": detail.channel,
        "received_at": ticket.received_at,
        "name": ticket.name,
        "phone": ticket.phone,
        "raised": ticket.raised,
        "wants": ticket.wants,
        "nature": detail.nature,
        "severity": ticket.severity,
        "against_kind": detail.against_kind,
        "against": detail.against_text,
        "product": detail.product_text,
        "merchant": detail.merchant_text,
        "bought_on": detail.bought_on,
        "warranty_until": detail.warranty_until,
        "order_no": detail.order_no,
        "state": ticket.state,
        "source_id": ticket.source_id,
    }


def _ticket(session: Session, ticket_id: uuid.UUID | None) -> Ticket | None:
    if ticket_id is None:
        return None
    return session.scalars(select(Ticket).where(Ticket.id == ticket_id)).one()

"""A call as it is given back: the keys of product.md, with `id`, `created_at` and `clocks`."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from thirdring.domain import masking
from thirdring.domain.clocks import Clock
from thirdring.domain.enums import CallbackKind, CallbackState, HoldReason, Outcome
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
from thirdring.usecases.clock_keeping import standing_clocks


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call, complete. `values` holds the JSON keys of product.md with Python values."""

    id: uuid.UUID
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
            self.id, self.version, self.agent_id, self.customer_id, self.ticket_id,
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


_COLUMNS = (
    *_PLAIN, "id", "version", "agent_id", "customer_id", "ticket_id", "created_at",
)  # fmt: skip
_ASKED = ("outlet", "questions", "answer_hoped_for", "demands", "help_expected")


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


@dataclass(frozen=True, slots=True)
class Wait:
    """A hold of the call; times aware UTC."""

    from_at: datetime
    to_at: datetime
    reason: HoldReason


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised in the call; `due_at` aware UTC."""

    id: uuid.UUID
    due_at: datetime
    about: str | None
    later_reason: str | None
    state: CallbackState


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to one call. `agent`: their login. `protocol`: what was asked, by its keys."""

    agent: str
    holds: Sequence[Wait] = ()
    protocol: Mapping[str, str | None] | None = None
    promise: Promise | None = None
    ticket: Ticket | None = None
    detail: ComplaintDetail | None = None
    clocks: tuple[Clock, ...] = ()


def call_row(session: Session, call: Call, now: datetime) -> CallRow:
    """Read what belongs to `call` and put it in the contract's form."""
    return call_rows(session, [call], now)[0]


def call_rows(session: Session, calls: Sequence[Call], now: datetime) -> list[CallRow]:
    """The same of several, in their order: what belongs to them is read at once for all. At most a
    few hundred, as each is named in the statements.
    """
    read = _Read(session, calls, now)
    return [
        row_of({name: getattr(call, name) for name in _COLUMNS}, read.beside(call))
        for call in calls
    ]


class _Read:
    """What belongs to these calls, by their ids, as the database has it."""

    def __init__(self, session: Session, calls: Sequence[Call], now: datetime) -> None:
        ids = [call.id for call in calls]
        agents = {call.agent_id for call in calls}
        logins = session.execute(select(Staff.id, Staff.login).where(Staff.id.in_(agents)))
        self.logins = {row.id: row.login for row in logins}
        self.holds: dict[uuid.UUID, list[Wait]] = defaultdict(list)
        for hold in session.scalars(
            select(Hold).where(Hold.call_id.in_(ids)).order_by(Hold.from_at)
        ):
            self.holds[hold.call_id].append(Wait(hold.from_at, hold.to_at, hold.reason))
        protocols = session.scalars(select(ProtocolRecord).where(ProtocolRecord.call_id.in_(ids)))
        self.protocols = {
            row.call_id: {name: getattr(row, name) for name in _ASKED} for row in protocols
        }
        callbacks = session.scalars(
            select(Callback).where(Callback.call_id.in_(ids)).order_by(Callback.created_at)
        ).all()
        self.promises: dict[uuid.UUID, Promise] = {}
        for one in callbacks:
            if one.kind is CallbackKind.PROMISE and one.call_id is not None:
                promise = Promise(one.id, one.due_at, one.about, one.later_reason, one.state)
                self.promises.setdefault(one.call_id, promise)
        self.tickets: dict[uuid.UUID, Ticket] = {}
        self.details: dict[uuid.UUID, ComplaintDetail] = {}
        if tickets := {call.ticket_id for call in calls if call.ticket_id is not None}:
            found = session.scalars(select(Ticket).where(Ticket.id.in_(tickets)))
            self.tickets = {row.id: row for row in found}
            details = session.scalars(
                select(ComplaintDetail).where(ComplaintDetail.ticket_id.in_(tickets))
            )
            self.details = {row.ticket_id: row for row in details}
        # By call and by ticket: the place in their order, and the clock.
        self._clocks: dict[uuid.UUID, dict[int, Clock]] = defaultdict(dict)
        of_callbacks = {callback.id: callback.call_id for callback in callbacks}
        if callbacks or tickets:
            mine = or_(ClockRow.callback_id.in_(of_callbacks), ClockRow.ticket_id.in_(tickets))
            for place, (row, clock) in enumerate(standing_clocks(session, now, mine)):
                of_callback = of_callbacks.get(row.callback_id) if row.callback_id else None
                for owner in (row.ticket_id, of_callback):
                    if owner is not None:
                        self._clocks[owner][place] = clock

    def beside(self, call: Call) -> Beside:
        """What belongs to this one of them."""
        ticket = self.tickets[call.ticket_id] if call.ticket_id is not None else None
        return Beside(
            agent=self.logins[call.agent_id],
            holds=self.holds[call.id],
            protocol=self.protocols.get(call.id),
            promise=self.promises.get(call.id),
            ticket=ticket,
            detail=self.details.get(ticket.id) if ticket else None,
            clocks=self._clocks_of(call),
        )

    def _clocks_of(self, call: Call) -> tuple[Clock, ...]:
        """Those of its callbacks and of its ticket, soonest first."""
        found = dict(self._clocks.get(call.id, {}))
        if call.ticket_id is not None:
            found |= self._clocks.get(call.ticket_id, {})
        return tuple(found[place] for place in sorted(found))


def row_of(call: Mapping[str, Any], beside: Beside) -> CallRow:
    """The columns of a call and what belongs to it, in the contract's form."""
    values: dict[str, Any] = {key: call[key] for key in _PLAIN}
    values["agent"] = beside.agent
    values["holds"] = [
        {"from": hold.from_at, "to": hold.to_at, "reason": hold.reason} for hold in beside.holds
    ]
    values["protocol"] = beside.protocol
    promise, ticket = beside.promise, beside.ticket
    values["callback"] = promise and {
        "id": promise.id,
        "due_at": promise.due_at,
        "about": promise.about,
        "reason": promise.later_reason,
        "state": promise.state,
    }
    values["ticket"] = ticket.number if ticket else None
    values["complaint"] = _complaint(ticket, beside.detail)
    return CallRow(
        id=call["id"],
        version=call["version"],
        agent_id=call["agent_id"],
        customer_id=call["customer_id"],
        ticket_id=call["ticket_id"],
        ticket_number=ticket.number if ticket else None,
        outcome=call["outcome"],
        created_at=call["created_at"],
        values=values,
        clocks=beside.clocks,
    )


def _complaint(ticket: Ticket | None, detail: ComplaintDetail | None) -> dict[str, Any] | None:
    """The complaint the call left behind, with the keys it was filed by."""
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

"""A call that went out of the form already, back in it: the inverse of `call_facts.input_of`."""

import uuid
from typing import Any

from thirdring.domain.enums import TicketKind
from thirdring.ui.calls.call_record import CHOICES, TEXTS, CallRecord, HoldSpan
from thirdring.usecases.records import CallInput

_TIMES = {
    "started_at": "started_at", "answered_at": "answered_at", "ended_at": "ended_at",
    "confirmed_at": "read_back_at",
}  # fmt: skip
# The callback's time was told; it stays as it was whatever is changed beside it.
_AT_A_TIME = "at"


def record_of(record_id: uuid.UUID, data: CallInput) -> CallRecord:
    """`data` as it was typed, under the id it had."""
    record = CallRecord(
        id=record_id, direction=data.direction, caller_type=data.caller_type, typed=True
    )
    plain = data.model_dump(mode="json")
    record.texts = {name: str(found) for name in TEXTS if (found := _in(plain, name)) is not None}
    record.choices = {
        name: _choice(found) for name in CHOICES if (found := _in(plain, name)) is not None
    }
    if data.complaint is not None:
        record.choices["ticket_kind"] = TicketKind.COMPLAINT.value
    record.withheld = set(data.withheld)
    record.emergency, record.rings, record.source_id = data.emergency, data.rings, data.source_id
    for name, of in _TIMES.items():
        setattr(record, name, getattr(data, of))
    record.confirmed_revision = data.read_back_revision
    record.holds = [HoldSpan(hold.from_at, hold.to_at, hold.reason) for hold in data.holds]
    if data.callback is not None and data.callback.due_at is not None:
        record.callback_due_at, record.callback_told_at = data.callback.due_at, data.ended_at
        record.choices["callback.minutes"] = _AT_A_TIME
    if data.callback_kept is not None:
        record.keeps = data.callback_kept.id
    return record


def _in(plain: dict[str, Any], name: str) -> Any:
    """The value at `name`, a dot leading into a part."""
    part, _, rest = name.partition(".")
    found = plain.get(part)
    if rest:
        return found.get(rest) if isinstance(found, dict) else None
    return None if isinstance(found, dict) else found


def _choice(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

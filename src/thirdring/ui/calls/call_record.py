"""One call record as it is being typed: texts, choices, clocks, and where the cursor was.

Everything in it goes into the drafts file and comes back from there, whatever version of the
program wrote it: what is unknown is passed over, what is missing takes its default.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from thirdring.domain.enums import CallerType, Direction, HoldReason
from thirdring.domain.ids import new_id

# Texts typed into fields, by the name of the field in `CallInput`; a dot leads into a part of it.
TEXTS = (
    "number", "name", "address", "raised", "wants", "answer", "unmet_need", "transferred_to",
    "callback.about", "callback.at", "callback.reason",
    "protocol.outlet", "protocol.questions", "protocol.answer_hoped_for", "protocol.demands",
    "protocol.help_expected",
    "complaint.against", "complaint.product", "complaint.merchant", "complaint.bought_on",
    "complaint.warranty_until", "complaint.order_no",
)  # fmt: skip
CHOICES = (
    "title", "category", "outcome", "hung_up_by", "transfer_taken", "callback.minutes",
    "ticket_kind", "complaint.nature", "complaint.severity", "complaint.against_kind",
    "keeps.retry",
)  # fmt: skip


@dataclass(slots=True)
class HoldSpan:
    """A finished hold, aware UTC."""

    from_at: datetime
    to_at: datetime
    reason: HoldReason


@dataclass(slots=True)
class CallRecord:
    """Texts as typed and choices by value; all times aware UTC, from the form's steady clock.

    `callback_due_at` is fixed when the minutes are chosen: it is what the customer is told.
    `confirmed_revision` is the text the customer confirmed (B2). `cursor` is a field and a
    position in it (in UTF-16 units, as Qt counts). `customer_id` the customer recognised.
    `person_confirmed`: on a call we made, the person has said who they are (C8).
    `keeps`: the callback this call keeps.
    """

    id: uuid.UUID = field(default_factory=new_id)
    direction: Direction = Direction.INBOUND
    caller_type: CallerType = CallerType.CUSTOMER
    texts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    emergency: bool = False
    rings: int | None = None
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    finished_at: datetime | None = None
    holds: list[HoldSpan] = field(default_factory=list)
    hold_since: datetime | None = None
    hold_reason: HoldReason = HoldReason.LOOK_UP
    callback_due_at: datetime | None = None
    callback_told_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_revision: str | None = None
    customer_id: uuid.UUID | None = None
    new_customer: bool = False
    person_confirmed: bool = False
    purpose: str | None = None
    said: list[str] = field(default_factory=list)
    source_id: str | None = None
    keeps: uuid.UUID | None = None
    cursor: tuple[str, int] = ("number", 0)
    # A correction of a finished call carries its id and the version that was seen.
    corrects: uuid.UUID | None = None
    version: int = 0
    typed: bool = False

    def text(self, name: str) -> str:
        """The text of a field, outer spaces off."""
        return self.texts.get(name, "").strip()

    def given(self, name: str) -> str:
        """The text of a field, empty when the caller withheld it (B1)."""
        return "" if name in self.withheld else self.text(name)

    def choice(self, name: str) -> str | None:
        return self.choices.get(name)

    def latest(self) -> datetime | None:
        """The latest time in it; the clock must not fall behind that."""
        times = [
            self.started_at, self.answered_at, self.ended_at, self.finished_at, self.hold_since,
            self.callback_told_at, self.confirmed_at, *(h.to_at for h in self.holds),
        ]  # fmt: skip
        return max((t for t in times if t is not None), default=None)

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        content: dict[str, Any] = {
            "texts": {k: v for k, v in self.texts.items() if v},
            "choices": dict(self.choices),
            "withheld": sorted(self.withheld),
            "direction": self.direction.value,
            "caller_type": self.caller_type.value,
            "holds": [
                [h.from_at.isoformat(), h.to_at.isoformat(), h.reason.value] for h in self.holds
            ],
            "hold_reason": self.hold_reason.value,
            "cursor": list(self.cursor),
            "said": list(self.said),
        }
        for name in _PLAIN:
            content[name] = getattr(self, name)
        for name in _TIMES:
            at = getattr(self, name)
            content[name] = at.isoformat() if at else None
        for name in _IDS:
            one = getattr(self, name)
            content[name] = str(one) if one else None
        return content

    @classmethod
    def from_json(cls, record_id: uuid.UUID, content: dict[str, Any]) -> "CallRecord":
        """What `to_json` wrote."""
        record = cls(id=record_id)
        record.texts = {k: str(v) for k, v in content.get("texts", {}).items() if k in TEXTS}
        record.choices = {k: str(v) for k, v in content.get("choices", {}).items() if k in CHOICES}
        record.withheld = set(content.get("withheld", ()))
        record.direction = Direction(content.get("direction", Direction.INBOUND))
        record.caller_type = CallerType(content.get("caller_type", CallerType.CUSTOMER))
        record.hold_reason = HoldReason(content.get("hold_reason", HoldReason.LOOK_UP))
        record.holds = [
            HoldSpan(datetime.fromisoformat(a), datetime.fromisoformat(b), HoldReason(reason))
            for a, b, reason in content.get("holds", ())
        ]
        record.said = [str(one) for one in content.get("said", ())]
        name, position = content.get("cursor", ("number", 0))
        record.cursor = (str(name), int(position))
        for plain in _PLAIN:
            if plain in content:
                setattr(record, plain, content[plain])
        for name in _TIMES:
            if content.get(name):
                setattr(record, name, datetime.fromisoformat(content[name]))
        for name in _IDS:
            if content.get(name):
                setattr(record, name, uuid.UUID(content[name]))
        return record


_PLAIN = (
    "emergency", "rings", "confirmed_revision", "new_customer", "source_id", "version", "typed",
    "person_confirmed", "purpose",
)  # fmt: skip
_TIMES = (
    "started_at", "answered_at", "ended_at", "finished_at", "hold_since", "callback_due_at",
    "callback_told_at", "confirmed_at",
)  # fmt: skip
_IDS = ("customer_id", "corrects", "keeps")

"""A call as typed or sent, made definite: UTC times, cleaned texts, an understood number."""

from dataclasses import dataclass

from thirdring.domain import phones
from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.phones import PhoneNumber
from thirdring.domain.text_safety import TextKind, clean
from thirdring.usecases.context import Context
from thirdring.usecases.records import CallInput, ComplaintInput, ProtocolInput

_TEXTS = {
    "name": TextKind.NAME,
    "address": TextKind.ADDRESS,
    "raised": TextKind.TEXT,
    "wants": TextKind.TEXT,
    "answer": TextKind.TEXT,
    "unmet_need": TextKind.TEXT,
    "transferred_to": TextKind.LINE,
    "source_id": TextKind.LINE,
}
_TIMES = ("started_at", "answered_at", "ended_at", "wrapped_up_at", "read_back_at")


@dataclass(frozen=True, slots=True)
class ResolvedCall:
    """`record` with cleaned texts and aware UTC times; `phone` None when there is no number."""

    record: CallInput
    phone: PhoneNumber | None


def resolve_call(ctx: Context, record: CallInput) -> ResolvedCall:
    """Make `record` definite. A call without a start began now, or when it was answered.

    Raises:
        Refusals: texts that are too long, times that do not exist on the center's wall clock.
    """
    time = ctx.center.time
    changes = _cleaned(time, record)
    started = changes.get("started_at") or changes.get("answered_at") or ctx.now
    changes["started_at"] = started
    changes["holds"] = _holds(time, record)
    if record.callback is not None and record.callback.due_at is not None:
        due = time.to_utc(record.callback.due_at, field="callback.due_at")
        changes["callback"] = record.callback.model_copy(update={"due_at": due})
    if record.callback_kept is not None and record.callback_kept.next_at is not None:
        due = time.to_utc(record.callback_kept.next_at, field="callback_kept.next_at")
        changes["callback_kept"] = record.callback_kept.model_copy(update={"next_at": due})
    if record.complaint is not None:
        changes["complaint"] = _complaint(time, record.complaint)
    if record.protocol is not None:
        changes["protocol"] = _protocol(record.protocol)
    record = record.model_copy(update=changes)
    return ResolvedCall(record, _phone(record))


def _cleaned(time: CenterTime, record: CallInput) -> dict[str, object]:
    """Texts through the gate and times in UTC; every refusal at once."""
    refusals: list[Refusal] = []
    changes: dict[str, object] = {}
    for field in (*_TEXTS, *_TIMES):
        value = getattr(record, field)
        if value is None:
            continue
        try:
            changes[field] = (
                clean(value, _TEXTS[field], field=field).text or None
                if field in _TEXTS
                else time.to_utc(value, field=field)
            )
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)
    return changes


def _complaint(time: CenterTime, complaint: ComplaintInput) -> ComplaintInput:
    changes: dict[str, object] = {}
    for field in ("raised", "wants"):
        text = getattr(complaint, field)
        if text is not None:
            changes[field] = clean(text, TextKind.TEXT, field=f"complaint.{field}").text or None
    for field in ("name", "against", "product", "merchant", "order_no", "source_id"):
        text = getattr(complaint, field)
        if text is not None:
            changes[field] = clean(text, TextKind.LINE, field=f"complaint.{field}").text or None
    if complaint.received_at is not None:
        changes["received_at"] = time.to_utc(complaint.received_at, field="complaint.received_at")
    return complaint.model_copy(update=changes)


def _protocol(protocol: ProtocolInput) -> ProtocolInput:
    return protocol.model_copy(
        update={
            field: clean(text, TextKind.TEXT, field=f"protocol.{field}").text or None
            for field, text in protocol.model_dump().items()
            if text is not None
        }
    )


def _holds(time: CenterTime, record: CallInput) -> tuple[object, ...]:
    return tuple(
        hold.model_copy(
            update={
                "from_at": time.to_utc(hold.from_at, field=f"holds.{i}.from"),
                "to_at": time.to_utc(hold.to_at, field=f"holds.{i}.to"),
            }
        )
        for i, hold in enumerate(record.holds)
    )


def _phone(record: CallInput) -> PhoneNumber | None:
    if not record.number:
        return None
    cleaned = clean(record.number, TextKind.NUMBER, field="number").text
    phone = phones.parse(cleaned)
    if phone.withheld:
        return None
    if not phone.digits:
        raise Refusal(
            say("{number} is not a telephone number; type its digits, or mark it withheld.",
                number=cleaned),
            rule="B1",
            field="number",
        )  # fmt: skip
    return phone

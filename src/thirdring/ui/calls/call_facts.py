"""A record being typed, as the rulebook sees it and as the use case takes it. Pure."""

from datetime import datetime

from thirdring.domain import phones
from thirdring.domain.call_gates import gates
from thirdring.domain.calls import CallbackAsked, CallFacts
from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    PROTOCOL_CALLERS,
    AgainstKind,
    CallbackResult,
    Channel,
    Direction,
    HungUpBy,
    Outcome,
    TicketKind,
    Title,
)
from thirdring.domain.errors import Refusal, say
from thirdring.domain.holds import HoldSpan
from thirdring.domain.protocol import ProtocolAnswers
from thirdring.domain.read_back import KeyPoints
from thirdring.ui.calls.call_record import CallRecord
from thirdring.ui.calls.calling_back import kept_of, result_of
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.records import CallInput, checked

_PROTOCOL = ("outlet", "questions", "answer_hoped_for", "demands", "help_expected")
_COMPLAINT = ("against", "product", "merchant", "bought_on", "warranty_until", "order_no")


def outcome_of(record: CallRecord) -> Outcome | None:
    """The outcome chosen so far."""
    chosen = record.choice("outcome")
    return Outcome(chosen) if chosen else None


def is_protocol(record: CallRecord) -> bool:
    """E1 to E3: taken down and handed over."""
    return record.caller_type in PROTOCOL_CALLERS


def talked(record: CallRecord) -> bool:
    """Whether anybody was there to talk to, as far as is known."""
    return outcome_of(record) not in OUTCOMES_WITHOUT_A_TALK


def ticket_kind_of(record: CallRecord) -> TicketKind:
    """The kind of ticket chosen, or the one that follows from the category."""
    chosen = record.choice("ticket_kind")
    if chosen:
        return TicketKind(chosen)
    after_sales = record.choice("category") == "after_sales"
    return TicketKind.REQUEST if after_sales else TicketKind.ENQUIRY


def is_complaint(record: CallRecord) -> bool:
    """Whether the details of a complaint are asked (D1, D2, D15, D19)."""
    return (
        outcome_of(record) is Outcome.TICKET
        and not is_protocol(record)
        and ticket_kind_of(record) is TicketKind.COMPLAINT
    )


def key_points(record: CallRecord) -> KeyPoints:
    """What is read back (B2): for special callers their questions are what was raised."""
    title = record.choice("title")
    return KeyPoints(
        record.given("name") or None,
        Title(title) if title else None,
        _raised(record) or None,
        None if is_protocol(record) else record.text("wants") or None,
        record.callback_due_at if outcome_of(record) is Outcome.CALLBACK else None,
    )


def facts_of(record: CallRecord, now: datetime) -> CallFacts:
    """The call as if it were finished at `now` (aware UTC)."""
    ended = record.ended_at or now
    hung_up, title = record.choice("hung_up_by"), record.choice("title")
    taken = record.choice("transfer_taken")
    protocol = is_protocol(record)
    return CallFacts(
        direction=record.direction,
        caller_type=record.caller_type,
        outcome=outcome_of(record),
        digits=digits_of(record) or None,
        name=record.given("name") or None,
        title=Title(title) if title else None,
        address=record.given("address") or None,
        withheld=frozenset(record.withheld),
        rings=record.rings,
        started_at=record.started_at,
        answered_at=record.answered_at,
        ended_at=ended,
        wrapped_up_at=now,
        hung_up_by=HungUpBy(hung_up) if hung_up else None,
        holds=tuple(_holds(record, ended)),
        category=None if protocol else record.choice("category"),
        raised=_raised(record) or None,
        wants=None if protocol else record.text("wants") or None,
        answer=None if protocol else record.text("answer") or None,
        read_back=record.confirmed_at is not None,
        read_back_revision=record.confirmed_revision,
        transferred_to=record.text("transferred_to") or None,
        transfer_taken=taken == "true" if taken else None,
        callback=_callback(record),
        protocol=ProtocolAnswers(**{k: record.text(f"protocol.{k}") or None for k in _PROTOCOL})
        if protocol
        else None,
        emergency=record.emergency,
    )


def missing_of(record: CallRecord, desk: DeskFacts, now: datetime) -> tuple[Refusal, ...]:
    """Every gate that is still shut, in the order of the form."""
    due = key_points(record).callback_due_at
    found = list(
        gates(facts_of(record, now), desk.policy, categories=desk.categories, callback_due_at=due)
    )
    if outcome_of(record) is Outcome.CALLBACK and due is None:
        found.append(Refusal(say("By when?"), rule="C1", field="callback.due_at"))
    if is_complaint(record):
        found += _complaint_gates(record)
    passed_up = record.keeps is not None and result_of(record) is CallbackResult.ESCALATED
    if passed_up and not record.text("answer"):
        found.append(Refusal(say("Say why it is passed up."), rule="C4", field="answer"))
    return tuple(found)


def _complaint_gates(record: CallRecord) -> list[Refusal]:
    refusals = []
    if not record.choice("complaint.nature"):
        refusals.append(
            Refusal(say("What is the complaint about?"), rule="D2", field="complaint.nature")
        )
    if not record.choice("complaint.severity"):
        refusals.append(Refusal(say("How serious is it?"), rule="D2", field="complaint.severity"))
    kind = record.choice("complaint.against_kind")
    if not kind:
        refusals.append(
            Refusal(say("Whom is it against?"), rule="D15", field="complaint.against_kind")
        )
    elif kind != AgainstKind.NONE.value and not record.text("complaint.against"):
        refusals.append(Refusal(say("Name them."), rule="D15", field="complaint.against"))
    return refusals


def input_of(record: CallRecord) -> CallInput:
    """A finished record as `log_call` takes it; `finished_at` and `ended_at` are set.

    Raises:
        Refusals: a date that is none, a text that is too long.
    """
    ended = record.ended_at
    if ended is None or record.finished_at is None:
        raise ValueError("the record is not finished")
    facts = facts_of(record, record.finished_at)
    data: dict[str, object] = {
        name: getattr(facts, name)
        for name in (
            "direction", "caller_type", "outcome", "name", "title", "address", "rings",
            "started_at", "answered_at", "ended_at", "wrapped_up_at", "hung_up_by", "category",
            "raised", "wants", "answer", "read_back", "read_back_revision", "transferred_to",
            "transfer_taken", "emergency",
        )
    }  # fmt: skip
    data |= {
        "number": record.given("number") or None,
        "withheld": tuple(sorted(record.withheld)),
        "unmet_need": record.text("unmet_need") or None,
        "read_back_at": record.confirmed_at,
        "holds": [
            {"from": hold.from_at, "to": hold.to_at, "reason": hold.reason} for hold in facts.holds
        ],
        "source_id": record.source_id,
    }
    if facts.outcome is Outcome.CALLBACK:
        data["callback"] = {
            "due_at": record.callback_due_at,
            "about": record.text("callback.about") or None,
            "reason": record.text("callback.reason") or None,
        }
    if facts.protocol is not None and facts.talked:
        data["protocol"] = {k: record.text(f"protocol.{k}") or None for k in _PROTOCOL}
    if facts.outcome is Outcome.TICKET and facts.protocol is None:
        data["ticket_kind"] = ticket_kind_of(record)
    if is_complaint(record):
        data["complaint"] = {
            "channel": Channel.PHONE,
            "nature": record.choice("complaint.nature"),
            "severity": record.choice("complaint.severity"),
            "against_kind": record.choice("complaint.against_kind"),
            **{k: record.text(f"complaint.{k}") or None for k in _COMPLAINT},
        }
    if record.keeps is not None:
        data["callback_kept"] = kept_of(record)
        if facts.outcome is Outcome.ABANDONED and record.direction is Direction.OUTBOUND:
            data["answered_at"] = None  # it was we who rang, and nobody picked up
    return checked(CallInput, data)


def digits_of(record: CallRecord) -> str:
    """The canonical key of the number typed so far."""
    text = record.given("number")
    return phones.parse(text).digits if text else ""


def _raised(record: CallRecord) -> str:
    return record.text("protocol.questions") if is_protocol(record) else record.given("raised")


def _callback(record: CallRecord) -> CallbackAsked | None:
    if outcome_of(record) is not Outcome.CALLBACK or record.callback_due_at is None:
        return None
    return CallbackAsked(
        due_at=record.callback_due_at,
        about=record.text("callback.about") or None,
        reason=record.text("callback.reason") or None,
    )


def _holds(record: CallRecord, ended: datetime) -> list[HoldSpan]:
    spans = [HoldSpan(h.from_at, h.to_at, h.reason) for h in record.holds]
    if record.hold_since is not None:
        spans.append(HoldSpan(record.hold_since, max(ended, record.hold_since), record.hold_reason))
    return spans

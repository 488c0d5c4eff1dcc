"""A call that keeps a callback (C2, C3, B8): how its record begins, and what its end means. Pure.

The outcome of the call is what became of the callback; nothing is chosen twice.
"""

from datetime import datetime, timedelta

from thirdring.domain.call_moment import Purpose
from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    CallbackKind,
    CallbackResult,
    Direction,
    Outcome,
)
from thirdring.ui.calls.call_record import CallRecord
from thirdring.usecases.callback_board import CallbackSheet

OUTCOME_OF = {
    CallbackResult.DONE: Outcome.SOLVED,
    CallbackResult.PROGRESS: Outcome.CALLBACK,
    CallbackResult.NOT_REACHED: Outcome.ABANDONED,
    CallbackResult.ESCALATED: Outcome.ESCALATED,
}
_RESULT_OF = {outcome: result for result, outcome in OUTCOME_OF.items()}
RETRY = "keeps.retry"


def begun(sheet: CallbackSheet, now: datetime) -> CallRecord:
    """The record of calling back, begun at `now`, with all that is known of the customer (B1)."""
    line = sheet.detail.line
    record = CallRecord(direction=Direction.OUTBOUND, started_at=now, answered_at=now, typed=True)
    record.keeps = line.id
    record.customer_id = line.customer_id
    redial = line.kind is CallbackKind.REDIAL
    record.purpose = (Purpose.REDIAL if redial else Purpose.CALLBACK).value
    texts = {
        "number": sheet.number, "name": sheet.name, "address": sheet.address,
        "raised": sheet.raised, "wants": sheet.wants,
    }  # fmt: skip
    record.texts = {name: text for name, text in texts.items() if text}
    record.withheld = {name for name in sheet.withheld if name not in record.texts}
    if sheet.title is not None:
        record.choices["title"] = sheet.title.value
    if sheet.category is not None:
        record.choices["category"] = sheet.category
    record.cursor = ("answer", 0)
    return record


def result_of(record: CallRecord) -> CallbackResult | None:
    """What the record's outcome means for the callback; None while none is chosen."""
    chosen = record.choice("outcome")
    if chosen is None:
        return None
    outcome = Outcome(chosen)
    if outcome in OUTCOMES_WITHOUT_A_TALK:
        return CallbackResult.NOT_REACHED
    return _RESULT_OF.get(outcome, CallbackResult.DONE)


def next_try_of(record: CallRecord) -> datetime | None:
    """When to try somebody who wasn't reached again; None leaves it to the policy."""
    minutes, ended = record.choice(RETRY), record.ended_at
    if minutes is None or ended is None:
        return None
    return ended + timedelta(minutes=int(minutes))


def kept_of(record: CallRecord) -> dict[str, object]:
    """What a finished record says of the callback, as `CallInput.callback_kept` takes it."""
    result = result_of(record)
    kept: dict[str, object] = {
        "id": record.keeps,
        "result": result,
        "note": record.text("answer") or None,
    }
    if result is CallbackResult.PROGRESS:
        kept["next_at"] = record.callback_due_at
        kept["reason"] = record.text("callback.reason") or None
    elif result is CallbackResult.NOT_REACHED:
        kept["next_at"] = next_try_of(record)
    return kept

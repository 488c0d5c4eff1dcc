"""One call record and what the person does to it; no Qt. The form draws it and forwards typing.

Times come from the steady clock of the form, so that none of the rules ever meets a call whose
parts run backwards.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from thirdring.domain import phones
from thirdring.domain.enums import CallerType, Direction, HoldReason, HungUpBy, Outcome, Title
from thirdring.domain.errors import Message, Refusal, Refusals
from thirdring.domain.holds import HoldClock, HoldSpan, apology_owed, hold_clock
from thirdring.domain.policy import Key
from thirdring.domain.protocol import allowed_outcomes
from thirdring.domain.read_back import ReadBack, confirm, exemption, sentence, still_confirmed
from thirdring.domain.rings import PickUp, pick_up
from thirdring.domain.text_safety import TextKind, clean
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.call_record import CallRecord
from thirdring.ui.calls.call_record import HoldSpan as KeptHold
from thirdring.ui.calls.typed_time import typed_time
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.find_callers import CallerHit
from thirdring.usecases.records import CallInput

AT_A_TIME = "at"


class CallPresenter:
    """`changed` is called after every change; `record` is what goes into the drafts file."""

    def __init__(self, record: CallRecord, desk: DeskFacts, now: Callable[[], datetime]) -> None:
        self.record = record
        self.desk = desk
        self._now = now
        self.changed: Callable[[], None] = lambda: None
        # What a recognised customer filled in, so that another customer takes it out again.
        self._filled: dict[str, str] = {}
        # A hold has ended and nothing was said or typed since: the wait wants an apology (B3).
        self.resumed = False

    # --- beginning and end -------------------------------------------------------------------

    @property
    def started(self) -> bool:
        return self.record.started_at is not None

    def ring(self, number: str | None, *, anonymous: bool = False, name: str = "") -> None:
        """The phone rings now (A1). `anonymous`: the caller's number was not shown."""
        self.record.started_at = self._now()
        if number:
            self.record.texts["number"] = number
        elif anonymous:
            self.record.withheld.add("number")
        if name:
            with suppress(Refusal):  # a name too long to be one is left to be asked
                self.record.texts["name"] = clean(name, TextKind.NAME).text
        self._did()

    def begin(self, direction: Direction = Direction.INBOUND) -> None:
        """The agent is on the line now."""
        record = self.record
        record.direction = direction
        record.started_at = record.answered_at = self._now()
        self._did()

    def answer(self) -> None:
        """Picked up; typing does it too."""
        if self.record.started_at is None:
            self.begin(self.record.direction)
        elif self.record.answered_at is None:
            self.record.answered_at = self._now()
            self._did()

    def end_talk(self, by: HungUpBy = HungUpBy.CUSTOMER) -> None:
        """The talk is over (B9); from here on it is wrap-up."""
        self.answer()
        self.end_hold()
        if self.record.ended_at is None:
            self.record.ended_at = self._now()
        self.record.choices["hung_up_by"] = by.value
        self._did()

    def finish(self) -> CallInput:
        """Close the record; its times are fixed, so that sending it again sends the same.

        Raises:
            Refusals: a gate is still shut, or a date is none.
        """
        missing = self.missing()
        if missing:
            raise Refusals(list(missing))
        record, now = self.record, self._now()
        self.end_hold()
        record.ended_at = record.ended_at or now
        record.finished_at = now
        return call_facts.input_of(record)

    # --- typing and choosing -----------------------------------------------------------------

    def set_text(self, name: str, text: str) -> None:
        """A field was typed in. The first letter answers a ringing phone."""
        if self.record.texts.get(name, "") == text:
            return
        self.record.texts[name] = text
        self.record.typed = True
        self.resumed = False
        self.answer()
        if name == "number":
            self.record.new_customer = False
        if name == "callback.at":
            self._take_typed_time()
        self._did()

    def choose(self, name: str, value: str | None) -> None:
        """A choice by its stored value; None takes it back."""
        if value is None:
            self.record.choices.pop(name, None)
        else:
            self.record.choices[name] = value
        self.record.typed = True
        if name == "outcome" and value == Outcome.ABANDONED.value:
            # Given up while it rang: nobody picked up, and saying so is no answer.
            self.record.started_at = self.record.started_at or self._now()
        else:
            self.answer()
        if name == "outcome" and value == Outcome.CALLBACK.value:
            default = self.desk.policy.integer(Key.CALLBACK_DEFAULT_MINUTES)
            self._promise(self.record.choices.get("callback.minutes", str(default)))
        elif name == "callback.minutes" and value is not None:
            self._promise(value)
        self._did()

    def set_caller(self, caller: CallerType) -> None:
        """Who calls; a special caller can only go to the supervisor (E1 to E3)."""
        record = self.record
        record.caller_type, record.typed = caller, True
        allowed = allowed_outcomes(caller)
        outcome = call_facts.outcome_of(record)
        if outcome not in allowed:
            record.choices.pop("outcome", None)
        if call_facts.is_protocol(record) and "outcome" not in record.choices:
            record.choices["outcome"] = Outcome.ESCALATED.value
        self.answer()
        self._did()

    def set_withheld(self, name: str, *, on: bool) -> None:
        """The caller would not give it (B1)."""
        (self.record.withheld.add if on else self.record.withheld.discard)(name)
        self.record.typed = True
        self.answer()
        self._did()

    def set_emergency(self, *, on: bool) -> None:
        """E6: reported up at once."""
        self.record.emergency, self.record.typed = on, True
        self.answer()
        self._did()

    def set_rings(self, rings: int) -> None:
        """How often it rang, as counted by ear; the times are set to agree (A1)."""
        record = self.record
        record.rings, record.typed = rings, True
        self.answer()
        span = self.desk.policy.span(Key.RING_SECONDS) * (rings - 0.5)
        if record.answered_at is not None:
            record.started_at = record.answered_at - span
        self._did()

    def confirm_person(self, *, on: bool) -> None:
        """C8: on a call we made, the person said who they are."""
        self.record.person_confirmed = on
        self._did()

    def say(self, key: str) -> None:
        """A phrase was marked as said."""
        if key not in self.record.said:
            self.record.said.append(key)
        self.resumed = False
        self._did()

    def move_cursor(self, name: str, position: int) -> None:
        """Where the cursor is, to be put back after a crash."""
        self.record.cursor = (name, position)

    # --- who it is ---------------------------------------------------------------------------

    def recognise(self, hit: CallerHit) -> dict[str, str]:
        """This customer is on the line: fills empty fields, returns what was filled."""
        self._take_back_filled()
        record = self.record
        record.customer_id, record.new_customer = hit.customer_id, False
        found = {"name": hit.name, "address": hit.address}
        for name, text in found.items():
            if text and not record.text(name) and name not in record.withheld:
                record.texts[name] = self._filled[name] = text
        if hit.title is not None and "title" not in record.choices:
            record.choices["title"] = self._filled["title"] = hit.title.value
        self._did()
        return dict(self._filled)

    def forget_customer(self, *, new: bool = False) -> None:
        """Nobody known: another number is typed, or the agent says it is a new customer."""
        if self.record.customer_id is None and self.record.new_customer == new:
            return
        self._take_back_filled()
        self.record.customer_id, self.record.new_customer = None, new
        if self.record.direction is Direction.INBOUND:
            self.record.keeps = None  # it was owed to somebody else
        self._did()

    def keep_callback(self, callback_id: uuid.UUID | None) -> None:
        """What is owed to the customer is told in this call (C2); None takes that back."""
        self.record.keeps = callback_id
        self._did()

    @property
    def recognised(self) -> bool:
        return self.record.customer_id is not None

    def whole_number(self) -> bool:
        """Whether what is typed is a number one can dial."""
        text = self.record.given("number")
        return bool(text) and phones.parse(text).kind is not phones.PhoneKind.UNKNOWN

    # --- hold --------------------------------------------------------------------------------

    def hold(self, reason: HoldReason | None = None) -> None:
        """Begin to hold the line, or give the running hold its reason (B3, B5)."""
        self.answer()
        if reason is not None:
            self.record.hold_reason = reason
        if self.record.hold_since is None and self.record.ended_at is None:
            self.record.hold_since = self._now()
        self._did()

    def end_hold(self) -> None:
        """Back on the line."""
        record = self.record
        if record.hold_since is not None:
            to_at = max(self._now(), record.hold_since)
            record.holds.append(KeptHold(record.hold_since, to_at, record.hold_reason))
            record.hold_since = None
            self.resumed = record.ended_at is None
            self._did()

    def hold_clock(self) -> HoldClock | None:
        """The countdown of the hold that runs."""
        return hold_clock(self._spans(), self._now(), self.desk.policy)

    def apology_owed(self) -> bool:
        """Whether the last hold took longer than it may (B3)."""
        return apology_owed(self._spans(), self.desk.policy)

    def _spans(self) -> list[HoldSpan]:
        spans = [HoldSpan(h.from_at, h.to_at, h.reason) for h in self.record.holds]
        if self.record.hold_since is not None:
            spans.append(HoldSpan(self.record.hold_since, None, self.record.hold_reason))
        return spans

    # --- what the rules say ------------------------------------------------------------------

    def missing(self) -> tuple[Refusal, ...]:
        """Every gate that is shut, in the order of the form; the wording of dates included."""
        found = call_facts.missing_of(self.record, self.desk, self._now())
        if self.record.choice("callback.minutes") == AT_A_TIME:
            found = tuple(self._time_refusal(refusal) for refusal in found)
        return found

    def pick_up(self) -> PickUp:
        """A1, A2: how often it rang and whether that was late; while it rings, as of now."""
        record = self.record
        until = record.answered_at or (self._now() if record.started_at else None)
        return pick_up(
            self.desk.policy,
            direction=record.direction,
            rings=record.rings,
            started_at=record.started_at,
            answered_at=until,
        )

    def read_back(self) -> str:
        """The sentence to read out (B2), in the customers' language; empty when nothing is there."""
        points = call_facts.key_points(self.record)
        if not points.raised and not points.wants:
            return ""
        return sentence(points, self.desk.language, self.desk.time, self._now())

    def exempt(self) -> Message | None:
        """Why nothing is read back, when nobody is there to confirm."""
        outcome = call_facts.outcome_of(self.record)
        return exemption(outcome) if outcome else None

    @property
    def confirmed(self) -> bool:
        """The customer confirmed exactly what stands there now."""
        record = self.record
        if record.confirmed_at is None or record.confirmed_revision is None:
            return False
        read_back = ReadBack(record.confirmed_at, record.confirmed_revision)
        return still_confirmed(read_back, call_facts.key_points(record))

    @property
    def confirmation_stale(self) -> bool:
        """It was confirmed, and the key points changed since."""
        return self.record.confirmed_at is not None and not self.confirmed

    def set_confirmed(self, *, on: bool) -> None:
        """The customer confirmed (or not) what was just read out."""
        record = self.record
        self.answer()
        if on:
            given = confirm(call_facts.key_points(record), self._now())
            record.confirmed_at, record.confirmed_revision = given.confirmed_at, given.revision
        else:
            record.confirmed_at = record.confirmed_revision = None
        self._did()

    # --- callback ----------------------------------------------------------------------------

    def _promise(self, minutes: str) -> None:
        """Fix the time the customer is told: to the minute, never later than the minutes say."""
        record = self.record
        record.choices["callback.minutes"] = minutes
        record.callback_told_at = self._now()
        if minutes == AT_A_TIME:
            self._take_typed_time()
            return
        due = record.callback_told_at + timedelta(minutes=int(minutes))
        record.callback_due_at = due.replace(second=0, microsecond=0)

    def _take_typed_time(self) -> None:
        record = self.record
        try:
            record.callback_due_at = typed_time(
                record.text("callback.at"), self._now(), self.desk.time
            )
        except Refusal:
            record.callback_due_at = None

    def _time_refusal(self, refusal: Refusal) -> Refusal:
        """Says why a typed time was not taken."""
        if refusal.field != "callback.due_at" or not self.record.text("callback.at"):
            return refusal
        try:
            typed_time(self.record.text("callback.at"), self._now(), self.desk.time)
        except Refusal as why:
            return why
        return refusal

    # --- inside ------------------------------------------------------------------------------

    def _take_back_filled(self) -> None:
        for name, text in self._filled.items():
            place = self.record.choices if name == "title" else self.record.texts
            if place.get(name) == text:
                place.pop(name)
        self._filled = {}

    def _did(self) -> None:
        self.changed()


def unfinished_name(record: CallRecord) -> tuple[str, Title | None]:
    """What to call a record in the pile: its name, else its number, else nothing."""
    title = record.choice("title")
    if record.text("name"):
        return record.text("name"), Title(title) if title else None
    return record.text("number"), None


__all__ = ["AT_A_TIME", "CallPresenter", "unfinished_name"]

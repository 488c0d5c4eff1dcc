"""A call as the rulebook sees it, how long its parts took, and who may still correct it."""

import datetime as dt
from dataclasses import dataclass

from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    CallerType,
    Direction,
    HungUpBy,
    Outcome,
    Title,
)
from thirdring.domain.errors import Refusal, say
from thirdring.domain.holds import HoldSpan, total
from thirdring.domain.policy import Key, Policy
from thirdring.domain.protocol import ProtocolAnswers
from thirdring.domain.read_back import KeyPoints

# B1: what may be marked as withheld instead of being given.
WITHHOLDABLE = ("number", "name", "address", "raised")


@dataclass(frozen=True, slots=True)
class CallbackAsked:
    """A callback as typed: minutes from when it was told, or a time; times are aware UTC."""

    minutes: int | None = None
    due_at: dt.datetime | None = None
    about: str | None = None
    reason: str | None = None
    told_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call about to be kept. Times are aware UTC; texts are clean; `digits` is the number's key.

    `read_back_revision`: which key points were confirmed; None where the source only says that
    they were.
    """

    direction: Direction = Direction.INBOUND
    caller_type: CallerType = CallerType.CUSTOMER
    outcome: Outcome | None = None
    digits: str | None = None
    name: str | None = None
    title: Title | None = None
    address: str | None = None
    withheld: frozenset[str] = frozenset()
    rings: int | None = None
    started_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    wrapped_up_at: dt.datetime | None = None
    hung_up_by: HungUpBy | None = None
    holds: tuple[HoldSpan, ...] = ()
    category: str | None = None
    raised: str | None = None
    wants: str | None = None
    answer: str | None = None
    read_back: bool = False
    read_back_revision: str | None = None
    transferred_to: str | None = None
    transfer_taken: bool | None = None
    callback: CallbackAsked | None = None
    protocol: ProtocolAnswers | None = None
    emergency: bool = False

    @property
    def talked(self) -> bool:
        """Whether anybody was there to talk to."""
        return self.outcome not in OUTCOMES_WITHOUT_A_TALK

    @property
    def told_at(self) -> dt.datetime | None:
        """When a callback was told: at the end of the call, unless the form knows better."""
        known = self.callback.told_at if self.callback else None
        return known or self.ended_at or self.answered_at or self.started_at

    def key_points(self, callback_due_at: dt.datetime | None = None) -> KeyPoints:
        """What is read back (B2)."""
        return KeyPoints(self.name, self.title, self.raised, self.wants, callback_due_at)


@dataclass(frozen=True, slots=True)
class CallDurations:
    """How long the parts took; None where a time is missing or the times run backwards.

    `handle` is J5's: talk, hold and wrap-up together. `talk` is without holds.
    """

    ring: dt.timedelta | None
    talk: dt.timedelta | None
    hold: dt.timedelta
    wrap_up: dt.timedelta | None
    handle: dt.timedelta | None


def durations(call: CallFacts) -> CallDurations:
    """How long the parts of `call` took; in UTC, so that midnight and clock changes don't count."""
    hold = total(call.holds)
    until = call.answered_at or call.ended_at
    ring = _span(call.started_at, until)
    talk = _span(call.answered_at, call.ended_at)
    talk = talk - hold if talk is not None and talk >= hold else None
    wrap_up = _span(call.ended_at, call.wrapped_up_at)
    handle = talk + hold + (wrap_up or dt.timedelta(0)) if talk is not None else None
    return CallDurations(ring, talk, hold, wrap_up, handle)


def refuse_correction(
    finished_at: dt.datetime, now: dt.datetime, policy: Policy, *, own: bool, any_call: bool
) -> Refusal | None:
    """Why a finished call may not be corrected, or None when it may.

    `own`: the corrector logged it; then for the policy's minutes. `any_call`: a supervisor,
    at any time. The earlier text is kept either way (H4).
    """
    if any_call:
        return None
    if not own:
        return Refusal(say("Only a supervisor corrects somebody else's call."), rule="H4")
    if now - finished_at > policy.span(Key.CORRECTION_MINUTES):
        return Refusal(
            say(
                "Your own call can be corrected for {minutes} minutes; a supervisor can later.",
                minutes=policy.integer(Key.CORRECTION_MINUTES),
            ),
            rule="H4",
        )
    return None


def _span(start: dt.datetime | None, end: dt.datetime | None) -> dt.timedelta | None:
    return end - start if start is not None and end is not None and end >= start else None

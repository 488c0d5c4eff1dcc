"""What the phrase sidebar sees of a call: enough to know where it stands and what to say."""

from dataclasses import dataclass, field
from enum import StrEnum

from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    PROTOCOL_CALLERS,
    CallerType,
    Direction,
    HoldReason,
    Outcome,
    Stage,
)
from thirdring.domain.festivals import Festival, TimeOfDay

# After this long on the line the greeting has been said, whether or not it was marked as said.
OPENING_SECONDS = 15.0


class HoldState(StrEnum):
    RUNNING = "running"
    OVER = "over"  # B3: longer than the policy allows
    RESUMED = "resumed"  # back on the line, the wait not yet apologised for


class LineState(StrEnum):
    GOOD = "good"
    BAD = "bad"
    SILENT = "silent"


class Purpose(StrEnum):
    """Why we call (outbound)."""

    CALLBACK = "callback"  # C2: the answer that was promised
    PROGRESS = "progress"  # C3: no answer yet
    RETURN_VISIT = "return_visit"  # D10
    REDIAL = "redial"  # B8: the line was cut off
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CallMoment:
    """The state of one call at one instant. Times are seconds; clocks are read by the caller.

    `named`: the customer can be addressed (see `names.addressed`). `confirmed`: outbound, the
    person has said who they are (C8). `resumed`: a hold has ended and nothing was said since.
    `said`: keys of the phrases marked as said in this call.
    """

    direction: Direction = Direction.INBOUND
    caller_type: CallerType = CallerType.CUSTOMER
    late: bool = False  # A2: picked up after the third ring
    talk_seconds: float = 0.0
    named: bool = False
    confirmed: bool = False
    line: LineState = LineState.GOOD
    hold_seconds: float | None = None  # None: no hold is running
    hold_limit: float = 60.0  # B3, from the policy
    hold_reason: HoldReason | None = None  # of the running or the last hold
    resumed: bool = False
    raised: bool = False  # something is written under what the customer raised
    answered: bool = False  # something is written under the answer
    outcome: Outcome | None = None
    read_back: bool = False  # B2: the customer has confirmed
    complaint: bool = False
    emergency: bool = False
    purpose: Purpose | None = None
    time_of_day: TimeOfDay | None = None
    festivals: tuple[Festival, ...] = ()
    said: frozenset[str] = field(default_factory=frozenset)

    @property
    def hold(self) -> HoldState | None:
        if self.hold_seconds is not None:
            over = self.hold_seconds > self.hold_limit
            return HoldState.OVER if over else HoldState.RUNNING
        return HoldState.RESUMED if self.resumed else None

    @property
    def outbound(self) -> bool:
        return self.direction is Direction.OUTBOUND

    @property
    def with_protocol(self) -> bool:
        """E1 to E3: taken down and handed over, nothing is said for the center."""
        return self.caller_type in PROTOCOL_CALLERS

    @property
    def personal_data_shown(self) -> bool:
        """C8: on a call we make, only once the person has been confirmed."""
        return self.confirmed or not self.outbound


def _greeted(moment: CallMoment) -> bool:
    if moment.raised or moment.answered or moment.talk_seconds >= OPENING_SECONDS:
        return True
    if moment.outbound:
        return {"outbound.company", "outbound.self"} <= moment.said
    return any(key.startswith("greeting.") for key in moment.said)


def stage_of(moment: CallMoment) -> Stage:
    """The sidebar's tab for this moment; it follows the form and the clocks."""
    return _forced_stage(moment) or _stage_of_talk(moment)


def _forced_stage(moment: CallMoment) -> Stage | None:
    """What overrides how far the talk has come: a hold, the line, an end without a talk."""
    if moment.hold is not None:
        return Stage.HOLD
    if moment.outcome in OUTCOMES_WITHOUT_A_TALK:
        return Stage.CLOSING
    if moment.line is LineState.SILENT:
        return Stage.OPENING
    if moment.line is LineState.BAD or moment.emergency:
        return Stage.LISTENING
    return None


def _stage_of_talk(moment: CallMoment) -> Stage:
    if moment.outcome is not None:
        return Stage.CLOSING if moment.read_back else Stage.ANSWER
    if not _greeted(moment):
        return Stage.OPENING
    if moment.outbound:
        return Stage.ANSWER if moment.confirmed else Stage.IDENTIFICATION
    if moment.answered:
        return Stage.ANSWER
    return Stage.LISTENING if moment.raised or moment.named else Stage.IDENTIFICATION

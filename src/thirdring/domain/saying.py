"""Which lines the sidebar lists, and the one to say now with the reason why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from thirdring.domain.call_moment import CallMoment, HoldState, LineState, Purpose, stage_of
from thirdring.domain.conditions import LAST_STEP
from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    CallerType,
    HoldReason,
    Outcome,
    PhraseGroup,
    Stage,
)
from thirdring.domain.errors import Message, say
from thirdring.domain.phrase_types import Phrase

_STATEMENTS = frozenset({PhraseGroup.APOLOGY, PhraseGroup.COMPLAINT, PhraseGroup.OUTBOUND})


@dataclass(frozen=True, slots=True)
class SayNow:
    """The line to say now, why, and the rule that asks for it."""

    phrase: Phrase
    reason: Message
    rule: str


def _permitted(phrase: Phrase, moment: CallMoment) -> bool:
    """E1 to E3: to press, associations, lawyers and authorities nothing is said for the center.

    Of the lines that apologise, explain or propose they hear only those written for them.
    """
    states = phrase.group in _STATEMENTS or phrase.stage is Stage.ANSWER
    return not (moment.with_protocol and states) or moment.caller_type in phrase.when.callers


def offered(phrase: Phrase, moment: CallMoment) -> bool:
    """Whether the phrase belongs to this call, whatever is being said at the moment."""
    return phrase.when.lasting(moment) and _permitted(phrase, moment)


def applies(phrase: Phrase, moment: CallMoment) -> bool:
    """Whether all of the phrase's conditions hold at this moment."""
    return phrase.when.holds(moment) and _permitted(phrase, moment)


def lines_for(phrases: Iterable[Phrase], moment: CallMoment, stage: Stage) -> tuple[Phrase, ...]:
    """The lines of a tab, group by group; the guided order of C8 comes first, by its steps.

    The same for a whole call (see `When.lasting`), so that a digit always means the same line.
    """
    lines = [one for one in phrases if one.stage is stage and offered(one, moment)]

    def rank(phrase: Phrase) -> tuple[int, int]:
        return phrase.when.step or LAST_STEP + 1, phrase.position

    first = {one.group: min(rank(x) for x in lines if x.group is one.group) for one in lines}
    return tuple(sorted(lines, key=lambda one: (first[one.group], rank(one), one.key)))


@dataclass(frozen=True, slots=True)
class _Situation:
    """`rule` asks for a line of `stage` whenever `holds`; `step` picks one of C8's steps."""

    holds: Callable[[CallMoment], bool]
    stage: Stage
    rule: str
    reason: Message
    step: int | None = None

    def serves(self, phrase: Phrase, moment: CallMoment) -> bool:
        return (
            phrase.stage is self.stage
            and self.rule in phrase.rules
            and (self.step is None or phrase.when.step == self.step)
            and applies(phrase, moment)
        )


def _at(stage: Stage, *, protocol: bool = False) -> Callable[[CallMoment], bool]:
    return lambda now: stage_of(now) is stage and now.with_protocol is protocol


def _of(stage: Stage, *callers: CallerType) -> Callable[[CallMoment], bool]:
    return lambda now: (
        stage_of(now) is stage
        and now.caller_type in callers
        and now.outcome not in OUTCOMES_WITHOUT_A_TALK
    )


def _ends(outcome: Outcome) -> Callable[[CallMoment], bool]:
    return lambda now: now.outcome is outcome and stage_of(now) is Stage.ANSWER


def _opens(*, late: bool) -> Callable[[CallMoment], bool]:
    return lambda now: not now.outbound and now.late is late and stage_of(now) is Stage.OPENING


def _asks(now: CallMoment) -> bool:
    reasons = {HoldReason.ASK_COLLEAGUE, HoldReason.ASK_SUPERIOR}
    return now.hold is HoldState.RUNNING and now.hold_reason in reasons


def _transfers(now: CallMoment) -> bool:
    return now.hold is HoldState.RUNNING and now.hold_reason is HoldReason.TRANSFER


def _waits(now: CallMoment) -> bool:
    return now.hold is HoldState.RUNNING and not _transfers(now)


def _dials_again(now: CallMoment) -> bool:
    company_said = "outbound.company" in now.said
    opening = stage_of(now) in {Stage.OPENING, Stage.IDENTIFICATION}
    return now.outbound and now.purpose is Purpose.REDIAL and company_said and opening


def _unconfirmed(now: CallMoment) -> bool:
    asks = stage_of(now) is Stage.IDENTIFICATION
    return now.outbound and not now.confirmed and asks


def _ends_outbound(now: CallMoment) -> bool:
    return now.outbound and now.confirmed and stage_of(now) is Stage.CLOSING


def _matter(now: CallMoment) -> bool:
    return now.outbound and now.confirmed and stage_of(now) is Stage.ANSWER


def _read_back_due(now: CallMoment) -> bool:
    raised = now.raised and now.outcome is not None and not now.read_back
    return raised and stage_of(now) is Stage.ANSWER


def _closes(now: CallMoment) -> bool:
    if now.outcome in {Outcome.CUT_OFF, Outcome.ABANDONED}:
        return False  # there is nobody left to say goodbye to
    own = now.with_protocol and now.outcome not in OUTCOMES_WITHOUT_A_TALK
    return stage_of(now) is Stage.CLOSING and not own


def _nobody_named(now: CallMoment) -> bool:
    asks = {Stage.IDENTIFICATION, Stage.LISTENING}
    return not now.outbound and not now.named and stage_of(now) in asks


_PRESS, _BODIES = CallerType.PRESS, (CallerType.ASSOCIATION, CallerType.LAWYER)
_OFFICE = CallerType.AUTHORITY
_MANAGER = say("A superior answers; take everything down and say nothing for the company")

# In the order in which they take precedence.
_SITUATIONS: Sequence[_Situation] = (
    _Situation(lambda now: now.emergency and now.hold is None, Stage.LISTENING, "E6",
               say("Emergency: stay calm, ask where, report up at once")),
    _Situation(lambda now: now.hold is HoldState.OVER, Stage.HOLD, "B4",
               say("The wait is too long: apologise and offer to call back")),
    _Situation(lambda now: now.hold is HoldState.OVER, Stage.HOLD, "B3",
               say("The wait is too long: apologise")),
    _Situation(_transfers, Stage.HOLD, "B13", say("Tell the customer before you put them through")),
    _Situation(_asks, Stage.HOLD, "B5", say("Tell the customer, then mute the phone")),
    _Situation(_waits, Stage.HOLD, "B3",
               say("Ask the customer to wait, a minute at most")),
    _Situation(lambda now: now.hold is HoldState.RESUMED, Stage.HOLD, "B3",
               say("Back on the line: apologise for the wait")),
    _Situation(lambda now: now.line is LineState.SILENT and now.outcome is None, Stage.OPENING, "B7",
               say("No sound: ask once more")),
    _Situation(lambda now: now.outcome is Outcome.NO_AUDIO and now.hold is None, Stage.CLOSING, "B7",
               say("No sound: suggest to dial again, thank and close")),
    _Situation(lambda now: now.line is LineState.BAD, Stage.LISTENING, "B7",
               say("Bad line: apologise and ask to repeat")),
    _Situation(_at(Stage.OPENING), Stage.OPENING, "C8",
               say("Step 1: greet and name the company"), step=1),
    _Situation(_dials_again, Stage.OPENING, "B8", say("The call was cut off: apologise for it")),
    _Situation(_at(Stage.OPENING), Stage.OPENING, "C8",
               say("Step 2: department, post and name"), step=2),
    _Situation(_unconfirmed, Stage.IDENTIFICATION, "C8",
               say("Step 3: confirm who is speaking"), step=3),
    _Situation(_matter, Stage.ANSWER, "C8", say("Step 4: the matter"), step=4),
    _Situation(_ends_outbound, Stage.CLOSING, "C8",
               say("Step 5: apologise for the trouble and close"), step=5),
    _Situation(_ends_outbound, Stage.CLOSING, "C8",
               say("Step 6: the customer hangs up first"), step=6),
    _Situation(_opens(late=True), Stage.OPENING, "A2", say("Answered late: apologise first")),
    _Situation(_opens(late=False), Stage.OPENING, "A3", say("Greet and name the company")),
    *(
        _Situation(_of(stage, *callers), shown, rule, reason)
        for rule, callers in (("E1", (_PRESS,)), ("E2", _BODIES), ("E3", (_OFFICE,)))
        for stage, shown, reason in (
            (Stage.IDENTIFICATION, Stage.IDENTIFICATION, say("Take down who is calling")),
            (Stage.LISTENING, Stage.IDENTIFICATION, say("Take down who is calling")),
            (Stage.LISTENING, Stage.LISTENING, say("Take down every question")),
            (Stage.ANSWER, Stage.ANSWER, _MANAGER),
            (Stage.CLOSING, Stage.CLOSING, say("Close: a superior will be in touch")),
        )
    ),
    _Situation(_nobody_named, Stage.IDENTIFICATION, "A4", say("Ask for the name")),
    _Situation(lambda now: stage_of(now) is Stage.LISTENING and now.complaint, Stage.LISTENING,
               "D12", say("A complaint: thank, listen, neither argue nor admit")),
    _Situation(_at(Stage.LISTENING), Stage.LISTENING, "B1",
               say("Listen and write down what is raised")),
    _Situation(_ends(Outcome.CALLBACK), Stage.ANSWER, "C1", say("Say by when the answer comes")),
    _Situation(_ends(Outcome.ESCALATED), Stage.ANSWER, "C4",
               say("Say who takes it on, and that you keep track")),
    _Situation(_ends(Outcome.TICKET), Stage.ANSWER, "J1", say("Give the customer the number")),
    _Situation(_read_back_due, Stage.ANSWER, "B2", say("Read the key points back")),
    _Situation(_closes, Stage.CLOSING, "B9",
               say("Thank, say goodbye; the customer hangs up first")),
)  # fmt: skip


def say_now(phrases: Iterable[Phrase], moment: CallMoment) -> SayNow | None:
    """The line that is due at this moment; None when there is nothing the rules ask for.

    A situation is over as soon as one of its lines was said. Of several lines that would do, the
    most specific one comes first (a festival's greeting before the everyday one).
    """
    lines = tuple(phrases)
    for situation in _SITUATIONS:
        if not situation.holds(moment):
            continue
        fitting = [one for one in lines if situation.serves(one, moment)]
        if not fitting or any(one.key in moment.said for one in fitting):
            continue
        best = min(fitting, key=_precedence)
        return SayNow(best, situation.reason, situation.rule)
    return None


def _precedence(phrase: Phrase) -> tuple[bool, int, int]:
    festival, count = phrase.when.specific
    return not festival, -count, phrase.position

"""Cases sent up (C4, D8, D9, E1 to E6): to which level, how soon, who is told, what is owed."""

from dataclasses import dataclass
from types import MappingProxyType

from thirdring.domain.case_values import Decision, EscalationKind, EscalationState
from thirdring.domain.enums import CallerType
from thirdring.domain.errors import Refusal, say
from thirdring.domain.policy import Key

_K = EscalationKind


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """`level` 1: the supervisor, 2: the person in charge, 3: leadership and the group.

    `key`: the policy's figure for how soon somebody looks at it. `recipients`: the policy's list of
    who is told at once; None where the queue of the supervisors is enough.
    """

    rule: str
    level: int
    key: Key
    recipients: Key | None = None


RULES = MappingProxyType(
    {
        _K.DIFFICULT: EscalationRule("C4", 1, Key.REVIEW_MINUTES),
        _K.NOT_SATISFIED: EscalationRule("D8", 2, Key.UNSATISFIED_PLAN_HOURS),
        _K.MAJOR: EscalationRule("D9", 2, Key.MAJOR_REPORT_MINUTES, Key.RECIPIENTS_MAJOR),
        _K.PRESS: EscalationRule("E1", 2, Key.SPECIAL_CALLER_MINUTES, Key.RECIPIENTS_PRESS),
        _K.ASSOCIATION: EscalationRule(
            "E2", 2, Key.SPECIAL_CALLER_MINUTES, Key.RECIPIENTS_ASSOCIATION
        ),
        _K.LAWYER: EscalationRule("E2", 2, Key.SPECIAL_CALLER_MINUTES, Key.RECIPIENTS_LAWYER),
        _K.AUTHORITY: EscalationRule("E3", 2, Key.SPECIAL_CALLER_MINUTES, Key.RECIPIENTS_AUTHORITY),
        _K.PRESS_NOT_CONTENT: EscalationRule(
            "E5", 3, Key.SPECIAL_CALLER_MINUTES, Key.RECIPIENTS_LEADERSHIP
        ),
        _K.EMERGENCY: EscalationRule("E6", 2, Key.EMERGENCY_MINUTES, Key.RECIPIENTS_EMERGENCY),
        _K.COUPON: EscalationRule("D7", 1, Key.REVIEW_MINUTES),
        _K.OVERDUE: EscalationRule("C3", 1, Key.REVIEW_MINUTES),
        _K.ABSENT: EscalationRule("C6", 1, Key.REVIEW_MINUTES),
    }
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told at once: `recipients` of the policy, by `rule`, in the words of `template`."""

    rule: str
    recipients: Key
    template: str


LEADERSHIP = 3
_LEADERS = Telling("E5", Key.RECIPIENTS_LEADERSHIP, "leadership")

OF_CALLER = MappingProxyType(
    {
        CallerType.PRESS: _K.PRESS,
        CallerType.ASSOCIATION: _K.ASSOCIATION,
        CallerType.LAWYER: _K.LAWYER,
        CallerType.AUTHORITY: _K.AUTHORITY,
    }
)

# The rules whose clocks only telling the recipients meets; the others end with their matter.
TOLD_AT_ONCE = frozenset(one.rule for one in RULES.values() if one.recipients is not None)
ENDS_WITH_MATTER = frozenset(one.rule for one in RULES.values()) - TOLD_AT_ONCE

_ALWAYS = frozenset(
    {Decision.TAKE_OVER, Decision.RETURN_PLAN, Decision.REASSIGN, Decision.CALLED_BACK}
)
_SPECIAL = frozenset({_K.PRESS, _K.ASSOCIATION, _K.LAWYER, _K.AUTHORITY, _K.PRESS_NOT_CONTENT})


def tellings(kind: EscalationKind, level: int) -> tuple[Telling, ...]:
    """Who is told at once of an escalation: those its kind names (D9, E1 to E6), and at level 3
    leadership and the group as well, whatever it is about (E5).
    """
    own = RULES[kind]
    found = (Telling(own.rule, own.recipients, kind.value),) if own.recipients is not None else ()
    if level < LEADERSHIP or own.rule == _LEADERS.rule:
        return found
    return (*found, _LEADERS)


def decisions(
    kind: EscalationKind, level: int, state: EscalationState, *, promised: bool = True
) -> frozenset[Decision]:
    """What may be decided on an escalation as it stands; nothing on a settled one.

    A coupon is approved or refused, once, and nothing else (D7). A statement is for special callers
    (E4). Raising ends at level 3 (E5). What an absent person leaves needs an owner: calling the
    customer or a plan settles it only where a call was `promised` (C6).
    """
    if state is EscalationState.CLOSED:
        return frozenset()
    if kind is _K.COUPON:
        decided = state is EscalationState.RETURNED
        return frozenset() if decided else frozenset({Decision.APPROVE, Decision.REFUSE})
    found = set(_ALWAYS)
    if state is EscalationState.TAKEN:
        found.discard(Decision.TAKE_OVER)
    if kind is _K.ABSENT and not promised:
        found -= {Decision.CALLED_BACK, Decision.RETURN_PLAN}
    if kind in _SPECIAL:
        found.add(Decision.STATEMENT)
    if level < 3:
        found.add(Decision.RAISE_LEVEL)
    return frozenset(found)


def check_decision(
    kind: EscalationKind, level: int, state: EscalationState, decision: Decision, *,
    promised: bool = True,
) -> None:  # fmt: skip
    """Whether `decision` may be taken.

    Raises:
        Refusal: it is settled already, or this is not decided on this kind.
    """
    if state is EscalationState.CLOSED:
        raise Refusal(say("This is settled already."), rule=RULES[kind].rule, field="decision")
    if decision not in decisions(kind, level, state, promised=promised):
        raise Refusal(say("This can't be decided here."), rule=RULES[kind].rule, field="decision")

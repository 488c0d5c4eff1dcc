"""The supervisors' queue: what comes first, what a decision needs, what it settles (C4, D8, E1–E6)."""

import datetime as dt
import math
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thirdring.domain.case_values import Decision, EscalationKind, EscalationState
from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.escalations import LEADERSHIP, RULES, tellings

HIGHEST = LEADERSHIP
_D = Decision
# Nobody outside has heard of these yet: they can be taken back for a moment, half a minute at most
# where the line is slow. A coupon's answer, a hand-over, a call or a statement is out at once.
_UNDOABLE = frozenset({_D.TAKE_OVER, _D.RETURN_PLAN})
UNDO_WITHIN = dt.timedelta(seconds=30)
# After these nobody has anything left to do; after a plan, or a coupon's decision, whoever sent it
# up tells the customer.
_FINISHES = frozenset({_D.REASSIGN, _D.STATEMENT, _D.CALLED_BACK})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the order of the queue looks at. `due_at`: the nearest clock of it that runs."""

    kind: EscalationKind
    level: int
    state: EscalationState
    due_at: dt.datetime | None
    sent_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What was given along with a decision; texts cleaned, `to` a login."""

    plan: str = ""
    reason: str = ""
    to: str = ""
    statement: bool = False


def overdue(standing: Standing, now: dt.datetime) -> bool:
    """Whether a clock of it has run out."""
    return standing.due_at is not None and now > standing.due_at


def at_once(standing: Standing, now: dt.datetime) -> bool:
    """Whether somebody is still to be told at once of it (D9, E1 to E6, E5 at level 3), or it went
    back with a plan and is late.
    """
    waits = standing.state is not EscalationState.RETURNED or overdue(standing, now)
    told = tellings(standing.kind, standing.level)
    return bool(told) and standing.due_at is not None and waits


def place(standing: Standing, now: dt.datetime) -> tuple[bool, bool, bool, bool, int, float, float]:
    """Where it stands in the queue; what comes first has the smaller key.

    Emergencies (E6); what is to be told at once, whatever else is late (D9, E1 to E5); what is
    overdue; the higher level; the sooner due; the longer sent up. What was returned with a plan
    waits for its sender, and stands last until that is late.
    """
    late = overdue(standing, now)
    returned = standing.state is EscalationState.RETURNED
    due = standing.due_at.timestamp() if standing.due_at else math.inf
    return (
        returned and not late,
        standing.kind is not EscalationKind.EMERGENCY,
        not at_once(standing, now),
        not late,
        -standing.level,
        due,
        standing.sent_at.timestamp(),
    )


def in_order(queue: Mapping[uuid.UUID, Standing], now: dt.datetime) -> list[uuid.UUID]:
    """The queue as everybody sees it, the most urgent first; of equals the smaller id, so that two
    readings never differ.
    """
    return sorted(queue, key=lambda one: (*place(queue[one], now), one.bytes))


def level_to_send(kind: EscalationKind, asked: int, at: int) -> int:
    """The level a ticket goes to that stands at `at` (0: nowhere). At least the kind's own; an
    emergency goes up whatever the level is already (E6).

    Raises:
        Refusal: there is no such level, or it would go down (C4).
    """
    rule = RULES[kind]
    if not 1 <= asked <= HIGHEST:
        raise Refusal(say("Levels go from 1 to 3."), rule=rule.rule, field="level")
    level = max(asked, rule.level)
    if kind is EscalationKind.EMERGENCY:
        return max(level, at)
    if level < at or (kind is EscalationKind.DIFFICULT and level == at):
        raise Refusal(
            say("It is at level {level} already; a level only goes up.", level=at),
            rule=rule.rule,
            field="level",
        )
    return level


def raised(kind: EscalationKind, level: int) -> tuple[EscalationKind, int]:
    """What an escalation becomes one level up: the press goes to leadership as E5 says.

    Raises:
        Refusal: there is no higher level (E5).
    """
    if level >= HIGHEST:
        raise Refusal(say("There is no higher level."), rule="E5", field="decision")
    if kind is EscalationKind.PRESS and level + 1 == HIGHEST:
        return EscalationKind.PRESS_NOT_CONTENT, HIGHEST
    return kind, level + 1


def check_words(kind: EscalationKind, decision: Decision, words: Words) -> None:
    """Whether everything the decision needs was given.

    Raises:
        Refusal: with the field that is missing.
    """
    for missing, sentence, rule, field in _needs(kind, decision, words):
        if missing:
            raise Refusal(sentence, rule=rule, field=field)


def _needs(
    kind: EscalationKind, decision: Decision, words: Words
) -> tuple[tuple[bool, Message, str, str], ...]:
    rule = RULES[kind].rule
    plan, reason, to = not words.plan, not words.reason, not words.to
    why = say("Whoever took the case sees it through; say why it is handed on.")
    return {
        _D.RETURN_PLAN: ((plan, say("Say what the agent is to do: the plan."), rule, "plan"),),
        _D.REFUSE: ((reason, say("Say why it is refused."), "D7", "reason"),),
        _D.REASSIGN: (
            (to, say("Say who takes it on."), "C10", "to"),
            (reason, why, "C10", "reason"),
        ),
        _D.STATEMENT: (
            (not words.statement, say("Choose a published statement."), "E4", "statement"),
        ),
        _D.RAISE_LEVEL: ((reason, say("Say why it goes up."), rule, "reason"),),
    }.get(decision, ())


def meets_review(kind: EscalationKind, decision: Decision, plan: str) -> bool:
    """Whether the decision is what the clock of the escalation's rule waits for.

    Where somebody is to be told at once, only telling them is (D9, E1 to E6). Where a customer did
    not accept, only the plan of the person in charge is (D8), or that a higher one owes it now.
    """
    if RULES[kind].recipients is not None:
        return False
    if kind is EscalationKind.NOT_SATISFIED:
        return bool(plan) or decision in {_D.RETURN_PLAN, _D.RAISE_LEVEL}
    return True


def undoable(decision: Decision, before: EscalationState, *, planned: bool) -> bool:
    """Whether a decision can be taken back that found the case in the state `before`; `planned`:
    with an earlier plan, which the new one replaced.
    """
    waited = before in {EscalationState.OPEN, EscalationState.TAKEN}
    return decision in _UNDOABLE and waited and not planned


def finishes(decision: Decision) -> bool:
    """Whether nothing is left to decide afterwards."""
    return decision in _FINISHES


def highest(levels: Iterable[int]) -> int:
    """The level a ticket shows: the highest of what still waits, 0 when nothing does."""
    return max(levels, default=0)

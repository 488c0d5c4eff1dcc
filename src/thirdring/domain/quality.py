"""Quality checks (G8): what of a call or ticket is looked at, and the score that comes of it.

A score stands beside the complaints of a month and is never summed with them; where nobody was
checked there is none, which is not 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.policy import Policy
from thirdring.domain.policy_keys import Key

FULL = 100


class Criterion(StrEnum):
    """What is looked at, in the order of a call."""

    OPENING = "opening"  # A2 to A4
    LISTENING = "listening"  # B3, B6, D12
    WORDING = "wording"  # A5, A6, B10
    ANSWER = "answer"  # C1, C5
    RECORD = "record"  # B1, B2
    CLOSING = "closing"  # B9


class Grade(StrEnum):
    """How far it was met. What didn't come up gets none and weighs nothing."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"


RULES: Mapping[Criterion, str] = MappingProxyType(
    {
        Criterion.OPENING: "A3", Criterion.LISTENING: "B6", Criterion.WORDING: "B10",
        Criterion.ANSWER: "C1", Criterion.RECORD: "B1", Criterion.CLOSING: "B9",
    }
)  # fmt: skip
_WEIGHT: Mapping[Criterion, Key] = MappingProxyType(
    {
        Criterion.OPENING: Key.QUALITY_OPENING, Criterion.LISTENING: Key.QUALITY_LISTENING,
        Criterion.WORDING: Key.QUALITY_WORDING, Criterion.ANSWER: Key.QUALITY_ANSWER,
        Criterion.RECORD: Key.QUALITY_RECORD, Criterion.CLOSING: Key.QUALITY_CLOSING,
    }
)  # fmt: skip
_HALVES: Mapping[Grade, int] = MappingProxyType({Grade.MET: 2, Grade.PARTLY: 1, Grade.MISSED: 0})


@dataclass(frozen=True, slots=True)
class Graded:
    """One criterion of a check, with what it weighed when the check was made."""

    criterion: Criterion
    grade: Grade
    weight: int


def weights(policy: Policy) -> dict[Criterion, int]:
    """What each criterion weighs; one the policy sets to 0 isn't looked at."""
    found = {one: policy.integer(_WEIGHT[one]) for one in Criterion}
    return {one: weight for one, weight in found.items() if weight}


def graded(grades: Mapping[Criterion, Grade], policy: Policy) -> tuple[Graded, ...]:
    """Grades with their weights, in the order of a call."""
    weighed = weights(policy)
    return tuple(
        Graded(one, grades[one], weight) for one, weight in weighed.items() if one in grades
    )


def score(parts: Iterable[Graded]) -> int | None:
    """0 to 100: the weights of what was met, of all that came up; None where nothing did."""
    points = whole = 0
    for one in parts:
        points += one.weight * _HALVES[one.grade]
        whole += one.weight * _HALVES[Grade.MET]
    return rounded(FULL * points, whole)


def rounded(total: int, of: int) -> int | None:
    """`total` over `of` as a whole number, halves up; None over nothing."""
    return (2 * total + of) // (2 * of) if of else None

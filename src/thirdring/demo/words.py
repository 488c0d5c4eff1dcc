"""What a language brings to the sample center: people, shops, things, and ways to tell of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from thirdring.domain.enums import (
    AgainstKind,
    CallerType,
    Language,
    Nature,
    Role,
    TicketKind,
    Title,
)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff. The first of the list opens the center and holds every role."""

    login: str
    name: str
    roles: frozenset[Role]
    department: str
    post: str
    work_number: str
    internal_number: str | None = None
    active: bool = True
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of goods: what is sold, where, and what goes wrong with which part of it."""

    products: tuple[str, ...]
    merchants: tuple[str, ...]
    troubles: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """What is raised, and what belongs to it. All are templates, see `grammar.fill`."""

    raised: tuple[str, ...]
    answers: tuple[str, ...]
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of matter that people call about, and how often."""

    category: str
    weight: int
    kind: TicketKind
    cases: tuple[Case, ...]
    nature: Nature | None = None
    against: AgainstKind = AgainstKind.NONE
    unmet: tuple[str, ...] = ()


def goods(products: str, merchants: str, troubles: str) -> Line:
    """A line from "product|product", "merchant|merchant", "part: fault|fault; part: fault"."""
    pairs = (entry.split(":") for entry in troubles.split(";"))
    return Line(
        tuple(products.split("|")),
        tuple(merchants.split("|")),
        {part.strip(): tuple(faults.strip().split("|")) for part, faults in pairs},
    )


def cases(*told: str) -> tuple[Case, ...]:
    """Cases from "raised|raised > answer|answer > want|want"; wants may be left out."""
    found = []
    for one in told:
        raised, answers, *wants = (tuple(part.strip().split("|")) for part in one.split(">"))
        found.append(Case(raised, answers, wants[0] if wants else ()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SpecialCaller:
    """Somebody who is no customer (E1 to E3), and what they ask."""

    caller_type: CallerType
    outlets: tuple[str, ...]
    questions: tuple[str, ...]
    hoped_for: tuple[str, ...]
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Family names by frequency, given names by title; `joined` puts them in order."""

    family: Mapping[str, int]
    given: Mapping[Title, tuple[str, ...]]
    family_first: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the generator says in one language."""

    language: Language
    company: str
    people: tuple[Person, ...]
    departments: tuple[str, ...]
    lines: tuple[Line, ...]
    names: Names
    streets: tuple[str, ...]
    address: str
    matters: tuple[Matter, ...]
    special: tuple[SpecialCaller, ...]
    slots: Mapping[str, tuple[str, ...]]
    investigation: tuple[str, ...]
    progress: tuple[str, ...]
    plans: tuple[str, ...]
    lessons: tuple[str, ...]
    escalations: tuple[str, ...]
    hand_overs: tuple[str, ...]
    withdrawals: tuple[str, ...]
    callback_about: tuple[str, ...]
    later_reasons: tuple[str, ...]
    kept: tuple[str, ...]
    not_reached: tuple[str, ...]
    return_visits: tuple[str, ...]
    transfers: tuple[str, ...]
    emergencies: tuple[str, ...]
    causes: tuple[str, ...]
    alternatives: tuple[str, ...]
    opinions: tuple[str, ...]

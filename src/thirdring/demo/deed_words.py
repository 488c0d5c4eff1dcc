"""What the sample's people say when they do what the rulebook asks: sent up, settled, prepared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thirdring.domain.enums import CallerType, Title


@dataclass(frozen=True, slots=True)
class SpecialCall:
    """A call of somebody who is no customer, to be logged as any other (E1 to E3)."""

    caller_type: CallerType
    name: str
    number: str
    outlet: str | None
    questions: str
    hoped_for: str
    demands: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A grave matter that came in another way than by telephone, as `complaints file` takes it."""

    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MonthCase:
    """A complaint about somebody: who says what, what was found, and how it was made good. Where it
    left its path, `plan` and what follows are not said.
    """

    name: str
    title: Title
    phone: str
    raised: str
    wants: str
    found: str
    plan: str = ""
    cause: str = ""
    prevention: str = ""
    opinion: str = ""
    product: str | None = None
    merchant: str | None = None


@dataclass(frozen=True, slots=True)
class MonthWords:
    """Complaints about people and what is said about them: `cases` in the order of their story,
    `nickname` a name nobody knows for sure, three `appeals` with how two of them ended.
    """

    nickname: str
    cases: tuple[MonthCase, ...]
    appeals: tuple[str, str, str]
    upheld: str
    disputed: str
    corrected: str


@dataclass(frozen=True, slots=True)
class DeedWords:
    """Texts by what they are for. Statements and contacts are pairs, the rest plain lines."""

    contacts: tuple[tuple[str, str, str], ...]
    statements: tuple[tuple[str, str], ...]
    majors: tuple[Arrival, Arrival]
    press: SpecialCall
    lawyer: SpecialCall
    difficult: tuple[str, ...]
    not_satisfied: str
    plan: str
    told: str
    refused: str
    took_over: str
    coupon_needs: tuple[str, ...]
    cancelled: str
    passed_up: str
    visits_asked: tuple[tuple[str, str, str, str], ...]
    measures: tuple[tuple[str, str], ...]
    follow_ups: tuple[str, ...]
    result: str
    campaigns: tuple[str, ...]
    announcement: tuple[str, str]
    tasks: tuple[str, ...]
    priorities: tuple[str, ...]
    unfinished: tuple[str, ...]
    signed: str
    pictures: tuple[str, ...]
    routed: str
    month: MonthWords

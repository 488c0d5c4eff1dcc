"""How a complaint counts in its month (G1, G2, D15), and what a change of it does to the counts.

`standing` is the one place that decides; `difference` the one that says which cells of the tally
move. A complaint found unfounded, merged or withdrawn leaves the count and stays visible as what
it is, so that in every cell received = counted + unfounded + merged + withdrawn + undecided.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from thirdring.domain.enums import AgainstKind, TicketKind, TicketState


class Standing(StrEnum):
    """How a complaint counts; the five add up to what was received."""

    COUNTED = "counted"
    UNFOUNDED = "unfounded"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    UNDECIDED = "undecided"


class Lack(StrEnum):
    """What an incomplete complaint lacks; the names of the fields that settle it."""

    AGAINST = "against"
    CHANNEL = "channel"
    NATURE = "nature"
    SEVERITY = "severity"


class Subject(StrEnum):
    """What a cell of the tally counts for. The center's cells have no key; praise stands beside."""

    CENTER = "center"
    EMPLOYEE = "employee"
    DEPARTMENT = "department"
    MERCHANT = "merchant"
    PRODUCT = "product"
    NATURE = "nature"
    SEVERITY = "severity"
    PRAISE = "praise"


COUNTED_KINDS = frozenset({TicketKind.COMPLAINT, TicketKind.PRAISE})
_BY_STATE = {
    TicketState.MERGED: Standing.MERGED,
    TicketState.WITHDRAWN: Standing.WITHDRAWN,
    TicketState.UNFOUNDED: Standing.UNFOUNDED,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a complaint (or praise) its standing depends on.

    Keys are ids as text, "=" and a name as it was said where no record matched, or "". `named`:
    somebody was named at all. `cleared`: an appeal found it unfounded against `staff` (G3).
    """

    kind: TicketKind
    state: TicketState
    month: str
    channel: str = ""
    against_kind: AgainstKind | None = None
    named: bool = False
    staff: str = ""
    department: str = ""
    merchant: str = ""
    product: str = ""
    nature: str = ""
    severity: str = ""
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Tallied:
    """How one complaint stands in the tally: its cells and its standing. All values are text."""

    kind: str
    month: str
    standing: str
    channel: str = ""
    staff: str = ""
    department: str = ""
    merchant: str = ""
    product: str = ""
    nature: str = ""
    severity: str = ""


Cell = tuple[str, str, str, str]  # month, subject, key, channel
Figures = dict[str, int]


def lacks(facts: Facts) -> tuple[Lack, ...]:
    """What has to be settled before it counts for anybody: what a complaint has (D2, D13) and came
    in without, and whom it is against where that isn't said, or not known for certain (D15: two of
    a name, a nickname, a number). Praise needs to be somebody's for certain, nothing else.
    """
    nobody_certain = facts.against_kind is AgainstKind.EMPLOYEE and not facts.staff
    if facts.kind is TicketKind.PRAISE:
        doubtful = facts.against_kind is None and facts.named
        return (Lack.AGAINST,) if doubtful or nobody_certain else ()
    found = {
        Lack.AGAINST: facts.against_kind is None or nobody_certain,
        Lack.CHANNEL: not facts.channel,
        Lack.NATURE: not facts.nature,
        Lack.SEVERITY: not facts.severity,
    }
    return tuple(one for one, missing in found.items() if missing)


def standing(facts: Facts) -> Standing:
    """How it counts: an incomplete one for nobody until it is settled, the rest for the center and
    for what it names.
    """
    if facts.state in _BY_STATE:
        return _BY_STATE[facts.state]
    if facts.cleared:
        return Standing.UNFOUNDED
    return Standing.UNDECIDED if lacks(facts) else Standing.COUNTED


def tally(facts: Facts) -> Tallied | None:
    """Its place in the tally; None for what isn't counted at all (requests, enquiries)."""
    if facts.kind not in COUNTED_KINDS:
        return None
    against_staff = facts.against_kind is AgainstKind.EMPLOYEE
    return Tallied(
        kind=facts.kind.value,
        month=facts.month,
        standing=standing(facts).value,
        channel=facts.channel,
        staff=facts.staff if against_staff else "",
        department=facts.department,
        merchant=facts.merchant,
        product=facts.product,
        nature=facts.nature,
        severity=facts.severity,
    )


def cells(tallied: Tallied) -> Iterator[Cell]:
    """Every cell of the tally it is counted in. Praise never mixes with complaints (G6)."""
    month, channel = tallied.month, tallied.channel
    if tallied.kind == TicketKind.PRAISE:
        yield month, Subject.PRAISE.value, tallied.staff, channel
        return
    yield month, Subject.CENTER.value, "", channel
    for subject, key in (
        (Subject.EMPLOYEE, tallied.staff),
        (Subject.DEPARTMENT, tallied.department),
        (Subject.MERCHANT, tallied.merchant),
        (Subject.PRODUCT, tallied.product),
        (Subject.NATURE, tallied.nature),
        (Subject.SEVERITY, tallied.severity),
    ):
        if key:
            yield month, subject.value, key, channel


def difference(
    changes: Iterable[tuple[Tallied | None, Tallied | None]],
) -> dict[Cell, Figures]:
    """What changes (before, after) add to each cell, by standing and `received`; zeros left out."""
    found: dict[Cell, Figures] = {}
    for before, after in changes:
        for tallied, sign in ((before, -1), (after, 1)):
            if tallied is None:
                continue
            for cell in cells(tallied):
                figures = found.setdefault(cell, {})
                for name in ("received", tallied.standing):
                    figures[name] = figures.get(name, 0) + sign
    moved = {c: {n: v for n, v in f.items() if v} for c, f in found.items()}
    return {cell: figures for cell, figures in moved.items() if figures}


def added(*tallies: Mapping[Cell, Figures]) -> dict[Cell, Figures]:
    """Several tallies, or changes of one, together; what comes to nothing is left out."""
    found: dict[Cell, Figures] = {}
    for one in tallies:
        for cell, figures in one.items():
            mine = found.setdefault(cell, {})
            for name, value in figures.items():
                mine[name] = mine.get(name, 0) + value
    kept = {c: {n: v for n, v in f.items() if v} for c, f in found.items()}
    return {cell: figures for cell, figures in kept.items() if figures}


def as_json(tallied: Tallied | None) -> dict[str, str] | None:
    """For a table that keeps how it stood."""
    return None if tallied is None else asdict(tallied)


def from_json(data: Mapping[str, str] | None) -> Tallied | None:
    """What `as_json` wrote."""
    if data is None:
        return None
    return Tallied(**{field.name: data[field.name] for field in fields(Tallied)})


def effect_on(staff: str, before: Tallied | None, after: Tallied | None) -> int:
    """By how much a change moves what is counted against an employee: -1, 0 or 1."""

    def counts(tallied: Tallied | None) -> int:
        return int(
            tallied is not None
            and tallied.kind == TicketKind.COMPLAINT
            and tallied.staff == staff
            and tallied.standing == Standing.COUNTED
        )

    return counts(after) - counts(before)


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over rows as canonical JSON lines, whatever order they come in. Rows hold no value
    of a customer's, so that erasing one later changes nothing here (J6).
    """
    lines = sorted(
        json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

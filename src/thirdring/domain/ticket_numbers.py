"""Ticket numbers: given at once, also without the server, unique by construction, never changed.

`C261122-K7042`: kind letter, day in the center's zone (yymmdd), desk code, running number of
that desk and day with at least three digits. Two desks never share a code, and a desk never
counts a number twice on a day, so no two tickets share a number.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Refusal, say

LETTERS = {
    TicketKind.COMPLAINT: "C",
    TicketKind.REQUEST: "R",
    TicketKind.ENQUIRY: "E",
    TicketKind.PROTOCOL: "P",
    TicketKind.PRAISE: "T",  # thanks; P was taken
}
_KINDS = {letter: kind for kind, letter in LETTERS.items()}

# Crockford's base 32: no I, L, O, U, which are misread or misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST = ALPHABET[10:]
DESK_CODES = len(_FIRST) * len(ALPHABET)

_PATTERN = re.compile(rf"([{''.join(_KINDS)}])([0-9]{{6}})-?([{_FIRST}][{ALPHABET}])([0-9]{{3,9}})")


@dataclass(frozen=True, slots=True)
class TicketNumber:
    """The parts of a number; `day` is a day of the center's zone between 2000 and 2099."""

    kind: TicketKind
    day: dt.date
    desk: str
    running: int

    def __str__(self) -> str:
        return f"{LETTERS[self.kind]}{self.day:%y%m%d}-{self.desk}{self.running:03d}"


def make(kind: TicketKind, day: dt.date, desk: str, running: int) -> str:
    """The number of the `running`th ticket (from 1) of `desk` on `day`.

    Raises:
        Refusal: the day is outside 2000-2099, the desk code is malformed, or the running number
            is not between 1 and 999,999,999.
    """
    if not 2000 <= day.year <= 2099:
        raise Refusal(say("The day {day} cannot be part of a ticket number.", day=day.isoformat()))
    if not is_desk_code(desk):
        raise Refusal(say("“{code}” is not a desk code.", code=desk))
    if not 1 <= running <= 999_999_999:
        raise Refusal(say("The running number {n} is out of range.", n=running))
    return str(TicketNumber(kind, day, desk, running))


def parse(text: str) -> TicketNumber:
    """Read a number as a person types it: any case, full-width, with or without the dash.

    Raises:
        Refusal: it is not a ticket number.
    """
    typed = re.sub(r"[\s‐-―−]", lambda m: "" if m[0].isspace() else "-", text)
    typed = unicodedata.normalize("NFKC", typed).upper()
    found = _PATTERN.fullmatch(typed)
    day = _day(found[2]) if found else None
    if found is None or day is None or int(found[4]) == 0:
        raise Refusal(
            say("“{text}” is not a ticket number like C261122-K7042.", text=text[:40]),
            field="number",
        )
    return TicketNumber(_KINDS[found[1]], day, found[3], int(found[4]))


def looks_like(text: str) -> bool:
    """Whether `text` reads as a whole ticket number."""
    try:
        parse(text)
    except Refusal:
        return False
    return True


def is_desk_code(code: str) -> bool:
    """Two characters of Crockford's base 32, the first a letter."""
    return len(code) == 2 and code[0] in _FIRST and code[1] in ALPHABET


def desk_code(index: int) -> str:
    """The `index`th desk code, 0 to `DESK_CODES` - 1."""
    if not 0 <= index < DESK_CODES:
        raise ValueError(index)
    return _FIRST[index // len(ALPHABET)] + ALPHABET[index % len(ALPHABET)]


class NoDeskCodeLeft(Refusal):
    """All are given out: the center gives the numbers."""

    def __init__(self) -> None:
        super().__init__(say("All {count} desk codes are taken.", count=DESK_CODES))


def free_desk_code(taken: Collection[str]) -> str:
    """The first code no desk has yet.

    Raises:
        NoDeskCodeLeft: all are given out.
    """
    for index in range(DESK_CODES):
        if (code := desk_code(index)) not in taken:
            return code
    raise NoDeskCodeLeft


def _day(yymmdd: str) -> dt.date | None:
    try:
        return dt.date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        return None

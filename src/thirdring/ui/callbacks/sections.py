"""How open callbacks fall into sections by what is left of their time. Pure.

Redials stand on top (B8); then what is overdue, what is due in ten minutes, today, later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from thirdring.domain.enums import CallbackKind, ClockState
from thirdring.domain.errors import N_
from thirdring.i18n import _
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Shape
from thirdring.ui.words import (
    SOON,
    Urgency,
    clock_text,
    date_text,
    day_and_time,
    span_text,
    time_text,
    urgency,
)
from thirdring.usecases.callback_rows import CallbackLine

NEXT = timedelta(minutes=10)


class Part(StrEnum):
    """A section of the list."""

    REDIAL = "redial"
    OVERDUE = "overdue"
    NEXT = "next"
    TODAY = "today"
    LATER = "later"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a section: how it is called, its shape and tone, the hint with its rule."""

    part: Part
    count: int

    @property
    def text(self) -> str:
        return _(_TEXTS[self.part])

    @property
    def hint(self) -> tuple[str, str]:
        """A short sentence and the rule it comes from; both empty where there is none."""
        hint, rule = _HINTS.get(self.part, ("", ""))
        return (_(hint), rule) if hint else ("", "")

    @property
    def shape(self) -> Shape:
        return _SHAPES[self.part]

    @property
    def tone(self) -> Token:
        return _TONES.get(self.part, Token.TEXT)


_TEXTS = {
    Part.REDIAL: N_("Redial at once"),
    Part.OVERDUE: N_("Overdue"),
    Part.NEXT: N_("Within 10 minutes"),
    Part.TODAY: N_("Today"),
    Part.LATER: N_("Later"),
    Part.KEPT: N_("Kept today"),
}
_HINTS = {
    Part.REDIAL: (N_("Cut off: call again first"), "B8"),
    Part.OVERDUE: (N_("Apologise first, then say how far it is"), "C9"),
    Part.NEXT: (N_("Call even if it isn't solved"), "C3"),
}
_SHAPES = {
    Part.REDIAL: Shape.TRIANGLE,
    Part.OVERDUE: Shape.TRIANGLE,
    Part.NEXT: Shape.PIE,
    Part.TODAY: Shape.RING,
    Part.LATER: Shape.RING,
    Part.KEPT: Shape.TICK,
}
_TONES = {Part.REDIAL: Token.OVER, Part.OVERDUE: Token.OVER, Part.NEXT: Token.SOON}
_LEVELS = {Urgency.FINE: Shape.RING, Urgency.SOON: Shape.PIE, Urgency.OVER: Shape.TRIANGLE}


def part_of(line: CallbackLine, now: datetime, zone: ZoneInfo) -> Part:
    """The section of an open callback at `now` (aware UTC)."""
    if line.kind is CallbackKind.REDIAL:
        return Part.REDIAL
    left = line.due_at - now
    if left < timedelta():
        return Part.OVERDUE
    if left <= NEXT:
        return Part.NEXT
    same_day = line.due_at.astimezone(zone).date() == now.astimezone(zone).date()
    return Part.TODAY if same_day else Part.LATER


def sectioned(
    lines: Sequence[CallbackLine], now: datetime, zone: ZoneInfo
) -> tuple[Head | CallbackLine, ...]:
    """Heads and lines as they are listed; settled lines stay in their order under one head."""
    if lines and lines[0].closed_at is not None:
        return (Head(Part.KEPT, len(lines)), *lines)
    parts: dict[Part, list[CallbackLine]] = {part: [] for part in Part}
    for line in lines:
        parts[part_of(line, now, zone)].append(line)
    rows: list[Head | CallbackLine] = []
    for part, found in parts.items():
        if found:
            rows += [Head(part, len(found)), *sorted(found, key=lambda one: one.due_at)]
    return tuple(rows)


def left_text(line: CallbackLine, now: datetime, zone: ZoneInfo) -> str:
    """What is left: `02:41`, `29 min`, `1 h 12 min`, `Tomorrow 09:40`, or `18 min over`."""
    left = line.due_at - now
    if left < timedelta():
        return _("{span} over").format(span=span_text(-left))
    if left <= SOON:
        return clock_text(left)
    if part_of(line, now, zone) is Part.LATER:
        return day_and_time(line.due_at, now, zone)
    return span_text(left)


def at_text(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The exact time of today; the date of any other day."""
    same_day = at.astimezone(zone).date() == now.astimezone(zone).date()
    return time_text(at, zone) if same_day else date_text(at, now, zone)


def level_of(line: CallbackLine, now: datetime) -> Urgency:
    return urgency(line.due_at, now)


def shape_of(line: CallbackLine, now: datetime) -> Shape:
    if line.closed_at is not None:
        return Shape.TICK if kept_in_time(line) else Shape.TRIANGLE
    return _LEVELS[level_of(line, now)]


def kept_in_time(line: CallbackLine) -> bool:
    """Whether every time that was told was met (C2, B8)."""
    return all(clock.state is not ClockState.LATE for clock in line.clocks)

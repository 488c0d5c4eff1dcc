"""How a clock of the rulebook stands: running, paused, met, late, cancelled; how urgent it is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from thirdring.domain.enums import ClockState


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock, as answers give it back. `due_at` is aware UTC."""

    rule: str
    due_at: dt.datetime
    state: ClockState

    def left(self, now: dt.datetime) -> dt.timedelta:
        """What is left; negative once it is late."""
        return self.due_at - now


class Urgency(StrEnum):
    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


def clock(
    rule: str,
    due_at: dt.datetime,
    now: dt.datetime,
    *,
    met_at: dt.datetime | None = None,
    paused: bool = False,
    cancelled: bool = False,
) -> Clock:
    """How a clock stands. `met_at`: when what was due was done; on the very instant is in time."""
    if cancelled:
        state = ClockState.CANCELLED
    elif met_at is not None:
        state = ClockState.MET if met_at <= due_at else ClockState.LATE
    elif paused:
        state = ClockState.PAUSED
    else:
        state = ClockState.RUNNING if now <= due_at else ClockState.LATE
    return Clock(rule, due_at, state)


def urgency(due_at: dt.datetime, now: dt.datetime, soon: dt.timedelta) -> Urgency:
    """Overdue past `due_at`, soon within `soon` before it. Changes once each way of telling it."""
    if now > due_at:
        return Urgency.OVERDUE
    return Urgency.SOON if due_at - now <= soon else Urgency.FINE

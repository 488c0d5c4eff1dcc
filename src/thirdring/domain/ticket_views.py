"""The views of the ticket list: what each holds, and by what it can be sorted.

A sort is a row of segments; inside a segment tickets stand by time. That lets every sort be walked
through an index, page by page, from any place in the list.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from thirdring.domain.enums import CLOSED_STATES, Severity, TicketKind, TicketState


class View(StrEnum):
    """Names as the command line takes them."""

    MINE = "mine"
    OPEN = "open"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    ESCALATED = "escalated"
    UNASSIGNED = "unassigned"
    ALL = "all"


class SortBy(StrEnum):
    DUE = "due"  # open tickets by their nearest clock, then closed ones, newest first
    RECEIVED = "received"
    STATE = "state"  # along the path of D6
    SEVERITY = "severity"
    KIND = "kind"
    OWNER = "owner"


class Status(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


# By what many tickets have alike.
GROUPED = (SortBy.STATE, SortBy.SEVERITY, SortBy.KIND)
_BY_TIME = (SortBy.DUE, SortBy.RECEIVED)
# Only what an index serves: a neglected center may have a hundred thousand open tickets.
SORTS = MappingProxyType(
    {
        View.MINE: (*_BY_TIME, *GROUPED),
        View.OPEN: (*_BY_TIME, *GROUPED, SortBy.OWNER),
        View.OVERDUE: (SortBy.DUE, *GROUPED, SortBy.OWNER),
        View.DUE_TODAY: (SortBy.DUE, *GROUPED, SortBy.OWNER),
        View.ESCALATED: (SortBy.DUE,),  # the highest level first
        View.UNASSIGNED: (*_BY_TIME, *GROUPED),
        View.ALL: (*_BY_TIME, *GROUPED, SortBy.OWNER),
    }
)

SEVERITY_ORDER: tuple[Severity | None, ...] = (
    Severity.MAJOR, Severity.SERIOUS, Severity.ORDINARY, Severity.MINOR, None,
)  # fmt: skip
STATE_ORDER: tuple[TicketState, ...] = tuple(TicketState)
KIND_ORDER: tuple[TicketKind, ...] = tuple(TicketKind)
OPEN_STATES: tuple[TicketState, ...] = tuple(s for s in TicketState if s not in CLOSED_STATES)


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What a list is narrowed to; None leaves a field open. Times are aware UTC, half-open."""

    status: Status | None = None
    state: TicketState | None = None
    kind: TicketKind | None = None
    severity: Severity | None = None
    owner_id: UUID | None = None
    category: str | None = None
    received_from: datetime | None = None
    received_until: datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is narrowed."""
        return self == TicketFilter()

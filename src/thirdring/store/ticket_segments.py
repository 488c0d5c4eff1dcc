"""How a view and a sort become segments: fixed values of indexed columns, walked by time.

Names of conditions are those of store/ticket_statements.py; a value of None means IS NULL.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thirdring.domain.enums import CLOSED_STATES
from thirdring.domain.ticket_views import (
    KIND_ORDER,
    SEVERITY_ORDER,
    STATE_ORDER,
    SortBy,
    Status,
    TicketFilter,
    View,
)

Conditions = dict[str, object]
_LEVELS = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Segment:
    """`by` is sort_due or received_at."""

    conditions: Conditions
    by: str
    descending: bool


def opened(conditions: Conditions) -> bool | None:
    """Whether what meets them is open or closed; None where it may be either."""
    if "state" in conditions:
        return conditions["state"] not in CLOSED_STATES
    known = conditions.get("open")
    return known if isinstance(known, bool) else None


def segments(
    view: View,
    sort: SortBy,
    narrowed: TicketFilter,
    *,
    descending: bool,
    actor_id: UUID,
    now: datetime,
    day_end: datetime,
    staff: tuple[UUID, ...] = (),
) -> list[Segment]:
    """The segments in the order in which the list shows them; none where nothing can match."""
    base = _merged(_of_view(view, actor_id, now, day_end), _of_filter(narrowed))
    if base is None:
        return []
    by = "received_at" if sort is SortBy.RECEIVED else "sort_due"
    found: list[Segment] = []
    for group in _groups(view, sort, staff):
        for pinned in _opens(sort, base, group):
            conditions = _merged(base, group | pinned)
            if conditions is None:
                continue
            # Closed tickets have no clock: among them the newest comes first.
            upside_down = by == "sort_due" and conditions.get("open") is False
            if by == "sort_due" and "state" in conditions and "owner" not in conditions:
                # It says as much, and another index would be taken for it.
                conditions = {k: v for k, v in conditions.items() if k != "open"}
            found.append(Segment(conditions, by, descending != upside_down))
    return found[::-1] if descending else found


def _of_view(view: View, actor_id: UUID, now: datetime, day_end: datetime) -> Conditions:
    if view is View.ALL:
        return {}
    more: dict[View, Conditions] = {
        View.MINE: {"owner": actor_id},
        View.OVERDUE: {"due_before": now},
        View.DUE_TODAY: {"due_from": now, "due_before": day_end},
        View.UNASSIGNED: {"owner": None},
    }
    return {"open": True} | more.get(view, {})


def _of_filter(narrowed: TicketFilter) -> Conditions:
    conditions: Conditions = {
        "state": narrowed.state,
        "kind": narrowed.kind,
        "severity": narrowed.severity,
        "owner": narrowed.owner_id,
        "category": narrowed.category,
        "received_from": narrowed.received_from,
        "received_until": narrowed.received_until,
        "open": None if narrowed.status is None else narrowed.status is Status.OPEN,
    }
    return {name: value for name, value in conditions.items() if value is not None}


def _groups(view: View, sort: SortBy, staff: tuple[UUID, ...]) -> Iterable[Conditions]:
    if view is View.ESCALATED:
        return [{"level": level} for level in _LEVELS]
    if sort is SortBy.STATE:
        return [{"state": state} for state in STATE_ORDER]
    if sort is SortBy.SEVERITY:
        return [{"severity": severity} for severity in SEVERITY_ORDER]
    if sort is SortBy.KIND:
        return [{"kind": kind} for kind in KIND_ORDER]
    if sort is SortBy.OWNER:
        return [{"owner": person} for person in (*staff, None)]
    return [{}]


def _opens(sort: SortBy, base: Conditions, group: Conditions) -> Iterator[Conditions]:
    """`open` pinned to one value or the other wherever the index begins with it."""
    state = group.get("state", base.get("state"))
    if "open" in base or (sort is SortBy.RECEIVED and state is None):
        yield {}
    if "open" in base:
        return
    if state is not None:
        yield {"open": state not in CLOSED_STATES}
    elif sort is not SortBy.RECEIVED:
        yield {"open": True}
        yield {"open": False}


def _merged(one: Conditions, other: Conditions) -> Conditions | None:
    """Both together; None when they contradict each other."""
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            return None
    state, is_open = (one | other).get("state"), (one | other).get("open")
    if state is not None and is_open is not None and is_open != (state not in CLOSED_STATES):
        return None
    return one | other

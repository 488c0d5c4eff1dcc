"""A list's way through its segments, for whoever walks it: which there are, and their statements."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection

from thirdring.domain.ticket_views import SortBy, View
from thirdring.store.ticket_lines import Key, ListPlan
from thirdring.store.ticket_segments import Conditions, Segment, opened, segments
from thirdring.store.ticket_statements import Shape, owners_statement

# What of its due time a view asks, by names of conditions.
_TIMES_OF: dict[View, tuple[str, ...]] = {
    View.OVERDUE: ("due_before",),
    View.DUE_TODAY: ("due_from", "due_before"),
}
Bound = dict[str, object]
# Conditions with an index that begins with them; those that are likely to be met by the fewest first.
_INDEXED = ("owner", "category", "level", "state", "severity", "kind")
_DUE = ("due_from", "due_before")
PERIOD = "received"
_ALL = -1  # to SQLite no limit


# Who reads a page asks more than once, and of hundreds of owners there are as many as twice that.
@lru_cache(maxsize=1)
def segments_of(plan: ListPlan) -> tuple[Segment, ...]:
    """The plan's segments in their order."""
    found = segments(
        plan.view, plan.sort, plan.filter, descending=plan.descending, actor_id=plan.actor_id,
        now=plan.now, day_end=plan.day_end, staff=plan.staff,
    )  # fmt: skip
    return tuple(found)


def indexed(conditions: Conditions) -> Iterator[tuple[str, Conditions]]:
    """Each of the conditions that an index begins with, by its name, with what else of them stands in
    that index; a period of intake by the name `PERIOD`.
    """
    due = {name: conditions[name] for name in _DUE if name in conditions}
    period = {name: value for name, value in conditions.items() if name.startswith(PERIOD)}
    known = opened(conditions)
    also = {} if known is None else {"open": known}
    for name in _INDEXED:
        if name in conditions:
            # What has a state stands in its index whether open or not, as it is one or the other.
            rest = due if name == "state" else also | due if also else {}
            yield name, {name: conditions[name]} | rest
    if due and also:
        yield "due", also | due
    if period:
        yield PERIOD, also | period


class Way(NamedTuple):
    """How a file goes through a segment: conditions whose index is walked, and those whose tickets
    are gathered first, to be met on the way.
    """

    led: tuple[str, ...]
    gathered: Conditions


def shape_of(
    dialect: str,
    segment: Segment,
    more: Conditions | None = None,
    *,
    after: bool = False,
    capped: bool = False,
    way: Way | None = None,
) -> tuple[Shape, Bound]:
    """A statement's shape and what is bound to it; `more`: conditions beside the segment's."""
    conditions = segment.conditions | (more or {})
    shape = Shape(
        dialect, _names(conditions, conditions), segment.by, segment.descending, after, capped
    )
    if way is not None:
        gathered = _names(way.gathered, way.gathered)
        shape = replace(shape, led=_names(conditions, way.led), gathered=gathered)
        conditions = conditions | way.gathered | ({"few": _ALL} if gathered else {})
    return shape, {n: v for n, v in conditions.items() if v is not None}


def _names(conditions: Conditions, which: Iterable[str]) -> tuple[str, ...]:
    """As statements call them: that there is none is a condition of its own."""
    return tuple(sorted(n if conditions[n] is not None else f"{n}_none" for n in which))


def behind(after: Key | None, number: int) -> Bound | None:
    """What a page's statement binds to go on behind `after` in segment `number`; None from its top."""
    if after is None or after.segment != number:
        return None
    return {"after_at": after.at, "after_seq": after.seq}


def worth_walking(connection: Connection, plan: ListPlan) -> list[tuple[int, Segment]]:
    """The segments with their numbers, less those of people known to have nothing in the list: that
    is asked at once, where asking person by person would take a statement for each of hundreds.
    """
    numbered = list(enumerate(segments_of(plan)))
    if plan.sort is not SortBy.OWNER or plan.view is View.ALL:
        return numbered
    until: datetime = plan.day_end if plan.view is View.DUE_TODAY else plan.now
    bound: Bound = {"due_from": plan.now, "due_before": until}
    names = _TIMES_OF.get(plan.view, ())
    busy = set(connection.scalars(owners_statement(names), {name: bound[name] for name in names}))
    return [
        (number, segment)
        for number, segment in numbered
        if segment.conditions["owner"] in busy or segment.conditions["owner"] is None
    ]

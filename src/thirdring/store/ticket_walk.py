"""A list's way through its segments, for whoever walks it: which there are, and their statements."""

from datetime import datetime

from sqlalchemy import Connection

from thirdring.domain.ticket_views import SortBy, View
from thirdring.store.ticket_lines import Key, ListPlan
from thirdring.store.ticket_segments import Conditions, Segment, segments
from thirdring.store.ticket_statements import Shape, owners_statement

# What of its due time a view asks, by names of conditions.
_TIMES_OF: dict[View, tuple[str, ...]] = {
    View.OVERDUE: ("due_before",),
    View.DUE_TODAY: ("due_from", "due_before"),
}
Bound = dict[str, object]


def segments_of(plan: ListPlan) -> list[Segment]:
    """The plan's segments in their order."""
    return segments(
        plan.view, plan.sort, plan.filter, descending=plan.descending, actor_id=plan.actor_id,
        now=plan.now, day_end=plan.day_end, staff=plan.staff,
    )  # fmt: skip


def shape_of(
    dialect: str,
    segment: Segment,
    more: Conditions | None = None,
    *,
    after: bool = False,
    capped: bool = False,
    walked: bool = False,
) -> tuple[Shape, Bound]:
    """A statement's shape and what is bound to it; `more`: conditions beside the segment's."""
    conditions = segment.conditions | (more or {})
    names = tuple(sorted(n if v is not None else f"{n}_none" for n, v in conditions.items()))
    shape = Shape(dialect, names, segment.by, segment.descending, after, capped, walked)
    return shape, {n: v for n, v in conditions.items() if v is not None}


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

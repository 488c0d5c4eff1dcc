"""Lists that can't be long: their tickets' places are read and put in order in memory.

A list narrowed by what few tickets have would be walked to its end for a page, and so would the few
tickets of one person in the order of what all tickets have: by kind the index of kinds is walked, in
which theirs are one of hundreds. Whether one of a list's conditions is met by few is asked of that
condition's own index, up to a bound.
"""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop
from uuid import UUID

from sqlalchemy import Connection

from thirdring.domain.ticket_views import GROUPED, SortBy, View
from thirdring.store.key_lists import bound_keys
from thirdring.store.prepared import fetch
from thirdring.store.ticket_lines import (
    Key,
    ListPlan,
    Page,
    TicketLine,
    at_of,
    lines_of,
    micros_of,
)
from thirdring.store.ticket_segments import Conditions, Segment, opened
from thirdring.store.ticket_statements import (
    met_statement,
    places_statement,
    rows_statement,
    side_by_side,
)
from thirdring.store.ticket_walk import indexed, segments_of, shape_of

# Reading so many places takes as long as walking to the end of a page of the next rarest kind. In a
# file a row of the table takes longer to find, and what is met by more is gathered (ticket_ways.py).
FEW = 5_000
DEARER = 5
# Whose tickets these are is a condition as a filter is, wherever their own index isn't walked.
_OWNED = frozenset({View.MINE, View.UNASSIGNED})


# Where a ticket stands in a list, comparable in the list's order: number of its segment, time in
# microseconds since 1970 and key, both times -1 where the segment runs backwards.
_Place = tuple[int, int, int]


def everything(plan: ListPlan) -> bool:
    """Whether the plan is a view as it is: each of its segments has an index of its own."""
    return plan.filter.empty and not (plan.view in _OWNED and plan.sort in GROUPED)


def few_of(connection: Connection, plan: ListPlan, *, whole: bool = False) -> list[int] | None:
    """`narrowed`; None also where the list's segments are walked through an index of their own."""
    if everything(plan):
        return None
    led = {(segment.by, *segment.conditions) for segment in segments_of(plan)}
    if all(side_by_side(names, by) for by, *names in led):
        return None
    return narrowed(connection, plan, whole=whole)


def narrowed(connection: Connection, plan: ListPlan, *, whole: bool = False) -> list[int] | None:
    """Keys of the few tickets that meet one of the plan's conditions, whether or not the others;
    None where each is met by many, and where there is none. `whole`: all the list is wanted.
    """
    if plan.filter.empty and plan.view not in _OWNED:
        return None
    segments = segments_of(plan)
    if not segments:
        return []
    shared, dialect = _shared(segments), connection.dialect.name
    known = {opened(segment.conditions) for segment in segments}
    if len(known) == 1 and None not in known:
        shared |= {"open": known.pop()}
    by_owner = plan.sort is SortBy.OWNER
    for _name, asked in indexed(shared):
        few = FEW
        if dialect == "sqlite" and plan.view not in _OWNED and not whole:
            # Of what is met by these alone a page is soon found on the way; not so where each person's
            # is walked for it, or where what is found has something else to meet.
            alone = shared.keys() <= asked.keys() | {"open"}
            parts = 1 if alone and not by_owner else 3
            few = few * parts // DEARER
        shape, bound = shape_of(dialect, Segment(asked, "sort_due", descending=False))
        statement = met_statement(dialect, shape.names)
        keys = [row[0] for row in fetch(connection, statement, bound | {"few": few + 1})]
        if len(keys) <= few:
            return keys
    return None


def in_order(
    connection: Connection, plan: ListPlan, seqs: Sequence[int], after: Key | None
) -> Iterator[Key]:
    """Keys of those of `seqs` that the list holds behind `after`, in its order."""
    segments = segments_of(plan)
    if not segments or not seqs:
        return
    places = list(_places(connection, segments, seqs))
    if after is not None:
        here = _place(segments, after)
        places = [place for place in places if place > here]
    # A page takes the first of them: putting all in order would take most of the time.
    heapify(places)
    while places:
        number, time, seq = heappop(places)
        sign = -1 if segments[number].descending else 1
        yield Key(number, at_of(sign * time), sign * seq)


def page_of(connection: Connection, plan: ListPlan, keys: Sequence[Key]) -> Page:
    """The page that consists of these places."""
    by_seq = lines_by_key(connection, plan.actor_id, [key.seq for key in keys])
    return Page(tuple(by_seq[key.seq] for key in keys), keys[-1] if keys else None)


def lines_by_key(connection: Connection, me: UUID, seqs: Sequence[int]) -> dict[int, TicketLine]:
    """Lines of those tickets that (still) exist, as `me` looks at them."""
    dialect = connection.dialect.name
    bound = {"seqs": bound_keys(dialect, seqs), "me": me}
    rows = fetch(connection, rows_statement(dialect), bound)
    return {line.seq: line for line in lines_of(rows)}


def _places(
    connection: Connection, segments: Sequence[Segment], seqs: Sequence[int]
) -> Iterator[_Place]:
    """What all segments share is asked of the database; to which one a ticket belongs is seen here."""
    shared, dialect = _shared(segments), connection.dialect.name
    told = tuple(name for name in segments[0].conditions if name not in shared)
    numbers = {
        tuple(_as_read(dialect, segment.conditions[name]) for name in told): number
        for number, segment in enumerate(segments)
    }
    signs = [-1 if segment.descending else 1 for segment in segments]
    shape, bound = shape_of(dialect, Segment(shared, segments[0].by, descending=False))
    statement = places_statement(dialect, shape.names, shape.by, told)
    bound |= {"seqs": bound_keys(dialect, seqs)}
    for time, seq, *values in fetch(connection, statement, bound):
        number = numbers.get(tuple(values))
        if number is not None:
            sign = signs[number]
            yield number, sign * micros_of(time), sign * seq


def _as_read(dialect: str, value: object) -> object:
    """A condition's value as `fetch` reads it: the others are equal to what a file holds."""
    return value.bytes if isinstance(value, UUID) and dialect == "sqlite" else value


def _shared(segments: Sequence[Segment]) -> Conditions:
    """The conditions that all segments have."""
    first, *others = (segment.conditions for segment in segments)
    return {
        name: value
        for name, value in first.items()
        if all(name in one and one[name] == value for one in others)
    }


def _place(segments: Sequence[Segment], key: Key) -> _Place:
    sign = -1 if segments[key.segment].descending else 1
    return key.segment, sign * micros_of(key.at), sign * key.seq

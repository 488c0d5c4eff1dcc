"""Lists that can't be long: their tickets' places are read and put in order in memory.

A list narrowed by what few tickets have would be walked to its end for a page, and so would the few
tickets of one person in the order of what all tickets have: by kind the index of kinds is walked, in
which theirs are one of hundreds. Whether one of a list's conditions is met by few is asked of that
condition's own index, up to a bound.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from thirdring.domain.ticket_views import GROUPED, View
from thirdring.store.key_lists import bound_keys
from thirdring.store.prepared import fetch
from thirdring.store.ticket_lines import (
    EPOCH,
    MICROSECOND,
    Key,
    ListPlan,
    Page,
    TicketLine,
    at_of,
    lines_of,
)
from thirdring.store.ticket_segments import Conditions, Segment
from thirdring.store.ticket_statements import met_statement, places_statement, rows_statement
from thirdring.store.ticket_walk import segments_of, shape_of

# Reading so many places takes as long as walking to the end of a page of the next rarest kind.
FEW = 5_000
# Conditions with an index that begins with them, beside `open`; those that are likely to be met by
# the fewest first.
_INDEXED = (
    ("owner",), ("category",), ("level",), ("due_from", "due_before"),
    ("received_from", "received_until"), ("state",), ("severity",), ("kind",),
)  # fmt: skip
# Whose tickets these are is a condition as a filter is, wherever their own index isn't walked.
_OWNED = frozenset({View.MINE, View.UNASSIGNED})


class _Place(NamedTuple):
    """Where a ticket stands in the list: comparable, in the list's order."""

    segment: int
    time: int  # microseconds since 1970, times -1 where the segment runs backwards
    seq: int  # negative there

    def to_key(self) -> Key:
        time = self.time if self.seq > 0 else -self.time
        return Key(self.segment, at_of(time), abs(self.seq))


def narrowed(connection: Connection, plan: ListPlan) -> list[int] | None:
    """Keys of the few tickets that meet one of the plan's conditions, whether or not the others;
    None where each is met by many, or where the list has an index of its own.
    """
    if plan.filter.empty and not (plan.view in _OWNED and plan.sort in GROUPED):
        return None
    segments = segments_of(plan)
    if not segments:
        return []
    shared, dialect = _shared(segments), connection.dialect.name
    for names in _INDEXED:
        asked = {name: shared[name] for name in names if name in shared}
        if not asked:
            continue
        more = {"open": shared["open"]} if "open" in shared else {}
        shape, bound = shape_of(dialect, Segment(asked | more, "sort_due", descending=False))
        statement = met_statement(dialect, shape.names)
        keys = [row[0] for row in fetch(connection, statement, bound | {"most": FEW + 1})]
        if len(keys) <= FEW:
            return keys
    return None


def in_order(
    connection: Connection, plan: ListPlan, seqs: Sequence[int], after: Key | None
) -> Iterator[Key]:
    """Keys of those of `seqs` that the list holds behind `after`, in its order."""
    segments = segments_of(plan)
    if not segments or not seqs:
        return
    places = sorted(_places(connection, segments, seqs))
    if after is not None:
        here = _place(segments, after.segment, after.at, after.seq)
        places = places[bisect_right(places, here) :]
    yield from (place.to_key() for place in places)


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
        tuple(segment.conditions[name] for name in told): number
        for number, segment in enumerate(segments)
    }
    shape, bound = shape_of(dialect, Segment(shared, segments[0].by, descending=False))
    statement = places_statement(dialect, shape.names, shape.by, told)
    for time, seq, *values in connection.execute(
        statement, bound | {"seqs": bound_keys(dialect, seqs)}
    ):
        number = numbers.get(tuple(values))
        if number is not None:
            yield _place(segments, number, time, seq)


def _shared(segments: Sequence[Segment]) -> Conditions:
    """The conditions that all segments have."""
    first, *others = (segment.conditions for segment in segments)
    return {
        name: value
        for name, value in first.items()
        if all(name in one and one[name] == value for one in others)
    }


def _place(segments: Sequence[Segment], number: int, time: object, seq: int) -> _Place:
    moment = time if isinstance(time, int) else (at_of(time) - EPOCH) // MICROSECOND
    sign = -1 if segments[number].descending else 1
    return _Place(number, sign * moment, sign * seq)

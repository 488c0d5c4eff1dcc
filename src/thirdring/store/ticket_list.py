"""The ticket list: keyset pages, sparse anchors and capped counts, by prebuilt Core statements.

A sort is a row of segments (store/ticket_segments.py), each with fixed values of indexed columns
and walked by (time, seq). Statements are built once per shape and bound anew. Lists that are
searched are in store/ticket_found.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from thirdring.domain.ticket_views import SortBy
from thirdring.store import ticket_found
from thirdring.store.prepared import fetch
from thirdring.store.ticket_few import everything, few_of, in_order, page_of
from thirdring.store.ticket_lines import Anchors, Key, ListPlan, Page, TicketLine, at_of, lines_of
from thirdring.store.ticket_statements import (
    Shape,
    anchors_statement,
    count_statement,
    counts_statement,
    page_statement,
)
from thirdring.store.ticket_walk import behind, segments_of, shape_of, worth_walking
from thirdring.store.ticket_ways import Ways

# Where the time a segment is walked by stands in a row.
_TIME = {"received_at": 14, "sort_due": 18}
COUNT_CAP = 9_999


def read_page(session: Session, plan: ListPlan, after: Key | None, limit: int) -> Page:
    """The next `limit` lines behind `after` (from the top when None)."""
    if plan.searched is not None:
        return ticket_found.read_page(session, plan, after, limit)
    # Not the session's own `execute`: it treats plain columns as entities, three times dearer.
    connection = session.connection()
    few = few_of(connection, plan)
    if few is not None:
        return page_of(
            connection, plan, list(islice(in_order(connection, plan, few, after), limit))
        )
    lines: list[TicketLine] = []
    last: Key | None = None
    ways = None if everything(plan) else Ways(connection)
    for number, segment in worth_walking(connection, plan):
        if after is not None and number < after.segment:
            continue
        place = behind(after, number)
        asked, way = (segment, None) if ways is None else ways.of(segment)
        shape, bound = shape_of(connection.dialect.name, asked, after=place is not None, way=way)
        bound |= {"most": limit - len(lines), "me": plan.actor_id, **(place or {})}
        rows = fetch(connection, page_statement(shape), bound)
        if rows:
            lines += lines_of(rows)
            last = Key(number, at_of(rows[-1][_TIME[segment.by]]), rows[-1][0])
        if len(lines) >= limit:
            break
    return Page(tuple(lines), last)


def read_anchors(session: Session, plan: ListPlan, every: int) -> Anchors:
    """The exact count, and the key of each `every`th ticket, in one walk through the index."""
    if plan.searched is not None and not ticket_found.told_by_index(session, plan):
        return ticket_found.read_anchors(session, plan, every)
    connection = session.connection()
    few = few_of(connection, plan, whole=True) if plan.searched is None else None
    if few is not None:
        places = list(in_order(connection, plan, few, None))
        return Anchors(len(places), every, tuple(places[every - 1 :: every]))
    more = ticket_found.condition(session, plan)
    count, keys = 0, []
    ways = None if everything(plan) else Ways(connection)
    for number, segment in enumerate(segments_of(plan)):
        asked, way = (segment, None) if ways is None else ways.of(segment)
        shape, bound = shape_of(connection.dialect.name, asked, more, way=way)
        inside = connection.scalar(count_statement(shape), bound) or 0
        if (count % every) + inside >= every:
            found = connection.execute(
                anchors_statement(shape), bound | {"before": count, "every": every}
            ).all()
            keys += [Key(number, at_of(row[0]), row[1]) for row in sorted(found, key=_nth)]
        count += inside
    return Anchors(count, every, tuple(keys))


def _nth(row: Sequence[Any]) -> Any:
    return row[2]


def count_up_to(session: Session, plan: ListPlan, cap: int = COUNT_CAP) -> int:
    """How many tickets the plan holds, counted to `cap` + 1 and no further."""
    plan = replace(plan, sort=SortBy.DUE)
    if plan.searched is not None and not ticket_found.told_by_index(session, plan):
        return ticket_found.count_up_to(session, plan, cap)
    connection, count = session.connection(), 0
    more = ticket_found.condition(session, plan)
    for segment in segments_of(plan):
        shape, bound = shape_of(connection.dialect.name, segment, more, capped=True)
        found = connection.scalar(count_statement(shape), bound | {"most": cap + 1 - count})
        count += found or 0
        if count > cap:
            break
    return count


def counts_up_to(
    session: Session, plans: Sequence[ListPlan], cap: int = COUNT_CAP
) -> tuple[int, ...]:
    """`count_up_to` of several lists: those that aren't searched in one exchange with the database,
    since counts are read again with every change anybody makes.
    """
    connection = session.connection()
    plain = [number for number, plan in enumerate(plans) if plan.searched is None]
    shapes: list[tuple[Shape, ...]] = []
    bound: dict[str, object] = {"most": cap + 1}
    numbered = 0
    for number in plain:
        here = []
        for segment in segments_of(replace(plans[number], sort=SortBy.DUE)):
            shape, values = shape_of(connection.dialect.name, segment, capped=True)
            here.append(shape)
            bound |= {f"{name}_{numbered}": value for name, value in values.items()}
            numbered += 1
        shapes.append(tuple(here))
    row = connection.execute(counts_statement(tuple(shapes)), bound).one() if plain else ()
    counted = {n: min(int(count or 0), cap + 1) for n, count in zip(plain, row, strict=True)}
    return tuple(
        counted[number] if number in counted else count_up_to(session, plan, cap)
        for number, plan in enumerate(plans)
    )

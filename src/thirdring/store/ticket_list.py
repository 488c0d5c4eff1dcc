"""The ticket list: keyset pages, sparse anchors and capped counts, by prebuilt Core statements.

A sort is a row of segments (store/ticket_segments.py), each with fixed values of indexed columns
and walked by (time, seq). Statements are built once per shape and bound anew.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from thirdring.domain.enums import Severity, TicketKind, TicketState, Title
from thirdring.domain.search_text import SearchQuery
from thirdring.domain.ticket_views import SortBy, TicketFilter, View
from thirdring.store import search
from thirdring.store.secured import reads_masked
from thirdring.store.ticket_segments import Conditions, Segment, segments
from thirdring.store.ticket_statements import (
    Shape,
    anchors_statement,
    count_statement,
    counts_statement,
    keys_statement,
    owners_statement,
    page_statement,
    prepared_page,
    rows_statement,
)

AnyRow = Row[*tuple[Any, ...]]
# Where the time a segment is walked by stands in a row.
_TIME = {"received_at": 14, "sort_due": 18}
# Up to so many hits of a search are looked up one by one; beyond, the list is walked and each
# ticket asked whether it is among them.
FEW = 2_000
COUNT_CAP = 9_999
# What of its due time a view asks, by names of conditions.
_TIMES_OF: dict[View, tuple[str, ...]] = {
    View.OVERDUE: ("due_before",),
    View.DUE_TODAY: ("due_from", "due_before"),
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATES = {s.value: s for s in TicketState}
_KINDS = {k.value: k for k in TicketKind}
_SEVERITIES: dict[str | None, Severity | None] = {s.value: s for s in Severity} | {None: None}
_TITLES: dict[str | None, Title | None] = {t.value: t for t in Title} | {None: None}


class _Row(NamedTuple):
    """The columns of `page_statement`, in their order, as the driver gives them."""

    seq: int
    number: str
    raw_kind: str
    raw_state: str
    raw_open: int
    escalation_level: int
    raw_severity: str | None
    category: str | None
    name: str | None
    raw_title: str | None
    phone: str | None
    raised: str
    owner_login: str | None
    owner_name: str | None
    raw_received: int | datetime
    raw_due: int | datetime | None
    due_rule: str | None
    raw_closed: int | datetime | None
    raw_sort: int | datetime


class TicketLine(_Row):
    """One ticket as lists show it. Times are aware UTC; `raised` is its beginning.

    A line is the row itself: turning every value of a page into ours would cost as much again as
    reading it, and most are never looked at.
    """

    __slots__ = ()

    @property
    def kind(self) -> TicketKind:
        return _KINDS[self.raw_kind]

    @property
    def state(self) -> TicketState:
        return _STATES[self.raw_state]

    @property
    def open(self) -> bool:
        return bool(self.raw_open)

    @property
    def severity(self) -> Severity | None:
        return _SEVERITIES[self.raw_severity]

    @property
    def title(self) -> Title | None:
        return _TITLES[self.raw_title]

    @property
    def received_at(self) -> datetime:
        return _at(self.raw_received)

    @property
    def due_at(self) -> datetime | None:
        return None if self.raw_due is None else _at(self.raw_due)

    @property
    def closed_at(self) -> datetime | None:
        return None if self.raw_closed is None else _at(self.raw_closed)


class Key(NamedTuple):
    """A place in a list: behind the ticket `seq` with time `at` in segment number `segment`."""

    segment: int
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in order; `last` is the key of the last one, None when there is none."""

    lines: tuple[TicketLine, ...]
    last: Key | None


@dataclass(frozen=True, slots=True)
class Anchors:
    """`keys[i]` is the key of the ticket at position (i + 1) * `every` - 1; `count` is exact."""

    count: int
    every: int
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list made definite. `staff` orders the owners; `personal` lets a search see names and
    numbers; day bounds are UTC.
    """

    view: View
    sort: SortBy
    descending: bool
    filter: TicketFilter
    actor_id: UUID
    now: datetime
    day_end: datetime
    search: SearchQuery | None = None
    personal: bool = True
    staff: tuple[UUID, ...] = ()
    # Keys of tickets whose names this person doesn't find either: complaints against them (G9).
    hidden: frozenset[int] = frozenset()


class _Walk:
    """One read through a plan in one transaction: how the search narrows it, if any."""

    def __init__(self, session: Session, plan: ListPlan) -> None:
        self.session = session
        # Not the session's own `execute`: it treats plain columns as entities, three times dearer.
        self.connection = session.connection()
        self.plan = plan
        self.dialect = search.dialect_of(session)
        self.extra: Conditions = {}
        self.nothing = False
        self.verify: SearchQuery | None = None
        if plan.search is not None and not plan.search.blank:
            self._narrow(plan.search)

    def _narrow(self, wanted: SearchQuery) -> None:
        hits = search.hits(self.session, wanted, FEW + 1)
        if len(hits) > FEW and not reads_masked(self.session):
            self.extra = {"wanted": search.expression(self.dialect, wanted)}
            known = wanted.exact and self.plan.personal and not self.plan.hidden
            self.verify = None if known else wanted
            return
        few = search.verified(
            self.session, wanted, hits, personal=self.plan.personal, hidden=self.plan.hidden
        )
        self.nothing = not few
        self.extra = {"few": few}

    def segments(self) -> list[Segment]:
        if self.nothing:
            return []
        plan = self.plan
        return segments(plan.view, plan.sort, plan.filter, descending=plan.descending,
                        actor_id=plan.actor_id, now=plan.now, day_end=plan.day_end,
                        staff=plan.staff)  # fmt: skip

    def shape(self, segment: Segment, **more: bool) -> tuple[Shape, dict[str, object]]:
        """The statement's shape and what is bound to it."""
        conditions = segment.conditions | self.extra
        names = tuple(sorted(n if v is not None else f"{n}_none" for n, v in conditions.items()))
        shape = Shape(self.dialect, names, segment.by, segment.descending, **more)
        return shape, {n: v for n, v in conditions.items() if v is not None}

    def idle_owners(self) -> Collection[object]:
        """Who has nothing in a list of open tickets that is sorted by owner: asked at once, where
        asking person by person would take a statement for each of hundreds.
        """
        plan = self.plan
        if plan.sort is not SortBy.OWNER or plan.view is View.ALL or self.nothing:
            return set()
        bound = {"due_from": plan.now, "due_before": plan.now}
        if plan.view is View.DUE_TODAY:
            bound["due_before"] = plan.day_end
        names = _TIMES_OF.get(plan.view, ())
        busy = self.connection.scalars(
            owners_statement(names), {name: bound[name] for name in names}
        )
        return set(plan.staff).difference(busy)

    def at_once(self, limit: int) -> int:
        """How many rows to read for `limit` of them: more, where many may not be kept."""
        sure = self.verify is None or (self.verify.exact and self.plan.personal)
        return limit if sure else max(limit, search.CHUNK)

    def kept(self, seqs: Sequence[int]) -> set[int]:
        """Those of `seqs` whose texts match, where the index alone doesn't tell."""
        if self.verify is None:
            return set(seqs)
        return set(
            search.verified(
                self.session, self.verify, seqs,
                personal=self.plan.personal, hidden=self.plan.hidden,
            )
        )  # fmt: skip


def read_page(session: Session, plan: ListPlan, after: Key | None, limit: int) -> Page:
    """The next `limit` lines behind `after` (from the top when None)."""
    if after is None and _is_newest_search(plan):
        return _newest_found(session, plan, limit)
    walk = _Walk(session, plan)
    lines: list[TicketLine] = []
    last: Key | None = None
    idle = walk.idle_owners()
    for number, segment in enumerate(walk.segments()):
        if after is not None and number < after.segment:
            continue
        if segment.conditions.get("owner") in idle:
            continue
        inside = after if after is not None and number == after.segment else None
        rows = _rows(walk, segment, inside, limit - len(lines))
        if rows:
            lines += _lines(rows)
            last = Key(number, _at(rows[-1][_TIME[segment.by]]), rows[-1][0])
        if len(lines) >= limit:
            break
    return Page(tuple(lines), last)


def _rows(walk: _Walk, segment: Segment, after: Key | None, limit: int) -> list[AnyRow]:
    """Up to `limit` matching rows of one segment."""
    found: list[AnyRow] = []
    chunk = walk.at_once(limit)
    while True:
        shape, bound = walk.shape(segment, after=after is not None)
        bound["most"] = chunk
        if after is not None:
            bound |= {"after_at": after.at, "after_seq": after.seq}
        rows = _page_of(walk.connection, shape, bound)
        if walk.verify is None:
            return rows
        kept = walk.kept([row[0] for row in rows])
        found += [row for row in rows if row[0] in kept]
        if len(rows) < chunk or len(found) >= limit:
            return found[:limit]
        after = Key(0, _at(rows[-1][_TIME[segment.by]]), rows[-1][0])


def _page_of(connection: Connection, shape: Shape, bound: dict[str, object]) -> list[AnyRow]:
    prepared = prepared_page(shape, connection.dialect)
    if prepared is None:
        return list(connection.execute(page_statement(shape), bound).all())
    return list(connection.exec_driver_sql(prepared.sql, prepared.values(bound)).all())


def read_anchors(session: Session, plan: ListPlan, every: int) -> Anchors:
    """The exact count, and the key of each `every`th ticket, in one walk through the index."""
    walk = _Walk(session, plan)
    count, keys = 0, []
    for number, segment in enumerate(walk.segments()):
        if walk.verify is not None:
            for row in _keys(walk, segment):
                count += 1
                if count % every == 0:
                    keys.append(Key(number, _at(row[0]), row[1]))
            continue
        shape, bound = walk.shape(segment)
        inside = walk.connection.scalar(count_statement(shape), bound) or 0
        if (count % every) + inside >= every:
            found = walk.connection.execute(
                anchors_statement(shape), bound | {"before": count, "every": every}
            ).all()
            keys += [Key(number, _at(row[0]), row[1]) for row in sorted(found, key=lambda r: r[2])]
        count += inside
    return Anchors(count, every, tuple(keys))


def _keys(walk: _Walk, segment: Segment) -> Iterator[AnyRow]:
    shape, bound = walk.shape(segment)
    found = walk.connection.execute(keys_statement(shape), bound)
    for chunk in found.partitions(search.CHUNK):
        kept = walk.kept([row[1] for row in chunk])
        yield from (row for row in chunk if row[1] in kept)


def count_up_to(session: Session, plan: ListPlan, cap: int = COUNT_CAP) -> int:
    """How many tickets the plan holds, counted to `cap` + 1 and no further."""
    plan = replace(plan, sort=SortBy.DUE)
    walk, count = _Walk(session, plan), 0
    for segment in walk.segments():
        shape, bound = walk.shape(segment, capped=True)
        found = walk.connection.scalar(count_statement(shape), bound | {"most": cap + 1 - count})
        count += found or 0
        if count > cap:
            break
    return count


def counts_up_to(
    session: Session, plans: Sequence[ListPlan], cap: int = COUNT_CAP
) -> tuple[int, ...]:
    """`count_up_to` of several lists in one exchange with the database: counts are read again with
    every change anybody makes. Lists that are searched are counted each for itself.
    """
    shapes: list[tuple[Shape, ...]] = []
    bound: dict[str, object] = {"most": cap + 1}
    number = 0
    for plan in plans:
        walk = _Walk(session, replace(plan, sort=SortBy.DUE))
        here = []
        for segment in walk.segments():
            shape, values = walk.shape(segment, capped=True)
            here.append(shape)
            bound |= {f"{name}_{number}": value for name, value in values.items()}
            number += 1
        shapes.append(tuple(here))
    row = session.connection().execute(counts_statement(tuple(shapes)), bound).one()
    return tuple(min(int(count or 0), cap + 1) for count in row)


def read_lines(session: Session, seqs: Sequence[int]) -> dict[int, TicketLine]:
    """Lines by key, for those that (still) exist."""
    connection = session.connection()
    found: dict[int, TicketLine] = {}
    statement = rows_statement(connection.dialect.name)
    for start in range(0, len(seqs), search.CHUNK):
        bound = {"seqs": list(seqs[start : start + search.CHUNK])}
        rows = connection.execute(statement, bound).all()
        found |= {line.seq: line for line in _lines(rows)}
    return found


def _is_newest_search(plan: ListPlan) -> bool:
    """All tickets that match, newest first: what the index answers in its own order."""
    wanted = plan.search
    return (
        wanted is not None
        and not wanted.blank
        and (plan.view, plan.sort, plan.descending) == (View.ALL, SortBy.RECEIVED, True)
        and plan.filter.empty
        and plan.personal
    )


def _newest_found(session: Session, plan: ListPlan, limit: int) -> Page:
    assert plan.search is not None  # noqa: S101 - _is_newest_search said so
    seqs = search.candidates(session, plan.search, limit=limit, hidden=plan.hidden)
    by_seq = read_lines(session, seqs)
    lines = tuple(by_seq[seq] for seq in seqs)
    last = Key(0, lines[-1].received_at, lines[-1].seq) if lines else None
    return Page(lines, last)


def _at(raw: object) -> datetime:
    """A time as the driver gives it: microseconds on SQLite, a datetime on PostgreSQL."""
    if isinstance(raw, int):
        return _EPOCH + timedelta(microseconds=raw)
    assert isinstance(raw, datetime)  # noqa: S101 - there is no third form
    return raw.astimezone(UTC)


def _lines(rows: Sequence[AnyRow]) -> list[TicketLine]:
    new = tuple.__new__
    return [new(TicketLine, row) for row in rows]

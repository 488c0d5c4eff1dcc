"""The ticket list: keyset pages, sparse anchors and capped counts, by prebuilt Core statements.

A sort is a row of segments (store/ticket_segments.py), each with fixed values of indexed columns
and walked by (time, seq). Statements are built once per shape and bound anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from thirdring.domain.enums import Severity, TicketKind, TicketState, Title
from thirdring.domain.search_text import SearchQuery
from thirdring.domain.ticket_views import SortBy, TicketFilter, View
from thirdring.store import search
from thirdring.store.ticket_segments import Conditions, Segment, segments
from thirdring.store.ticket_statements import (
    Shape,
    anchors_statement,
    count_statement,
    keys_statement,
    page_statement,
    rows_statement,
)

AnyRow = Row[*tuple[Any, ...]]
# Up to so many hits of a search are looked up one by one; beyond, the list is walked and each
# ticket asked whether it is among them.
FEW = 2_000
COUNT_CAP = 9_999
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATES = {s.value: s for s in TicketState}
_KINDS = {k.value: k for k in TicketKind}
_SEVERITIES: dict[str | None, Severity | None] = {s.value: s for s in Severity} | {None: None}
_TITLES: dict[str | None, Title | None] = {t.value: t for t in Title} | {None: None}


class TicketLine(NamedTuple):
    """One ticket as lists show it. Times are aware UTC; `raised` is its beginning."""

    seq: int
    number: str
    kind: TicketKind
    state: TicketState
    open: bool
    escalation_level: int
    severity: Severity | None
    category: str | None
    name: str | None
    title: Title | None
    phone: str | None
    raised: str
    owner_login: str | None
    owner_name: str | None
    received_at: datetime
    due_at: datetime | None
    due_rule: str | None
    closed_at: datetime | None


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


class _Walk:
    """One read through a plan in one transaction: how the search narrows it, if any."""

    def __init__(self, session: Session, plan: ListPlan) -> None:
        self.session = session
        self.plan = plan
        self.dialect = search.dialect_of(session)
        self.extra: Conditions = {}
        self.nothing = False
        self.verify: SearchQuery | None = None
        if plan.search is not None and not plan.search.blank:
            self._narrow(plan.search)

    def _narrow(self, wanted: SearchQuery) -> None:
        hits = search.hits(self.session, wanted, FEW + 1)
        if len(hits) > FEW:
            self.extra = {"wanted": search.expression(self.dialect, wanted)}
            self.verify = None if wanted.exact and self.plan.personal else wanted
            return
        few = search.verified(self.session, wanted, hits, personal=self.plan.personal)
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

    def kept(self, seqs: Sequence[int]) -> set[int]:
        """Those of `seqs` whose texts match, where the index alone doesn't tell."""
        if self.verify is None:
            return set(seqs)
        personal = self.plan.personal
        return set(search.verified(self.session, self.verify, seqs, personal=personal))


def read_page(session: Session, plan: ListPlan, after: Key | None, limit: int) -> Page:
    """The next `limit` lines behind `after` (from the top when None)."""
    if after is None and _is_newest_search(plan):
        return _newest_found(session, plan, limit)
    walk = _Walk(session, plan)
    lines: list[TicketLine] = []
    last: Key | None = None
    for number, segment in enumerate(walk.segments()):
        if after is not None and number < after.segment:
            continue
        inside = after if after is not None and number == after.segment else None
        for row in _rows(walk, segment, inside, limit - len(lines)):
            lines.append(_line(walk.dialect, row))
            at = lines[-1].received_at if segment.by == "received_at" else _at(row[-1])
            last = Key(number, at, row[0])
        if len(lines) >= limit:
            break
    return Page(tuple(lines), last)


def _rows(walk: _Walk, segment: Segment, after: Key | None, limit: int) -> Iterator[AnyRow]:
    """Up to `limit` matching rows of one segment."""
    while limit > 0:
        shape, bound = walk.shape(segment, after=after is not None)
        if after is not None:
            bound |= {"after_at": after.at, "after_seq": after.seq}
        chunk = limit if walk.verify is None else max(limit, search.CHUNK)
        rows = walk.session.execute(page_statement(shape), bound | {"most": chunk}).all()
        kept = walk.kept([row[0] for row in rows])
        for row in rows:
            if row[0] in kept and limit > 0:
                limit -= 1
                yield row
        if len(rows) < chunk or walk.verify is None:
            return
        at = _at(rows[-1][14] if segment.by == "received_at" else rows[-1][-1])
        after = Key(0, at, rows[-1][0])


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
        inside = session.scalar(count_statement(shape), bound) or 0
        if (count % every) + inside >= every:
            found = session.execute(
                anchors_statement(shape), bound | {"before": count, "every": every}
            ).all()
            keys += [Key(number, _at(row[0]), row[1]) for row in sorted(found, key=lambda r: r[2])]
        count += inside
    return Anchors(count, every, tuple(keys))


def _keys(walk: _Walk, segment: Segment) -> Iterator[AnyRow]:
    shape, bound = walk.shape(segment)
    found = walk.session.execute(keys_statement(shape), bound)
    for chunk in found.partitions(search.CHUNK):
        kept = walk.kept([row[1] for row in chunk])
        yield from (row for row in chunk if row[1] in kept)


def count_up_to(session: Session, plan: ListPlan, cap: int = COUNT_CAP) -> int:
    """How many tickets the plan holds, counted to `cap` + 1 and no further."""
    plan = replace(plan, sort=SortBy.DUE)
    walk, count = _Walk(session, plan), 0
    for segment in walk.segments():
        shape, bound = walk.shape(segment, capped=True)
        found = session.scalar(count_statement(shape), bound | {"most": cap + 1 - count})
        count += found or 0
        if count > cap:
            break
    return count


def read_lines(session: Session, seqs: Sequence[int]) -> dict[int, TicketLine]:
    """Lines by key, for those that (still) exist."""
    dialect = search.dialect_of(session)
    found: dict[int, TicketLine] = {}
    for start in range(0, len(seqs), search.CHUNK):
        bound = {"seqs": list(seqs[start : start + search.CHUNK])}
        for row in session.execute(rows_statement(dialect), bound):
            found[row[0]] = _line(dialect, row)
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
    seqs = search.candidates(session, plan.search, limit=limit)
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


def _line(dialect: str, row: AnyRow) -> TicketLine:
    (seq, number, kind, state, is_open, level, severity, category, name, title, phone, raised,
     login, owner, received, due, rule, closed, _sort) = row  # fmt: skip
    if dialect == "sqlite":
        received = _EPOCH + timedelta(microseconds=received)
        due = due and _EPOCH + timedelta(microseconds=due)
        closed = closed and _EPOCH + timedelta(microseconds=closed)
    else:
        received = received.astimezone(UTC)
        due = due and due.astimezone(UTC)
        closed = closed and closed.astimezone(UTC)
    return TicketLine(
        seq, number, _KINDS[kind], _STATES[state], bool(is_open), level, _SEVERITIES[severity],
        category, name, _TITLES[title], phone, raised, login, owner, received, due, rule, closed,
    )  # fmt: skip

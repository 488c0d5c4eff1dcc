"""What lists of tickets are made of: lines, keys of places, pages, and the list that is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from thirdring.domain.enums import Severity, TicketKind, TicketState, Title
from thirdring.domain.search_text import SearchQuery
from thirdring.domain.ticket_views import SortBy, TicketFilter, View

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
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
    raw_against_me: int


class TicketLine(_Row):
    """One ticket as lists show it. Times are aware UTC; `raised` is its beginning. `against_me`: a
    complaint against the person who looks (G9).

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
        return at_of(self.raw_received)

    @property
    def due_at(self) -> datetime | None:
        return None if self.raw_due is None else at_of(self.raw_due)

    @property
    def closed_at(self) -> datetime | None:
        return None if self.raw_closed is None else at_of(self.raw_closed)

    @property
    def against_me(self) -> bool:
        return bool(self.raw_against_me)


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
    numbers, but in complaints against `actor_id` (G9); day bounds are UTC.
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

    @property
    def searched(self) -> SearchQuery | None:
        """What is looked for, None where that is nothing and everything is listed."""
        return None if self.search is None or self.search.blank else self.search


def at_of(raw: object) -> datetime:
    """A time as the driver gives it: microseconds on SQLite, a datetime on PostgreSQL."""
    if isinstance(raw, int):
        return _EPOCH + raw * _MICROSECOND
    assert isinstance(raw, datetime)  # noqa: S101 - there is no third form
    return raw.astimezone(UTC)


def micros_of(raw: object) -> int:
    """Such a time, or one of ours, in microseconds since 1970."""
    return raw if isinstance(raw, int) else (at_of(raw) - _EPOCH) // _MICROSECOND


_as_line = partial(tuple.__new__, TicketLine)


def lines_of(rows: Iterable[Any]) -> list[TicketLine]:
    """Rows of `page_statement` as lines."""
    return list(map(_as_line, rows))

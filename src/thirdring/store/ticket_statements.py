"""The statements of the ticket list, built once per shape. Columns are named, values are bound.

Columns come as the driver gives them (no type decorator runs per value), since a page must cost
little more than the same rows in raw SQL; `ticket_lines.TicketLine` reads them.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Text,
    UnaryExpression,
    bindparam,
    func,
    literal_column,
    select,
    true,
    tuple_,
    type_coerce,
)
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.visitors import cloned_traverse

from thirdring.store import search
from thirdring.store.key_lists import AGAINST_ME, among, not_among
from thirdring.store.tables import Staff, Ticket
from thirdring.store.types import SeqType, UtcDateTime

_SNIPPET = 300
_t = Ticket
_TABLE: Any = Ticket.__table__


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides a statement's text. `names` are keys of `_CONDITIONS`, sorted."""

    dialect: str
    names: tuple[str, ...]
    by: str
    descending: bool
    after: bool = False
    capped: bool = False
    # Conditions whose index is walked, of SQLite's no other; None: whichever it takes.
    led: tuple[str, ...] | None = None
    # Conditions whose tickets are gathered first, to be met on the way.
    gathered: tuple[str, ...] = ()


def _is(name: str) -> Callable[[Any], ColumnElement[bool]]:
    return lambda column: column == bindparam(name)


def _is_none(column: Any) -> ColumnElement[bool]:
    return column.is_(None)  # type: ignore[no-any-return]


# Names of conditions: on which column, and what of it.
_CONDITIONS: dict[str, tuple[Any, Callable[[Any], ColumnElement[bool]]]] = {
    "open": (_t.open, _is("open")),
    "state": (_t.state, _is("state")),
    "kind": (_t.kind, _is("kind")),
    "severity": (_t.severity, _is("severity")),
    "severity_none": (_t.severity, _is_none),
    "owner": (_t.owner_id, _is("owner")),
    "owner_none": (_t.owner_id, _is_none),
    "level": (_t.escalation_level, _is("level")),
    "category": (_t.category, _is("category")),
    "due_from": (_t.sort_due, lambda column: column >= bindparam("due_from")),
    "due_before": (_t.sort_due, lambda column: column < bindparam("due_before")),
    "received_from": (_t.received_at, lambda column: column >= bindparam("received_from")),
    "received_until": (_t.received_at, lambda column: column < bindparam("received_until")),
}
_PERIOD = frozenset({"received_from", "received_until"})


def _leading(by: str) -> set[frozenset[str]]:
    """Of each index of the table that ends in the time `by` and the key: what stands before these."""
    indexes = [[column.key for column in index.columns] for index in _TABLE.indexes]
    return {frozenset(names[:-2]) for names in indexes if names[-2:] == [by, "seq"]}


_LED = {by: _leading(by) for by in ("sort_due", "received_at")}


def side_by_side(names: Iterable[str], by: str) -> bool:
    """Whether an index has the tickets that meet the conditions side by side, in the order of `by`."""
    return frozenset({_CONDITIONS[name][0].key for name in names} - {by}) in _LED[by]


def _leads(shape: Shape, name: str) -> bool:
    """Whether the index that is walked may begin with the condition's column."""
    if shape.led is None or name in shape.led:
        return True
    return bool(_CONDITIONS[name][0].key == shape.by)


def _condition(shape: Shape, name: str) -> ColumnElement[bool]:
    dialect = shape.dialect
    if name == "besides":
        return not_among(dialect, name)
    if name != "wanted":
        column, met = _CONDITIONS[name]
        if dialect == "sqlite" and not _leads(shape, name):
            column = _unindexed(column.expression)
        return met(column)
    # The + keeps SQLite walking the list's index: sorting all hits of a common word takes longer.
    key: ColumnElement[Any] = _t.seq.expression
    if dialect == "sqlite":
        key = _unindexed(key)
    return key.in_(search.match_clause(dialect))


def _unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """With a + before it SQLite looks for no index of the column."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _raw(column: Any, kind: Any) -> ColumnElement[Any]:
    return type_coerce(column, kind).label(column.key)


def _columns(dialect: str) -> list[ColumnElement[Any]]:
    time = Integer() if dialect == "sqlite" else DateTime(timezone=True)
    flag = Integer() if dialect == "sqlite" else Boolean()
    raised = func.substr(_t.raised, 1, _SNIPPET)
    return [
        _t.seq.expression,
        _t.number.expression,
        _raw(_t.kind, Text()),
        _raw(_t.state, Text()),
        type_coerce(_t.open, flag).label("open"),
        _t.escalation_level.expression,
        _raw(_t.severity, Text()),
        _t.category.expression,
        _t.name.expression,
        _raw(_t.title, Text()),
        _t.phone.expression,
        type_coerce(raised, Text()).label("raised"),
        Staff.login.label("owner_login"),
        Staff.name.label("owner_name"),
        _raw(_t.received_at, time),
        _raw(_t.due_at, time),
        _t.due_rule.expression,
        _raw(_t.closed_at, time),
        _raw(_t.sort_due, time),
        type_coerce(AGAINST_ME, flag).label("against_me"),
    ]


def _walked(shape: Shape) -> ColumnElement[Any]:
    """The time a segment is in the order of. Within a period the + has SQLite look for the period's
    tickets and sort these, where walking all that are due would look at every one.
    """
    column: ColumnElement[Any] = getattr(_t, shape.by).expression
    within = shape.by == "sort_due" and not _PERIOD.isdisjoint(shape.names)
    sorts = within and shape.led is None and shape.dialect == "sqlite"
    return _unindexed(column) if sorts else column


def _order(shape: Shape) -> list[ColumnElement[Any]]:
    columns: list[ColumnElement[Any]] = [_walked(shape), _t.seq.expression]
    return [column.desc() if shape.descending else column.asc() for column in columns]


def _narrowed(statement: Select[Any], shape: Shape) -> Select[Any]:
    conditions = [_condition(shape, name) for name in shape.names]
    if shape.gathered:
        # They are asked of before the table is, which holds what else there is to meet.
        met = met_statement(shape.dialect, shape.gathered)
        conditions.append(_unindexed(_t.seq.expression).in_(met))
    return statement.where(*conditions)


def _paged(statement: Select[Any], shape: Shape) -> Select[Any]:
    """In the segment's order, behind (:after_at, :after_seq), at most :most."""
    statement = _narrowed(statement, shape)
    if shape.after:
        here = tuple_(_walked(shape), _t.seq)
        there = tuple_(
            bindparam("after_at", type_=UtcDateTime()), bindparam("after_seq", type_=SeqType)
        )
        statement = statement.where(here < there if shape.descending else here > there)
    return statement.order_by(*_order(shape)).limit(bindparam("most", type_=Integer()))


def _full_rows(dialect: str) -> Select[Any]:
    return select(*_columns(dialect)).outerjoin_from(_t, Staff, Staff.id == _t.owner_id)


@lru_cache(maxsize=512)
def page_statement(shape: Shape) -> Select[Any]:
    """Full rows, a page of them, as :me looks at them."""
    return _paged(_full_rows(shape.dialect), shape)


@lru_cache(maxsize=2)
def rows_statement(dialect: str) -> Select[Any]:
    """Full rows of the tickets :seqs, as :me looks at them."""
    return _full_rows(dialect).where(among(dialect))


@lru_cache(maxsize=8)
def owners_statement(names: tuple[str, ...]) -> Select[Any]:
    """The people who own an open ticket of the conditions `names`; one look into an index each."""
    theirs = (
        select(_t.seq)
        .where(
            _t.owner_id == Staff.id,
            _t.open == true(),
            *(met(column) for column, met in map(_CONDITIONS.__getitem__, names)),
        )
        .correlate(Staff)
        .exists()
    )
    return select(Staff.id).where(theirs)


@lru_cache(maxsize=512)
def keys_statement(shape: Shape) -> Select[Any]:
    """(time, seq) in order: of the whole segment, or a page of them where the shape is capped."""
    statement = select(_raw_time(shape.dialect, shape.by), _t.seq)
    if shape.capped:
        return _paged(statement, shape)
    return _narrowed(statement, shape).order_by(*_order(shape))


@lru_cache(maxsize=128)
def places_statement(
    dialect: str, names: tuple[str, ...], by: str, columns: tuple[str, ...]
) -> Select[Any]:
    """(time, seq, the conditions' `columns`) of those of the tickets :seqs that meet `names`."""
    # By their keys, and by no index of what they have to meet.
    by_key = Shape(dialect, names, "seq", descending=False, led=())
    found = [_CONDITIONS[name][0].expression for name in columns]
    statement = select(_raw_time(dialect, by), _t.seq.expression, *found)
    return _narrowed(statement, by_key).where(among(dialect))


@lru_cache(maxsize=128)
def met_statement(dialect: str, names: tuple[str, ...]) -> Select[Any]:
    """Keys of tickets that meet the conditions, at most :few of them, in the order of an index of
    theirs: without one a server would look through the table for them.
    """
    return _met(select(_t.seq), dialect, names).limit(bindparam("few", type_=Integer()))


@lru_cache(maxsize=128)
def beyond_statement(dialect: str, names: tuple[str, ...]) -> Select[Any]:
    """A row where more than :few tickets meet the conditions, else none."""
    statement = _met(select(literal_column("1")), dialect, names)
    return statement.limit(literal_column("1")).offset(bindparam("few", type_=Integer()))


def _met(statement: Select[Any], dialect: str, names: tuple[str, ...]) -> Select[Any]:
    shape = Shape(dialect, names, "sort_due", descending=False)
    time = _t.received_at if _PERIOD.intersection(names) else _t.sort_due
    led: tuple[Any, ...] = (
        () if {"open", "state"}.intersection(names) or time is _t.received_at else (_t.open,)
    )
    if "owner_none" in names:  # to a server it says nothing of an order that the owner is none
        led = (_t.owner_id, *led)
    return _narrowed(statement, shape).order_by(*led, time, _t.seq)


@lru_cache(maxsize=512)
def anchors_statement(shape: Shape) -> Select[Any]:
    """(time, seq, n) where :before + n is a multiple of :every; in no particular order."""
    n = func.row_number().over(order_by=_order(shape)).label("n")
    inner = _narrowed(
        select(_raw_time(shape.dialect, shape.by).label("at"), _t.seq, n), shape
    ).subquery()
    return select(inner.c.at, inner.c.seq, inner.c.n).where(
        (inner.c.n + bindparam("before", type_=Integer())) % bindparam("every", type_=Integer())
        == 0
    )


@lru_cache(maxsize=512)
def count_statement(shape: Shape) -> Select[Any]:
    """How many; no more than :most where the shape is capped."""
    if not shape.capped:
        return _narrowed(select(func.count()).select_from(_t), shape)
    one: ColumnElement[Any] = literal_column("1")
    inner = _narrowed(select(one).select_from(_t), shape)
    inner = inner.limit(bindparam("most", type_=Integer()))
    return select(func.count()).select_from(inner.subquery())


@lru_cache(maxsize=64)
def counts_statement(lists: tuple[tuple[Shape, ...], ...]) -> Select[Any]:
    """Of each list, which is a row of capped shapes, how many; a column each. What is bound to the
    n-th shape of all has `_n` behind its name, :most excepted.
    """
    numbers = itertools.count()
    columns: list[ColumnElement[Any]] = []
    for shapes in lists:
        parts = [_numbered(count_statement(shape), next(numbers)) for shape in shapes]
        whole: ColumnElement[Any] = literal_column("0")
        for part in parts:
            whole += part.scalar_subquery()
        columns.append(whole)
    return select(*columns)


def _numbered(statement: Select[Any], number: int) -> Select[Any]:
    def rename(one: BindParameter[Any]) -> None:
        if one.key != "most":
            one.key = f"{one.key}_{number}"

    return cloned_traverse(statement, {}, {"bindparam": rename})


def _raw_time(dialect: str, by: str) -> ColumnElement[Any]:
    time = Integer() if dialect == "sqlite" else DateTime(timezone=True)
    return type_coerce(getattr(_t, by), time)

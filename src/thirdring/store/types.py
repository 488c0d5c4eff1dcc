"""Column types that mean the same on SQLite STRICT tables and on PostgreSQL.

SQLAlchemy's own Uuid, Boolean, DateTime, Date, JSON and BigInteger emit type names that a STRICT
table refuses, so each is decorated down to TEXT, INTEGER or BLOB on SQLite.
"""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy import Uuid as SqlUuid
from sqlalchemy.sql.operators import ColumnOperators
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_Step = Callable[[Any], Any]
T = TypeVar("T")


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class _Kept(TypeDecorator[T]):
    """A type whose values are turned into what an engine keeps, and back, in one step.

    SQLAlchemy's own way takes three calls and looks at the dialect for each value: half of what a
    page of a list costs. Here the dialect is asked once for a statement. On SQLite nothing that the
    type underneath does is needed; on a server it is asked too.
    """

    __abstract__ = True

    def to_file(self, value: Any) -> Any:
        """What SQLite keeps of `value`, which may be None."""
        return value

    def from_file(self, value: Any) -> Any:
        """The value of what SQLite kept."""
        return value

    def to_server(self, value: Any) -> Any:
        """What the server's driver takes."""
        return value

    def from_server(self, value: Any) -> Any:
        """The value of what the server's driver gives."""
        return value

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """One value, where it goes without its column."""
        return self.to_file(value) if _is_sqlite(dialect) else self.to_server(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """One value, where it was read without its column."""
        return self.from_file(value) if _is_sqlite(dialect) else self.from_server(value)

    def bind_processor(self, dialect: Dialect) -> _Step | None:
        """How values of a statement are bound; None: as they are."""
        if _is_sqlite(dialect):
            return self.to_file
        own = None if type(self).to_server is _Kept.to_server else self.to_server
        return _then(own, self.impl_instance.bind_processor(dialect))

    def result_processor(self, dialect: Dialect, coltype: Any) -> _Step | None:
        """How values of a statement are read; None: as they are."""
        if _is_sqlite(dialect):
            return self.from_file
        own = None if type(self).from_server is _Kept.from_server else self.from_server
        return _then(self.impl_instance.result_processor(dialect, coltype), own)


def _then(one: _Step | None, other: _Step | None) -> _Step | None:
    if one is None or other is None:
        return one or other
    return lambda value: other(one(value))


class UuidType(_Kept[uuid.UUID]):
    """uuid.UUID in Python; 16 bytes on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = LargeBinary(16) if _is_sqlite(dialect) else SqlUuid()
        return dialect.type_descriptor(kind)

    def to_file(self, value: Any) -> Any:
        return value.bytes if value is not None else None

    def from_file(self, value: Any) -> Any:
        return uuid.UUID(bytes=value) if value is not None else None


class UtcDateTime(_Kept[datetime]):
    """An aware UTC datetime; microseconds since 1970 (INTEGER) on SQLite, timestamptz else.

    Raises:
        ValueError: for a naive datetime; nothing is assumed about its zone.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Integer() if _is_sqlite(dialect) else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def to_file(self, value: Any) -> Any:
        return None if value is None else (self.to_server(value) - _EPOCH) // _MICROSECOND

    def from_file(self, value: Any) -> Any:
        return None if value is None else _EPOCH + timedelta(microseconds=value)

    def to_server(self, value: Any) -> Any:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone can't be stored: {value!r}")
        return value

    def from_server(self, value: Any) -> Any:
        return None if value is None else value.astimezone(UTC)


class DateType(_Kept[date]):
    """A calendar date; ISO text on SQLite, date on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Text() if _is_sqlite(dialect) else Date()
        return dialect.type_descriptor(kind)

    def to_file(self, value: Any) -> Any:
        return value.isoformat() if value is not None else None

    def from_file(self, value: Any) -> Any:
        return date.fromisoformat(value) if value is not None else None


class _BoolComparator(TypeDecorator.Comparator[bool]):
    """`IS` takes no bound value on PostgreSQL; equality says the same of a flag."""

    def is_(self, other: Any) -> ColumnOperators:
        return self == other if isinstance(other, bool) else super().is_(other)


class BoolType(_Kept[bool]):
    """True or False; 0 or 1 (with a CHECK made by the table) on SQLite, boolean on PostgreSQL."""

    impl = Integer
    cache_ok = True
    comparator_factory = _BoolComparator

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Integer() if _is_sqlite(dialect) else Boolean()
        return dialect.type_descriptor(kind)

    def to_file(self, value: Any) -> Any:
        return int(value) if value is not None else None

    def from_file(self, value: Any) -> Any:
        return bool(value) if value is not None else None


class JsonType(_Kept[Any]):
    """JSON values; compact UTF-8 text with sorted keys on SQLite, jsonb on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if _is_sqlite(dialect):
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import JSONB  # a desk on a file needs no server's words

        return dialect.type_descriptor(JSONB())

    def to_file(self, value: Any) -> Any:
        return _AS_JSON(value) if value is not None else None

    def from_file(self, value: Any) -> Any:
        return json.loads(value) if value is not None else None


class EnumType(_Kept[StrEnum]):
    """A StrEnum stored by value as TEXT; the table adds the CHECK (see base.enum_column)."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._members: dict[str | None, StrEnum | None] = {one.value: one for one in kind}
        self._members[None] = None

    def to_file(self, value: Any) -> Any:
        if type(value) is self.kind:
            return value.value
        return self.kind(value).value if value is not None else None

    def from_file(self, value: Any) -> Any:
        members = self._members
        return members[value] if value in members else self.kind(value)  # which says what is wrong

    to_server, from_server = to_file, from_file


# An INTEGER PRIMARY KEY on SQLite (so it is the rowid and survives VACUUM), bigint on PostgreSQL.
SeqType = BigInteger().with_variant(Integer(), "sqlite")
BigIntType = BigInteger().with_variant(Integer(), "sqlite")
BytesType = LargeBinary

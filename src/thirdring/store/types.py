"""Column types that mean the same on SQLite STRICT tables and on PostgreSQL.

SQLAlchemy's own Uuid, Boolean, DateTime, Date, JSON and BigInteger emit type names that a STRICT
table refuses, so each is decorated down to TEXT, INTEGER or BLOB on SQLite.
"""

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy import Uuid as SqlUuid
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.operators import ColumnOperators
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class UuidType(TypeDecorator[uuid.UUID]):
    """uuid.UUID in Python; 16 bytes on SQLite, uuid on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = LargeBinary(16) if _is_sqlite(dialect) else SqlUuid()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        return uuid.UUID(bytes=value) if value is not None and _is_sqlite(dialect) else value


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; microseconds since 1970 (INTEGER) on SQLite, timestamptz else.

    Raises:
        ValueError: for a naive datetime; nothing is assumed about its zone.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Integer() if _is_sqlite(dialect) else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone can't be stored: {value!r}")
        return (value - _EPOCH) // _MICROSECOND if _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if _is_sqlite(dialect):
            return _EPOCH + timedelta(microseconds=value)
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class DateType(TypeDecorator[date]):
    """A calendar date; ISO text on SQLite, date on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Text() if _is_sqlite(dialect) else Date()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if value is not None and _is_sqlite(dialect) else value


class _BoolComparator(TypeDecorator.Comparator[bool]):
    """`IS` takes no bound value on PostgreSQL; equality says the same of a flag."""

    def is_(self, other: Any) -> ColumnOperators:
        return self == other if isinstance(other, bool) else super().is_(other)


class BoolType(TypeDecorator[bool]):
    """True or False; 0 or 1 (with a CHECK made by the table) on SQLite, boolean on PostgreSQL."""

    impl = Integer
    cache_ok = True
    comparator_factory = _BoolComparator

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Integer() if _is_sqlite(dialect) else Boolean()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ARG002
        return bool(value) if value is not None else None


class JsonType(TypeDecorator[Any]):
    """JSON values; compact UTF-8 text with sorted keys on SQLite, jsonb on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Text() if _is_sqlite(dialect) else postgresql.JSONB()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or not _is_sqlite(dialect):
            return value
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if value is not None and _is_sqlite(dialect) else value


class EnumType(TypeDecorator[StrEnum]):
    """A StrEnum stored by value as TEXT; the table adds the CHECK (see base.enum_column)."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return self.kind(value).value if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        return self.kind(value) if value is not None else None


# An INTEGER PRIMARY KEY on SQLite (so it is the rowid and survives VACUUM), bigint on PostgreSQL.
SeqType = BigInteger().with_variant(Integer(), "sqlite")
BigIntType = BigInteger().with_variant(Integer(), "sqlite")
BytesType = LargeBinary

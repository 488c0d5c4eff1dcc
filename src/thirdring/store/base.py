"""The metadata every table hangs on: naming convention, STRICT, and columns that carry CHECKs."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from thirdring.store.types import (
    BoolType,
    DateType,
    EnumType,
    UtcDateTime,
    UuidType,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Longest text a field may hold, in characters; the gate in domain/text_safety.py stops earlier.
LONG_TEXT = 100_000
SHORT_TEXT = 500


class Base(DeclarativeBase):
    """Base of all mapped classes; relationships are declared lazy="raise"."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: Text(),
        uuid.UUID: UuidType(),
        datetime: UtcDateTime(),
        date: DateType(),
        bool: BoolType(),
    }


def strict(*items: SchemaItem, **options: Any) -> tuple[Any, ...]:
    """`__table_args__` of a STRICT table with the constraints and indexes in `items`."""
    return (*items, {"sqlite_strict": True, **options})


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """CHECK that `column` holds a value of `kind` (NULL passes)."""
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f'"{column}" IN ({values})', name=f"{column}_known")


def flag(*columns: str) -> list[CheckConstraint]:
    """CHECK that each column is 0 or 1; on PostgreSQL boolean says so itself."""
    return [
        CheckConstraint(f'"{c}" IN (0, 1)', name=f"{c}_flag").ddl_if(dialect="sqlite")
        for c in columns
    ]


def at_most(length: int, *columns: str) -> list[CheckConstraint]:
    """CHECK that each text column has at most `length` characters."""
    return [CheckConstraint(f'length("{c}") <= {length}', name=f"{c}_length") for c in columns]


def enum_column(kind: type[StrEnum], **options: Any) -> Mapped[Any]:
    """A TEXT column that holds values of `kind`; pair it with `one_of` in the table's arguments."""
    return mapped_column(EnumType(kind), **options)


def key() -> Mapped[uuid.UUID]:
    """The UUIDv7 primary key, made by the client."""
    return mapped_column(UuidType(), primary_key=True)


def refers_to(target: str, *, on_delete: str | None = None, **options: Any) -> Mapped[Any]:
    """A foreign key to `table.column`; nothing cascades unless said."""
    return mapped_column(UuidType(), ForeignKey(target, ondelete=on_delete), **options)


def version_column() -> Mapped[int]:
    """Counts changes; an update names the version it saw, so that none is lost (Conflict)."""
    return mapped_column(default=1, server_default="1")


__all__ = [
    "LONG_TEXT", "SHORT_TEXT", "Base", "Index", "at_most", "enum_column", "flag", "key",
    "one_of", "refers_to", "strict", "version_column",
]  # fmt: skip

"""Column types mean the same on both engines, bound and read."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeDecorator

from thirdring.domain.enums import Outcome, Title
from thirdring.store.engine import open_store
from thirdring.store.types import (
    BoolType,
    DateType,
    EnumType,
    JsonType,
    UtcDateTime,
    UuidType,
)

_VALUES: list[tuple[TypeDecorator[Any], Any]] = [
    (UuidType(), uuid.UUID("0192f0c4-7a3e-7c11-8f00-0123456789ab")),
    (UtcDateTime(), datetime(2026, 11, 22, 9, 30, 15, 123_457, tzinfo=UTC)),
    (UtcDateTime(), datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    (DateType(), date(2026, 2, 28)),
    (BoolType(), True),
    (BoolType(), False),
    (EnumType(Outcome), Outcome.NO_AUDIO),
    (JsonType(), {"字": ["退货", None, 1.5], "a": {"b": True}}),
]


@pytest.fixture
def connection(migrated_url: str) -> Iterator[Connection]:
    with open_store(migrated_url) as store, store.engine.begin() as connection:
        yield connection


def told(connection: Connection, kind: TypeDecorator[Any], value: Any) -> Any:
    return connection.scalar(select(bindparam("value", value, type_=kind)))


@pytest.mark.parametrize(("kind", "value"), _VALUES)
def test_a_value_comes_back_as_it_went(
    connection: Connection, kind: TypeDecorator[Any], value: Any
) -> None:
    found = told(connection, kind, value)
    assert (found, type(found)) == (value, type(value))
    assert told(connection, kind, None) is None


def test_a_moment_of_another_zone_comes_back_in_utc(connection: Connection) -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    found = told(connection, UtcDateTime(), noon)
    assert (found, found.tzinfo) == (noon, UTC)


def test_nothing_is_assumed_about_a_time_without_a_zone(connection: Connection) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        told(connection, UtcDateTime(), datetime(2026, 11, 22))


def test_a_value_the_list_has_not_is_refused_on_the_way_in_and_out(connection: Connection) -> None:
    kind = EnumType(Title)
    assert told(connection, kind, "mr") is Title.MR  # a value is as good as its name
    with pytest.raises(StatementError, match="is not a valid Title"):
        told(connection, kind, Outcome.SOLVED)
    with pytest.raises(ValueError, match="is not a valid Title"):
        kind.process_result_value("lord", connection.dialect)


@pytest.mark.parametrize(("kind", "value"), _VALUES)
def test_one_value_without_its_column_means_the_same(
    connection: Connection, kind: TypeDecorator[Any], value: Any
) -> None:
    dialect = connection.dialect
    if dialect.name == "sqlite":  # there nothing of the type underneath is needed
        kept = kind.process_bind_param(value, dialect)
        assert kind.process_result_value(kept, dialect) == value
    raw = connection.exec_driver_sql("SELECT NULL").scalar()
    assert kind.process_result_value(raw, dialect) is None

"""What is remembered reads back as it was, and nothing but this program's own rows is read."""

import json
import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.enums import Outcome, Role
from thirdring.domain.policy import Key, Policy
from thirdring.store.ticket_lines import Anchors
from thirdring.store.ticket_lines import Key as ListKey
from thirdring.usecases.file_complaint import Filed
from thirdring.usecases.offline.frozen_text import NotPlain, from_plain, to_plain

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.uuids() | st.dates()
    | st.datetimes(timezones=st.just(UTC)) | st.timedeltas() | st.binary()
    | st.sampled_from([*Outcome, *Role])
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.frozensets(st.integers())
    | st.dictionaries(st.text(), inner),
    max_leaves=12,
)  # fmt: skip


def there_and_back(value: Any) -> Any:
    return from_plain(json.loads(json.dumps(to_plain(value))))


@given(PLAIN)
def test_it_reads_back_as_it_was(value: Any) -> None:
    back = there_and_back(value)
    assert (type(back), back) == (type(value), value)


@pytest.mark.parametrize(
    "value",
    [
        Filed(uuid.UUID(int=1), "C261122-A0001", "intake", True),  # type: ignore[arg-type]
        ZoneInfo("Asia/Shanghai"),
        time(9, 30),
        (date(2026, 11, 22), {Outcome.SOLVED: Decimal("1.50")}, timedelta(minutes=3)),
        datetime(2026, 11, 22, 4, 0, 0, 7, tzinfo=UTC),
    ],
)
def test_rows_and_their_parts(value: Any) -> None:
    assert there_and_back(value) == value


def test_a_policy_keeps_what_the_center_changed() -> None:
    back = there_and_back(Policy({Key.RINGS_LIMIT: 5}))
    assert dict(back) == dict(Policy({Key.RINGS_LIMIT: 5}))


def test_a_named_row_of_a_list() -> None:
    assert ListKey.__module__ == Anchors.__module__
    row = ListKey(*range(len(ListKey._fields)))
    back = there_and_back(row)
    assert isinstance(back, ListKey)
    assert back == row


@pytest.mark.parametrize(
    "plain",
    [
        {"=": "os:system", "v": "true"},
        {"=": "thirdring.store.engine:Store", "f": {}},
        {"=": "thirdring.usecases.log_call:log_call", "v": 1},
        {"=": "thirdring.usecases.file_complaint:Filed", "f": {"id": 1}},
        {"=": "thirdring.usecases.gone:Row", "f": {}},
        {"=": "UUID", "v": "no"},
        {},
    ],
)
def test_nothing_else_is_read(plain: Any) -> None:
    with pytest.raises(NotPlain):
        from_plain(plain)


def test_what_is_no_row_is_not_written() -> None:
    with pytest.raises(NotPlain):
        to_plain(object())

"""The shapes at the door: a number is no time, a boolean no number, and each says so plainly."""

from typing import Any

import pytest

from thirdring.domain.errors import Refusals
from thirdring.usecases.records import CallInput, checked


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"started_at": 5}, "started_at"),
        ({"started_at": "5"}, "started_at"),
        ({"started_at": "1.6e9"}, "started_at"),
        ({"started_at": True}, "started_at"),
        ({"ended_at": "yesterday"}, "ended_at"),
        ({"holds": [{"from": 1, "to": "2026-11-22T12:00:00"}]}, "holds.0.from"),
        ({"callback": {"due_at": 1700000000}}, "callback.due_at"),
        ({"callback": {"minutes": True}}, "callback.minutes"),
        ({"complaint": {"bought_on": 20261122}}, "complaint.bought_on"),
        ({"complaint": {"warranty_until": "20261122"}}, "complaint.warranty_until"),
        ({"complaint": {"received_at": 0}}, "complaint.received_at"),
        ({"complaint": {"colour": "red"}}, "complaint.colour"),
        ({"rings": True}, "rings"),
        ({"rings": -1}, "rings"),
        ({"rings": 2.5}, "rings"),
        ({"satisfaction": False}, "satisfaction"),
        ({"name": 5}, "name"),
        ({"read_back": "perhaps"}, "read_back"),
    ],
)
def test_what_is_no_such_thing_is_refused_with_its_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusals) as refused:
        checked(CallInput, {"outcome": "solved", **given})
    (one,) = refused.value.all
    assert one.field == field
    assert one.message.msgid != "{field} is {given}: {why}."


def test_iso_times_and_whole_numbers_are_taken() -> None:
    record = checked(
        CallInput,
        {
            "outcome": "solved", "rings": 2, "started_at": "2026-11-22T12:00:00+08:00",
            "ended_at": "2026-11-22 12:01", "complaint": {"bought_on": "2026-10-01"},
        },
    )  # fmt: skip
    assert record.rings == 2
    assert record.started_at is not None
    assert record.complaint is not None
    assert str(record.complaint.bought_on) == "2026-10-01"

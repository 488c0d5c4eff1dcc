"""A complaint that comes with a call: what is made here, or can't be, is refused with its field."""

from typing import Any

import pytest
from sqlalchemy import func, select

from thirdring.domain.errors import Refusals
from thirdring.store.tables import Call, Ticket
from thirdring.usecases.log_call import log_call

SOFA = {"raised": "沙发塌陷", "nature": "product_quality", "severity": "ordinary"}


def count(house: Any, table: Any) -> int:
    with house.store.begin_read() as session:
        return int(session.scalar(select(func.count()).select_from(table)) or 0)


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("number", "C261122-A0001", "J1"),
        ("state", "archived", "D6"),
        ("received_at", "2026-11-22T12:06:00", "D1"),
        ("bought_on", "2026-11-23", "D19"),
        ("warranty_until", "2026-09-30", "D19"),
    ],
)
def test_d19_j1_what_is_ours_or_cannot_be_is_refused(
    house: Any, call: Any, field: str, value: str, rule: str
) -> None:
    complaint = {**SOFA, "bought_on": "2026-10-01", field: value}
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(outcome="ticket", complaint=complaint))
    assert [(r.field, r.rule) for r in refused.value.all] == [(f"complaint.{field}", rule)]
    assert (count(house, Call), count(house, Ticket)) == (0, 0)


def test_d1_what_is_possible_is_kept(house: Any, call: Any) -> None:
    complaint = {
        **SOFA, "state": "intake", "received_at": "2026-11-22T12:00:00",
        "bought_on": "2026-11-22", "warranty_until": "2026-11-22",
    }  # fmt: skip
    row = house.owner.run(log_call, call(outcome="ticket", complaint=complaint))
    assert row.ticket_number is not None
    assert row.ticket_number.startswith("C")


def test_d1_the_same_complaint_of_another_system_is_not_filed_twice(house: Any, call: Any) -> None:
    first = call(outcome="ticket", complaint={**SOFA, "source_id": "crm-1"})
    number = house.owner.run(log_call, first).ticket_number
    with pytest.raises(Refusals, match=str(number)) as refused:
        house.owner.run(log_call, first)
    assert refused.value.all[0].field == "complaint.source_id"
    assert count(house, Ticket) == 1


@pytest.mark.parametrize("outcome", ["no_audio", "misdial", "abandoned"])
def test_b11_where_nobody_spoke_nobody_complained(house: Any, call: Any, outcome: str) -> None:
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(outcome=outcome, complaint=SOFA))
    assert "complaint" in [r.field for r in refused.value.all]
    assert count(house, Call) == 0


def test_b8_a_complaint_survives_the_line_going_dead(house: Any, call: Any) -> None:
    row = house.owner.run(log_call, call(outcome="cut_off", complaint=SOFA))
    assert row.ticket_number is not None
    assert row.ticket_number.startswith("C")

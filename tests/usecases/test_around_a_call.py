"""What surrounds a call: customers in the palette, named parties, complaints in the answer, upkeep."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from thirdring.domain.enums import HoldReason, Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.store.engine import open_store
from thirdring.store.rolling_backups import backups_of
from thirdring.usecases.find_calls import CallQuery, find_calls, show_call
from thirdring.usecases.find_customers import find_customers, owed_number
from thirdring.usecases.follow_changes import follow_changes
from thirdring.usecases.log_call import log_call
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.upkeep import keep_up


def test_customers_are_found_by_the_beginning_of_name_or_number(house: Any, call: Any) -> None:
    house.owner.run(log_call, call())
    house.owner.run(log_call, call(name="李国强", title="mr", number="021-62345678"))
    for typed, name in (
        ("王", "王雅琴"),
        ("1381234", "王雅琴"),
        ("+86 138", "王雅琴"),
        ("021", "李国强"),
    ):
        assert [hit.name for hit in house.owner.read(find_customers, typed, 5)] == [name]
    assert house.owner.read(find_customers, "王", 5)[0].shown == "138****5678"
    assert house.owner.read(find_customers, "赵", 5) == []
    with pytest.raises(NotPermitted):
        house.hire("ren", Role.HR).read(find_customers, "王", 5)


def test_the_nearest_callback_owed_has_a_number(house: Any, call: Any) -> None:
    assert house.owner.read(owed_number) is None
    house.owner.run(log_call, call(outcome="callback"))
    assert house.owner.read(owed_number) == "138 1234 5678"
    house.later(days=1)
    assert house.owner.read(owed_number) is None


@pytest.mark.parametrize(("kind", "against"), [
    ("employee", "nobody known"), ("department", "客服部"), ("merchant", "云枕软体"),
    ("product", "沙发"), ("none", None),
])  # fmt: skip
def test_d15_whom_a_complaint_names_is_given_back_as_said(
    house: Any, call: Any, kind: str, against: str | None
) -> None:
    house.hire("lin", Role.AGENT, department="客服部")
    complaint = {
        "channel": "phone", "nature": "price", "severity": "minor", "against_kind": kind,
        "against": against, "product": "沙发", "merchant": "云枕软体", "order_no": "SO-1",
        "bought_on": "2026-11-01", "warranty_until": "2027-11-01",
    }  # fmt: skip
    row = house.owner.run(log_call, call(outcome="ticket", complaint=complaint))
    answer = row.values["complaint"]
    for key in ("nature", "severity", "against_kind", "against", "product", "merchant", "order_no"):
        assert answer[key] == complaint[key]
    assert answer["number"] == row.ticket_number
    assert str(answer["bought_on"]) == "2026-11-01"
    hidden = row.masked().values["complaint"]
    assert (hidden["number"], hidden["name"]) == (row.ticket_number, "王**")


def test_b3_an_unknown_reason_to_wait_is_refused_with_the_list_and_never_swallowed() -> None:
    hold = {"from": "2026-11-22T12:00:00", "to": "2026-11-22T12:00:30"}
    record = checked(CallInput, {"outcome": "solved", "holds": [hold]})
    assert record.holds[0].reason is HoldReason.OTHER
    for reason in ("checking stock", 7):
        with pytest.raises(Refusal) as refused:
            checked(CallInput, {"outcome": "solved", "holds": [{**hold, "reason": reason}]})
        assert all(one.value in str(refused.value) for one in HoldReason)


def test_calls_are_listed_by_day_agent_and_words(house: Any, call: Any) -> None:
    one = house.owner.run(log_call, call())
    house.owner.run(log_call, call(number="95588", raised="停车费与公示不符"))
    found = house.owner.read(find_calls, CallQuery(search="沙发 送货"))
    assert [row.id for row in found] == [one.id]
    later = house.now + timedelta(days=1)
    assert house.owner.read(find_calls, CallQuery(since=later)) == []
    assert len(house.owner.read(find_calls, CallQuery(until=later, agent="OWNER", limit=1))) == 1
    assert house.owner.read(show_call, one.id, masked=True).values["name"] == "王**"
    for bad in (CallQuery(limit=0), CallQuery(agent="nobody")):
        with pytest.raises(Refusal):
            house.owner.read(find_calls, bad)
    with pytest.raises(NotFound):
        house.owner.read(show_call, new_id())


def test_upkeep_checks_and_backs_up_the_file_once_a_day(house: Any) -> None:
    path = house.store.address.path
    report = keep_up(house.store, house.now)
    assert report.problems == ()
    if path is None:
        assert not report.backed_up
        return
    assert report.backed_up
    assert len(backups_of(path)) == 1
    assert not keep_up(house.store, house.now + timedelta(minutes=5)).backed_up
    with open_store(house.store.address, read_only=True) as reading:
        assert not keep_up(reading, house.now).backed_up


def test_a_commit_elsewhere_is_told(house: Any) -> None:
    told = threading.Event()
    house.hire("lin", Role.AGENT)
    feed = follow_changes(house.store, lambda _change: told.set())
    try:
        house.owner.run(mark_absent, "lin", None)
        assert told.wait(20)
    finally:
        feed.stop()

"""Two tickets of one matter: pointed out, merged as a stub that says where it went, and undone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.cases import clocks, filed, ticket_row, walk
from tests.usecases.conftest import House
from thirdring.domain.enums import Role, TicketState
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.store.tables import Callback, TicketMerge
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.log_call import log_call
from thirdring.usecases.merge_tickets import (
    likely_before_filing,
    likely_duplicates,
    merge_ticket,
    unmerge_ticket,
)
from thirdring.usecases.show_ticket import show_ticket


def likely(house: House, number: str) -> list[tuple[str, bool, bool]]:
    found = house.owner.read(likely_duplicates, number)
    return [(one.number, one.same_number, one.same_product) for one in found]


def test_d6_likely_ones_share_number_or_product_near_in_time(house: House) -> None:
    old = filed(house.owner).number
    house.later(days=31)
    both = filed(house.owner).number
    number_only = filed(house.owner, product="餐桌").number
    product_only = filed(house.owner, phone="13900001111").number
    filed(house.owner, phone="13900002222", product="床垫")
    mine = filed(house.owner).number
    assert likely(house, mine) == [
        (both, True, True), (number_only, True, False), (product_only, False, True),
    ]  # fmt: skip
    assert old not in [one[0] for one in likely(house, mine)]
    typed = house.owner.read(likely_before_filing, "138-1234-5678", None)
    assert [one.number for one in typed] == [mine, number_only, both]
    assert house.owner.read(likely_before_filing, None, "") == ()


def test_h4_merged_it_stays_as_a_linked_stub_whose_clocks_stop(house: House) -> None:
    gone, kept = filed(house.owner).number, filed(house.owner).number
    walk(house, gone, TicketState.PLAN_OFFERED)
    house.owner.run(merge_ticket, gone, kept, "同一件事")
    row = ticket_row(house, gone)
    assert (row.state, row.open, row.due_at) == (TicketState.MERGED, False, None)
    assert house.owner.read(show_ticket, gone).merged_into == kept
    assert clocks(house, gone) == {"D4": ["met"], "D18": ["cancelled"]}
    assert clocks(house, kept) == {"D4": ["running"]}
    with pytest.raises(Refusal):
        house.owner.run(advance_ticket, gone, TicketState.INVESTIGATION, reason="x")


def test_h4_undone_it_is_what_it_was_and_its_clocks_run_on(house: House) -> None:
    gone, kept = filed(house.owner).number, filed(house.owner).number
    walk(house, gone, TicketState.RESULT_TOLD)
    before = clocks(house, gone), ticket_row(house, gone).due_at
    house.later(hours=1)
    house.owner.run(merge_ticket, gone, kept, "同一件事")
    assert clocks(house, gone)["D10"] == ["cancelled"]
    house.later(hours=5)
    house.owner.run(unmerge_ticket, gone)
    row = ticket_row(house, gone)
    assert (row.state, row.open, row.merged_into_id) == (TicketState.RESULT_TOLD, True, None)
    assert (clocks(house, gone), row.due_at) == before
    with house.store.begin_read() as session:
        merge = session.scalars(select(TicketMerge)).one()
        assert (merge.undone_at, merge.undone_by) == (house.now, house.owner.staff_id)
    with pytest.raises(Refusal):
        house.owner.run(unmerge_ticket, gone)
    with pytest.raises(Refusal):
        house.owner.run(unmerge_ticket, kept)


def test_c6_what_was_promised_goes_to_the_survivor_and_back(house: House, call: Any) -> None:
    kept = filed(house.owner).number
    complaint = {
        "nature": "delivery", "severity": "ordinary", "against_kind": "none", "raised": "未到",
    }  # fmt: skip
    made = house.owner.run(
        log_call,
        call(outcome="callback", callback={"minutes": 20, "about": "送货"}, complaint=complaint),
    )
    gone = str(made.ticket_number)
    due = ticket_row(house, gone).due_at
    house.owner.run(merge_ticket, gone, kept, "同一件事")
    assert clocks(house, kept)["C2"] == ["running"]
    assert "C2" not in clocks(house, gone)
    assert ticket_row(house, kept).due_at == due
    with house.store.begin_read() as session:
        assert session.scalars(select(Callback.ticket_id)).one() == ticket_row(house, kept).id
    house.later(minutes=1)
    house.owner.run(unmerge_ticket, gone)
    assert clocks(house, gone)["C2"] == ["running"]
    assert (ticket_row(house, gone).due_at, ticket_row(house, kept).due_rule) == (due, "D4")


@pytest.mark.parametrize(
    ("which", "into", "reason"),
    [("a", "a", "x"), ("a", "b", " "), ("a", "r", "x"), ("a", "closed", "x"), ("closed", "a", "x")],
)
def test_h4_what_is_not_merged(house: House, which: str, into: str, reason: str) -> None:
    tickets = {
        "a": filed(house.owner).number, "b": filed(house.owner).number,
        "r": filed(house.owner, kind="request").number, "closed": filed(house.owner).number,
    }  # fmt: skip
    walk(house, tickets["closed"], TicketState.ARCHIVED)
    with pytest.raises(Refusal):
        house.owner.run(merge_ticket, tickets[which], tickets[into], reason)
    assert ticket_row(house, tickets["a"]).state is TicketState.ACKNOWLEDGED


def test_g9_nobody_merges_what_stands_against_them(house: House) -> None:
    zhao = house.hire("zhao", Role.SUPERVISOR)
    mine = filed(house.owner, against_kind="employee", against="zhao").number
    other = filed(house.owner).number
    for which, into in ((mine, other), (other, mine)):
        with pytest.raises(NotPermitted) as refused:
            zhao.run(merge_ticket, which, into, "同一件事")
        assert refused.value.rule == "G9"
    assert [one.number for one in zhao.read(likely_before_filing, "13812345678", None)] == [other]
    house.later(minutes=1)
    house.owner.run(merge_ticket, mine, other, "同一件事")
    with pytest.raises(NotPermitted):
        zhao.run(unmerge_ticket, mine)


def test_near_in_time_is_the_policys_figure(house: House) -> None:
    filed(house.owner)
    house.later(days=29)
    assert len(likely(house, filed(house.owner).number)) == 1
    house.now += timedelta(days=2)
    assert len(likely(house, filed(house.owner).number)) == 1


def test_g9_what_stands_against_its_owner_is_not_merged_into_a_ticket(house: House) -> None:
    sun, lin = house.hire("sun", Role.AGENT), house.hire("lin", Role.AGENT)
    about_sun = filed(lin, against_kind="employee", against="sun").number
    suns, lins = filed(sun).number, filed(lin).number
    with pytest.raises(NotPermitted) as refused:
        lin.run(merge_ticket, about_sun, suns, "同一件事")
    assert refused.value.rule == "G9"
    lin.run(merge_ticket, about_sun, lins, "同一件事")
    with pytest.raises(NotPermitted) as refused:
        sun.run(advance_ticket, lins, TicketState.INTAKE, reason="不成立")
    assert refused.value.rule == "G9"
    lin.run(unmerge_ticket, about_sun)
    with pytest.raises(Refusal) as allowed:
        sun.run(merge_ticket, lins, lins, "同一件事")
    assert allowed.value.rule == "H4"

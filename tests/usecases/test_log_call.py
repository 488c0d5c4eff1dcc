"""Logging calls on both engines: what is kept, what is refused, what it leaves behind."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from thirdring.domain.enums import CallbackKind, CallbackState, Role, TicketKind
from thirdring.domain.errors import NotPermitted, Refusal, Refusals
from thirdring.store.tables import (
    Call,
    Callback,
    ComplaintDetail,
    Customer,
    CustomerNumber,
    Event,
    Hold,
    ProtocolRecord,
    Ticket,
)
from thirdring.usecases.find_calls import CallQuery, find_calls, show_call
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import log_call


def one(house: Any, table: Any) -> Any:
    with house.store.begin_read() as session:
        row = session.scalars(select(table)).one()
        session.expunge(row)
        return row


def count(house: Any, table: Any) -> int:
    with house.store.begin_read() as session:
        return int(session.scalar(select(func.count()).select_from(table)) or 0)


def test_b11_a_solved_call_is_one_record_without_a_ticket(house: Any, call: Any) -> None:
    row = house.owner.run(log_call, call())
    assert row.values["raised"] == "沙发原定 20 日送货，至今未到"
    assert row.values["started_at"] == datetime(2026, 11, 22, 3, 50, tzinfo=UTC)
    assert row.ticket_number is None
    assert row.clocks == ()
    assert (count(house, Call), count(house, Ticket), count(house, Callback)) == (1, 0, 0)
    assert one(house, CustomerNumber).digits == "13812345678"


@pytest.mark.parametrize("outcome", ["no_audio", "misdial", "abandoned"])
def test_b11_a_call_without_a_talk_needs_nothing_else(house: Any, outcome: str) -> None:
    from thirdring.usecases.records import CallInput, checked

    row = house.owner.run(log_call, checked(CallInput, {"outcome": outcome}))
    assert row.outcome == outcome
    assert row.customer_id is None
    assert count(house, Ticket) == 0


@pytest.mark.parametrize(
    ("field", "rule"),
    [("number", "B1"), ("name", "B1"), ("address", "B1"), ("raised", "B1"), ("category", "H3"),
     ("hung_up_by", "B9"), ("read_back", "B2")],
)  # fmt: skip
def test_b1_b2_what_is_missing_is_refused_with_its_rule_and_nothing_is_kept(
    house: Any, call: Any, field: str, rule: str
) -> None:
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(**{field: None}))
    assert [(r.field, r.rule) for r in refused.value.all] == [(field, rule)]
    assert count(house, Call) == 0
    assert count(house, Customer) == 0


@pytest.mark.parametrize("field", ["number", "name", "address", "raised"])
def test_b1_what_the_caller_withheld_is_marked_not_left_blank(
    house: Any, call: Any, field: str
) -> None:
    row = house.owner.run(log_call, call(**{field: None, "withheld": [field]}))
    assert row.values["withheld"] == [field]
    assert row.values[field] is None


def test_c2_a_callback_is_due_half_an_hour_after_the_talk_unless_told_otherwise(
    house: Any, call: Any
) -> None:
    row = house.owner.run(log_call, call(outcome="callback", callback={"about": "送货时间"}))
    due = datetime(2026, 11, 22, 3, 55, tzinfo=UTC) + timedelta(minutes=30)
    assert [(c.rule, c.due_at, c.state) for c in row.clocks] == [("C2", due, "running")]
    ticket, callback = one(house, Ticket), one(house, Callback)
    assert (ticket.due_at, ticket.due_rule, ticket.sort_due) == (due, "C2", due)
    assert (callback.ticket_id, callback.about, callback.state) == (
        ticket.id, "送货时间", CallbackState.OPEN,
    )  # fmt: skip


def test_c2_later_than_half_an_hour_needs_the_reason(house: Any, call: Any) -> None:
    asked = {"minutes": 90, "about": "送货时间"}
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(outcome="callback", callback=asked))
    assert refused.value.all[0].rule == "C2"
    house.owner.run(
        log_call, call(outcome="callback", callback={**asked, "reason": "客户下午开会"})
    )
    assert one(house, Callback).later_reason == "客户下午开会"


def test_b8_a_cut_off_call_leaves_a_redial_due_at_once(house: Any, call: Any) -> None:
    row = house.owner.run(
        log_call, call(outcome="cut_off", read_back=None, hung_up_by="line", answer=None)
    )
    redial = one(house, Callback)
    assert redial.kind is CallbackKind.REDIAL
    assert redial.due_at == datetime(2026, 11, 22, 3, 55, tzinfo=UTC)
    assert [(c.rule, c.state) for c in row.clocks] == [("B8", "late")]


def test_d4_a_complaint_carries_everything_over_and_its_clock_runs_from_intake(
    house: Any, call: Any
) -> None:
    sun = house.hire("sun", Role.AGENT)
    row = house.owner.run(
        log_call,
        call(
            outcome="ticket",
            wants="尽快送货",
            complaint={
                "nature": "delivery", "severity": "serious", "against_kind": "employee",
                "against": "sun", "order_no": "SO-7", "bought_on": "2026-11-01",
            },
        ),
    )  # fmt: skip
    ticket, detail = one(house, Ticket), one(house, ComplaintDetail)
    assert row.ticket_number == ticket.number
    assert ticket.number.startswith("C261122-")
    assert ticket.kind is TicketKind.COMPLAINT
    assert (ticket.name, ticket.digits, ticket.wants) == ("王雅琴", "13812345678", "尽快送货")
    assert (ticket.due_at, ticket.due_rule) == (
        datetime(2026, 11, 23, 3, 50, tzinfo=UTC), "D4",
    )  # fmt: skip
    assert (detail.channel, detail.month, detail.against_staff_id) == (
        "phone", "2026-11", sun.staff_id,
    )  # fmt: skip


def test_d9_a_major_complaint_is_due_in_a_quarter_of_an_hour(house: Any, call: Any) -> None:
    complaint = {"nature": "product_quality", "severity": "major", "against_kind": "none"}
    house.owner.run(log_call, call(outcome="ticket", complaint=complaint))
    assert one(house, Ticket).due_rule == "D9"


def test_e1_the_press_goes_to_the_supervisor_only(house: Any, call: Any) -> None:
    press = {
        "caller_type": "press", "answer": None,
        "protocol": {"outlet": "晚报", "questions": "床为何脱落？", "answer_hoped_for": "一份说明"},
    }  # fmt: skip
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(**press, outcome="solved"))
    assert "E1" in {r.rule for r in refused.value.all}
    row = house.owner.run(log_call, call(**press, outcome="escalated"))
    ticket = one(house, Ticket)
    assert (ticket.kind, ticket.escalation_level, ticket.owner_id) == (
        TicketKind.PROTOCOL, 2, house.owner.staff_id,
    )  # fmt: skip
    assert row.customer_id is None
    assert one(house, ProtocolRecord).questions == "床为何脱落？"


def test_b13_a_transfer_says_to_whom_and_whether_taken(house: Any, call: Any) -> None:
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(outcome="transferred"))
    assert {r.field for r in refused.value.all} == {"transferred_to", "transfer_taken"}
    row = house.owner.run(
        log_call, call(outcome="transferred", transferred_to="仓库", transfer_taken=False)
    )
    assert row.values["transfer_taken"] is False


def test_j1_a_number_that_another_ticket_has_is_not_given_twice(house: Any, call: Any) -> None:
    """The folder of a desk was copied, and its counter with it."""
    given = GivenIds(ticket_number="R261122-K7001")
    first, second = (
        house.owner.run(log_call, call(outcome="ticket"), None, given) for _ in range(2)
    )
    assert first.ticket_number == given.ticket_number
    assert second.ticket_number not in {None, given.ticket_number}


def test_the_same_record_again_changes_nothing(house: Any, call: Any) -> None:
    identity = uuid.uuid4()
    first = house.owner.run(log_call, call(outcome="callback"), identity)
    again = house.owner.run(log_call, call(outcome="callback"), identity)
    assert first.id == again.id == identity
    by_source = house.owner.run(log_call, call(source_id="pbx-1"))
    assert house.owner.run(log_call, call(source_id="pbx-1", name="别人")).id == by_source.id
    assert (count(house, Call), count(house, Callback), count(house, Ticket)) == (2, 1, 1)


def test_two_customers_share_a_number_and_one_comes_back(house: Any, call: Any) -> None:
    first = house.owner.run(log_call, call())
    other = house.owner.run(log_call, call(name="李国强", title="mr"))
    again = house.owner.run(log_call, call(number="+86 13812345678"))
    assert first.customer_id == again.customer_id != other.customer_id
    assert count(house, Customer) == 2


def test_only_a_supervisor_logs_in_anothers_name(house: Any, call: Any) -> None:
    agent = house.hire("lin", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        agent.run(log_call, call(agent="zhao"))
    assert boss.run(log_call, call(agent="LIN")).agent_id == agent.staff_id
    with pytest.raises(Refusal, match="nobody"):
        boss.run(log_call, call(agent="nobody"))


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_who_logs_no_calls_is_refused_in_the_use_case(house: Any, call: Any, role: Role) -> None:
    with pytest.raises(NotPermitted):
        house.hire("x", role).run(log_call, call())


def test_an_agent_sees_their_own_calls_and_a_supervisor_all(house: Any, call: Any) -> None:
    lin, sun = house.hire("lin", Role.AGENT), house.hire("sun", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    mine = lin.run(log_call, call())
    sun.run(log_call, call(number="95588"))
    assert [row.id for row in lin.read(find_calls, CallQuery())] == [mine.id]
    assert len(boss.read(find_calls, CallQuery())) == 2
    with pytest.raises(NotPermitted):
        lin.read(find_calls, CallQuery(agent="sun"))
    with pytest.raises(Refusal):
        sun.read(show_call, mine.id)


def test_h5_masked_lists_hide_name_number_address_and_numbers_in_texts(
    house: Any, call: Any
) -> None:
    house.owner.run(log_call, call(raised="请打 13912345678 找他"))
    (row,) = house.owner.read(find_calls, CallQuery(masked=True))
    shown = " ".join(str(value) for value in row.values.values())
    for secret in ("王雅琴", "138 1234 5678", "文景路", "13912345678"):
        assert secret not in shown


def test_events_name_no_personal_value(house: Any, call: Any) -> None:
    house.owner.run(log_call, call(outcome="callback"))
    with house.store.begin_read() as session:
        details = [str(e.detail) for e in session.scalars(select(Event))]
    assert len(details) == 3
    for secret in ("王雅琴", "13812345678", "文景路", "沙发"):
        assert not any(secret in detail for detail in details)


def test_times_that_run_backwards_are_refused_each_with_its_field(house: Any, call: Any) -> None:
    with pytest.raises(Refusals) as refused:
        house.owner.run(log_call, call(ended_at="2026-11-22T11:49:00", wrapped_up_at=None))
    assert "ended_at" in {r.field for r in refused.value.all}


def test_a_call_across_midnight_and_its_holds_are_kept(house: Any, call: Any) -> None:
    row = house.owner.run(
        log_call,
        call(
            started_at="2026-11-21T23:59:50",
            answered_at="2026-11-21T23:59:58",
            ended_at="2026-11-22T00:03:00",
            wrapped_up_at="2026-11-22T00:04:00",
            holds=[{"from": "2026-11-22T00:00:10", "to": "2026-11-22T00:00:40",
                    "reason": "ask_colleague"}],
        ),
    )  # fmt: skip
    hold = one(house, Hold)
    assert hold.to_at - hold.from_at == timedelta(seconds=30)
    assert row.values["holds"][0]["reason"] == "ask_colleague"


def test_a1_where_rings_and_times_disagree_times_count_and_the_record_says_so(
    house: Any, call: Any
) -> None:
    row = house.owner.run(log_call, call(rings=1, answered_at="2026-11-22T11:50:28"))
    assert (row.values["rings"], row.values["rings_disagree"]) == (6, True)

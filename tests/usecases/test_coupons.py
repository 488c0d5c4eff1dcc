"""D7 as it is lived: asking, deciding, issuing, taking back, the ledger."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from thirdring.domain.case_values import CouponState, Decision, EscalationState
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.i18n import render
from thirdring.store.tables import (
    ClockRow,
    Contact,
    Coupon,
    Customer,
    CustomerNumber,
    Escalation,
    Ticket,
)
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.coupon_rows import CouponRow
from thirdring.usecases.decide_coupon import decide_coupon
from thirdring.usecases.find_coupons import (
    coupon_history,
    coupon_ledger,
    coupons_before,
    ticket_coupons,
)
from thirdring.usecases.issue_coupon import cancel_coupon, issue_coupon
from thirdring.usecases.merge_tickets import merge_ticket, unmerge_ticket
from thirdring.usecases.ticket_timeline import timeline

pytestmark = pytest.mark.begins_with(make=found_cases)


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def ask(cases: Cases, number: str, amount: str, by: str = "lin") -> CouponRow:
    return cases[by].run(ask_coupon, number, Decimal(amount), "送货迟了两天，补偿误工")


def escalation(cases: Cases) -> Escalation:
    with cases.house.store.begin_read() as session:
        return session.scalars(select(Escalation)).one()


def test_d7_within_the_agents_limit_a_coupon_is_approved_by_the_rule(cases: Cases) -> None:
    number = cases.open()
    row = ask(cases, number, "100.00")
    assert (row.state, row.amount, row.decided_by) == (
        CouponState.APPROVED, Decimal("100.00"), None,
    )  # fmt: skip
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(Escalation)).all() == []
    issued = cases["sun"].run(issue_coupon, row.id, "Q-0001", version=row.version)
    assert (issued.state, issued.issued_by, issued.code) == (CouponState.ISSUED, "sun", "Q-0001")


def test_d7_above_the_agents_limit_a_supervisor_approves(cases: Cases) -> None:
    number = cases.open()
    row = ask(cases, number, "600")
    assert row.state is CouponState.REQUESTED
    sent = escalation(cases)
    assert (sent.rule, sent.coupon_id, sent.state) == ("D7", row.id, EscalationState.OPEN)
    with pytest.raises(NotPermitted):
        cases["sun"].run(decide_coupon, row.id, approve=True)
    decided = cases["zhao"].run(decide_coupon, row.id, approve=True, version=row.version)
    assert (decided.state, decided.decided_by) == (CouponState.APPROVED, "zhao")
    sent = escalation(cases)
    assert (sent.state, sent.decision) == (EscalationState.RETURNED, Decision.APPROVE)
    assert sent.report_due_at == cases.house.now + timedelta(minutes=60)
    with cases.house.store.begin_read() as session:
        clock = session.scalars(select(ClockRow).where(ClockRow.rule == "D7")).one()
        assert clock.met_at == cases.house.now
    cases["lin"].run(issue_coupon, row.id, "Q-0002")
    sent = escalation(cases)
    assert (sent.state, sent.reported_at) == (EscalationState.CLOSED, cases.house.now)
    with cases.house.store.begin_read() as session:
        told = session.scalars(select(ClockRow).where(ClockRow.rule == "C4")).one()
        assert told.met_at == cases.house.now
        assert session.scalars(select(Ticket.escalation_level)).one() == 0


def test_d7_nobody_approves_their_own(cases: Cases) -> None:
    row = ask(cases, cases.open(), "600", by="zhao")
    with pytest.raises(NotPermitted) as no:
        cases["zhao"].run(decide_coupon, row.id, approve=True)
    assert no.value.rule == "D7"
    assert cases["qian"].run(decide_coupon, row.id, approve=True).decided_by == "qian"


def test_d7_a_refusal_says_why_and_gives_nothing(cases: Cases) -> None:
    row = ask(cases, cases.open(), "600")
    with pytest.raises(Refusal) as no:
        cases["zhao"].run(decide_coupon, row.id, approve=False, reason="  ")
    assert no.value.field == "reason"
    refused = cases["zhao"].run(decide_coupon, row.id, approve=False, reason="先免费补件")
    assert (refused.state, refused.decision_reason) == (CouponState.REFUSED, "先免费补件")
    with pytest.raises(Refusal):
        cases["qian"].run(decide_coupon, row.id, approve=True)
    with pytest.raises(Refusal):
        cases["lin"].run(issue_coupon, row.id, "Q-0003")
    with pytest.raises(Refusal):
        cases["lin"].run(cancel_coupon, row.id, "不用了")


def test_d7_slices_on_one_case_go_to_the_supervisor(cases: Cases) -> None:
    number = cases.open()
    assert ask(cases, number, "60").state is CouponState.APPROVED
    assert ask(cases, number, "60").state is CouponState.REQUESTED
    assert ask(cases, cases.open(), "60").state is CouponState.APPROVED


def test_d7_above_what_a_supervisor_approves_nobody_gives(cases: Cases) -> None:
    with pytest.raises(Refusal) as no:
        ask(cases, cases.open(), "1000.01")
    assert "1000.00" in render(no.value)
    row = ask(cases, cases.open(), "900")
    cases["zhao"].run(set_policy, "coupon_limit_supervisor", "500", "控制成本")
    with pytest.raises(Refusal):
        cases["zhao"].run(decide_coupon, row.id, approve=True)


def test_d7_the_months_budget_is_kept_and_a_new_month_has_its_own(cases: Cases) -> None:
    cases["zhao"].run(set_policy, "coupon_budget_month", "700", "控制成本")
    first = ask(cases, cases.open(), "600")
    second = ask(cases, cases.open(), "600")
    cases["zhao"].run(decide_coupon, first.id, approve=True)
    with pytest.raises(Refusal) as no:
        cases["zhao"].run(decide_coupon, second.id, approve=True)
    assert {"700.00", "600.00", "500.00"} <= set(
        render(no.value).replace(",", " ").replace(";", " ").rstrip(".").split()
    )
    with pytest.raises(Refusal):
        ask(cases, cases.open(), "100.01")
    cases.house.later(days=10)
    assert ask(cases, cases.open(), "100").state is CouponState.APPROVED


def test_d7_a_coupon_belongs_to_the_month_it_was_asked_for_in(cases: Cases) -> None:
    cases["zhao"].run(set_policy, "coupon_budget_month", "700", "控制成本")
    november = ask(cases, cases.open(), "600")
    cases.house.later(days=10)
    december = ask(cases, cases.open(), "600")
    cases["zhao"].run(decide_coupon, december.id, approve=True)
    assert cases["zhao"].run(decide_coupon, november.id, approve=True).decided_by == "zhao"
    assert cases["zhao"].read(coupon_ledger, "2026-11").left == Decimal("100.00")


@pytest.mark.parametrize("phone", ["021 66660001", "+86 139-0000-1111", "8012", "13700001234"])
def test_d7_none_goes_to_an_employees_number(cases: Cases, phone: str) -> None:
    with cases.house.store.begin_write() as session:
        session.add(
            Contact(
                id=new_id(), post="service_manager", name="何经理", phone="137 0000 1234",
                staff_id=cases.staff_id("he"), created_at=cases.house.now,
            )
        )  # fmt: skip
    with pytest.raises(NotPermitted) as no:
        ask(cases, cases.open(phone=phone), "10")
    assert no.value.rule == "D7"
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(Coupon)).all() == []


def test_d7_a_second_number_of_the_customer_counts_too(cases: Cases) -> None:
    customer_id = new_id()
    with cases.house.store.begin_write() as session:
        session.add(Customer(id=customer_id, name="王雅琴", created_at=cases.house.now))
        session.flush()
        session.add(
            CustomerNumber(
                id=new_id(), customer_id=customer_id, raw="139 0000 1111", digits="13900001111",
                created_at=cases.house.now,
            )
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        ask(cases, cases.open(customer_id=customer_id), "10")


def test_g9_nobody_gives_decides_or_issues_a_coupon_on_what_stands_against_them(
    cases: Cases,
) -> None:
    number = cases.open(against="lin")
    with pytest.raises(NotPermitted) as no:
        ask(cases, number, "10", by="lin")
    assert no.value.rule == "G9"
    row = ask(cases, number, "10", by="sun")
    with pytest.raises(NotPermitted):
        cases["lin"].run(issue_coupon, row.id, "Q-1")
    with pytest.raises(NotPermitted):
        cases["lin"].run(cancel_coupon, row.id, "不用了")
    asked = ask(cases, cases.open(against="zhao"), "600", by="sun")
    with pytest.raises(NotPermitted) as no:
        cases["zhao"].run(decide_coupon, asked.id, approve=True)
    assert no.value.rule == "G9"


def test_d7_a_reporter_is_given_nothing(cases: Cases) -> None:
    with pytest.raises(Refusal):
        ask(cases, cases.open(kind=TicketKind.PROTOCOL, complaint=None), "10")


def test_d7_an_amount_and_a_need_are_asked_for(cases: Cases) -> None:
    number = cases.open()
    with pytest.raises(Refusal) as no:
        ask(cases, number, "0.005")
    assert no.value.field == "amount"
    with pytest.raises(Refusal) as no:
        cases["lin"].run(ask_coupon, number, Decimal(10), " \n")
    assert no.value.field == "need"


def test_d7_a_code_is_given_out_once(cases: Cases) -> None:
    one, other = (ask(cases, cases.open(), "10") for _ in range(2))
    cases["lin"].run(issue_coupon, one.id, " Q-77 ")
    for code in ("Q-77", ""):
        with pytest.raises(Refusal) as no:
            cases["lin"].run(issue_coupon, other.id, code)
        assert no.value.field == "code"
    with pytest.raises(Refusal):
        cases["lin"].run(issue_coupon, one.id, "Q-78")


def test_d7_who_asked_takes_it_back_and_the_queue_forgets_it(cases: Cases) -> None:
    row = ask(cases, cases.open(), "600")
    with pytest.raises(NotPermitted):
        cases["sun"].run(cancel_coupon, row.id, "不用了")
    with pytest.raises(Refusal):
        cases["lin"].run(cancel_coupon, row.id, "")
    assert cases["lin"].run(cancel_coupon, row.id, "客户改要换货").state is CouponState.CANCELLED
    assert escalation(cases).state is EscalationState.CLOSED
    with cases.house.store.begin_read() as session:
        clock = session.scalars(select(ClockRow).where(ClockRow.rule == "D7")).one()
        assert clock.cancelled_at == cases.house.now


def test_a_coupon_changed_meanwhile_is_told(cases: Cases) -> None:
    row = ask(cases, cases.open(), "600")
    cases["zhao"].run(decide_coupon, row.id, approve=True, version=row.version)
    with pytest.raises(Conflict) as no:
        cases["qian"].run(decide_coupon, row.id, approve=False, reason="x", version=row.version)
    theirs = no.value.theirs
    assert isinstance(theirs, CouponRow)
    assert theirs.state is CouponState.APPROVED
    with pytest.raises(NotFound):
        cases["qian"].run(decide_coupon, new_id(), approve=True)


def test_d7_what_the_customer_had_before_is_seen(cases: Cases) -> None:
    earlier = cases.open()
    ask(cases, earlier, "80")
    ask(cases, earlier, "500")
    ask(cases, cases.open(phone="13900002222"), "70")
    number = cases.open()
    before = cases["zhao"].read(coupons_before, number)
    assert (before.given, len(before.coupons)) == (Decimal("80.00"), 2)
    assert cases["zhao"].read(coupon_history, number="+86 13812345678") == before
    assert cases["zhao"].read(coupons_before, cases.open(phone=None)).coupons == ()
    assert cases["zhao"].read(ticket_coupons, earlier).given == Decimal("80.00")
    with pytest.raises(NotPermitted):
        cases["he"].read(coupon_history, number="13812345678")


def test_d7_h9_the_ledger_adds_up(cases: Cases) -> None:
    row = ask(cases, cases.open(), "600")
    ask(cases, cases.open(), "99.99")
    cancelled = ask(cases, cases.open(), "0.02")
    cases["lin"].run(cancel_coupon, cancelled.id, "打错了")
    cases["zhao"].run(decide_coupon, row.id, approve=True)
    ledger = cases["zhao"].read(coupon_ledger, "2026-11")
    assert [line.amount for line in ledger.coupons] == [
        Decimal("600.00"), Decimal("99.99"), Decimal("0.02"),
    ]  # fmt: skip
    assert (ledger.given, ledger.left) == (Decimal("699.99"), Decimal("19300.01"))
    assert ledger.by_state[CouponState.CANCELLED] == (1, Decimal("0.02"))
    assert cases["zhao"].read(coupon_ledger, "2026-12").coupons == ()
    with pytest.raises(NotPermitted):
        cases["lin"].read(coupon_ledger, "2026-11")


def test_h5_hr_reads_the_ledger_without_numbers(cases: Cases) -> None:
    cases["lin"].run(ask_coupon, cases.open(), Decimal(10), "客户手机 13987654321 停机")
    (line,) = cases["he"].read(coupon_ledger, "2026-11").coupons
    assert line.need == "客户手机 139****4321 停机"


@pytest.mark.parametrize("login", ["he", "root"])
@pytest.mark.parametrize(
    "deed",
    [
        lambda c, n, _: c.run(ask_coupon, n, Decimal(10), "x"),
        lambda c, _, i: c.run(decide_coupon, i, approve=True),
        lambda c, _, i: c.run(issue_coupon, i, "x"),
        lambda c, _, i: c.run(cancel_coupon, i, "x"),
    ],
)
def test_hr_and_administrators_give_nothing(
    cases: Cases, login: str, deed: Callable[[Any, Any, Any], Any]
) -> None:
    number = cases.open()
    row = ask(cases, number, "600")
    with pytest.raises(NotPermitted):
        deed(cases[login], number, row.id)


def test_the_story_of_a_coupon_is_told(cases: Cases) -> None:
    row = ask(cases, cases.open(), "600")
    cases["zhao"].run(decide_coupon, row.id, approve=True)
    cases["lin"].run(issue_coupon, row.id, "Q-1")
    with cases.house.store.begin_read() as session:
        told = [render(entry.sentence) for entry in timeline(session, row.ticket_id)]
    for sentence in (
        "Coupon issued: 600.00",
        "Coupon approved: 600.00",
        "Coupon asked for: 600.00",
    ):
        assert sentence in told


def test_d7_merged_tickets_are_one_case_for_the_limits(cases: Cases) -> None:
    first, second, last = cases.open(), cases.open(), cases.open()
    ask(cases, first, "100.00")
    asked = ask(cases, second, "900.00")
    cases["lin"].run(merge_ticket, first, second, "同一件事")
    cases["lin"].run(merge_ticket, second, last, "同一件事")
    assert ask(cases, last, "1.00").state is CouponState.REQUESTED
    cases["qian"].run(decide_coupon, asked.id, approve=True)
    with pytest.raises(Refusal, match="above the"):
        ask(cases, last, "0.01")
    cases["lin"].run(unmerge_ticket, second)
    assert ask(cases, last, "99.00").state is CouponState.APPROVED

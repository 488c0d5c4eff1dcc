"""D7: what a coupon may be, who gives how much, and that no cent is lost."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.case_values import CouponState
from thirdring.domain.coupons import (
    Spending,
    check_case,
    check_decision,
    check_limits,
    check_numbers,
    first_state,
    in_cents,
    in_money,
)
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.policy import Key, Policy

NOTHING = Spending(0, 0)
cents = st.integers(1, 100_000_000)


def refused(
    how: type[Refusal], deed: Callable[..., object], *given_: object, **named: object
) -> tuple[str, str, str]:
    """The rule, the field and the sentence `deed` is refused with, exactly as a `how`."""
    with pytest.raises(how) as no:
        deed(*given_, **named)
    assert type(no.value) is how
    return no.value.rule, no.value.field, str(no.value)


@given(cents)
def test_d7_an_amount_comes_back_to_the_cent(amount: int) -> None:
    assert in_cents(in_money(amount)) == amount
    assert in_money(amount).as_tuple().exponent == -2


@given(st.lists(cents, max_size=50))
def test_d7_a_sum_of_amounts_is_the_sum_of_their_cents(amounts: list[int]) -> None:
    assert sum(map(in_money, amounts), Decimal(0)) == in_money(sum(amounts))


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_d7_an_amount_is_exact_or_refused(amount: Decimal) -> None:
    try:
        whole: int | None = in_cents(amount)
    except Refusal:
        whole = None
    exact = amount.is_finite() and 0 < amount <= 1_000_000 and amount * 100 % 1 == 0
    assert (whole is not None) == exact
    assert whole is None or in_money(whole) == amount


@pytest.mark.parametrize(
    "amount", ["0", "-1", "0.001", "99.999", "1000000.01", "NaN", "sNaN", "Infinity", "1E+999999"]
)
def test_d7_no_coupon_over_nothing_or_over_what_is_no_money(amount: str) -> None:
    assert refused(Refusal, in_cents, Decimal(amount)) == (
        "D7", "amount", "A coupon has an amount above 0 with at most two decimals.",
    )  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [("100", 10_000), ("1E+2", 10_000), ("0.01", 1)])
def test_d7_amounts_are_read_however_they_are_written(text: str, expected: int) -> None:
    assert in_cents(Decimal(text)) == expected


def test_d7_up_to_the_agents_limit_the_rule_approves_above_it_somebody_else() -> None:
    policy = Policy()
    assert first_state(10_000, NOTHING, policy) is CouponState.APPROVED
    assert first_state(10_001, NOTHING, policy) is CouponState.REQUESTED
    assert first_state(100_000, NOTHING, policy) is CouponState.REQUESTED
    with pytest.raises(Refusal):
        first_state(100_001, NOTHING, policy)


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=30))
def test_d7_slices_on_one_case_never_pass_a_limit_by(slices: list[int]) -> None:
    policy, given_by_rule, given_at_all = Policy(), 0, 0
    for one in slices:
        try:
            state = first_state(one, Spending(given_at_all, given_at_all), policy)
        except Refusal:
            continue
        given_at_all += one
        if state is CouponState.APPROVED:
            given_by_rule = given_at_all
    assert given_by_rule <= 10_000
    assert given_at_all <= 100_000


@pytest.mark.parametrize(
    ("spent", "free", "over", "sentence"),
    [
        (Spending(on_ticket=60_000, in_month=60_000), 40_000, 40_001,
         "With 600.00 given before, 400.01 is above the 1000.00 a supervisor may approve for one"
         " case."),
        (Spending(on_ticket=0, in_month=4_990_000), 10_000, 10_001,
         "This month's budget is 50000.00; 49900.00 is given, so 100.01 is 0.01 too much."),
        (Spending(on_ticket=5_000, in_month=4_990_000), 10_000, 20_000,
         "This month's budget is 50000.00; 49900.00 is given, so 200.00 is 100.00 too much."),
    ],
)  # fmt: skip
def test_d7_a_limit_may_be_reached_and_is_told_where_it_is_passed(
    spent: Spending, free: int, over: int, sentence: str
) -> None:
    policy = Policy({Key.COUPON_BUDGET_MONTH: Decimal("50000.00")})
    check_limits(free, spent, policy)
    assert refused(Refusal, check_limits, over, spent, policy) == ("D7", "amount", sentence)
    assert refused(Refusal, first_state, over, spent, policy) == ("D7", "amount", sentence)


def test_d7_the_agents_limit_counts_what_was_given_on_the_case() -> None:
    spent = Spending(on_ticket=9_900, in_month=9_900)
    assert first_state(100, spent, Policy()) is CouponState.APPROVED
    assert first_state(101, spent, Policy()) is CouponState.REQUESTED
    elsewhere = Spending(on_ticket=0, in_month=9_900)
    assert first_state(10_000, elsewhere, Policy()) is CouponState.APPROVED


@pytest.mark.parametrize(
    ("customer", "employee"),
    [
        ("13812345678", "+86 138-1234-5678"),
        ("02112345678", "(021) 1234 5678 转 801"),
        ("8001", "８００１"),
    ],
)
def test_d7_none_goes_to_an_employees_number_however_written(customer: str, employee: str) -> None:
    assert refused(
        NotPermitted, check_numbers, ["13700000000", customer], ["13900000000", employee]
    ) == ("D7", "", "This number is an employee's: no coupon goes to it.")
    check_numbers([customer, ""], ["13900000000", "", "anonymous"])


def test_d7_a_coupon_settles_an_open_complaint_or_request_only() -> None:
    other = ("D7", "", "A coupon settles a complaint or an after-sales request.")
    for kind in TicketKind:
        if kind in {TicketKind.COMPLAINT, TicketKind.REQUEST}:
            check_case(kind, is_open=True)
            closed = refused(Refusal, check_case, kind, is_open=False)
            assert closed == ("D7", "", "This ticket is closed.")
        else:
            for is_open in (True, False):
                found = refused(Refusal, check_case, kind, is_open=is_open)
                assert found == other


def test_d7_nobody_decides_their_own_or_what_is_decided() -> None:
    check_decision(CouponState.REQUESTED, own=False)
    for state in CouponState:
        own = refused(NotPermitted, check_decision, state, own=True)
        assert own == ("D7", "", "You asked for this coupon yourself: somebody else decides it.")
    for state in set(CouponState) - {CouponState.REQUESTED}:
        found = refused(Refusal, check_decision, state, own=False)
        assert found == ("D7", "", "This coupon was decided already.")

"""Coupons that settle a case (D7): amounts, who may give how much, what no coupon may be.

Limits count everything given on the same ticket, so that none is passed by in slices. Up to the
agent's limit a coupon is approved by the rule itself; above it another person approves; above the
supervisor's limit nobody does, until the policy is changed with a reason. Amounts are whole cents
inside and `Decimal` at the doors.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from thirdring.domain import phones
from thirdring.domain.case_values import CouponState
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.policy import Key, Policy

# A coupon beyond this is a slip of the finger whatever the policy says; it fits SQLite's INTEGER.
_MOST_CENTS = 100_000_000
# What counts against limits and budget: given, or as good as given.
SPENT = frozenset({CouponState.APPROVED, CouponState.ISSUED})
ALIVE = SPENT | {CouponState.REQUESTED}
SETTLES = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST})


@dataclass(frozen=True, slots=True)
class Spending:
    """What was given before: on the same ticket, and by the whole center in the month. Cents."""

    on_ticket: int
    in_month: int


def in_cents(amount: Decimal) -> int:
    """`amount` of the center's currency in hundredths.

    Raises:
        Refusal: not above nothing, finer than a cent, or beyond reason.
    """
    # Asked in this order nothing endless is ever computed with, and nothing is rounded away.
    fits = amount.is_finite() and 0 < amount <= in_money(_MOST_CENTS)
    whole = int(amount * 100) if fits else 0
    if whole == 0 or in_money(whole) != amount:
        raise Refusal(
            say("A coupon has an amount above 0 with at most two decimals."),
            rule="D7",
            field="amount",
        )
    return whole


def in_money(cents: int) -> Decimal:
    """Whole cents as an amount with two decimals."""
    return Decimal(cents).scaleb(-2)


def first_state(cents: int, spent: Spending, policy: Policy) -> CouponState:
    """APPROVED within the agent's limit, else REQUESTED: somebody else decides.

    Raises:
        Refusal: nobody may give so much, or the month's budget doesn't hold it.
    """
    check_limits(cents, spent, policy)
    if spent.on_ticket + cents <= _limit(policy, Key.COUPON_LIMIT_AGENT):
        return CouponState.APPROVED
    return CouponState.REQUESTED


def check_limits(cents: int, spent: Spending, policy: Policy) -> None:
    """Whether a coupon may be given at all.

    Raises:
        Refusal: above what a supervisor approves, or beyond the month's budget; with the figures.
    """
    most = _limit(policy, Key.COUPON_LIMIT_SUPERVISOR)
    if spent.on_ticket + cents > most:
        raise Refusal(
            say(
                "With {before} given before, {amount} is above the {limit} a supervisor may "
                "approve for one case.",
                before=in_money(spent.on_ticket), amount=in_money(cents), limit=in_money(most),
            ),
            rule="D7",
            field="amount",
        )  # fmt: skip
    budget = _limit(policy, Key.COUPON_BUDGET_MONTH)
    if spent.in_month + cents > budget:
        raise Refusal(
            say(
                "This month's budget is {budget}; {spent} is given, so {amount} is {over} too much.",
                budget=in_money(budget), spent=in_money(spent.in_month), amount=in_money(cents),
                over=in_money(spent.in_month + cents - budget),
            ),
            rule="D7",
            field="amount",
        )  # fmt: skip


def check_case(kind: TicketKind, *, is_open: bool) -> None:
    """A coupon settles a complaint or an after-sales request that is open.

    Raises:
        Refusal: it is something else; a reporter, say, is given nothing.
    """
    if kind not in SETTLES:
        raise Refusal(say("A coupon settles a complaint or an after-sales request."), rule="D7")
    if not is_open:
        raise Refusal(say("This ticket is closed."), rule="D7")


def check_numbers(customers: Collection[str], employees: Collection[str]) -> None:
    """No private gain: none goes to an employee's number, however either is written.

    Raises:
        NotPermitted: one of the customer's numbers is an employee's.
    """
    theirs = {_key(number) for number in employees} - {""}
    if any(_key(number) in theirs for number in customers):
        raise NotPermitted(say("This number is an employee's: no coupon goes to it."), rule="D7")


def check_decision(state: CouponState, *, own: bool) -> None:
    """Whether a request may be decided by this person.

    Raises:
        NotPermitted: they asked for it themselves.
        Refusal: it is decided already.
    """
    if own:
        raise NotPermitted(
            say("You asked for this coupon yourself: somebody else decides it."), rule="D7"
        )
    if state is not CouponState.REQUESTED:
        raise Refusal(say("This coupon was decided already."), rule="D7")


def _key(number: str) -> str:
    return phones.parse(number).digits


def _limit(policy: Policy, key: Key) -> int:
    return int(policy.amount(key).scaleb(2))

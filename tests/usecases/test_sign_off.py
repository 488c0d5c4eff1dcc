"""H9: the ledgers of a month are summed up, reviewed and signed once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from thirdring.domain.case_values import (
    CouponState,
    EscalationKind,
    Ledger,
    VisitReason,
    VisitState,
)
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.store.tables import Coupon, Event, ReturnVisit, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.ledger_sums import SUM_LABELS
from thirdring.usecases.log_call import log_call
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.sign_off import show_ledgers, sign_ledger

NOVEMBER = "2026-11"
COMPLAINT = {"nature": "delivery", "severity": "ordinary", "wants": "尽快送到"}


def _sums(center: Any, month: str = NOVEMBER) -> dict[Ledger, dict[str, int]]:
    return {row.ledger: row.sums for row in center.read(show_ledgers, month)}


def test_h9_every_ledger_sums_up_its_month(house: Any, call: Any) -> None:
    boss = house.hire("zhao", Role.SUPERVISOR)
    boss.run(log_call, call())
    boss.run(log_call, call(outcome="ticket", complaint=COMPLAINT))
    boss.run(log_call, call(outcome="escalated"))
    house.by_hand(boss.staff_id).run(_beside)
    sums = _sums(boss)
    assert sums[Ledger.CALLS] == {"calls": 3, "inbound": 3, "solved": 1, "escalated": 1}
    assert sums[Ledger.COMPLAINTS]["received"] == sums[Ledger.COMPLAINTS]["open"] == 1
    assert sums[Ledger.COUPONS] == {
        "requested": 2, "approved": 0, "issued": 1, "refused": 1, "issued_cents": 8000,
    }  # fmt: skip
    assert sums[Ledger.VISITS] == {"due": 2, "done": 1, "waived": 0, "open": 1, "satisfied": 1}
    assert sums[Ledger.ESCALATIONS] == {"sent_up": 2, "level_2_up": 1, "settled": 0, "late": 0}
    house.later(days=1)
    assert _sums(boss)[Ledger.ESCALATIONS]["late"] == 2
    assert not any(value for ledger in _sums(boss, "2026-10").values() for value in ledger.values())
    assert {key for ledger in sums.values() for key in ledger} == set(SUM_LABELS)


def test_h9_a_month_that_is_over_is_signed_once(house: Any, call: Any) -> None:
    boss, other = house.hire("zhao", Role.SUPERVISOR), house.hire("qian", Role.SUPERVISOR)
    boss.run(log_call, call())
    with pytest.raises(Refusal, match="not over"):
        boss.run(sign_ledger, Ledger.CALLS, NOVEMBER)
    house.later(days=9)
    row = boss.run(sign_ledger, Ledger.CALLS, NOVEMBER, "接通及时")
    assert (row.signed_by, row.signed_at, row.note) == ("zhao", house.now, "接通及时")
    with pytest.raises(Refusal, match="already"):
        other.run(sign_ledger, Ledger.CALLS, NOVEMBER)
    assert other.run(sign_ledger, Ledger.COMPLAINTS, NOVEMBER).signed_by == "qian"
    unsigned = [row.ledger for row in boss.read(show_ledgers, NOVEMBER) if row.signed_by is None]
    assert unsigned == [Ledger.COUPONS, Ledger.VISITS, Ledger.ESCALATIONS]
    assert [row.over for row in boss.read(show_ledgers)] == [False] * 5


def test_h9_what_was_seen_is_kept_with_the_signature(house: Any, call: Any) -> None:
    house.owner.run(log_call, call())
    house.later(days=9)
    house.owner.run(sign_ledger, Ledger.CALLS, NOVEMBER)
    house.owner.run(log_call, call())
    detail = house.owner.read(_signed)
    assert detail["sums"]["calls"] == 1
    assert _sums(house.owner)[Ledger.CALLS]["calls"] == 2


@pytest.mark.parametrize("role", [Role.AGENT, Role.HR, Role.ADMIN])
def test_h9_only_a_manager_reviews_and_signs(house: Any, role: Role) -> None:
    center = house.hire("wu", role)
    with pytest.raises(NotPermitted):
        center.read(show_ledgers)
    with pytest.raises(NotPermitted):
        center.run(sign_ledger, Ledger.CALLS, "2026-10")


def test_h9_a_month_is_a_month(house: Any) -> None:
    with pytest.raises(Refusal):
        house.owner.run(sign_ledger, Ledger.CALLS, "2026-13")


def _signed(ctx: Context) -> Any:
    return ctx.session.scalars(select(Event.detail).where(Event.verb == "signed")).one()


def _beside(ctx: Context) -> None:
    ticket = ctx.session.scalars(select(Ticket).order_by(Ticket.seq)).first()
    assert ticket is not None
    send_up(ctx, EscalationKind.PRESS, About(ticket), "x")
    for state, cents in ((CouponState.ISSUED, 8000), (CouponState.REFUSED, 5000)):
        ctx.session.add(
            Coupon(
                id=new_id(), ticket_id=ticket.id, cents=cents, need="x", state=state,
                asked_by=ctx.actor.id, asked_at=ctx.now,
                issued_at=ctx.now if state is CouponState.ISSUED else None,
            )
        )  # fmt: skip
    for visited, satisfaction in ((VisitState.DONE, 5), (VisitState.OPEN, None)):
        ctx.session.add(
            ReturnVisit(
                id=new_id(), reason=VisitReason.ASKED, state=visited, satisfaction=satisfaction,
                due_at=ctx.now + timedelta(days=1), made_by=ctx.actor.id, created_at=ctx.now,
            )
        )  # fmt: skip

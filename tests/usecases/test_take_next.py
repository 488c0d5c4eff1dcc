"""What the next one is, and who doesn't get it (C4, C6, B8, D7, G9)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.usecases import callbacks
from tests.usecases.cases import filed
from thirdring.domain.case_values import EscalationState
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted
from thirdring.store.tables import Callback, Escalation
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.take_next_callback import take_next_callback
from thirdring.usecases.take_next_review import take_next_review


@pytest.fixture
def desk(house: Any) -> Any:
    house.lin = house.hire("lin", Role.AGENT)
    house.sun = house.hire("sun", Role.AGENT)
    house.boss = house.hire("zhao", Role.SUPERVISOR)
    return house


def test_b8_c6_a_redial_comes_first_then_the_least_time_left(desk: Any) -> None:
    late = callbacks.promise(desk, desk.lin, 25)
    soon = callbacks.promise(desk, desk.lin, 15)
    redial = callbacks.cut_off(desk, desk.lin)
    assert desk.sun.run(take_next_callback) is None  # lin is there and keeps them (C10)
    desk.boss.run(mark_absent, "lin", None)
    taken = [desk.sun.run(take_next_callback).id for _ in range(3)]
    assert taken == [redial, soon, late]
    assert desk.sun.run(take_next_callback) is None


def test_c6_what_is_taken_waits_no_more_and_its_time_stays(desk: Any) -> None:
    promised = callbacks.promise(desk, desk.lin, 20)
    (before,) = callbacks.all_of(desk, Callback)
    desk.boss.run(mark_absent, "lin", None)
    line = desk.sun.run(take_next_callback)
    assert (line.id, line.owner, line.due_at) == (promised, "sun", before.due_at)
    rows = callbacks.all_of(desk, Escalation, Escalation.callback_id == promised)
    assert [row.state for row in rows] == ["closed"]


def test_c6_the_ticket_that_stays_with_who_is_away_waits_for_the_supervisor(desk: Any) -> None:
    callbacks.promise(desk, desk.lin, 20)
    desk.boss.run(mark_absent, "lin", None)
    desk.sun.run(take_next_callback)
    (person,) = callbacks.all_of(desk, Escalation, Escalation.staff_id == desk.lin.staff_id)
    assert person.state is EscalationState.OPEN


def test_c4_d7_g9_coupons_and_what_is_about_oneself_are_passed_over(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    desk.lin.run(ask_coupon, number, Decimal(300), "补偿")
    own = filed(desk.lin, against_kind="employee", against="zhao").number
    desk.lin.run(escalate_ticket, own, 1, "难办")
    assert desk.boss.run(take_next_review) is None
    other = filed(desk.lin, against_kind="none", against=None).number
    desk.lin.run(escalate_ticket, other, 1, "难办")
    line = desk.boss.run(take_next_review)
    assert (line.number, line.owner_login) == (other, "zhao")


def test_c6_h5_who_keeps_no_callbacks_takes_none(desk: Any) -> None:
    he = desk.hire("he", Role.HR)
    with pytest.raises(NotPermitted):
        he.run(take_next_callback)
    with pytest.raises(NotPermitted):
        desk.lin.run(take_next_review)

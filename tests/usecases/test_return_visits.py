"""Return visits (D10): the queue, what came of a call, who leaves one out, visits without a case."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.usecases.cases import clocks, filed, ticket_row, walk
from tests.usecases.conftest import House
from thirdring.domain.case_values import EscalationKind, VisitReason, VisitState
from thirdring.domain.enums import Role, TicketState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Key
from thirdring.store.tables import ClockRow, Escalation
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.find_review import review_queue
from thirdring.usecases.raise_alarms import raise_alarms
from thirdring.usecases.return_visits import (
    VisitResult,
    VisitRow,
    find_visits,
    plan_visit,
    record_visit,
)


def owed(house: House) -> tuple[str, VisitRow]:
    number = filed(house.owner).number
    walk(house, number, TicketState.RESULT_TOLD)
    (visit,) = house.owner.read(find_visits)
    return number, visit


def test_d10_a_visit_done_takes_its_ticket_on(house: House) -> None:
    number, visit = owed(house)
    assert (visit.ticket, visit.number, visit.due_at) == (
        number, "138****5678", house.now + timedelta(days=15),
    )  # fmt: skip
    assert visit.about == ticket_row(house, number).raised
    house.later(days=3)
    done = house.owner.run(
        record_visit, visit.id, VisitResult(satisfaction=4, opinion="快一点更好")
    )
    assert (done.state, done.satisfaction, done.opinion) == (VisitState.DONE, 4, "快一点更好")
    assert ticket_row(house, number).state is TicketState.RETURN_VISIT
    assert clocks(house, number)["D10"] == ["met"]
    assert house.owner.read(find_visits) == ()
    assert len(house.owner.read(find_visits, state=None)) == 1


@pytest.mark.parametrize("satisfaction", [None, 0, 6])
def test_d10_satisfaction_is_one_to_five(house: House, satisfaction: int | None) -> None:
    _, visit = owed(house)
    with pytest.raises(Refusal) as refused:
        house.owner.run(record_visit, visit.id, VisitResult(satisfaction, opinion="好"))
    assert (refused.value.field, refused.value.rule) == ("satisfaction", "D10")


def test_d10_not_reached_is_counted_and_goes_up_in_the_end(house: House) -> None:
    number, visit = owed(house)
    tries = 3
    for n in range(1, tries + 1):
        row = house.owner.run(record_visit, visit.id, VisitResult())
        assert (row.tries, row.next_try_at) == (n, house.now + timedelta(minutes=30))
        assert row.state is VisitState.OPEN
        with house.store.begin_read() as session:
            sent = session.scalars(select(Escalation.kind)).all()
        assert sent == ([EscalationKind.OVERDUE] if n == tries else [])
        house.later(minutes=30)
    assert clocks(house, number)["D10"] == ["running"]
    later = house.now + timedelta(days=1)
    assert (
        house.owner.run(record_visit, visit.id, VisitResult(next_try_at=later)).next_try_at == later
    )
    with pytest.raises(Refusal) as refused:
        house.owner.run(record_visit, visit.id, VisitResult(next_try_at=house.now))
    assert refused.value.field == "next_try_at"


def test_d10_leaving_it_out_takes_a_supervisor_and_a_reason(house: House) -> None:
    number, visit = owed(house)
    lin = house.hire("lin", Role.AGENT)
    with pytest.raises(NotPermitted):
        lin.run(record_visit, visit.id, VisitResult(waived="不便"))
    with pytest.raises(Refusal):
        house.owner.run(record_visit, visit.id, VisitResult(waived=" "))
    with pytest.raises(Refusal):
        house.owner.run(record_visit, visit.id, VisitResult(waived="不便", satisfaction=3))
    row = house.owner.run(record_visit, visit.id, VisitResult(waived="号码已停用"))
    assert (row.state, row.waived_reason) == (VisitState.WAIVED, "号码已停用")
    assert clocks(house, number)["D10"] == ["cancelled"]
    with pytest.raises(Refusal):
        house.owner.run(record_visit, visit.id, VisitResult(satisfaction=3))


def test_a_visit_written_down_meanwhile_is_a_conflict(house: House) -> None:
    _, visit = owed(house)
    house.owner.run(record_visit, visit.id, VisitResult(), version=visit.version)
    with pytest.raises(Conflict) as refused:
        house.owner.run(record_visit, visit.id, VisitResult(), version=visit.version)
    assert isinstance(refused.value.theirs, VisitRow)
    with pytest.raises(NotFound):
        house.owner.run(record_visit, new_id(), VisitResult())


@pytest.mark.parametrize("reason", [VisitReason.ASKED, VisitReason.PURCHASE])
def test_d10_who_asked_or_bought_is_visited_too(house: House, reason: VisitReason) -> None:
    row = house.owner.run(plan_visit, reason, name="李先生", number="13900001111", about="衣柜安装")
    assert (row.ticket, row.reason, row.due_at) == (None, reason, house.now + timedelta(days=15))
    with house.store.begin_read() as session:
        clock = session.scalars(select(ClockRow)).one()
        assert (clock.rule, clock.visit_id, clock.ticket_id) == ("D10", row.id, None)
    house.owner.run(record_visit, row.id, VisitResult(satisfaction=5))
    with house.store.begin_read() as session:
        assert session.scalars(select(ClockRow)).one().met_at == house.now


def test_d10_nobody_to_call_or_a_complaints_own_visit_is_not_planned(house: House) -> None:
    for reason, number in ((VisitReason.ASKED, None), (VisitReason.COMPLAINT, "13900001111")):
        with pytest.raises(Refusal) as refused:
            house.owner.run(plan_visit, reason, number=number)
        assert refused.value.rule == "D10"


def test_d10_a_visit_beside_the_case_does_not_free_its_archive(house: House) -> None:
    number = filed(house.owner).number
    walk(house, number, TicketState.REMEDY)
    row = house.owner.run(plan_visit, VisitReason.ASKED, ticket=number)
    house.owner.run(record_visit, row.id, VisitResult(satisfaction=5))
    assert ticket_row(house, number).state is TicketState.REMEDY


def test_g9_a_complaint_against_me_is_visited_by_somebody_else(house: House) -> None:
    zhao = house.hire("zhao", Role.SUPERVISOR)
    number = filed(house.owner, against_kind="employee", against="zhao").number
    walk(house, number, TicketState.RESULT_TOLD)
    assert zhao.read(find_visits) == ()
    (visit,) = house.owner.read(find_visits)
    with pytest.raises(NotPermitted) as refused:
        zhao.run(record_visit, visit.id, VisitResult(satisfaction=5))
    assert refused.value.rule == "G9"


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_h5_who_does_not_work_on_tickets_makes_no_visits(house: House, role: Role) -> None:
    _, visit = owed(house)
    other = house.hire(role.value, role)
    for deed in (
        lambda: other.read(find_visits),
        lambda: other.run(record_visit, visit.id, VisitResult()),
        lambda: other.run(plan_visit, VisitReason.ASKED, number="13900001111"),
    ):
        with pytest.raises(NotPermitted):
            deed()


def test_the_figure_of_tries_is_the_centers(house: House) -> None:
    house.owner.run(set_policy, Key.CALL_TRIES.value, "1", "试行")
    _, visit = owed(house)
    house.owner.run(record_visit, visit.id, VisitResult())
    with house.store.begin_read() as session:
        assert session.scalars(select(Escalation.kind)).all() == [EscalationKind.OVERDUE]


def test_d10_a_visit_without_a_ticket_that_nobody_reaches_goes_up(house: House) -> None:
    agent, boss = house.hire("lin", Role.AGENT), house.hire("zhao", Role.SUPERVISOR)
    visit = agent.run(plan_visit, VisitReason.ASKED, name="李静", number="13900001111")
    for _ in range(3):
        house.later(hours=1)
        agent.run(record_visit, visit.id, VisitResult())
    (line,) = boss.read(review_queue)
    assert (line.visit_id, line.ticket_id, line.kind, line.name) == (
        visit.id, None, EscalationKind.OVERDUE, "李静",
    )  # fmt: skip
    assert "13900001111" not in repr(line)
    agent.run(record_visit, visit.id, VisitResult(satisfaction=4))
    assert boss.read(review_queue) == ()


def test_d10_a_visit_that_nobody_made_in_time_goes_up(house: House) -> None:
    agent, boss = house.hire("lin", Role.AGENT), house.hire("zhao", Role.SUPERVISOR)
    visit = agent.run(plan_visit, VisitReason.PURCHASE, name="李静", number="13900001111")
    house.later(days=17)
    agent.run(raise_alarms)
    (line,) = boss.read(review_queue)
    assert (line.visit_id, line.kind) == (visit.id, EscalationKind.OVERDUE)
    boss.run(record_visit, visit.id, VisitResult(waived="号码是空号"))
    assert boss.read(review_queue) == ()

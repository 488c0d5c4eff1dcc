"""Counting (G1, G2, D15): the counts go with each deed on a complaint, in its own transaction."""

from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from tests.usecases.cases import ASSESSED, record
from tests.usecases.conftest import House, open_store_at
from tests.usecases.months import NOVEMBER, against, found_team, held, line, sheet, team
from thirdring.domain.enums import AgainstKind, Channel, Nature, Role, Severity, TicketState
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.domain.months import Standing, Subject
from thirdring.store.tables import ComplaintDetail, StandingDue, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.change_against import change_against
from thirdring.usecases.decide_complaint import decide_complaint
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.manage_staff import NewStaff, add_staff
from thirdring.usecases.merge_tickets import merge_ticket, unmerge_ticket
from thirdring.usecases.month_evidence import Behind, month_complaints
from thirdring.usecases.verify_month import verify_month

pytestmark = pytest.mark.begins_with(make=found_team)


def test_g2_each_deed_moves_the_counts_with_it(house: House) -> None:
    cases = team(house)
    zhao = cases["zhao"]
    first = against(cases, "lin")
    second = against(cases, "lin", channel="wechat", phone="139 0000 2222")
    assert line(cases, "lin").by_channel == {"phone": 1, "wechat": 1}

    zhao.run(change_against, second, AgainstKind.EMPLOYEE, "sun", reason="是孙接的")
    assert (line(cases, "lin").sums.counted, line(cases, "sun").by_channel) == (1, {"wechat": 1})
    held(house)

    zhao.run(merge_ticket, second, first, "同一件事")
    assert line(cases, "sun").sums.merged == 1
    assert line(cases, "sun").sums.counted == 0
    held(house)
    zhao.run(unmerge_ticket, second)
    assert line(cases, "sun").sums.counted == 1

    zhao.run(advance_ticket, first, TicketState.WITHDRAWN, reason="客户撤回")
    assert line(cases, "lin").sums.withdrawn == 1
    zhao.run(advance_ticket, first, TicketState.INVESTIGATION, reason="客户又来电", facts=ASSESSED)
    assert line(cases, "lin").sums.counted == 1
    zhao.run(advance_ticket, first, TicketState.UNFOUNDED, reason="录音为证")
    found = line(cases, "lin").sums
    assert (found.received, found.counted, found.unfounded) == (1, 0, 1)
    held(house)
    sums = sheet(cases).sums
    assert sums.received == 2 == sums.counted + sum(sums.excluded.values())


def test_g2_severity_and_nature_move_between_their_cells(house: House) -> None:
    cases = team(house)
    number = against(cases, "lin", severity="minor")
    cases["sun"].run(edit_ticket, number, 1, {"severity": "serious"})
    found = {one.key: one.sums.counted for one in sheet(cases).severities if one.sums.counted}
    assert found == {"serious": 1}
    held(house)


def test_g2_a_deed_that_fails_leaves_the_counts_alone(house: House) -> None:
    cases = team(house)

    def fails(ctx: Any) -> None:
        file_complaint(ctx, record(against_kind="employee", against="lin"))
        raise Refusal("no")

    with pytest.raises(Refusal, match="no"):
        cases["zhao"].run(fails)
    assert held(house) == {}


def test_g2_no_way_of_changing_a_complaint_is_forgotten(house: House) -> None:
    """Rows added and changed by plain SQL, past every deed: the next commit has counted them."""
    cases = team(house)
    number = against(cases, "lin")
    with house.store.begin_write() as session:
        one = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        values = {c.name: getattr(one, c.name) for c in Ticket.__table__.columns}
        copy = values | {"seq": 900, "id": new_id(), "number": "C261122-ZZ900"}
        session.connection().execute(insert(Ticket), copy)
        session.connection().execute(
            insert(ComplaintDetail),
            {
                "ticket_id": copy["id"], "month": "2026-10", "channel": Channel.FAX,
                "against_kind": AgainstKind.EMPLOYEE, "nature": Nature.PRICE,
                "against_staff_id": cases.staff_id("sun"), "example": False,
            },
        )  # fmt: skip
    assert line(cases, "sun", "2026-10").by_channel == {"fax": 1}
    with house.store.begin_write() as session:
        session.connection().execute(update(ComplaintDetail).values(channel=Channel.LETTER))
    assert line(cases, "sun", "2026-10").by_channel == {"letter": 1}
    assert line(cases, "lin").by_channel == {"letter": 1}
    held(house)
    with house.store.begin_read() as session:
        assert session.scalars(select(StandingDue.seq)).all() == []


def test_d15_only_complaints_against_an_employee_count_for_one(house: House) -> None:
    cases = team(house)
    against(cases, None)
    against(cases, None, against_kind="merchant", against="云栖家具")
    against(cases, None, kind="praise", against_kind="employee", against="lin", severity=None,
            nature=None, wants=None)  # fmt: skip
    found = sheet(cases)
    assert (found.sums.received, found.sums.counted) == (2, 2)
    assert line(cases, "lin").sums.received == 0
    assert line(cases, "lin").praise == 1
    assert [(one.name, one.sums.counted) for one in found.merchants] == [("云栖家具", 1)]
    held(house)


def test_d15_an_ambiguous_name_is_listed_to_be_decided_never_guessed(house: House) -> None:
    cases = team(house)
    for login in ("liu1", "liu2"):
        house.owner.run(
            add_staff, NewStaff(login=login, name="刘洋", roles=frozenset({Role.AGENT}))
        )
    numbers = [against(cases, said) for said in ("刘洋", "小刘", "007")]
    assert sheet(cases).sums.undecided == 3
    assert [c.number for c in sheet(cases).checks] == numbers
    assert line(cases, "liu1").sums.received == 0
    with pytest.raises(NotPermitted):
        cases["lin"].run(decide_complaint, numbers[0], reason="是他",
                         against_kind=AgainstKind.EMPLOYEE, against="liu1")  # fmt: skip
    with pytest.raises(Refusal, match="isn't one employee for certain"):
        cases["qian"].run(decide_complaint, numbers[0], reason="是他",
                          against_kind=AgainstKind.EMPLOYEE, against="刘洋")  # fmt: skip
    cases["qian"].run(decide_complaint, numbers[0], reason="查过录音",
                      against_kind=AgainstKind.EMPLOYEE, against="liu1")  # fmt: skip
    assert line(cases, "liu1").sums.counted == 1
    assert sheet(cases).sums.undecided == 2
    held(house)


def test_d13_what_came_in_incomplete_counts_for_nobody_until_settled(house: House) -> None:
    cases = team(house)
    number = cases.open("zhao", against="lin", nature=None, severity=None)
    assert line(cases, "lin").sums.undecided == 1
    cases["qian"].run(decide_complaint, number, channel=Channel.PHONE, nature=Nature.PRICE,
                      severity=Severity.MINOR)  # fmt: skip
    assert line(cases, "lin").by_channel == {"phone": 1}
    held(house)


@pytest.mark.parametrize(
    ("at", "month"),
    [
        ("2026-10-31T23:59:59", "2026-10"),
        ("2026-11-01T00:00:00", "2026-11"),
        ("2026-10-31T15:59:59.999999+00:00", "2026-10"),
        ("2026-10-31T16:00:00+00:00", "2026-11"),
    ],
)
def test_g1_the_month_is_that_of_intake_in_the_centers_zone(
    house: House, at: str, month: str
) -> None:
    cases = team(house)
    against(cases, "lin", received_at=at)
    assert line(cases, "lin", month).sums.counted == 1
    held(house)


def test_g4_every_number_opens_into_its_complaints(house: House) -> None:
    cases = team(house)
    first = against(cases, "lin", raised="说我电话 13912345678 打错了", name="王雅琴")
    other = against(cases, "sun", phone="139 0000 2222")
    cases["zhao"].run(advance_ticket, other, TicketState.WITHDRAWN, reason="撤回")
    lin = str(cases.staff_id("lin"))
    (found,) = cases["he"].read(month_complaints, NOVEMBER, Behind(Subject.EMPLOYEE, lin))
    assert (found.number, found.login, found.standing) == (first, "lin", "counted")
    assert (found.customer, found.phone) == ("王**", "138****5678")
    assert "13912345678" not in found.subject
    (gone,) = cases["he"].read(month_complaints, NOVEMBER, Behind(standing=Standing.WITHDRAWN))
    assert gone.number == other
    assert len(cases["he"].read(month_complaints, NOVEMBER)) == 2
    assert cases["he"].read(month_complaints, NOVEMBER, Behind(channel="wechat")) == ()


def test_g4_an_agent_sees_their_own_month_alone_and_nobody_who_complained(house: House) -> None:
    cases = team(house)
    first = against(cases, "lin", name="王雅琴", raised="王雅琴投诉态度")
    against(cases, "sun", phone="139 0000 2222")
    found = sheet(cases, by="lin", evidence=True)
    assert not found.whole
    assert [one.login for one in found.employees] == ["lin"]
    assert (found.sums.received, [one.number for one in found.evidence]) == (1, [first])
    assert (found.evidence[0].customer, found.evidence[0].phone) == (None, None)
    assert "王雅琴" not in found.evidence[0].subject
    assert [e.number for e in cases["lin"].read(month_complaints, NOVEMBER)] == [first]
    sun = str(cases.staff_id("sun"))
    with pytest.raises(Refusal, match="your own month only"):
        cases["lin"].read(month_complaints, NOVEMBER, Behind(Subject.EMPLOYEE, sun))


def test_g6_thresholds_point_out_and_decide_nothing(house: House) -> None:
    cases = team(house)
    for n in range(3):
        against(cases, "lin", phone=f"139 0000 222{n}")
    assert [flag.value for flag in line(cases, "lin").flags] == ["sanction"]
    assert line(cases, "sun").flags == ()


def test_g2_reading_a_month_looks_up_its_rows(migrated_sqlite_url: str) -> None:
    """No scan, whatever the number of complaints. A server's plan of tiny tables says nothing."""
    with open_store_at(migrated_sqlite_url) as store, store.begin_read() as session:
        for sql in (
            "SELECT * FROM monthly_complaint_counts WHERE month = '2026-11'",
            "SELECT * FROM complaint_standings WHERE month = '2026-11' AND standing = 'undecided'",
            "SELECT * FROM complaint_standings WHERE staff_key = 'x' AND month = '2026-11'",
            "SELECT body FROM month_closing_rows WHERE closing_id = x'00' AND kind IN ('cell')",
            "SELECT * FROM clocks WHERE rule = 'C2' AND due_at >= 1 AND due_at < 9",
            "SELECT * FROM month_adjustments WHERE month = '2026-11' OR decided_month = '2026-11'",
        ):
            plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
            assert not any(step.startswith("SCAN") for step in plan), (sql, plan)


def test_g2_verify_names_what_differs(house: House) -> None:
    cases = team(house)
    against(cases, "lin")
    assert cases["he"].read(verify_month, NOVEMBER).ok
    with house.store.begin_write() as session:
        session.execute(
            text(
                "UPDATE monthly_complaint_counts SET counted = 5, received = 5 "
                "WHERE subject_kind = 'employee'"
            )
        )
    found = cases["he"].read(verify_month, NOVEMBER)
    assert not found.ok
    assert {str(one.sentence) for one in found.differences} == {
        "Employee lin, channel phone, Counts: kept 5, recounted 1.",
        "Employee lin, channel phone, All received: kept 5, recounted 1.",
    }

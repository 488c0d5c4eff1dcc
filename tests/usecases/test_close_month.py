"""Closing (G1, G7): checked, frozen, held to its digest; what comes later stands beside it (G3)."""

from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.usecases.callbacks import promise
from tests.usecases.conftest import House
from tests.usecases.months import (
    DECEMBER,
    IN_DECEMBER,
    NOVEMBER,
    against,
    found_team,
    held,
    line,
    sheet,
    team,
)
from thirdring.domain.enums import AgainstKind, CallbackResult, TicketState
from thirdring.domain.errors import NotPermitted, Refusal, Refusals
from thirdring.domain.month_sheet import CheckKind, MonthState
from thirdring.store.tables import Customer, MonthClosing, MonthClosingRow, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.change_against import change_against
from thirdring.usecases.close_month import close_month
from thirdring.usecases.file_appeal import file_appeal
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.verify_month import verify_month

pytestmark = pytest.mark.begins_with(make=found_team)


@pytest.fixture
def cases(house: House) -> Any:
    return team(house)


def closed(cases: Any, **more: Any) -> Any:
    cases.house.now = max(cases.house.now, IN_DECEMBER)
    return cases["he"].run(close_month, NOVEMBER, **more)


def test_g1_a_month_that_is_not_over_is_not_closed(cases: Any) -> None:
    with pytest.raises(Refusal, match="is not over yet") as refused:
        cases["he"].run(close_month, NOVEMBER)
    assert refused.value.rule == "G1"
    assert sheet(cases).state is MonthState.OPEN


def test_g1_a_closed_month_is_what_it_was(cases: Any) -> None:
    number = against(cases, "lin")
    against(cases, "sun", channel="wechat", phone="139 0000 2222")
    before = closed(cases)
    assert (before.state, before.version, len(before.digest or "")) == (MonthState.CLOSED, 1, 64)
    with pytest.raises(Refusal, match="closed already"):
        closed(cases)
    cases.house.later(hours=3)
    cases["qian"].run(advance_ticket, number, TicketState.WITHDRAWN, reason="客户撤回")
    after = sheet(cases)
    assert (after.sums, after.digest) == (before.sums, before.digest)
    assert line(cases, "lin").sums.counted == 1
    assert cases["he"].read(verify_month, NOVEMBER).ok


def test_g3_a_late_fact_is_a_dated_adjustment_beside_the_count(cases: Any) -> None:
    number = against(cases, "lin")
    closed(cases)
    cases.house.later(hours=3)
    cases["qian"].run(
        change_against, number, AgainstKind.EMPLOYEE, "sun", reason="录音里是孙巧，不是林"
    )
    (one,) = sheet(cases).adjustments
    assert (one.month, one.decided_month, one.author) == (NOVEMBER, DECEMBER, "qian")
    assert (one.at, one.number, one.reason) == (cases.house.now, number, "录音里是孙巧，不是林")
    assert one.effects == {"lin": -1, "sun": 1}
    assert (line(cases, "lin").sums.counted, line(cases, "lin").adjustments) == (1, -1)
    assert line(cases, "sun").adjustments == 1
    # In the month it was decided in it stands too, in the same column.
    assert line(cases, "lin", DECEMBER).adjustments == -1
    assert (line(cases, "lin", DECEMBER).carried, line(cases, "lin").adjusted_here) == (-1, -1)
    assert sheet(cases, DECEMBER).adjustments == sheet(cases).adjustments
    assert [a.number for a in sheet(cases, by="lin").adjustments] == [number]
    assert cases["he"].read(verify_month, NOVEMBER).ok
    held(cases.house)


def test_g3_a_complaint_that_comes_in_late_is_an_adjustment(cases: Any) -> None:
    closed(cases)
    against(cases, "lin", received_at="2026-11-30T23:59:59")
    (one,) = sheet(cases).adjustments
    assert (one.before, one.after, one.effects) == (None, "counted", {"lin": 1})
    assert (sheet(cases).sums.received, line(cases, "lin").adjustments) == (0, 1)
    assert cases["he"].read(verify_month, NOVEMBER).ok


def test_g7_a_late_closing_says_why(cases: Any) -> None:
    cases.house.now = cases.house.now.replace(month=12, day=7)
    with pytest.raises(Refusal, match="say why it is late") as refused:
        closed(cases)
    assert (refused.value.rule, refused.value.field) == ("G7", "reason")
    found = closed(cases, reason="系统迁移，数据晚到")
    assert found.versions[0].late_reason == "系统迁移，数据晚到"
    assert sheet(cases, by="lin").versions == found.versions  # announced to everybody


def test_g1_what_is_undecided_is_settled_first(cases: Any) -> None:
    """Each check with what settles it; or left open on purpose, with a reason."""
    nick = against(cases, "小林")
    silent = against(cases, None)
    with cases.house.store.begin_write() as session:
        session.execute(
            text(
                "UPDATE complaint_details SET channel = NULL WHERE ticket_id IN "
                "(SELECT id FROM tickets WHERE number = :n)"
            ),
            {"n": silent},
        )
    contested = against(cases, "lin", phone="139 0000 2222")
    cases["lin"].run(file_appeal, contested, "不是我接的电话")
    with pytest.raises(Refusals) as refused:
        closed(cases)
    assert len(refused.value.all) == 3
    checks = {one.kind: one for one in sheet(cases).checks}
    assert {k: c.number for k, c in checks.items()} == {
        CheckKind.UNDECIDED: nick, CheckKind.NO_CHANNEL: silent, CheckKind.APPEAL: contested,
    }  # fmt: skip
    assert checks[CheckKind.UNDECIDED].settled_by.startswith(f"month settle {nick} ")
    with pytest.raises(Refusal, match="although something in it is undecided"):
        closed(cases, leave_open=True)
    found = closed(cases, leave_open=True, reason="等人事调查")
    assert found.sums.undecided == 2


def test_g4_reopening_takes_hr_and_a_reason_and_leaves_both_versions(cases: Any) -> None:
    number = against(cases, "lin")
    first = closed(cases)
    cases["qian"].run(advance_ticket, number, TicketState.WITHDRAWN, reason="撤回")
    with pytest.raises(NotPermitted):
        cases["qian"].run(reopen_month, NOVEMBER, "查")
    with pytest.raises(Refusal, match="Say why"):
        cases["he"].run(reopen_month, NOVEMBER, " ")
    assert cases["he"].run(reopen_month, NOVEMBER, "漏了一封信").state is MonthState.OPEN
    with pytest.raises(Refusal, match="is not closed"):
        cases["he"].run(reopen_month, NOVEMBER, "再来")
    assert (line(cases, "lin").sums.counted, line(cases, "lin").adjustments) == (0, 0)
    second = closed(cases)
    assert [v.number for v in second.versions] == [1, 2]
    assert second.versions[0].digest == first.digest != second.digest
    assert second.versions[0].reopen_reason == "漏了一封信"
    assert line(cases, "lin").sums.withdrawn == 1
    # What the second closing holds already is no adjustment of it any more, in either month.
    assert line(cases, "lin").adjustments == line(cases, "lin", DECEMBER).adjustments == 0
    assert cases["he"].read(verify_month, NOVEMBER).ok


def test_g1_nothing_changes_a_closing(cases: Any) -> None:
    against(cases, "lin")
    closed(cases)
    for statement in (
        update(MonthClosingRow).values(kind="x"),
        delete(MonthClosingRow),
        update(MonthClosing).values(digest="0" * 64),
    ):
        with pytest.raises(DBAPIError, match="append-only"), cases.house.store.begin_write() as s:
            s.execute(statement)


def test_g1_a_closing_that_was_tampered_with_is_named(cases: Any) -> None:
    against(cases, "lin")
    closed(cases)
    with cases.house.store.begin_write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER month_closing_rows_refuse_update"))
            session.execute(text("DROP TRIGGER month_closing_rows_refuse_delete"))
        else:
            session.execute(
                text("DROP TRIGGER month_closing_rows_append_only ON month_closing_rows")
            )
        row = session.scalars(
            select(MonthClosingRow).where(MonthClosingRow.kind == "employee").limit(1)
        ).one()
        row.body = row.body | {"counted": 0, "praise": 9}
    found = cases["he"].read(verify_month, NOVEMBER)
    assert [one.what for one in found.differences] == ["digest"]


def test_g7_who_closed_it_when_and_why_so_late_is_held_too(cases: Any) -> None:
    closed(cases)
    with cases.house.store.begin_write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER month_closings_refuse_update"))
        else:
            session.execute(text("DROP TRIGGER month_closings_append_only ON month_closings"))
        session.execute(update(MonthClosing).values(late_reason="never said"))
    found = cases["he"].read(verify_month, NOVEMBER)
    assert [one.what for one in found.differences] == ["digest"]


@pytest.mark.parametrize("body", ["no json", "3", '{"kind": "cell"}'])
def test_g1_a_closing_that_can_t_be_read_is_named(cases: Any, body: str) -> None:
    against(cases, "lin")
    closed(cases)
    with cases.house.store.begin_write() as session:
        if session.get_bind().dialect.name != "sqlite":
            pytest.skip("a server's column holds JSON alone")
        session.execute(text("DROP TRIGGER month_closing_rows_refuse_update"))
        session.execute(
            text("UPDATE month_closing_rows SET body = :body WHERE kind = 'cell'"), {"body": body}
        )
    found = cases["he"].read(verify_month, NOVEMBER)
    assert [one.what for one in found.differences] == ["digest"]


def test_j6_erasing_a_customer_leaves_the_digest_whole(cases: Any) -> None:
    number = against(cases, "lin", name="王雅琴", raised="王雅琴说态度差")
    closed(cases)
    with cases.house.store.begin_write() as session:
        session.execute(
            update(Ticket).values(name=None, phone=None, digits=None, address=None, raised="")
        )
        session.execute(update(Customer).values(name=None, address=None))
    assert cases["he"].read(verify_month, NOVEMBER).ok
    (one,) = sheet(cases, evidence=True).evidence
    assert (one.number, one.customer, one.phone) == (number, None, None)
    with cases.house.store.begin_read() as session:
        kept = str(list(session.scalars(select(MonthClosingRow.body))))
    assert "王雅琴" not in kept
    assert "13812345678" not in kept


def test_g9_who_it_is_about_does_not_close_the_month_while_a_colleague_can(cases: Any) -> None:
    against(cases, "he")
    with pytest.raises(NotPermitted) as refused:
        closed(cases)
    assert refused.value.rule == "G9"
    assert cases["hu"].run(close_month, NOVEMBER).state is MonthState.CLOSED
    with pytest.raises(NotPermitted):
        cases["he"].run(reopen_month, NOVEMBER, "查")


def test_g9_a_month_about_everybody_in_hr_is_closed_all_the_same(cases: Any) -> None:
    for n, login in enumerate(("he", "hu", "owner")):
        against(cases, login, phone=f"139 0000 222{n}")
    assert closed(cases).state is MonthState.CLOSED


def test_g8_promises_kept_stand_beside_and_are_frozen_with_it(cases: Any) -> None:
    lin = cases["lin"]
    in_time, late = promise(cases.house, lin), promise(cases.house, lin, number="139 0000 2222")
    cases.house.later(minutes=5)
    lin.run(keep_callback, in_time, CallbackResult.DONE)
    cases.house.later(minutes=50)
    lin.run(keep_callback, late, CallbackResult.DONE)
    before = line(cases, "lin")
    assert (before.promises_due, before.promises_kept, before.quality) == (2, 1, None)
    assert before.sums.counted == 0
    closed(cases)
    assert line(cases, "lin") == before

"""Appeals (G3): two levels with clocks and reasons, nobody deciding on themselves (G9)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.usecases.cases import ASSESSED
from tests.usecases.conftest import House
from tests.usecases.months import (
    IN_DECEMBER,
    NOVEMBER,
    against,
    found_team,
    held,
    line,
    sheet,
    team,
)
from thirdring.domain.appeals import AppealDecision, AppealStep
from thirdring.domain.case_values import AlarmStage
from thirdring.domain.enums import AgainstKind, Role, TicketState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.store.tables import Access, ClockRow, Escalation, TicketNote
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.change_against import change_against
from thirdring.usecases.close_month import close_month
from thirdring.usecases.decide_appeal import decide_appeal, open_evidence
from thirdring.usecases.file_appeal import (
    EvidenceFile,
    add_to_appeal,
    dispute_appeal,
    file_appeal,
    take_back_appeal,
)
from thirdring.usecases.raise_alarms import my_alarms, raise_alarms, see_alarm
from thirdring.usecases.show_appeal import find_appeals, read_appeal_file, show_appeal
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.verify_month import verify_month

pytestmark = pytest.mark.begins_with(make=found_team)

_UPHOLD, _CORRECT = AppealDecision.UPHOLD, AppealDecision.CORRECT


@pytest.fixture
def cases(house: House) -> Any:
    return team(house)


def filed(cases: Any, login: str = "lin", **changes: Any) -> tuple[str, UUID]:
    """A complaint against `login` and their appeal."""
    number = against(cases, login, **changes)
    return number, cases[login].run(file_appeal, number, "电话不是我接的").line.id


def disputed(cases: Any) -> tuple[str, UUID]:
    number, appeal = filed(cases)
    cases["qian"].run(decide_appeal, appeal, _UPHOLD, "工单是你开的")
    cases["lin"].run(dispute_appeal, appeal, "系统登录被同事借用")
    return number, appeal


def test_g3_the_supervisor_corrects_and_the_open_month_follows(cases: Any) -> None:
    _, appeal = filed(cases)
    assert line(cases, "lin").sums.counted == 1
    found = cases["qian"].run(decide_appeal, appeal, _CORRECT, "录音证实")
    assert (found.line.state, found.line.correction) == ("corrected", "unfounded")
    assert line(cases, "lin").sums.unfounded == 1
    assert sheet(cases).adjustments == ()
    held(cases.house)


def test_g3_hr_corrects_in_a_closed_month_as_an_adjustment(cases: Any) -> None:
    number, appeal = disputed(cases)
    cases.house.now = IN_DECEMBER
    cases["he"].run(close_month, NOVEMBER, "等申诉", leave_open=True)
    cases["hu"].run(
        decide_appeal, appeal, _CORRECT, "登录记录证实", against_kind=AgainstKind.EMPLOYEE,
        against="sun",
    )  # fmt: skip
    (one,) = sheet(cases).adjustments
    assert (one.number, one.author, one.reason) == (number, "hu", "登录记录证实")
    assert (one.effects, one.appeal_id) == ({"lin": -1, "sun": 1}, appeal)
    assert (line(cases, "lin").sums.counted, line(cases, "lin").adjustments) == (1, -1)
    assert cases["he"].read(verify_month, NOVEMBER).ok
    # Who it is about now sees that it is, and nothing of another's appeal.
    (theirs,) = sheet(cases, by="sun").adjustments
    assert (theirs.effects, theirs.appeal_id) == ({"sun": 1}, None)
    assert theirs.reason != one.reason
    (own,) = sheet(cases, by="lin").adjustments
    assert (own.effects, own.appeal_id, own.reason) == ({"lin": -1}, appeal, "登录记录证实")


def test_g3_two_levels_each_with_its_clock(cases: Any) -> None:
    _, appeal = filed(cases)
    start = cases.house.now
    assert _due(cases) == [start + timedelta(days=5)]
    cases.house.later(days=1)
    cases["qian"].run(decide_appeal, appeal, _UPHOLD, "工单是你开的")
    assert _due(cases) == []
    cases.house.later(days=1)
    cases["lin"].run(dispute_appeal, appeal, "仍不认可")
    assert _due(cases) == [cases.house.now + timedelta(days=10)]
    found = cases["he"].run(decide_appeal, appeal, _UPHOLD, "调查属实")
    assert found.line.state == "dismissed"
    assert [(s.step, s.by) for s in found.steps] == [
        (AppealStep.FILE, "lin"), (AppealStep.UPHOLD, "qian"), (AppealStep.DISPUTE, "lin"),
        (AppealStep.UPHOLD, "he"),
    ]  # fmt: skip
    assert line(cases, "lin").sums.counted == 1
    with pytest.raises(Refusal, match="appealed against it already"):
        cases["lin"].run(file_appeal, found.line.number, "再来")


def _due(cases: Any) -> list[Any]:
    with cases.house.store.begin_read() as session:
        return list(
            session.scalars(
                select(ClockRow.due_at).where(
                    ClockRow.rule == "G3", ClockRow.met_at.is_(None),
                    ClockRow.cancelled_at.is_(None),
                )
            )
        )  # fmt: skip


def test_g3_past_its_time_an_appeal_goes_on_without_the_supervisor(cases: Any) -> None:
    _, appeal = filed(cases)
    with pytest.raises(Refusal, match="The supervisor is looking into it"):
        cases["lin"].run(dispute_appeal, appeal, "太慢")
    cases.house.later(days=5)
    cases["qian"].run(raise_alarms)
    alarms = [(a.rule, a.name) for a in cases["qian"].read(my_alarms) if a.rule == "G3"]
    assert alarms == [("G3", "lin")]
    assert cases["sun"].read(my_alarms) == ()
    assert cases["lin"].run(dispute_appeal, appeal, "主管没有答复").line.state == "disputed"


def test_g3_what_was_taken_to_hr_is_told_to_hr_and_to_the_supervisors_only_when_late(
    cases: Any,
) -> None:
    def told(login: str) -> list[tuple[str, UUID | None]]:
        found = cases[login].read(my_alarms)
        return [(a.stage.value, a.appeal_id) for a in found if a.appeal_id is not None]

    _, appeal = disputed(cases)
    # The customer has their answer: only the appeal's own clock runs.
    answered = (
        update(ClockRow).where(ClockRow.ticket_id.is_not(None)).values(met_at=cases.house.now)
    )
    cases.house.owner.run(lambda ctx: ctx.session.execute(answered).rowcount)
    cases.house.later(days=10)
    cases["qian"].run(raise_alarms)
    assert told("hu") == [("due", appeal)]
    assert told("qian") == []
    cases.house.later(hours=2)
    cases["qian"].run(raise_alarms)
    assert told("hu") == told("qian") == [("went_up", appeal)]
    cases["hu"].run(see_alarm, cases["hu"].read(my_alarms)[0].clock_id, AlarmStage.WENT_UP)
    assert told("hu") == []
    # It has its own two levels and is no matter of the supervisors' queue.
    sent = cases.house.owner.read(lambda ctx: ctx.session.scalars(select(Escalation)).all())
    assert sent == []


def test_g3_days_to_appeal_and_to_dispute_run_out(cases: Any) -> None:
    number, appeal = filed(cases)
    cases["qian"].run(decide_appeal, appeal, _UPHOLD, "属实")
    cases.house.later(days=5, seconds=1)
    with pytest.raises(Refusal, match="could go on to HR are over"):
        cases["lin"].run(dispute_appeal, appeal, "不服")
    late = against(cases, "sun", phone="139 0000 2222")
    cases.house.now = IN_DECEMBER.replace(month=12, day=31)
    with pytest.raises(Refusal, match="could be made until"):
        cases["sun"].run(file_appeal, late, "不服")
    assert number != late


def test_g3_the_days_run_from_when_it_came_to_stand_against_one(cases: Any) -> None:
    """Named or received long after the month: nobody's days are over before they began."""
    moved, gone = against(cases, "lin"), against(cases, "lin", phone="139 0000 2222")
    cases["zhao"].run(advance_ticket, gone, TicketState.WITHDRAWN, reason="撤回")
    cases.house.now = IN_DECEMBER
    cases["he"].run(close_month, NOVEMBER)
    cases.house.later(days=60)
    for number in (moved, gone):
        with pytest.raises(Refusal):
            cases["lin"].run(file_appeal, number, "不是我")
    cases["zhao"].run(change_against, moved, AgainstKind.EMPLOYEE, "sun", reason="是孙巧")
    cases["zhao"].run(advance_ticket, gone, TicketState.INVESTIGATION, reason="又来电",
                      facts=ASSESSED)  # fmt: skip
    late = against(cases, "lin", received_at="2026-11-30T23:59:59", phone="139 0000 3333")
    unsaid = against(cases, "sun", received_at="2026-11-30T23:59:59", phone="139 0000 4444")
    for login, number in (("sun", moved), ("lin", gone), ("lin", late)):
        assert cases[login].run(file_appeal, number, "不是我").line.month == NOVEMBER
    cases.house.later(days=31)
    with pytest.raises(Refusal, match="could be made until"):
        cases["sun"].run(file_appeal, unsaid, "不是我")


@pytest.mark.parametrize("reason", ["", "  "])
def test_g3_every_step_takes_a_reason(cases: Any, reason: str) -> None:
    number = against(cases, "lin")
    with pytest.raises(Refusal, match="Say why"):
        cases["lin"].run(file_appeal, number, reason)
    appeal = cases["lin"].run(file_appeal, number, "不是我").line.id
    with pytest.raises(Refusal, match="Say why"):
        cases["qian"].run(decide_appeal, appeal, _CORRECT, reason)
    assert cases["qian"].read(show_appeal, appeal).line.state == "filed"


def test_g3_only_what_counts_against_oneself_is_appealed_once(cases: Any) -> None:
    number, appeal = filed(cases)
    with pytest.raises(NotFound, match="stands against you"):
        cases["sun"].run(file_appeal, number, "替她")
    with pytest.raises(Refusal, match="already"):
        cases["lin"].run(file_appeal, number, "再来")
    cases["lin"].run(take_back_appeal, appeal, "想通了")
    assert cases["lin"].run(file_appeal, number, "又想起来了").line.state == "filed"


def test_g9_nobody_decides_on_themselves(cases: Any) -> None:
    """Neither a supervisor on the first level nor HR on the second."""
    _, first = filed(cases, "qian")
    number = against(cases, "he", phone="139 0000 3333")
    second = cases["he"].run(file_appeal, number, "不是我").line.id
    cases["zhao"].run(decide_appeal, second, _UPHOLD, "属实")
    cases["he"].run(dispute_appeal, second, "不服")
    for login, appeal in (("qian", first), ("he", second)):
        with pytest.raises(NotPermitted) as refused:
            cases[login].run(decide_appeal, appeal, _CORRECT, "我说了算")
        assert refused.value.rule == "G9"


def test_g3_who_mediated_does_not_decide_and_an_agent_decides_nothing(cases: Any) -> None:
    both = cases.house.hire("both", Role.SUPERVISOR, Role.HR)
    _, appeal = filed(cases)
    with pytest.raises(NotPermitted):
        cases["lin"].run(decide_appeal, appeal, _CORRECT, "是")
    with pytest.raises(NotPermitted):
        cases["he"].run(decide_appeal, appeal, _CORRECT, "还没到人事")
    both.run(decide_appeal, appeal, _UPHOLD, "属实")
    cases["lin"].run(dispute_appeal, appeal, "不服")
    with pytest.raises(NotPermitted, match="You mediated"):
        both.run(decide_appeal, appeal, _UPHOLD, "还是属实")
    with pytest.raises(NotPermitted):
        cases["qian"].run(decide_appeal, appeal, _UPHOLD, "不归我")


def test_g3_an_agent_never_sees_anothers_appeal(cases: Any) -> None:
    number, appeal = disputed(cases)
    cases["he"].run(
        decide_appeal, appeal, _CORRECT, "林被冤枉", against_kind=AgainstKind.DEPARTMENT,
        against="仓储部",
    )  # fmt: skip
    assert cases["sun"].read(find_appeals) == ()
    assert sheet(cases, by="sun").appeals == ()
    with pytest.raises(NotFound):
        cases["sun"].read(show_appeal, appeal)
    assert [one.id for one in cases["lin"].read(find_appeals)] == [appeal]
    assert [one.id for one in cases["he"].read(find_appeals, month=NOVEMBER)] == [appeal]
    assert cases["he"].read(find_appeals, only_open=True) == ()
    # Nor from the ticket's story: neither that there was one, nor why it was decided so.
    story = cases["sun"].read(show_ticket, number).timeline
    assert not any("appeal" in one.verb for one in story)
    with cases.house.store.begin_read() as session:
        assert not [t for t in session.scalars(select(TicketNote.text)) if "林被冤枉" in t]


def test_h5_hr_sees_the_customer_only_in_an_investigation_that_is_logged(cases: Any) -> None:
    _, appeal = filed(cases)
    with pytest.raises(Refusal):
        cases["he"].run(open_evidence, appeal, "先看看")
    cases["qian"].run(decide_appeal, appeal, _UPHOLD, "属实")
    cases["lin"].run(dispute_appeal, appeal, "不服")
    (shown,) = sheet(cases, evidence=True).evidence
    assert (shown.customer, shown.phone) == ("王**", "138****5678")
    with pytest.raises(Refusal, match="Say why"):
        cases["he"].run(open_evidence, appeal, "")
    with pytest.raises(NotPermitted):
        cases["qian"].run(open_evidence, appeal, "我也看看")
    opened = cases["he"].run(open_evidence, appeal, "回电核实经过")
    assert (opened.name, opened.phone) == ("王雅琴", "138 1234 5678")
    with cases.house.store.begin_read() as session:
        (row,) = session.scalars(select(Access).where(Access.action == "open_evidence"))
        assert (row.staff_id, row.reason) == (cases.staff_id("he"), "回电核实经过")
    assert cases["lin"].read(show_appeal, appeal).steps[-1].step is AppealStep.OPEN_EVIDENCE


def test_g3_evidence_is_kept_whole_and_seen_by_who_decides(cases: Any) -> None:
    number = against(cases, "lin")
    given = (EvidenceFile("../排班表.txt", "林 休息".encode()),)
    appeal = cases["lin"].run(file_appeal, number, "那天我休息", given).line.id
    cases["lin"].run(add_to_appeal, appeal, "再补一张", (EvidenceFile("b.png", b"\x89PNG"),))
    files = cases["qian"].read(show_appeal, appeal).files
    assert [(f.name, f.size) for f in files] == [("排班表.txt", 10), ("b.png", 4)]
    assert cases["qian"].run(read_appeal_file, files[0].id)[1] == "林 休息".encode()
    with pytest.raises(NotFound):
        cases["sun"].run(read_appeal_file, files[0].id)
    with pytest.raises(Refusal, match="empty"):
        cases["lin"].run(add_to_appeal, appeal, "空的", (EvidenceFile("c", b""),))


def test_g3_two_who_decide_at_once_do_not_both(cases: Any) -> None:
    _, appeal = filed(cases)
    seen = cases["qian"].read(show_appeal, appeal).version
    cases["lin"].run(add_to_appeal, appeal, "补充")
    with pytest.raises(Conflict):
        cases["qian"].run(decide_appeal, appeal, _UPHOLD, "属实", version=seen)


def test_g3_a_correction_names_somebody_else_for_certain(cases: Any) -> None:
    _, appeal = filed(cases)
    for said, words in (("小孙", "isn't one employee"), ("lin", "still about the same")):
        with pytest.raises(Refusal, match=words):
            cases["qian"].run(
                decide_appeal, appeal, _CORRECT, "查实", against_kind=AgainstKind.EMPLOYEE,
                against=said,
            )  # fmt: skip
    assert line(cases, "lin").sums.counted == 1

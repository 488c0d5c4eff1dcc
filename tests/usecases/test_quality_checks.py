"""G8, G9: quality is checked by supervisors, beside the counts, in the month it was checked in."""

import uuid
from typing import Any

import pytest

from tests.usecases.conftest import House
from tests.usecases.months import (
    DECEMBER,
    IN_DECEMBER,
    NOVEMBER,
    Cases,
    against,
    found_team,
    line,
    sheet,
    team,
)
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.domain.indicators import Indicator
from thirdring.domain.quality import Criterion, Grade
from thirdring.store.tables import MonthClosingRow, QualityCheck
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.close_month import close_month
from thirdring.usecases.export_month import export_month
from thirdring.usecases.find_quality_checks import find_quality_checks, work_to_check
from thirdring.usecases.log_call import log_call
from thirdring.usecases.month_values import sheet_values
from thirdring.usecases.quality_rows import CheckedWork
from thirdring.usecases.records import CallInput
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.show_indicators import show_indicators
from thirdring.usecases.verify_month import verify_month
from thirdring.usecases.withdraw_quality_check import withdraw_quality_check

pytestmark = pytest.mark.begins_with(make=found_team)

GOOD = dict.fromkeys(Criterion, Grade.MET)
HALF = dict.fromkeys(Criterion, Grade.PARTLY)


@pytest.fixture
def cases(house: House) -> Cases:
    return team(house)


@pytest.fixture
def logged(cases: Cases, call: Any) -> uuid.UUID:
    """A call that lin took."""
    record: CallInput = call()
    return cases["lin"].run(log_call, record).id


def checked(cases: Cases, which: Any, by: str = "qian", **more: Any) -> CheckedWork:
    return cases[by].run(check_quality, which, more.pop("grades", GOOD), **more)


def test_g8_a_check_has_a_score_and_stands_beside_the_counts(
    cases: Cases, logged: uuid.UUID
) -> None:
    number = against(cases, "lin")
    ticket = cases.open(by="lin")
    before = sheet_values(sheet(cases))
    (none,) = (one for one in before["employees"] if one["login"] == "lin")
    assert (none["quality"], none["quality_checks"]) == (None, 0)  # no data is not 0
    one = checked(cases, logged, grades=GOOD | {Criterion.ANSWER: Grade.PARTLY})
    assert (one.score, one.login, one.number) == (88, "lin", None)  # 87.5, halves up
    other = checked(cases, ticket, by="zhao", grades=HALF, remark="王雅琴没有听完")
    assert (other.score, other.number, other.remark) == (50, ticket, "＊＊＊没有听完")
    after = sheet_values(sheet(cases))
    mine = line(cases, "lin")
    assert (mine.quality, mine.quality_checks) == (69, 2)
    assert mine.sums.counted == 1
    # Nothing of it is summed with what is counted.
    strip = [{k: v for k, v in row.items() if "quality" not in k} for row in after["employees"]]
    assert strip == [
        {k: v for k, v in row.items() if "quality" not in k} for row in before["employees"]
    ]
    assert line(cases, "sun").quality is None
    assert number
    figures = {one.indicator: one for one in cases["he"].read(show_indicators, NOVEMBER)}
    quality = figures[Indicator.QUALITY]
    assert (quality.numerator, quality.denominator, quality.value) == (138, 200, 69)


def test_g8_a_score_is_never_0_for_want_of_checks_but_may_be_0(
    cases: Cases, logged: uuid.UUID
) -> None:
    checked(cases, logged, grades=dict.fromkeys(Criterion, Grade.MISSED), remark="全无")
    assert line(cases, "lin").quality == 0
    assert line(cases, "sun").quality is None


def test_g8_what_did_not_come_up_and_what_the_policy_leaves_out_weighs_nothing(
    cases: Cases, logged: uuid.UUID
) -> None:
    cases["qian"].run(set_policy, "quality_opening", "0", "不看开场")
    with pytest.raises(Refusal) as nothing:
        checked(cases, logged, grades={Criterion.OPENING: Grade.MET})
    assert nothing.value.field == "grades"
    one = checked(
        cases, logged,
        grades={Criterion.OPENING: Grade.MISSED, Criterion.ANSWER: Grade.MET,
                Criterion.RECORD: Grade.PARTLY},
    )  # fmt: skip
    assert one.score == 81  # (25 + 7.5) of 40
    cases["qian"].run(set_policy, "quality_answer", "100", "重在答复")
    (kept,) = cases["qian"].read(find_quality_checks, NOVEMBER)
    assert (kept.score, kept.grades[0].weight) == (81, 25)  # as it was judged then
    assert [c for c, _ in cases["qian"].read(work_to_check, "lin").weights] == [
        one for one in Criterion if one is not Criterion.OPENING
    ]


def test_g9_nobody_checks_or_withdraws_what_is_their_own(cases: Cases, call: Any) -> None:
    own = cases["zhao"].run(log_call, call()).id
    with pytest.raises(NotPermitted) as refused:
        checked(cases, own, by="zhao")
    assert refused.value.rule == "G9"
    one = checked(cases, own, by="qian")
    with pytest.raises(NotPermitted) as refused:
        cases["zhao"].run(withdraw_quality_check, one.id, "不公")
    assert refused.value.rule == "G9"
    about = against(cases, "zhao", by="lin")  # lin's work, and about zhao
    with pytest.raises(NotPermitted):
        checked(cases, about, by="zhao")


def test_g8_what_can_not_be_checked_is_refused(cases: Cases, logged: uuid.UUID) -> None:
    missed = GOOD | {Criterion.WORDING: Grade.MISSED}
    with pytest.raises(Refusal) as refused:
        checked(cases, logged, grades=missed)
    assert (refused.value.field, refused.value.rule) == ("remark", "G4")
    checked(cases, logged, grades=missed, remark="说了不知道")
    with pytest.raises(Refusal) as refused:
        checked(cases, logged)  # the same by the same supervisor
    assert refused.value.rule == "G8"
    assert checked(cases, logged, by="zhao").score == 100
    with pytest.raises(NotFound):
        checked(cases, uuid.uuid4())
    nobodys = cases.open(by="lin", owner_id=None)
    with pytest.raises(Refusal):
        checked(cases, nobodys)


def test_g4_one_sees_ones_own_checks_and_hr_everybodys(cases: Cases, logged: uuid.UUID) -> None:
    one = checked(cases, logged, remark="请王雅琴 13812345678 稍等时没有说明")
    for login in ("lin", "qian"):
        assert cases[login].read(find_quality_checks, NOVEMBER) == [one]
    (seen,) = cases["he"].read(find_quality_checks, NOVEMBER)  # a server hides the number whole
    assert (seen.id, seen.score, seen.grades) == (one.id, one.score, one.grades)
    for row in (one, seen):
        assert "王雅琴" not in (row.remark or "")
        assert "13812345678" not in (row.remark or "")
    assert cases["sun"].read(find_quality_checks, NOVEMBER) == []
    with pytest.raises(Refusal):
        cases["sun"].read(find_quality_checks, NOVEMBER, "lin")
    assert cases["he"].read(find_quality_checks, NOVEMBER, "sun") == []


def test_g8_a_withdrawn_check_stays_and_counts_no_more(cases: Cases, logged: uuid.UUID) -> None:
    one = checked(cases, logged, grades=HALF)
    with pytest.raises(Refusal) as refused:
        cases["qian"].run(withdraw_quality_check, one.id, " ")
    assert refused.value.field == "reason"
    gone = cases["zhao"].run(withdraw_quality_check, one.id, "听错了录音")
    assert (gone.counts, gone.withdrawn_by, gone.withdrawn_reason) == (False, "zhao", "听错了录音")
    assert (line(cases, "lin").quality, line(cases, "lin").quality_checks) == (None, 0)
    assert cases["lin"].read(find_quality_checks, NOVEMBER) == [gone]
    with pytest.raises(Refusal):
        cases["qian"].run(withdraw_quality_check, one.id, "再来")
    assert checked(cases, logged).score == 100  # now it may be checked anew
    assert [verb for verb, _ in cases.events("quality_checked", "quality_check_withdrawn")] == [
        "quality_checked", "quality_check_withdrawn", "quality_checked",
    ]  # fmt: skip


def test_g8_a_closing_freezes_the_score_and_is_held_to_the_checks(
    house: House, cases: Cases, logged: uuid.UUID
) -> None:
    one = checked(cases, logged, grades=HALF)
    house.now = IN_DECEMBER
    # A call of November that is checked in December counts in December.
    late = checked(cases, logged, by="zhao")
    closed = cases["he"].run(close_month, NOVEMBER)
    (mine,) = (row for row in closed.employees if row.login == "lin")
    assert (mine.quality, mine.quality_checks) == (50, 1)
    assert line(cases, "lin", DECEMBER).quality == 100
    with pytest.raises(Refusal) as refused:
        cases["qian"].run(withdraw_quality_check, one.id, "听错了")
    assert refused.value.rule == "G1"
    assert cases["he"].read(verify_month, NOVEMBER).ok
    with house.store.begin_write() as session:
        session.get_one(QualityCheck, one.id).score = 60
    (differs,) = cases["he"].read(verify_month, NOVEMBER).differences
    assert (differs.what, differs.sentence.params["live"]) == ("quality", 60)
    cases["he"].run(reopen_month, NOVEMBER, "一次检查有误")
    cases["qian"].run(withdraw_quality_check, one.id, "听错了")
    again = cases["he"].run(close_month, NOVEMBER)
    assert next(row for row in again.employees if row.login == "lin").quality is None
    assert again.digest != closed.digest
    assert cases["he"].read(verify_month, NOVEMBER).ok
    with house.store.begin_read() as session:
        frozen = [r.body for r in session.query(MonthClosingRow) if r.kind == "quality"]
    assert [(row["id"], row["counts"]) for row in frozen] == [
        (str(one.id), True), (str(one.id), False),
    ]  # fmt: skip
    assert late.month == DECEMBER


def test_g8_an_export_carries_the_checks_without_customers(cases: Cases, logged: uuid.UUID) -> None:
    one = checked(cases, logged, remark="王雅琴等了很久")
    made = cases["he"].read(export_month, NOVEMBER)
    assert [row.id for row in made.checks] == [one.id]
    assert "王雅琴" not in str(made.checks)


def test_g8_the_work_to_choose_from_is_the_employees_own(
    house: House, cases: Cases, logged: uuid.UUID, call: Any
) -> None:
    ticket = cases.open(by="lin")
    cases["sun"].run(log_call, call(outcome="no_audio", source_id="x"))
    work = cases["qian"].read(work_to_check, "LIN").work
    assert {one.id for one in work if one.number is None} == {logged}
    assert [one.number for one in work if one.number] == [ticket]
    assert not any(one.checked for one in work)
    assert "王雅琴" not in str(work)
    checked(cases, logged)
    done = {one.id: one.checked for one in cases["qian"].read(work_to_check, "lin").work}
    assert done[logged]
    assert cases["qian"].read(work_to_check, "sun").work == ()  # nobody spoke
    house.later(days=40)
    assert cases["qian"].read(work_to_check, "lin").work == ()
    house.hire("wu", Role.SUPERVISOR)

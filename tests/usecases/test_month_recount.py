"""The month against a plain recount by SQL, after each deed on complaints of open and closed months.

The statement below is a second opinion: it shares nothing with domain/months.py.
"""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text, update

from tests.usecases.cases import ASSESSED
from tests.usecases.conftest import House
from tests.usecases.months import (
    DECEMBER,
    IN_DECEMBER,
    NOVEMBER,
    Cases,
    against,
    found_team,
    held,
    line,
    sheet,
    team,
)
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.enums import AgainstKind, TicketState
from thirdring.domain.month_sheet import MonthSheet, MonthState
from thirdring.store.tables import Setting
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.change_against import change_against
from thirdring.usecases.close_month import close_month
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.file_appeal import file_appeal
from thirdring.usecases.merge_tickets import merge_ticket, unmerge_ticket
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.settle_undecided import settle_undecided
from thirdring.usecases.verify_month import verify_month

pytestmark = pytest.mark.begins_with(make=found_team)

OCTOBER = "2026-10"
PLAIN = text("""
SELECT s.login AS login, CASE
    WHEN t.state IN ('merged', 'withdrawn', 'unfounded') THEN t.state
    WHEN EXISTS (SELECT 1 FROM appeals a WHERE a.ticket_id = t.id AND a.state = 'corrected'
      AND a.staff_id = d.against_staff_id AND a.correction = 'unfounded') THEN 'unfounded'
    WHEN d.against_kind IS NULL OR d.channel IS NULL OR d.nature IS NULL OR t.severity IS NULL
      OR (d.against_kind = 'employee' AND d.against_staff_id IS NULL) THEN 'undecided'
    ELSE 'counted' END AS how
FROM tickets t JOIN complaint_details d ON d.ticket_id = t.id
LEFT JOIN staff s ON s.id = d.against_staff_id AND d.against_kind = 'employee'
WHERE t.kind = 'complaint' AND d.month = :month
""")


@pytest.fixture
def cases(house: House) -> Cases:
    return team(house)


def agreed(cases: Cases, month: str = NOVEMBER) -> MonthSheet:
    """The month, after seeing that it is what a plain recount finds."""
    with cases.house.store.begin_read() as session:
        rows = session.execute(PLAIN, {"month": month}).all()
    everybody = Counter(row.how for row in rows)
    counted = Counter(row.login for row in rows if row.how == "counted" and row.login)
    checked = cases["he"].read(verify_month, month)
    assert checked.ok, [str(one.sentence) for one in checked.differences]
    assert checked.recounted == len(rows)
    found = sheet(cases, month)
    assert {
        one.login: one.sums.counted + one.adjusted_here
        for one in found.employees
        if one.sums.counted + one.adjusted_here
    } == counted
    if found.state is MonthState.OPEN:
        assert found.sums.received == len(rows)
        assert (
            Counter(
                {name: n for name, n in found.sums.excluded.items() if n}
                | ({"counted": found.sums.counted} if found.sums.counted else {})
            )
            == everybody
        )
    held(cases.house)
    return found


def closed(
    cases: Cases, month: str = NOVEMBER, reason: str = "数据晚到", **more: Any
) -> MonthSheet:
    cases.house.now = max(cases.house.now, IN_DECEMBER)
    cases["he"].run(close_month, month, reason, **more)
    return agreed(cases, month)


def deed(cases: Cases, login: str, *what: Any, **more: Any) -> MonthSheet:
    """One deed an hour later; both months agree with the recount after it."""
    cases.house.later(hours=1)
    cases[login].run(*what, **more)
    agreed(cases, OCTOBER)
    return agreed(cases)


def named(cases: Cases, number: str, login: str, **more: Any) -> MonthSheet:
    return deed(cases, "zhao", change_against, number, AgainstKind.EMPLOYEE, login,
                **{"reason": f"是 {login}"} | more)  # fmt: skip


def test_g2_a_merge_across_months_is_undone_after_they_were_closed(cases: Cases) -> None:
    old = against(cases, "lin", received_at="2026-10-30T10:00:00")
    new = against(cases, "lin")
    closed(cases, OCTOBER)
    deed(cases, "zhao", merge_ticket, old, new, "同一件")
    assert line(cases, "lin", OCTOBER).adjusted_here == -1
    closed(cases)
    deed(cases, "zhao", unmerge_ticket, old)
    deed(cases, "zhao", merge_ticket, new, old, "同一件")
    assert [line(cases, "lin", month).adjusted_here for month in (OCTOBER, NOVEMBER)] == [0, -1]
    deed(cases, "he", reopen_month, OCTOBER, "漏了一封信")
    closed(cases, OCTOBER)
    deed(cases, "zhao", unmerge_ticket, new)
    assert (line(cases, "lin").sums.counted, line(cases, "lin").adjusted_here) == (1, 0)


def test_g3_what_goes_to_and_fro_after_the_closing_comes_to_what_it_is(cases: Cases) -> None:
    gone = against(cases, "lin")
    heard = against(cases, "lin", phone="139 0000 2222")
    vague = against(cases, "小林", phone="139 0000 3333")
    cases["zhao"].run(advance_ticket, gone, TicketState.WITHDRAWN, reason="撤回")
    assert closed(cases, leave_open=True).sums.undecided == 1
    deed(cases, "zhao", advance_ticket, gone, TicketState.INVESTIGATION, reason="又来电",
         facts=ASSESSED)  # fmt: skip
    named(cases, gone, "sun")
    named(cases, gone, "lin", reason="听错了")
    appeal = cases["lin"].run(file_appeal, heard, "不是我").line.id
    deed(cases, "qian", decide_appeal, appeal, AppealDecision.CORRECT, "录音证实")
    named(cases, heard, "sun")
    named(cases, heard, "lin")  # what was found for her holds, whoever had it meanwhile
    found = deed(cases, "he", settle_undecided, vague, reason="就是林",
                 against_kind=AgainstKind.EMPLOYEE, against="lin")  # fmt: skip
    assert [one.effects for one in found.adjustments] == [
        {"lin": 1}, {"lin": -1, "sun": 1}, {"lin": 1, "sun": -1},
        {"lin": -1}, {"sun": 1}, {"sun": -1}, {"lin": 1},
    ]  # fmt: skip
    assert [one.reason for one in found.adjustments][:3] == ["又来电", "是 sun", "听错了"]
    assert (line(cases, "lin").adjustments, line(cases, "sun").adjustments) == (1, 0)
    assert [one.effects["sun"] for one in sheet(cases, by="sun").adjustments] == [1, -1, 1, -1]


def test_g3_a_month_opened_again_takes_back_what_a_later_one_carried(cases: Cases) -> None:
    """Counted and adjusted, all months together, each complaint is there once."""
    closed(cases)
    against(cases, "lin", received_at="2026-11-20T10:00:00")
    cases.house.now = datetime(2027, 1, 2, 3, 0, tzinfo=UTC)
    kept = closed(cases, DECEMBER)
    assert line(cases, "lin", DECEMBER).carried == 1
    deed(cases, "he", reopen_month, NOVEMBER, "补记")
    closed(cases)
    assert (line(cases, "lin").sums.counted, line(cases, "lin").adjustments) == (1, 0)
    after = agreed(cases, DECEMBER)
    assert line(cases, "lin", DECEMBER).adjustments == 0
    assert ([one.superseded for one in after.adjustments], after.digest) == ([True], kept.digest)


@pytest.mark.parametrize(
    ("zone", "months"),
    [
        # Set back from midnight into the day before, on the last day of the month.
        ("Africa/Cairo", {
            "2024-10": ["2024-10-31T23:59:59.999999", "2024-10-31T21:00:00+00:00",
                        "2024-10-31T21:59:59+00:00"],
            "2024-11": ["2024-11-01T00:00:00", "2024-10-31T22:00:00+00:00"],
        }),
        # The month has no midnight: it begins at 01:00.
        ("America/Asuncion", {
            "2017-09": ["2017-09-30T23:59:59", "2017-10-01T03:59:59+00:00"],
            "2017-10": ["2017-10-01T01:00:00", "2017-10-01T04:00:00+00:00"],
        }),
    ],
)  # fmt: skip
def test_g1_midnights_that_come_twice_or_not_at_all(
    cases: Cases, zone: str, months: dict[str, list[str]]
) -> None:
    moved_to(cases, zone)
    for month, moments in months.items():
        for at in moments:
            against(cases, "lin", received_at=at, phone=None, withheld=["phone"])
        assert agreed(cases, month).sums.received == len(moments)
        assert closed(cases, month).sums.received == len(moments)


def test_g1_a_center_that_moves_to_another_zone_keeps_each_complaint_in_its_month(
    cases: Cases,
) -> None:
    early = against(cases, "lin", received_at="2026-11-01T01:00:00")  # October in New York
    cases.house.now = IN_DECEMBER
    against(cases, "lin", received_at="2026-12-01T02:00:00")  # November there
    moved_to(cases, "America/New_York")
    assert (agreed(cases).sums.received, agreed(cases, DECEMBER).sums.received) == (1, 1)
    closed(cases)
    found = named(cases, early, "sun")
    moved_to(cases, "Asia/Shanghai")
    assert agreed(cases).adjustments == found.adjustments != ()


def moved_to(cases: Cases, zone: str) -> None:
    with cases.house.store.begin_write() as session:
        session.execute(update(Setting).where(Setting.key == "timezone").values(value=zone))

"""Random deeds on complaints of two months: the counts are always what a recount finds (G2).

The center lies in New York, where November 2026 begins with the night the clock is set back.
"""

from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select, update

from tests.usecases.cases import ASSESSED
from tests.usecases.conftest import House
from tests.usecases.months import IN_DECEMBER, NOVEMBER, Cases, against, found_team, held, team
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.enums import AgainstKind, Channel, Nature, TicketState
from thirdring.domain.errors import Refusal
from thirdring.domain.months import Subject
from thirdring.store.tables import ComplaintDetail, Setting, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.change_against import change_against
from thirdring.usecases.close_month import close_month
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.decide_complaint import decide_complaint
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.file_appeal import file_appeal
from thirdring.usecases.merge_tickets import merge_ticket, unmerge_ticket
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.verify_month import verify_month

pytestmark = pytest.mark.begins_with(make=found_team)

_MONTHS = ("2026-10", "2026-11")
# The same instant has its month on the wall of the center; 01:30 comes twice on 1 November.
_EDGES = (
    "2026-10-31T23:59:59",
    "2026-11-01T00:00:00",
    "2026-11-01T03:59:59.999999+00:00",  # 23:59:59.999999 of October there
    "2026-11-01T01:30:00-04:00",
    "2026-11-01T01:30:00-05:00",
    "2026-11-30T23:59:59",
    "2026-12-01T04:59:59.999999+00:00",
)
_MONTH_OF = dict(zip(_EDGES, ("2026-10", "2026-11", "2026-10", *["2026-11"] * 4), strict=True))
_WHO = st.sampled_from(["lin", "sun", "小林", None])
_n = st.integers(0, 9)


class Months(RuleBasedStateMachine):
    cases: Cases

    def __init__(self) -> None:
        super().__init__()
        self.numbers = [self.filed("lin", _EDGES[0]), self.filed("sun", _EDGES[1])]
        self.months = {self.numbers[0]: _EDGES[0], self.numbers[1]: _EDGES[1]}

    def filed(self, who: str | None, at: str) -> str:
        return against(self.cases, who, received_at=at, phone=None, withheld=["phone"])

    def attempt(self, login: str, deed: Any, *args: Any, **more: Any) -> Any:
        """What is refused changes nothing, and is no failure here."""
        self.cases.house.later(minutes=1)
        try:
            return self.cases[login].run(deed, *args, **more)
        except Refusal:
            return None

    def one(self, n: int) -> str:
        return self.numbers[n % len(self.numbers)]

    @rule(who=_WHO, at=st.sampled_from(_EDGES))
    def file(self, who: str | None, at: str) -> None:
        number = self.filed(who, at)
        self.numbers.append(number)
        self.months[number] = at

    @rule(n=_n, kind=st.sampled_from(AgainstKind), who=_WHO)
    def name_another(self, n: int, kind: AgainstKind, who: str | None) -> None:
        self.attempt("zhao", change_against, self.one(n), kind, who, reason="查实")

    @rule(n=_n, severity=st.sampled_from(["minor", "serious"]))
    def edit(self, n: int, severity: str) -> None:
        with self.cases.house.store.begin_read() as session:
            seen = session.scalars(select(Ticket.version).where(Ticket.number == self.one(n))).one()
        self.attempt("zhao", edit_ticket, self.one(n), seen, {"severity": severity})

    @rule(n=_n, channel=st.sampled_from(Channel), nature=st.sampled_from(Nature))
    def decide(self, n: int, channel: Channel, nature: Nature) -> None:
        self.attempt("zhao", decide_complaint, self.one(n), channel=channel, nature=nature)

    @rule(n=_n, to=st.sampled_from([TicketState.WITHDRAWN, TicketState.UNFOUNDED]))
    def leave(self, n: int, to: TicketState) -> None:
        self.attempt("zhao", advance_ticket, self.one(n), to, reason="查实")

    @rule(n=_n)
    def open_again(self, n: int) -> None:
        self.attempt("zhao", advance_ticket, self.one(n), TicketState.INVESTIGATION, reason="再查",
                     facts=ASSESSED)  # fmt: skip

    @rule(n=_n, m=_n)
    def merge(self, n: int, m: int) -> None:
        self.attempt("zhao", merge_ticket, self.one(n), self.one(m), "同一件")

    @rule(n=_n)
    def unmerge(self, n: int) -> None:
        self.attempt("zhao", unmerge_ticket, self.one(n))

    @rule(n=_n, who=st.sampled_from(["lin", "sun"]), decision=st.sampled_from(AppealDecision))
    def appeal(self, n: int, who: str, decision: AppealDecision) -> None:
        found = self.attempt(who, file_appeal, self.one(n), "不是我")
        if found is not None:
            self.attempt("qian", decide_appeal, found.line.id, decision, "听了录音")

    @rule(month=st.sampled_from(_MONTHS))
    def close(self, month: str) -> None:
        self.attempt("he", close_month, month, "按期", leave_open=True)

    @rule(month=st.sampled_from(_MONTHS))
    def reopen(self, month: str) -> None:
        self.attempt("he", reopen_month, month, "补记")

    @invariant()
    def counts_are_a_recount(self) -> None:
        cells = held(self.cases.house)
        for figures in cells.values():
            parts = sum(value for name, value in figures.items() if name != "received")
            assert figures["received"] == parts

    def teardown(self) -> None:
        cells = held(self.cases.house)
        for month in _MONTHS:
            found = self.cases["he"].read(verify_month, month)
            assert found.ok, [str(one.sentence) for one in found.differences]
            center = sum(
                f["received"] for c, f in cells.items() if (c[0], c[1]) == (month, Subject.CENTER)
            )
            sheet = self.cases["he"].read(month_sheet, month)
            assert sheet.sums.received == center or sheet.digest is not None
        with self.cases.house.store.begin_read() as session:
            rows = session.execute(
                select(Ticket.number, ComplaintDetail.month)
                .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
                .where(Ticket.number.in_(self.numbers))
            )
            assert {row.number: row.month for row in rows} == {
                n: _MONTH_OF[at] for n, at in self.months.items()
            }  # fmt: skip


def test_g2_random_deeds_leave_the_counts_equal_to_a_recount(
    house: House, long_round: bool
) -> None:
    house.now = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
    with house.store.begin_write() as session:
        session.execute(
            update(Setting).where(Setting.key == "timezone").values(value="America/New_York")
        )
    cases = team(house)
    house.now = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
    here = type("Here", (Months,), {"cases": cases})
    run_state_machine_as_test(
        here,
        settings=settings(max_examples=40 if long_round else 3,
                          stateful_step_count=25 if long_round else 12,
                          deadline=None),
    )  # fmt: skip


def test_g2_two_desks_at_once_lose_no_count(house: House) -> None:
    """Each in transactions of its own: what one commits the other's difference goes on top of."""
    cases = team(house)
    shared = against(cases, "lin")

    def work(login: str) -> None:
        for n in range(6):
            against(cases, "lin", by=login, phone=f"139 0000 {login == 'zhao':d}{n:03}")
            cases[login].run(decide_complaint, shared, channel=[Channel.FAX, Channel.LETTER][n % 2])

    threads = [Thread(target=work, args=(login,)) for login in ("zhao", "qian")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    cells = held(house)
    assert sum(f["received"] for c, f in cells.items() if c[1] == Subject.EMPLOYEE) == 13


def test_g1_what_comes_in_while_a_month_is_closed_is_in_it_or_an_adjustment(house: House) -> None:
    cases = team(house)
    house.now = IN_DECEMBER

    def file_late() -> None:
        for n in range(6):
            against(cases, "lin", received_at=_EDGES[5], phone=f"139 0000 111{n}")

    desk = Thread(target=file_late)
    desk.start()
    cases["he"].run(close_month, NOVEMBER)
    desk.join()
    found = cases["he"].read(verify_month, NOVEMBER)
    assert (found.ok, found.recounted) == (True, 6)
    sheet = cases["he"].read(month_sheet, NOVEMBER)
    assert sheet.sums.received + len(sheet.adjustments) == 6

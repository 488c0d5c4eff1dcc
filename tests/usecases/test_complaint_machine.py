"""Random wishes on complaints and requests: no gate is skipped, and every clock has its ticket."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from tests.usecases.cases import ASSESSED, filed
from tests.usecases.conftest import house_in, open_store_at
from thirdring.domain.case_values import Fault, Remedy, VisitState
from thirdring.domain.enums import Role, TicketKind, TicketState
from thirdring.domain.errors import Refusal
from thirdring.domain.ticket_path import PATH
from thirdring.store.tables import ClockRow, ComplaintDetail, Escalation, ReturnVisit, Ticket
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.center import Center
from thirdring.usecases.merge_tickets import merge_ticket, unmerge_ticket
from thirdring.usecases.return_visits import VisitResult, find_visits, record_visit
from thirdring.usecases.step_facts import StepFacts

NOON = datetime.fromisoformat("2026-11-22T04:00:00+00:00")
TOLD_AT_ONCE = frozenset({"D9", "E1", "E2", "E3", "E5", "E6"})
_texts = st.sampled_from(["", "写明了"])


_WISHES: dict[str, st.SearchStrategy[Any]] = {
    "assessment": st.just(ASSESSED.assessment),
    "fault": st.sampled_from(Fault),
    "plan": st.sampled_from(["换新", "退款"]),
    "ahead": st.sampled_from([-1, 20]),
    "accepted": st.booleans(),
    "alternatives": _texts,
    "remedy": st.sampled_from(Remedy),
    "cause": _texts,
    "prevention": _texts,
    "lesson": _texts,
    "satisfaction": st.just(4),
    "no_visit": st.just("不便"),
}


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, Any]:
    """Up to three facts: with more, hardly a step would be possible at all."""
    names = draw(st.lists(st.sampled_from(sorted(_WISHES)), max_size=3, unique=True))
    return {name: draw(_WISHES[name]) for name in names}


def _wish() -> st.SearchStrategy[tuple[int, TicketState | None, bool, dict[str, Any], str]]:
    """Which ticket, where to (None: one step on), by the supervisor, with what, and why."""
    return st.tuples(
        st.integers(0, 2),
        st.sampled_from([None, None, None, *TicketState]),
        st.booleans(),
        _facts(),
        st.sampled_from(["", "有理由"]),
    )


class Path_(RuleBasedStateMachine):
    template: Path
    folder: Path

    @initialize()
    def set_up_center(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.store = open_store_at(f"sqlite:///{shutil.copy(self.template, self.folder)}")
        self.house = house_in(self.store)
        self.lin = self.house.hire("lin", Role.AGENT)
        self.numbers = [
            filed(self.lin).number,
            filed(self.lin, severity="major").number,
            filed(self.lin, kind="request", product=None).number,
        ]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    def someone(self, boss: bool) -> Center:
        self.house.later(minutes=7)
        return self.house.owner if boss else self.lin

    @rule(wishes=st.lists(_wish(), min_size=6, max_size=12))
    def steps(
        self, wishes: list[tuple[int, TicketState | None, bool, dict[str, Any], str]]
    ) -> None:
        """Several at once; the invariants are looked at after each."""
        for n, to, boss, wish, reason in wishes:
            self.step(n, to or self.next_of(n), boss, dict(wish), reason)
            self.no_gate_was_skipped()

    def next_of(self, n: int) -> TicketState:
        with self.store.begin_read() as session:
            number = self.numbers[n]
            state = session.scalars(select(Ticket.state).where(Ticket.number == number)).one()
        place = PATH.index(state) + 1 if state in PATH else 2
        return PATH[min(place, len(PATH) - 1)]

    def step(self, n: int, to: TicketState, boss: bool, wish: dict[str, Any], reason: str) -> None:
        center = self.someone(boss)
        ahead = wish.pop("ahead", None)
        at = None if ahead is None else self.house.now + timedelta(hours=ahead)
        try:
            center.run(
                advance_ticket, self.numbers[n], to, reason=reason,
                facts=StepFacts(next_contact_at=at, **wish),
            )  # fmt: skip
        except Refusal:
            return

    @rule(n=st.integers(0, 2), boss=st.booleans())
    def onward(self, n: int, boss: bool) -> None:
        """One step as it should be, so that the far end of the path is reached too."""
        center, number = self.someone(boss), self.numbers[n]
        with self.store.begin_read() as session:
            state = session.scalars(select(Ticket.state).where(Ticket.number == number)).one()
        if state not in PATH or state is TicketState.ARCHIVED:
            return
        to = PATH[PATH.index(state) + 1]
        soon = self.house.now + timedelta(hours=9)
        facts = {
            TicketState.INVESTIGATION: ASSESSED,
            TicketState.APPRAISAL: StepFacts(fault=Fault.NO_FAULT),
            TicketState.PLAN_OFFERED: StepFacts(plan="说明", next_contact_at=soon),
            TicketState.REMEDY: StepFacts(accepted=True, remedy=Remedy.EXPLANATION),
            TicketState.RETURN_VISIT: StepFacts(satisfaction=3),
            TicketState.ARCHIVED: StepFacts(cause="一", prevention="二", lesson="三"),
        }
        try:
            center.run(advance_ticket, number, to, reason="查明", facts=facts.get(to, StepFacts()))
        except Refusal:
            return

    @rule(n=st.integers(0, 2), into=st.integers(0, 2), undo=st.booleans(), boss=st.booleans())
    def merge(self, n: int, into: int, undo: bool, boss: bool) -> None:
        center = self.someone(boss)
        try:
            if undo:
                center.run(unmerge_ticket, self.numbers[n])
            else:
                center.run(merge_ticket, self.numbers[n], self.numbers[into], "同一件事")
        except Refusal:
            return

    @rule(satisfaction=st.sampled_from([None, 2, 5]), boss=st.booleans())
    def visit(self, satisfaction: int | None, boss: bool) -> None:
        center = self.someone(boss)
        for row in center.read(find_visits)[:1]:
            center.run(record_visit, row.id, VisitResult(satisfaction))

    @rule(days=st.sampled_from([1, 16]))
    def wait(self, days: int) -> None:
        self.house.later(days=days)

    @invariant()
    def what_runs_belongs_to_an_open_ticket(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.begin_read() as session:
            rows = session.execute(
                select(ClockRow.rule, ClockRow.due_at, Ticket.open, Ticket.due_at.label("shown"))
                .join(Ticket, Ticket.id == ClockRow.ticket_id)
                .where(ClockRow.met_at.is_(None), ClockRow.cancelled_at.is_(None))
            ).all()
        for row in rows:
            assert row.open or row.rule in TOLD_AT_ONCE, row
            assert not row.open or row.shown <= row.due_at

    @invariant()
    def no_gate_was_skipped(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.begin_read() as session:
            for ticket in session.scalars(select(Ticket)):
                detail = session.get(ComplaintDetail, ticket.id)
                assert detail is not None
                if ticket.state in PATH:
                    _check(ticket, detail)
                visits = session.scalars(
                    select(ReturnVisit).where(ReturnVisit.ticket_id == ticket.id)
                ).all()
                if ticket.state is TicketState.ARCHIVED:
                    assert visits
                    assert all(v.state is not VisitState.OPEN for v in visits)
                    waiting = session.scalars(
                        select(Escalation.kind).where(
                            Escalation.ticket_id == ticket.id, Escalation.closed_at.is_(None)
                        )
                    ).all()
                    assert set(waiting) <= {"major"}
                if detail.completed_at is not None and ticket.open:
                    assert visits


def _check(ticket: Ticket, detail: ComplaintDetail) -> None:
    at = PATH.index(ticket.state)
    complaint = ticket.kind is TicketKind.COMPLAINT
    if complaint and at >= PATH.index(TicketState.INVESTIGATION):
        assert None not in {detail.safety, detail.complexity, detail.impact, detail.immediate}
    if ticket.state is TicketState.APPRAISAL:
        assert detail.fault is not None
    if ticket.state is TicketState.PLAN_OFFERED:
        assert detail.plan
        assert detail.next_contact_at
    if ticket.state is TicketState.REMEDY:
        assert detail.accepted
        assert detail.remedy
        if detail.remedy in {"return", "exchange", "repair", "on_site_repair"}:
            assert detail.fault is Fault.FAULT
            assert detail.product_text
    if at >= PATH.index(TicketState.RESULT_TOLD):
        assert detail.accepted or detail.alternatives
        assert detail.completed_at
    if ticket.state is TicketState.ARCHIVED and complaint:
        assert detail.cause
        assert detail.prevention
        assert detail.lesson or ticket.severity != "major"


def test_d6_random_wishes_never_skip_a_gate(founded_file: Path, tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    made = 0

    class Here(Path_):
        def __init__(self) -> None:
            nonlocal made
            made += 1
            super().__init__()
            self.template, self.folder = founded_file, tmp_path / str(made)

    long = settings.default.max_examples > 1000 if settings.default else False
    run_state_machine_as_test(
        Here, settings=settings(max_examples=300 if long else 5, stateful_step_count=20)
    )

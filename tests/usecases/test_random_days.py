"""Random working days: whatever agents, supervisors, callers and the machine's clock do, nothing
that was promised is forgotten.

Every promise and every clock is open with an owner who is there, met, or visibly broken: late,
told of, and with the supervisors.
"""

import shutil
import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.usecases.conftest import COMPLETE, open_store_at
from thirdring.domain.case_values import (
    AlarmStage,
    Decision,
    EscalationState,
    Fault,
    MeasureState,
    Remedy,
    VisitState,
    Way,
)
from thirdring.domain.clock_rules import PAUSABLE
from thirdring.domain.enums import CallbackResult, CallbackState, Language, Role, TicketState
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.policy import Key, Policy
from thirdring.domain.ticket_path import steps
from thirdring.store.tables import (
    Alarm,
    Callback,
    CallbackAttempt,
    ClockPause,
    ClockRow,
    ComplaintDetail,
    Escalation,
    Measure,
    ReturnVisit,
    Staff,
    Ticket,
)
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.center import Center
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.find_callbacks import find_callbacks
from thirdring.usecases.hand_over_callbacks import hand_over_callbacks
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.log_call import log_call
from thirdring.usecases.manage_staff import NewStaff, add_staff, deactivate, reactivate
from thirdring.usecases.mark_absent import mark_absent, mark_present
from thirdring.usecases.measures import NewMeasure, add_measure
from thirdring.usecases.owed_reports import OWED
from thirdring.usecases.raise_alarms import raise_alarms
from thirdring.usecases.records import CallInput, ReceptionInput, checked
from thirdring.usecases.report_back import report_back
from thirdring.usecases.set_up import FirstStart, set_up
from thirdring.usecases.step_facts import StepFacts

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # a Monday, nine o'clock in Shanghai
POLICY = Policy()
AGENTS, SUPERVISORS = ("an", "bo"), ("su", "tan")
LOOKER = "cy"  # takes no calls and has no tickets, but sends up what others have
_PICK = st.integers(0, 10**6)
_OPEN_CALLBACKS = select(Callback).where(Callback.state == CallbackState.OPEN).order_by(Callback.id)


class PowerCut(Exception):
    """The machine dies before the transaction is committed."""


class RandomDays(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        file = shutil.copy(self.template, Path(self.folder.name) / "center.db")
        self.store = open_store_at(f"sqlite:///{file}")
        self.now = MORNING
        self.latest = MORNING

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @initialize()
    def people_come_to_work(self) -> None:
        first = FirstStart("三声家居", "owner", "周掌柜", None, Language.ZH_CN, "Asia/Shanghai")
        with self.store.begin_write() as session:
            owner = set_up(session, first, self.now)
        self.people = {"owner": owner}
        for login in (*AGENTS, LOOKER, *SUPERVISORS):
            role = Role.SUPERVISOR if login in SUPERVISORS else Role.AGENT
            new = NewStaff(login=login, name=login, roles=frozenset({role}))
            self.people[login] = self.center("owner").run(add_staff, new).id

    # --- how the machine looks and acts --------------------------------------------------------

    def center(self, login: str) -> Center:
        return Center(self.store, self.people[login], now=lambda: self.now)

    def do(self, login: str, deed: Any, *args: Any, **more: Any) -> Any:
        """A deed; a rule may say no, and then nothing has changed."""
        try:
            return self.center(login).run(deed, *args, **more)
        except ThirdRingError:
            return None

    def all(self, statement: Any) -> list[Any]:
        with self.store.begin_read() as session:
            rows = list(session.scalars(statement))
            session.expunge_all()
        return rows

    def one_of(self, found: list[Any], pick: int) -> Any:
        return found[pick % len(found)] if found else None

    def there(self, person: Staff) -> bool:
        away = person.absent_from is not None and person.absent_from <= self.now
        back = person.absent_until is not None and person.absent_until <= self.now
        return person.active and (not away or back)

    # --- what happens --------------------------------------------------------------------------

    @rule(minutes=st.sampled_from((1, 4, 11, 29, 31, 70, 300, 1_000, 1_441)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.latest = max(self.latest, self.now)

    @rule(minutes=st.integers(1, 90))
    def the_machines_clock_is_set_back(self, minutes: int) -> None:
        self.now -= timedelta(minutes=minutes)

    def _call(self, **changes: Any) -> CallInput:
        ended = self.now
        times = {
            "started_at": (ended - timedelta(minutes=5)).isoformat(),
            "answered_at": (ended - timedelta(minutes=5, seconds=-8)).isoformat(),
            "ended_at": ended.isoformat(),
            "wrapped_up_at": None,
        }
        data = {k: v for k, v in (COMPLETE | times | changes).items() if v is not None}
        return checked(CallInput, data)

    @rule(
        agent=st.sampled_from(AGENTS), minutes=st.integers(1, 30), pick=_PICK, twice=st.booleans()
    )
    def a_caller_is_promised_a_call(self, agent: str, minutes: int, pick: int, twice: bool) -> None:
        record = self._call(
            number=f"138{pick:08}", outcome="callback",
            callback={"minutes": minutes, "about": "送货时间"},
        )  # fmt: skip
        call_id = uuid.uuid4()
        for _ in range(1 + twice):  # an answer may get lost, and the desk sends it again
            self.do(agent, log_call, record, call_id)

    @rule(agent=st.sampled_from(AGENTS))
    def a_line_is_cut_off(self, agent: str) -> None:
        self.do(agent, log_call, self._call(outcome="cut_off", answer=None, read_back=None))

    @rule(agent=st.sampled_from(AGENTS), caller=st.sampled_from(["press", "lawyer", "authority"]))
    def somebody_special_calls(self, agent: str, caller: str) -> None:
        protocol = {
            "outlet": "晚报", "questions": "床为何脱落？", "answer_hoped_for": "说明",
            "demands": "说明", "help_expected": "检测报告",
        }  # fmt: skip
        keys = ("outlet", "questions", "answer_hoped_for") if caller == "press" else (
            "questions", "demands", "help_expected",
        )  # fmt: skip
        self.do(
            agent, log_call,
            self._call(
                caller_type=caller, answer=None, outcome="escalated",
                protocol={key: protocol[key] for key in keys},
            ),
        )  # fmt: skip

    @rule(
        agent=st.sampled_from(AGENTS),
        severity=st.sampled_from(["ordinary", "serious", "major"]),
        channel=st.sampled_from(["in_person", "mailbox", "wechat"]),
        against=st.sampled_from(AGENTS),
        pick=_PICK,
    )
    def a_complaint_comes_in(
        self, agent: str, severity: str, channel: str, against: str, pick: int
    ) -> None:
        record = {
            "channel": channel, "name": "王雅琴", "phone": f"139{pick:08}", "raised": "柜门开裂",
            "wants": "换货", "nature": "service_attitude", "severity": severity,
            "against_kind": "employee", "against": against,
            "handling": "reception_room" if channel == "in_person" else None,
            "safety": False, "complexity": "low", "impact": "low", "immediate": False,
        }  # fmt: skip
        data = {k: v for k, v in record.items() if v is not None}
        self.do(agent, file_complaint, checked(ReceptionInput, data))

    @rule(pick=_PICK, result=st.sampled_from(list(CallbackResult)), minutes=st.integers(1, 30))
    def a_promise_is_kept_or_tried(self, pick: int, result: CallbackResult, minutes: int) -> None:
        mine = self.one_of(self.all(_OPEN_CALLBACKS), pick)
        if mine is not None:
            owner = next(k for k, v in self.people.items() if v == mine.owner_id)
            told = result is CallbackResult.PROGRESS
            self.do(
                owner, keep_callback, mine.id, result,
                next_at=self.now + timedelta(minutes=minutes) if told else None, note="已致电",
            )  # fmt: skip

    @rule(who=st.sampled_from((*AGENTS, *SUPERVISORS)), hours=st.sampled_from((None, 2, 30)))
    def somebody_leaves(self, who: str, hours: int | None) -> None:
        until = None if hours is None else self.now + timedelta(hours=hours)
        self.do("owner", mark_absent, who, until)

    @rule(who=st.sampled_from((*AGENTS, LOOKER, *SUPERVISORS)))
    def somebody_is_back(self, who: str) -> None:
        self.do("owner", mark_present, who)

    @rule(
        giver=st.sampled_from((*AGENTS, *SUPERVISORS)),
        taker=st.sampled_from((*AGENTS, *SUPERVISORS)),
        along=st.booleans(),
    )
    def promises_are_handed_over(self, giver: str, taker: str, along: bool) -> None:
        self.do("owner", hand_over_callbacks, giver, taker, "离岗", with_tickets=along)

    @rule()
    def the_clocks_are_looked_at(self) -> None:
        self.center("owner").run(raise_alarms)

    @rule(
        pick=_PICK,
        by=st.sampled_from(SUPERVISORS),
        decision=st.sampled_from(list(Decision)),
        to=st.sampled_from(AGENTS),
    )
    def a_case_is_decided(self, pick: int, by: str, decision: Decision, to: str) -> None:
        case = self.one_of(
            self.all(select(Escalation).where(Escalation.state != EscalationState.CLOSED)), pick
        )
        if case is not None:
            self.do(by, decide_review, case.id, decision, plan="当天上门", to=to, reason="核实后定")

    @rule(pick=_PICK, by=st.sampled_from(SUPERVISORS), leaves=st.booleans())
    def a_case_comes_back_with_a_plan(self, pick: int, by: str, leaves: bool) -> None:
        """Whoever sent it up tells the customer, or leaves before."""
        self.a_complaint_comes_in(AGENTS[0], "ordinary", "wechat", AGENTS[1], pick)
        tickets = self.all(select(Ticket).order_by(Ticket.seq))
        if not tickets:
            return
        ticket = tickets[-1]
        sent = self.do(LOOKER, escalate_ticket, ticket.number, 1, "坚持")
        if sent is None:
            return
        case = self.all(select(Escalation).where(Escalation.ticket_id == ticket.id))[-1]
        self.do(by, decide_review, case.id, Decision.RETURN_PLAN, plan="当天上门")
        if leaves:
            self.do("owner", mark_absent, LOOKER, None)
            self.what_is_broken_shows()

    @rule(pick=_PICK)
    def a_customer_is_told_what_was_decided(self, pick: int) -> None:
        owed = self.one_of(self.all(select(Escalation).where(*OWED)), pick)
        if owed is not None:
            self.do("tan", report_back, owed.id, "已告知")

    @rule(who=st.sampled_from(AGENTS))
    def a_measure_is_decided(self, who: str) -> None:
        due_on = (self.now + timedelta(days=2)).date()
        self.do("su", add_measure, NewMeasure("加一道检验", who, due_on))

    @rule(who=st.sampled_from((*AGENTS, *SUPERVISORS)), stays=st.booleans())
    def an_account_goes_out_of_use_or_comes_back(self, who: str, stays: bool) -> None:
        self.do("owner", reactivate if stays else deactivate, who)

    @rule(pick=_PICK, by=st.sampled_from((*AGENTS, *SUPERVISORS)), far=st.integers(0, 3))
    def a_ticket_moves(self, pick: int, by: str, far: int) -> None:
        ticket = self.one_of(self.all(select(Ticket).order_by(Ticket.seq)), pick)
        if ticket is None:
            return
        ways = steps(ticket.kind, ticket.state)
        if ways:
            step = ways[min(far, len(ways) - 1)]
            self.do(
                by,
                advance_ticket,
                ticket.number,
                step.to,
                reason="核实",
                facts=_facts(step.to, self.now),
            )

    @precondition(lambda self: self.all(_OPEN_CALLBACKS))
    @rule(pick=_PICK)
    def the_power_fails_in_the_middle(self, pick: int) -> None:
        callback = self.one_of(self.all(_OPEN_CALLBACKS), pick)
        owner = next(k for k, v in self.people.items() if v == callback.owner_id)

        def cut(ctx: Any) -> None:
            keep_callback(ctx, callback.id, CallbackResult.DONE, note="没有写完")
            raise PowerCut

        with pytest.raises((PowerCut, ThirdRingError)):
            self.center(owner).run(cut)
        assert self.all(select(Callback).where(Callback.id == callback.id))[0].state is (
            CallbackState.OPEN
        )

    # --- what must hold ------------------------------------------------------------------------

    @invariant()
    def every_promise_has_one_clock_and_every_told_time_is_kept(self) -> None:
        clocks = self.all(select(ClockRow).where(ClockRow.callback_id.is_not(None)))
        attempts = self.all(select(CallbackAttempt))
        for callback in self.all(select(Callback)):
            mine = [c for c in clocks if c.callback_id == callback.id]
            running = [c for c in mine if _runs(c)]
            if callback.state is CallbackState.OPEN:
                assert [c.due_at for c in running] == [callback.due_at]
            else:
                assert running == []
            told_again = [
                a
                for a in attempts
                if a.callback_id == callback.id and a.result is CallbackResult.PROGRESS
            ]
            assert len(mine) == 1 + len(told_again)

    @invariant()
    def no_promise_hides(self) -> None:
        shown = {line.id for line in self.center("owner").read(find_callbacks, "all", limit=200)}
        assert {c.id for c in self.all(_OPEN_CALLBACKS)} == shown

    @invariant()
    def a_ticket_shows_its_nearest_clock(self) -> None:
        paused = {
            p.clock_id for p in self.all(select(ClockPause).where(ClockPause.to_at.is_(None)))
        }
        clocks = self.all(select(ClockRow).where(ClockRow.ticket_id.is_not(None)))
        for ticket in self.all(select(Ticket)):
            due = [
                c.due_at
                for c in clocks
                if c.ticket_id == ticket.id and _runs(c) and c.id not in paused
            ]
            assert ticket.due_at == (min(due, default=None) if ticket.open else None)

    @invariant()
    def nobody_has_a_complaint_against_themselves_and_every_open_ticket_has_somebody(self) -> None:
        against = {d.ticket_id: d.against_staff_id for d in self.all(select(ComplaintDetail))}
        waiting = {
            e.ticket_id
            for e in self.all(select(Escalation).where(Escalation.state != EscalationState.CLOSED))
        }
        for ticket in self.all(select(Ticket).where(Ticket.open)):
            assert ticket.owner_id is not None or ticket.id in waiting or ticket.due_at is not None
            if ticket.owner_id is not None:
                assert against.get(ticket.id) != ticket.owner_id

    @invariant()
    def only_a_departments_deadline_pauses_and_clocks_end_once(self) -> None:
        rules = {c.id: c.rule for c in self.all(select(ClockRow))}
        assert {rules[p.clock_id] for p in self.all(select(ClockPause))} <= PAUSABLE

    @invariant()
    def archived_means_visited_or_left_out_with_a_reason(self) -> None:
        archived = select(Ticket.id).where(
            Ticket.state == TicketState.ARCHIVED, Ticket.kind == "complaint"
        )
        visits = self.all(select(ReturnVisit))
        for ticket_id in self.all(archived):
            mine = [v for v in visits if v.ticket_id == ticket_id]
            assert mine
            assert all(v.state is not VisitState.OPEN for v in mine)
            assert all(v.waived_reason for v in mine if v.state is VisitState.WAIVED)

    def leaves(self, person: Staff) -> list[Any]:
        """What somebody owes besides callbacks: what they tell customers (C4), visits, measures."""
        return [
            *self.all(select(Escalation).where(*OWED, Escalation.owner_id == person.id)),
            *self.all(
                select(ReturnVisit).where(
                    ReturnVisit.owner_id == person.id, ReturnVisit.state == VisitState.OPEN
                )
            ),
            *self.all(
                select(Measure).where(
                    Measure.owner_id == person.id, Measure.state == MeasureState.OPEN
                )
            ),
        ]

    @invariant()
    def what_was_decided_is_told_by_somebody(self) -> None:
        assert all(e.owner_id is not None for e in self.all(select(Escalation).where(*OWED)))

    def settle(self) -> None:
        """What a desk does every half minute, at noon so that no night keeps it quiet."""
        self.now = self.latest = max(self.now, self.latest)
        local = self.now + timedelta(hours=8)
        noon = local.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(hours=8)
        if noon < self.now:
            noon += timedelta(days=1)
        self.now = self.latest = noon
        self.center("owner").run(raise_alarms)

    @rule()
    def what_is_broken_shows(self) -> None:
        """After a look at the clocks: absent owners and broken times are with the supervisors."""
        self.settle()
        people = {p.id: p for p in self.all(select(Staff))}
        sent_up = self.all(select(Escalation).where(Escalation.state != EscalationState.CLOSED))
        for callback in self.all(_OPEN_CALLBACKS):
            if not self.there(people[callback.owner_id]):
                assert any(e.callback_id == callback.id for e in sent_up)
        for person in people.values():
            waits = [e for e in sent_up if e.staff_id == person.id]
            assert len(waits) <= 1
            assert self.there(person) or not self.leaves(person) or waits
        stages = {(a.clock_id, a.stage) for a in self.all(select(Alarm))}
        paused = {
            p.clock_id for p in self.all(select(ClockPause).where(ClockPause.to_at.is_(None)))
        }
        for clock in self.all(select(ClockRow)):
            if _runs(clock) and clock.id not in paused and clock.due_at < self.now:
                assert (clock.id, AlarmStage.DUE) in stages, clock.rule
                late = self.now - clock.due_at
                if late > POLICY.span(Key.CLOCK_GOES_UP_MINUTES):
                    assert (clock.id, AlarmStage.WENT_UP) in stages, clock.rule


def _runs(clock: ClockRow) -> bool:
    return clock.met_at is None and clock.cancelled_at is None


def _facts(to: TicketState, now: datetime) -> StepFacts:
    """What each state asks for, so that wishes get somewhere."""
    known: dict[str, Any] = {
        "fault": Fault.FAULT, "plan": "上门更换柜门", "told_way": Way.PHONE, "accepted": True,
        "remedy": Remedy.EXCHANGE, "next_contact_at": now + timedelta(days=1), "cause": "出厂前漏检",
        "prevention": "加一道检验", "lesson": "先看照片再约上门", "satisfaction": 4, "opinion": "还行",
    }  # fmt: skip
    wanted = {
        TicketState.APPRAISAL: ("fault",),
        TicketState.PLAN_OFFERED: ("plan", "told_way", "next_contact_at"),
        TicketState.REMEDY: ("accepted", "remedy"),
        TicketState.RESULT_TOLD: ("told_way",),
        TicketState.RETURN_VISIT: ("satisfaction", "opinion"),
        TicketState.ARCHIVED: ("cause", "prevention", "lesson"),
    }.get(to, ())
    return StepFacts(**{name: known[name] for name in wanted})


def test_nothing_promised_is_forgotten(migrated_sqlite_url: str, long_round: bool) -> None:
    class Days(RandomDays):
        template = Path(migrated_sqlite_url.removeprefix("sqlite:///"))

    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=400 if long_round else 4,
            stateful_step_count=60 if long_round else 25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

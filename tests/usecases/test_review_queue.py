"""The supervisors' queue and what is decided on it, on both engines."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.usecases.conftest import House
from tests.usecases.house_of_cases import Cases, found_cases, make_cases
from tests.usecases.test_escalate_ticket import PRESS
from thirdring.domain.case_values import (
    CouponState,
    Decision,
    EscalationKind,
    EscalationState,
    Way,
)
from thirdring.domain.enums import CallbackState, Severity, TicketKind, TicketState
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal
from thirdring.domain.ids import new_id
from thirdring.i18n import render
from thirdring.store.tables import Callback, ClockRow, Coupon, Ticket, TicketNote
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.decide_reviews import decide_reviews
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.find_review import review_counts, review_queue, sent_up_by_me
from thirdring.usecases.log_call import log_call
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.record_transfer import record_transfer
from thirdring.usecases.report_back import report_back
from thirdring.usecases.review_detail import review_detail
from thirdring.usecases.review_rows import ReviewLine
from thirdring.usecases.send_up import About, send_up
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.statements import add_statement, retire_statement
from thirdring.usecases.tell_notice import owed_notices, tell_notice
from thirdring.usecases.undo_decision import undo_decision

pytestmark = pytest.mark.begins_with(make=found_cases)

K, D, S = EscalationKind, Decision, EscalationState


@pytest.fixture
def cases(house: House) -> Cases:
    return make_cases(house)


def sent(
    cases: Cases,
    kind: EscalationKind = K.DIFFICULT,
    kind_of_ticket: TicketKind = TicketKind.COMPLAINT,
    **given: Any,
) -> ReviewLine:
    """A complaint that `lin` sent up."""
    number = cases.open(**given | {"kind": kind_of_ticket})
    cases["lin"].run(escalate_ticket, number, 1, "客户要见负责人", kind=kind)
    return next(one for one in cases["zhao"].read(review_queue) if one.number == number)


def decide(cases: Cases, line: ReviewLine, decision: Decision, **words: Any) -> ReviewLine:
    return cases["zhao"].run(decide_review, line.id, decision, **words)


def clocks(cases: Cases, escalation_id: UUID) -> list[tuple[str, str]]:
    with cases.house.store.begin_read() as session:
        rows = session.scalars(
            select(ClockRow)
            .where(ClockRow.escalation_id == escalation_id)
            .order_by(ClockRow.started_at, ClockRow.id)
        )
        return [(r.rule, "met" if r.met_at else "off" if r.cancelled_at else "runs") for r in rows]


def ticket(cases: Cases, number: str | None) -> Ticket:
    with cases.house.store.begin_read() as session:
        found = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        session.expunge(found)
    return found


def a_callback(cases: Cases, call: Any) -> UUID:
    row = cases["lin"].run(log_call, call(outcome="callback", callback={"minutes": 20}))
    with cases.house.store.begin_read() as session:
        return session.scalars(select(Callback.id).where(Callback.call_id == row.id)).one()


def gone_up(cases: Cases, callback_id: UUID, kind: EscalationKind) -> ReviewLine:
    """The program sent the callback up."""

    def deed(ctx: Any) -> None:
        callback = ctx.session.get(Callback, callback_id)
        about = ctx.session.scalars(select(Ticket).where(Ticket.id == callback.ticket_id)).first()
        send_up(ctx, kind, About(about, callback_id=callback_id), "过时未回", by_program=True)

    cases["lin"].run(deed)
    (line,) = cases["zhao"].read(review_queue)
    return line


# --- the queue ---------------------------------------------------------------------------------


def test_c4_the_queue_is_in_the_order_of_urgency_and_comes_in_pages(cases: Cases) -> None:
    late = sent(cases)
    cases.house.later(minutes=40)
    plain, major = sent(cases), sent(cases, K.MAJOR)
    emergency = sent(cases, K.EMERGENCY)
    queue = cases["zhao"].read(review_queue)
    assert [one.id for one in queue] == [emergency.id, major.id, late.id, plain.id]
    assert [one.overdue for one in queue] == [False, False, True, False]
    first = cases["zhao"].read(review_queue, limit=3)
    assert [one.id for one in first] == [one.id for one in queue[:3]]
    rest = cases["zhao"].read(review_queue, limit=3, after=first[-1].id)
    assert [one.id for one in rest] == [plain.id]
    line = queue[3]
    assert (line.rule, line.level, line.state, line.sent_by) == ("C4", 1, S.OPEN, "lin")
    assert (line.name, line.reason, line.about) == (
        "王雅琴", "客户要见负责人", "沙发原定 20 日送货，至今未到",
    )  # fmt: skip
    assert line.due_at == cases.house.now + timedelta(minutes=30)
    assert line.may == {D.TAKE_OVER, D.RETURN_PLAN, D.REASSIGN, D.CALLED_BACK, D.RAISE_LEVEL}


def test_c4_only_who_decides_sees_the_queue(cases: Cases) -> None:
    line = sent(cases)
    for login in ("lin", "he", "root"):
        for deed in (review_queue, review_counts, lambda ctx: review_detail(ctx, line.id)):
            with pytest.raises(NotPermitted):
                cases[login].read(deed)
        with pytest.raises(NotPermitted):
            cases[login].run(decide_review, line.id, D.TAKE_OVER)
        with pytest.raises(NotPermitted):
            cases[login].run(decide_reviews, [line.id], D.TAKE_OVER)


def test_c4_the_counts_say_what_waits_and_what_was_done_today(cases: Cases) -> None:
    lines = [sent(cases), sent(cases), sent(cases, K.EMERGENCY)]
    decide(cases, lines[0], D.TAKE_OVER)
    decide(cases, lines[1], D.RETURN_PLAN, plan="今天换货")
    cases.house.later(minutes=6)
    counts = cases["zhao"].read(review_counts)
    assert (counts.waiting, counts.taken, counts.returned) == (1, 1, 1)
    assert (counts.overdue, counts.emergencies, counts.mine, counts.decided_today) == (1, 1, 1, 2)
    assert cases["qian"].read(review_counts).decided_today == 0
    cases.house.later(days=1)
    assert cases["zhao"].read(review_counts).decided_today == 0


# --- take over, return, report back ------------------------------------------------------------


def test_c4_who_takes_over_has_it_and_the_agent_keeps_tracking(cases: Cases) -> None:
    line = sent(cases)
    cases.house.later(minutes=10)
    taken = decide(cases, line, D.TAKE_OVER, version=line.version)
    assert (taken.state, taken.owner, taken.decision, taken.decided_by) == (
        S.TAKEN, "zhao", D.TAKE_OVER, "zhao",
    )  # fmt: skip
    assert taken.decided_at == cases.house.now
    assert (taken.due_at, taken.overdue) == (None, False)
    assert clocks(cases, line.id) == [("C4", "met")]
    kept = ticket(cases, line.number)
    assert (kept.owner_id, kept.escalation_level) == (cases.staff_id("lin"), 1)
    assert D.TAKE_OVER not in taken.may
    story = [render(e.sentence) for e in cases["lin"].read(show_ticket, line.number or "").timeline]
    assert "Decided: Take over" in story


def test_c4_a_plan_returns_to_the_agent_who_reports_back(cases: Cases) -> None:
    line = sent(cases)
    back = decide(cases, line, D.RETURN_PLAN, plan="当天上门拆回检测")
    assert (back.state, back.plan) == (S.RETURNED, "当天上门拆回检测")
    assert back.report_due_at == cases.house.now + timedelta(minutes=60)
    assert clocks(cases, line.id) == [("C4", "met"), ("C4", "runs")]
    (mine,) = cases["lin"].read(sent_up_by_me)
    assert (mine.id, mine.report_due_at) == (line.id, back.report_due_at)
    with pytest.raises(NotPermitted):
        cases["sun"].run(report_back, line.id, "x")
    with pytest.raises(Refusal) as refused:
        cases["lin"].run(report_back, line.id, " ")
    assert (refused.value.rule, refused.value.field) == ("D5", "note")
    cases.house.later(minutes=20)
    done = cases["lin"].run(report_back, line.id, "已告诉客户今天 16 点上门", version=back.version)
    assert (done.state, done.report_due_at) == (S.CLOSED, None)
    assert clocks(cases, line.id) == [("C4", "met"), ("C4", "met")]
    assert ticket(cases, line.number).escalation_level == 0
    assert cases["zhao"].read(review_queue) == ()
    with cases.house.store.begin_read() as session:
        notes = session.execute(select(TicketNote.text, TicketNote.told_customer)).all()
    assert ("已告诉客户今天 16 点上门", True) in [tuple(note) for note in notes]
    with pytest.raises(Refusal):
        cases["lin"].run(report_back, line.id, "再说一次")


def test_c4_what_was_returned_may_be_taken_over_and_is_reported_no_more(cases: Cases) -> None:
    line = sent(cases)
    decide(cases, line, D.RETURN_PLAN, plan="今天换货")
    cases.house.later(minutes=5)
    taken = decide(cases, line, D.TAKE_OVER)
    assert (taken.state, taken.report_due_at) == (S.TAKEN, None)
    assert clocks(cases, line.id) == [("C4", "met"), ("C4", "off")]
    cases.house.later(minutes=5)
    again = decide(cases, line, D.RETURN_PLAN, plan="今天退货")
    assert again.plan == "今天退货"
    assert clocks(cases, line.id)[-1] == ("C4", "runs")


def test_d8_the_plan_of_the_person_in_charge_meets_the_clock_and_nothing_less(
    cases: Cases,
) -> None:
    line = sent(cases, K.NOT_SATISFIED)
    assert (line.rule, line.level) == ("D8", 2)
    decide(cases, line, D.TAKE_OVER)
    assert clocks(cases, line.id) == [("D8", "runs")]
    with pytest.raises(Refusal) as refused:
        decide(cases, line, D.RETURN_PLAN)
    assert (refused.value.rule, refused.value.field) == ("D8", "plan")
    decide(cases, line, D.RETURN_PLAN, plan="整床更换")
    assert clocks(cases, line.id) == [("D8", "met"), ("C4", "runs")]


# --- reassign, call back, raise ----------------------------------------------------------------


def test_c10_a_case_is_handed_on_with_a_reason_to_somebody_who_may(cases: Cases) -> None:
    line = sent(cases)
    for words, field in (({"to": "sun"}, "reason"), ({"reason": "忙"}, "to")):
        with pytest.raises(Refusal) as refused:
            decide(cases, line, D.REASSIGN, **words)
        assert (refused.value.rule, refused.value.field) == ("C10", field)
    with pytest.raises(Refusal):
        decide(cases, line, D.REASSIGN, to="he", reason="忙")
    done = decide(cases, line, D.REASSIGN, to="sun", reason="林晓梅今天下午培训")
    assert done.state is S.CLOSED
    kept = ticket(cases, line.number)
    assert (kept.owner_id, kept.escalation_level) == (cases.staff_id("sun"), 0)


def test_c10_g9_nobody_takes_on_what_stands_against_them(cases: Cases) -> None:
    line = sent(cases, against="sun")
    with pytest.raises(NotPermitted) as refused:
        decide(cases, line, D.REASSIGN, to="sun", reason="忙")
    assert refused.value.rule == "G9"
    assert ticket(cases, line.number).owner_id == cases.staff_id("lin")


def test_c10_a_callback_without_a_present_owner_is_handed_on(cases: Cases, call: Any) -> None:
    callback_id = a_callback(cases, call)
    line = gone_up(cases, callback_id, K.ABSENT)
    decide(cases, line, D.REASSIGN, to="sun", reason="林晓梅离岗")
    with cases.house.store.begin_read() as session:
        owner = session.scalars(select(Callback.owner_id)).one()
    assert owner == cases.staff_id("sun")
    assert cases["zhao"].read(review_queue) == ()


def test_d5_the_agent_sees_that_the_reviewer_called_back(cases: Cases, call: Any) -> None:
    callback_id = a_callback(cases, call)
    line = gone_up(cases, callback_id, K.OVERDUE)
    done = decide(cases, line, D.CALLED_BACK, reason="已向客户说明，明早送到")
    assert (done.state, done.decision, done.decided_by) == (S.CLOSED, D.CALLED_BACK, "zhao")
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(Callback.state)).one() is CallbackState.DONE
    entries = cases["lin"].read(show_ticket, line.number or "").timeline
    decided = next(e for e in entries if e.verb == "decided")
    assert (render(decided.sentence), decided.actor) == ("Decided: Called back", "zhao")
    assert decided.words == "已向客户说明，明早送到"


def test_e5_raised_to_leadership_it_waits_anew_and_its_recipients_are_told(
    cases: Cases, call: Any
) -> None:
    cases["lin"].run(log_call, call(**PRESS))
    (line,) = cases["zhao"].read(review_queue)
    decide(cases, line, D.TAKE_OVER)
    with pytest.raises(Refusal) as refused:
        decide(cases, line, D.RAISE_LEVEL)
    assert refused.value.field == "reason"
    up = decide(cases, line, D.RAISE_LEVEL, reason="记者要求总部答复")
    assert (up.kind, up.rule, up.level, up.state) == (K.PRESS_NOT_CONTENT, "E5", 3, S.OPEN)
    assert (up.owner, up.decision) == (None, D.RAISE_LEVEL)
    assert clocks(cases, line.id) == [("E1", "runs"), ("E5", "runs")]
    told = cases["zhao"].read(review_detail, line.id).recipients
    assert {"general_manager", "group_hotline_office"} <= {one.post for one in told}
    assert {one.rule for one in told} == {"E1", "E5"}
    assert D.RAISE_LEVEL not in up.may
    with pytest.raises(Refusal):
        decide(cases, line, D.RAISE_LEVEL, reason="再高一级")


@pytest.mark.parametrize("asked", [1, 3])
def test_e5_what_goes_to_level_3_is_told_to_leadership_and_ends_only_with_that(
    cases: Cases, asked: int
) -> None:
    number = cases.open(kind=TicketKind.COMPLAINT, name="周敏", raised="护栏脱落，致电 13800002094")
    cases["lin"].run(escalate_ticket, number, asked, "客户要见总部")
    (line,) = cases["zhao"].read(review_queue)
    if asked < 3:
        assert not cases["zhao"].read(owed_notices, line.id)
        for why in ("要负责人答复", "要总部答复"):
            line = decide(cases, line, D.RAISE_LEVEL, reason=why)
    assert (line.kind, line.rule, line.level) == (K.DIFFICULT, "C4", 3)
    owed = cases["zhao"].read(owed_notices, line.id)
    assert {(one.post, one.rule) for one in owed} == {
        ("general_manager", "E5"), ("group_hotline_office", "E5"),
    }  # fmt: skip
    assert all("周敏" not in one.body and "13800002094" not in one.body for one in owed)  # J6
    told = cases["zhao"].read(review_detail, line.id).recipients
    assert [(one.post, one.rule, one.told_at) for one in told] == [
        ("general_manager", "E5", None), ("group_hotline_office", "E5", None),
    ]  # fmt: skip
    decided = decide(cases, line, D.CALLED_BACK, reason="总经理已致电说明")
    assert decided.state is not S.CLOSED
    cases["zhao"].run(advance_ticket, number, TicketState.WITHDRAWN, reason="客户撤回")
    for one in owed:
        assert [row for row in clocks(cases, line.id) if row[1] == "runs"] == [("E5", "runs")]
        cases["zhao"].run(tell_notice, one.id, Way.PHONE)
    assert not cases["zhao"].read(review_queue)


# --- taking a decision back --------------------------------------------------------------------


@pytest.mark.parametrize("taken_first", [False, True])
def test_c4_a_plan_is_taken_back_as_if_never_given_but_for_the_story(
    cases: Cases, taken_first: bool
) -> None:
    line = sent(cases)
    if taken_first:
        line = decide(cases, line, D.TAKE_OVER)
    before, running = line, clocks(cases, line.id)
    cases.house.later(minutes=1)
    line = decide(cases, line, D.RETURN_PLAN, plan="明早送到")
    assert line.report_due_at is not None
    cases.house.later(seconds=9)
    with pytest.raises(NotPermitted):
        cases["lin"].run(undo_decision, line.id)
    back = cases["zhao"].run(undo_decision, line.id, version=line.version)
    assert (back.state, back.owner, back.decision, back.decided_at, back.plan, back.due_at) == (
        before.state, before.owner, before.decision, before.decided_at, None, before.due_at,
    )  # fmt: skip
    assert back.report_due_at is None
    assert clocks(cases, line.id) == [*running, ("C4", "off")]
    story = cases["zhao"].read(show_ticket, str(line.number)).timeline
    assert {"Decision taken back: Return with a plan", "Decided: Return with a plan"} <= {
        render(one.sentence) for one in story
    }
    with pytest.raises(Refusal):  # once
        cases["zhao"].run(undo_decision, line.id)


def test_c4_what_is_late_or_out_already_is_not_taken_back(cases: Cases) -> None:
    late, called = sent(cases), sent(cases)
    decide(cases, late, D.TAKE_OVER)
    decide(cases, called, D.RAISE_LEVEL, reason="要求负责人")
    with pytest.raises(Refusal):
        cases["zhao"].run(undo_decision, called.id)
    cases.house.later(seconds=31)
    with pytest.raises(Refusal):
        cases["zhao"].run(undo_decision, late.id)


# --- statements, telling, live transfer --------------------------------------------------------


def publish(cases: Cases, **validity: date) -> UUID:
    row = cases["zhao"].run(
        add_statement, "活动退款说明", "退款按实付金额原路退回。",
        **({"valid_from": date(2026, 11, 10)} | validity),
    )  # fmt: skip
    return row.id


def test_e4_only_a_statement_in_force_is_given_and_by_a_superior(cases: Cases, call: Any) -> None:
    cases["lin"].run(log_call, call(**PRESS))
    (line,) = cases["zhao"].read(review_queue)
    good = publish(cases)
    bad = [
        publish(cases, valid_from=date(2026, 11, 23)),
        publish(cases, valid_until=date(2026, 11, 21)),
        publish(cases),
    ]
    cases["zhao"].run(retire_statement, bad[-1])
    for statement_id in bad:
        with pytest.raises(Refusal) as refused:
            decide(cases, line, D.STATEMENT, statement_id=statement_id)
        assert (refused.value.rule, refused.value.field) == ("E4", "statement")
    assert [one.id for one in cases["zhao"].read(review_detail, line.id).statements] == [good]
    given = decide(cases, line, D.STATEMENT, statement_id=good, reason="已读给记者")
    # E1: told to nobody yet, so it stays in the queue with whoever decided.
    assert (given.state, given.owner, given.decision) == (S.TAKEN, "zhao", D.STATEMENT)
    words = [e.words for e in cases["lin"].read(show_ticket, line.number or "").timeline]
    assert "活动退款说明\n已读给记者" in words


def test_e4_a_statement_is_for_special_callers_only(cases: Cases) -> None:
    line = sent(cases)
    with pytest.raises(Refusal):
        decide(cases, line, D.STATEMENT, statement_id=publish(cases))


def test_d9_a_decided_case_closes_once_its_recipients_are_told(cases: Cases) -> None:
    cases.open(severity=Severity.MAJOR)
    (line,) = cases["zhao"].read(review_queue)
    assert line.rule == "D9"
    decided = decide(cases, line, D.CALLED_BACK, plan="已致歉并安排检测")
    assert decided.state is S.TAKEN
    assert clocks(cases, line.id) == [("D9", "runs")]
    detail = cases["zhao"].read(review_detail, line.id)
    assert [(one.post, one.told_at) for one in detail.recipients] == [
        ("service_manager", None), ("group_satisfaction_office", None),
    ]  # fmt: skip
    first, second = cases["zhao"].read(owed_notices, line.id)
    cases["zhao"].run(tell_notice, first.id, Way.PHONE)
    told = {one.notice_id: one for one in cases["zhao"].read(review_detail, line.id).recipients}
    assert (told[first.id].told_by, told[first.id].told_way) == ("zhao", Way.PHONE)
    assert told[second.id].told_at is None
    cases["zhao"].run(tell_notice, second.id, Way.EMAIL)
    assert clocks(cases, line.id) == [("D9", "met")]
    assert cases["zhao"].read(review_queue) == ()
    assert ticket(cases, line.number).escalation_level == 0


def test_e2_e3_who_took_the_call_while_it_ran_has_the_case(cases: Cases, call: Any) -> None:
    lawyer = PRESS | {
        "caller_type": "lawyer",
        "protocol": {"questions": "检测报告", "demands": "书面答复", "help_expected": "协商"},
    }
    cases["lin"].run(log_call, call(**lawyer, transferred_to="zhao", transfer_taken=True))
    (line,) = cases["zhao"].read(review_queue)
    assert (line.rule, line.live_to, line.owner, line.state) == ("E2", "zhao", "zhao", S.TAKEN)
    cases["lin"].run(
        log_call,
        call(**lawyer | {"caller_type": "authority"}, transferred_to="zhao", transfer_taken=False),
    )
    waits = next(one for one in cases["zhao"].read(review_queue) if one.rule == "E3")
    assert (waits.live_to, waits.state) == (None, S.OPEN)
    with pytest.raises(Refusal):
        cases["lin"].run(record_transfer, waits.id, "sun", taken=True)
    with pytest.raises(NotPermitted):
        cases["sun"].run(record_transfer, waits.id, "qian", taken=True)
    taken = cases["lin"].run(record_transfer, waits.id, "qian", taken=True)
    assert (taken.live_to, taken.owner, taken.state) == ("qian", "qian", S.TAKEN)
    story = [
        render(e.sentence) for e in cases["lin"].read(show_ticket, taken.number or "").timeline
    ]
    assert "Call put through to zhao, not taken" in story
    assert "Call put through to qian, who took it" in story


def test_e2_g9_a_call_is_not_put_through_to_whom_it_is_against(cases: Cases) -> None:
    line = sent(cases, against="qian")
    with pytest.raises(NotPermitted) as refused:
        cases["lin"].run(record_transfer, line.id, "qian", taken=True)
    assert refused.value.rule == "G9"
    assert cases["lin"].run(record_transfer, line.id, "zhao", taken=True).owner == "zhao"


# --- coupons, against oneself, conflicts, many at once -----------------------------------------


def ask(cases: Cases, by: str = "lin") -> tuple[ReviewLine, UUID]:
    number = cases.open(by)
    coupon = cases[by].run(ask_coupon, number, Decimal("600.00"), "灯具碎裂，补偿")
    line = next(one for one in cases["zhao"].read(review_queue) if one.coupon_id == coupon.id)
    return line, coupon.id


@pytest.mark.parametrize(
    ("decision", "state"),
    [(D.APPROVE, CouponState.APPROVED), (D.REFUSE, CouponState.REFUSED)],
)
def test_d7_a_coupon_is_decided_in_the_queue_and_the_asker_tells_the_customer(
    cases: Cases, decision: Decision, state: CouponState
) -> None:
    line, coupon_id = ask(cases)
    assert line.may == {D.APPROVE, D.REFUSE}
    detail = cases["zhao"].read(review_detail, line.id)
    assert detail.coupon is not None
    assert (detail.coupon.amount, detail.coupon.need) == (Decimal("600.00"), "灯具碎裂，补偿")
    if decision is D.REFUSE:
        with pytest.raises(Refusal) as refused:
            decide(cases, line, decision)
        assert (refused.value.rule, refused.value.field) == ("D7", "reason")
    done = decide(cases, line, decision, reason="证据齐全")
    assert (done.state, done.decision, done.decided_by) == (S.RETURNED, decision, "zhao")
    with cases.house.store.begin_read() as session:
        assert session.scalars(select(Coupon.state).where(Coupon.id == coupon_id)).one() is state
    assert clocks(cases, line.id) == [("D7", "met"), ("C4", "runs")]
    assert cases["lin"].run(report_back, line.id, "已告知客户").state is S.CLOSED


def test_d7_nobody_approves_what_they_asked_for(cases: Cases) -> None:
    line, coupon_id = ask(cases, by="zhao")
    with pytest.raises(NotPermitted) as refused:
        decide(cases, line, D.APPROVE)
    assert refused.value.rule == "D7"
    with cases.house.store.begin_read() as session:
        kept = session.scalars(select(Coupon.state).where(Coupon.id == coupon_id)).one()
    assert kept is CouponState.REQUESTED
    assert cases["qian"].run(decide_review, line.id, D.APPROVE).decision is D.APPROVE


def test_g9_nobody_decides_what_stands_against_them_or_sees_who_complained(cases: Cases) -> None:
    line = sent(cases, against="zhao")
    assert (line.against_me, line.may, line.name) == (True, frozenset(), "王**")
    detail = cases["zhao"].read(review_detail, line.id)
    assert detail.ticket is not None
    assert detail.ticket.name != "王雅琴"
    assert detail.earlier == ()
    for decision in (D.TAKE_OVER, D.CALLED_BACK):
        with pytest.raises(NotPermitted) as refused:
            decide(cases, line, decision)
        assert refused.value.rule == "G9"
    assert cases["qian"].run(decide_review, line.id, D.TAKE_OVER).owner == "qian"


def test_c4_two_reviewers_do_not_decide_the_same_case_unseen(cases: Cases) -> None:
    line = sent(cases)
    decide(cases, line, D.TAKE_OVER)
    with pytest.raises(Conflict) as conflict:
        cases["qian"].run(decide_review, line.id, D.CALLED_BACK, version=line.version)
    theirs: Any = conflict.value.theirs
    assert theirs.owner == "zhao"
    decide(cases, line, D.CALLED_BACK)
    with pytest.raises(Refusal):
        decide(cases, line, D.TAKE_OVER)
    with pytest.raises(NotFound):
        cases["zhao"].run(decide_review, new_id(), D.TAKE_OVER)


def test_c4_many_at_once_report_each_for_itself(cases: Cases) -> None:
    plain, own = sent(cases), sent(cases, against="zhao")
    coupon, _ = ask(cases)
    gone = new_id()
    ids = [plain.id, own.id, plain.id, coupon.id, gone]
    rows = cases["zhao"].run(decide_reviews, ids, D.TAKE_OVER)
    assert [(row.id, row.done, row.rule) for row in rows] == [
        (plain.id, True, ""), (own.id, False, "G9"), (coupon.id, False, "D7"), (gone, False, ""),
    ]  # fmt: skip
    assert all(row.done or row.why for row in rows)
    by_id = {one.id: one for one in cases["qian"].read(review_queue)}
    assert (by_id[plain.id].state, by_id[own.id].state) == (S.TAKEN, S.OPEN)
    rows = cases["zhao"].run(
        decide_reviews, [own.id, plain.id], D.REASSIGN, to="sun", reason="人手调整"
    )
    assert [row.done for row in rows] == [False, True]
    assert ticket(cases, plain.number).owner_id == cases.staff_id("sun")


def test_c4_what_a_refused_one_of_many_had_written_is_gone_and_only_that(cases: Cases) -> None:
    has_it, moves = sent(cases), sent(cases)
    cases["zhao"].run(reassign_ticket, moves.number or "", "sun", reason="人手调整")
    rows = cases["zhao"].run(
        decide_reviews, [has_it.id, moves.id], D.REASSIGN, to="lin", reason="回到原处"
    )
    assert [row.done for row in rows] == [False, True]
    (left,) = cases["zhao"].read(review_queue)
    assert (left.id, left.state, left.decision) == (has_it.id, S.OPEN, None)
    assert clocks(cases, has_it.id) == [("C4", "runs")]


def test_c4_the_page_shows_earlier_tickets_plans_and_clocks(cases: Cases) -> None:
    before = cases.open(raised="灯具碎裂")
    line = sent(cases)
    decide(cases, line, D.RETURN_PLAN, plan="今天换货")
    detail = cases["zhao"].read(review_detail, line.id)
    assert [one.number for one in detail.earlier] == [before]
    assert [(one.text, one.by) for one in detail.plans] == [("今天换货", "zhao")]
    assert {"C4", "D4"} <= {one.rule for one in detail.clocks}
    assert detail.ticket is not None
    assert detail.ticket.fields.number == line.number
    assert (detail.coupon, detail.recipients, detail.protocol) == (None, (), None)


def test_e1_the_page_shows_what_the_press_asked(cases: Cases, call: Any) -> None:
    cases["lin"].run(log_call, call(**PRESS))
    (line,) = cases["zhao"].read(review_queue)
    detail = cases["zhao"].read(review_detail, line.id)
    assert detail.protocol is not None
    assert (detail.protocol.outlet, detail.protocol.questions) == ("城市晚报", "退款如何计算")
    assert len(detail.recipients) == 5
    assert {one.label for one in detail.recipients} >= {"Service manager", "General manager"}


def test_c4_a_case_ends_with_its_ticket(cases: Cases) -> None:
    line = sent(cases, kind_of_ticket=TicketKind.ENQUIRY)
    decide(cases, line, D.TAKE_OVER)
    number = line.number or ""
    cases["zhao"].run(advance_ticket, number, TicketState.WITHDRAWN, reason="客户撤回")
    assert cases["zhao"].read(review_queue) == ()

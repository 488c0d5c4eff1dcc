"""Absence and handing over on both engines: no promise without somebody present (C6, C10)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.usecases import callbacks
from tests.usecases.cases import filed, ticket_row, walk
from thirdring.domain.case_values import Decision, EscalationKind, EscalationState, VisitReason
from thirdring.domain.enums import CallbackResult, CallbackState, Role, TicketState
from thirdring.domain.errors import NotFound, NotPermitted, Refusal
from thirdring.store.tables import ReturnVisit, Ticket
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.find_callbacks import unowned_promises
from thirdring.usecases.find_review import review_queue, sent_up_by_me
from thirdring.usecases.hand_over_callbacks import hand_over_callbacks
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.manage_staff import (
    StaffChange,
    change_staff,
    deactivate,
    list_staff,
    reactivate,
)
from thirdring.usecases.mark_absent import mark_absent, mark_present, what_is_owed
from thirdring.usecases.measures import (
    NewMeasure,
    add_measure,
    close_measure,
    give_measure,
    list_measures,
)
from thirdring.usecases.raise_alarms import alarms_due, my_alarms, raise_alarms
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.report_back import report_back
from thirdring.usecases.return_visits import VisitResult, plan_visit, record_visit
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.tasks import NewTask, add_task, finish_task

COMPLAINT = {"severity": "ordinary", "nature": "delivery", "wants": "尽快送货",
             "against_kind": "none"}  # fmt: skip


@pytest.fixture
def desk(house: Any) -> Any:
    house.lin = house.hire("lin", Role.AGENT)
    house.chen = house.hire("chen", Role.AGENT)
    house.boss = house.hire("zhao", Role.SUPERVISOR)
    return house


def test_c6_marking_absent_lists_what_is_owed_and_queues_each_promise(desk: Any) -> None:
    later, sooner = callbacks.promise(desk, desk.lin, 60), callbacks.promise(desk, desk.lin, 20)
    redial = callbacks.cut_off(desk, desk.lin)
    callbacks.promise(desk, desk.chen, 20)
    owed = desk.boss.run(mark_absent, "lin", None)
    assert [line.id for line in owed.callbacks] == [redial, sooner, later]
    assert all(line.owner_absent for line in owed.callbacks)
    assert len(owed.tickets) == 2
    waiting = callbacks.sent_up(desk, "open")
    assert {e.callback_id for e in waiting} == {redial, sooner, later}
    assert {(e.kind, e.rule, e.sent_by) for e in waiting} == {(EscalationKind.ABSENT, "C6", None)}
    assert [line.id for line in desk.boss.read(unowned_promises)] == [redial, sooner, later]
    desk.boss.run(mark_absent, "lin", desk.now + timedelta(hours=1))
    assert len(callbacks.sent_up(desk)) == 3


def test_c6_back_early_the_promises_are_ones_own_again(desk: Any) -> None:
    callbacks.promise(desk, desk.lin, 60)
    desk.boss.run(mark_absent, "lin", desk.now + timedelta(hours=4))
    desk.boss.run(mark_present, "lin")
    assert callbacks.sent_up(desk, "open") == []
    assert desk.boss.read(unowned_promises) == ()
    (ticket,) = callbacks.all_of(desk, Ticket)
    assert ticket.escalation_level == 0


def test_c6_an_account_out_of_use_leaves_its_promises_in_the_queue(desk: Any) -> None:
    promised = callbacks.promise(desk, desk.lin, 60)
    desk.owner.run(deactivate, "lin")
    assert [e.callback_id for e in callbacks.sent_up(desk, "open")] == [promised]
    assert [line.id for line in desk.boss.read(unowned_promises)] == [promised]
    desk.owner.run(reactivate, "lin")
    assert callbacks.sent_up(desk, "open") == []


def test_h5_who_marks_absent_without_seeing_customers_sees_none(desk: Any) -> None:
    hr = desk.hire("hr", Role.HR)
    callbacks.promise(desk, desk.lin, 60)
    (line,) = hr.run(mark_absent, "lin", None).callbacks
    assert (line.name, line.number) == ("王**", "138****5678")
    with pytest.raises(NotPermitted):
        hr.read(unowned_promises)
    with pytest.raises(NotPermitted):
        desk.chen.read(what_is_owed, "lin")
    assert len(hr.read(what_is_owed, "lin").callbacks) == 1


def test_c6_handed_over_with_its_clock_as_it_was(desk: Any) -> None:
    promised, redial = callbacks.promise(desk, desk.lin, 20), callbacks.cut_off(desk, desk.lin)
    kept = callbacks.promise(desk, desk.lin, 20)
    desk.lin.run(keep_callback, kept, CallbackResult.DONE)
    told = callbacks.told_times(desk, promised)
    desk.boss.run(mark_absent, "lin", None)
    desk.later(minutes=5)
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "病假一天")
    assert (moved.count, set(moved.callbacks), moved.left) == (2, {promised, redial}, ())
    for callback_id in (promised, redial):
        row = callbacks.row(desk, callback_id)
        assert (row.owner_id, row.handed_reason) == (desk.chen.staff_id, "病假一天")
    assert callbacks.told_times(desk, promised) == told
    assert callbacks.row(desk, kept).owner_id == desk.lin.staff_id
    # The tickets were not handed over: they wait by themselves, and with them no callback.
    (line,) = callbacks.sent_up(desk, "open")
    assert (line.callback_id, line.staff_id) == (None, desk.lin.staff_id)
    assert desk.boss.read(unowned_promises) == ()
    assert {e.subject_id for e in callbacks.events(desk, "callback_handed_over")} == {
        promised, redial,
    }  # fmt: skip
    ticket_id = callbacks.row(desk, promised).ticket_id
    story = desk.boss.read(show_ticket, ticket_id).timeline
    (told_so,) = [e for e in story if e.verb == "callback_handed_over"]
    assert (str(told_so.sentence), told_so.words, told_so.rule) == (
        "Callback handed over to chen", "病假一天", "C6",
    )  # fmt: skip


def test_c10_handing_over_needs_a_supervisor_and_a_reason(desk: Any) -> None:
    promised = callbacks.promise(desk, desk.lin, 20)
    with pytest.raises(NotPermitted):
        desk.lin.run(hand_over_callbacks, "lin", "chen", "太忙")
    with pytest.raises(Refusal) as refused:
        desk.boss.run(hand_over_callbacks, "lin", "chen", " ")
    assert (refused.value.rule, refused.value.field) == ("C10", "reason")
    assert callbacks.row(desk, promised).owner_id == desk.lin.staff_id


def test_c6_only_to_somebody_who_is_there_and_calls_back(desk: Any) -> None:
    desk.hire("hr", Role.HR)
    desk.hire("gone", Role.AGENT)
    desk.owner.run(deactivate, "gone")
    desk.boss.run(mark_absent, "chen", desk.now + timedelta(hours=1))
    callbacks.promise(desk, desk.lin, 20)
    for to in ("chen", "hr", "gone", "lin"):
        with pytest.raises(Refusal) as refused:
            desk.boss.run(hand_over_callbacks, "lin", to, "病假")
        assert (refused.value.rule, refused.value.field) == ("C6", "to")
    with pytest.raises(NotFound):
        desk.boss.run(hand_over_callbacks, "lin", "nobody", "病假")
    desk.later(hours=1)
    assert desk.boss.run(hand_over_callbacks, "lin", "chen", "病假").count == 1


def test_c6_some_of_them_and_what_was_kept_meanwhile_stays(desk: Any) -> None:
    one, two, three = (callbacks.promise(desk, desk.lin, 20) for _ in range(3))
    desk.lin.run(keep_callback, two, CallbackResult.DONE)
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "换班", ids=[one, two])
    assert (moved.callbacks, moved.left) == ((one,), (two,))
    assert callbacks.row(desk, two).state is CallbackState.DONE
    assert callbacks.row(desk, three).owner_id == desk.lin.staff_id


def test_c10_the_tickets_go_along_when_asked(desk: Any) -> None:
    promised = callbacks.promise(desk, desk.lin, 20, complaint=COMPLAINT)
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "离职", with_tickets=True)
    (ticket,) = callbacks.all_of(desk, Ticket)
    assert (moved.tickets, ticket.owner_id) == ((ticket.number,), desk.chen.staff_id)
    assert ticket.id == callbacks.row(desk, promised).ticket_id


def test_g9_a_promise_is_not_handed_to_whom_its_complaint_is_against(desk: Any) -> None:
    against = COMPLAINT | {"against_kind": "employee", "against": "chen"}
    theirs = callbacks.promise(desk, desk.lin, 20, complaint=against)
    other = callbacks.promise(desk, desk.lin, 20)
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "病假")
    assert (moved.callbacks, moved.left) == ((other,), (theirs,))
    assert callbacks.row(desk, theirs).owner_id == desk.lin.staff_id


def everything_of(desk: Any, who: Any) -> dict[str, Any]:
    """A ticket, a visit without one and a task of `who`, with a callback; their ids."""
    promised = callbacks.promise(desk, who, 60)
    number = filed(who, against_kind="none", against=None).number
    visit = who.run(
        plan_visit, VisitReason.ASKED, name="李静", number="13900001111", about="问安装"
    )
    due = desk.now + timedelta(hours=3)
    task = who.run(add_task, NewTask("备好会员月海报", due, owner=who_login(desk, who)))
    return {"callback": promised, "ticket": ticket_row(desk, number).id, "visit": visit.id,
            "task": task.id}  # fmt: skip


def who_login(desk: Any, who: Any) -> str:
    login: str = who.read(lambda ctx: ctx.actor.login)
    return login


def waiting(desk: Any) -> set[Any]:
    """What waits because its owner isn't there."""
    lines = desk.boss.read(review_queue)
    return {line.callback_id or line.absent for line in lines if line.kind is EscalationKind.ABSENT}


def test_c6_c10_tickets_visits_and_tasks_of_an_absent_person_wait_too(desk: Any) -> None:
    owed = everything_of(desk, desk.lin)
    tickets = {t.id for t in callbacks.all_of(desk, Ticket)}
    listed = desk.boss.run(mark_absent, "lin", None)
    assert {t.id for t in listed.tickets} == tickets
    assert [v.id for v in listed.visits] == [owed["visit"]]
    assert [(t.id, t.title) for t in listed.tasks] == [(owed["task"], "备好会员月海报")]
    assert waiting(desk) == {owed["callback"], "lin"}
    assert not desk.boss.read(alarms_due)
    desk.boss.run(mark_present, "lin")
    assert waiting(desk) == set()


def test_c6_an_absence_that_begins_and_ends_by_itself_is_noticed(desk: Any) -> None:
    owed = everything_of(desk, desk.lin)
    desk.boss.run(mark_absent, "lin", desk.now + timedelta(minutes=10))
    desk.later(minutes=11)
    assert desk.chen.read(alarms_due)
    desk.chen.run(raise_alarms)
    assert waiting(desk) == set()
    desk.boss.run(mark_absent, "lin", None)
    assert waiting(desk) == {owed["callback"], "lin"}
    desk.boss.run(finish_task, owed["task"])
    desk.boss.run(record_visit, owed["visit"], VisitResult(satisfaction=4))
    desk.chen.run(raise_alarms)
    assert waiting(desk) == {owed["callback"], "lin"}
    desk.boss.run(reassign_ticket, owed["ticket"], "chen", reason="病假")
    assert desk.chen.read(alarms_due)
    desk.chen.run(raise_alarms)
    assert waiting(desk) == {owed["callback"]}


def test_c6_everything_is_handed_over_at_once(desk: Any) -> None:
    owed = everything_of(desk, desk.lin)
    desk.boss.run(mark_absent, "lin", None)
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "病假", everything=True)
    assert (moved.callbacks, moved.visits, moved.tasks) == (
        (owed["callback"],), (owed["visit"],), (owed["task"],),
    )  # fmt: skip
    assert len(moved.tickets) == len(set(moved.tickets)) == 2
    assert waiting(desk) == set()
    left = desk.boss.read(what_is_owed, "lin")
    assert (left.callbacks, left.tickets, left.visits, left.tasks) == ((), (), (), ())
    theirs = desk.boss.read(what_is_owed, "chen")
    assert [len(x) for x in (theirs.callbacks, theirs.tickets, theirs.visits, theirs.tasks)] == [
        1, 2, 1, 1,
    ]  # fmt: skip


def test_g9_a_ticket_is_not_handed_to_whom_it_is_against(desk: Any) -> None:
    number = filed(desk.lin, against_kind="employee", against="chen").number
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "病假", everything=True)
    assert (moved.tickets, moved.left_tickets) == ((), (number,))


def test_c6_each_can_be_given_to_somebody_else_from_the_queue(desk: Any) -> None:
    owed = everything_of(desk, desk.lin)
    desk.boss.run(mark_absent, "lin", None)
    lines = {line.absent: line for line in desk.boss.read(review_queue)}
    assert lines["lin"].may == {Decision.TAKE_OVER, Decision.REASSIGN, Decision.RAISE_LEVEL}
    for line in (lines[None], lines["lin"]):
        desk.boss.run(decide_review, line.id, Decision.REASSIGN, to="chen", reason="病假")
    assert desk.boss.read(review_queue) == ()
    assert desk.boss.read(what_is_owed, "lin").tickets == ()
    assert callbacks.row(desk, owed["callback"]).owner_id == desk.chen.staff_id
    assert not desk.boss.read(alarms_due)


def test_c6_what_an_absent_supervisor_had_taken_over_waits_again(desk: Any) -> None:
    other = desk.hire("sun", Role.SUPERVISOR)
    number = filed(desk.chen, against_kind="none", against=None).number
    desk.chen.run(escalate_ticket, number, 1, "客户坚持找领导")
    (line,) = desk.boss.read(review_queue)
    desk.boss.run(decide_review, line.id, Decision.TAKE_OVER)
    desk.later(minutes=90)
    other.run(mark_absent, "zhao", None)
    (again,) = other.read(review_queue)
    assert (again.id, again.state, again.owner, again.overdue) == (
        line.id, EscalationState.OPEN, None, False,
    )  # fmt: skip
    assert again.due_at is not None
    assert again.due_at > desk.now
    assert not other.read(alarms_due)
    story = other.read(show_ticket, number).timeline
    assert [str(e.sentence) for e in story if e.verb == "put_back"] == [
        "Back in the supervisors' queue: who handled it isn't there"
    ]


def test_c10_a_visit_goes_with_its_case(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    walk(desk, number, TicketState.RESULT_TOLD, by=desk.lin)
    (visit,) = callbacks.all_of(desk, ReturnVisit)
    assert visit.owner_id == desk.lin.staff_id
    desk.boss.run(mark_absent, "lin", None)
    assert waiting(desk) == {"lin"}
    (line,) = desk.boss.read(review_queue)
    desk.boss.run(decide_review, line.id, Decision.REASSIGN, to="chen", reason="病假")
    (visit,) = callbacks.all_of(desk, ReturnVisit)
    assert visit.owner_id == desk.chen.staff_id
    assert waiting(desk) == set()


def test_c6_a_ticket_is_given_to_nobody_who_is_away(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    desk.boss.run(mark_absent, "chen", desk.now + timedelta(hours=1))
    with pytest.raises(Refusal) as refused:
        desk.boss.run(reassign_ticket, number, "chen", reason="换班")
    assert (refused.value.rule, refused.value.field) == ("C6", "owner")
    desk.later(hours=1)
    desk.boss.run(reassign_ticket, number, "chen", reason="换班")


def report_owed(desk: Any, by: Any) -> Any:
    """What `by` sent up came back with a plan: they are to tell the customer (C4). Its line."""
    number = filed(by, against_kind="none", against=None).number
    by.run(escalate_ticket, number, 1, "客户坚持找领导")
    (line,) = [one for one in desk.boss.read(review_queue) if one.number == number]
    return desk.boss.run(decide_review, line.id, Decision.RETURN_PLAN, plan="当天上门")


def test_c4_c6_what_an_absent_person_was_to_tell_a_customer_waits_for_another_owner(
    desk: Any,
) -> None:
    owed = report_owed(desk, desk.lin)
    desk.boss.run(reassign_ticket, owed.number, "chen", reason="专人跟进")
    (mine,) = desk.chen.read(sent_up_by_me)
    assert (mine.id, mine.owner_login, mine.i_tell) == (owed.id, "chen", True)
    listed = desk.boss.run(mark_absent, "chen", None)
    assert [(one.id, one.ticket) for one in listed.reports] == [(owed.id, owed.number)]
    desk.boss.run(reassign_ticket, owed.number, "lin", reason="病假")
    desk.lin.run(raise_alarms)
    assert waiting(desk) == set()
    (back,) = desk.lin.read(sent_up_by_me)
    assert (back.owner_login, back.report_due_at) == ("lin", owed.report_due_at)


@pytest.mark.parametrize("leave", [deactivate, mark_absent])
def test_c4_c6_alone_it_waits_too_until_its_owner_is_back_or_it_is_told(
    desk: Any, leave: Any
) -> None:
    owed = report_owed(desk, desk.lin)
    with desk.store.begin_write() as session:  # somebody else's ticket, as after a merge
        session.execute(update(Ticket).values(owner_id=desk.chen.staff_id))
    gone = () if leave is deactivate else (None,)
    desk.owner.run(leave, "lin", *gone)
    assert waiting(desk) == {"lin"}
    assert not desk.boss.read(alarms_due)
    desk.owner.run(*((reactivate,) if leave is deactivate else (mark_present,)), "lin")
    assert waiting(desk) == set()
    desk.owner.run(leave, "lin", *gone)
    desk.boss.run(report_back, owed.id, "已告知")
    desk.chen.run(raise_alarms)
    assert waiting(desk) == set()


def test_c4_c6_it_is_handed_over_with_everything_and_its_time_stays(desk: Any) -> None:
    owed = report_owed(desk, desk.lin)
    desk.boss.run(mark_absent, "lin", None)
    (line,) = [one for one in desk.boss.read(review_queue) if one.absent]
    desk.boss.run(decide_review, line.id, Decision.REASSIGN, to="chen", reason="病假")
    assert waiting(desk) == set()
    (theirs,) = desk.boss.read(what_is_owed, "chen").reports
    assert (theirs.id, theirs.due_at) == (owed.id, owed.report_due_at)
    story = desk.boss.read(show_ticket, owed.number).timeline
    assert [str(e.sentence) for e in story if e.verb == "report_handed_over"] == [
        "Telling the customer handed over to chen"
    ]
    desk.later(minutes=59)
    desk.boss.run(raise_alarms)
    assert "C4" in {alarm.rule for alarm in desk.chen.read(my_alarms)}
    done = desk.chen.run(report_back, owed.id, "已告知方案")
    assert done.state is EscalationState.CLOSED


def test_c4_c6_a_plan_for_who_is_away_goes_to_who_has_the_ticket(desk: Any) -> None:
    number = filed(desk.lin, against_kind="none", against=None).number
    desk.lin.run(escalate_ticket, number, 1, "客户坚持找领导")
    (line,) = desk.boss.read(review_queue)
    desk.boss.run(reassign_ticket, number, "chen", reason="换班")
    desk.boss.run(mark_absent, "lin", None)
    back = desk.boss.run(decide_review, line.id, Decision.RETURN_PLAN, plan="当天上门")
    assert back.owner_login == "chen"
    assert waiting(desk) == set()
    desk.boss.run(mark_absent, "chen", None)
    again = desk.boss.run(decide_review, line.id, Decision.RETURN_PLAN, plan="次日上门")
    assert (again.owner_login, waiting(desk)) == ("chen", {"chen"})


def test_c6_h7_measures_wait_and_are_handed_over_too(desk: Any) -> None:
    made = desk.boss.run(add_measure, NewMeasure("加一道检验", "lin", date(2026, 12, 24)))
    listed = desk.boss.run(mark_absent, "lin", None)
    assert [(one.id, one.due_on) for one in listed.measures] == [(made.id, date(2026, 12, 24))]
    assert waiting(desk) == {"lin"}
    moved = desk.boss.run(hand_over_callbacks, "lin", "chen", "病假", everything=True)
    assert (moved.measures, waiting(desk)) == ((made.id,), set())
    (measure,) = desk.chen.read(list_measures)
    assert measure.owner_login == "chen"
    desk.owner.run(deactivate, "chen")
    assert waiting(desk) == {"chen"}
    desk.boss.run(close_measure, made.id, "已完成")
    desk.boss.run(raise_alarms)
    assert waiting(desk) == set()
    with pytest.raises(Refusal):
        desk.boss.run(give_measure, made.id, "lin")


def test_c6_who_has_another_post_since_leaves_promises_but_keeps_measures(desk: Any) -> None:
    promised = callbacks.promise(desk, desk.lin, 60)
    desk.boss.run(add_measure, NewMeasure("加一道检验", "lin", date(2026, 12, 24)))
    owed = report_owed(desk, desk.lin)
    become(desk, "lin", Role.HR)
    assert waiting(desk) == {promised, "lin"}
    become(desk, "lin", Role.AGENT)
    assert waiting(desk) == set()
    become(desk, "lin", Role.HR)
    desk.boss.run(hand_over_callbacks, "lin", "chen", "转岗", everything=True)
    assert waiting(desk) == set()
    assert [one.id for one in desk.boss.read(what_is_owed, "chen").reports] == [owed.id]
    measure = desk.boss.run(add_measure, NewMeasure("每周抽查", "lin", date(2026, 12, 24)))
    desk.boss.run(raise_alarms)
    assert (measure.owner_login, waiting(desk)) == ("lin", set())


def test_c6_what_a_supervisor_had_taken_over_waits_again_when_they_are_one_no_more(
    desk: Any,
) -> None:
    number = filed(desk.chen, against_kind="none", against=None).number
    desk.chen.run(escalate_ticket, number, 1, "客户坚持找领导")
    (line,) = desk.boss.read(review_queue)
    desk.boss.run(decide_review, line.id, Decision.TAKE_OVER)
    become(desk, "zhao", Role.AGENT)
    (again,) = desk.owner.read(review_queue)
    assert (again.id, again.state) == (line.id, EscalationState.OPEN)


def become(desk: Any, login: str, *roles: Role) -> None:
    (row,) = [one for one in desk.owner.read(list_staff) if one.login == login]
    desk.owner.run(change_staff, StaffChange(row.id, row.version, roles=frozenset(roles)))

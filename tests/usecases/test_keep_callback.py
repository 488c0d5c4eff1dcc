"""Keeping a callback on both engines: what is met, what stays owed, who is told."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.usecases import callbacks
from thirdring.domain.case_values import EscalationKind
from thirdring.domain.enums import CallbackKind, CallbackResult, CallbackState, Role
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal, Refusals
from thirdring.domain.ids import new_id
from thirdring.usecases.find_callbacks import show_callback
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.manage_staff import deactivate
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.raise_alarms import raise_alarms

DONE, PROGRESS, NOT_REACHED, ESCALATED = CallbackResult


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_c2_done_in_time_meets_the_clock_and_closes(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    house.later(minutes=10)
    line = lin.run(keep_callback, promised, DONE, note="明天上午送到")
    assert (line.state, line.closed_at, line.last_result) == (CallbackState.DONE, house.now, DONE)
    assert [(c.rule, c.state) for c in line.clocks] == [("C2", "met")]
    (attempt,) = callbacks.attempts(house, promised)
    assert (attempt.note, attempt.made_at) == ("明天上午送到", house.now)


def test_c2_done_past_its_time_is_late_and_shows(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    house.later(minutes=21)
    line = lin.run(keep_callback, promised, DONE)
    assert [(c.rule, c.state) for c in line.clocks] == [("C2", "late")]


def test_c3_progress_meets_the_time_told_and_tells_the_next(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin, 20)
    first = house.now + minutes(20)
    house.later(minutes=15)
    line = lin.run(
        keep_callback, promised, PROGRESS, next_at=house.now + minutes(30), note="仓库在查"
    )
    assert (line.state, line.told_at, line.due_at) == (
        CallbackState.OPEN, house.now, house.now + minutes(30),
    )  # fmt: skip
    assert callbacks.told_times(house, promised) == [
        ("C2", first, house.now, None), ("C2", house.now + minutes(30), None, None),
    ]  # fmt: skip
    detail = lin.read(show_callback, promised)
    assert [(t.clock.state, t.met_at) for t in detail.told] == [
        ("met", house.now), ("running", None),
    ]  # fmt: skip
    assert [(a.result, a.next_at, a.by) for a in detail.attempts] == [
        (PROGRESS, house.now + minutes(30), "lin")
    ]


def test_c3_progress_without_a_next_time_is_refused(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    with pytest.raises(Refusals) as refused:
        lin.run(keep_callback, promised, PROGRESS)
    assert [(r.rule, r.field) for r in refused.value.all] == [("C3", "next_at")]
    assert callbacks.attempts(house, promised) == []


def test_c2_the_next_time_later_than_half_an_hour_needs_a_reason(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    with pytest.raises(Refusals) as refused:
        lin.run(keep_callback, promised, PROGRESS, minutes=31)
    assert [(r.rule, r.field) for r in refused.value.all] == [("C2", "reason")]
    line = lin.run(keep_callback, promised, PROGRESS, minutes=31, reason="客户要开会")
    assert (line.later_reason, line.due_at) == ("客户要开会", house.now + minutes(31))
    (attempt,) = callbacks.attempts(house, promised)
    assert attempt.later_reason == "客户要开会"


def test_c3_not_reached_is_counted_and_the_time_told_stays(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    due = house.now + minutes(20)
    house.later(minutes=5)
    line = lin.run(keep_callback, promised, NOT_REACHED)
    assert (line.tries, line.due_at, line.next_at) == (1, due, house.now + minutes(30))
    assert callbacks.told_times(house, promised) == [("C2", due, None, None)]
    assert callbacks.sent_up(house) == []
    with pytest.raises(Refusals):
        lin.run(keep_callback, promised, NOT_REACHED, next_at=house.now)


@pytest.mark.parametrize(
    ("late", "kind"), [(False, EscalationKind.DIFFICULT), (True, EscalationKind.OVERDUE)]
)
def test_c3_after_three_tries_it_goes_up_and_the_agent_keeps_it(
    house: Any, late: bool, kind: EscalationKind
) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    for _ in range(2):
        lin.run(keep_callback, promised, NOT_REACHED)
    assert callbacks.sent_up(house) == []
    house.later(minutes=25 if late else 5)
    line = lin.run(keep_callback, promised, NOT_REACHED)
    (waiting,) = callbacks.sent_up(house)
    assert (waiting.kind, waiting.callback_id, waiting.sent_by) == (kind, promised, None)
    assert (line.state, line.owner, line.tries) == (CallbackState.OPEN, "lin", 3)
    lin.run(keep_callback, promised, NOT_REACHED)
    assert len(callbacks.sent_up(house)) == 1


def test_c3_a_new_time_told_begins_the_count_of_tries_anew(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    for _ in range(2):
        lin.run(keep_callback, promised, NOT_REACHED)
    assert lin.run(keep_callback, promised, PROGRESS, minutes=30).tries == 0
    assert lin.run(keep_callback, promised, NOT_REACHED).tries == 1
    assert callbacks.sent_up(house) == []


def test_c4_passed_up_needs_its_reason_and_stays_with_the_agent(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    with pytest.raises(Refusals) as refused:
        lin.run(keep_callback, promised, ESCALATED)
    assert [(r.rule, r.field) for r in refused.value.all] == [("C4", "note")]
    line = lin.run(keep_callback, promised, ESCALATED, note="客户要求经理答复")
    (waiting,) = callbacks.sent_up(house)
    assert (waiting.kind, waiting.reason) == (EscalationKind.DIFFICULT, "客户要求经理答复")
    assert waiting.sent_by is not None
    assert (line.state, line.owner) == (CallbackState.OPEN, "lin")
    assert [c.state for c in line.clocks] == ["running"]


def test_c3_progress_settles_what_went_up_by_itself_and_not_what_was_asked(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    lin.run(keep_callback, promised, ESCALATED, note="客户要求经理答复")
    house.later(minutes=31)
    lin.run(raise_alarms)
    assert {e.kind for e in callbacks.sent_up(house, "open")} == {
        EscalationKind.DIFFICULT, EscalationKind.OVERDUE,
    }  # fmt: skip
    lin.run(keep_callback, promised, PROGRESS, minutes=10)
    assert [e.kind for e in callbacks.sent_up(house, "open")] == [EscalationKind.DIFFICULT]
    lin.run(keep_callback, promised, DONE)
    assert callbacks.sent_up(house, "open") == []


def test_b8_a_redial_reached_leaves_nothing_or_a_promise(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    redial = callbacks.cut_off(house, lin)
    house.later(minutes=1)
    line = lin.run(keep_callback, redial, PROGRESS, minutes=20)
    assert (line.kind, line.state) == (CallbackKind.PROMISE, CallbackState.OPEN)
    assert [(t[0], t[2]) for t in callbacks.told_times(house, redial)] == [
        ("B8", house.now), ("C2", None),
    ]  # fmt: skip
    other = callbacks.cut_off(house, lin)
    assert lin.run(keep_callback, other, DONE).state is CallbackState.DONE


def test_d5_reaching_the_customer_is_told_in_the_story_of_the_ticket(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    lin.run(keep_callback, promised, NOT_REACHED, note="占线")
    lin.run(keep_callback, promised, DONE, note="明天送到")
    (told,) = callbacks.events(house, "told_progress")
    kept = {note.text: note for note in callbacks.notes(house)}
    assert told.detail["note_id"] == str(kept["明天送到"].id)
    assert (kept["明天送到"].told_customer, kept["占线"].told_customer) == (True, False)


def test_c10_only_the_owner_or_a_supervisor_keeps_it_while_the_owner_is_there(house: Any) -> None:
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    boss = house.hire("zhao", Role.SUPERVISOR)
    promised = callbacks.promise(house, lin)
    with pytest.raises(NotPermitted, match="lin promised") as refused:
        chen.run(keep_callback, promised, DONE)
    assert refused.value.rule == "C10"
    assert boss.run(keep_callback, promised, PROGRESS, minutes=10).owner == "lin"


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_others_keep_no_callbacks(house: Any, role: Role) -> None:
    lin, other = house.hire("lin", Role.AGENT), house.hire("other", role)
    promised = callbacks.promise(house, lin)
    with pytest.raises(NotPermitted):
        other.run(keep_callback, promised, DONE)
    with pytest.raises(NotPermitted):
        other.read(show_callback, promised)


@pytest.mark.parametrize("gone", [mark_absent, deactivate])
def test_c6_anybody_keeps_it_for_who_is_not_there_and_then_owns_what_they_told(
    house: Any, gone: Any
) -> None:
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    promised = callbacks.promise(house, lin)
    house.owner.run(gone, "lin", *([None] if gone is mark_absent else []))
    assert chen.run(keep_callback, promised, NOT_REACHED).owner == "lin"
    line = chen.run(keep_callback, promised, PROGRESS, minutes=10)
    assert (line.owner, line.owner_absent) == ("chen", False)
    assert callbacks.sent_up(house, "open") == []


def test_g9_who_a_complaint_is_against_does_not_keep_its_callback(house: Any) -> None:
    lin = house.hire("lin", Role.SUPERVISOR)
    chen = house.hire("chen", Role.AGENT)
    complaint = {"severity": "ordinary", "nature": "service_attitude", "wants": "道歉",
                 "against_kind": "employee", "against": "lin"}  # fmt: skip
    promised = callbacks.promise(house, chen, complaint=complaint)
    with pytest.raises(NotPermitted) as refused:
        lin.run(keep_callback, promised, DONE)
    assert refused.value.rule == "G9"
    seen = lin.read(show_callback, promised).line
    assert (seen.name, seen.number) == ("王**", "138****5678")
    assert chen.read(show_callback, promised).line.name == "王雅琴"


@pytest.mark.parametrize("result", [DONE, PROGRESS, NOT_REACHED, ESCALATED])
def test_a_retry_of_the_same_deed_changes_nothing(house: Any, result: CallbackResult) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised, deed = callbacks.promise(house, lin), new_id()
    details: dict[str, Any] = {"note": "稍后再说", "attempt_id": deed, "version": 1}
    if result is PROGRESS:
        details["minutes"] = 10
    first = lin.run(keep_callback, promised, result, **details)
    assert lin.run(keep_callback, promised, result, **details) == first
    assert len(callbacks.attempts(house, promised)) == 1
    with pytest.raises(Conflict):
        lin.run(keep_callback, promised, DONE if result is not DONE else ESCALATED, **details)


def test_what_was_changed_or_settled_meanwhile_is_told(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    line = lin.run(keep_callback, promised, NOT_REACHED)
    with pytest.raises(Conflict) as conflict:
        lin.run(keep_callback, promised, DONE, version=line.version - 1)
    assert conflict.value.theirs == line
    lin.run(keep_callback, promised, DONE, version=line.version)
    with pytest.raises(Refusal, match="settled"):
        lin.run(keep_callback, promised, DONE)
    with pytest.raises(NotFound):
        lin.run(keep_callback, uuid.uuid4(), DONE)

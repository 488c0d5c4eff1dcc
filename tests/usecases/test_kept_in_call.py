"""A logged call that keeps a callback: saved together, or not at all."""

from datetime import timedelta
from typing import Any

import pytest

from tests.usecases import callbacks
from tests.usecases.callbacks import TOLD
from thirdring.domain.enums import CallbackResult, CallbackState, Outcome, Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusals
from thirdring.domain.ids import new_id
from thirdring.store.tables import Call, Callback, Ticket
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked


def outbound(house: Any, kept: dict[str, Any], *, talk: float = 5, **changes: Any) -> CallInput:
    """A call to the customer that began `talk` minutes ago and ends now."""
    began = house.now - timedelta(minutes=talk)
    times = {"started_at": began.isoformat(), "answered_at": began.isoformat(),
             "ended_at": house.now.isoformat()}  # fmt: skip
    told = {"direction": "outbound", "outcome": "solved", "answer": "明天上午送到"}
    return checked(CallInput, TOLD | times | told | changes | {"callback_kept": kept})


def test_c2_the_call_that_keeps_a_callback_belongs_to_its_ticket(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    house.later(minutes=10)
    saved = lin.run(log_call, outbound(house, {"id": str(promised), "result": "done"}))
    kept = callbacks.row(house, promised)
    assert (kept.state, kept.ticket_id) == (CallbackState.DONE, saved.ticket_id)
    assert len(callbacks.all_of(house, Ticket)) == 1
    (attempt,) = callbacks.attempts(house, promised)
    assert (attempt.call_id, attempt.note) == (saved.id, "明天上午送到")
    assert ("C2", "met") in [(c.rule, c.state) for c in saved.clocks]


def test_c2_kept_when_the_phone_was_picked_up_not_when_the_talk_was_over(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin, 20)
    due = house.now + timedelta(minutes=20)
    house.later(minutes=30)
    lin.run(log_call, outbound(house, {"id": str(promised), "result": "done"}, talk=11))
    assert callbacks.told_times(house, promised) == [("C2", due, due - timedelta(minutes=1), None)]


@pytest.mark.parametrize(
    ("kept", "changes"),
    [
        ({"minutes": 25}, {}),
        ({}, {"outcome": "callback", "callback": {"minutes": 25}}),
    ],
)
def test_c3_progress_in_a_call_goes_on_with_the_same_callback(
    house: Any, kept: dict[str, Any], changes: dict[str, Any]
) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    house.later(minutes=15)
    record = outbound(house, {"id": str(promised), "result": "progress", **kept}, **changes)
    lin.run(log_call, record)
    assert [c.id for c in callbacks.all_of(house, Callback)] == [promised]
    again = callbacks.row(house, promised)
    assert (again.state, again.told_at, again.due_at) == (
        CallbackState.OPEN, house.now, house.now + timedelta(minutes=25),
    )  # fmt: skip
    assert len(callbacks.all_of(house, Ticket)) == 1


def test_c3_not_reached_is_a_call_on_the_ticket_too(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    kept = {"id": str(promised), "result": "not_reached"}
    record = checked(
        CallInput, {"direction": "outbound", "outcome": "abandoned", "callback_kept": kept}
    )
    saved = lin.run(log_call, record)
    assert saved.outcome is Outcome.ABANDONED
    assert saved.ticket_id == callbacks.row(house, promised).ticket_id
    (attempt,) = callbacks.attempts(house, promised)
    assert attempt.result is CallbackResult.NOT_REACHED


def test_a_refused_result_keeps_nothing_of_the_call(house: Any) -> None:
    lin, chen = house.hire("lin", Role.AGENT), house.hire("chen", Role.AGENT)
    promised = callbacks.promise(house, lin)
    before = len(callbacks.all_of(house, Call))
    with pytest.raises(Refusals) as refused:
        lin.run(log_call, outbound(house, {"id": str(promised), "result": "progress"}))
    assert [(r.rule, r.field) for r in refused.value.all] == [("C3", "callback_kept.next_at")]
    with pytest.raises(NotPermitted):
        chen.run(log_call, outbound(house, {"id": str(promised), "result": "done"}))
    with pytest.raises(NotFound) as missing:
        lin.run(log_call, outbound(house, {"id": str(new_id()), "result": "done"}))
    assert missing.value.field == "callback_kept.id"
    assert len(callbacks.all_of(house, Call)) == before


def test_saving_the_same_call_again_keeps_the_callback_once(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised, call_id = callbacks.promise(house, lin), new_id()
    record = outbound(house, {"id": str(promised), "result": "progress", "minutes": 25})
    first = lin.run(log_call, record, call_id)
    assert lin.run(log_call, record, call_id).id == first.id
    assert len(callbacks.attempts(house, promised)) == 1
    assert len(callbacks.told_times(house, promised)) == 2


def test_done_and_another_promise_in_one_call(house: Any) -> None:
    lin = house.hire("lin", Role.AGENT)
    promised = callbacks.promise(house, lin)
    kept = {"id": str(promised), "result": "done"}
    asked = {"minutes": 20, "about": "发票"}
    lin.run(log_call, outbound(house, kept, outcome="callback", callback=asked))
    states = {c.id: (c.state, c.about) for c in callbacks.all_of(house, Callback)}
    assert states.pop(promised)[0] is CallbackState.DONE
    assert list(states.values()) == [(CallbackState.OPEN, "发票")]
    (ticket,) = callbacks.all_of(house, Ticket)
    assert ticket.due_at == house.now + timedelta(minutes=20)

"""Calling a customer back by keys alone, on a real database: the record, the callback, the rest."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.clipping import cut_off
from thirdring.domain.enums import CallbackResult, CallbackState, Direction, Outcome
from thirdring.ui.callbacks.steps_view import StepsView
from thirdring.usecases.drafts import DraftState
from thirdring.usecases.keep_callback import keep_callback

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
Wait = Callable[[], None]


def press(
    day: Day, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key on whatever has the focus, as the keyboard has it."""
    assert day.window is not None
    QTest.keyClick(QApplication.focusWidget() or day.window, key, modifier)


def begin(day: Day, settled: Wait, steps: int = 0) -> Any:
    """Enter on the line the keys are on; then say so many steps."""
    press(day, ENTER)
    settled()
    panel = day.day.callbacks.panel  # type: ignore[union-attr]
    assert isinstance(QApplication.focusWidget(), StepsView)
    for _ in range(steps):
        press(day, ENTER)
    return panel


def finish(day: Day, settled: Wait) -> None:
    """Ctrl+Enter; the record is sent once its draft is durable, and answered."""
    assert day.day is not None
    press(day, ENTER, CTRL)
    desk = day.day.desk.desk  # type: ignore[union-attr]
    sending = [e for e in desk.calling_back().values() if e.state is DraftState.SENDING]
    assert sending, "something is missing"
    for _ in range(500):
        if all(e.id not in desk.pile or e.state is not DraftState.SENDING for e in sending):
            break
        QTest.qWait(10)
    settled()


def choose(day: Day, panel: Any, result: CallbackResult) -> None:
    """Tab to the results, arrows to the one wanted."""
    panel.result.result.setFocus()
    index = list(CallbackResult).index(result)
    order = [
        CallbackResult.DONE,
        CallbackResult.PROGRESS,
        CallbackResult.NOT_REACHED,
        CallbackResult.ESCALATED,
    ]
    assert index >= 0
    for _ in range(order.index(result) + 1):
        press(day, Qt.Key.Key_Right)


def test_c8_the_number_is_masked_until_the_person_has_said_who_they_are(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    day.promise(4)
    open_callbacks()
    panel = begin(day, settled, steps=1)
    assert panel.head.number.text() == "159****3307"
    press(day, ENTER)
    assert panel.head.number.text() == "159 0000 3307"
    assert panel.steps.current.number == 3


def test_b11_calling_back_leaves_a_complete_record_of_the_call(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    open_callbacks()
    panel = begin(day, settled, steps=4)
    choose(day, panel, CallbackResult.DONE)
    panel.result.note.setFocus()
    QTest.keyClicks(panel.result.note, "The door comes tomorrow")
    day.later(seconds=48)
    panel.steps.setFocus()
    press(day, ENTER)
    press(day, ENTER)
    finish(day, settled)
    call = day.calls()[-1]
    assert (call.direction, call.outcome) == (Direction.OUTBOUND, Outcome.SOLVED)
    assert (call.name, call.address, call.category) == ("罗一帆", "东湖区文景路 88 号", "delivery")
    assert call.answer == "The door comes tomorrow"
    assert call.read_back
    row = day.callback(kept)
    assert row.state is CallbackState.DONE
    assert [tried.call_id for tried in day.attempts(kept)] == [call.id]
    assert day.day.callbacks.pane.model.lines == ()  # type: ignore[union-attr]


def test_c3_progress_tells_the_next_time_and_makes_no_second_promise(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    open_callbacks()
    panel = begin(day, settled, steps=4)
    choose(day, panel, CallbackResult.PROGRESS)
    told = day.wall()
    panel.steps.setFocus()
    press(day, ENTER)
    press(day, ENTER)
    finish(day, settled)
    row = day.callback(kept)
    assert row.state is CallbackState.OPEN
    assert row.due_at == (told + timedelta(minutes=30)).replace(second=0, microsecond=0)
    assert day.attempts(kept)[0].result is CallbackResult.PROGRESS
    lines = day.day.callbacks.pane.model.lines  # type: ignore[union-attr]
    assert [line.id for line in lines] == [kept]


def test_c2_a_later_time_asks_why_and_goes_there(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    open_callbacks()
    panel = begin(day, settled, steps=4)
    choose(day, panel, CallbackResult.PROGRESS)
    panel.result.minutes.setFocus()
    press(day, Qt.Key.Key_Right)
    assert panel.result.minutes.value() == "60"
    press(day, ENTER, CTRL)
    why = panel.result.fields["callback.reason"]
    assert why.hasFocus()
    assert day.attempts(kept) == []
    QTest.keyClicks(why, "The customer is in a meeting")
    panel.steps.setFocus()
    press(day, ENTER)
    press(day, ENTER)
    finish(day, settled)
    assert day.callback(kept).later_reason == "The customer is in a meeting"


def test_not_reached_is_one_key_and_is_counted(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    opened = open_callbacks()
    begin(day, settled)
    press(day, Qt.Key.Key_F9)
    finish(day, settled)
    call = day.calls()[-1]
    assert call.outcome is Outcome.ABANDONED
    assert call.answered_at is None
    assert day.attempts(kept)[0].result is CallbackResult.NOT_REACHED
    (line,) = opened.callbacks.pane.model.lines
    assert line.tries == 1


def test_c4_passing_it_up_needs_a_reason_and_opens_no_second_ticket(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    open_callbacks()
    panel = begin(day, settled, steps=4)
    choose(day, panel, CallbackResult.ESCALATED)
    panel.steps.setFocus()
    press(day, ENTER)
    press(day, ENTER)
    press(day, ENTER, CTRL)
    assert panel.result.note.hasFocus()
    assert day.attempts(kept) == []
    QTest.keyClicks(panel.result.note, "Wants to hear it from the manager")
    panel.steps.setFocus()
    press(day, ENTER)
    finish(day, settled)
    call = day.calls()[-1]
    assert day.attempts(kept)[0].result is CallbackResult.ESCALATED
    assert call.ticket_id == day.callback(kept).ticket_id
    assert len(day.sent_up()) == 1


def test_a_call_taken_back_before_a_word_leaves_nothing(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    day.promise(4)
    opened = open_callbacks()
    panel = begin(day, settled)
    before = len(day.calls())
    panel.head.cancel.click()
    settled()
    assert len(day.calls()) == before
    assert opened.desk.desk.calling_back() == {}
    assert QApplication.focusWidget() is opened.callbacks.pane.list


def test_what_was_typed_in_a_callback_is_back_after_a_crash(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    opened = open_callbacks()
    panel = begin(day, settled, steps=3)
    choose(day, panel, CallbackResult.DONE)
    panel.result.note.setFocus()
    QTest.keyClicks(panel.result.note, "Half a senten")
    opened.save_all()
    day.close()
    again = open_callbacks()
    panel = begin(day, settled)
    assert again.callbacks.panel.callback_id == kept
    assert panel.result.note.toPlainText() == "Half a senten"
    assert panel.steps.current.number == 4


def test_a_callback_kept_elsewhere_meanwhile_comes_back_with_the_reason(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(4)
    opened = open_callbacks()
    begin(day, settled)
    press(day, Qt.Key.Key_F9)
    day.as_("lin").run(keep_callback, kept, CallbackResult.DONE)
    finish(day, settled)
    (entry,) = opened.desk.desk.calling_back().values()
    assert "settled" in entry.reason


@pytest.mark.parametrize("minutes", [-5, 4])
def test_enter_in_the_list_twice_calls_once(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, minutes: float
) -> None:
    day.promise(minutes)
    opened = open_callbacks()
    begin(day, settled)
    opened.callbacks.pane.focus_list()
    begin(day, settled)
    assert len(opened.desk.desk.calling_back()) == 1


@pytest.mark.usefixtures("look")
def test_nothing_is_cut_off_before_and_during_a_call(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    day.promise(-3, name="欧阳娜塔莉亚", about="换板安排，告知送货日期" * 6)
    screen = open_callbacks().callbacks
    qtbot.waitUntil(lambda: cut_off(screen) == [])  # layouts settle by and by
    panel = begin(day, settled, steps=4)
    for result in CallbackResult:
        panel.choose(result)
        qtbot.waitUntil(lambda: cut_off(screen) == [])


def test_days_are_named_as_seen_today(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    day.promise(24 * 60, about="缺失门板何时补送")
    day.wall.later(days=1)
    told = open_callbacks().callbacks.panel.head._told.text()
    assert told.startswith("Told Yesterday")
    assert "a call by Today" in told

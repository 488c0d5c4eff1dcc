"""What is owed to who is on the line: told in this call, or called back for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from thirdring.domain.enums import CallbackState
from thirdring.ui.callbacks.steps_view import StepsView
from thirdring.usecases.drafts import DraftState

Wait = Callable[[], None]


def test_a_caller_who_is_owed_a_callback_hears_it_in_this_call_and_it_is_kept(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait, qtbot: Any
) -> None:
    kept = day.promise(10)
    opened = open_callbacks()
    opened.ring({"number": "159 0000 3307"})
    opened.work.shortcuts.trigger("call.answer")
    settled()
    block = opened.desk.customer.card._owed
    assert block.told.isVisible()
    assert not block.call.isVisible()
    block.told.click()
    call = opened.desk.desk.current.call
    assert call.record.keeps == kept
    for field, text in (("raised", "asks for the door"), ("answer", "it comes tomorrow")):
        edit = opened.desk.calls.form.field(field)
        edit.setFocus()
        QTest.keyClicks(edit, text)
    call.choose("category", "delivery")
    call.choose("outcome", "solved")
    opened.work.shortcuts.trigger("call.confirm")
    opened.work.shortcuts.trigger("call.ended")
    entry = opened.desk.desk.current
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert entry.state is DraftState.SENDING
    qtbot.waitUntil(lambda: entry.id not in opened.desk.desk.pile, timeout=20_000)
    assert day.callback(kept).state is CallbackState.DONE
    assert day.attempts(kept)[0].note == "it comes tomorrow"


def test_calling_back_from_the_customer_leads_into_the_steps(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    kept = day.promise(10)
    day.promise(5, name="丁伟", number="180 0000 2216")
    opened = open_callbacks()
    opened.work.show_screen("desk")
    opened.desk.customer.show_caller(day.callback(kept).customer_id, "159 0000 3307")
    settled()
    block = opened.desk.customer.card._owed
    assert block.call.isVisible()
    block.call.click()
    settled()
    assert opened.work.current == "callbacks"
    assert opened.callbacks.panel.callback_id == kept
    assert list(opened.desk.desk.calling_back()) == [kept]
    assert isinstance(QApplication.focusWidget(), StepsView)

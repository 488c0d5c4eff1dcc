"""Promises of who isn't there: shown at the foot, handed over by a supervisor, to who is there."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.callbacks.callback_day import Day
from thirdring.usecases.mark_absent import mark_absent

Wait = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def owner_of(day: Day, callback_id: Any) -> Any:
    return day.callback(callback_id).owner_id


def test_c6_a_supervisor_hands_an_absent_persons_callbacks_over_with_a_reason(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    theirs = day.promise(30, "sun", name="冯秀兰")
    day.promise(20, name="罗一帆")
    day.as_("zhao").run(mark_absent, "sun", None)
    opened = open_callbacks("zhao")
    foot = opened.callbacks.pane.foot
    assert foot.isVisible()
    assert "孙巧" in foot._words.text()
    foot.button.click()
    settled()
    sheet = opened.callbacks._sheet
    assert sheet.giver.value() == "sun"
    assert sheet.taker.hasFocus()
    sheet.taker.set_value("lin")
    sheet.reason.setFocus()
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return, CTRL)
    settled()
    assert sheet.isVisible()
    assert sheet._fields["reason"].note.problem, "no reason was given (C10)"
    assert owner_of(day, theirs) == day.as_("sun").staff_id
    QTest.keyClicks(sheet.reason, "Sun is ill today")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return, CTRL)
    settled()
    assert not sheet.isVisible()
    assert owner_of(day, theirs) == day.as_("lin").staff_id
    assert day.callback(theirs).handed_reason == "Sun is ill today"
    assert not foot.isVisible()


def test_c6_who_is_away_can_take_nothing_over(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    day.promise(30, "sun")
    day.as_("zhao").run(mark_absent, "sun", None)
    opened = open_callbacks("zhao")
    opened.callbacks.pane.foot.button.click()
    settled()
    sheet = opened.callbacks._sheet
    offered = [sheet.taker.itemText(n) for n in range(sheet.taker.count())]
    assert offered == ["林晓梅", "赵立群"]


def test_agents_see_that_promises_wait_and_that_supervisors_know(
    day: Day, open_callbacks: Callable[..., Any]
) -> None:
    day.promise(30, "sun")
    day.as_("zhao").run(mark_absent, "sun", None)
    opened = open_callbacks("lin")
    foot = opened.callbacks.pane.foot
    assert foot.isVisible()
    assert not foot.button.isVisible()
    assert foot._words.text() == "1 callback waits for another owner"


def test_c10_anothers_callback_is_not_called_by_an_agent_while_its_owner_is_there(
    day: Day, open_callbacks: Callable[..., Any], settled: Wait
) -> None:
    day.promise(4, "sun")
    opened = open_callbacks("lin")
    opened.callbacks.pane.head.tabs.step(1)
    settled()
    opened.callbacks.pane.focus_list()
    QTest.keyClick(opened.callbacks.pane.list, Qt.Key.Key_Return)
    settled()
    assert opened.desk.desk.calling_back() == {}
    assert not opened.callbacks.panel.foot.call.isVisible()

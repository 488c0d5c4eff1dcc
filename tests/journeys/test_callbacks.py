"""A day of promises, from the telephone to the last call back: two agents, a supervisor, one file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from thirdring.domain.enums import CallbackResult, CallbackState
from thirdring.usecases.drafts import DraftState
from thirdring.usecases.mark_absent import mark_absent

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sign_in(qtbot: Any, day: Day) -> Callable[[str], Any]:
    """The window of this person, at the callbacks."""

    def enter(login: str) -> Any:
        day.close()
        opened = day.open(login)
        assert day.window is not None
        day.window.show()
        qtbot.waitActive(day.window)
        settle(qtbot, day)
        opened.work.shortcuts.trigger("go.callbacks")
        settle(qtbot, day)
        return opened

    return enter


def settle(qtbot: Any, day: Day) -> None:
    qtbot.waitUntil(lambda: day.day is not None and day.day.settled, timeout=20_000)


def key(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def keep(qtbot: Any, day: Day, opened: Any, result: CallbackResult, said: str = "") -> None:
    """Call the chosen line back by keys, to its end."""
    panel = opened.callbacks.panel
    key(ENTER)
    settle(qtbot, day)
    if result is CallbackResult.NOT_REACHED:
        key(Qt.Key.Key_F9)
    else:
        for _ in range(4):
            key(ENTER)
        panel.choose(result)
        panel.result.note.setFocus()
        QTest.keyClicks(panel.result.note, said)
        panel.steps.setFocus()
        key(ENTER)
        key(ENTER)
    entry = panel.entry
    key(ENTER, CTRL)
    assert entry.state is DraftState.SENDING
    qtbot.waitUntil(lambda: entry.id not in opened.desk.desk.pile, timeout=20_000)
    settle(qtbot, day)


def test_promises_are_kept_told_anew_tried_again_and_handed_over(
    qtbot: Any, day: Day, sign_in: Callable[[str], Any]
) -> None:
    first = day.promise(4, name="罗一帆")
    second = day.promise(8, name="丁伟")
    third = day.promise(12, name="王雅琴")

    opened = sign_in("lin")
    # Solved: nothing is owed any more.
    keep(qtbot, day, opened, CallbackResult.DONE, "The door comes tomorrow")
    assert day.callback(first).state is CallbackState.DONE
    # Not solved, but called in time, with a new time told (C3).
    told = day.wall()
    keep(qtbot, day, opened, CallbackResult.PROGRESS, "Still asking the store")
    row = day.callback(second)
    assert row.state is CallbackState.OPEN
    assert row.due_at == (told + timedelta(minutes=30)).replace(second=0, microsecond=0)
    # Nobody there: counted, the time told stays.
    opened.callbacks.pane.list.choose(third)
    settle(qtbot, day)
    due = day.callback(third).due_at
    keep(qtbot, day, opened, CallbackResult.NOT_REACHED)
    assert day.callback(third).due_at == due
    assert [tried.result for tried in day.attempts(third)] == [CallbackResult.NOT_REACHED]

    # Lin goes home ill; the supervisor hands the rest over (C6).
    day.as_("zhao").run(mark_absent, "lin", None)
    opened = sign_in("zhao")
    opened.callbacks.pane.foot.button.click()
    settle(qtbot, day)
    sheet = opened.callbacks._sheet
    sheet.taker.set_value("sun")
    sheet.reason.setFocus()
    QTest.keyClicks(sheet.reason, "Lin went home ill")
    key(ENTER, CTRL)
    settle(qtbot, day)
    sun = day.as_("sun").staff_id
    assert {day.callback(one).owner_id for one in (second, third)} == {sun}

    # Sun keeps them, by time left.
    opened = sign_in("sun")
    assert [line.id for line in opened.callbacks.pane.model.lines] == [third, second]
    keep(qtbot, day, opened, CallbackResult.DONE, "It comes on Monday")
    keep(qtbot, day, opened, CallbackResult.DONE, "The refund is on its way")
    assert opened.callbacks.pane.model.lines == ()
    assert len(day.calls()) == 3 + 3 + 2

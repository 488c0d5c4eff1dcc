"""The list of callbacks as a person sees and walks it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.ui.callbacks.callback_day import Day
from thirdring.domain.enums import CallbackResult
from thirdring.ui.callbacks.sections import Head, Part
from thirdring.ui.widgets import Label
from thirdring.usecases.callback_board import Board
from thirdring.usecases.keep_callback import keep_callback


def parts(day: Any) -> list[tuple[Part, list[str]]]:
    """What is listed: each section with the names under it."""
    found: list[tuple[Part, list[str]]] = []
    for row in day.callbacks.pane.model.rows:
        if isinstance(row, Head):
            found.append((row.part, []))
        else:
            found[-1][1].append(row.name)
    return found


def words(widget: Any) -> str:
    """All that is written on it."""
    return "\n".join(one.text() for one in widget.findChildren(Label) if one.isVisible())


def test_b8_a_redial_stands_above_what_is_overdue_longer(
    day: Day, open_callbacks: Callable[..., Any]
) -> None:
    day.promise(-18, name="李国强")
    day.promise(4, name="罗一帆")
    day.promise(40, name="苏婉婷")
    day.promise(60 * 20, name="高志远")
    day.redial(name="欧阳慧")
    opened = open_callbacks()
    assert parts(opened) == [
        (Part.REDIAL, ["欧阳慧"]),
        (Part.OVERDUE, ["李国强"]),
        (Part.NEXT, ["罗一帆"]),
        (Part.TODAY, ["苏婉婷"]),
        (Part.LATER, ["高志远"]),
    ]


def test_a_line_goes_from_section_to_section_while_time_runs_and_the_keys_stay_on_it(
    day: Day, open_callbacks: Callable[..., Any]
) -> None:
    day.promise(4, name="罗一帆")
    chosen = day.promise(12, name="丁伟")
    opened = open_callbacks()
    pane = opened.callbacks.pane
    model = QAbstractItemModelTester(pane.model)
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    assert pane.list.line.id == chosen
    day.later(minutes=5)
    assert parts(opened) == [(Part.OVERDUE, ["罗一帆"]), (Part.NEXT, ["丁伟"])]
    assert pane.list.line.id == chosen
    del model


def test_tabs_tell_mine_from_the_teams_and_count_what_was_kept_today(
    day: Day, open_callbacks: Callable[..., Any], settled: Callable[[], None]
) -> None:
    day.promise(4, name="罗一帆")
    day.promise(6, "sun", name="冯秀兰")
    kept = day.promise(8, name="王雅琴")
    day.as_("lin").run(keep_callback, kept, CallbackResult.DONE)
    opened = open_callbacks()
    pane = opened.callbacks.pane
    assert parts(opened) == [(Part.NEXT, ["罗一帆"])]
    pane.head.tabs.step(1)
    settled()
    assert parts(opened) == [(Part.NEXT, ["罗一帆", "冯秀兰"])]
    pane.head.tabs.step(1)
    settled()
    assert pane.tab is Board.KEPT
    assert parts(opened) == [(Part.KEPT, ["王雅琴"])]
    assert pane.head.kept.text() == "In time today: 1 of 1"


@pytest.mark.parametrize(("login", "overdue"), [("lin", 1), ("zhao", 2)])
def test_the_rail_counts_ones_own_overdue_callbacks_and_a_supervisors_everybodys(
    day: Day,
    open_callbacks: Callable[..., Any],
    settled: Callable[[], None],
    login: str,
    overdue: int,
) -> None:
    day.promise(-3, name="罗一帆")
    day.promise(-6, "sun", name="冯秀兰")
    opened = open_callbacks(login)
    counted: list[int] = []
    opened.callbacks.overdue_counted.connect(counted.append)
    opened.callbacks.refresh()
    settled()
    assert counted[-1] == overdue


def test_nobody_waiting_says_what_would_stand_there(
    day: Day, open_callbacks: Callable[..., Any]
) -> None:
    opened = open_callbacks()
    pane = opened.callbacks.pane
    assert not pane.list.isVisible()
    assert "Nobody waits for a call" in words(pane)

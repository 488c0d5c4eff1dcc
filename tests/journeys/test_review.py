"""What goes up: a press call answered by statement, coupons nobody approves for themselves, an emergency."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.review import cases
from thirdring.app.working_day import WorkingDay
from thirdring.domain.case_values import Decision, EscalationKind, TaskKind, Way
from thirdring.domain.enums import Role
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.manage_staff import NewStaff, add_staff
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.statements import add_statement
from thirdring.usecases.tasks import list_tasks
from thirdring.usecases.tell_notice import owed_notices, ticket_notices

Open = Callable[[str], WorkingDay]


@pytest.fixture
def open_review(qtbot: Any, day: Day) -> Open:
    """Sign in and go to the review."""

    def make(login: str) -> WorkingDay:
        day.close()
        opened = day.open(login)
        assert day.window is not None
        day.window.show()
        settle(qtbot, opened)
        with qtbot.waitActive(day.window):
            day.window.activateWindow()
        opened.work.shortcuts.trigger("go.review")
        settle(qtbot, opened)
        return opened

    return make


def settle(qtbot: Any, opened: WorkingDay) -> None:
    qtbot.waitUntil(lambda: opened.settled, timeout=20_000)


def press(qtbot: Any, opened: WorkingDay, key: Qt.Key, *, control: bool = False) -> None:
    """A key, where the keys are; then the database."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, held)
    settle(qtbot, opened)


def test_e1_press_call_is_told_on_and_answered_by_statement(
    qtbot: Any, day: Day, open_review: Open
) -> None:
    number = cases.log(day, cases.PRESS)
    day.as_("zhao").run(add_statement, "活动退款说明", "按实付金额原路退回。")
    opened = open_review("zhao")
    review = opened.review
    assert review is not None
    tell: Callable[..., None] = review.side.told.emit
    for one in day.as_("zhao").read(owed_notices):
        tell(one.id, Way.PHONE)
        settle(qtbot, opened)
    assert {one.told_way for one in day.as_("zhao").read(ticket_notices, number)} == {Way.PHONE}
    press(qtbot, opened, Qt.Key.Key_F7)
    story = [one.verb for one in day.as_("zhao").read(show_ticket, number).timeline]
    assert story.count("told") == 5
    assert "decided" in story


def test_d7_a_coupon_is_approved_by_a_supervisor_and_never_by_its_asker(
    qtbot: Any, day: Day, open_review: Open
) -> None:
    qian = NewStaff(login="qian", name="Qian Wei", roles=frozenset({Role.SUPERVISOR}))
    day.as_("zhao").run(add_staff, qian)
    lins, own = cases.ordinary(day, "灯具碎裂"), cases.ordinary(day, "茶几划痕")
    asked = cases.ask(day, lins)
    day.as_("zhao").run(ask_coupon, own, Decimal(600), "客户接受代金券")

    # Who asked decides nothing: an agent at all, a supervisor of what is their own.
    opened = open_review("lin")
    press(qtbot, opened, Qt.Key.Key_Return, control=True)
    assert cases.case(day, lins).decision is None
    opened = open_review("zhao")
    assert opened.review is not None
    opened.review.show_case(asked)
    settle(qtbot, opened)
    press(qtbot, opened, Qt.Key.Key_Return, control=True)
    assert cases.case(day, lins).decision is Decision.APPROVE
    opened.review.show_case(cases.case(day, own).id)
    settle(qtbot, opened)
    press(qtbot, opened, Qt.Key.Key_Return, control=True)
    assert opened.review.bar.note.problem
    assert cases.case(day, own).decision is None

    opened = open_review("qian")
    assert opened.review is not None
    opened.review.show_case(cases.case(day, own).id)
    settle(qtbot, opened)
    press(qtbot, opened, Qt.Key.Key_Return, control=True)
    line = cases.case(day, own)
    assert (line.decision, line.decided_by) == (Decision.APPROVE, "Qian Wei")


def test_e6_an_emergency_stands_first_and_is_announced(
    qtbot: Any, day: Day, open_review: Open
) -> None:
    waiting = [cases.log(day, cases.COMPLAINT, ago=50), cases.log(day, cases.PRESS, ago=40)]
    smoke = cases.ordinary(day, "地下二层冒烟", emergency=True)
    opened = open_review("zhao")
    review = opened.review
    assert review is not None
    listed = [line.number for line in review.pane.model.lines]
    assert listed[0] == smoke
    assert sorted(str(number) for number in listed[1:]) == sorted(waiting)
    assert review.page.sheet is not None
    assert review.page.sheet.detail.line.kind is EscalationKind.EMERGENCY

    (task,) = day.as_("lin").read(list_tasks, kind=TaskKind.ANNOUNCEMENT)
    assert task.number == smoke
    opened.work.shortcuts.trigger("day.tasks")
    settle(qtbot, opened)
    assert opened.day is not None
    assert task.id in [row.key for row in opened.day.tasks.table.rows.rows]
    press(qtbot, opened, Qt.Key.Key_Return)  # announced
    assert day.as_("lin").read(list_tasks, kind=TaskKind.ANNOUNCEMENT) == []

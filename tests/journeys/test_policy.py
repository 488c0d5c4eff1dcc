"""A figure of the rulebook changed in the whole window: seen what it would do, saved with a reason,
applied to what runs; whoever may not change it reads it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.ui.callbacks.callback_day import Day
from tests.ui.review import cases
from thirdring.domain.policy import Key
from thirdring.store.tables import ClockRow
from thirdring.ui.settings.rules_section import RulesSection
from thirdring.ui.settings.settings_screen import SettingsScreen

ENTER = Qt.Key.Key_Return


@pytest.fixture
def rules_of(qtbot: Any, day: Day) -> Callable[[str], RulesSection]:
    """Sign in, and go to the rules in the settings."""

    def go(login: str) -> RulesSection:
        day.close()
        opened = day.open(login)
        assert day.window is not None
        day.window.show()
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
        opened.work.shortcuts.trigger("settings")
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
        settings = day.window.findChild(SettingsScreen)
        assert isinstance(settings, SettingsScreen)
        settings.show_section("rules")
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)
        rules = settings.sections["rules"]
        assert isinstance(rules, RulesSection)
        return rules

    return go


def answer_due(day: Day) -> Any:
    """Until when the one complaint is to be answered (D4)."""
    with day.opened.store.begin_read() as session:
        return session.scalars(select(ClockRow.due_at).where(ClockRow.rule == "D4")).one()


def test_d4_a_supervisor_shortens_the_answer_and_an_agent_reads_it(
    qtbot: Any, day: Day, rules_of: Callable[[str], RulesSection]
) -> None:
    cases.ordinary(day)
    before = answer_due(day)
    rules = rules_of("zhao")
    rules.table.setFocus()
    while rules.table.key() != Key.ANSWER_HOURS:
        at = rules.table.key()
        QTest.keyClick(rules.table, Qt.Key.Key_Down)
        assert rules.table.key() != at, "the figure is not in the list"
    QTest.keyClick(rules.table, ENTER)
    assert rules.value.hasFocus()
    QTest.keyClicks(rules.value, "20")
    qtbot.waitUntil(lambda: rules.scope.isVisible() and bool(rules.effect.text()), timeout=20_000)
    rules.scope.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Right)
    assert rules.scope.value() == "running"
    QTest.keyClick(rules.value, ENTER)
    QTest.keyClicks(rules.reason, "Shorter from today")
    QTest.keyClick(rules.reason, ENTER)
    qtbot.waitUntil(lambda: answer_due(day) == before - timedelta(hours=4), timeout=20_000)

    read = rules_of("lin")
    told = {row.key: row.cells[1].text for row in read.table.rows.rows}
    assert told[Key.ANSWER_HOURS].startswith("20")
    assert not read.value.isVisible()
    assert not read.button.isVisible()

"""A press call goes up, is told on by telephone, and is answered with a published statement."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import Day
from tests.ui.calls.kit import WallClock, guard
from tests.ui.review import cases
from thirdring.domain.case_values import Way
from thirdring.domain.enums import Language
from thirdring.i18n import use_language
from thirdring.usecases.show_ticket import show_ticket
from thirdring.usecases.statements import add_statement
from thirdring.usecases.tell_notice import owed_notices, ticket_notices


@pytest.fixture
def day(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    use_language(Language.EN)
    made = Day(tmp_path, WallClock())
    preedit = guard(qapp)
    yield made
    made.close()
    qapp.removeEventFilter(preedit)
    preedit.deleteLater()
    made.store.close()


def test_e1_press_call_is_told_on_and_answered_by_statement(qtbot: Any, day: Day) -> None:
    number = cases.log(day, cases.PRESS)
    day.as_("zhao").run(add_statement, "活动退款说明", "按实付金额原路退回。")
    opened = day.open("zhao")

    def settled() -> None:
        qtbot.waitUntil(lambda: opened.settled, timeout=20_000)

    assert day.window is not None
    day.window.show()
    settled()
    with qtbot.waitActive(day.window):
        day.window.activateWindow()
    opened.work.shortcuts.trigger("go.review")
    settled()
    review = opened.review
    assert review is not None
    tell: Callable[..., None] = review.side.told.emit
    for one in day.as_("zhao").read(owed_notices):
        tell(one.id, Way.PHONE)
        settled()
    assert {one.told_way for one in day.as_("zhao").read(ticket_notices, number)} == {Way.PHONE}
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_F7)
    settled()
    story = [one.verb for one in day.as_("zhao").read(show_ticket, number).timeline]
    assert story.count("told") == 5
    assert "decided" in story

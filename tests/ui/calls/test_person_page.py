"""A person's data at the desk (J6): a copy for them, and erasing it, confirmed twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.calls.kit import Bench
from tests.ui.calls.test_customer_panel import CALL
from thirdring.ui.calls.customer_panel import CustomerPanel
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.caller_history import caller_history
from thirdring.usecases.find_callers import find_callers
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked

_LEFT = Qt.MouseButton.LeftButton


class Panel:
    """The panel beside the form, with somebody's card in it."""

    def __init__(self, bench: Bench, qtbot: Any) -> None:
        bench.center.run(log_call, checked(CallInput, CALL))
        self.bench, self.qtbot = bench, qtbot
        self.runner = Runner(bench.center)
        self.panel: Any = CustomerPanel(bench.facts, self.runner, Ticker(bench.wall))
        self.said: list[str] = []
        self.panel.noticed.connect(self.said.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 620)
        self.panel.show()
        (found,) = bench.center.read(find_callers, CALL["number"])
        self.panel.show_caller(found.customer_id, "")
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def choose(self, text: str) -> QWidget:
        menu = self.panel.card.menu
        (action,) = [one for one in menu.actions() if one.text() == text]
        action.trigger()
        self.settle()
        page: QWidget = self.panel.person
        return page


@pytest.fixture
def panel(bench: Bench, qtbot: Any) -> Iterator[Panel]:
    made = Panel(bench, qtbot)
    yield made
    assert made.runner.shut_down()
    bench.center.store.close()


def test_j6_anonymising_takes_a_reason_and_knowing_that_it_cannot_be_undone(panel: Panel) -> None:
    page: Any = panel.choose("Anonymise…")
    assert "Customers 1, Calls 1" in page.told.text()
    assert not page.erase.isEnabled()
    assert page.despite.isHidden()
    QTest.mouseClick(page.sure, _LEFT)
    QTest.keyClicks(page.reason, "13812345678")
    QTest.mouseClick(page.erase, _LEFT)
    panel.settle()
    assert "without the person's name" in page.fields["reason"].note.problem
    page.reason.clear()
    QTest.keyClicks(page.reason, "asked in writing")
    QTest.mouseClick(page.erase, _LEFT)
    panel.settle()
    assert panel.said == ["Anonymised; nothing that names this person is left."]
    assert not panel.panel.card.isVisible()
    assert panel.bench.center.read(find_callers, CALL["number"]) == ()
    assert panel.bench.center.read(caller_history, None, CALL["number"]).calls == 0


def test_j6_a_copy_is_saved_where_the_person_says(panel: Panel, tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(_over: QWidget, proposed: str) -> str:
        asked.append(proposed)
        return str(tmp_path / "copy.zip")

    page: Any = panel.choose("Export this person's file…")
    page._ask_file = ask
    QTest.mouseClick(page.save, _LEFT)
    assert page.fields["reason"].note.problem.startswith("Say why")
    assert asked == []
    QTest.keyClicks(page.reason, "asked in writing")
    QTest.mouseClick(page.save, _LEFT)
    panel.settle()
    assert asked == ["person.zip"]
    assert panel.said == ["Saved: copy.zip"]
    assert (tmp_path / "copy.zip").stat().st_size > 1000
    assert panel.panel.card.isVisible()

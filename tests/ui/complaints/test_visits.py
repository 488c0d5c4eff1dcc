"""The queue of return visits in the windows (D10)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ticket_world import NOW, World
from tests.ui.complaints.conftest import Wall
from thirdring.domain.case_values import VisitReason, VisitState
from thirdring.store.tables import Access
from thirdring.ui.complaints.visits_screen import VisitsScreen
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.return_visits import VisitRow, find_visits, plan_visit


class Visits:
    """The screen as `login` sees it, with one visit owed."""

    def __init__(self, world: World, wall: Wall, login: str) -> None:
        self.center = Center(world.store, world.staff[login], now=wall)
        self.center.run(
            plan_visit, VisitReason.ASKED, name="Wang", number="13800138000", about="The sofa",
            since=NOW,
        )  # fmt: skip
        self.runner = Runner(self.center)
        self.screen = VisitsScreen(
            self.center.read(desk_facts), self.runner, Ticker(wall), reviews=login == "zhao"
        )
        self.screen.resize(1302, 720)

    def stored(self) -> VisitRow:
        (row,) = self.center.read(find_visits, state=None)
        return row


@pytest.fixture(params=["lin"])
def visits(request: Any, qtbot: Any, world: World, wall: Wall) -> Iterator[Visits]:
    made = Visits(world, wall, request.param)
    qtbot.addWidget(made.screen)
    made.screen.show()
    made.screen.entered()
    qtbot.waitUntil(lambda: made.runner.idle, timeout=10_000)
    qtbot.keyClick(made.screen.table, Qt.Key.Key_Down)
    assert made.screen.form.isVisible()
    yield made
    assert made.runner.shut_down()


def save(qtbot: Any, visits: Visits) -> None:
    visits.screen.send()
    qtbot.waitUntil(lambda: visits.runner.idle, timeout=10_000)


def test_d10_without_a_figure_it_is_not_taken(qtbot: Any, visits: Visits) -> None:
    visits.screen.form.opinion.setPlainText("fine")
    save(qtbot, visits)
    form = visits.screen.form
    assert "from 1 to 5" in form.rows["satisfaction"].note.problem
    assert form.opinion.toPlainText() == "fine"
    assert visits.stored().state is VisitState.OPEN


def test_d10_not_reached_is_tried_again_at_the_time_typed(qtbot: Any, visits: Visits) -> None:
    form = visits.screen.form
    form.outcome.set_value("not_reached")
    form.outcome.chosen.emit("not_reached")
    qtbot.keyClicks(form.next_try, "12-03 9:40")
    save(qtbot, visits)
    row = visits.stored()
    assert (row.state, row.tries) == (VisitState.OPEN, 1)
    assert row.next_try_at is not None
    assert row.next_try_at - NOW > timedelta(days=10)


def test_d10_satisfaction_and_opinion_are_kept(qtbot: Any, visits: Visits) -> None:
    form = visits.screen.form
    form.satisfaction.set_value(4)
    qtbot.keyClicks(form.opinion, "kind")
    save(qtbot, visits)
    row = visits.stored()
    assert (row.state, row.satisfaction, row.opinion) == (VisitState.DONE, 4, "kind")
    assert not form.isVisible()


@pytest.mark.parametrize("visits", ["zhao"], indirect=True)
def test_d10_a_supervisor_leaves_one_out_with_a_reason(qtbot: Any, visits: Visits) -> None:
    form = visits.screen.form
    form.outcome.set_value("waived")
    form.outcome.chosen.emit("waived")
    save(qtbot, visits)
    assert form.rows["reason"].note.problem == "Say why."
    form.reason.setPlainText("moved away")
    save(qtbot, visits)
    assert visits.stored().state is VisitState.WAIVED


def test_c8_the_lines_name_the_company_and_the_customer(visits: Visits) -> None:
    said = [label.text() for label, _rule in visits.screen.form._lines]
    assert "云栖家居广场" in said[0]
    assert "Wang" in said[1]


def test_h5_the_number_is_covered_until_asked_for(qtbot: Any, visits: Visits, world: World) -> None:
    assert visits.screen.form._number.text() == "138****8000"
    visits.screen.form.unmask_asked.emit("To call the customer")
    qtbot.waitUntil(lambda: visits.runner.idle, timeout=10_000)
    assert visits.screen.form._number.text() == "138 0013 8000"
    with world.store.begin_read() as session:
        assert [row.action for row in session.query(Access)] == ["unmask"]


def test_d10_a_visit_is_planned_without_a_complaint(qtbot: Any, visits: Visits) -> None:
    visits.screen.plan.click()
    form = visits.screen.planning
    assert form.isVisible()
    assert not visits.screen.form.isVisible()
    qtbot.keyClicks(form._controls["name"], "Chen")
    form._on_save()
    qtbot.waitUntil(lambda: visits.runner.idle, timeout=10_000)
    assert form._fields["number"].note.problem == "Write down the number to call."
    qtbot.keyClicks(form._controls["number"], "13900139000")
    form._on_save()
    qtbot.waitUntil(lambda: visits.runner.idle, timeout=10_000)
    owed = visits.center.read(find_visits)
    assert {(row.name, row.reason) for row in owed} >= {("Chen", VisitReason.ASKED)}
    assert not form.isVisible()

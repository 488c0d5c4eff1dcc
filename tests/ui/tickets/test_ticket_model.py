"""The list as a model: pages by key, any place reached, nothing lost over a refresh."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ticket_world import NOW, World, add_tickets, ticket_row
from tests.ui.tickets.seen import LISTED
from thirdring.domain.enums import TicketState
from thirdring.domain.ticket_views import SortBy, View
from thirdring.store.tables import Ticket
from thirdring.ui.runner import Runner
from thirdring.ui.tickets.ticket_model import MOST_PAGES, TicketModel
from thirdring.usecases.find_tickets import EVERY, TicketQuery, anchors, page
from thirdring.usecases.ticket_desk import list_facts

MANY, FEWER = 100_000, 20_000


@pytest.fixture
def model(qtbot: Any, runner: Runner, world: World) -> TicketModel:
    made = TicketModel(runner)
    made.set_facts(world.center("zhao").read(list_facts))
    made.tick(NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def shown(model: TicketModel) -> list[int | None]:
    lines = [model.line_at(row) for row in range(model.rowCount())]
    return [line.seq if line else None for line in lines]


def test_every_row_comes_in_the_order_the_center_gives(
    model: TicketModel, settled: Any, world: World
) -> None:
    for query in (
        TicketQuery(View.ALL), TicketQuery(View.ALL, sort=SortBy.SEVERITY, descending=True),
        TicketQuery(View.ALL, search="送货"), TicketQuery(View.OVERDUE),
    ):  # fmt: skip
        model.set_query(query)
        settled()
        model.show_rows(0, model.rowCount())
        settled()
        expected = world.center("zhao").read(page, query, None, 1_000).lines
        assert shown(model) == [line.seq for line in expected]
        assert model.exact_count == len(expected)


def test_the_first_page_stands_before_the_count(model: TicketModel, qtbot: Any) -> None:
    seen: list[tuple[int, int | None]] = []
    model.filled.connect(lambda: seen.append((model.rowCount(), model.exact_count)))
    with qtbot.waitSignal(model.counted, timeout=20_000):
        model.set_query(TicketQuery(View.ALL))
    assert seen[0] == (EVERY, None)
    assert model.rowCount() == 300


def test_rows_that_are_not_there_yet_are_blank_and_read_nothing(
    model: TicketModel, settled: Any, runner: Runner
) -> None:
    model.set_query(TicketQuery(View.ALL))
    settled()
    index = model.index(299, 3)
    assert model.line_at(299) is None
    for role in Qt.ItemDataRole:
        assert model.data(index, role) is None
    assert runner.idle
    model.show_rows(290, 310)
    settled()
    assert model.data(index) is not None
    assert model.data(model.index(0, 3)) is not None


def test_ticking_and_what_is_current_follow_the_ticket_over_a_refresh(
    model: TicketModel, settled: Any, world: World
) -> None:
    model.set_query(TicketQuery(View.OPEN))
    settled()
    first, second = model.line_at(0), model.line_at(1)
    assert first
    assert second
    model.setData(model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    with world.store.begin_write() as session:
        gone = session.get_one(Ticket, first.seq)
        gone.state, gone.open = TicketState.ARCHIVED, False
    count = model.rowCount()
    model.refresh()
    model._timer.timeout.emit()
    settled()
    assert model.rowCount() == count - 1
    assert model.row_of(second.seq) == 0
    assert model.row_of(first.seq) is None
    box = model.data(model.index(0, 0), Qt.ItemDataRole.CheckStateRole)
    assert box == Qt.CheckState.Checked.value
    assert list(model.checked) == [second.seq]


def test_an_answer_to_an_earlier_question_is_dropped(
    model: TicketModel, settled: Any, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = []
    read = runner.read

    def late(deed: Any, *args: Any, then: Any, **more: Any) -> Any:
        """The count of the first list comes when the second one is shown already."""
        if deed is anchors:
            answers.append(then)
            return read(deed, *args, then=answers.append, **more)
        return read(deed, *args, then=then, **more)

    monkeypatch.setattr(runner, "read", late)
    model.set_query(TicketQuery(View.ALL))
    settled()
    model.set_query(TicketQuery(View.ALL, search="没有这个词"))
    settled()
    slot, value = answers
    slot(value)
    assert value.count == 300
    assert (model.rowCount(), model.exact_count) == (0, 0)


@pytest.fixture
def crowd(world: World, long_round: bool) -> World:
    """Tickets by the ten thousand; those beyond the first are not indexed for search."""
    many = MANY if long_round else FEWER
    with world.store.begin_write() as session:
        rows = (ticket_row(world, n) for n in range(LISTED + 1, many + 1))
        add_tickets(session, rows, indexed=False)
    return world


@pytest.mark.slow
def test_tickets_by_the_ten_thousand_are_jumped_through(
    qtbot: Any, crowd: World, long_round: bool
) -> None:
    many = MANY if long_round else FEWER
    runner = Runner(crowd.center("zhao"))
    model = TicketModel(runner)
    model.set_facts(crowd.center("zhao").read(list_facts))
    query = TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True)
    with qtbot.waitSignal(model.counted, timeout=60_000):
        model.set_query(query)
    assert model.rowCount() == many
    known = crowd.center("zhao").read(anchors, query)
    for row in (many - 1, many // 2, 3, many * 7 // 9, *range(0, many, 1_000)):
        model.show_rows(row, row + 30)
        qtbot.waitUntil(lambda: runner.idle, timeout=20_000)
        line = model.line_at(row)
        assert line is not None
        after = known.keys[row // EVERY - 1] if row >= EVERY else None
        expected = crowd.center("zhao").read(page, query, after, EVERY).lines[row % EVERY]
        assert line == expected
    assert len(model._pages) <= MOST_PAGES
    assert runner.shut_down()

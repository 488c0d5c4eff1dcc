"""Scrolling through a long list keeps no more than a few pages, and makes nothing that stays."""

import gc
from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ticket_world import NOW, World, add_tickets, ticket_row
from tests.ui.tickets.seen import LISTED
from thirdring.bench.driven import own_mb
from thirdring.domain.ticket_views import SortBy, View
from thirdring.ui.runner import Runner
from thirdring.ui.tickets.brushes import brushes_of
from thirdring.ui.tickets.columns import BY_ID
from thirdring.ui.tickets.ticket_model import MOST_PAGES, TicketModel
from thirdring.ui.tickets.ticket_table import TicketTable
from thirdring.usecases.find_tickets import EVERY, TicketLine, TicketQuery
from thirdring.usecases.ticket_desk import list_facts

_MANY = 10_000


@pytest.fixture
def table(qtbot: Any, runner: Runner, world: World) -> TicketTable:
    with world.store.begin_write() as session:
        rows = (ticket_row(world, n) for n in range(LISTED + 1, _MANY + 1))
        add_tickets(session, rows, indexed=False)
    model = TicketModel(runner)
    model.set_facts(world.center("zhao").read(list_facts))
    model.tick(NOW)
    model.set_columns((BY_ID["number"], BY_ID["about"]))
    made = TicketTable(model)
    qtbot.addWidget(made)
    made.resize(1_000, 100 * made.verticalHeader().defaultSectionSize())
    made.show()
    with qtbot.waitSignal(model.counted, timeout=60_000):
        model.set_query(TicketQuery(View.ALL, sort=SortBy.RECEIVED, descending=True))
    made.go_to(0)
    made.setFocus()
    return made


def page_through(qtbot: Any, table: TicketTable, runner: Runner, key: Qt.Key) -> None:
    """Press `key` until it leads nowhere any more, each page read and drawn."""
    before = -1
    while table.currentIndex().row() != before:
        before = table.currentIndex().row()
        QTest.keyClick(table, key)
        qtbot.waitUntil(lambda: runner.idle, timeout=20_000)
        QApplication.processEvents()


def counted() -> Counter[str]:
    """What there is of the program's and of Qt's, by type."""
    gc.collect()
    kinds = Counter(type(one) for one in gc.get_objects())
    ours = ("thirdring.ui.tickets", "thirdring.usecases", "PySide6")
    return Counter({k.__name__: n for k, n in kinds.items() if str(k.__module__).startswith(ours)})


@pytest.mark.slow
def test_memory_does_not_grow_with_scrolling(
    qtbot: Any, table: TicketTable, runner: Runner
) -> None:
    model = table.tickets
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        page_through(qtbot, table, runner, key)  # what is kept once is there then
    assert table.currentIndex().row() == _MANY - 1
    assert model.line_at(_MANY - 1) is not None
    assert len(model._pages) == MOST_PAGES
    there = counted()
    assert there[TicketLine.__name__] <= MOST_PAGES * EVERY
    held = own_mb()
    kept = len(brushes_of(table.theme, table.devicePixelRatioF())._cut)
    page_through(qtbot, table, runner, Qt.Key.Key_PageUp)
    assert table.currentIndex().row() == 0
    more = counted() - there
    assert {name: n for name, n in more.items() if n > 10} == {}
    assert len(brushes_of(table.theme, table.devicePixelRatioF())._cut) <= max(kept, 2_001)
    if held is not None:  # also what isn't Python's: pages of the file, pictures, texts of Qt
        now = own_mb()
        assert now is not None
        assert now - held < 4

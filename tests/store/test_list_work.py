"""A page of the ticket list takes as many steps of SQLite's machine whether the table is small or
large (J5): no clock is needed to see a scan or a sort.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ticket_world import NOW, World, add_tickets, make_world, ticket_row
from tests.work import work_of
from thirdring.domain.ticket_views import SORTS, SortBy, TicketFilter, View
from thirdring.store.engine import open_store
from thirdring.store.ticket_lines import ListPlan
from thirdring.store.ticket_list import count_up_to, read_page
from thirdring.store.upgrade import upgrade
from thirdring.store.upkeep import tidy

_SMALL, _LARGE, _PAGE = 1_000, 5_000, 20
# A row takes about 90 steps; a scan of the large table would take 30,000 and more.
_MOST = 4500


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[World]]:
    """The same center with a thousand and with five thousand tickets."""
    folder = tmp_path_factory.mktemp("sizes")
    made = []
    for size in (_SMALL, _LARGE):
        made.append(world_of(folder / f"{size}.db", size))
    yield made
    for world in made:
        world.store.close()


def world_of(file: Path, size: int) -> World:
    upgrade(str(file))
    world = make_world(open_store(str(file)))
    with world.store.begin_write() as session:
        add_tickets(session, [ticket_row(world, n) for n in range(1, size + 1)], indexed=False)
    for which in ((View.ALL, SortBy.DUE), (View.DUE_TODAY, SortBy.DUE)):
        pages(world, *which)  # the first statement reads the schema too
    tidy(world.store)  # as an idle desk does: with statistics the plans would be others
    return world


def plan(world: World, view: View, sort: SortBy = SortBy.DUE) -> ListPlan:
    return ListPlan(
        view, sort, sort is SortBy.RECEIVED, TicketFilter(), world.staff["lin"], NOW,
        NOW + timedelta(hours=9), staff=tuple(world.staff.values()),
    )  # fmt: skip


def pages(world: World, view: View, sort: SortBy) -> int:
    """The steps of the first page and the next one."""
    with world.store.begin_read() as session, work_of(world.store) as done:
        first = read_page(session, plan(world, view, sort), None, _PAGE)
        assert len(read_page(session, plan(world, view, sort), first.last, _PAGE).lines) == _PAGE
    return done.steps


def test_j5_a_page_takes_the_same_work_in_a_larger_table(worlds: list[World]) -> None:
    small, large = worlds
    asked = [(view, sort) for view in View for sort in SORTS[view]]
    before = {which: pages(small, *which) for which in asked}
    after = {which: pages(large, *which) for which in asked}
    assert {which: n for which, n in after.items() if n > _MOST} == {}
    # A hundred more or less is the grain of the measure; a level more of a tree a few steps.
    grown = {which: (before[which], n) for which, n in after.items() if n > before[which] + 400}
    assert grown == {}


def test_j5_a_capped_count_takes_the_same_work_in_a_larger_table(worlds: list[World]) -> None:
    steps = []
    for world in worlds:
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert count_up_to(session, plan(world, View.ALL), 200) == 201
        steps.append(done.steps)
    assert steps[1] <= steps[0] + 200

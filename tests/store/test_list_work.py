"""A page of the ticket list takes as many steps of SQLite's machine whether the table is small or
large (J5): no clock is needed to see a scan or a sort.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.ticket_world import (
    NOW,
    World,
    add_tickets,
    filters,
    make_world,
    plan_to_find,
    ticket_row,
)
from tests.work import work_of
from thirdring.domain import search_text
from thirdring.domain.enums import AgainstKind, TicketKind
from thirdring.domain.ticket_views import GROUPED, SORTS, SortBy, TicketFilter, View
from thirdring.store import search, ticket_few, ticket_found
from thirdring.store.engine import open_store
from thirdring.store.tables import ComplaintDetail
from thirdring.store.ticket_lines import ListPlan
from thirdring.store.ticket_list import count_up_to, read_anchors, read_page
from thirdring.store.upgrade import upgrade
from thirdring.store.upkeep import tidy

_SMALL, _LARGE, _PAGE, _OWN = 1_000, 5_000, 20, 75
# A row takes about 90 steps; a scan of the large table would take 30,000 and more.
_MOST = 4500
_MOST_FILTERED = 12_500
_OFFERED = [(view, sort) for view in View for sort in SORTS[view]]


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
        rows = [row_of(world, n, size) for n in range(1, size + 1)]
        add_tickets(session, rows)
        session.add_all(  # whatever anybody complains of is sun
            ComplaintDetail(
                ticket_id=row["id"], against_kind=AgainstKind.EMPLOYEE, month="2026-11",
                against_staff_id=world.staff["sun"],
            )
            for row in rows
            if row["kind"] is TicketKind.COMPLAINT
        )  # fmt: skip
    for which in ((View.ALL, SortBy.DUE), (View.DUE_TODAY, SortBy.DUE)):
        pages(world, *which)  # the first statement reads the schema too
    tidy(world.store)  # as an idle desk does: with statistics the plans would be others
    return world


def row_of(world: World, n: int, size: int) -> dict[str, Any]:
    """Keys follow the time of intake, as they do but after an import. However many tickets there
    are, lin has a few of them and nobody a few: of all that wait in a large center one in hundreds.
    """
    owner: UUID | None = world.staff["sun" if n % 2 else "zhao"]
    if n % (size // _OWN) < 2:
        owner = None if n % 2 else world.staff["lin"]
    received = NOW - timedelta(minutes=20 * (size - n))
    return ticket_row(world, n, received_at=received, owner_id=owner)


def plan(
    world: World, view: View, sort: SortBy = SortBy.DUE, narrowed: TicketFilter | None = None
) -> ListPlan:
    return ListPlan(
        view, sort, sort is SortBy.RECEIVED, narrowed or TicketFilter(), world.staff["lin"], NOW,
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
    before = {which: pages(small, *which) for which in _OFFERED}
    after = {which: pages(large, *which) for which in _OFFERED}
    assert {which: n for which, n in after.items() if n > _MOST} == {}
    # A hundred more or less is the grain of the measure; a level more of a tree a few steps.
    grown = {which: (before[which], n) for which, n in after.items() if n > before[which] + 600}
    assert grown == {}


def test_j5_where_to_jump_to_in_ones_own_few_tickets_is_known_without_walking_everybodys(
    worlds: list[World],
) -> None:
    """Whatever they are sorted by."""
    world, dear = worlds[1], {}
    for view, sort in itertools.product((View.MINE, View.UNASSIGNED), GROUPED):
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert read_anchors(session, plan(world, view, sort), _PAGE).count >= 2 * _PAGE
        if done.steps > _MOST:
            dear[view, sort] = done.steps
    assert dear == {}


def test_j5_a_filter_costs_no_more_than_what_few_tickets_take(
    worlds: list[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever view it narrows and by whatever it is sorted, and also where nothing is left."""
    monkeypatch.setattr(ticket_few, "FEW", 100)  # what few of a million are to so small a table
    world, dear = worlds[1], {}
    for name, narrowed in filters(world).items():
        for view, sort in _OFFERED:
            with world.store.begin_read() as session, work_of(world.store) as done:
                read_page(session, plan(world, view, sort, narrowed), None, _PAGE)
            if done.steps > _MOST_FILTERED:
                dear[name, view, sort] = done.steps
    assert dear == {}


def test_j5_a_filter_with_an_index_in_the_lists_order_takes_what_a_page_does(
    worlds: list[World],
) -> None:
    """Nothing is counted, gathered or put in order first."""
    world, dear = worlds[1], {}
    for name, view, sort in (
        ("state", View.ALL, SortBy.DUE), ("state of open ones", View.OPEN, SortBy.DUE),
        ("kind", View.OVERDUE, SortBy.DUE), ("severity", View.ALL, SortBy.DUE),
        ("owner", View.ALL, SortBy.DUE), ("owner", View.OPEN, SortBy.RECEIVED),
        ("category", View.OPEN, SortBy.DUE), ("open", View.OVERDUE, SortBy.STATE),
        ("open", View.ALL, SortBy.KIND), ("week", View.OPEN, SortBy.RECEIVED),
    ):  # fmt: skip
        asked = plan(world, view, sort, filters(world)[name])
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert len(read_page(session, asked, None, _PAGE).lines) == _PAGE
        if done.steps > _MOST // 2 or len(done.statements) > 2:
            dear[name, view, sort] = done
    assert dear == {}


def test_j5_a_common_word_is_looked_for_in_texts_where_going_through_its_hits_takes_longer(
    worlds: list[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then a page takes no more where there are more hits."""
    monkeypatch.setattr(ticket_found, "FEW", 100)
    monkeypatch.setattr(search, "TEXT_IN_HITS", 0)
    steps = []
    for world in worlds:
        asked = replace(plan(world, View.OPEN), search=search_text.query("送货"))
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert len(read_page(session, asked, None, _PAGE).lines) == _PAGE
        steps.append(done.steps)
    assert steps[1] <= steps[0] + 2_500  # in the smaller one the list ends before the stride does


def test_j5_a_common_word_is_met_on_the_way_through_the_list(
    worlds: list[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody gathers all tickets that hold it first."""
    monkeypatch.setattr(ticket_found, "FEW", 100)
    monkeypatch.setattr(ticket_few, "FEW", 100)
    steps: dict[tuple[View, bool | None], list[int]] = {}
    for world in worlds:
        for view, upwards in itertools.product((View.ALL, View.OPEN), (True, False)):
            asked = replace(
                plan(world, view, SortBy.RECEIVED),
                search=search_text.query("送货"), descending=not upwards,
            )  # fmt: skip
            with world.store.begin_read() as session, work_of(world.store) as done:
                assert len(read_page(session, asked, None, _PAGE).lines) == _PAGE
            steps.setdefault((view, upwards), []).append(done.steps)
        narrowed = TicketFilter(kind=TicketKind.COMPLAINT)
        asked = replace(asked, view=View.ALL, filter=narrowed)
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert len(read_page(session, asked, None, _PAGE).lines) == _PAGE
        steps.setdefault((View.ALL, None), []).append(done.steps)
    assert {which: n for which, n in steps.items() if n[1] > n[0] + 4_000} == {}


def test_g9_who_has_a_thousand_complaints_against_them_searches_as_quickly(
    worlds: list[World],
) -> None:
    """Only those on the page are read once more, for what they say without names."""
    world = worlds[1]
    steps = []
    for login in ("lin", "sun"):
        asked = plan_to_find("送货", actor_id=world.staff[login])
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert len(read_page(session, asked, None, _PAGE).lines) == _PAGE
        steps.append(done.steps)
    assert steps[1] <= steps[0] + 1_000


def test_j5_a_capped_count_takes_the_same_work_in_a_larger_table(worlds: list[World]) -> None:
    steps = []
    for world in worlds:
        with world.store.begin_read() as session, work_of(world.store) as done:
            assert count_up_to(session, plan(world, View.ALL), 200) == 201
        steps.append(done.steps)
    assert steps[1] <= steps[0] + 200

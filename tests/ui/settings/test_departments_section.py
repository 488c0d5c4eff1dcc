"""D3: the routing table, set and emptied by keys, with a reason each time."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.ticket_world import World
from tests.ui.clipping import cut_off
from thirdring.domain.enums import Nature, Severity
from thirdring.store.tables import Event
from thirdring.usecases.route_ticket import list_routes, set_route

Open = Callable[[str], Any]
ENTER = Qt.Key.Key_Return


def reasons(world: World, verb: str) -> list[str]:
    with world.store.begin_read() as session:
        return [one.detail["reason"] for one in session.scalars(select(Event)) if one.verb == verb]


def test_d3_a_line_is_set_with_a_reason(open_settings: Open, world: World) -> None:
    seen = open_settings("zhao")
    section = seen.section("departments")
    QTest.keyClicks(section.nature, "Deliv")
    QTest.keyClicks(section.severity, "Maj")
    QTest.keyClicks(section.department, "Delivery team")
    QTest.keyClicks(section.hours, "soon")
    QTest.keyClick(section.save, ENTER)
    assert section.fields["hours"].note.problem
    section.hours.selectAll()
    QTest.keyClicks(section.hours, "4")
    QTest.keyClick(section.save, ENTER)
    seen.settle()
    assert "why" in section.fields["reason"].note.problem
    assert world.center("zhao").read(list_routes) == ()
    QTest.keyClicks(section.reason, "They have the vans")
    QTest.keyClick(section.reason, ENTER)
    seen.settle()
    (row,) = world.center("zhao").read(list_routes)
    assert (row.nature, row.severity, row.department, row.hours) == (
        Nature.DELIVERY, Severity.MAJOR, "Delivery team", 4,
    )  # fmt: skip
    assert reasons(world, "route_set") == ["They have the vans"]
    assert section.table.key() == row.id
    assert section.reason.text() == ""


def test_d3_a_line_for_anything_has_the_rules_hours_and_is_removed_with_a_reason(
    open_settings: Open, world: World
) -> None:
    center = world.center("zhao")
    center.run(set_route, None, None, "Service desk", reason="All the rest")
    center.run(set_route, Nature.PRICE, None, "Shops", hours=1, reason="Theirs")
    seen = open_settings("zhao")
    section = seen.section("departments")
    texts = [[cell.text for cell in row.cells] for row in section.table.rows.rows]
    assert texts == [
        ["Price", "Any", "Shops", "1 hour"],
        ["Any", "Any", "Service desk", "As the rules say"],
    ]
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Down)
    while section.department.text() != "Service desk":
        QTest.keyClick(section.table, Qt.Key.Key_Down)
    QTest.keyClick(section.remove, ENTER)
    seen.settle()
    assert "why" in section.fields["reason"].note.problem
    assert len(center.read(list_routes)) == 2
    QTest.keyClicks(section.reason, "Nobody is there any more")
    QTest.keyClick(section.remove, ENTER)
    seen.settle()
    assert [row.department for row in center.read(list_routes)] == ["Shops"]
    assert reasons(world, "route_removed") == ["Nobody is there any more"]
    assert not section.remove.isEnabled()


@pytest.mark.usefixtures("look")
def test_no_text_is_cut_off(open_settings: Open, qtbot: Any) -> None:
    section = open_settings("zhao").section("departments")
    qtbot.waitUntil(lambda: cut_off(section) == [])


def test_only_who_changes_the_policy_sets_departments(open_settings: Open) -> None:
    for login in ("lin", "he", "root"):
        assert "departments" not in open_settings(login).screen.sections

"""Who is told, named by keys: D9 and E1 to E6 reach whoever holds the post."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ticket_world import World
from tests.ui.clipping import cut_off
from thirdring.usecases.manage_contacts import (
    ContactInput,
    list_contacts,
    list_posts,
    save_contact,
)
from thirdring.usecases.manage_staff import deactivate

Open = Callable[[str], Any]
ENTER = Qt.Key.Key_Return


def names(section: Any, post: str) -> list[str]:
    return [row.cells[1].text for row in section.table.rows.rows if row.cells[0].text == post]


def go_to(section: Any, key: object) -> None:
    """By the arrow keys, from the top."""
    QTest.keyClick(section.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _row in section.table.rows.rows:
        if section.table.key() == key:
            return
        QTest.keyClick(section.table, Qt.Key.Key_Down)
    assert section.table.key() == key


def type_over(line: Any, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_every_post_the_rules_name_is_shown_and_empty_ones_say_so(
    open_settings: Open, world: World
) -> None:
    section = open_settings("zhao").section("told")
    posts = [row.cells[0].text for row in section.table.rows.rows]
    assert len(posts) == len(set(posts)) == len(world.center("zhao").read(list_posts))
    assert names(section, "General manager") == ["Nobody holds it"]
    assert names(section, "Supervisor") == ["赵立群, by their role"]


def test_e1_somebody_outside_is_named_for_an_empty_post(open_settings: Open, world: World) -> None:
    seen = open_settings("zhao")
    section = seen.section("told")
    form = section.form
    go_to(section, "general_manager")
    QTest.keyClick(section.table, ENTER)
    assert form.post.value() == "general_manager"
    QTest.keyClicks(form.name, "Gu Wen")
    QTest.keyClick(form.email, ENTER)
    seen.settle()
    assert "number" in form.fields["phone"].note.problem
    assert world.center("zhao").read(list_contacts) == ()
    QTest.keyClicks(form.phone, "13900001111")
    QTest.keyClicks(form.email, "gu@example.com")
    QTest.keyClick(form.email, ENTER)
    seen.settle()
    (row,) = world.center("zhao").read(list_contacts)
    assert (row.post, row.name, row.phone, row.email) == (
        "general_manager", "Gu Wen", "13900001111", "gu@example.com",
    )  # fmt: skip
    assert names(section, "General manager") == ["Gu Wen"]
    assert section.table.key() == row.id


def test_d9_one_of_the_staff_holds_a_post_and_is_taken_off_it(
    open_settings: Open, world: World
) -> None:
    seen = open_settings("zhao")
    section = seen.section("told")
    form = section.form
    go_to(section, "service_manager")
    QTest.keyClick(section.table, ENTER)
    while form.person.value() != "he":
        QTest.keyClick(form.person, Qt.Key.Key_Down)
    assert not form.name.isVisible()
    QTest.keyClick(form.save, ENTER)
    seen.settle()
    (row,) = world.center("zhao").read(list_contacts)
    assert (row.login, row.name) == ("he", "何静")
    undo: list[Any] = []
    section.said.connect(lambda _sentence, back: undo.append(back))
    QTest.keyClick(form.retire, ENTER)
    seen.settle()
    assert world.center("zhao").read(list_contacts) == ()
    assert names(section, "Service manager") == ["Nobody holds it"]
    undo[0]()
    seen.settle()
    assert names(section, "Service manager") == ["何静"]


def test_an_account_out_of_use_leaves_the_post_empty(open_settings: Open, world: World) -> None:
    world.center("zhao").run(save_contact, ContactInput("service_manager", login="he"))
    world.center("root").run(deactivate, "he")
    section = open_settings("zhao").section("told")
    assert names(section, "Service manager") == ["Nobody holds it", "何静 (out of use)"]


def test_a_change_made_meanwhile_is_told_before_it_is_written_over(
    open_settings: Open, world: World
) -> None:
    center = world.center("zhao")
    old = center.run(save_contact, ContactInput("general_manager", "Gu", "111"))
    seen = open_settings("zhao")
    section = seen.section("told")
    form = section.form
    go_to(section, old.id)
    type_over(form.phone, "333")
    center.run(
        save_contact, ContactInput("general_manager", "Gu", "222"),
        contact_id=old.id, version=old.version,
    )  # fmt: skip
    QTest.keyClick(form.save, ENTER)
    seen.settle()
    assert "meanwhile" in form.note.problem
    assert form.phone.text() == "333"
    assert "Changed meanwhile to: 222" in form.both.choices["phone"]._told.text()
    assert not form.both.choices["email"].isVisible()
    assert center.read(list_contacts)[0].phone == "222"
    QTest.keyClick(form.save, ENTER)
    seen.settle()
    assert center.read(list_contacts)[0].phone == "333"


@pytest.mark.usefixtures("look")
def test_no_text_is_cut_off(open_settings: Open, qtbot: Any) -> None:
    section = open_settings("zhao").section("told")
    qtbot.waitUntil(lambda: cut_off(section) == [])


def test_only_who_changes_the_policy_names_contacts(open_settings: Open) -> None:
    for login in ("lin", "he", "root"):
        assert "told" not in open_settings(login).screen.sections

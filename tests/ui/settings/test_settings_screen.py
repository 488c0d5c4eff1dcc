"""The settings as people use them: by keys, against a real file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget
from sqlalchemy import select

from tests.ticket_world import NOW, World, add_tickets, ticket_row
from thirdring import i18n
from thirdring.domain.enums import Language, Role, TicketKind, TicketState
from thirdring.domain.policy import Key
from thirdring.store.tables import Event
from thirdring.ui.settings.change_password_page import ChangePasswordPage
from thirdring.ui.theme import Density, ThemeChoice, theme_of
from thirdring.usecases.change_policy import policy_history, set_policy, show_policy
from thirdring.usecases.manage_staff import StaffChange, change_staff, list_staff
from thirdring.usecases.statements import list_statements
from thirdring.usecases.timeline import record_access

Open = Callable[[str], Any]
ENTER = Qt.Key.Key_Return


def type_over(line: Any, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def press(control: QWidget, key: Qt.Key) -> None:
    """On the chosen one of a group of segments, where its cursor is."""
    inside = next(one for one in control.findChildren(QRadioButton) if one.isChecked())
    QTest.keyClick(inside, key)


def ring_figure(world: World) -> object:
    return next(r.value for r in world.center("zhao").read(show_policy) if r.key == Key.RINGS_LIMIT)


def test_an_agent_sees_no_people_and_no_file(open_settings: Open) -> None:
    assert list(open_settings("lin").screen.sections) == ["me", "rules", "improvement"]
    assert list(open_settings("zhao").screen.sections) == [
        "me",
        "people",
        "rules",
        "told",
        "departments",
        "statements",
        "improvement",
        "ledgers",
        "access",
    ]
    every = ["me", "people", "rules", "improvement", "access", "retention", "mailbox", "center"]
    assert list(open_settings("root").screen.sections) == every


def test_a_figure_changes_with_a_reason_typed(open_settings: Open, world: World) -> None:
    seen = open_settings("zhao")
    rules = seen.section("rules")
    assert rules.table.key() == Key.RINGS_LIMIT
    QTest.keyClick(rules.table, ENTER)
    QTest.keyClicks(rules.value, "4")
    QTest.keyClick(rules.value, ENTER)
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    assert "why" in rules.fields["reason"].note.problem
    assert ring_figure(world) == 3
    QTest.keyClicks(rules.reason, "Two lines are out")
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    assert ring_figure(world) == 4
    change = world.center("zhao").read(policy_history)[0]
    assert (change.old, change.new, change.reason) == (3, 4, "Two lines are out")
    assert "Two lines are out" in rules._changes.text()
    assert len(seen.said) == 1


def test_a_figure_out_of_bounds_is_refused_beside_the_field(
    open_settings: Open, world: World
) -> None:
    seen = open_settings("zhao")
    rules = seen.section("rules")
    type_over(rules.value, "99")
    type_over(rules.reason, "Because")
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    assert "20" in rules.fields["value"].note.problem
    assert ring_figure(world) == 3


def test_an_agent_reads_the_figures_and_cannot_change_them(open_settings: Open) -> None:
    rules = open_settings("lin").section("rules")
    assert rules.table.rows.rowCount() == len(Key)
    assert not rules.button.isVisible()
    assert not rules.value.isVisible()


def test_somebody_is_added_by_keys(open_settings: Open, world: World) -> None:
    seen = open_settings("root")
    people = seen.section("people")
    QTest.keyClick(people.add, ENTER)
    form = people.form
    QTest.keyClicks(form.login, "Lin")
    QTest.keyClick(form.login, ENTER)
    QTest.keyClicks(form.name, "Luo Yifan")
    QTest.keyClicks(form.password, "blue teapot 7")
    QTest.keyClick(form.password, ENTER)
    seen.settle()
    assert "taken" in form.fields["login"].note.problem
    type_over(form.login, "luo")
    QTest.keyClick(form.roles.boxes[Role.HR], Qt.Key.Key_Space)
    QTest.keyClick(form.save, ENTER)
    seen.settle()
    luo = next(p for p in world.center("root").read(list_staff) if p.login == "luo")
    assert (luo.name, set(luo.roles), luo.has_password) == (
        "Luo Yifan", {Role.AGENT, Role.HR}, True,
    )  # fmt: skip
    assert people.table.key() == "luo"


def test_the_last_administrator_keeps_the_role(open_settings: Open, world: World) -> None:
    seen = open_settings("root")
    people = seen.section("people")
    people.table.setFocus()
    people.table.selectRow(0)
    while people.table.key() != "root":
        QTest.keyClick(people.table, Qt.Key.Key_Down)
    boxes = people.form.roles.boxes
    QTest.keyClick(boxes[Role.AGENT], Qt.Key.Key_Space)
    QTest.keyClick(boxes[Role.ADMIN], Qt.Key.Key_Space)
    QTest.keyClick(people.form.save, ENTER)
    seen.settle()
    assert "last administrator" in people.form.fields["role"].note.problem
    root = next(p for p in world.center("root").read(list_staff) if p.login == "root")
    assert root.roles == (Role.ADMIN,)


def test_what_another_desk_changes_shows_and_what_is_typed_stays(
    open_settings: Open, world: World
) -> None:
    seen = open_settings("root")
    people = seen.section("people")
    form = people.form

    def rename(login: str, name: str) -> None:
        center = world.center("root")
        row = next(p for p in center.read(list_staff) if p.login == login)
        center.run(change_staff, StaffChange(row.id, row.version, name=name))

    assert form.person.login == "he"
    rename("he", "何静雯")
    seen.screen.refresh()
    seen.settle()
    assert (people.table.key(), form.name.text()) == ("he", "何静雯")
    type_over(form.post, "Head of HR")
    rename("he", "何静")
    seen.screen.refresh()
    seen.settle()
    assert (form.name.text(), form.post.text()) == ("何静雯", "Head of HR")
    QTest.keyClick(form.save, ENTER)
    seen.settle()
    assert "meanwhile" in form.note.problem
    assert (form.name.text(), form.post.text()) == ("何静", "Head of HR")  # they fit together
    QTest.keyClick(form.save, ENTER)
    seen.settle()
    row = next(p for p in world.center("root").read(list_staff) if p.login == "he")
    assert (row.name, row.post) == ("何静", "Head of HR")


def test_a_figure_changed_elsewhere_shows_unless_one_is_being_typed(
    open_settings: Open, world: World
) -> None:
    seen = open_settings("zhao")
    rules = seen.section("rules")
    world.center("zhao").run(set_policy, Key.RINGS_LIMIT, "4", "Two lines are out")
    seen.screen.refresh()
    seen.settle()
    assert rules.value.text() == "4"
    type_over(rules.value, "6")
    world.center("zhao").run(set_policy, Key.RINGS_LIMIT, "5", "Three lines are out")
    seen.screen.refresh()
    seen.settle()
    assert rules.value.text() == "6"
    assert "Now 5" in rules._standing.text()


def test_h5_the_access_log_is_read_page_by_page_and_grows_on_top(
    open_settings: Open, world: World
) -> None:
    seen = open_settings("zhao")
    access = seen.section("access")
    assert access._nothing.isVisible()
    lin = world.center("lin")
    for count in range(1, 104):
        lin.run(record_access, "export", "tickets", records=count)
    seen.screen.refresh()
    seen.settle()
    assert access.table.rows.rowCount() == 100
    assert not access._nothing.isVisible()
    assert [cell.text for cell in access.table.rows.rows[0].cells][1:4] == [
        "林晓梅", "Saved as a file", "103 tickets",
    ]  # fmt: skip
    QTest.keyClick(access.older, ENTER)
    seen.settle()
    assert access.table.rows.rowCount() == 103
    assert not access.older.isVisible()
    lin.run(record_access, "print", "tickets", records=1)
    seen.screen.refresh()
    seen.settle()
    assert access.table.rows.rowCount() == 104
    assert access.table.rows.rows[0].cells[3].text == "1 ticket"


def test_out_of_use_and_back_and_away_and_back(open_settings: Open, world: World) -> None:
    seen = open_settings("root")
    people = seen.section("people")
    form = people.form

    def of(login: str) -> Any:
        return next(p for p in world.center("root").read(list_staff) if p.login == login)

    assert form.person.login == "he"
    QTest.keyClick(form.use, ENTER)
    seen.settle()
    assert not of("he").active
    QTest.keyClick(form.use, ENTER)
    seen.settle()
    assert of("he").active
    QTest.keyClicks(form.until, "2026-11-30")
    QTest.keyClick(form.until, ENTER)
    seen.settle()
    # To the end of that day in Shanghai.
    assert of("he").absent_until.isoformat() == "2026-11-30T16:00:00+00:00"
    QTest.keyClick(form.back, ENTER)
    seen.settle()
    assert of("he").absent_from is None


def test_the_language_changes_while_running_and_is_remembered(open_settings: Open) -> None:
    seen = open_settings("lin")
    me = seen.section("me")
    chosen: list[Language] = []
    seen.screen.language_chosen.connect(chosen.append)
    press(me.language, Qt.Key.Key_Left)
    assert i18n.language() is Language.ZH_CN
    assert chosen == [Language.ZH_CN]
    assert seen.memory.read("language") == "zh_CN"
    assert me._fields["density"].label.text() == "疏密"


def test_colours_density_and_size_apply_at_once(open_settings: Open) -> None:
    seen = open_settings("lin")
    me = seen.section("me")
    for control, key in (
        (me.colours, Qt.Key.Key_Right),
        (me.density, Qt.Key.Key_Right),
        (me.text_size, Qt.Key.Key_Right),
    ):
        press(control, key)
    theme = theme_of()
    assert (theme.choice, theme.density, theme.text_scale) == (
        ThemeChoice.DARK, Density.COMFORTABLE, 1.1,
    )  # fmt: skip
    kept = [seen.memory.read(name) for name in ("theme", "density", "text_scale")]
    assert kept == ["dark", "comfortable", "1.1"]


def test_a_password_is_typed_twice_alike(open_settings: Open) -> None:
    seen = open_settings("lin")
    form = seen.section("me").password
    QTest.keyClicks(form.new, "blue teapot 7")
    QTest.keyClicks(form.again, "blue teapot 8")
    QTest.keyClick(form.again, ENTER)
    assert form.fields["again"].note.problem
    type_over(form.again, "blue teapot 7")
    QTest.keyClick(form.again, ENTER)
    seen.settle()
    assert seen.said == ["Your password is changed."]
    assert form.new.text() == ""


def test_the_center_tells_of_its_file_and_is_backed_up(
    open_settings: Open, world: World, tmp_path: Path
) -> None:
    seen = open_settings("root")
    center = seen.section("center")
    shown = [label.text() for label in center._values]
    assert shown[:2] == ["云栖家居广场", "Asia/Shanghai"]
    file = tmp_path / "copy.db"
    center.back_up_to(str(file))
    seen.settle()
    assert file.stat().st_size > 0
    with world.store.begin_read() as session:
        event = session.scalars(select(Event).where(Event.verb == "backed_up")).one()
        assert (event.actor_id, event.detail) == (world.staff["root"], {"file": "copy.db"})
    center.back_up_to(str(file))
    seen.settle()
    assert "exists already" in center.note.problem


def test_the_page_after_sign_in_sends_old_and_new(qtbot: Any) -> None:
    page = ChangePasswordPage()
    qtbot.addWidget(page)
    page.show()
    sent: list[tuple[str, str]] = []
    page.submitted.connect(lambda old, new: sent.append((old, new)))
    QTest.keyClicks(page._fields.old, "given to me")
    QTest.keyClicks(page._fields.new, "blue teapot 7")
    QTest.keyClicks(page._fields.again, "blue teapot 7")
    QTest.keyClick(page._fields.again, ENTER)
    assert sent == [("given to me", "blue teapot 7")]
    page.refuse("The old password is not right.")
    assert page._fields.note.problem == "The old password is not right."


def test_d4_what_a_changed_figure_would_do_is_said_before_it_is_saved(
    qtbot: Any, open_settings: Any, world: World
) -> None:
    rows = [
        ticket_row(
            world, seq, kind=TicketKind.COMPLAINT, state=TicketState.INVESTIGATION,
            received_at=NOW - timedelta(hours=2), due_at=NOW + timedelta(hours=22),
        )
        for seq in (1, 2)
    ]  # fmt: skip
    with world.store.begin_write() as session:
        add_tickets(session, rows, indexed=False)
    seen = open_settings("zhao")
    rules = seen.section("rules")
    rules.table.choose(Key.ANSWER_HOURS)
    rules._on_chosen(Key.ANSWER_HOURS)
    type_over(rules.value, "1")
    qtbot.waitUntil(lambda: "2 open complaints would become overdue." in rules.effect.text())
    assert rules.scope.isVisible()
    press(rules.scope, Qt.Key.Key_Right)
    assert rules.scope.value() == "running"
    type_over(rules.reason, "Shorter from today")
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    assert "2 running clocks moved." in seen.said[-1]


def test_a_time_of_day_is_edited_as_people_write_it(open_settings: Any) -> None:
    seen = open_settings("zhao")
    rules = seen.section("rules")
    rules.table.choose(Key.WORK_START)
    rules._on_chosen(Key.WORK_START)
    assert rules.value.text() == "09:00"
    type_over(rules.value, "08:30")
    type_over(rules.reason, "We open earlier")
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    cells = {row.key: row.cells[1].text for row in rules.table.rows.rows}
    assert cells[Key.WORK_START] == "08:30"


def test_e4_a_statement_is_added_and_retired(open_settings: Any, world: World) -> None:
    seen = open_settings("zhao")
    section = seen.section("statements")
    type_over(section.title, "Refunds")
    section.text.setPlainText("Paid back as it was paid.")
    type_over(section.until, "soon")
    QTest.keyClick(section.add, Qt.Key.Key_Return)
    assert section.fields["valid_until"].note.problem
    section.until.clear()
    QTest.keyClick(section.add, Qt.Key.Key_Return)
    seen.settle()
    (row,) = world.center("zhao").read(list_statements)
    assert row.title == "Refunds"
    section.table.choose(row.id)
    section._on_chosen(row.id)
    QTest.keyClick(section.retire, Qt.Key.Key_Return)
    seen.settle()
    assert world.center("zhao").read(list_statements) == ()


def test_h4_a_figure_two_people_change_shows_both_values_and_asks(
    open_settings: Open, world: World
) -> None:
    seen = open_settings("zhao")
    rules = seen.section("rules")
    type_over(rules.value, "6")
    type_over(rules.reason, "Two lines are out")
    world.center("zhao").run(set_policy, Key.RINGS_LIMIT, "5", "Three lines are out")
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    assert rules.both.isVisible()
    assert "Changed meanwhile to: 5 rings" in rules.both._told.text()
    assert (rules.value.text(), rules.reason.text()) == ("6", "Two lines are out")
    QTest.keyClick(rules.both.pick._segment_of("mine"), Qt.Key.Key_Right)
    assert rules.value.text() == "5"
    QTest.keyClick(rules.both.pick._segment_of("theirs"), Qt.Key.Key_Left)
    assert rules.value.text() == "6"
    QTest.keyClick(rules.reason, ENTER)
    seen.settle()
    assert world.center("zhao").read(show_policy)[0].value == 6
    assert not rules.both.isVisible()

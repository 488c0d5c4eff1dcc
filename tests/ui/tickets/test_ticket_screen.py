"""The ticket screen as a person uses it: by keys, with what they see."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import select

from tests.ticket_world import World
from tests.ui.clipping import cut_off
from tests.ui.tickets.seen import NUMBER, Seen
from thirdring.domain.case_values import Degree, Fault
from thirdring.domain.changes import Change, about
from thirdring.domain.enums import Language, Nature, Role, TicketState
from thirdring.domain.roles import permissions_of
from thirdring.domain.ticket_views import SortBy, View
from thirdring.store.tables import Access
from thirdring.ui.runner import Runner
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import ThemeChoice, theme_of
from thirdring.ui.ticker import Ticker
from thirdring.ui.tickets.outlets import set_page
from thirdring.ui.tickets.ticket_screen import TicketScreen
from thirdring.ui.tickets.ticket_strip import TicketStrip
from thirdring.ui.tickets.topics import TOPICS
from thirdring.usecases.edit_ticket import edit_ticket
from thirdring.usecases.find_tickets import COUNT_CAP
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.show_ticket import Deed, show_ticket


def type_and_wait(seen: Seen, text: str, settled: Any, qtbot: Any) -> None:
    seen.screen.pane.bar.search.setText(text)  # QTest types no Chinese
    QTest.keyClick(seen.screen.pane.bar.search, Qt.Key.Key_Return)
    settled()


class _Frames(QObject):
    """What of the table is drawn, and whether its rows had come by then."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.rows_came: list[bool] = []
        self._there = False
        seen.screen.pane.model.replaced.connect(self._on_replaced)
        seen.table.viewport().installEventFilter(self)

    def _on_replaced(self) -> None:
        self._there = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.rows_came.append(self._there)
        return False


def test_the_list_is_not_drawn_again_before_what_was_searched_for_is_there(
    seen: Seen, settled: Any, qtbot: Any
) -> None:
    frames = _Frames(seen)
    seen.screen.pane.bar.searched.emit("漏水")
    settled()
    qtbot.waitUntil(lambda: any(frames.rows_came))
    assert all(frames.rows_came)


def test_a_ticket_is_searched_opened_and_worked_on_without_the_mouse(
    seen: Seen, settled: Any, qtbot: Any, world: World
) -> None:
    seen.work.shortcuts.trigger("list.find")
    box = seen.screen.pane.bar.search
    box.setText("漏水")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settled()
    assert seen.screen.pane.model.rowCount() == 1
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(seen.table, Qt.Key.Key_Return)
    settled()
    assert seen.screen.panel.isVisible()
    assert NUMBER in seen.words()
    seen.work.shortcuts.trigger("ticket.advance")
    form: Any = seen.screen.deeds.forms[Deed.NOTE]
    assert form.isVisible()
    form.text.setPlainText("已约今天 16 点上门")
    QTest.keyClick(form.told, Qt.Key.Key_Return)
    QTest.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert seen.said == ["Progress recorded"]
    assert not form.isVisible()
    told = world.center("zhao").read(show_ticket, NUMBER).timeline[0]
    assert (told.verb, told.words) == ("told_progress", "已约今天 16 点上门")


def test_markup_in_a_name_is_shown_as_it_is(seen: Seen, settled: Any) -> None:
    seen.screen.open_ticket(NUMBER)
    settled()
    assert "温<b>若兰</b>" in seen.words()


def test_a_change_made_meanwhile_is_chosen_field_by_field(
    seen: Seen, settled: Any, world: World
) -> None:
    seen.screen.open_ticket(NUMBER)
    settled()
    deeds = seen.screen.deeds
    deeds.open(Deed.EDIT)
    form: Any = deeds.forms[Deed.EDIT]
    form.raised.setPlainText("我改的")
    form.wants.setPlainText("我也要这个")
    theirs = {"raised": "她改的", "answer": "她答复了"}
    world.center("lin").run(edit_ticket, NUMBER, 1, theirs)
    form.done.emit()
    settled()
    conflict: Any = deeds.forms["conflict"]
    assert conflict.isVisible()
    words = seen.words()
    assert "她改的" in words
    assert "我改的" in words
    assert "林晓梅" in words
    conflict._choices["raised"]._pick.set_value("theirs")
    assert set(conflict._choices) == {"raised"}
    conflict.done.emit()
    settled()
    fields = world.center("zhao").read(show_ticket, NUMBER).fields
    assert (fields.raised, fields.wants, fields.answer) == ("她改的", "我也要这个", "她答复了")


def test_a_refusal_is_said_beside_the_form_and_what_was_typed_stays(
    seen: Seen, settled: Any
) -> None:
    seen.screen.open_ticket(NUMBER)
    settled()
    deeds = seen.screen.deeds
    deeds.open(Deed.ADVANCE)
    form: Any = deeds.forms[Deed.ADVANCE]
    form.to.set_value(TicketState.APPRAISAL)
    form._on_chosen(TicketState.APPRAISAL)
    form.done.emit()
    settled()
    assert form.isVisible()
    assert form.problem_of("reason") == "Say why steps are skipped."
    form.reason.setPlainText("照片已足够")
    form.done.emit()
    settled()
    assert form.problem_of("safety") == "Say whether anybody's safety is at stake."
    assert form.problem_of("fault") == "Say whether there is a quality fault or none."
    assert form.reason.value() == "照片已足够"
    given = {
        "nature": Nature.PRODUCT_QUALITY, "safety": False, "immediate": False, "impact": Degree.LOW,
        "complexity": Degree.LOW, "fault": Fault.FAULT,
    }  # fmt: skip
    for name, value in given.items():
        form.controls[name].set_value(value)
    form.controls["found"].setPlainText("水槽底座开裂")
    form.done.emit()
    settled()
    assert seen.said == ["State changed"]
    assert not form.isVisible()


def test_h5_the_number_is_covered_until_asked_for(
    qtbot: Any, seen: Seen, settled: Any, world: World
) -> None:
    seen.screen.open_ticket(NUMBER)
    settled()
    assert "138****8000" in seen.words()
    seen.screen.panel.unmask_asked.emit("To call the customer")
    qtbot.waitUntil(lambda: "138 0013 8000" in seen.words(), timeout=20_000)
    with world.store.begin_read() as session:
        assert session.scalars(select(Access.action)).all() == ["unmask"]


def test_what_is_ticked_is_copied_exported_and_printed_and_written_down(
    seen: Seen, settled: Any, world: World, tmp_path: Path
) -> None:
    model = seen.screen.pane.model
    seen.table.setFocus()
    seen.table.go_to(0)
    QTest.keyClick(seen.table, Qt.Key.Key_Space)
    QTest.keyClick(seen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(seen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(model.checked) == 3
    numbers = [model.line_at(row).number for row in range(3)]  # type: ignore[union-attr]
    QTest.keyClick(seen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settled()
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert [line[2] for line in copied] == numbers
    seen.screen.pane.outlets.export_to(str(tmp_path / "t.csv"))
    settled()
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == ["State", "Due", "No."]
    assert [line.split(",")[2] for line in lines[1:]] == numbers
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "t.pdf"))
    set_page(printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    seen.screen.pane.outlets.print_to(printer)
    settled()
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
    with world.store.begin_read() as session:
        rows = session.execute(select(Access.action, Access.records).order_by(Access.id)).all()
        assert [tuple(row) for row in rows] == [("copy", 3), ("export", 3), ("print", 3)]
    QTest.keyClick(seen.table, Qt.Key.Key_Escape)
    assert not model.checked


def test_all_means_all_of_the_list_and_not_what_is_on_screen(seen: Seen, settled: Any) -> None:
    seen.screen.show_view(View.ALL)
    settled()
    seen.table.setFocus()
    QTest.keyClick(seen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert len(seen.screen.pane.model.checked) == 301
    assert "301 chosen" in seen.words()
    seen.table.head.all_asked.emit()
    settled()
    assert not seen.screen.pane.model.checked


def test_several_are_handed_over_with_a_reason(seen: Seen, settled: Any, world: World) -> None:
    pane = seen.screen.pane
    seen.table.go_to(0)
    QTest.keyClick(seen.table, Qt.Key.Key_Space)
    QTest.keyClick(seen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    numbers = [pane.model.line_at(row).number for row in range(2)]  # type: ignore[union-attr]
    pane.bulk.hand_over_asked.emit()
    settled()
    pane.hand_over.to.set_value("sun")
    pane.hand_over.done.emit()
    settled()
    assert "C10" in pane.hand_over.problem.text()
    pane.hand_over.reason.setPlainText("休假")
    pane.hand_over.done.emit()
    settled()
    for number in numbers:
        assert world.center("zhao").read(show_ticket, number).owner_login == "sun"
    assert not pane.hand_over.isVisible()


def test_columns_and_sort_are_found_again(
    seen: Seen, settled: Any, qtbot: Any, runner: Runner, ticker: Ticker
) -> None:
    pane = seen.screen.pane
    pane.bar.columns_chosen.emit(("state", "number", "about", "kind"))
    pane.table.head.sort_asked.emit(SortBy.SEVERITY)
    pane._keeper.timeout.emit()
    settled()
    again = TicketScreen(runner, seen.work.shortcuts, ticker)
    qtbot.addWidget(again)
    again.entered()
    settled()
    assert [c.id for c in again.pane.model.columns] == ["state", "number", "about", "kind"]
    assert again.pane.model.query.sort is SortBy.SEVERITY


def test_ticking_and_sorting_move_what_they_should(seen: Seen, settled: Any) -> None:
    bar = seen.table.verticalScrollBar()
    seen.table.go_to(60)
    seen.screen.read_lines()
    seen.screen.pane.model._timer.timeout.emit()
    settled()
    bar.setValue(20)
    seen.screen.pane.model.check([seen.screen.pane.model.line_at(21).seq], on=True)  # type: ignore[union-attr]
    assert bar.value() == 20
    seen.table.head.sort_asked.emit(SortBy.SEVERITY)
    settled()
    assert bar.value() == 0
    assert seen.screen.pane.model.checked


def test_an_empty_list_says_what_to_do(seen: Seen, settled: Any, qtbot: Any) -> None:
    type_and_wait(seen, "zzzz", settled, qtbot)
    assert "Nothing found" in seen.words()
    QTest.keyClick(seen.screen.pane.clear, Qt.Key.Key_Return)
    settled()
    assert seen.screen.pane.model.rowCount() > 0
    assert not seen.screen.pane.empty.isVisible()


def test_a_view_of_ones_own_is_kept_shown_and_removed(seen: Seen, settled: Any, qtbot: Any) -> None:
    type_and_wait(seen, "漏水", settled, qtbot)
    seen.screen.pane.save_as("漏水的")
    settled()
    saved = seen.screen.views.value()
    seen.screen.show_view(View.ALL)
    settled()
    assert seen.screen.pane.model.rowCount() > 1
    seen.screen.views.set_value(saved)
    seen.screen.views.chosen.emit(saved)
    settled()
    assert seen.screen.pane.model.rowCount() == 1
    seen.screen.views.removal_asked.emit(saved)
    settled()
    assert seen.screen.views.value() is View.OPEN


def test_a_change_elsewhere_refreshes_and_keeps_place(
    seen: Seen, settled: Any, world: World
) -> None:
    seen.table.go_to(40)
    line = seen.table.current_line()
    first = seen.screen.pane.model.line_at(0)
    assert first
    world.center("zhao").run(reassign_ticket, first.number, "sun", reason="x", version=None)
    top = seen.table.verticalScrollBar().value()
    seen.screen.read_lines()
    seen.screen.pane.model._timer.timeout.emit()
    settled()
    assert seen.table.current_line() == line
    assert seen.table.verticalScrollBar().value() == top
    assert seen.screen.pane.model.line_at(0).owner_login == "sun"  # type: ignore[union-attr]


def test_what_changes_while_a_ticket_is_read_is_read_as_well(
    seen: Seen, settled: Any, world: World
) -> None:
    one = world.center("zhao").read(show_ticket, NUMBER).fields.id
    change = Change(frozenset({about("callbacks", one)}))

    def asks() -> bool:
        return change.concerns(TOPICS, seen.screen.about())

    assert not asks()
    for which in (NUMBER, one):
        seen.screen.open_ticket(which)
        assert asks()
        settled()
        assert asks()
        seen.screen.close_panel()
        assert not asks()


@pytest.fixture(
    params=[(choice, language) for choice in (ThemeChoice.LIGHT, ThemeChoice.CONTRAST)
            for language in Language], ids=str,
)  # fmt: skip
def worn(request: pytest.FixtureRequest, qapp: Any) -> None:
    """Before a window is there; dark has the lengths of light."""
    choice, language = request.param
    theme_of().change(choice=choice)
    switch_language(qapp, language)


def test_nothing_is_cut_off(worn: None, seen: Seen, settled: Any) -> None:
    seen.screen.open_ticket(NUMBER)
    settled()
    QTest.qWait(1)
    assert cut_off(seen.screen) == []
    seen.screen.deeds.open(Deed.EDIT)
    QTest.qWait(1)
    assert cut_off(seen.screen) == []


def test_the_views_pass_the_model_tester(seen: Seen, settled: Any) -> None:
    QAbstractItemModelTester(
        seen.screen.views.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    seen.screen.views.show_saved(())
    assert seen.screen.views.model().rowCount() == 9


def test_the_strip_shows_ones_own_and_opens_by_key(
    qtbot: Any, world: World, window: MainWindow, runner: Runner, ticker: Ticker, settled: Any
) -> None:
    work = window.start_work(runner, permissions_of([Role.AGENT]))
    strip = TicketStrip(runner, work.shortcuts, ticker)
    work.add_screen("desk", "headset", "Desk", strip)
    window.show_work()
    window.show()
    work.show_screen("desk")
    strip.start()
    settled()
    lines = [strip.pane.model.line_at(row) for row in range(strip.pane.model.rowCount())]
    assert lines
    assert {line.owner_login for line in lines if line} == {"zhao"}
    with qtbot.waitSignal(strip.opened) as opened:
        strip.pane.table.setFocus()
        strip.pane.table.go_to(1)
        QTest.keyClick(strip.pane.table, Qt.Key.Key_Return)
    assert opened.args == [lines[1]]
    work.shortcuts.trigger("list.find")
    settled()
    assert strip.tabs.value() is View.ALL
    assert strip.pane.bar.isVisible()
    strip._on_counts({View.ALL: COUNT_CAP + 1, View.MINE: COUNT_CAP})
    told = {tab.accessibleName().split()[-1] for tab in strip.tabs.findChildren(QAbstractButton)}
    assert {"9,999", "9,999+"} <= told  # counted no further, and not said to be exact


def test_beside_an_open_ticket_the_views_give_way_and_then_the_list(
    seen: Seen, settled: Any
) -> None:
    screen = seen.screen
    screen.open_ticket(NUMBER)
    settled()
    for width, views, pane in ((1300, True, True), (760, False, True), (600, False, False)):
        screen.resize(width, 600)
        assert (screen.views.isVisible(), screen.pane.isVisible()) == (views, pane)
        assert screen.panel.isVisible()
    screen.close_panel()
    assert screen.views.isVisible()
    assert screen.pane.table.hasFocus()


def test_a_ticket_opened_from_elsewhere_stays_open_when_the_keys_come_into_the_list(
    seen: Seen, settled: Any
) -> None:
    seen.screen.open_ticket(NUMBER)
    settled()
    assert not seen.table.currentIndex().isValid()
    first = seen.table.tickets.line_at(0)
    assert first is not None
    assert first.number != NUMBER
    seen.table.setFocus()
    settled()
    assert seen.table.currentIndex().row() == 0
    assert seen.screen.panel.detail is not None
    assert seen.screen.panel.detail.fields.number == NUMBER
    QTest.keyClick(seen.table, Qt.Key.Key_Down)  # now another one is looked at
    settled()
    assert seen.screen.panel.detail.fields.number == seen.table.current_line().number != NUMBER

"""Indicators, measures and signed ledgers, by keys against a real file."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ticket_world import World
from thirdring.domain.case_values import Ledger, MeasureState
from thirdring.domain.indicators import Indicator
from thirdring.ui.settings.month_bar import month_beside
from thirdring.usecases.measures import NewMeasure, add_measure, list_measures
from thirdring.usecases.sign_off import show_ledgers

Open = Callable[[str], Any]
ENTER = Qt.Key.Key_Return
WHAT = "Pack the worktops in corner frames"


def measure_of(world: World, owner: str) -> Any:
    new = NewMeasure(WHAT, owner, date(2026, 12, 1))
    return world.center("zhao").run(add_measure, new)


def test_h7_a_measure_is_added_with_an_owner_and_a_date(open_settings: Open, world: World) -> None:
    seen = open_settings("zhao")
    section = seen.section("improvement")
    panel = section.panel
    QTest.keyClick(section.add, ENTER)
    QTest.keyClicks(panel.what, WHAT)
    QTest.keyClick(panel.add, ENTER)
    assert panel.fields["owner"].note.problem
    for _ in range(2):
        QTest.keyClick(panel.owner, Qt.Key.Key_Down)
    assert panel.owner.value() == "lin"
    QTest.keyClicks(panel.due, "soon")
    QTest.keyClick(panel.add, ENTER)
    assert panel.fields["due_on"].note.problem
    panel.due.clear()
    QTest.keyClicks(panel.due, "2026-11-01")
    QTest.keyClick(panel.add, ENTER)
    seen.settle()
    assert "today" in panel.fields["due_on"].note.problem
    panel.due.clear()
    QTest.keyClicks(panel.due, "2026-12-01")
    panel.indicator.set_value(Indicator.SATISFACTION)
    QTest.keyClick(panel.add, ENTER)
    seen.settle()
    (row,) = world.center("zhao").read(list_measures)
    assert (row.what, row.owner_login, row.due_on, row.indicator) == (
        WHAT, "lin", date(2026, 12, 1), Indicator.SATISFACTION,
    )  # fmt: skip
    assert [cell.text for cell in section.table.rows.rows[0].cells][:4] == [
        WHAT, "林晓梅", "2026-12-01", "Open",
    ]  # fmt: skip
    assert panel.what.value() == ""


def test_h7_a_measure_is_followed_up_and_closed(open_settings: Open, world: World) -> None:
    made = measure_of(world, "sun")
    seen = open_settings("zhao")
    section = seen.section("improvement")
    panel = section.panel
    section.table.choose(made.id)
    QTest.keyClick(section.table, ENTER)
    QTest.keyClick(panel.write, ENTER)
    seen.settle()
    assert panel._follow_fields["text"].note.problem
    QTest.keyClicks(panel.progress, "The frames are ordered")
    QTest.keyClick(panel.write, ENTER)
    seen.settle()
    assert "The frames are ordered" in panel.story.text()
    QTest.keyClicks(panel.progress, "The supplier packs them itself now")
    QTest.keyClick(panel.drop, ENTER)
    seen.settle()
    (row,) = world.center("zhao").read(list_measures)
    assert row.state is MeasureState.DROPPED
    assert row.result == "The supplier packs them itself now"
    assert [note.text for note in row.notes] == ["The frames are ordered"]
    assert not panel.write.isVisible()


def test_h7_its_owner_follows_it_up_and_sees_no_other(open_settings: Open, world: World) -> None:
    mine = measure_of(world, "lin")
    measure_of(world, "sun")
    seen = open_settings("lin")
    section = seen.section("improvement")
    panel = section.panel
    assert [row.key for row in section.table.rows.rows] == [mine.id]
    assert not section.figures.isVisible()
    assert not section.add.isVisible()
    section.table.choose(mine.id)
    QTest.keyClick(section.table, ENTER)
    QTest.keyClicks(panel.progress, "All of them arrived whole")
    QTest.keyClick(panel.done, ENTER)
    seen.settle()
    (row,) = world.center("lin").read(list_measures)
    assert (row.state, row.result) == (MeasureState.DONE, "All of them arrived whole")


def test_j4_who_reads_reports_sees_the_indicators_and_changes_no_measure(
    open_settings: Open, world: World
) -> None:
    made = measure_of(world, "lin")
    seen = open_settings("he")
    section = seen.section("improvement")
    rows = {row.key: [cell.text for cell in row.cells] for row in section.figures.rows.rows}
    assert set(rows) == set(Indicator)
    assert rows[Indicator.CALLBACKS_KEPT][1:] == ["no data", "≥ 95 %", "0 / 0", "From the clocks"]
    assert rows[Indicator.FIRST_CONTACT][4] == "Logged by hand"
    section.table.choose(made.id)
    QTest.keyClick(section.table, ENTER)
    assert panel_says(section, WHAT)
    assert not section.panel.write.isVisible()
    QTest.keyClick(section.month.earlier, ENTER)
    seen.settle()
    assert section.month.month == "2026-10"
    assert section.month.later.isEnabled()


def panel_says(section: Any, title: str) -> bool:
    return bool(section.panel.title.text() == title)


def test_h9_a_ledger_is_signed_once_its_month_is_over(open_settings: Open, world: World) -> None:
    seen = open_settings("zhao")
    section = seen.section("ledgers")
    assert section.month.month == "2026-10"
    QTest.keyClick(section.month.later, ENTER)
    seen.settle()
    assert not section.sign.isVisible()
    QTest.keyClick(section.month.earlier, ENTER)
    seen.settle()
    section.table.setFocus()
    section.table.choose(Ledger.CALLS)
    QTest.keyClick(section.table, Qt.Key.Key_Down)
    QTest.keyClick(section.table, ENTER)
    QTest.keyClicks(section.words, "Read with the team")
    QTest.keyClick(section.sign, ENTER)
    seen.settle()
    signed = {row.ledger: row for row in world.center("zhao").read(show_ledgers, "2026-10")}
    assert signed[Ledger.COMPLAINTS].signed_by == "赵立群"
    assert signed[Ledger.COMPLAINTS].note == "Read with the team"
    assert signed[Ledger.CALLS].signed_at is None
    assert section.table.rows.rows[1].cells[2].text == "赵立群"
    assert not section.sign.isVisible()


def test_h9_who_signs_nothing_has_no_ledgers(open_settings: Open) -> None:
    assert "ledgers" not in open_settings("he").screen.sections


def test_the_month_beside_goes_over_the_year() -> None:
    assert month_beside("2026-12", 1) == "2027-01"
    assert month_beside("2026-01", -1) == "2025-12"
    assert month_beside("2026-11", 0) == "2026-11"

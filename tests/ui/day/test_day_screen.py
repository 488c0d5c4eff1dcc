"""The day with real keys on a real database: offered, written, kept, summed up; tasks; the brief."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.callbacks.callback_day import TOLD, Day
from tests.ui.clipping import cut_off
from thirdring.app.working_day import WorkingDay
from thirdring.domain.case_values import Repeat, TaskKind
from thirdring.ui.day.day_screen import DayScreen
from thirdring.ui.day.offer import DayOffer
from thirdring.ui.day.parts import Part
from thirdring.usecases.day_sheet import open_sheet, write_sheet
from thirdring.usecases.shifts import set_shift
from thirdring.usecases.tasks import NewTask, add_task, list_tasks

Open = Callable[..., WorkingDay]
Wait = Callable[[], None]


def screen(opened: WorkingDay) -> DayScreen:
    assert opened.day is not None
    return opened.day


def go(opened: WorkingDay, part: Part, settled: Wait) -> DayScreen:
    opened.work.shortcuts.trigger(f"day.{part.value}")
    settled()
    return screen(opened)


def press(qtbot: Any, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)


def shift_around_now(day: Day, before: int, after: int) -> None:
    """Lin's shift begins `before` minutes ago and ends in `after` minutes."""
    local = day.wall() + timedelta(hours=8)
    minute = local.hour * 60 + local.minute
    day.as_("zhao").run(set_shift, "lin", (minute - before) % 1440, (minute + after) % 1440)


def test_f1_sheet_offers_itself_without_taking_the_focus(
    open_desk: Open, day: Day, settled: Wait
) -> None:
    shift_around_now(day, -4, 480)
    opened = open_desk()
    before = QApplication.focusWidget()
    offer = opened.findChild(DayOffer)
    assert offer is not None
    offer.ask()
    settled()
    assert offer.line.isVisible()
    assert QApplication.focusWidget() is before
    offer.line.acted.emit()
    settled()
    assert opened.work.current == "day"
    assert not offer.line.isVisible()
    assert screen(opened).sheet.priorities.hasFocus()


def test_f2_before_the_end_what_is_not_finished_is_asked(
    open_desk: Open, day: Day, settled: Wait
) -> None:
    shift_around_now(day, 480, 4)
    opened = open_desk()
    offer = opened.findChild(DayOffer)
    assert offer is not None
    offer.ask()
    settled()
    assert offer.line.isVisible()
    offer.line.acted.emit()
    settled()
    assert screen(opened).sheet.notes.hasFocus()


def test_f2_open_callbacks_are_listed_by_the_program(
    open_desk: Open, day: Day, settled: Wait
) -> None:
    promised = day.promise(20)
    sheet = go(open_desk(), Part.SHEET, settled).sheet
    assert [row.key for row in sheet.table.rows.rows] == [promised]


def test_f3_what_is_typed_is_kept_as_it_is_typed(
    qtbot: Any, open_desk: Open, day: Day, settled: Wait
) -> None:
    opened = open_desk()
    sheet = go(opened, Part.SHEET, settled).sheet
    sheet.priorities.setFocus()
    qtbot.keyClicks(sheet.priorities, "call the three late ones")
    qtbot.waitUntil(lambda: kept(day).startswith("call the three"), timeout=10_000)


def test_f3_what_was_typed_a_moment_ago_survives_leaving(
    qtbot: Any, open_desk: Open, day: Day, settled: Wait
) -> None:
    opened = open_desk()
    sheet = go(opened, Part.SHEET, settled).sheet
    qtbot.keyClicks(sheet.priorities, "half a thought")
    opened.work.shortcuts.trigger("go.desk")
    settled()
    assert kept(day) == "half a thought"


def test_f3_another_desk_loses_nothing(
    qtbot: Any, open_desk: Open, day: Day, settled: Wait
) -> None:
    sheet = go(open_desk(), Part.SHEET, settled).sheet
    day.as_("lin").run(write_sheet, priorities="from the other desk")
    qtbot.keyClicks(sheet.priorities, "mine")
    qtbot.waitUntil(
        lambda: {"mine", "from the other desk"} <= set(kept(day).split("\n")), timeout=10_000
    )


def test_f3_summing_up_keeps_the_figures_and_stops_writing(
    qtbot: Any, open_desk: Open, day: Day, settled: Wait
) -> None:
    day.log("lin", day.wall() - timedelta(minutes=5), TOLD | {"callback": {"minutes": 20}})
    sheet = go(open_desk(), Part.SHEET, settled).sheet
    sheet.close_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert sheet.priorities.isReadOnly()
    assert day.as_("lin").run(open_sheet).sums.callbacks_promised == 1
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert not sheet.priorities.isReadOnly()


def test_f5_a_campaign_done_comes_again_next_year(
    qtbot: Any, open_desk: Open, day: Day, settled: Wait
) -> None:
    due = day.wall() + timedelta(days=3)
    new = NewTask("Members' month", due, TaskKind.CAMPAIGN, repeat=Repeat.YEARLY)
    day.as_("zhao").run(add_task, new)
    tasks = go(open_desk(), Part.TASKS, settled).tasks
    assert tasks.table.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    settled()
    (again,) = day.as_("lin").read(list_tasks)
    assert again.due_at > due + timedelta(days=300)


def test_a_task_is_added_with_keys(qtbot: Any, open_desk: Open, day: Day, settled: Wait) -> None:
    tasks = go(open_desk(), Part.TASKS, settled).tasks
    tasks.title.setFocus()
    qtbot.keyClicks(tasks.title, "Check the price labels")
    tasks.due.setFocus()
    qtbot.keyClicks(tasks.due, "nonsense")
    press(qtbot, Qt.Key.Key_Return)
    assert tasks.fields["due_at"].note.problem
    tasks.due.clear()
    qtbot.keyClicks(tasks.due, "23:59")
    press(qtbot, Qt.Key.Key_Return)
    settled()
    assert [one.title for one in day.as_("lin").read(list_tasks)] == ["Check the price labels"]


def test_f4_brief_is_copied_and_saved(
    open_desk: Open, day: Day, settled: Wait, tmp_path: Path
) -> None:
    day.promise(20)
    brief = go(open_desk(), Part.BRIEF, settled).brief
    brief.copy()
    text = QGuiApplication.clipboard().text()
    assert brief.title.text() in text
    assert str(TOLD["name"]) not in text  # it names no customer
    for ending, begins in ((".pdf", b"%PDF"), (".html", b"<!DOCTYPE"), (".txt", b"")):
        file = tmp_path / f"brief{ending}"
        brief.save_to(str(file))
        assert file.read_bytes().lstrip(b"\xef\xbb\xbf").startswith(begins)
        assert file.stat().st_size > 100


def test_supervisors_see_the_teams_sheets_and_agents_do_not(
    open_desk: Open, day: Day, settled: Wait
) -> None:
    day.as_("lin").run(open_sheet)
    day.as_("lin").run(write_sheet, priorities="three late ones")
    opened = open_desk("zhao")
    team = go(opened, Part.TEAM, settled).team
    rows = {str(row.key): row for row in team.table.rows.rows}
    assert rows["lin"].cells[2].text == "three late ones"
    day.close()
    assert Part.TEAM not in screen(open_desk("lin")).parts


@pytest.mark.usefixtures("look")
def test_no_text_is_cut_off(qtbot: Any, open_desk: Open, settled: Wait) -> None:
    opened = open_desk("zhao")
    for part in Part:
        shown = go(opened, part, settled)
        qtbot.waitUntil(lambda shown=shown: cut_off(shown) == [])


def kept(day: Day) -> str:
    return day.as_("lin").run(open_sheet).priorities

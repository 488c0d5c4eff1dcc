"""The wizard of an import: each step, stopping, refused rows, saved maps, and who may."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from tests.ticket_world import PEOPLE, World
from tests.ui.callbacks.callback_day import Day
from tests.ui.clipping import cut_off
from tests.usecases.imported_complaints import FIRST, HEADINGS, SECOND, written
from thirdring.domain.roles import permissions_of
from thirdring.store.tables import Call, Ticket
from thirdring.ui.imports.imports_screen import ImportsScreen
from thirdring.ui.runner import Runner

BAD = "3,2026-02-31,微信,,,x,,,"


class Wizard:
    """The screen of one person over a real center."""

    def __init__(self, world: World, login: str, qtbot: Any) -> None:
        self.world, self.qtbot = world, qtbot
        self.runner = Runner(world.center(login))
        self.bugs: list[BaseException] = []
        self.runner.crashed.connect(self.bugs.append)
        self.screen = ImportsScreen(self.runner, permissions_of(PEOPLE[login][1]))
        qtbot.addWidget(self.screen)
        self.screen.resize(1302, 676)
        self.screen.show()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def take(self, file: Path) -> None:
        self.screen.file.file_chosen.emit(file)
        self.settle()

    def press(self, button: Any) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def on(self) -> None:
        self.press(self.screen.foot.on_button)

    @property
    def words(self) -> str:
        return str(self.screen.foot.words.text())

    def count(self, table: Any = Ticket) -> int:
        with self.world.store.begin_read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def open_wizard(world: World, qtbot: Any) -> Iterator[Callable[..., Wizard]]:
    made: list[Wizard] = []

    def opened(login: str = "zhao") -> Wizard:
        made.append(Wizard(world, login, qtbot))
        return made[-1]

    yield opened
    for wizard in made:
        assert wizard.runner.shut_down()
        assert wizard.bugs == []


def texts(table: Any) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows.rows]


def test_d13_a_file_goes_in_step_by_step(open_wizard: Any, tmp_path: Path) -> None:
    wizard = open_wizard()
    screen = wizard.screen
    wizard.take(written(tmp_path, FIRST, SECOND, BAD))
    assert texts(screen.file.table)[0][:3] == ("1", "2026-11-01 10:00", "微信")
    wizard.on()
    assert [row[2] for row in texts(screen.columns.table)][:3] == [
        "Number there", "Received at", "Channel",
    ]  # fmt: skip
    wizard.qtbot.waitUntil(lambda: cut_off(screen) == [])
    wizard.on()
    assert screen.problems.title.text() == "1 row can't be taken."
    assert texts(screen.problems.table) == [
        ("4", "Received at", "“2026-02-31” is not a date or a time that can be read.")
    ]
    assert screen.foot.on_button.label() == "Import the 2 good rows"
    assert wizard.count() == 0
    wizard.on()
    assert screen.result.title.text() == "2 rows were imported."
    assert wizard.count() == 2
    refused = tmp_path / "refused.csv"
    screen.result.save_named.emit(refused)
    wizard.settle()
    assert refused.read_text(encoding="utf-8-sig").splitlines()[0] == "Row,Reason," + HEADINGS
    wizard.press(screen.foot.back_button)
    assert screen.foot.on_button.label() == "Choose a file…"


def test_a_stopped_import_leaves_nothing(open_wizard: Any, tmp_path: Path) -> None:
    wizard = open_wizard()
    wizard.take(written(tmp_path, FIRST, SECOND))
    wizard.on()
    wizard.on()
    wizard.screen.work.write()
    wizard.screen.foot.stop.emit()
    wizard.settle()
    assert wizard.words == "Stopped. Nothing was imported."
    assert wizard.count() == 0
    wizard.on()
    assert wizard.count() == 2


def test_a_column_that_is_needed_is_asked_for(open_wizard: Any, tmp_path: Path) -> None:
    wizard = open_wizard()
    wizard.take(written(tmp_path, "2026-11-01,x", headings="好日子,内容"))
    wizard.on()
    assert wizard.words == "Choose a column for: Received at."
    wizard.on()
    assert wizard.screen.step == 1
    columns = wizard.screen.columns
    columns.table.setFocus()
    wizard.qtbot.keyClick(columns.table, Qt.Key.Key_Return)
    wizard.qtbot.keyClick(columns.field, Qt.Key.Key_Down)
    while columns.field.value() != "received_at":
        wizard.qtbot.keyClick(columns.field, Qt.Key.Key_Down)
    assert wizard.words == ""
    wizard.on()
    wizard.on()
    assert wizard.count() == 1


def test_an_order_of_dates_nobody_can_know_is_asked_for_and_kept(
    open_wizard: Any, tmp_path: Path
) -> None:
    wizard = open_wizard()
    screen = wizard.screen
    file = written(tmp_path, "03/04/2026,a", headings="date,complaint")
    wizard.take(file)
    wizard.on()
    wizard.on()
    assert "day/month or month/day" in wizard.words
    screen.columns.order.set_value("dmy")
    screen.columns.map_named.emit(tmp_path / "map.toml")
    wizard.on()
    assert screen.step == 2
    assert 'date_order = "dmy"' in (tmp_path / "map.toml").read_text(encoding="utf-8")
    other = open_wizard()
    other.take(file)
    other.screen.columns.map_chosen.emit(tmp_path / "map.toml")
    other.settle()
    assert other.screen.columns.order.value() == "dmy"
    other.on()
    other.on()
    assert other.screen.step == 2


def test_calls_go_the_same_way(open_wizard: Any, tmp_path: Path) -> None:
    wizard = open_wizard("zhao")
    wizard.screen.file.kind_chosen.emit(wizard.screen.file.kind.value().CALLS)
    wizard.take(
        written(tmp_path, "lin,2026-11-01 10:00,solved", headings="Agent,Start Time,Result")
    )
    wizard.on()
    wizard.on()
    wizard.on()
    assert wizard.count(Call) == 1


def test_what_is_no_table_is_said_at_once(open_wizard: Any, tmp_path: Path) -> None:
    wizard = open_wizard()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    wizard.take(tmp_path / "a.pdf")
    assert wizard.words == "a.pdf is not a spreadsheet: save it as XLSX or CSV."


def test_the_wizard_is_reached_by_who_may_import(day: Day, settled: Callable[[], None]) -> None:
    work = day.open("zhao").work
    settled()
    work.shortcuts.trigger("go.imports")
    settled()
    assert work.current == "imports"
    day.close()
    assert "imports" not in day.open("lin").work.screens()
    settled()

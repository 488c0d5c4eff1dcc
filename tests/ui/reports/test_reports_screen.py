"""The reports in the window: measures with their definitions, plots by month, files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select, text

from tests.ticket_world import World
from tests.ui.clipping import cut_off
from thirdring.domain.enums import Language
from thirdring.domain.periods import ReportKind
from thirdring.i18n import use_language
from thirdring.store.tables import Access
from thirdring.ui.month_file import MonthFile
from thirdring.ui.reports.reports_screen import ReportsScreen
from thirdring.ui.runner import Runner
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.records import ReceptionInput

COMPLAINT = ReceptionInput(
    channel="wechat", received_at="2026-11-20T17:30:00", name="王雅琴", phone="138 1234 5678",
    raised="沙发未到", wants="道歉", nature="delivery", severity="ordinary", against_kind="none",
)  # fmt: skip


class Seen:
    """The screen of HR, what it said, and a wait for the database."""

    def __init__(self, world: World, folder: Path, qtbot: Any) -> None:
        world.center("zhao").run(file_complaint, COMPLAINT)
        self.runner = Runner(world.center("he"))
        self.bugs: list[BaseException] = []
        self.runner.crashed.connect(self.bugs.append)
        self.file = folder / "report.xlsx"
        self.screen = ReportsScreen(
            self.runner, may_export=True, ask_file=lambda *_asked: str(self.file)
        )
        self.said: list[str] = []
        self.failed: list[object] = []
        self.screen.said.connect(self.said.append)
        self.screen.failed.connect(self.failed.append)
        qtbot.addWidget(self.screen)
        self.screen.resize(1302, 720)
        self.screen.show()
        self.screen.entered()
        self._qtbot = qtbot
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def go(self, kind: ReportKind) -> None:
        self.screen.show_kind(kind)
        self.settle()


@pytest.fixture
def seen(world: World, tmp_path: Path, qtbot: Any) -> Iterator[Seen]:
    made = Seen(world, tmp_path, qtbot)
    yield made
    assert made.runner.shut_down()
    assert not made.bugs


def test_j5_each_measure_is_explained_when_it_is_chosen(seen: Seen) -> None:
    page = seen.screen.quality
    rows = [[cell.text for cell in row.cells] for row in page.table.rows.rows]
    assert rows[0][:4] == ["Service level", "no data", "≥ 80 %", "–"]
    assert "15 seconds" in page.meaning.text()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert "waited" in page.meaning.text()
    assert page.made_of.text() == ("seconds waited (0) of calls answered whose wait is known (0)")
    assert page.source.text().startswith("Logged by hand")


def test_j4_complaints_are_drawn_from_every_side_and_month_by_month(seen: Seen) -> None:
    seen.go(ReportKind.COMPLAINTS)
    page = seen.screen.complaints
    assert page.plot.canvas.accessibleDescription() == "Months: 2026-11 1"
    page.choose(1)
    assert page.plot.canvas.accessibleDescription() == "Channels: WeChat 1"
    page.choose(7)
    assert page.plot.canvas.accessibleDescription() == "Weekdays and hours: Friday 17:00 1"
    QTest.keyClick(seen.screen.month.earlier, Qt.Key.Key_Return)
    seen.settle()
    assert seen.screen.month.month == "2026-10"
    assert not page.plot.canvas.isVisible()  # the plot shown stays the same one
    assert page.sides.value() == 7


def test_h2_a_report_is_saved_by_its_button_and_that_is_written_down(
    seen: Seen, world: World
) -> None:
    seen.go(ReportKind.COMPLAINTS)
    QTest.keyClick(seen.screen.save, Qt.Key.Key_Return)
    seen.settle()
    assert seen.said == ["Saved: report.xlsx"]
    assert "Natures" in openpyxl.load_workbook(seen.file).sheetnames
    with world.store.begin_read() as session:
        trace = session.execute(
            select(Access.action, Access.reason).where(Access.subject_kind == "report")
        ).all()
    assert trace == [("export", "complaints 2026-11")]
    seen.file = seen.file.with_suffix(".doc")
    QTest.keyClick(seen.screen.save, Qt.Key.Key_Return)
    seen.settle()
    assert len(seen.failed) == 1


def test_g5_the_month_shown_is_saved_too_by_who_may_export_it(
    seen: Seen, world: World, qtbot: Any
) -> None:
    month = MonthFile(seen.runner, seen.screen, ask_file=lambda *_asked: str(seen.file))
    month.said.connect(seen.said.append)
    month.failed.connect(seen.failed.append)
    month.save("2026-11")
    seen.settle()
    assert seen.said == ["Saved: report.xlsx"]
    with world.store.begin_read() as session:
        traces = session.execute(select(Access.subject_kind, Access.reason)).all()
    assert ("month", "2026-11") in traces
    seen.file = seen.file.with_name("month.pdf")
    month.save("2026-11")
    seen.settle()
    assert seen.file.read_bytes().startswith(b"%PDF")
    seen.file = seen.file.parent / "nowhere" / "month.pdf"
    month.save("2026-11")
    seen.settle()
    assert len(seen.failed) == 1
    assert seen.screen.save_month.isVisible()
    others = ReportsScreen(seen.runner)
    qtbot.addWidget(others)
    assert others.save_month.isHidden()


def test_h5_a_month_that_can_t_be_entered_in_the_access_log_leaves_no_piece_of_it(
    seen: Seen, world: World
) -> None:
    """Not even of what has not got its name yet, and though what stopped it is a bug."""
    with world.store.begin_write() as session:
        session.execute(
            text(
                "CREATE TRIGGER odd BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, ''); END"
            )
        )
    month = MonthFile(seen.runner, seen.screen, ask_file=lambda *_asked: str(seen.file))
    month.save("2026-11")
    seen.settle()
    assert len(seen.bugs) == 1
    seen.bugs.clear()
    assert not seen.file.exists()
    assert list(seen.file.parent.glob(".*.part")) == []


@pytest.mark.parametrize("language", list(Language))
def test_h2_nothing_is_cut_off_and_the_language_changes_while_it_is_open(
    seen: Seen, language: Language
) -> None:
    seen.go(ReportKind.COMPLAINTS)
    use_language(language)
    for widget in (seen.screen, *seen.screen.findChildren(QWidget)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    told = seen.screen.complaints.plot.canvas.accessibleDescription()
    assert told.startswith("月份" if language is Language.ZH_CN else "Months")
    for kind in ReportKind:
        seen.go(kind)
        assert cut_off(seen.screen) == []

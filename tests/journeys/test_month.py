"""HR's month in the whole window: settled, closed late, contested on two levels, exported, verified."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QWidget

from tests.journeys.served import served_day
from tests.reports.paper import page_texts
from tests.ui.callbacks.callback_day import Day
from tests.ui.calls.kit import WallClock, guard
from tests.ui.month.seen import MONTH, TOLD
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.enums import Language, Role
from thirdring.i18n import use_language
from thirdring.ui.month.month_screen import MonthScreen
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.file_appeal import dispute_appeal, file_appeal
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.raise_alarms import raise_alarms
from thirdring.usecases.records import ReceptionInput

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def day(request: Any, tmp_path: Path, qapp: QApplication, home: Path) -> Iterator[Day]:
    """On a server each of them has a login of their own, and sees and writes what its role may."""
    use_language(Language.EN)
    preedit = guard(qapp)
    if request.param == "server":
        with served_day(request.getfixturevalue("postgres_server"), tmp_path) as served:
            yield served
    else:
        made = Day(tmp_path, WallClock(), Language.EN)
        yield made
        made.close()
        made.store.close()
    qapp.removeEventFilter(preedit)
    preedit.deleteLater()


class Hr:
    """Presses keys in her month and waits for the database."""

    def __init__(self, qtbot: Any, day: Day) -> None:
        self.opened = day.open("he")
        assert day.window is not None
        self._bot, self.window = qtbot, day.window
        self.window.show()
        self.come_forward()
        self.settle()
        self.key(self.window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
        screen = self.opened.month
        assert isinstance(screen, MonthScreen)
        self.screen = screen
        while screen.look.month != MONTH:  # type: ignore[union-attr]
            self.key(self.window, Qt.Key.Key_PageUp, _CTRL)

    def settle(self) -> None:
        self._bot.waitUntil(lambda: self.opened.settled, timeout=20_000)

    def key(self, where: QWidget, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(where, key, held)
        self.settle()

    def choose(self, box: Any, value: str) -> None:
        """By the arrow down, as far as it goes."""
        while box.value() != value:
            before = box.value()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.value() != before

    def save(self, button: QWidget, file: Path) -> None:
        """The button, and the file's name into the dialog that asks for it."""
        asking = QTimer(interval=20)
        asking.timeout.connect(lambda: self._name(asking, file))
        asking.start()
        self.key(button, Qt.Key.Key_Return)
        self.come_forward()

    def come_forward(self) -> None:
        """As the window manager does it, when the dialog is gone."""
        with self._bot.waitActive(self.window):
            self.window.activateWindow()

    def _name(self, asking: QTimer, file: Path) -> None:
        """Once the dialog is there."""
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        asking.stop()
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(edit, QLineEdit)
        edit.setText(str(file))  # typed, it would open a list of what is there over the dialog
        buttons = dialog.findChild(QDialogButtonBox)
        assert isinstance(buttons, QDialogButtonBox)
        QTest.keyClick(buttons.button(QDialogButtonBox.StandardButton.Save), Qt.Key.Key_Space)

    def row(self, name: str) -> list[str]:
        rows = [[cell.text for cell in row.cells] for row in self.screen.table.rows.rows]
        return next(row for row in rows if row[0] == name)


def complain(day: Day, **changes: Any) -> str:
    told = ReceptionInput(**TOLD | changes)
    return str(day.as_("zhao").run(file_complaint, told).number)


def test_g1_g3_g5_g7_hr_settles_closes_decides_exports_and_verifies(qtbot: Any, day: Day) -> None:
    names = {"he": "He Jing", "qian": "Qian Hao"}
    for login, role in (("he", Role.HR), ("qian", Role.SUPERVISOR)):
        day.hire(login, names[login], role)
    vague, clear = complain(day, against="小林"), complain(day, phone="139 0000 2222")
    hr = Hr(qtbot, day)
    foot, side = hr.screen.foot, hr.screen.side

    # What is undecided is listed, and settled there.
    hr.key(foot.seal, Qt.Key.Key_Return)
    checks = side.overview.checks
    assert [row.cells[0].text for row in checks.rows.rows] == [f"{vague}  Undecided"]
    checks.choose(checks.rows.rows[0].key)
    hr.key(checks, Qt.Key.Key_Return)
    hr.choose(side.settling.person, "sun")
    QTest.keyClicks(side.settling.reason, "She was at the desk")
    hr.key(side.settling.reason, Qt.Key.Key_Return, _CTRL)
    assert checks.rows.rowCount() == 0
    assert hr.row("Sun Qiao")[:3] == ["Sun Qiao", "1", "1"]

    # October, closed in late November, asks why (G7).
    hr.key(foot.seal, Qt.Key.Key_Return)
    assert foot.reason.hasFocus()
    assert "say why it is late" in foot.note.text()
    QTest.keyClicks(foot.reason, "Letters came late")
    hr.key(foot.reason, Qt.Key.Key_Return)
    digest = hr.screen.look.sheet.digest  # type: ignore[union-attr]
    assert digest is not None
    assert foot.note.text().endswith("by He Jing. Late: Letters came late")

    # Contested: upheld by a supervisor, taken on to HR, corrected there by key.
    day.wall.later(hours=1)
    appeal = day.as_("lin").run(file_appeal, clear, "Not me").line.id
    day.as_("qian").run(decide_appeal, appeal, AppealDecision.UPHOLD, "It was your shift")
    day.as_("lin").run(dispute_appeal, appeal, "Look at the log")
    appeals = side.overview.appeals
    qtbot.waitUntil(lambda: appeals.rows.rowCount() == 1, timeout=20_000)
    hr.settle()

    # Shortly before it has to be decided the bell rings; the alarm leads to it from any screen.
    hr.key(hr.window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert not hr.screen.isVisible()
    day.later(days=9, hours=23, minutes=30)
    day.as_("qian").run(raise_alarms)
    alarms = hr.opened.alarms
    assert alarms is not None
    qtbot.waitUntil(alarms.card.isVisible, timeout=20_000)
    hr.key(hr.window, Qt.Key.Key_A, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    listed, model = alarms.panel.list, alarms.panel.model
    assert [row.appeal_id for row in model.rows] == [appeal]
    QTest.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton,
        pos=listed.visualRect(model.index(0)).center(),
    )  # fmt: skip
    hr.settle()
    assert hr.screen.isVisible()
    assert side.appeal.isVisible()
    QTest.keyClicks(side.appeal.reason, "The log shows another desk")
    hr.key(side.appeal.reason, Qt.Key.Key_F9)
    assert side.appeal.state.text() == "Corrected"
    hr.key(side.appeal, Qt.Key.Key_Escape)

    # What was counted stays; what came after stands in its own column.
    rows = hr.screen.table.rows
    heads = [rows.headerData(n, Qt.Orientation.Horizontal) for n in range(rows.columnCount())]
    line = hr.row("Lin Xiaomei")
    found = {head: line[at] for at, head in enumerate(heads)}
    assert (line[1], found["Adjusted"]) == ("1", "−1")

    files = {ending: day.folder / f"october{ending}" for ending in side.overview.exports}
    for ending, button in side.overview.exports.items():
        hr.save(button, files[ending])
        assert f"october{ending}" in side.overview.exported.text()
    hr.key(hr.window, Qt.Key.Key_F7)
    assert side.overview.verdict.text().endswith("digest and recount agree, 2 complaints.")
    told = json.loads(files[".json"].read_text("utf-8"))
    assert (told["digest"], told["counted"], told["adjustments"]) == (digest, 2, -1)
    carries_the_same(files, digest)


def carries_the_same(files: dict[str, Path], digest: str) -> None:
    """One counted of each, one of them taken back, under the same digest, in every format."""
    rows = list(csv.reader(files[".csv"].read_text("utf-8-sig").splitlines()))
    head = next(row for row in rows if "Counted" in row or "Counts" in row)
    at = [next(n for n, name in enumerate(head) if name in names)
          for names in ({"Login", "Key"}, {"Counted", "Counts"}, {"Adjustments"})]  # fmt: skip
    counted = {row[at[0]]: (row[at[1]], row[at[2]]) for row in rows if len(row) == len(head)}
    assert (counted["lin"], counted["sun"]) == (("1", "-1"), ("1", "0"))
    book = openpyxl.load_workbook(files[".xlsx"])
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    employees = {
        row[0].value: [cell.value for cell in row] for row in book["Employees"].iter_rows()
    }
    assert (employees["lin"][3], -1 in employees["lin"]) == (1, True)
    printed = "".join(page_texts(files[".pdf"]))
    assert digest in "".join(printed.split())
    assert any(digest in cell for cell in cells)
    assert digest in files[".csv"].read_text("utf-8-sig")

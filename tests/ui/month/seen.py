"""The month of a small center as one of its people has it on the screen."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ticket_world import PEOPLE, World
from tests.ui.clipping import cut_off
from thirdring.domain.roles import permissions_of
from thirdring.ui.actions import Actions
from thirdring.ui.month.filing_form import FilingForm
from thirdring.ui.month.month_screen import MonthScreen
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.records import ReceptionInput

MONTH = "2026-10"
CUSTOMER = "王雅琴"
TOLD: dict[str, Any] = {
    "channel": "wechat", "received_at": "2026-10-20T17:30:00", "name": CUSTOMER,
    "phone": "138 1234 5678", "raised": "电话里语气很冲", "wants": "道歉",
    "nature": "service_attitude", "severity": "ordinary", "against_kind": "employee",
    "against": "lin",
}  # fmt: skip


def complain(world: World, **changes: Any) -> str:
    """A complaint that came in at the counter; its number."""
    return str(world.center("zhao").run(file_complaint, ReceptionInput(**TOLD | changes)).number)


class Seen:
    """The screen of `login`, what it said, and a wait for the database."""

    def __init__(self, world: World, folder: Path, qtbot: Any, login: str) -> None:
        self.folder, self._qtbot = folder, qtbot
        self.runner = Runner(world.center(login))
        self.bugs: list[BaseException] = []
        self.runner.crashed.connect(self.bugs.append)
        self.host = QWidget()
        granted = permissions_of(PEOPLE[login][1])
        actions = Actions(self.host)
        actions.set_granted(granted)
        actions.set_screen("month")
        self.attached: list[Path] = []
        self.screen = MonthScreen(
            granted, self.runner, actions, Ticker(), ask=self._ask,
            filing=FilingForm(ask=lambda _over: self.attached),
        )  # fmt: skip
        self.said: list[str] = []
        self.failed: list[object] = []
        self.screen.said.connect(self.said.append)
        self.screen.failed.connect(self.failed.append)
        column = QVBoxLayout(self.host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen)
        qtbot.addWidget(self.host)
        self.host.resize(1302, 720)
        self.host.show()
        qtbot.waitActive(self.host)
        self.screen.entered()
        self.settle()
        self.screen.show_month(MONTH)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way."""
        self._qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def is_whole(self) -> None:
        """Nothing is cut off, once it is laid out."""
        self.settle()
        self._qtbot.waitUntil(lambda: cut_off(self.screen) == [], timeout=3_000)

    def again(self) -> None:
        """As after a commit anywhere."""
        self.screen.on_touched()
        self.settle()

    def press(self, where: QWidget, key: Qt.Key) -> None:
        """A key, and what it sets off."""
        QTest.keyClick(where, key)
        self.settle()

    def write(self, where: QWidget, text: str) -> None:
        QTest.keyClicks(where, text)

    def rows(self) -> list[list[str]]:
        """The table as it reads."""
        return [[cell.text for cell in row.cells] for row in self.screen.table.rows.rows]

    def behind(self) -> list[str]:
        """The numbers of the complaints that are opened."""
        return [row.cells[0].text for row in self.screen.evidence.table.rows.rows]

    def appeals(self) -> list[list[str]]:
        table = self.screen.side.overview.appeals
        return [[cell.text for cell in row.cells] for row in table.rows.rows]

    def _ask(self, _over: QWidget, proposed: str) -> str:
        return str(self.folder / proposed)

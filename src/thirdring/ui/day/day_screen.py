"""The day (F1 to F5): one's own sheet, tasks, the team's sheets, and the morning brief, by tabs."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.actions import Actions
from thirdring.ui.day.brief_page import BriefPage
from thirdring.ui.day.parts import Part
from thirdring.ui.day.sheet_page import SheetPage
from thirdring.ui.day.tasks_page import TasksPage
from thirdring.ui.day.team_page import TeamPage
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Ground, Styled, Tab, Tabs

TOPICS = frozenset(
    {"day_sheets", "tasks", "callbacks", "tickets", "calls", "return_visits", "sign_offs", "shifts",
     "staff", "escalations", "clocks", "statements", "complaint_details"}
)  # fmt: skip


class DayScreen(Styled, QWidget):
    """`unfinished` gives the records still open on this desk, one sentence each."""

    said = Signal(str)
    failed = Signal(object)
    ticket_asked = Signal(object)

    def __init__(
        self,
        granted: frozenset[Permission],
        runner: Runner,
        actions: Actions,
        ticker: Ticker,
        time: CenterTime,
        unfinished: Callable[[], list[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tabs = Tabs()
        self.parts: dict[Part, QWidget] = {}
        if Permission.KEEP_DAY_SHEET in granted:
            self.sheet = SheetPage(runner, ticker, time, unfinished)
            self.parts[Part.SHEET] = self.sheet
        if Permission.KEEP_TASKS in granted:
            may_give = Permission.GIVE_TASKS in granted
            self.tasks = TasksPage(runner, ticker, time, may_give=may_give)
            self.parts[Part.TASKS] = self.tasks
        if Permission.SEE_DAY_SHEETS in granted:
            self.team = TeamPage(runner, time)
            self.parts[Part.TEAM] = self.team
        self.brief = BriefPage(runner)
        self.parts[Part.BRIEF] = self.brief
        self._lay_out()
        for page in self.parts.values():
            for name in ("said", "failed", "ticket_asked"):
                signal = getattr(page, name, None)
                if signal is not None:
                    signal.connect(getattr(self, name))
        self.tabs.chosen.connect(self._on_tab)
        ticker.tick.connect(self._on_tick)
        actions.on("refresh", self._on_refresh)
        self.wire()

    def _lay_out(self) -> None:
        head = Ground(Token.BG_SURFACE, edges=Qt.Edge.BottomEdge)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._pages = QStackedWidget()
        for page in self.parts.values():
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._pages, 1)

    def retranslate(self) -> None:
        titles = {
            Part.SHEET: _("Day sheet"), Part.TASKS: _("Tasks"), Part.TEAM: _("The team"),
            Part.BRIEF: _("Morning brief"),
        }  # fmt: skip
        self.tabs.set_tabs([Tab(part.value, titles[part]) for part in self.parts])

    @property
    def part(self) -> Part:
        return Part(str(self.tabs.value() or next(iter(self.parts)).value))

    def show_part(self, part: Part) -> None:
        """Go to one of the tabs, if the person has it."""
        if part in self.parts:
            self.tabs.set_value(part.value)
            self._on_tab(part.value)

    def entered(self) -> None:
        self._on_tab(self.part.value)

    def flush(self) -> None:
        """What was typed a moment ago goes to the database."""
        if Part.SHEET in self.parts:
            self.sheet.flush()

    def left(self) -> None:
        self.flush()

    def on_touched(self, topics: frozenset[str] = TOPICS) -> None:
        """After a commit anywhere."""
        if topics & TOPICS and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        page = self.parts[self.part]
        if isinstance(page, SheetPage | TasksPage | TeamPage | BriefPage):
            page.refresh()

    def _on_tab(self, value: object) -> None:
        page = self.parts[Part(str(value))]
        self._pages.setCurrentWidget(page)
        self._refresh()
        if isinstance(page, SheetPage | TasksPage | TeamPage | BriefPage):
            page.enter()

    def _on_refresh(self) -> None:
        if self.isVisible():
            self._refresh()

    def _on_tick(self, now: datetime) -> None:
        if self.isVisible() and self.part is Part.SHEET:
            self.sheet.tick(now)

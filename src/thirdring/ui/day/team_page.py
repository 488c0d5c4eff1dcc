"""The team's day sheets, for supervisors: who wrote what, what each still owes."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Cell, EmptyState, Ground, Heading, QuietTable, TableRow
from thirdring.ui.words import time_text
from thirdring.usecases.day_sheet import TeamSheet, team_sheets


class TeamPage(Ground):
    failed = Signal(object)

    def __init__(self, runner: Runner, time: CenterTime, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._runner, self._time = runner, time
        self._rows: list[TeamSheet] = []
        self.day: date | None = None
        self._empty = EmptyState("users")
        self.table = QuietTable(empty=self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.wire()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Day sheets of the team"))
        self._empty.set_text(_("Nobody works here yet"), _("Agents appear here with their day."))
        self.table.set_headings(
            [
                Heading(_("Who"), 120, kept=True),
                Heading(_("Sheet"), 132, kept=True),
                Heading(_("My priorities")),
                Heading(_("What is not finished")),
                Heading(_("Calls taken"), 96, right=True),
                Heading(_("Callbacks kept in time"), 150, right=True),
                Heading(_("Still owed"), 96, right=True, kept=True),
            ]
        )
        self._show()

    def enter(self) -> None:
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(
            team_sheets, self.day, owner=self, key="team", then=self._on_rows,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_rows(self, rows: list[TeamSheet]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        self.table.set_rows([self._row(one) for one in self._rows])

    def _row(self, one: TeamSheet) -> TableRow:
        if one.closed_at is not None:
            state = _("Summed up {time}").format(time=time_text(one.closed_at, self._time.zone))
        elif one.opened_at is not None:
            state = _("Begun {time}").format(time=time_text(one.opened_at, self._time.zone))
        else:
            state = _("Not begun")
        sums = one.sums
        return TableRow(
            one.login,
            (
                Cell(one.name, Token.TEXT),
                Cell(state, Token.TEXT_2 if one.opened_at else Token.TEXT_3),
                Cell(one.priorities.replace("\n", "  "), tip=one.priorities),
                Cell(one.unfinished.replace("\n", "  "), tip=one.unfinished),
                Cell(str(sums.calls_taken)),
                Cell(f"{sums.callbacks_in_time} / {sums.callbacks_made}"),
                Cell(str(one.open_callbacks), Token.TEXT, bold=one.open_callbacks > 0),
            ),
        )

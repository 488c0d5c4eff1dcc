"""The callbacks screen: who waits for a call, by time left, and the call itself beside it."""

import uuid
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import CallbackResult
from thirdring.ui.actions import Actions
from thirdring.ui.callbacks.call_panel import CallPanel
from thirdring.ui.callbacks.list_pane import ListPane
from thirdring.ui.calls.call_desk import CallDesk
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Styled
from thirdring.usecases.callback_board import CallbackBoard, CallbackSheet, callback_sheet
from thirdring.usecases.callback_rows import CallbackLine
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.phrases import PhraseBook, phrase_book

TOPICS = frozenset({"callbacks", "tickets", "calls", "staff"})


class CallbacksScreen(Styled, QWidget):
    """`said` carries a sentence for the foot of the window, `failed` an error to show there;
    `ticket_asked` a ticket's id, `overdue_counted` how many one answers for are late.
    """

    said = Signal(str)
    ticket_asked = Signal(object)
    failed = Signal(object)
    overdue_counted = Signal(int)

    def __init__(
        self,
        facts: DeskFacts,
        runner: Runner,
        actions: Actions,
        ticker: Ticker,
        desk: CallDesk | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker, self._desk = runner, ticker, desk
        self._to_call: uuid.UUID | None = None
        actions.on("refresh", self._on_refresh)
        self.pane = ListPane(runner, ticker, facts.time)
        self.pane.set_me(facts.login)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane, 1)
        self.panel = CallPanel(desk, actions, ticker) if desk is not None else None
        if self.panel is not None:
            row.addWidget(self.panel)
            self._connect_panel(self.panel, actions)
        self.pane.failed.connect(self.failed)
        self.pane.counted.connect(self._on_counted)
        ticker.tick.connect(self._on_tick)
        self.wire()

    def _connect_panel(self, panel: CallPanel, actions: Actions) -> None:
        self.pane.chosen.connect(self._on_chosen)
        self.pane.called.connect(self._on_called)
        panel.said.connect(self.said)
        panel.left.connect(self.pane.focus_list)
        panel.calling_changed.connect(self._on_calling)
        panel.ticket_asked.connect(self.ticket_asked)
        if self._desk is not None:
            self._desk.logged.connect(self._on_logged)
        actions.on("callback.call", self._on_call_asked)
        actions.on("callback.ended", panel.hung_up)
        actions.on("callback.not_reached", self._on_not_reached)
        actions.on("callback.finish", panel.finish)

    def entered(self) -> None:
        """The screen is shown: the keys are in the list."""
        self.pane.tick(self._ticker.now())
        self.refresh()
        self.pane.focus_list()

    def refresh(self) -> None:
        """Read again what is seen."""
        self.pane.refresh()
        self._read_lines()
        if self.panel is not None and self.panel.callback_id is not None:
            self._read_sheet(self.panel.callback_id)

    def on_touched(self, topics: frozenset[str] = TOPICS) -> None:
        """After a commit anywhere."""
        if topics & TOPICS:
            self.refresh()

    def show_callback(self, callback_id: uuid.UUID) -> None:
        """Put the keys on this callback."""
        self.pane.show_callback(callback_id)

    # --- the call ------------------------------------------------------------------------------

    def _on_chosen(self, line: CallbackLine | None) -> None:
        """The keys are on another line; who is being called stays until the record is finished."""
        panel = self.panel
        if panel is None or (line is not None and line.id == panel.callback_id):
            return
        if line is None:
            panel.show_sheet(None)
        else:
            self._read_sheet(line.id)

    def _on_called(self, line: CallbackLine) -> None:
        panel = self.panel
        if panel is None:
            return
        if panel.callback_id == line.id:
            panel.call()
        else:
            self._to_call = line.id
            self._read_sheet(line.id)

    def _on_call_asked(self) -> None:
        if self.pane.list.line is not None:
            self._on_called(self.pane.list.line)

    def _on_not_reached(self) -> None:
        if self.panel is not None:
            self.panel.choose(CallbackResult.NOT_REACHED)

    def _read_sheet(self, callback_id: uuid.UUID) -> None:
        self._runner.read(
            callback_sheet, callback_id, owner=self, key="sheet", then=self._on_sheet,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_sheet(self, sheet: CallbackSheet) -> None:
        line, panel = self.pane.list.line, self.panel
        if panel is None or line is None or line.id != sheet.detail.line.id:
            return
        panel.show_sheet(sheet)
        if self._to_call == line.id:
            self._to_call = None
            panel.call()

    def _read_lines(self) -> None:
        if self.panel is not None:
            self._runner.read(
                phrase_book, owner=self, key="lines", then=self._on_lines, failed=self.failed.emit
            )

    def _on_lines(self, book: PhraseBook) -> None:
        if self.panel is not None:
            self.panel.set_lines(tuple(row.line for row in book.lines))

    def _on_logged(self, _row: object) -> None:
        """A call was saved here: what it kept goes from the list at once."""
        self.refresh()

    def _on_calling(self) -> None:
        if self._desk is not None:
            self.pane.model.set_calling(self._desk.calling_back().keys())

    def _on_counted(self, read: CallbackBoard) -> None:
        self.overdue_counted.emit(read.overdue)

    def _on_refresh(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_tick(self, now: datetime) -> None:
        if self.isVisible():
            self.pane.tick(now)

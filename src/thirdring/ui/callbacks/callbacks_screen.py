"""The callbacks screen: who waits for a call, by time left, and the call itself beside it."""

import uuid
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.ui.actions import Actions
from thirdring.ui.callbacks.list_pane import ListPane
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Styled
from thirdring.usecases.callback_board import CallbackBoard
from thirdring.usecases.desk_facts import DeskFacts

TOPICS = frozenset({"callbacks", "tickets", "calls", "staff"})


class CallbacksScreen(Styled, QWidget):
    """`said` carries a sentence for the foot of the window, `failed` an error to show there;
    `overdue_counted` how many one answers for are late.
    """

    said = Signal(str)
    failed = Signal(object)
    overdue_counted = Signal(int)

    def __init__(
        self,
        facts: DeskFacts,
        runner: Runner,
        actions: Actions,
        ticker: Ticker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker = runner, ticker
        actions.on("refresh", self._on_refresh)
        self.pane = ListPane(runner, ticker, facts.time)
        self.pane.set_me(facts.login)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane, 1)
        self.pane.failed.connect(self.failed)
        self.pane.counted.connect(self._on_counted)
        ticker.tick.connect(self._on_tick)
        self.wire()

    def entered(self) -> None:
        """The screen is shown: the keys are in the list."""
        self.pane.tick(self._ticker.now())
        self.refresh()
        self.pane.focus_list()

    def refresh(self) -> None:
        """Read again what is seen."""
        self.pane.refresh()

    def on_touched(self, topics: frozenset[str] = TOPICS) -> None:
        """After a commit anywhere."""
        if topics & TOPICS:
            self.refresh()

    def show_callback(self, callback_id: uuid.UUID) -> None:
        """Put the keys on this callback."""
        self.pane.show_callback(callback_id)

    def _on_counted(self, read: CallbackBoard) -> None:
        self.overdue_counted.emit(read.overdue)

    def _on_refresh(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_tick(self, now: datetime) -> None:
        if self.isVisible():
            self.pane.tick(now)

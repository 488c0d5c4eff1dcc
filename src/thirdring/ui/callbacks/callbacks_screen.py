"""The callbacks screen: who waits for a call, by time left, and the call itself beside it."""

import uuid
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import CallbackResult
from thirdring.i18n import _, ngettext
from thirdring.ui.actions import Actions
from thirdring.ui.callbacks.call_panel import CallPanel
from thirdring.ui.callbacks.hand_over import HandOverSheet
from thirdring.ui.callbacks.list_pane import ListPane
from thirdring.ui.callbacks.topics import TOPICS
from thirdring.ui.calls.call_desk import CallDesk
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Styled
from thirdring.usecases.callback_board import (
    CallbackBoard,
    CallbackSheet,
    Taker,
    callback_sheet,
    callback_takers,
)
from thirdring.usecases.callback_rows import CallbackLine
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.hand_over_callbacks import HandOver, hand_over_callbacks
from thirdring.usecases.phrases import PhraseBook, phrase_book
from thirdring.usecases.take_next_callback import take_next_callback

_LIST = 300


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
        *,
        supervises: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker, self._desk = runner, ticker, desk
        self._to_call: uuid.UUID | None = None
        self._in_call = False
        self._knows_lines = False
        actions.on("refresh", self._on_refresh)
        self.pane = ListPane(runner, ticker, facts.time, supervises=supervises)
        self._sheet: HandOverSheet | None = None
        self.pane.foot.hand_over_asked.connect(self._on_hand_over_asked)
        actions.on("callback.hand_over", self._on_hand_over_asked)
        self.pane.foot.next_asked.connect(self.take_next)
        actions.on("callback.next", self.take_next)
        self.pane.set_me(facts.login)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane, 1)
        self.panel = (
            CallPanel(desk, actions, ticker, supervises=supervises) if desk is not None else None
        )
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
        panel.left.connect(self._on_left)
        panel.calling_changed.connect(self._on_calling)
        panel.ticket_asked.connect(self.ticket_asked)
        if self._desk is not None:
            self._desk.logged.connect(self._on_logged)
        actions.on("callback.call", self._on_call_asked)
        actions.on("callback.ended", panel.hung_up)
        actions.on("callback.not_reached", self._on_not_reached)
        actions.on("callback.finish", self._on_finish)

    def entered(self) -> None:
        """The screen is shown: the keys are in the list."""
        self.pane.tick(self._ticker.now())
        self.refresh()
        self.pane.focus_list()

    def refresh(self) -> None:
        """Read again what is seen."""
        self.pane.refresh()
        if not self._knows_lines:
            self.read_lines()
        if self.panel is not None and self.panel.callback_id is not None:
            self._read_sheet(self.panel.callback_id)

    def on_touched(self, topics: frozenset[str] = TOPICS) -> None:
        """After a commit anywhere."""
        if topics & TOPICS:
            self.refresh()

    def show_callback(self, callback_id: uuid.UUID, *, call: bool = False) -> None:
        """Put the keys on this callback; with `call`, begin to call the customer back."""
        if call:
            self._to_call = callback_id
        self.pane.show_callback(callback_id)
        if call:
            self._read_sheet(callback_id)

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
            self._begin(panel)
        else:
            self._to_call = line.id
            self._read_sheet(line.id)

    def _begin(self, panel: CallPanel) -> None:
        self._show_call(on=True)
        panel.call()

    def _on_call_asked(self) -> None:
        if self.pane.list.line is not None:
            self._on_called(self.pane.list.line)

    def _on_not_reached(self) -> None:
        if self.panel is not None:
            self.panel.choose(CallbackResult.NOT_REACHED)

    def _on_finish(self) -> None:
        """Ctrl+Enter does what the filled button says: of the sheet while it is open."""
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.submit()
        elif self.panel is not None:
            self.panel.finish()

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
            self._begin(panel)

    def read_lines(self) -> None:
        """The phrases the panel offers, as they are now."""
        if self.panel is not None:
            self._runner.read(
                phrase_book, owner=self, key="lines", then=self._on_lines, failed=self.failed.emit
            )

    def _on_lines(self, book: PhraseBook) -> None:
        self._knows_lines = True
        if self.panel is not None:
            self.panel.set_lines(tuple(row.line for row in book.lines))

    def _on_logged(self, _row: object) -> None:
        """A call was saved here: what it kept goes from the list at once."""
        self.refresh()

    def restyle(self) -> None:
        self._share_room()

    def _share_room(self) -> None:
        """Both side by side; where there is too little room, one at a time."""
        if self.panel is None:
            return
        need = self.theme.size(Size.CALLBACK_CALL) + self.theme.px(_LIST)
        alone = self.width() < need
        in_call = alone and self._in_call
        self.panel.set_alone(on=alone)
        self.panel.setVisible(not alone or in_call)
        self.pane.setVisible(not in_call)

    def _show_call(self, *, on: bool) -> None:
        self._in_call = on
        self._share_room()

    def _on_left(self) -> None:
        """From the call back to the list."""
        self._show_call(on=False)
        self.pane.focus_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.place()

    # --- handing over --------------------------------------------------------------------------

    def take_next(self, *_: object) -> None:
        """Take the next promise nobody is there for; two who press at once get two (C6)."""
        self._runner.run(
            take_next_callback, owner=self, then=self._on_taken, failed=self.failed.emit
        )

    def _on_taken(self, line: CallbackLine | None) -> None:
        if line is None:
            self.said.emit(_("No promise waits for another owner."))
        else:
            self.said.emit(_("Yours now: {what}").format(what=line.about or line.name or ""))
            self.pane.show_callback(line.id)
        self.refresh()

    def _on_hand_over_asked(self) -> None:
        self._runner.read(
            callback_takers, owner=self, then=self._on_takers, failed=self.failed.emit
        )

    def _on_takers(self, takers: tuple[Taker, ...]) -> None:
        """Promises of who isn't there; without any, those of the chosen line's owner (C10)."""
        board, line = self.pane.board, self.pane.list.line
        lines = board.unowned if board is not None else ()
        if not lines and line is not None and line.closed_at is None:
            lines = tuple(one for one in self.pane.model.lines if one.owner_id == line.owner_id)
        if not lines:
            self.said.emit(_("There is nothing to hand over."))
            return
        if self._sheet is None:
            self._sheet = HandOverSheet(self)
            self._sheet.submitted.connect(self._on_submitted)
        self._sheet.begin(lines, takers)

    def _on_submitted(self, giver: str, taker: str, reason: str, tickets: bool) -> None:
        if self._sheet is not None:
            self._runner.run(
                hand_over_callbacks, giver, taker, reason, everything=tickets, owner=self,
                then=self._on_handed_over, failed=self._sheet.refuse,
            )  # fmt: skip

    def _on_handed_over(self, done: HandOver) -> None:
        if self._sheet is not None:
            self._sheet.close_over()
        text = ngettext("{n} callback handed over.", "{n} callbacks handed over.", done.count)
        words = text
        if done.left:
            words += " " + ngettext(
                "{n} stays: nobody keeps a promise about a complaint against themselves (G9).",
                "{n} stay: nobody keeps a promise about a complaint against themselves (G9).",
                len(done.left),
            )
        self.said.emit(words)
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

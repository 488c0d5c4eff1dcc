"""Beside the list: calling one customer back, in the order of C8, and what became of it."""

import uuid
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.enums import CallbackResult, HungUpBy
from thirdring.domain.errors import Refusal, Refusals
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import lint_of
from thirdring.i18n import _
from thirdring.ui.actions import Actions
from thirdring.ui.callbacks.panel_foot import PanelFoot
from thirdring.ui.callbacks.panel_head import PanelHead
from thirdring.ui.callbacks.result_section import ResultSection
from thirdring.ui.callbacks.steps import AGREE, CLOSE, PERSON, mark_of, steps_of
from thirdring.ui.callbacks.steps_view import StepsView
from thirdring.ui.calls.call_desk import CallDesk
from thirdring.ui.calls.call_record import CallRecord
from thirdring.ui.calls.calling_back import begun, result_of
from thirdring.ui.calls.pile import Entry
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import EmptyState, Ground, Hairline, KeyCap, Label, Styled
from thirdring.usecases.callback_board import CallbackSheet
from thirdring.usecases.drafts import DraftState

_LOW = 460
_NO_LIMIT = 16_777_215  # Qt's own


class _StepsHead(Styled, QWidget):
    """What the order is called, and the key that goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(bold=True)
        self._key = KeyCap("Return")
        self._next = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(6)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        for widget in (self._key, self._next, Label("C8", step=Type.CAPTION, tone=Token.TEXT_3)):
            self._row.addWidget(widget)
        self.wire()

    def restyle(self) -> None:
        self._row.setContentsMargins(16, self.theme.px(8), 16, self.theme.px(2))

    def retranslate(self) -> None:
        self._title.setText(_("Six steps of a call"))
        self._next.setText(_("next step"))


class CallPanel(Ground):
    """`said` carries a sentence for the foot of the window; `left`: back to the list.

    `calling_changed`: another callback is being called, or none. `ticket_asked` carries an id.
    """

    said = Signal(str)
    left = Signal()
    calling_changed = Signal()
    ticket_asked = Signal(object)

    def __init__(
        self,
        desk: CallDesk,
        actions: Actions,
        ticker: Ticker,
        *,
        supervises: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._ticker, self._supervises = desk, ticker, supervises
        self._sheet: CallbackSheet | None = None
        self._entry: Entry | None = None
        self._alone = False
        self._lines: tuple[Phrase, ...] = ()
        self._blank = CallPresenter(CallRecord(), desk.desk, desk.clock.now)
        lint = lint_of(desk.desk.wordings, desk.desk.internal_numbers)
        self.head = PanelHead(desk.desk.time)
        self.steps = StepsView()
        self.result = ResultSection(self._blank, lint, desk.clock.now)
        self.foot = PanelFoot(desk.desk.time, actions)
        self._empty = EmptyState("phone-outgoing")
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.LeftEdge, parent=parent)
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        self._form = QWidget()
        self._form_column = QVBoxLayout(self._form)
        self._form_column.addWidget(self.result)
        self._form_line = Hairline()
        self._steps_head = _StepsHead()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in (
            (self.head, 0), (self._steps_head, 0), (self.steps, 1), (self._form_line, 0),
            (self._form, 0), (self.foot, 0),
        ):  # fmt: skip
            column.addWidget(widget, stretch)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        desk = self._desk
        desk.entry_changed.connect(self._on_entry_changed)
        desk.saved.connect(self._on_saved)
        desk.trouble.connect(self.foot.show_trouble)
        desk.came_back.connect(self._on_came_back)
        desk.left.connect(self._on_entry_left)
        self.head.cancel.clicked.connect(self.cancel)
        self.head.ticket_pressed.connect(self._on_ticket)
        self.steps.advanced.connect(self.advance)
        self.steps.pressed.connect(self._on_step_pressed)
        self.steps.left.connect(self.left)
        self.result.chosen.connect(self._on_result)
        self.foot.call.clicked.connect(self.call)
        self.foot.finish.clicked.connect(self.finish)
        self.foot.missing.clicked.connect(self.go_to_missing)
        self._ticker.tick.connect(self._on_tick)

    # --- what is shown -----------------------------------------------------------------------

    def set_lines(self, lines: tuple[Phrase, ...]) -> None:
        """The center's lines, for the steps."""
        self._lines = lines
        self._refresh()

    def show_sheet(self, sheet: CallbackSheet | None) -> None:
        """Show this callback; a call begun for it is gone on with."""
        self._sheet = sheet
        if sheet is None:
            self._entry = None
            self._stack.setCurrentWidget(self._empty)
            return
        self._take(self._desk.calling_back().get(sheet.detail.line.id))
        self.head.show_sheet(sheet, self._ticker.now())
        self._stack.setCurrentIndex(1)
        self._refresh()

    @property
    def callback_id(self) -> uuid.UUID | None:
        """The callback that is shown."""
        return self._sheet.detail.line.id if self._sheet is not None else None

    @property
    def entry(self) -> Entry | None:
        """The record of the call that is shown; None before somebody is called."""
        return self._entry

    def _take(self, entry: Entry | None) -> None:
        if entry is self._entry and entry is not None:
            return
        self._entry = entry
        self.result.adopt(entry.call if entry is not None else self._blank)

    def _open(self) -> bool:
        """Whether the record that is shown can still be written in."""
        return self._entry is not None and self._entry.state is not DraftState.SENDING

    def restyle(self) -> None:
        self.set_alone(on=self._alone)
        self._form_column.setContentsMargins(16, self.theme.px(8), 16, self.theme.px(8))

    def set_alone(self, *, on: bool) -> None:
        """Where there is no room for both, the call takes the place of the list."""
        self._alone = on
        width = self.theme.size(Size.CALLBACK_CALL)
        self.setMinimumWidth(0 if on else width)
        self.setMaximumWidth(_NO_LIMIT if on else width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        low = self.height() < self.theme.px(_LOW)
        short = low and self._entry is not None
        self.head.set_short(on=short)
        self._steps_head.setVisible(not short)

    def retranslate(self) -> None:
        self._empty.set_text(
            _("Whom to call back"),
            _("Choose a line; what was promised and what to say appear here."),
        )
        self._refresh()

    # --- the call ----------------------------------------------------------------------------

    def call(self) -> None:
        """Call this customer back, or go on with the call."""
        sheet = self._sheet
        if sheet is None or (self._entry is None and not self._callable(sheet)):
            return
        if self._entry is None:
            self._take(self._desk.call_back(begun(sheet, self._desk.clock.now())))
            self.calling_changed.emit()
        self._refresh()
        if self._open():
            self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Not calling after all."""
        if self._open() and self._entry is not None and not self._begun(self._entry):
            entry, self._entry = self._entry, None
            self.result.adopt(self._blank)
            self._desk.drop(entry)
            self.calling_changed.emit()
            self._refresh()
            self.left.emit()

    def advance(self) -> None:
        """Enter in the steps: the current one was said."""
        step = self.steps.current
        if step is None or not self._open() or self._entry is None:
            return
        call = self._entry.call
        if step.number == PERSON:
            call.confirm_person(on=True)
        elif step.number == AGREE:
            self._agree(call)
        elif step.number == CLOSE:
            self.hung_up()
        for key in (*step.keys, mark_of(step.number)):
            call.say(key)

    def hung_up(self) -> None:
        """The customer hung up first (B9)."""
        if self._open() and self._entry is not None:
            self._entry.call.end_talk(HungUpBy.CUSTOMER)
            self.go_to_missing()

    def choose(self, result: CallbackResult) -> None:
        """By key: what became of it."""
        if self._open():
            self.result.choose_result(result)

    def finish(self) -> None:
        """Finish, or go to the first thing that is missing."""
        if not self._open() or self._entry is None:
            return
        try:
            self._desk.finish(self._entry)
        except Refusals:
            self._refresh()
            self.go_to_missing()
            return
        self.calling_changed.emit()
        self._refresh()
        self.left.emit()

    def go_to_missing(self) -> None:
        """Put the cursor where the first thing is missing."""
        if not self._open() or self._entry is None:
            return
        for refusal in self._missing(self._entry):
            if refusal.field in {"read_back", "hung_up_by"} and result_of(self._entry.call.record):
                self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if self.result.focus_field(refusal.field):
                return

    def _agree(self, call: CallPresenter) -> None:
        """B2: the customer said yes to what was read out; without a result there is nothing to read."""
        if result_of(call.record) is None:
            self.result.result.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            call.set_confirmed(on=True)

    def _missing(self, entry: Entry) -> tuple[Refusal, ...]:
        """In the order of this panel: what is chosen and written, then the yes, then who hung up."""
        late = {"read_back": 1, "hung_up_by": 2}
        found = entry.call.missing()
        return tuple(sorted(found, key=lambda one: late.get(one.field, 0)))

    def _callable(self, sheet: CallbackSheet) -> bool:
        return sheet.detail.line.closed_at is None and not self._why_not(sheet)[0]

    def _why_not(self, sheet: CallbackSheet) -> tuple[str, str]:
        """Why one can't call this customer back, and the rule that says so."""
        line = sheet.detail.line
        if not sheet.number:
            return _("There is no number to call."), "C1"
        if sheet.masked:
            return _("This is about you: somebody else calls back."), "G9"
        others = line.owner != self._desk.desk.login and not line.owner_absent
        if others and not self._supervises:
            return _("{name} promised this and keeps it.").format(name=line.owner_name), "C10"
        return "", ""

    def _begun(self, entry: Entry) -> bool:
        record = entry.call.record
        return bool(record.said or record.text("answer") or record.choice("outcome"))

    # --- what happened -----------------------------------------------------------------------

    def _on_step_pressed(self, number: int) -> None:
        """A click on the current step says it; on the one who is speaking takes it back."""
        self.steps.setFocus(Qt.FocusReason.MouseFocusReason)
        step = self.steps.current
        if step is not None and step.number == number:
            self.advance()

    def _on_result(self, _result: object) -> None:
        self._refresh()

    def _on_entry_changed(self, entry: Entry) -> None:
        if entry is self._entry:
            self._refresh()

    def _on_entry_left(self, entry_id: uuid.UUID) -> None:
        if self._entry is not None and self._entry.id == entry_id:
            self._take(None)
            self._refresh()
        self.calling_changed.emit()

    def _on_saved(self, entry: Entry) -> None:
        if entry is self._entry:
            self.foot.show_saved(entry.saved_at)

    def _on_came_back(self, entry: Entry) -> None:
        if entry is self._entry:
            self._refresh()
        elif entry.call.record.keeps is not None:
            self.said.emit(_("A callback could not be saved: {why}").format(why=entry.reason))
        self.calling_changed.emit()

    def _on_ticket(self) -> None:
        if self._sheet is not None and self._sheet.detail.line.ticket_id is not None:
            self.ticket_asked.emit(self._sheet.detail.line.ticket_id)

    def _on_tick(self, now: datetime) -> None:
        if self.isVisible() and self._sheet is not None:
            self.head.tick(now)

    def _refresh(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        entry, now = self._entry, self._desk.clock.now()
        call = entry.call if entry is not None else CallPresenter(
            begun(sheet, now), self._desk.desk, self._desk.clock.now
        )  # fmt: skip
        record, live = call.record, entry is not None
        sending = entry is not None and entry.state is DraftState.SENDING
        self.head.show_call(
            record.started_at if live and record.ended_at is None else None,
            self._ticker.now(),
            confirmed=record.person_confirmed,
            begun=entry is not None and (sending or self._begun(entry)),
        )
        unreached = live and result_of(record) is CallbackResult.NOT_REACHED
        steps = steps_of(call, self._lines, now, self._desk.desk.language)
        self.steps.show_steps(steps, live=live and not unreached and not sending)
        for part in (self._form, self._form_line):
            part.setVisible(live)
        self._form.setEnabled(not sending)
        if live:
            self.result.refresh()
        self._show_foot(entry, sheet)
        self._share_height()

    def _show_foot(self, entry: Entry | None, sheet: CallbackSheet) -> None:
        if entry is None:
            self.foot.show_idle(*self._why_not(sheet), callable_=self._callable(sheet))
            return
        self.foot.show_call(
            self._missing(entry), entry.reason, sending=entry.state is DraftState.SENDING
        )
        self.foot.show_saved(entry.saved_at)

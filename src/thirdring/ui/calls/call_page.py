"""The call form as the left part of the desk: strip of unfinished records, form, hold, footer."""

import uuid
from collections.abc import Generator
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.call_moment import OPENING_SECONDS, CallMoment
from thirdring.domain.enums import Direction, HoldReason, HungUpBy, Outcome
from thirdring.domain.errors import Refusal
from thirdring.domain.policy import Key
from thirdring.domain.wording import lint_of
from thirdring.ui.actions import Actions
from thirdring.ui.calls.call_desk import CallDesk
from thirdring.ui.calls.call_record import CallRecord
from thirdring.ui.calls.footer import FormFooter
from thirdring.ui.calls.form import CallForm, build_form
from thirdring.ui.calls.hold_bar import HoldBar
from thirdring.ui.calls.moment import moment_of, values_of
from thirdring.ui.calls.page_actions import connect_actions
from thirdring.ui.calls.pile import Entry
from thirdring.ui.calls.pile_strip import PileStrip
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.slices import Slices, at_once
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Ground
from thirdring.usecases.find_callers import CallerHit

# After the start: the window is painted and the drafts are read.
_IDLE_MS = 400


class CallPage(Ground):
    """`moment_changed`: what the phrase sidebar follows. `clocks_changed`: since when somebody is on
    the line, since when they wait (aware UTC or None), and how long they may (timedelta).
    """

    moment_changed = Signal(object)  # CallMoment
    clocks_changed = Signal(object, object, object)

    def __init__(
        self, desk: CallDesk, actions: Actions, ticker: Ticker, parent: QWidget | None = None
    ) -> None:
        self.desk = desk
        self._actions = actions
        self._forms: dict[uuid.UUID, CallForm] = {}
        # Forms whose record is done; the next call takes one, since building one is felt.
        self._spare: list[CallForm] = []
        self._preparing = False
        self._lint = lint_of(desk.desk.wordings, desk.desk.internal_numbers)
        self._told_moment: CallMoment | None = None
        self._told_clocks: tuple[datetime | None, datetime | None] | None = None
        self.strip = PileStrip(actions.keys("call.pile"))
        self.hold_bar = HoldBar(actions.keys("call.hold"), actions.keys("call.promise"))
        self.footer = FormFooter(desk.desk.time, actions.keys("call.finish"))
        self._stack = QStackedWidget()
        super().__init__(Token.BG_SURFACE, parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        column.addWidget(self.hold_bar)
        column.addWidget(self.footer)
        self._ticker: Ticker | None = ticker
        self._connect()
        self.wire()

    def _connect(self) -> None:
        desk = self.desk
        desk.shown.connect(self._on_shown)
        desk.changed.connect(self._on_changed)
        desk.pile_changed.connect(self._on_pile_changed)
        desk.left.connect(self._on_left)
        desk.saved.connect(self._on_saved)
        desk.trouble.connect(self.footer.show_trouble)
        desk.callers_found.connect(self._on_callers_found)
        desk.came_back.connect(self._on_came_back)
        self.strip.chosen.connect(desk.show_entry)
        self.strip.next_asked.connect(desk.show_next)
        self.footer.finish_asked.connect(self.finish)
        self.footer.missing_pressed.connect(self.go_to_missing)
        self.footer.hung_up.connect(self._on_hung_up)
        self.hold_bar.promise_asked.connect(self.promise)
        self.hold_bar.resume_asked.connect(self.toggle_hold)
        self.hold_bar.reasoned.connect(self._on_hold_reason)

    def _come_alive(self) -> None:
        """With the first record: keys and clock have nothing to act on before."""
        if self._ticker is not None:
            self._ticker.tick.connect(self._on_tick)
            self._ticker = None
            connect_actions(self, self._actions)

    # --- what others may ask -----------------------------------------------------------------

    @property
    def form(self) -> CallForm:
        """The form of the current record."""
        return self._forms[self.desk.current.id]

    def entered(self) -> None:
        """The screen is shown: the cursor goes where it was."""
        self.form.restore_cursor()

    def left(self) -> None:
        """Another screen is shown."""
        self.desk.flush()

    def values(self) -> dict[str, str]:
        """What fills the placeholders of phrases."""
        return values_of(self.desk.current.call, self.desk.clock.now())

    def insert_answer(self, text: str) -> None:
        """A phrase goes into the answer, at its cursor, undoably; special callers get none (E1)."""
        area = self.form.matter.answer
        if area.isVisibleTo(self.form):
            before = area.textCursor().block().text()[: area.textCursor().positionInBlock()]
            area.type_in(f" {text}" if before and before[-1:].isascii() else text)

    def mark_said(self, key: str) -> None:
        """A phrase was said."""
        self.desk.current.call.say(key)

    def new_call(self) -> None:
        self.desk.new_call(Direction.INBOUND)
        self.form.focus_field("number")

    def new_outbound(self) -> None:
        self.desk.new_call(Direction.OUTBOUND)
        self.form.focus_field("number")

    def pick_up(self) -> None:
        """Answer, and put the cursor where the talk begins."""
        self.desk.pick_up()
        call = self.desk.current.call
        if call.recognised:
            self.form.focus_field("raised")
        elif call.record.text("number") or "number" in call.record.withheld:
            self.form.focus_field("name")
        else:
            self.form.focus_field("number")

    def finish(self) -> None:
        """Finish, or go to the first thing that is missing."""
        try:
            self.desk.finish()
        except Refusal:
            self._show_footer()
            self.go_to_missing()

    def finish_as(self, outcome: Outcome) -> None:
        """One key for a call without a talk (B11); the record closes if nothing else is missing."""
        self.desk.current.call.choose("outcome", outcome.value)
        self.finish()

    def go_to_missing(self) -> None:
        """Put the cursor into the first field that is missing."""
        for refusal in self.desk.current.call.missing():
            if refusal.field == "hung_up_by":
                self.footer.hang_up.setFocus()
                return
            if self.form.focus_field(refusal.field):
                return

    def toggle_hold(self) -> None:
        call = self.desk.current.call
        if call.record.hold_since is None:
            call.hold()
        else:
            call.end_hold()

    def promise(self) -> None:
        """B4: a callback instead of the wait, or of an answer now."""
        self.desk.current.call.choose("outcome", Outcome.CALLBACK.value)
        self.form.focus_field("callback.minutes")

    def toggle_confirmed(self) -> None:
        call = self.desk.current.call
        call.set_confirmed(on=not call.confirmed)

    def customer_hung_up(self) -> None:
        self.desk.current.call.end_talk(HungUpBy.CUSTOMER)

    def toggle_withheld(self) -> None:
        """Mark the field with the cursor as withheld (B1)."""
        name = self.desk.current.call.record.cursor[0]
        if name in {"number", "name", "address", "raised"}:
            call = self.desk.current.call
            call.set_withheld(name, on=name not in call.record.withheld)

    def replace_wording(self) -> None:
        self.form.matter.replace()

    # --- what happened -----------------------------------------------------------------------

    def _form_of(self, entry: Entry) -> CallForm:
        form = self._forms.get(entry.id)
        if form is None and self._spare:
            form = self._forms[entry.id] = self._spare.pop()
            form.adopt(entry.call)
        elif form is None:
            form = self._forms[entry.id] = at_once(self._pieces(entry.call))
        return form

    def prepare(self) -> Generator[None, None, None]:
        """Before anybody rings, piece by piece: the form of the next call, so that the ring finds
        it built.
        """
        if self._spare or self._preparing:
            return
        self._preparing = True
        try:
            blank = CallPresenter(CallRecord(), self.desk.desk, self.desk.clock.now)
            form = yield from self._pieces(blank)
            yield
            form.ensurePolished()  # else that comes with the ring
            self._spare.append(form)
        finally:
            self._preparing = False

    def _pieces(self, call: CallPresenter) -> Generator[None, None, CallForm]:
        form = yield from build_form(call, self._lint, self._actions, self.desk.clock.now)
        form.number_typed.connect(self.desk.look_up)
        form.picked.connect(self._on_picked)
        form.answered.connect(self.pick_up)
        form.cursor_moved.connect(self._on_cursor_moved)
        form.focus_left.connect(self.desk.flush)
        yield
        self._stack.addWidget(form)  # in the window it is given its style
        return form

    def _on_idle(self) -> None:
        if not self._spare:
            Slices(self.prepare(), self)

    def _on_shown(self, entry: Entry) -> None:
        self._come_alive()
        form = self._form_of(entry)
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        form.refresh()
        self._stack.setCurrentWidget(form)
        if had_focus or self.isActiveWindow():
            form.restore_cursor()
        self.footer.show_saved(entry.saved_at)
        self._on_changed()
        QTimer.singleShot(_IDLE_MS, self, self._on_idle)

    def _on_changed(self) -> None:
        self.form.refresh()
        self._show_footer()
        self._follow(self.desk.clock.now())

    def _on_pile_changed(self) -> None:
        self.strip.show_entries(self.desk.pile.visible(), self.desk.current)

    def _on_left(self, entry_id: uuid.UUID) -> None:
        form = self._forms.pop(entry_id, None)
        if form is not None:
            self._spare.append(form)

    def _on_saved(self, entry: Entry) -> None:
        if entry is self.desk.current:
            self.footer.show_saved(entry.saved_at)

    def _on_came_back(self, entry: Entry) -> None:
        if entry is self.desk.current:
            self._show_footer()

    def _on_callers_found(self, entry_id: uuid.UUID, hits: tuple[CallerHit, ...]) -> None:
        if entry_id == self.desk.current.id:
            self.form.offer_callers(hits)

    def _on_picked(self, hit: CallerHit | None) -> None:
        self.desk.choose_caller(hit)
        self.form.focus_field("name" if hit is None else "raised")

    def _on_cursor_moved(self) -> None:
        self.desk.keep(self.desk.current)

    def _on_hung_up(self, by: object) -> None:
        self.desk.current.call.end_talk(HungUpBy(str(by)))

    def _on_hold_reason(self, reason: object) -> None:
        self.desk.current.call.hold(HoldReason(str(reason)))

    def _on_tick(self, _now: datetime) -> None:
        if not self.isVisible() and not self.desk.current.call.started:
            return
        now = self.desk.clock.now()
        self.form.tick(now)
        self._follow(now)

    def _show_footer(self) -> None:
        entry = self.desk.current
        self.footer.show_hung_up(entry.call.record.choice("hung_up_by"))
        early = entry.blank or entry.ringing
        self.footer.show_missing(entry.call.missing(), entry.reason, blank=early)

    def _follow(self, now: datetime) -> None:
        """Keep the hold bar, the clocks of the top bar and the phrases with the call."""
        call = self.desk.current.call
        record = call.record
        self.hold_bar.show_call(call, now)
        on_call = record.answered_at if record.ended_at is None else None
        clocks = (on_call, record.hold_since)
        if clocks != self._told_clocks:
            self._told_clocks = clocks
            limit: timedelta = call.desk.policy.span(Key.HOLD_SECONDS)
            self.clocks_changed.emit(*clocks, limit)
        moment = moment_of(call, now)
        if self._told_moment is None or _essence(moment) != _essence(self._told_moment):
            self._told_moment = moment
            self.moment_changed.emit(moment)


def _essence(moment: CallMoment) -> tuple[object, ...]:
    """A moment without the seconds that only pass; those that change what is to be said stay."""
    still = replace(moment, talk_seconds=0.0, hold_seconds=None)
    return still, moment.hold, moment.talk_seconds >= OPENING_SECONDS

"""The calls of one person at one desk: which record is open, its draft, its customer, its sending.

No widgets here: the page draws what this says. Drafts are written and calls are logged on other
threads; everything in this class happens on the window's.
"""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from thirdring.domain.enums import Direction
from thirdring.domain.errors import KeptHere, ThirdRingError, Unavailable
from thirdring.i18n import render
from thirdring.ui.calls.call_record import CallRecord
from thirdring.ui.calls.draft_keeper import DraftKeeper
from thirdring.ui.calls.pile import Entry, Pile
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.steady_clock import SteadyClock
from thirdring.ui.calls.taken_up import record_of
from thirdring.ui.runner import Runner
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.drafts import Draft, DraftBox, DraftState
from thirdring.usecases.find_callers import CallerHit, find_callers
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput

# A database that has not answered by then is taken for absent; what it does later does no harm,
# because a call is logged once under its id.
_DEADLINE_SECONDS = 20.0
# A server's connections have deadlines of their own, and the outbox has the call by then.
_SAVED_BY_SECONDS = 60.0


class CallDesk(QObject):
    """`shown`: another record is current. `changed`: the current one changed. `pile_changed`: the
    unfinished ones did. `left`: a record is closed for good. `callers_found`: a record's id and who
    it may be. `caller_changed`: whom the customer panel is to show. `logged`: the center has it.
    `kept`: the server is away, and the outbox has it.
    """

    ready = Signal()
    shown = Signal(object)  # Entry
    changed = Signal()
    pile_changed = Signal()
    left = Signal(object)  # uuid.UUID
    saved = Signal(object)  # Entry
    trouble = Signal(str)
    noticed = Signal(str)
    callers_found = Signal(object, object)  # uuid.UUID, tuple[CallerHit, ...]
    caller_changed = Signal(object, str)  # customer id or None, number as typed
    logged = Signal(object)  # CallRow
    kept = Signal(object)  # KeptHere
    came_back = Signal(object)  # Entry whose sending failed
    entry_changed = Signal(object)  # Entry, the current one or another

    def __init__(
        self,
        desk: DeskFacts,
        runner: Runner,
        open_box: Callable[[], DraftBox],
        clock: SteadyClock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pile = Pile()
        self.clock = clock
        self._runner = runner
        self._current: Entry | None = None
        self._keeper = DraftKeeper(open_box, self)
        self._keeper.loaded.connect(self._on_loaded)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.trouble.connect(self._on_trouble)
        self._keeper.noticed.connect(self.noticed)
        # Finished records whose draft is not durable yet: sent when it is (or can't be).
        self._to_send: dict[uuid.UUID, CallInput] = {}
        self._told_caller: tuple[uuid.UUID | None, str] | None = None

    # --- which record ------------------------------------------------------------------------

    def start(self) -> None:
        """Read the drafts; a blank record is there at once, so that a call never waits for a disk."""
        self._show(self._new_entry())
        self._keeper.start()

    @property
    def current(self) -> Entry:
        if self._current is None:
            raise RuntimeError("the desk was not started")
        return self._current

    def new_call(self, direction: Direction = Direction.INBOUND) -> None:
        """One key: the agent is on the line. An untouched record is taken, else one is added."""
        entry = self.current if self.current.idle else self._blank()
        entry.call.begin(direction)
        self._show(entry)

    def ring(self, number: str | None, *, anonymous: bool = False, name: str = "") -> None:
        """A phone rings. Whoever is in a talk stays in it; the ringing one waits in the pile."""
        for entry in self.pile.visible():
            if entry.ringing and number and entry.call.record.texts.get("number") == number:
                return  # told twice of the same ring
        busy = self.current.talking and self.current.call.record.typed
        entry = self.current if self.current.blank else self._blank()
        entry.call.ring(number, anonymous=anonymous, name=name)
        if not busy:
            self._show(entry)
        if number:
            self.look_up(number, entry)
        self.pile_changed.emit()

    def pick_up(self) -> None:
        """Answer what rings: the current record, else the first ringing one of the pile."""
        ringing = [entry for entry in self.pile.visible() if entry.ringing]
        entry = self.current if self.current.ringing else next(iter(ringing), None)
        if entry is not None:
            entry.call.answer()
            self._show(entry)

    def show_entry(self, entry_id: uuid.UUID) -> None:
        """Go on with another unfinished record."""
        entry = self.pile.get(entry_id)
        if entry is not None and entry.state is not DraftState.SENDING:
            self._show(entry)

    def show_next(self) -> None:
        """Go on with the next unfinished record."""
        entry = self.pile.after(self.current.id)
        if entry is not None:
            self._show(entry)

    def calling_back(self) -> dict[uuid.UUID, Entry]:
        """The records that keep a callback, by its id; those being saved too."""
        kept = ((entry.call.record.keeps, entry) for entry in self.pile)
        return {callback_id: entry for callback_id, entry in kept if callback_id is not None}

    def call_back(self, record: CallRecord) -> Entry:
        """Begin the record of calling back beside the one that is open, or go on with it."""
        found = self.calling_back().get(record.keeps) if record.keeps is not None else None
        if found is not None:
            return found
        entry = Entry(CallPresenter(record, self.desk, self.clock.now))
        self._adopt(entry)
        self.keep(entry)
        self.pile_changed.emit()
        return entry

    def take_up(self, entry_id: uuid.UUID, data: CallInput, reason: str) -> None:
        """A call the center has not taken, in the form again, with the reason it gave, if any."""
        record = record_of(entry_id, data)
        latest = record.latest()
        if latest is not None:
            self.clock.not_before(latest)
        call = CallPresenter(record, self.desk, self.clock.now)
        state = DraftState.FAILED if reason else DraftState.UNFINISHED
        entry = Entry(call, state, reason)
        self._adopt(entry)
        self.keep(entry, at_once=True)
        self._show(entry)
        if reason:
            self.came_back.emit(entry)

    def drop(self, entry: Entry) -> None:
        """Nobody was called after all: the record leaves nothing."""
        self._keeper.forget(entry.id)
        self.pile.remove(entry.id)
        self.left.emit(entry.id)
        if entry is self._current:
            self._show(self._blank())
        self.pile_changed.emit()

    def flush(self) -> None:
        """Focus left, or the window closes: what was typed goes to the disk now."""
        self._keeper.hand_over()

    def close(self, timeout: float = 3.0) -> bool:
        """Save what is typed and end; False when it could not be saved in `timeout` seconds."""
        return self._keeper.close(timeout)

    def _new_entry(self) -> Entry:
        entry = Entry(CallPresenter(CallRecord(), self.desk, self.clock.now))
        self._adopt(entry)
        return entry

    def _adopt(self, entry: Entry) -> None:
        entry.call.changed = partial(self._on_changed, entry)
        self.pile.add(entry)

    def _blank(self) -> Entry:
        blank = next((entry for entry in self.pile.visible() if entry.blank), None)
        if blank is None:
            if not self.pile.unfinished():
                self.clock.settle()
            blank = self._new_entry()
        return blank

    def _show(self, entry: Entry) -> None:
        self._current = entry
        self.shown.emit(entry)
        self.pile_changed.emit()
        self._tell_caller()

    def _on_changed(self, entry: Entry) -> None:
        if entry.state is DraftState.FAILED:
            entry.state, entry.reason = DraftState.UNFINISHED, ""
        self.keep(entry)
        if entry is self._current:
            self.changed.emit()
        self.entry_changed.emit(entry)
        self.pile_changed.emit()

    def keep(self, entry: Entry, *, at_once: bool = False) -> None:
        """Have the draft written; a blank record leaves none."""
        if not entry.blank:
            self._keeper.keep(entry.draft(self.clock.now()), at_once=at_once)

    # --- drafts ------------------------------------------------------------------------------

    def _on_loaded(self, drafts: tuple[Draft, ...]) -> None:
        newest: Entry | None = None
        for draft in drafts:
            if draft.id in self.pile:
                continue
            entry = self._restored(draft)
            if entry is None:
                continue
            if draft.state is DraftState.SENDING:
                self._resend(entry)
            elif newest is None or draft.updated_at >= (newest.saved_at or draft.updated_at):
                newest = entry
        if newest is not None and self.current.blank:
            self._drop_blank()
            self._show(newest)
            number = newest.call.record.given("number")
            if number and newest.call.record.customer_id is None:
                self.look_up(number, newest)
        self.pile_changed.emit()
        self.ready.emit()

    def _restored(self, draft: Draft) -> Entry | None:
        try:
            record = CallRecord.from_json(draft.id, draft.content)
        except (ValueError, TypeError, AttributeError, KeyError):
            self.noticed.emit(
                render("An unfinished record could not be read; it is kept as it is.")
            )
            return None
        latest = record.latest()
        if latest is not None:
            self.clock.not_before(latest)
        call = CallPresenter(record, self.desk, self.clock.now)
        entry = Entry(call, draft.state, draft.reason or "", draft.updated_at)
        self._adopt(entry)
        return entry

    def _drop_blank(self) -> None:
        blank = self.current
        self.pile.remove(blank.id)
        self.left.emit(blank.id)

    def _on_saved(self, drafts: tuple[Draft, ...]) -> None:
        for draft in drafts:
            entry = self.pile.get(draft.id)
            if entry is not None:
                entry.saved_at = draft.updated_at
                self.saved.emit(entry)
            if draft.state is DraftState.SENDING:
                self._send(draft.id)

    def _on_trouble(self, sentence: str) -> None:
        self.trouble.emit(sentence)
        if sentence:
            for entry_id in list(self._to_send):
                self._send(entry_id)

    # --- finishing ---------------------------------------------------------------------------

    def finish(self, entry: Entry | None = None) -> None:
        """Close the current record (or `entry`); the form is free at once, saving happens behind it.

        Raises:
            Refusals: a gate is shut; nothing happened.
        """
        entry = entry or self.current
        data = entry.call.finish()
        entry.state, entry.reason = DraftState.SENDING, ""
        self._to_send[entry.id] = data
        self.keep(entry, at_once=True)
        if entry is not self._current:
            self.pile_changed.emit()
            return
        following = next((e for e in self.pile.unfinished() if e.ringing), None)
        self._show(following or self.pile.after(entry.id) or self._blank())

    def _resend(self, entry: Entry) -> None:
        try:
            self._to_send[entry.id] = entry.call.finish()
        except ThirdRingError as error:
            self._bring_back(entry, error)
            return
        self._send(entry.id)

    def _send(self, entry_id: uuid.UUID) -> None:
        data = self._to_send.pop(entry_id, None)
        if data is None:
            return
        self._runner.run(
            log_call,
            data,
            entry_id,
            owner=self,
            deadline=_SAVED_BY_SECONDS,
            then=partial(self._on_logged, entry_id),
            failed=partial(self._on_failed, entry_id),
        )

    def _on_logged(self, entry_id: uuid.UUID, row: CallRow) -> None:
        self._let_go(entry_id)
        self.logged.emit(row)

    def _let_go(self, entry_id: uuid.UUID) -> None:
        """It is safe elsewhere: with the center, or in the outbox."""
        self._keeper.forget(entry_id)
        self.pile.remove(entry_id)
        self.left.emit(entry_id)
        self.pile_changed.emit()

    def _on_failed(self, entry_id: uuid.UUID, error: ThirdRingError) -> None:
        entry = self.pile.get(entry_id)
        if isinstance(error, KeptHere):
            self._let_go(entry_id)
            self.kept.emit(error)
        elif entry is not None:
            self._bring_back(entry, error)

    def _bring_back(self, entry: Entry, error: ThirdRingError) -> None:
        entry.state, entry.reason = DraftState.FAILED, render(error)
        self.keep(entry, at_once=True)
        if self.current.blank or self.current.idle:
            self._show(entry)
        self.came_back.emit(entry)
        self.pile_changed.emit()

    # --- who calls ---------------------------------------------------------------------------

    def look_up(self, typed: str, entry: Entry | None = None) -> None:
        """Find who the number typed so far may belong to; only the newest answer counts."""
        entry = entry or self.current
        if entry.call.recognised or entry.call.record.new_customer:
            entry.call.forget_customer()
        self._runner.read(
            find_callers,
            typed,
            owner=self,
            key=("callers", entry.id),
            deadline=_DEADLINE_SECONDS,
            then=partial(self._on_callers, entry, typed),
            failed=self._on_lookup_failed,
        )

    def choose_caller(self, hit: CallerHit | None) -> None:
        """The agent picked a customer from the list, or said it is a new one."""
        call = self.current.call
        if hit is None:
            call.forget_customer(new=True)
        else:
            if not hit.exact:
                call.set_text("number", hit.number)
            call.recognise(hit)
        self._tell_caller()

    def _on_callers(self, entry: Entry, typed: str, hits: tuple[CallerHit, ...]) -> None:
        call = entry.call
        if entry.id not in self.pile or call.record.texts.get("number", "") != typed:
            return
        exact = tuple(hit for hit in hits if hit.exact)
        if len(exact) == 1:
            call.recognise(exact[0])
            hits = ()
        elif not hits and call.whole_number():
            call.forget_customer(new=True)
        else:
            hits = exact or hits
        self.callers_found.emit(entry.id, hits)
        if entry is self._current:
            self._tell_caller()

    def _on_lookup_failed(self, error: ThirdRingError) -> None:
        # The call goes on without knowing the caller; the number is kept as typed. Of a server that
        # is away a line tells already, and not with every digit; what this desk knows is shown.
        if isinstance(error, Unavailable) and error.gone:
            self._tell_caller()
        else:
            self.noticed.emit(render(error))

    def _tell_caller(self) -> None:
        call = self.current.call
        number = call.record.given("number") if call.whole_number() else ""
        told = (call.record.customer_id, number)
        if told != self._told_caller:
            self._told_caller = told
            self.caller_changed.emit(*told)

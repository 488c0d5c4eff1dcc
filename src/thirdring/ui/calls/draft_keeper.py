"""Saves what is typed within a second, on a thread of its own; a full disk is told and retried."""

import threading
import uuid
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import render
from thirdring.ui.gate import Gate
from thirdring.usecases.drafts import Draft, DraftBox

# A change waits at most so long before it is handed to the thread that writes.
DEBOUNCE_MS = 250
_RETRY_SECONDS = 2.0


class DraftKeeper(QObject):
    """`keep` and `forget` return at once; the newest state of each draft is what gets written.

    `loaded`: the drafts found at the start. `saved`: ids and their times of saving, now durable.
    `trouble`: a sentence while nothing can be saved, "" when it can again. `noticed`: one sentence
    to be told once. All signals come on the thread this was made on.
    """

    loaded = Signal(object)  # tuple[Draft, ...]
    saved = Signal(object)  # tuple[Draft, ...]
    trouble = Signal(str)
    noticed = Signal(str)

    def __init__(self, open_box: Callable[[], DraftBox], parent: QObject | None = None) -> None:
        """`open_box` opens the drafts of who signed in; it is called on the writing thread."""
        super().__init__(parent)
        self._open_box = open_box
        self._gate = Gate()
        self._fresh: dict[uuid.UUID, Draft | None] = {}
        self._pending: dict[uuid.UUID, Draft | None] = {}
        self._held: dict[uuid.UUID, Draft] = {}
        self._change = threading.Condition()
        self._box: DraftBox | None = None
        self._closing = self._busy = self._in_trouble = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.hand_over)
        self._thread = threading.Thread(target=self._work, name="thirdring-drafts", daemon=True)

    def start(self) -> None:
        """Open the file; `loaded` follows."""
        self._thread.start()

    def keep(self, draft: Draft, *, at_once: bool = False) -> None:
        """Save `draft` soon, or `at_once` when it must not wait for more typing."""
        self._fresh[draft.id] = draft
        self._schedule(at_once=at_once)

    def forget(self, draft_id: uuid.UUID) -> None:
        """The center has it, or the person threw it away."""
        self._fresh[draft_id] = None
        self._schedule(at_once=True)

    def hand_over(self) -> None:
        """Give everything that waits to the writing thread now (focus left, window closes)."""
        self._timer.stop()
        with self._change:
            self._pending.update(self._fresh)
            self._change.notify_all()
        self._fresh.clear()

    def flush(self, timeout: float = 3.0) -> bool:
        """Wait until all is durable; False when that was not reached in `timeout` seconds."""
        self.hand_over()
        with self._change:
            return self._change.wait_for(
                lambda: (not self._pending and not self._busy) or not self._thread.is_alive(),
                timeout,
            )

    def close(self, timeout: float = 3.0) -> bool:
        """Save what is left and end; False when something could not be saved in time."""
        done = self.flush(timeout) if self._thread.is_alive() else not self._fresh
        with self._change:
            self._closing = True
            self._change.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        self._gate.shut()
        return done

    def _schedule(self, *, at_once: bool) -> None:
        if at_once:
            self.hand_over()
        elif not self._timer.isActive():
            self._timer.start()

    # --- on the writing thread ---------------------------------------------------------------

    def _work(self) -> None:
        box = self._box = self._opened()
        while box is not None:
            with self._change:
                self._change.wait_for(lambda: self._pending or self._closing)
                if not self._pending:
                    break
                batch, self._pending, self._busy = self._pending, {}, True
            try:
                self._write(box, batch)
            except ThirdRingError as error:
                self._failed(batch, error)
                if self._give_up():
                    break
            else:
                with self._change:
                    self._busy = False
                    self._change.notify_all()
        if box is not None:
            box.close()

    def _opened(self) -> DraftBox | None:
        while True:
            try:
                box = self._open_box()
                drafts = box.all()
            except ThirdRingError as error:
                self._failed({}, error)
                if self._give_up():
                    return None
                continue
            self._held = {draft.id: draft for draft in drafts}
            self._tell_notice(box)
            self._worked()
            self._emit("loaded", drafts)
            return box

    def _write(self, box: DraftBox, batch: dict[uuid.UUID, Draft | None]) -> None:
        kept = [draft for draft in batch.values() if draft is not None]
        gone = [one for one, draft in batch.items() if draft is None]
        self._held.update({draft.id: draft for draft in kept})
        for one in gone:
            self._held.pop(one, None)
        if kept and not box.put(*kept):
            box.put(*self._held.values())
        if gone:
            box.remove(*gone)
        self._tell_notice(box)
        self._worked()
        if kept:
            self._emit("saved", tuple(kept))

    def _failed(self, batch: dict[uuid.UUID, Draft | None], error: ThirdRingError) -> None:
        with self._change:
            self._pending = {**batch, **self._pending}
            self._busy = False
            self._change.notify_all()
        self._in_trouble = True
        self._emit("trouble", render(error))

    def _give_up(self) -> bool:
        """Wait before the next try; True when the desk closes."""
        with self._change:
            return self._change.wait_for(lambda: self._closing, _RETRY_SECONDS)

    def _worked(self) -> None:
        if self._in_trouble:
            self._in_trouble = False
            self._emit("trouble", "")

    def _tell_notice(self, box: DraftBox) -> None:
        if box.notice is not None:
            self._emit("noticed", render(box.notice))
            box.notice = None

    def _emit(self, signal: str, value: object) -> None:
        if shiboken6.isValid(self):
            self._gate.tell(getattr(self, signal).emit, value)

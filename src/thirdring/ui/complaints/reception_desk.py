"""The receptions of one person at one desk: which is open, its draft, its customer, its filing.

No widgets here: the page draws what this says.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from thirdring.domain.enums import TicketState
from thirdring.domain.errors import KeptHere, ThirdRingError, Unavailable
from thirdring.i18n import render
from thirdring.ui.calls.draft_keeper import DraftKeeper
from thirdring.ui.complaints.reception import Reception
from thirdring.ui.complaints.reception_record import ReceptionRecord
from thirdring.ui.runner import Runner
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.drafts import Draft, DraftBox
from thirdring.usecases.file_complaint import Filed
from thirdring.usecases.find_callers import CallerHit, find_callers
from thirdring.usecases.receive_matter import receive_matter

# A database that has not answered by then is taken for absent; filing again under the same id
# does no harm. A server's connections have deadlines of their own before that.
_DEADLINE_SECONDS = 20.0
_FILED_BY_SECONDS = 60.0


class ReceptionDesk(QObject):
    """`shown`: another record is current; `changed`: the current one changed; `filed` carries the
    reception and what the center answered; `refused` an error that kept it from being filed.
    """

    ready = Signal()
    shown = Signal(object)  # Reception
    changed = Signal()
    saved = Signal(object)  # datetime
    trouble = Signal(str)
    noticed = Signal(str)
    callers_found = Signal(object)  # tuple[CallerHit, ...]
    filed = Signal(object, object)  # Reception, Filed
    refused = Signal(object)  # ThirdRingError

    def __init__(
        self,
        desk: DeskFacts,
        runner: Runner,
        open_box: Callable[[], DraftBox],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.now = desk, now
        self._runner = runner
        self._all: dict[uuid.UUID, Reception] = {}
        self._sending: set[uuid.UUID] = set()
        self._keeper = DraftKeeper(open_box, self)
        self._keeper.loaded.connect(self._on_loaded)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.trouble.connect(self.trouble)
        self._keeper.noticed.connect(self.noticed)
        self.current = self._blank()

    def start(self) -> None:
        """Read the drafts; `ready` follows."""
        self._keeper.start()

    @property
    def unfinished(self) -> tuple[Reception, ...]:
        """Those with something in them, in the order they were begun."""
        return tuple(one for one in self._all.values() if one.record.typed)

    @property
    def sending(self) -> bool:
        return self.current.record.id in self._sending

    def new(self) -> None:
        """A blank form; what was typed waits."""
        if self.current.record.typed or self.current.record.id in self._sending:
            self.show(self._blank())
        else:
            self.current.record.opened_at = self.now()
            self.show(self.current)

    def show(self, reception: Reception) -> None:
        self.current = reception
        self.shown.emit(reception)

    def show_next(self) -> None:
        """Go on with the next unfinished one."""
        waiting = [one for one in self.unfinished if one is not self.current]
        if waiting:
            self.show(waiting[0])

    def discard(self) -> Reception:
        """Throw the current one away; it is handed back so that this can be undone."""
        gone = self.current
        self._forget(gone)
        self.show(next(iter(self.unfinished), None) or self._blank())
        return gone

    def bring_back(self, gone: Reception) -> None:
        """Undo `discard`."""
        self._adopt(gone)
        self._keep(gone)
        self.show(gone)

    def file(self) -> None:
        """Send the current one.

        Raises:
            Refusals: something is missing; nothing happened.
        """
        reception = self.current
        data = reception.data()
        self._sending.add(reception.record.id)
        self._keeper.hand_over()
        self._runner.run(
            receive_matter,
            data,
            reception.record.id,
            reception.counter(),
            [Path(one) for one in reception.record.files],
            owner=self,
            deadline=_FILED_BY_SECONDS,
            then=partial(self._on_filed, reception),
            failed=partial(self._on_refused, reception),
        )

    def keep(self) -> None:
        """The cursor moved: the draft may know."""
        if self.current.record.typed:
            self._keep(self.current)

    def flush(self) -> None:
        self._keeper.hand_over()

    def close(self, timeout: float = 3.0) -> bool:
        """Save what is typed and end; False when it could not be saved in `timeout` seconds."""
        return self._keeper.close(timeout)

    # --- who it is ---------------------------------------------------------------------------

    def look_up(self, typed: str) -> None:
        reception = self.current
        if reception.recognised:
            reception.forget_customer()
        self._runner.read(
            find_callers, typed, owner=self, key="callers", deadline=_DEADLINE_SECONDS,
            then=partial(self._on_callers, reception, typed), failed=self._on_lookup_failed,
        )  # fmt: skip

    def choose_caller(self, hit: CallerHit | None) -> None:
        if hit is None:
            self.current.forget_customer()
        else:
            self.current.recognise(hit)

    def _on_callers(self, reception: Reception, typed: str, hits: tuple[CallerHit, ...]) -> None:
        if reception is not self.current or reception.record.texts.get("phone", "") != typed:
            return
        exact = tuple(hit for hit in hits if hit.exact)
        if len(exact) == 1:
            reception.recognise(exact[0])
            hits = ()
        self.callers_found.emit(exact or hits if hits else ())

    def _on_lookup_failed(self, error: ThirdRingError) -> None:
        if not (isinstance(error, Unavailable) and error.gone):  # a line tells of that
            self.noticed.emit(render(error))

    # --- drafts and answers ------------------------------------------------------------------

    def _blank(self) -> Reception:
        for one in self._all.values():
            if not one.record.typed:
                self._all.pop(one.record.id)
                break
        return self._adopt(Reception(ReceptionRecord(), self.desk, self.now))

    def _adopt(self, reception: Reception) -> Reception:
        reception.changed = partial(self._on_changed, reception)
        self._all[reception.record.id] = reception
        return reception

    def _on_changed(self, reception: Reception) -> None:
        self._keep(reception)
        if reception is self.current:
            self.changed.emit()

    def _keep(self, reception: Reception) -> None:
        record = reception.record
        self._keeper.keep(Draft(record.id, record.to_json(), self.now()))

    def _forget(self, reception: Reception) -> None:
        self._all.pop(reception.record.id, None)
        self._keeper.forget(reception.record.id)

    def _on_loaded(self, drafts: tuple[Draft, ...]) -> None:
        for draft in drafts:
            try:
                record = ReceptionRecord.from_json(draft.id, draft.content)
            except (ValueError, TypeError, KeyError, AttributeError, IndexError):
                self.noticed.emit(
                    render("An unfinished record could not be read; it is kept as it is.")
                )
                continue
            self._adopt(Reception(record, self.desk, self.now))
        if self.unfinished and not self.current.record.typed:
            self.show(self.unfinished[-1])
        self.ready.emit()

    def _on_saved(self, drafts: tuple[Draft, ...]) -> None:
        for draft in drafts:
            if draft.id == self.current.record.id:
                self.saved.emit(draft.updated_at)

    def _on_kept(self, reception: Reception, kept: KeptHere) -> None:
        """The server is away: it is safe on this desk, with the number this desk gave it (J1)."""
        number = kept.answer if isinstance(kept.answer, str) else ""
        self._on_filed(
            reception, Filed(reception.record.id, number, TicketState.INTAKE, added=True)
        )
        self.noticed.emit(render(kept))

    def _on_filed(self, reception: Reception, filed: Filed) -> None:
        self._sending.discard(reception.record.id)
        self._forget(reception)
        if reception is self.current:
            self.current = self._blank()
        self.filed.emit(reception, filed)

    def _on_refused(self, reception: Reception, error: ThirdRingError) -> None:
        if isinstance(error, KeptHere):
            self._on_kept(reception, error)
            return
        self._sending.discard(reception.record.id)
        if reception is self.current:
            self.refused.emit(error)
        else:
            self.noticed.emit(render(error))

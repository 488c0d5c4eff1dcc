"""Both versions of a record that somebody changed while it waited here, chosen field by field."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.outbox.side_panel import SidePanel
from thirdring.ui.theme import Token
from thirdring.ui.tickets.conflict_form import ConflictForm
from thirdring.ui.widgets import Ground
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.edit_ticket import TicketFields
from thirdring.usecases.offline.frozen_text import NotPlain, from_plain
from thirdring.usecases.offline.pile import PileLine
from thirdring.usecases.offline.waiting import WaitingDeed
from thirdring.usecases.offline.waiting_calls import WaitingCorrection
from thirdring.usecases.offline.waiting_cases import WaitingEdit

_WIDTH = 420


class ComparePanel(SidePanel):
    """`settled(line, deed)`: the deed that goes up instead, None when theirs stands throughout."""

    settled = Signal(object, object)

    def __init__(self, over: QWidget, below: QWidget) -> None:
        super().__init__(over, below, _WIDTH)
        self._line: PileLine | None = None
        self._theirs: Any = None
        self.form = ConflictForm()
        inner = Ground(Token.BG_SURFACE)
        inner.wire()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self.body.addWidget(scroll)
        self.form.done.connect(self._on_done)
        self.form.given_up.connect(self.close_down)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("Two versions"))

    def begin(self, line: PileLine) -> None:
        """Show both; what can't be read any more is sent as it is by `settled` at once."""
        try:
            theirs = from_plain((line.record.theirs or {}).get("theirs"))
        except NotPlain:
            theirs = None
        self._line, self._theirs = line, theirs
        if not self._show(line.deed, theirs):
            self.settled.emit(line, line.deed)
            return
        self.open_up(self.form.go)

    def _show(self, deed: WaitingDeed | None, theirs: Any) -> bool:
        if isinstance(deed, WaitingEdit) and isinstance(theirs, TicketFields):
            if deed.seen is not None:
                self.form.start(deed.seen, dict(deed.changes), theirs)
            else:
                now = {name: getattr(theirs, name, None) for name in deed.changes}
                self.form.compare({}, dict(deed.changes), now, theirs.version)
            return True
        if isinstance(deed, WaitingCorrection) and isinstance(theirs, CallRow):
            self.form.compare(deed.seen, dict(deed.changes), theirs.values, theirs.version)
            return True
        return False

    def _on_done(self) -> None:
        line, changes = self._line, self.form.changes()
        deed = line.deed if line is not None else None
        instead: WaitingDeed | None = None
        if isinstance(deed, WaitingEdit) and changes:
            instead = deed.model_copy(
                update={"version": self.form.version, "changes": changes, "seen": self._theirs}
            )
        elif isinstance(deed, WaitingCorrection) and changes:
            now = {name: self._theirs.values.get(name) for name in changes}
            instead = deed.model_copy(
                update={"version": self.form.version, "changes": changes, "seen": now}
            )
        self.close_down()
        self.settled.emit(line, instead)

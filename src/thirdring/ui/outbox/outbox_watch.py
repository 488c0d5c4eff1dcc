"""Brings what happens on the sending thread to the window: how the server is, and what waits."""

from dataclasses import replace
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from thirdring.domain.errors import ThirdRingError
from thirdring.ui.gate import Gate
from thirdring.ui.runner import Runner
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.pile import Pile, pile_of

# Many records go up in one second; they are looked at together.
_TOGETHER_MS = 100


class OutboxWatch(QObject):
    """`changed`: a `Pile`. `came_back`: the server answers again. `sent`: so many records fewer
    wait than the last time. All on the window's thread.
    """

    changed = Signal(object)
    came_back = Signal()
    sent = Signal(int)
    _stirred = Signal()

    def __init__(self, desk: DeskCenter, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self._runner = desk, runner
        self._gate = Gate()
        self.pile = Pile(desk.link.state)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER_MS)
        self._timer.timeout.connect(self._look)
        self._stirred.connect(self._on_stirred)
        desk.post.on_change = self._stir
        desk.link.on_change = self._on_link

    def start(self) -> None:
        """Look, and from now on tell."""
        self.desk.post.try_now()
        self._look()

    def close_down(self) -> None:
        """Tell nothing more: the sending may last a little longer."""
        self._gate.shut()

    def tick(self, _now: datetime) -> None:
        """Once a second: only what is in memory is looked at."""
        state = self.desk.link.state
        if state != self.pile.link:
            self._on_pile(replace(self.pile, link=state))

    def _on_link(self) -> None:
        """On any thread."""
        self.desk.post.try_now()
        self._stir()

    def _stir(self) -> None:
        """On any thread."""
        if shiboken6.isValid(self):
            self._gate.tell(self._stirred.emit)

    def _on_stirred(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        self._runner.apart(
            pile_of, self.desk, owner=self, then=self._on_pile, failed=self._on_not_read
        )

    def _on_not_read(self, _error: ThirdRingError) -> None:
        """This computer's disk, or the desk closes: what was seen last stays."""

    def _on_pile(self, pile: Pile) -> None:
        before, self.pile = self.pile, pile
        self.changed.emit(pile)
        if before.link.away and not pile.link.away:
            self.came_back.emit()
        if pile.count < before.count:
            self.sent.emit(before.count - pile.count)

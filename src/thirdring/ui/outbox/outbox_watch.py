"""Brings what happens on the sending thread to the window: how the server is, and what waits."""

from dataclasses import replace
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, Signal

from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.pile import Pile, pile_of


class OutboxWatch(QObject):
    """`changed`: a `Pile` on the window's thread. `came_back`: the server answers again. `sent`: so
    many records have gone up since the last time.
    """

    changed = Signal(object)
    came_back = Signal()
    sent = Signal(int)
    _seen = Signal(object)

    def __init__(self, desk: DeskCenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pile = Pile(desk.link.state)
        self._seen.connect(self._on_seen)
        desk.post.on_change = self._look
        desk.link.on_change = self._on_link

    def start(self) -> None:
        """Look, and from now on tell."""
        self.desk.post.try_now()
        self._look()

    def tick(self, _now: datetime) -> None:
        """Once a second: only what is in memory is looked at."""
        state = self.desk.link.state
        if state != self.pile.link:
            self._on_seen(replace(self.pile, link=state))

    def _on_link(self) -> None:
        """On any thread."""
        self.desk.post.try_now()
        self._look()

    def _look(self) -> None:
        """On any thread."""
        pile = pile_of(self.desk)
        if shiboken6.isValid(self):
            self._seen.emit(pile)

    def _on_seen(self, pile: Pile) -> None:
        before, self.pile = self.pile, pile
        gone = {one.record.id for one in before.lines} - {one.record.id for one in pile.lines}
        self.changed.emit(pile)
        if before.link.away and not pile.link.away:
            self.came_back.emit()
        if gone:
            self.sent.emit(len(gone))

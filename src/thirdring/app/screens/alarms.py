"""The bell: what is due, overdue or went up (C2, C3, C6, G3)."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.callbacks import CallbacksPlace
from thirdring.app.screens.station import Station
from thirdring.domain.roles import Permission
from thirdring.ui.alarms.alarm_watch import RAISED, TOPICS
from thirdring.ui.alarms.alarms import Alarms


class AlarmsPlace(QObject):
    def __init__(self, station: Station, callbacks: CallbacksPlace | None) -> None:
        """`callbacks` is read again as time passes: what became overdue counts on the rail. Who
        keeps none is told of appeals.
        """
        super().__init__(station)
        self._station = station
        self.alarms = Alarms(
            station.runner, station.work, station.ticker, station.memory, station.facts.time,
            self._looks,
        )  # fmt: skip
        self.alarms.opened.connect(self._on_opened)
        self.alarms.failed.connect(station.fail)
        if callbacks is not None:
            self.alarms.ticked.connect(callbacks.refresh)
        self.alarms.start()
        # What is told anew shows at once; what was done meanwhile goes from the bell a little later.
        station.follow(self.alarms.watch.refresh, RAISED, self._whose)
        station.follow_seldom(self.alarms.watch.refresh, TOPICS - RAISED, about=self._whose)

    def _looks(self) -> bool:
        """Who decides is told of what becomes nobody's as time passes, which no commit tells."""
        return self._whose() is None or self._station.opened.store.lookout

    def _whose(self) -> tuple[UUID, ...] | None:
        """Whose things the person is told of; who decides is told of others', too."""
        station = self._station
        decides = station.may(Permission.REVIEW) or station.may(Permission.DECIDE_APPEALS)
        return None if decides else (station.person.id,)

    @Slot(object)
    def _on_opened(self, row: Any) -> None:
        """To what it is about: the appeal, the callback, else its visit, else its ticket."""
        if row.appeal_id is not None:
            self._station.appeal_asked.emit(row.appeal_id)
        elif row.callback_id is not None:
            self._station.callback_asked.emit(row.callback_id, False)
        elif row.visit_id is not None and "visits" in self._station.work.screens():
            self._station.visits_asked.emit()
        elif row.ticket_id is not None:
            self._station.ticket_asked.emit(row.ticket_id)

"""Who waits for a call (C1 to C3, B8)."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.callbacks.callbacks_screen import TOPICS, CallbacksScreen

if TYPE_CHECKING:
    from thirdring.ui.calls.call_desk import CallDesk


class CallbacksPlace(QObject):
    def __init__(self, station: Station, desk: "CallDesk | None") -> None:
        """`desk` has the calls under way: a call back is one of them."""
        super().__init__(station)
        self._work = work = station.work
        self.screen = CallbacksScreen(
            station.facts, station.runner, work.shortcuts, station.ticker, desk,
            supervises=station.may(Permission.HAND_OVER_CALLBACKS),
        )  # fmt: skip
        self.screen.ticket_asked.connect(station.to_ticket)
        self.screen.said.connect(station.say)
        self.screen.failed.connect(station.fail)
        self.screen.overdue_counted.connect(self._on_overdue)
        station.callback_asked.connect(self._on_callback_asked)
        work.add_screen(
            "callbacks", "clock-check", N_("Callbacks"), self.screen,
            needs=Permission.KEEP_CALLBACKS,
        )  # fmt: skip
        self.screen.refresh()
        station.follow(self.screen.on_touched, TOPICS)

    @Slot(object, bool)
    def _on_callback_asked(self, callback_id: Any, call: bool) -> None:
        self._work.show_screen("callbacks")
        self.screen.show_callback(callback_id, call=call)

    @Slot(int)
    def _on_overdue(self, count: int) -> None:
        self._work.set_badge("callbacks", count, urgent=True)

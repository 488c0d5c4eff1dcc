"""The list of tickets and the panel of one."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.tickets.ticket_screen import TOPICS, TicketScreen


class TicketsPlace(QObject):
    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._work = work = station.work
        self.screen = TicketScreen(station.runner, work.shortcuts, station.ticker)
        self.screen.said.connect(station.say)
        self.screen.undoable.connect(work.undo.offer)
        self.screen.failed.connect(station.fail)
        self.screen.overdue_counted.connect(self._on_overdue)
        self.screen.new_call_asked.connect(station.call_asked)
        station.ticket_asked.connect(self.open_ticket)
        work.add_screen(
            "tickets", "ticket", N_("Tickets"), self.screen, needs=Permission.SEE_TICKETS
        )
        station.follow(partial(self.screen.on_touched, TOPICS))

    @Slot(object)
    def open_ticket(self, which: Any) -> None:
        """By its number or its id."""
        self._work.show_screen("tickets")
        self.screen.open_ticket(which)

    @Slot(int)
    def _on_overdue(self, count: int) -> None:
        self._work.set_badge("tickets", count, urgent=True)

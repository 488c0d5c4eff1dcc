"""The list of tickets and the panel of one."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.tickets.topics import LINES, TOPICS, VIEWS
from thirdring.usecases.find_tickets import COUNT_CAP

if TYPE_CHECKING:
    from thirdring.ui.tickets.ticket_screen import TicketScreen


class TicketsPlace(QObject):
    """Built once the desk is at rest, or when first shown; until then the desk's own list counts what
    is overdue.
    """

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        station.ticket_asked.connect(self.open_ticket)
        self._work.add_screen(
            "tickets",
            "ticket",
            N_("Tickets"),
            lambda: self.screen,
            code="thirdring.ui.tickets.ticket_screen",
            needs=Permission.SEE_TICKETS,
        )

    @cached_property
    def screen(self) -> "TicketScreen":
        from thirdring.ui.tickets.ticket_screen import TicketScreen

        station = self._station
        screen = TicketScreen(station.runner, self._work.shortcuts, station.ticker)
        screen.said.connect(station.say)
        screen.undoable.connect(self._work.undo.offer)
        screen.failed.connect(station.fail)
        screen.overdue_counted.connect(self.count_overdue)
        screen.new_call_asked.connect(station.call_asked)
        screen.held.connect(station.ticket_held)
        station.presence_changed.connect(screen.on_presence)
        station.follow_seldom(screen.read_lines, LINES, screen.isVisible)
        station.follow(screen.read_open, TOPICS, screen.about)
        station.follow(screen.read_views, VIEWS)
        return screen

    @Slot(object)
    def open_ticket(self, which: Any) -> None:
        """By its number or its id."""
        self._work.show_screen("tickets", then=lambda: self.screen.open_ticket(which))

    @Slot(int)
    def count_overdue(self, count: int) -> None:
        self._work.set_badge("tickets", count, most=COUNT_CAP, urgent=True)

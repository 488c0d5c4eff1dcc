"""Who is owed a return visit (D10), and the way there from the tickets."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.complaints.tickets_context import TicketsContext
from thirdring.ui.complaints.visits_screen import TOPICS, VisitsScreen


class VisitsPlace(QObject):
    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._work = work = station.work
        self.screen = VisitsScreen(
            station.facts, station.runner, station.ticker, reviews=station.may(Permission.REVIEW)
        )
        self.screen.said.connect(station.say)
        self.screen.failed.connect(station.fail)
        self.screen.ticket_asked.connect(station.to_ticket)
        self._build_context(station)
        work.add_screen(
            "visits", "clipboard-check", N_("Return visits"), self.screen,
            needs=Permission.WORK_TICKETS, under="tickets",
        )  # fmt: skip
        work.shortcuts.on("visits.save", self.screen.send)
        station.visits_asked.connect(partial(work.show_screen, "visits"))
        station.follow(self.screen.on_touched, TOPICS)
        self.screen.refresh()

    def _build_context(self, station: Station) -> None:
        """The tickets' own controls in the top bar."""
        work = self._work
        self._context = TicketsContext(
            work.shortcuts.keys("complaint.new"), work,
            imports=station.may(Permission.IMPORT_COMPLAINTS),
        )  # fmt: skip
        self._context.hide()
        self.screen.counted.connect(self._context.set_owed)
        work.narrow_changed.connect(self._context.set_narrow)
        self._context.set_narrow(work.narrow)
        self._context.complaint_asked.connect(station.complaint_asked)
        self._context.visits_asked.connect(station.visits_asked)
        self._context.imports_asked.connect(station.imports_asked)
        self._context.inbox_asked.connect(station.inbox_asked)
        station.inbox_counted.connect(self._context.set_inbox)
        work.screen_shown.connect(self._on_screen_shown)

    @Slot(str)
    def _on_screen_shown(self, screen: str) -> None:
        if screen == "tickets":
            self._work.top_bar.set_context(self._context)

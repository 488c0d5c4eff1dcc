"""Who is owed a return visit (D10), and the way there from the tickets."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.complaints.tickets_context import TicketsContext
from thirdring.usecases.return_visits import VisitRow, find_visits

if TYPE_CHECKING:
    from thirdring.ui.complaints.visits_screen import VisitsScreen


class VisitsPlace(QObject):
    """The screen is built when first shown; how many are owed is counted from the start."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._build_context()
        self._work.add_screen(
            "visits", "clipboard-check", N_("Return visits"), lambda: self.screen,
            code="thirdring.ui.complaints.visits_screen", needs=Permission.WORK_TICKETS, under="tickets",
        )  # fmt: skip
        station.visits_asked.connect(partial(self._work.show_screen, "visits"))
        station.runner.read(find_visits, owner=self, then=self._on_owed, failed=station.fail)

    @cached_property
    def screen(self) -> "VisitsScreen":
        from thirdring.ui.complaints.visits_screen import TOPICS, VisitsScreen

        station = self._station
        screen = VisitsScreen(
            station.facts, station.runner, station.ticker, reviews=station.may(Permission.REVIEW)
        )
        screen.said.connect(station.say)
        screen.failed.connect(station.fail)
        screen.ticket_asked.connect(station.to_ticket)
        screen.counted.connect(self._context.set_owed)
        self._work.shortcuts.on("visits.save", screen.send)
        station.follow(screen.on_touched, TOPICS)
        return screen

    @Slot(object)
    def _on_owed(self, visits: tuple[VisitRow, ...]) -> None:
        self._context.set_owed(len(visits))

    def _build_context(self) -> None:
        """The tickets' own controls in the top bar."""
        station, work = self._station, self._work
        self._context = TicketsContext(
            work.shortcuts.keys("complaint.new"), work,
            imports=station.may(Permission.IMPORT_COMPLAINTS),
        )  # fmt: skip
        self._context.hide()
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

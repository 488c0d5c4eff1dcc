"""The reception of what arrives by another way than the telephone (D13)."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.complaints.reception_screen import ReceptionScreen
from thirdring.usecases.drafts import open_reception_drafts


class ReceptionPlace(QObject):
    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._work = work = station.work
        person = station.person
        screen = self.screen = ReceptionScreen(
            station.facts,
            station.runner,
            work.shortcuts,
            station.ticker,
            partial(open_reception_drafts, person.id, person.draft_key),
        )
        screen.said.connect(station.say)
        screen.discarded.connect(work.undo.offer)
        screen.failed.connect(station.fail)
        screen.ticket_asked.connect(station.to_ticket)
        work.add_screen(
            "reception", "edit", N_("Reception"), screen,
            needs=Permission.FILE_COMPLAINT, under="tickets",
        )  # fmt: skip
        work.shortcuts.on("complaint.new", self._on_complaint_asked)
        station.complaint_asked.connect(self._on_complaint_asked)
        screen.desk.start()

    @Slot()
    def _on_complaint_asked(self) -> None:
        self._work.show_screen("reception")
        self.screen.new()

"""The reception of what arrives by another way than the telephone (D13)."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.usecases.drafts import open_reception_drafts

if TYPE_CHECKING:
    from thirdring.ui.complaints.reception_screen import ReceptionScreen


class ReceptionPlace(QObject):
    """Built when first shown, with what was being written when it was last closed."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._work.add_screen(
            "reception", "edit", N_("Reception"), lambda: self.screen,
            code="thirdring.ui.complaints.reception_screen", needs=Permission.FILE_COMPLAINT, under="tickets",
        )  # fmt: skip
        self._work.shortcuts.on("complaint.new", self._on_complaint_asked)
        station.complaint_asked.connect(self._on_complaint_asked)

    @cached_property
    def screen(self) -> "ReceptionScreen":
        from thirdring.ui.complaints.reception_screen import ReceptionScreen

        station, person = self._station, self._station.person
        screen = ReceptionScreen(
            station.facts,
            station.runner,
            self._work.shortcuts,
            station.ticker,
            partial(open_reception_drafts, person.id, person.draft_key),
        )
        screen.said.connect(station.say)
        screen.discarded.connect(self._work.undo.offer)
        screen.failed.connect(station.fail)
        screen.ticket_asked.connect(station.to_ticket)
        screen.desk.start()
        return screen

    @property
    def built(self) -> bool:
        return "screen" in vars(self)

    @Slot()
    def _on_complaint_asked(self) -> None:
        self._work.show_screen("reception", then=self._begin)

    def _begin(self) -> None:
        self.screen.new()

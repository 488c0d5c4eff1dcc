"""Bringing in complaints and calls from files (D13), reached from the tickets and the palette."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission

if TYPE_CHECKING:
    from thirdring.ui.imports.imports_screen import ImportsScreen


class ImportsPlace(QObject):
    """Built when first shown. Who sees no tickets finds it under the settings."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        under = "tickets" if station.may(Permission.SEE_TICKETS) else "settings"
        self._work.add_screen(
            "imports", "file-import", N_("Import"), lambda: self.screen,
            code="thirdring.ui.imports.imports_screen", needs=Permission.IMPORT_COMPLAINTS, under=under,
        )  # fmt: skip
        station.imports_asked.connect(partial(self._work.show_screen, "imports"))

    @cached_property
    def screen(self) -> "ImportsScreen":
        from thirdring.ui.imports.imports_screen import ImportsScreen

        station = self._station
        actions = self._work.shortcuts
        screen = ImportsScreen(station.runner, station.granted, actions.keys("imports.on"))
        actions.on("imports.on", screen.go_on)
        screen.said.connect(station.say)
        screen.tickets_asked.connect(self._on_tickets_asked)
        return screen

    @Slot()
    def _on_tickets_asked(self) -> None:
        self._work.show_screen(
            "tickets" if self._station.may(Permission.SEE_TICKETS) else "settings"
        )

"""The day sheet, tasks, the team's sheets and the morning brief (F1 to F5)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.day.day_screen import DayScreen, Part
from thirdring.ui.day.offer import DayOffer


class DayPlace(QObject):
    def __init__(self, station: Station, unfinished: Callable[[], list[str]]) -> None:
        """`unfinished` names the records still open on this desk (F2)."""
        super().__init__(station)
        self._work = work = station.work
        self.screen = DayScreen(
            station.granted, station.runner, work.shortcuts, station.ticker,
            station.facts.time, unfinished,
        )  # fmt: skip
        self.screen.said.connect(station.say)
        self.screen.failed.connect(station.fail)
        self.screen.ticket_asked.connect(station.to_ticket)
        screens = work.screens()
        work.add_screen(
            "day", "calendar", N_("Today"), self.screen, needs=Permission.SEE_BRIEF,
            under=screens[0] if screens else "",
        )  # fmt: skip
        station.part_asked.connect(self.show_part)
        for part in Part:
            work.shortcuts.on(f"day.{part.value}", partial(self.show_part, part))
        station.follow(self.screen.on_touched)
        if station.may(Permission.KEEP_DAY_SHEET):
            self._offer_sheet(station)

    def _offer_sheet(self, station: Station) -> None:
        offer = DayOffer(station.runner, station.ticker, self)
        self._work.add_line(offer.line)
        offer.accepted.connect(self._on_offer)
        self.screen.sheet.opened.connect(offer.done)
        offer.ask()

    def show_part(self, part: Part, *_checked: object) -> None:
        self._work.show_screen("day")
        self.screen.show_part(part)

    @Slot(object)
    def _on_offer(self, offer: Any) -> None:
        self.show_part(Part.SHEET)
        self.screen.sheet.show_offer(offer)

"""The day sheet, tasks, the team's sheets and the morning brief (F1 to F5)."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.day.offer import DayOffer
from thirdring.ui.day.parts import Part

if TYPE_CHECKING:
    from thirdring.ui.day.day_screen import DayScreen


class DayPlace(QObject):
    """Built when first shown."""

    def __init__(self, station: Station, unfinished: Callable[[], list[str]]) -> None:
        """`unfinished` names the records still open on this desk (F2)."""
        super().__init__(station)
        self._station, self._work, self._unfinished = station, station.work, unfinished
        self._offer: DayOffer | None = None
        screens = self._work.screens()
        self._work.add_screen(
            "day", "calendar", N_("Today"), lambda: self.screen,
            code="thirdring.ui.day.day_screen", needs=Permission.SEE_BRIEF,
            under=screens[0] if screens else "",
        )  # fmt: skip
        station.part_asked.connect(self.show_part)
        for part in Part:
            self._work.shortcuts.on(f"day.{part.value}", partial(self.show_part, part))
        if station.may(Permission.KEEP_DAY_SHEET):
            self._offer = offer = DayOffer(station.runner, station.ticker, self)
            self._work.add_line(offer.line)
            offer.accepted.connect(self._on_offer)
            offer.ask()

    @cached_property
    def screen(self) -> "DayScreen":
        from thirdring.ui.day.day_screen import TOPICS, DayScreen

        station = self._station
        screen = DayScreen(
            station.granted, station.runner, self._work.shortcuts, station.ticker,
            station.facts.time, self._unfinished,
        )  # fmt: skip
        screen.said.connect(station.say)
        screen.failed.connect(station.fail)
        screen.ticket_asked.connect(station.to_ticket)
        if self._offer is not None:
            screen.sheet.opened.connect(self._offer.done)
        station.follow(screen.on_touched, TOPICS)
        return screen

    @property
    def built(self) -> bool:
        return "screen" in vars(self)

    def show_part(self, part: Part, *_checked: object) -> None:
        self._work.show_screen("day", then=lambda: self.screen.show_part(part))

    @Slot(object)
    def _on_offer(self, offer: Any) -> None:
        self._work.show_screen("day", then=lambda: self._show_offer(offer))

    def _show_offer(self, offer: Any) -> None:
        self.screen.show_part(Part.SHEET)
        self.screen.sheet.show_offer(offer)

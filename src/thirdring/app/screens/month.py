"""The month (G1 to G9), for everybody: one's own, the team's, the center's."""

import uuid
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission

if TYPE_CHECKING:
    from thirdring.ui.month.month_screen import MonthScreen


class MonthPlace(QObject):
    """Built, and its libraries loaded, when first shown."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._work.screen_shown.connect(self._on_screen_shown)
        station.appeal_asked.connect(self._on_appeal_asked)
        self._work.add_screen(
            "month", "calendar-stats", N_("Month"), lambda: self.screen,
            code="thirdring.ui.month.month_screen", needs=Permission.SEE_OWN_TALLY,
        )  # fmt: skip

    @cached_property
    def screen(self) -> "MonthScreen":
        from thirdring.ui.month.month_screen import TOPICS, MonthScreen

        station = self._station
        screen = MonthScreen(station.granted, station.runner, self._work.shortcuts, station.ticker)
        screen.said.connect(station.say)
        screen.failed.connect(station.fail)
        screen.ticket_asked.connect(station.to_ticket)
        self._work.narrow_changed.connect(screen.context.set_narrow)
        screen.context.set_narrow(self._work.narrow)
        station.follow(screen.on_touched, TOPICS)
        return screen

    @Slot(object)
    def _on_appeal_asked(self, appeal_id: uuid.UUID) -> None:
        self._work.show_screen("month", then=lambda: self.screen.show_appeal(appeal_id))

    @Slot(str)
    def _on_screen_shown(self, screen: str) -> None:
        if screen == "month":
            self._work.top_bar.set_context(self.screen.context)

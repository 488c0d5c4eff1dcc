"""What was sent up (C4): decided by superiors, tracked by whoever sent it."""

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.day.day_screen import Part
from thirdring.ui.review.review_screen import TOPICS, ReviewScreen


class ReviewPlace(QObject):
    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self.screen = ReviewScreen(
            station.facts, station.granted, station.runner, self._work.shortcuts, station.ticker
        )
        self.screen.said.connect(station.say)
        self.screen.undoable.connect(self._work.undo.offer)
        self.screen.failed.connect(station.fail)
        self.screen.ticket_asked.connect(station.to_ticket)
        self.screen.counted.connect(self._on_counted)
        context = self.screen.context
        context.brief_asked.connect(self._on_brief_asked)
        self._work.narrow_changed.connect(context.set_narrow)
        context.set_narrow(self._work.narrow)
        self._work.screen_shown.connect(self._on_screen_shown)
        self._work.add_screen(
            "review", "gavel", N_("Review"), self.screen, needs=Permission.ESCALATE
        )
        self.screen.refresh()
        station.follow(self.screen.on_touched, TOPICS)

    @Slot()
    def _on_brief_asked(self) -> None:
        self._station.part_asked.emit(Part.BRIEF)

    @Slot(str)
    def _on_screen_shown(self, screen: str) -> None:
        if screen == "review":
            self._work.top_bar.set_context(self.screen.context)

    @Slot(int, bool)
    def _on_counted(self, count: int, urgent: bool) -> None:
        self._work.set_badge("review", count, urgent=urgent)

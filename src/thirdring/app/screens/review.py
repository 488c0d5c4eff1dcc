"""What was sent up (C4): decided by superiors, tracked by whoever sent it."""

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.day.parts import Part
from thirdring.ui.review.waiting import TOPICS, Waiting, read_waiting

if TYPE_CHECKING:
    from thirdring.ui.review.review_screen import ReviewScreen


class ReviewPlace(QObject):
    """The screen is built when first shown; what waits is counted from the start."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._work.screen_shown.connect(self._on_screen_shown)
        self._work.add_screen(
            "review",
            "gavel",
            N_("Review"),
            lambda: self.screen,
            code="thirdring.ui.review.review_screen",
            needs=Permission.ESCALATE,
        )
        self._refresh()
        station.follow_seldom(self._refresh, TOPICS, self._seen, self._whose)

    @cached_property
    def screen(self) -> "ReviewScreen":
        from thirdring.ui.review.review_screen import ReviewScreen

        station = self._station
        screen = ReviewScreen(
            station.facts, station.granted, station.runner, self._work.shortcuts, station.ticker
        )
        screen.said.connect(station.say)
        screen.undoable.connect(self._work.undo.offer)
        screen.failed.connect(station.fail)
        screen.ticket_asked.connect(station.to_ticket)
        screen.counted.connect(self._on_counted)
        context = screen.context
        context.brief_asked.connect(self._on_brief_asked)
        self._work.narrow_changed.connect(context.set_narrow)
        context.set_narrow(self._work.narrow)
        return screen

    def _seen(self) -> bool:
        return "screen" in vars(self) and self.screen.isVisible()

    def _whose(self) -> tuple[UUID, ...] | None:
        """Whose cases the rail counts; the screen shows more of each."""
        if self._seen() or self._station.may(Permission.REVIEW):
            return None
        return (self._station.person.id,)

    def _refresh(self) -> None:
        if "screen" in vars(self):
            self.screen.refresh()
            return
        self._station.runner.read(
            read_waiting, decides=self._station.may(Permission.REVIEW), owner=self, key="waiting",
            then=self._on_waiting, failed=self._station.fail,
        )  # fmt: skip

    @Slot(object)
    def _on_waiting(self, waiting: Waiting) -> None:
        self._on_counted(waiting.count, waiting.urgent)

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

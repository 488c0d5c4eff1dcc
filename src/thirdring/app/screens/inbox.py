"""Mail that waits to be sorted (D13, D16), and the way there from the tickets."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.i18n import ngettext
from thirdring.ui.inbox.topics import TOPICS
from thirdring.usecases.find_inbox import InboxCounts, inbox_counts

if TYPE_CHECKING:
    from thirdring.ui.inbox.inbox_screen import InboxScreen

_COUNT_MS = 60_000


class InboxPlace(QObject):
    """The screen is built when first shown; how many wait is counted from the start, and each mail
    that runs over its 24 hours unsorted is told of once (D16).
    """

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._told = 0
        self._again = QTimer(self)
        self._again.setInterval(_COUNT_MS)
        self._again.timeout.connect(self._count)
        self._again.start()
        self._work.add_screen(
            "inbox", "inbox", N_("Inbox"), lambda: self.screen,
            code="thirdring.ui.inbox.inbox_screen", needs=Permission.SORT_MAIL, under="tickets",
        )  # fmt: skip
        station.inbox_asked.connect(self._on_asked)
        station.follow(self._count, TOPICS)
        self._count()

    @cached_property
    def screen(self) -> "InboxScreen":
        from thirdring.ui.inbox.inbox_screen import InboxScreen

        station = self._station
        screen = InboxScreen(
            station.facts, station.runner, self._work.shortcuts, station.ticker, station.granted
        )
        screen.said.connect(station.say)
        screen.undoable.connect(self._work.undo.offer)
        screen.failed.connect(station.fail)
        screen.counted.connect(self._on_counted)
        screen.ticket_asked.connect(station.to_ticket)
        screen.mailbox_asked.connect(partial(station.settings_asked.emit, "mailbox"))
        station.follow(screen.on_touched, TOPICS)
        return screen

    @Slot()
    def _on_asked(self) -> None:
        self._work.show_screen("inbox")

    def _count(self) -> None:
        self._station.runner.read(
            inbox_counts, owner=self, key="inbox", then=self._on_counted,
            failed=self._station.fail,
        )  # fmt: skip

    @Slot(object)
    def _on_counted(self, counts: InboxCounts) -> None:
        self._station.inbox_counted.emit(counts.waiting, counts.overdue > 0)
        if counts.overdue > self._told:
            self._station.say(
                ngettext(
                    "{n} mail is over its 24 hours, and nobody has sorted it (D16).",
                    "{n} mails are over their 24 hours, and nobody has sorted them (D16).",
                    counts.overdue,
                )
            )
        self._told = counts.overdue

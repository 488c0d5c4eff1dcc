"""The reports on quality, complaints and enquiries (H2, H3), for who sees reports."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.periods import ReportKind
from thirdring.domain.roles import Permission

if TYPE_CHECKING:
    from thirdring.ui.reports.reports_screen import ReportsScreen


class ReportsPlace(QObject):
    """Built, and its libraries loaded, when first shown."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._work.add_screen(
            "reports", "chart-bar", N_("Reports"), lambda: self.screen,
            code="thirdring.ui.reports.reports_screen", needs=Permission.SEE_REPORTS,
        )  # fmt: skip
        for kind in ReportKind:
            self._work.shortcuts.on(f"reports.{kind.value}", partial(self.show_kind, kind))

    @cached_property
    def screen(self) -> "ReportsScreen":
        from thirdring.ui.reports.reports_screen import TOPICS, ReportsScreen

        screen = ReportsScreen(
            self._station.runner, may_export=self._station.may(Permission.EXPORT_MONTH)
        )
        screen.said.connect(self._station.say)
        screen.failed.connect(self._station.fail)
        self._station.follow(screen.on_touched, TOPICS)
        return screen

    def show_kind(self, kind: ReportKind, *_checked: object) -> None:
        """Go to one of the reports."""
        self._work.show_screen("reports", then=lambda: self.screen.show_kind(kind))

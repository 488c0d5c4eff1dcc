"""The last part of the tour: the month's reports are looked at, and everything leaves as files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.tour_step import Step
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language
from thirdring.domain.periods import ReportKind

_CAUSES, _HOURS = 4, 7  # among the plots of the complaints


class ReportsStory(QObject):
    """Tells `parts` of the day that `day()` gives; files go to `out`, named after the language."""

    def __init__(
        self, day: Callable[[], Any], now: Callable[[], datetime], language: Language, out: Path,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._day, self._now, self._out, self._language = day, now, out, language

    def parts(self) -> list[Step]:
        """In the order of the story."""
        return [
            Step("reports", self._kind(ReportKind.QUALITY)),
            Step("", self._save("quality.pdf")),
            Step("report-months", self._kind(ReportKind.COMPLAINTS)),
            Step("report-causes", lambda: self._screen().complaints.choose(_CAUSES)),
            Step("report-hours", lambda: self._screen().complaints.choose(_HOURS)),
            Step("", self._save("complaints.xlsx")),
            Step("report-enquiries", self._kind(ReportKind.ENQUIRIES)),
            Step("", self._export_month),
        ]

    def _screen(self) -> Any:
        return self._day().reports

    def _kind(self, kind: ReportKind) -> Callable[[], object]:
        return lambda: self._day().work.shortcuts.trigger(f"reports.{kind.value}")

    def _file(self, name: str) -> Path:
        return self._out / f"{self._language.value}-{name}"

    def _save(self, name: str) -> Callable[[], object]:
        return lambda: self._screen().save_to(self._file(name))

    def _export_month(self) -> None:
        from thirdring.usecases.export_month import export_month

        month = CenterTime("Asia/Shanghai").month_of(self._now())
        self._day().runner.read(export_month, month, owner=self, then=self._on_month)

    @Slot(object)
    def _on_month(self, export: Any) -> None:
        from thirdring.reports.month_file import ENDINGS, lay_month
        from thirdring.usecases.export_month import record_month_export

        for ending in ENDINGS:
            lay_month(export, self._file(f"month{ending}")).give_name()
        self._day().runner.run(record_month_export, export, owner=self)

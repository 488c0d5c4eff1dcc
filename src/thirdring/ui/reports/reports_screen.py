"""The reports (H2, H3, J4, J5): a month's measures, its complaints and its enquiries, to see and save."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.periods import ReportKind, month_period
from thirdring.i18n import _
from thirdring.reports.report_file import refuse_ending, write_report
from thirdring.ui.month_file import MonthFile
from thirdring.ui.plots.plot import Plot, load_canvas
from thirdring.ui.reports.plots_page import PlotsPage
from thirdring.ui.reports.quality_page import QualityPage
from thirdring.ui.reports.report_plots import complaint_plots, enquiry_plots
from thirdring.ui.runner import Runner
from thirdring.ui.settings.month_bar import MonthBar
from thirdring.ui.widgets import Button, ButtonKind, Hairline, Styled, Tab, Tabs
from thirdring.usecases.export_report import Report, export_report, read_report
from thirdring.usecases.report_complaints import ComplaintReport
from thirdring.usecases.report_enquiries import EnquiryReport
from thirdring.usecases.report_quality import QualityReport


@dataclass(frozen=True, slots=True)
class _Look:
    """`last` is the month that runs."""

    last: str
    time: CenterTime
    report: Report


TOPICS = frozenset({"tickets", "complaint_details", "calls", "return_visits", "coupons"})


def _ask_file(over: QWidget, proposed: str) -> str:
    workbook = _("Workbook")
    kinds = f"{workbook} (*.xlsx);;PDF (*.pdf)"
    path, _kind = QFileDialog.getSaveFileName(over, _("Save report"), proposed, kinds)
    return path


class ReportsScreen(Styled, QWidget):
    """`said` a sentence, `failed` an error."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, *, may_export: bool = False,
        ask_file: Callable[[QWidget, str], str] = _ask_file, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`may_export`: the month itself may be saved too (G5)."""
        super().__init__(parent)
        self._runner, self._ask_file = runner, ask_file
        self._kind = ReportKind.QUALITY
        self._month: str | None = None
        self._look: _Look | None = None
        self.kinds = Tabs()
        self.month = MonthBar()
        self.save = Button(kind=ButtonKind.PRIMARY, icon="download")
        self.save_month = Button(icon="calendar-stats")
        self.month_file = MonthFile(runner, self)
        self.quality = QualityPage()
        self.complaints = PlotsPage(Plot())
        self.enquiries = PlotsPage(Plot())
        self._pages: dict[ReportKind, QWidget] = {
            ReportKind.QUALITY: self.quality,
            ReportKind.COMPLAINTS: self.complaints,
            ReportKind.ENQUIRIES: self.enquiries,
        }
        self._lay()
        if not may_export:
            self.save_month.hide()
        self.save_month.clicked.connect(self._on_save_month)
        self.month_file.said.connect(self.said)
        self.month_file.failed.connect(self.failed)
        self.kinds.chosen.connect(self._on_kind)
        self.month.moved.connect(self._on_month)
        self.save.clicked.connect(self._on_save)
        for page in (self.complaints, self.enquiries):
            page.plot.said.connect(self.said)
            page.plot.failed.connect(self.failed)
        self.wire()

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.setSpacing(16)
        top.addWidget(self.kinds)
        top.addStretch(1)
        top.addWidget(self.month)
        top.addWidget(self.save_month)
        top.addWidget(self.save)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)

    def retranslate(self) -> None:
        names = {
            ReportKind.QUALITY: _("Service quality"),
            ReportKind.COMPLAINTS: _("Complaint analysis"),
            ReportKind.ENQUIRIES: _("Enquiry types"),
        }
        self.kinds.setAccessibleName(_("Report"))
        self.kinds.set_tabs([Tab(kind, names[kind]) for kind in ReportKind])
        self.kinds.set_value(self._kind)
        self.save_month.setText(_("Save month…"))
        self.save_month.set_hint(
            _("Save the month's complaints as workbook, PDF, CSV or JSON (G5)")
        )
        self.save.setText(_("Save report…"))
        self.save.set_hint(_("Save this report as a workbook or a PDF"))
        if self._look is not None:
            self._on_look(self._look)

    def entered(self) -> None:
        """The screen is shown: read what it shows, the cursor where the keys go on."""
        self.refresh()
        self._focus_page()

    def show_kind(self, kind: ReportKind) -> None:
        """Go to one of the reports."""
        self.kinds.set_value(kind)
        self._on_kind(kind)

    def on_touched(self) -> None:
        """After a commit anywhere."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the report that is shown again."""
        self._runner.read(
            _look, self._kind, self._month, owner=self, key="report", then=self._on_look,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_look(self, look: _Look) -> None:
        self._look = look
        self.month.set_month(look.report.period.name, look.last)
        match look.report:
            case QualityReport() as report:
                self.quality.show_figures(report.figures)
            case ComplaintReport() as report:
                self.complaints.show_plots(complaint_plots(report), look.time.zone)
            case EnquiryReport() as report:
                self.enquiries.show_plots(enquiry_plots(report), look.time.zone)
        self._turn_to(self._kind)

    def _turn_to(self, kind: ReportKind) -> None:
        """Show the page; the focus, if it was in the one before, goes on in this one's table."""
        before, page = self._stack.currentWidget(), self._pages[kind]
        focus = QApplication.focusWidget()
        inside = before is not None and focus is not None and before.isAncestorOf(focus)
        self._stack.setCurrentWidget(page)
        if inside and page is not before:
            self._focus_page()

    def _focus_page(self) -> None:
        tables = {
            ReportKind.QUALITY: self.quality.table,
            ReportKind.COMPLAINTS: self.complaints.plot.table,
            ReportKind.ENQUIRIES: self.enquiries.plot.table,
        }
        tables[self._kind].setFocus()

    def _on_kind(self, kind: object) -> None:
        self._kind = ReportKind(str(kind))
        self.refresh()

    def _on_month(self, month: str) -> None:
        self._month = month
        self.refresh()

    def save_to(self, file: Path) -> None:
        """Write the report that is shown to `file`, by its ending; that it left is written down."""
        if self._look is None:
            return
        try:
            refuse_ending(file)
        except ThirdRingError as error:
            self.failed.emit(error)
            return
        self._runner.run(
            export_report, self._kind, self._look.report.period, owner=self,
            then=partial(self._on_export, file, self._look.time), failed=self.failed.emit,
        )  # fmt: skip

    def _on_export(self, file: Path, time: CenterTime, report: Report) -> None:
        # On a reading thread: drawing takes a while, and nobody's save waits for it.
        self._runner.read(
            _save, report, time, file, owner=self, then=partial(self._on_saved, file),
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_save(self) -> None:
        if self._look is None:
            return
        name = f"{self._kind.value}-{self._look.report.period.name}.xlsx"
        path = self._ask_file(self, name)
        if path:
            self.save_to(Path(path))

    def _on_save_month(self) -> None:
        if self._look is not None:
            self.month_file.save(self._look.report.period.name)

    def _on_saved(self, path: Path, _size: int) -> None:
        self.said.emit(_("Saved: {name}").format(name=path.name))


def _look(ctx: Any, kind: ReportKind, month: str | None) -> _Look:
    if kind is not ReportKind.QUALITY:
        load_canvas()
    time = ctx.center.time
    last = time.month_of(ctx.now)
    return _Look(last, time, read_report(ctx, kind, month_period(time, month or last)))


def _save(_ctx: Any, report: Report, time: CenterTime, path: Path) -> int:
    return write_report(report, time, path)

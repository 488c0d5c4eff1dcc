"""The month (G1 to G9): one's own, the team's, the center's; counted, contested, closed, exported."""

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from thirdring.domain.appeals import AppealStep
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.actions import Actions
from thirdring.ui.month.filing_form import FilingForm
from thirdring.ui.month.month_context import MonthContext
from thirdring.ui.month.month_deeds import save_appeal_file
from thirdring.ui.month.month_foot import MonthFoot
from thirdring.ui.month.month_look import MonthLook, read_month
from thirdring.ui.month.month_plots import month_plots
from thirdring.ui.month.month_side import MonthSide
from thirdring.ui.month.month_words import grouped
from thirdring.ui.month.numbers_page import NumbersPage, Part
from thirdring.ui.month_file import MonthFile
from thirdring.ui.plots.plot import Plot, load_canvas
from thirdring.ui.quality.quality_page import QualityPage
from thirdring.ui.reports.plots_page import PlotsPage
from thirdring.ui.runner import Runner
from thirdring.ui.settings.month_bar import month_beside
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Ground, Styled, Tab, Tabs
from thirdring.usecases.close_month import close_month
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.show_appeal import AppealDetail, show_appeal
from thirdring.usecases.verify_month import Verified, verify_month

TOPICS = frozenset(
    {"tickets", "complaint_details", "appeals", "appeal_steps", "appeal_files", "month_closings",
     "month_reopenings", "month_adjustments", "staff", "departments", "merchants", "products",
     "return_visits"}
)  # fmt: skip


def ask_file(over: QWidget, proposed: str) -> str:
    """Where a file goes; "" if nowhere."""
    path, _kind = QFileDialog.getSaveFileName(over, _("Save"), proposed)
    return path


class MonthScreen(Styled, QWidget):
    """`context` belongs beside the title. `ticket_asked` carries a number."""

    said = Signal(str)
    failed = Signal(object)
    ticket_asked = Signal(object)

    def __init__(
        self, granted: frozenset[Permission], runner: Runner, actions: Actions, ticker: Ticker, *,
        ask: Callable[[QWidget, str], str] = ask_file, filing: FilingForm | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner, self._ask = runner, ask
        self._whole = Permission.SEE_TALLIES in granted
        self._month: str | None = None
        self._look: MonthLook | None = None
        self.context = MonthContext(self)
        self.tabs = Tabs()
        self.numbers = NumbersPage(runner, may_open=Permission.SEE_TICKETS in granted)
        self.table, self.evidence = self.numbers.table, self.numbers.evidence
        self.quality = QualityPage(granted)
        self.plots = PlotsPage(Plot())
        self.side = MonthSide(runner, granted, filing or FilingForm())
        self.foot = MonthFoot()
        self.file = MonthFile(runner, self, ask_file=ask)
        self._closes = Permission.CLOSE_MONTH in granted
        self._lay()
        self._connect(actions, ticker)
        self.wire()

    def _lay(self) -> None:
        head = Ground(Token.BG_SURFACE, edges=Qt.Edge.BottomEdge)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.numbers)
        self._pages.addWidget(self.quality)
        self._pages.addWidget(self.plots)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(head)
        left.addWidget(self._pages, 1)
        left.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
        self.foot.setVisible(self._closes)

    def _connect(self, actions: Actions, ticker: Ticker) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.context.bar.moved.connect(self.show_month)
        self.evidence.appeal_asked.connect(self.side.begin_appeal)
        self.evidence.contested_asked.connect(self.side.show_appeal)
        self.evidence.ticket_asked.connect(self.ticket_asked)
        self.foot.close_asked.connect(self._on_close)
        self.foot.reopen_asked.connect(self._on_reopen)
        overview = self.side.overview
        overview.verify_asked.connect(self.verify)
        overview.export_asked.connect(self.export)
        self.side.file_asked.connect(self._on_file)
        self.side.form_shown.connect(self._on_form)
        self.side.changed.connect(self.refresh)
        self.file.written.connect(self._on_written)
        self.numbers.failed.connect(self.failed)
        self.numbers.quality_asked.connect(self._on_quality)
        self.quality.check_asked.connect(self.side.begin_check)
        self.quality.withdraw_asked.connect(self.side.begin_withdraw)
        self.quality.ticket_asked.connect(self.ticket_asked)
        for source in (self.side, self.file, self.plots.plot):
            source.said.connect(self.said)
            source.failed.connect(self.failed)
        self.side.ticket_asked.connect(self.ticket_asked)
        ticker.tick.connect(self._on_tick)
        slots: dict[str, Callable[[], object]] = {
            "month.do": self.do, "month.appeal": self.evidence.ask_appeal,
            "month.uphold": partial(self.side.take, AppealStep.UPHOLD),
            "month.correct": partial(self.side.take, AppealStep.CORRECT),
            "month.check": self.side.begin_check, "month.verify": self.verify, "month.export": partial(self.export, ".xlsx"),
            "month.earlier": partial(self._step_month, -1),
            "month.later": partial(self._step_month, 1),
        }  # fmt: skip
        for action, slot in slots.items():
            actions.on(action, slot)
        actions.on("refresh", self._on_refresh)

    def retranslate(self) -> None:
        names = {
            Part.OWN: _("My month"), Part.TEAM: _("Employees"), Part.DEPARTMENTS: _("Departments"),
            Part.MERCHANTS: _("Merchants"), Part.PRODUCTS: _("Products"),
            Part.NATURES: _("Natures"), Part.QUALITY: _("Quality"), Part.PLOTS: _("Plots"),
        }  # fmt: skip
        whole = [*(one for one in Part if one is not Part.OWN), Part.OWN]
        parts = whole if self._whole else [Part.OWN, Part.QUALITY]
        self.tabs.setAccessibleName(_("Whose month"))
        self.tabs.set_tabs([Tab(one.value, names[one]) for one in parts])
        if self._look is not None:
            self._on_look(self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit()

    # --- what is shown -------------------------------------------------------------------------

    @property
    def part(self) -> Part:
        return Part(str(self.tabs.value()))

    @property
    def look(self) -> MonthLook | None:
        """The month that is shown; None while it is read for the first time."""
        return self._look

    def entered(self) -> None:
        """The screen is shown: read it, the keys go on in its table."""
        self.refresh()
        self.table.setFocus()

    def show_part(self, part: Part) -> None:
        """Go to one of the tabs."""
        self.tabs.set_value(part.value)
        self._on_tab(part.value)

    def show_month(self, month: str) -> None:
        """Another month; a form that is open closes."""
        self._month = month
        self.side.close_form()
        self.numbers.forget()
        self.refresh()

    def show_appeal(self, appeal_id: uuid.UUID) -> None:
        """To one appeal, in the month it is about."""
        self._runner.read(
            show_appeal, appeal_id, owner=self, key="appeal", then=self._on_appeal,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_appeal(self, detail: AppealDetail) -> None:
        """Its month first: another month closes what is open beside it."""
        self.show_part(Part.TEAM if self._whole else Part.OWN)
        self.show_month(detail.line.month)
        self.side.show_appeal(detail.line)

    def refresh(self) -> None:
        """Read the month that is shown again."""
        self._runner.read(
            _read, self._month, self.part is Part.PLOTS, owner=self, key="month",
            then=self._on_look, failed=self.failed.emit,
        )  # fmt: skip

    def on_touched(self) -> None:
        """After a commit anywhere."""
        if self.isVisible():
            self.refresh()

    def _on_look(self, look: MonthLook) -> None:
        self._look = look
        self.context.show_look(look)
        self.side.show_look(look)
        self.foot.show_look(look)
        self._show_part(look)

    def _show_part(self, look: MonthLook) -> None:
        part = self.part
        # A plot with its table beside it wants all the room.
        self.side.setVisible(part is not Part.PLOTS or self.side.form is not None)
        if part is Part.PLOTS:
            self._pages.setCurrentWidget(self.plots)
            self.plots.show_plots(month_plots(look), look.time.zone)
        elif part is Part.QUALITY:
            self._pages.setCurrentWidget(self.quality)
            self.quality.show_look(look)
        else:
            self._pages.setCurrentWidget(self.numbers)
            self.numbers.show_look(part, look)

    def _on_tab(self, _part: object) -> None:
        self.numbers.forget()
        if self.part is Part.PLOTS:
            self.refresh()
        elif self._look is not None:
            self._show_part(self._look)

    def _on_quality(self, login: str) -> None:
        self.show_part(Part.QUALITY)
        self.quality.show_employee(login)

    # --- deeds -----------------------------------------------------------------------------------

    def do(self) -> None:
        """Do as the filled button says: send the form that is open, else close the month."""
        form = self.side.form
        if form is not None:
            form.submit()
        elif self._closes:
            self.foot.submit()

    def verify(self) -> None:
        """Recount the month, and hold its closing to the digest."""
        if self._look is not None and self._whole:
            self._runner.read(
                verify_month, self._look.month, owner=self, key="verify", then=self._on_verified,
                failed=self.failed.emit,
            )  # fmt: skip

    def export(self, ending: str) -> None:
        """Ask where to, then write the month in one of its four formats."""
        if self._look is not None:
            self.file.save(self._look.month, ending)

    def _on_written(self, file: Path, digest: str | None) -> None:
        what = grouped(digest) if digest else _("not closed yet")
        said = _("Saved: {name}").format(name=file.name)
        self.side.overview.show_exported(f"{said}\n{_('Digest')}: {what}")

    def _on_verified(self, found: Verified) -> None:
        self.side.overview.show_verified(found)

    def _on_close(self, reason: str, leave_open: bool) -> None:
        if self._look is not None:
            self._runner.run(
                close_month, self._look.month, reason, leave_open=leave_open, owner=self,
                then=partial(self._on_done, _("{month} is closed.")), failed=self._on_refused,
            )  # fmt: skip

    def _on_reopen(self, reason: str) -> None:
        if self._look is not None:
            self._runner.run(
                reopen_month, self._look.month, reason, owner=self,
                then=partial(self._on_done, _("{month} is open again.")), failed=self._on_refused,
            )  # fmt: skip

    def _on_done(self, said: str, sheet: Any) -> None:
        self.foot.forget()
        self.said.emit(said.format(month=sheet.month))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        self.foot.show_error(error)

    def _on_file(self, file: Any) -> None:
        path = self._ask(self, file.name)
        if path:
            self._runner.run(
                save_appeal_file, file.id, Path(path), owner=self,
                then=partial(self._on_file_saved, Path(path)), failed=self.failed.emit,
            )  # fmt: skip

    def _on_file_saved(self, path: Path, _size: int) -> None:
        self.said.emit(_("Saved: {name}").format(name=path.name))

    def _on_form(self, on: bool) -> None:
        """One filled button at a time; when a form closes, the keys go on in the table."""
        self.foot.setVisible(self._closes and not on)
        focus = QApplication.focusWidget()
        if not on and (focus is None or not focus.isVisible()):
            self.table.setFocus()

    def _step_month(self, step: int) -> None:
        look = self._look
        if look is not None and (step < 0 or look.month < look.last):
            self.show_month(month_beside(look.month, step))

    def _on_refresh(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_tick(self, now: Any) -> None:
        """Deadlines are of days: read again when a minute turns, and only where they are seen."""
        if self._look is not None and self.isVisible() and (now - self._look.now).seconds >= 60:
            self.refresh()


def _read(ctx: Any, month: str | None, plots: bool) -> MonthLook:
    """The month; what draws is loaded on this thread too."""
    if plots:
        load_canvas()
    return read_month(ctx, month)

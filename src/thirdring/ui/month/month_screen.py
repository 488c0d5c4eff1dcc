"""The month (G1 to G9): one's own, the team's, the center's; counted, contested, closed, exported."""

from collections.abc import Callable, Hashable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

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
from thirdring.domain.month_sheet import EvidenceLine
from thirdring.domain.months import Standing, Subject
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.actions import Actions
from thirdring.ui.month.beside_line import BesideLine
from thirdring.ui.month.evidence_pane import EvidencePane
from thirdring.ui.month.filing_form import FilingForm
from thirdring.ui.month.grids import Grid, employee_grid, own_grid, subject_grid
from thirdring.ui.month.identity_line import IdentityLine
from thirdring.ui.month.month_context import MonthContext
from thirdring.ui.month.month_deeds import save_appeal_file
from thirdring.ui.month.month_foot import MonthFoot
from thirdring.ui.month.month_look import MonthLook, read_month
from thirdring.ui.month.month_plots import month_plots
from thirdring.ui.month.month_side import MonthSide
from thirdring.ui.month.month_words import grouped, standing_text
from thirdring.ui.month_file import MonthFile
from thirdring.ui.plots.plot import Plot, load_canvas
from thirdring.ui.reports.plots_page import PlotsPage
from thirdring.ui.runner import Runner
from thirdring.ui.settings.month_bar import month_beside
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import EmptyState, Ground, QuietTable, Styled, Tab, Tabs
from thirdring.usecases.close_month import close_month
from thirdring.usecases.month_evidence import Behind, month_complaints
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.verify_month import Verified, verify_month


class Part(StrEnum):
    OWN = "own"
    TEAM = "team"
    DEPARTMENTS = "departments"
    MERCHANTS = "merchants"
    PRODUCTS = "products"
    NATURES = "natures"
    PLOTS = "plots"


_SUBJECTS = {
    Part.DEPARTMENTS: Subject.DEPARTMENT, Part.MERCHANTS: Subject.MERCHANT,
    Part.PRODUCTS: Subject.PRODUCT, Part.NATURES: Subject.NATURE,
}  # fmt: skip


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
        self._grid = Grid([])
        self._behind: tuple[Hashable, int] | Standing | str | None = None
        self.context = MonthContext(self)
        self.tabs = Tabs()
        self.identity = IdentityLine()
        self.beside = BesideLine()
        self._empty = EmptyState("calendar-stats")
        self.table = QuietTable(by_cell=True, empty=self._empty)
        self.plots = PlotsPage(Plot())
        self.evidence = EvidencePane(may_open=Permission.SEE_TICKETS in granted)
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
        numbers = QWidget()
        numbers.setObjectName("plain")
        column = QVBoxLayout(numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.beside)
        column.addWidget(self.identity)
        column.addWidget(self.table, 1)
        column.addWidget(self.evidence)
        self._pages = QStackedWidget()
        self._pages.addWidget(numbers)
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
        self.table.cell_chosen.connect(self._on_cell)
        self.table.entered_row.connect(self._on_entered)
        self.identity.asked.connect(self._on_identity)
        self.beside.praise_asked.connect(self._on_praise)
        self.evidence.appeal_asked.connect(self.side.begin_appeal)
        self.evidence.contested_asked.connect(self.side.show_appeal)
        self.evidence.ticket_asked.connect(self.ticket_asked)
        self.foot.close_asked.connect(self._on_close)
        self.foot.reopen_asked.connect(self._on_reopen)
        overview = self.side.overview
        overview.verify_asked.connect(self.verify)
        overview.export_asked.connect(self.export)
        self.side.appeal.file_asked.connect(self._on_file)
        self.side.form_shown.connect(self._on_form)
        self.file.written.connect(self._on_written)
        for source in (self.side, self.file, self.plots.plot):
            source.said.connect(self.said)
            source.failed.connect(self.failed)
        self.side.ticket_asked.connect(self.ticket_asked)
        ticker.tick.connect(self._on_tick)
        slots: dict[str, Callable[[], object]] = {
            "month.do": self.do, "month.appeal": self.evidence.ask_appeal,
            "month.uphold": partial(self.side.take, AppealStep.UPHOLD),
            "month.correct": partial(self.side.take, AppealStep.CORRECT),
            "month.verify": self.verify, "month.export": partial(self.export, ".xlsx"),
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
            Part.NATURES: _("Natures"), Part.PLOTS: _("Plots"),
        }  # fmt: skip
        parts = [one for one in Part if one is not Part.OWN] if self._whole else []
        self.tabs.setAccessibleName(_("Whose month"))
        self.tabs.set_tabs([Tab(one.value, names[one]) for one in [*parts, Part.OWN]])
        self.table.setAccessibleName(_("Counts of the month"))
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
        self._month, self._behind = month, None
        self.table.choose(None)
        self.side.close_form()
        self.evidence.show_lines("", (), self._zone(), "")
        self.refresh()

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
        self.beside.show_line(look.mine)
        self.identity.show_sums(look.sheet.sums)
        self._show_part(look)
        if self._behind is not None and self.part is not Part.PLOTS:
            self._read_behind()

    def _show_part(self, look: MonthLook) -> None:
        part, own = self.part, self.part is Part.OWN
        # A plot with its table beside it wants all the room.
        self.side.setVisible(part is not Part.PLOTS or self.side.form is not None)
        self.beside.setVisible(own)
        self.identity.setVisible(not own)
        if part is Part.PLOTS:
            self._pages.setCurrentIndex(1)
            self.plots.show_plots(month_plots(look), look.time.zone)
            return
        self._pages.setCurrentIndex(0)
        grid = self._grid_of(part, look)
        if [one.text for one in grid.headings] != [one.text for one in self._grid.headings]:
            self.table.set_headings(grid.headings)
        self._grid = grid
        self._say_empty(own=own)
        self.table.set_rows(grid.rows)
        if grid.rows and self.table.key() is None:
            self.table.choose_cell(grid.rows[0].key, grid.first)
            self._behind = (grid.rows[0].key, grid.first)
            self._read_behind()

    def _grid_of(self, part: Part, look: MonthLook) -> Grid:
        if part is Part.OWN:
            return own_grid(look)
        if part is Part.TEAM:
            return employee_grid(look)
        sheet = look.sheet
        lines, title = {
            Part.DEPARTMENTS: (sheet.departments, _("Department")),
            Part.MERCHANTS: (sheet.merchants, _("Merchant")),
            Part.PRODUCTS: (sheet.products, _("Product")),
            Part.NATURES: (sheet.natures, _("Nature")),
        }[part]
        return subject_grid(_SUBJECTS[part], title, lines)

    def _say_empty(self, *, own: bool) -> None:
        if own:
            self._empty.set_text(
                _("Nothing stands against you in this month"),
                _("A complaint appears here the moment it is filed, with why it counts (G4)."),
            )
        else:
            self._empty.set_text(
                _("No complaint in this month"),
                _("Step back a month with Ctrl+PgUp, or see the plots for the year."),
            )

    def _on_tab(self, _part: object) -> None:
        self._behind = None
        self.evidence.show_lines("", (), self._zone(), "")
        if self.part is Part.PLOTS:
            self.refresh()
        elif self._look is not None:
            self.table.choose(None)
            self._show_part(self._look)

    # --- the complaints behind a number ----------------------------------------------------------

    def _on_cell(self, key: Hashable, column: int) -> None:
        self._behind = (key, column) if (key, column) in self._grid.opens else None
        if self._behind is not None:
            self._read_behind()
        else:
            self.evidence.show_lines("", (), self._zone(), "")

    def _on_entered(self, _key: object) -> None:
        self.evidence.enter()

    def _on_identity(self, standing: Standing | None) -> None:
        self._behind = standing or "received"
        self._read_behind()
        self.evidence.table.setFocus()

    def _on_praise(self) -> None:
        self._behind = "praise"
        self._read_behind()
        self.evidence.table.setFocus()

    def _read_behind(self) -> None:
        look = self._look
        if look is None or self._behind is None:
            return
        match self._behind:
            case Standing() as standing:
                title, behind = standing_text(standing), Behind(standing=standing)
            case "praise":
                title, behind = _("Praise"), Behind(Subject.PRAISE, str(look.me))
            case (key, column):
                found = self._grid.opens.get((key, column))
                if found is None:
                    return
                title, behind = self._grid.title(key, column), found
            case _:
                title, behind = standing_text(None), Behind()
        self._runner.read(
            month_complaints, look.month, behind, owner=self, key="behind",
            then=partial(self._on_behind, title), failed=self.failed.emit,
        )  # fmt: skip

    def _on_behind(self, title: str, lines: tuple[EvidenceLine, ...]) -> None:
        look = self._look
        if look is not None:
            self.evidence.show_lines(title, lines, self._zone(), look.my_login, look.contested)

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

    def _zone(self) -> ZoneInfo:
        return self._look.time.zone if self._look is not None else ZoneInfo("UTC")


def _read(ctx: Any, month: str | None, plots: bool) -> MonthLook:
    """The month; what draws is loaded on this thread too."""
    if plots:
        load_canvas()
    return read_month(ctx, month)

"""The figures of a month, and the complaints behind the one the keys are on (G2, G4)."""

from collections.abc import Hashable
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.month_sheet import EvidenceLine
from thirdring.domain.months import Standing, Subject
from thirdring.i18n import _
from thirdring.ui.month.beside_line import BesideLine
from thirdring.ui.month.evidence_pane import EvidencePane
from thirdring.ui.month.grids import (
    Grid,
    adjustments_of,
    employee_grid,
    own_grid,
    subject_grid,
)
from thirdring.ui.month.identity_line import IdentityLine
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.month.month_words import standing_text
from thirdring.ui.runner import Runner
from thirdring.ui.widgets import EmptyState, QuietTable, Styled
from thirdring.usecases.month_evidence import Behind, month_complaints


class Part(StrEnum):
    OWN = "own"
    TEAM = "team"
    DEPARTMENTS = "departments"
    MERCHANTS = "merchants"
    PRODUCTS = "products"
    NATURES = "natures"
    QUALITY = "quality"
    PLOTS = "plots"


_SUBJECTS = {
    Part.DEPARTMENTS: Subject.DEPARTMENT, Part.MERCHANTS: Subject.MERCHANT,
    Part.PRODUCTS: Subject.PRODUCT, Part.NATURES: Subject.NATURE,
}  # fmt: skip


class NumbersPage(Styled, QWidget):
    """`failed` an error, `quality_asked` the login whose checks are wanted. What was asked for in
    `evidence`, its own signals say.
    """

    failed = Signal(object)
    quality_asked = Signal(str)

    def __init__(self, runner: Runner, *, may_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._runner = runner
        self._look: MonthLook | None = None
        self._grid = Grid([])
        # A figure's row and column, a standing of the center's, or one's praise.
        self._behind: tuple[Hashable, int] | Standing | str | None = None
        self.beside = BesideLine()
        self.identity = IdentityLine()
        self._empty = EmptyState("calendar-stats")
        self.table = QuietTable(by_cell=True, empty=self._empty)
        self.evidence = EvidencePane(may_open=may_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.beside, self.identity):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.evidence)
        self.table.cell_chosen.connect(self._on_cell)
        self.table.entered_row.connect(self._on_entered)
        self.identity.asked.connect(self._on_identity)
        self.beside.praise_asked.connect(self._on_praise)
        self.beside.quality_asked.connect(self._on_quality)
        self.beside.adjusted.clicked.connect(self._on_adjusted)
        self.wire()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Counts of the month"))

    def forget(self) -> None:
        """Another month or tab is looked at: the keys begin at its first figure."""
        self._behind = None
        self.table.choose(None)
        self.evidence.show_lines("", (), ZoneInfo("UTC"), "")

    def show_look(self, part: Part, look: MonthLook) -> None:
        """The figures of a part; the one the keys are on stays, and its complaints are read anew."""
        self._look = look
        own = part is Part.OWN
        self.beside.show_line(look.mine)
        self.identity.show_sums(look.sheet.sums)
        self.beside.setVisible(own)
        self.identity.setVisible(not own)
        grid = _grid_of(part, look)
        if [one.text for one in grid.headings] != [one.text for one in self._grid.headings]:
            self.table.set_headings(grid.headings)
        self._grid = grid
        self._say_empty(own=own)
        self.table.set_rows(grid.rows)
        if grid.rows and self.table.key() is None:
            self.table.choose_cell(grid.rows[0].key, grid.first)
            self._behind = (grid.rows[0].key, grid.first)
        self._read_behind()

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

    def _on_cell(self, key: Hashable, column: int) -> None:
        at = (key, column)
        grid = self._grid
        known = at in grid.opens or at in grid.earlier or at in grid.adjusted
        self._behind = at if known else None
        if self._behind is None:
            self.evidence.show_lines("", (), ZoneInfo("UTC"), "")
        self._read_behind()

    def _on_entered(self, key: Hashable) -> None:
        login = self._grid.checks.get((key, self.table.currentIndex().column()))
        if login is not None:
            self.quality_asked.emit(login)
        else:
            self.evidence.enter()

    def _on_quality(self) -> None:
        if self._look is not None:
            self.quality_asked.emit(self._look.my_login)

    def _on_identity(self, standing: Standing | None) -> None:
        self._behind = standing or "received"
        self._read_behind()
        self.evidence.table.setFocus()

    def _on_praise(self) -> None:
        self._behind = "praise"
        self._read_behind()
        self.evidence.table.setFocus()

    def _on_adjusted(self) -> None:
        self._behind = "adjusted"
        self._read_behind()
        self.evidence.table.setFocus()

    def _read_behind(self) -> None:
        look = self._look
        if look is not None and self._show_adjusted(look):
            return
        found = self._asked(look) if look is not None else None
        if look is None or found is None:
            return
        title, behind = found
        month = look.month
        if self._behind in self._grid.earlier and len(look.trend) > 1:
            month = look.trend[-2].month
        self._runner.read(
            month_complaints, month, behind, owner=self, key="behind",
            then=partial(self._on_behind, look, title, self._behind), failed=self.failed.emit,
        )  # fmt: skip

    def _show_adjusted(self, look: MonthLook) -> bool:
        """Adjustments came with the month; False when something else is looked at."""
        zone = look.time.zone
        if self._behind == "adjusted":
            lines = adjustments_of(look, look.my_login)
            self.evidence.show_adjustments(_("Adjusted"), lines, zone, look.my_login)
            return True
        if not isinstance(self._behind, tuple) or self._behind not in self._grid.adjusted:
            return False
        key, column = self._behind
        login = next((one.login for one in look.sheet.employees if str(one.id) == key), None)
        title = self._grid.title(key, column)
        self.evidence.show_adjustments(title, self._grid.adjusted[self._behind], zone, login)
        return True

    def _asked(self, look: MonthLook) -> tuple[str, Behind] | None:
        """In words, and as the deed takes it."""
        match self._behind:
            case None:
                return None
            case Standing() as standing:
                return standing_text(standing), Behind(standing=standing)
            case "praise":
                return _("Praise"), Behind(Subject.PRAISE, str(look.me))
            case (key, column):
                at = (key, column)
                found = self._grid.opens.get(at) or self._grid.earlier.get(at)
                return None if found is None else (self._grid.title(key, column), found)
            case _:
                return standing_text(None), Behind()

    def _on_behind(
        self, look: MonthLook, title: str, asked: object, lines: tuple[EvidenceLine, ...]
    ) -> None:
        if asked != self._behind:  # adjustments are shown meanwhile, without reading
            return
        self.evidence.show_lines(title, lines, look.time.zone, look.my_login, look.contested)


def _grid_of(part: Part, look: MonthLook) -> Grid:
    if part is Part.OWN:
        return own_grid(look)
    if part not in _SUBJECTS:
        return employee_grid(look)
    sheet = look.sheet
    lines, title = {
        Part.DEPARTMENTS: (sheet.departments, _("Department")),
        Part.MERCHANTS: (sheet.merchants, _("Merchant")),
        Part.PRODUCTS: (sheet.products, _("Product")),
        Part.NATURES: (sheet.natures, _("Nature")),
    }[part]
    return subject_grid(_SUBJECTS[part], title, lines)

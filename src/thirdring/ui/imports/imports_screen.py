"""The wizard: file, columns, problems, result. Nothing is written before the last step."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError, Unavailable
from thirdring.domain.roles import Permission
from thirdring.i18n import _, ngettext, render
from thirdring.intake.maps import Map
from thirdring.reports.whole_file import write_whole
from thirdring.ui.imports.columns_page import ColumnsPage
from thirdring.ui.imports.field_words import import_field
from thirdring.ui.imports.file_page import FilePage
from thirdring.ui.imports.import_work import ImportWork
from thirdring.ui.imports.report_page import ReportPage
from thirdring.ui.imports.wizard_foot import WizardFoot
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Ground, Label, Styled
from thirdring.usecases.import_report import ImportReport
from thirdring.usecases.import_steps import NEEDS, FileLook, ImportKind
from thirdring.usecases.import_walk import Judged

_FILE, _COLUMNS, _PROBLEMS, _RESULT = range(4)


class ImportsScreen(Styled, QWidget):
    """`said(sentence)` for the foot of the window; `tickets_asked`: to what was imported."""

    said = Signal(str)
    tickets_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        granted: frozenset[Permission],
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`keys` are drawn on the filled button; `go_on` does the same."""
        super().__init__(parent)
        kinds = tuple(kind for kind in ImportKind if NEEDS[kind] in granted)
        self.work = ImportWork(runner, self)
        self.work.kind = kinds[0]
        self.file = FilePage(kinds)
        self.columns = ColumnsPage()
        self.problems = ReportPage(done=False)
        self.result = ReportPage(done=True)
        self.foot = WizardFoot()
        self.pages = QStackedWidget()
        self.foot.on_button.set_keys(keys)
        self._steps = [Label() for _step in range(4)]
        self._problem: ThirdRingError | None = None
        self._lay()
        self._connect()
        self.wire()

    def _lay(self) -> None:
        head = Ground(Token.BG_SIDE, edges=Qt.Edge.BottomEdge)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(24)
        for label in self._steps:
            row.addWidget(label)
        row.addStretch(1)
        for page in (self.file, self.columns, self.problems, self.result):
            self.pages.addWidget(page)
        ground = Ground(Token.BG_SURFACE)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(ground, 1)
        column.addWidget(self.foot)
        head.wire()
        ground.wire()

    def _connect(self) -> None:
        work = self.work
        work.looked.connect(self._on_looked)
        work.judged.connect(self._on_judged)
        work.written.connect(self._on_written)
        work.saved.connect(self._on_saved)
        work.failed.connect(self._on_failed)
        work.moved.connect(self._on_moved)
        work.busy_changed.connect(self._on_busy)
        self.file.kind_chosen.connect(self._on_kind)
        self.file.file_chosen.connect(self._on_file)
        self.file.reading_chosen.connect(self._on_reading)
        self.columns.changed.connect(self._show_step)
        self.columns.map_chosen.connect(self._on_map_chosen)
        self.columns.map_named.connect(self._on_map_named)
        self.problems.save_named.connect(self._on_save)
        self.result.save_named.connect(self._on_save)
        self.foot.on.connect(self.go_on)
        self.foot.back.connect(self.go_back)
        self.foot.stop.connect(work.stop)

    def retranslate(self) -> None:
        names = (_("File"), _("Columns"), _("Problems"), _("Result"))
        for number, (label, name) in enumerate(zip(self._steps, names, strict=True), start=1):
            label.setText(f"{number}  {name}")
        self._show_step()

    def entered(self) -> None:
        """The screen is shown: the cursor goes to what is to be done."""
        if self.step == _FILE and self.work.look is None:
            self._focus(self.foot.on_button)

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def go_on(self) -> None:
        """To the next step, if this one is done."""
        if self.work.busy:
            return
        if self.step == _FILE:
            if self.work.look is None:
                self.file.ask()
            else:
                self._go(_COLUMNS)
        elif self.step == _COLUMNS:
            self._check()
        elif self.step == _PROBLEMS:
            self.work.write()
        else:
            self.tickets_asked.emit()

    def go_back(self) -> None:
        """One step back; from the result to the next file."""
        if self.work.busy:
            return
        if self.step == _RESULT:
            self.work.look, self.work.found, self.work.report = None, None, None
            self.file.clear()
            self._go(_FILE)
        else:
            self._go(max(_FILE, self.step - 1))

    def _focus(self, widget: QWidget) -> None:
        """Where Enter does what one hopes; never away from another screen."""
        if self.isVisible():
            widget.setFocus()

    def _check(self, refused_file: Path | None = None) -> None:
        chosen = self._map()
        if chosen is not None and not self.work.missing(self.columns.taken()):
            self.work.check(chosen, refused_file)

    def _map(self) -> Map | None:
        columns = self.columns
        return self.work.mapped(columns.taken(), columns.constants(), columns.order.value())

    def _go(self, step: int) -> None:
        self._problem = None
        self.pages.setCurrentIndex(step)
        self._show_step()
        self._focus(self.columns.table if step == _COLUMNS else self.foot.on_button)

    def _show_step(self) -> None:
        """Say where we are, what is missing, and what the filled button does."""
        for number, label in enumerate(self._steps):
            here = number == self.step
            label.set_tone(Token.ACCENT_TEXT if here else Token.TEXT_3, bold=here)
            label.updateGeometry()
        foot = self.foot
        foot.back_button.setVisible(self.step != _FILE)
        foot.retranslate()
        if self.step == _RESULT:
            foot.back_button.setText(_("Import another file"))
        foot.on_button.setText(self._deed())
        foot.on_button.setVisible(self.step != _PROBLEMS or bool(self._new()))
        if self._problem is not None:
            foot.tell(render(self._problem), problem=True)
        elif self.step == _COLUMNS and (missing := self.work.missing(self.columns.taken())):
            names = ", ".join(import_field(name) for name in missing)
            foot.tell(_("Choose a column for: {fields}.").format(fields=names), problem=True)
        elif not self.work.busy:
            foot.tell("")

    def _new(self) -> int:
        return self.work.found.report.added if self.work.found is not None else 0

    def _deed(self) -> str:
        if self.step == _FILE:
            return _("Choose a file…") if self.work.look is None else _("On to the columns")
        if self.step == _COLUMNS:
            return _("Check every row")
        if self.step == _RESULT:
            return _("Show the tickets") if self.work.kind is ImportKind.COMPLAINTS else _("Done")
        found = self.work.found
        if found is not None and found.refused_rows:
            return ngettext("Import the {n} good row", "Import the {n} good rows", self._new())
        return ngettext("Import {n} row", "Import {n} rows", self._new())

    @Slot(object)
    def _on_kind(self, kind: ImportKind) -> None:
        self.work.kind = kind
        if self.work.look is not None:
            self.work.look_at(self.work.look.file)

    @Slot(object)
    def _on_file(self, file: Path) -> None:
        self.file.clear()
        self.work.set_options(sheet=None, encoding=None)
        self.work.look_at(file)

    @Slot(object, object)
    def _on_reading(self, sheet: str | None, encoding: str | None) -> None:
        self.work.set_options(sheet=sheet, encoding=encoding)

    @Slot(object)
    def _on_map_chosen(self, file: Path) -> None:
        if self.work.look is not None:
            self.work.look_at(self.work.look.file, file)

    @Slot(object)
    def _on_map_named(self, file: Path) -> None:
        chosen = self._map()
        if chosen is None:
            return
        try:
            write_whole(file, chosen.as_toml().encode())
        except Unavailable as error:
            self._on_failed(error)
            return
        self.said.emit(_("Saved to {file}.").format(file=file.name))

    @Slot(object)
    def _on_save(self, file: Path) -> None:
        self._check(file)

    @Slot(object)
    def _on_looked(self, look: FileLook) -> None:
        self.file.show_look(look)
        self.columns.show_look(self.work.kind, look)
        self._problem = None
        self._show_step()

    @Slot(object)
    def _on_judged(self, found: Judged) -> None:
        self.problems.show_report(found.report, found.refused_rows)
        self._go(_PROBLEMS)

    @Slot(object)
    def _on_written(self, report: ImportReport) -> None:
        refused = self.work.found.refused_rows if self.work.found is not None else 0
        self.result.show_report(report, refused)
        self._go(_RESULT)

    @Slot(object)
    def _on_saved(self, file: Path) -> None:
        self.said.emit(_("Saved to {file}.").format(file=file.name))

    @Slot(object)
    def _on_failed(self, error: ThirdRingError) -> None:
        self._problem = error
        self._show_step()

    @Slot(int, int)
    def _on_moved(self, done: int, total: int) -> None:
        self.foot.line.set_progress(done, total)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._problem = None
            doing = _("Importing…") if self.step == _PROBLEMS else _("Reading…")
            self.foot.tell(doing)
        self.foot.set_busy(on=busy)
        self.pages.setEnabled(not busy)
        if not busy:
            self._show_step()
        self._focus(self.foot.stop_button if busy else self.foot.on_button)

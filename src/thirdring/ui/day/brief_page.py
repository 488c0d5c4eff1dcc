"""The morning brief (F4): to read aloud, print, save and copy; it names no customer."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.reports.brief_document import ENDINGS, document, write_brief
from thirdring.reports.brief_text import plain_text, sections, title
from thirdring.reports.ticket_paper import print_document
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Hairline, Label, SectionHead
from thirdring.usecases.morning_brief import Brief, morning_brief

_WIDTH = 720


class BriefPage(Ground):
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._runner = runner
        self.brief: Brief | None = None
        self.title = Label(step=Type.TITLE, wrap=True)
        self._hint = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self.print_button = Button(icon="printer")
        self.save_button = Button(icon="download")
        self.copy_button = Button(kind=ButtonKind.BARE, icon="copy")
        self._parts: list[QWidget] = []
        self._lay_out()
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save)
        self.copy_button.clicked.connect(self.copy)
        self.wire()

    def _lay_out(self) -> None:
        head, row = QVBoxLayout(), QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in (self.copy_button, self.save_button, self.print_button):
            row.addWidget(button)
        head.setContentsMargins(20, 12, 20, 10)
        head.setSpacing(2)
        head.addLayout(row)
        head.addWidget(self._hint)
        body = QWidget()
        body.setObjectName("plain")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 12, 20, 20)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._area, 1)

    def retranslate(self) -> None:
        self.print_button.setText(_("Print"))
        self.save_button.setText(_("Save as…"))
        self.copy_button.setText(_("Copy"))
        self._hint.setText(_("For the team and the shop staff; it names no customer (F4)."))
        self._show()

    def enter(self) -> None:
        self.print_button.setFocus()

    def refresh(self) -> None:
        self._runner.read(
            morning_brief, owner=self, key="brief", then=self._on_brief, failed=self.failed.emit
        )

    def copy(self) -> None:
        """The whole brief as plain text, to the clipboard."""
        if self.brief is not None:
            QGuiApplication.clipboard().setText(plain_text(self.brief))
            self.said.emit(_("Copied."))

    def save(self) -> None:
        """Ask where to; the ending says whether PDF, HTML or text."""
        dialog = QFileDialog(self, _("Save the morning brief"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{end[1:].upper()} (*{end})" for end in ENDINGS])
        dialog.setDefaultSuffix("pdf")
        day = self.brief.day.isoformat() if self.brief else ""
        dialog.selectFile(_("morning brief") + f" {day}.pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write it to `path`."""
        if self.brief is None:
            return
        try:
            write_brief(self.brief, Path(path))
        except ThirdRingError as error:
            self.failed.emit(error)
            return
        self.said.emit(_("Saved: {file}").format(file=Path(path).name))

    def print_out(self) -> None:
        """Ask for a printer, then print on A4."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(partial(self.print_to, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter) -> None:
        if self.brief is not None:
            print_document(document(self.brief), printer)
            self.said.emit(_("Sent to the printer."))

    def _on_brief(self, brief: Brief) -> None:
        if brief != self.brief:
            self.brief = brief
            self._show()

    def _show(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        if self.brief is None:
            return
        self.title.setText(title(self.brief))
        for section in sections(self.brief):
            head = SectionHead()
            head.set_text(section.title)
            self._parts.append(head)
            for line in section.lines:
                label = Label(line, step=Type.SAY, wrap=True)
                label.setMaximumWidth(self.theme.px(_WIDTH))
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._parts.append(label)
        for place, part in enumerate(self._parts):
            self._column.insertWidget(place, part)

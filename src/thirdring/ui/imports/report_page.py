"""Third and fourth step: what would come of each row, and what came of it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import Message
from thirdring.i18n import _, ngettext, render
from thirdring.ui.imports.field_words import import_field
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    Cell,
    EmptyState,
    Hairline,
    Heading,
    Label,
    QuietTable,
    Styled,
    TableRow,
)
from thirdring.usecases.import_report import ImportReport


class ReportPage(Styled, QWidget):
    """`save_named(Path)`: where the refused rows are to go. `done`: it tells what was written."""

    save_named = Signal(object)

    def __init__(self, *, done: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self._report: ImportReport | None = None
        self._refused = 0
        self.title = Label(step=Type.SAY, bold=True)
        self.figures = Label(tone=Token.TEXT_2)
        self.save = Button(icon="download", small=True)
        self.notes = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self.empty = EmptyState("circle-check")
        self.table = QuietTable(empty=self.empty)
        self._lay()
        self.save.clicked.connect(self.ask)
        self.wire()

    def _lay(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.figures)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.addLayout(words, 1)
        head.addWidget(self.save)
        below = QHBoxLayout()
        below.setContentsMargins(16, 8, 16, 8)
        below.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.table, 1)
        column.addWidget(Hairline())
        column.addLayout(below)

    def retranslate(self) -> None:
        self.save.setText(_("Save the refused rows…"))
        self.table.set_headings(
            [
                Heading(_("Row"), 72, right=True, kept=True), Heading(_("Field"), 160, kept=True),
                Heading(_("Reason"), kept=True),
            ]
        )  # fmt: skip
        if self._report is not None:
            self.show_report(self._report, self._refused)

    def show_report(self, report: ImportReport, refused: int) -> None:
        """`refused` counts all refused rows, also those beyond the list."""
        self._report, self._refused = report, refused
        self.title.setText(self._title(report, refused))
        self.figures.setText(
            _("{read} rows read: {added} new, {known} here already, {refused} refused.").format(
                read=report.read, added=report.added, known=report.known, refused=refused
            )
        )
        self.save.setVisible(bool(refused))
        self.notes.setText("\n".join(render(note) for note in report.notes))
        self.empty.set_text(_("No row is refused"), _("Every row of the file could be understood."))
        self.table.set_rows(
            [
                TableRow(
                    number,
                    (
                        Cell(str(row.row)),
                        Cell(import_field(row.field) if row.field else "–", Token.TEXT),
                        Cell(render(_for_people(row.reason))),
                    ),
                )
                for number, row in enumerate(report.refused)
            ]
        )

    def _title(self, report: ImportReport, refused: int) -> str:
        if self._done:
            return ngettext("{n} row was imported.", "{n} rows were imported.", report.added)
        if refused:
            return ngettext("{n} row can't be taken.", "{n} rows can't be taken.", refused)
        if not report.added:
            return _("There is nothing new in this file.")
        return _("Every row can be taken.")

    def ask(self) -> None:
        """Save the refused rows where?"""
        dialog = QFileDialog(self, _("Save the refused rows"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("CSV (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("refused.csv")
        dialog.fileSelected.connect(self._on_named)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_named(self, path: str) -> None:
        self.save_named.emit(Path(path))


def _for_people(reason: Message) -> Message:
    """A reason names fields as files and maps do; on the screen they are called as elsewhere."""
    field = reason.params.get("field")
    if not isinstance(field, str):
        return reason
    return replace(reason, params={**reason.params, "field": import_field(field)})

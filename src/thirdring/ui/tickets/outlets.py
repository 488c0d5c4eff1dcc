"""How lines leave the list: to the clipboard, to a CSV file, to paper. Each is written down (H5)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _, ngettext
from thirdring.reports.ticket_csv import ticket_lines, write_ticket_csv
from thirdring.reports.ticket_paper import print_document, ticket_document
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.theme import theme_of
from thirdring.ui.tickets.columns import Column
from thirdring.ui.tickets.ticket_model import TicketModel
from thirdring.usecases.find_tickets import TicketLine
from thirdring.usecases.ticket_desk import Outlet, lines_out

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Outlets(QObject):
    """Ticked lines, else all that the list holds; columns as they are shown. `done` carries a
    sentence. Dialogs stay open without stopping anything (no nested loop).
    """

    done = Signal(str)
    failed = Signal(object)  # ThirdRingError

    def __init__(self, runner: Runner, model: TicketModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner, self._model, self._window = runner, model, parent

    def copy(self) -> None:
        """The ticked lines, else the whole list, to the clipboard."""
        self._read(Outlet.COPY, self._on_copied)

    def copy_line(self, line: TicketLine) -> None:
        """One line to the clipboard."""
        self._read(Outlet.COPY, self._on_copied, [line.seq])

    def export(self) -> None:
        """Ask where to, then write the CSV."""
        dialog = QFileDialog(self._window, _("Save the list as CSV"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("CSV (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(_("tickets") + f"-{self._model.now:%Y%m%d}.csv")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write the CSV to `path`."""
        self._read(Outlet.EXPORT, partial(self._on_exported, Path(path)))

    def print_out(self) -> None:
        """Ask for a printer, then print on A4."""
        # Loaded when something is printed: most people never do.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_page(printer)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(partial(self.print_to, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def print_to(self, printer: "QPrinter") -> None:
        """Print on `printer`."""
        self._read(Outlet.PRINT, partial(self._on_printed, printer))

    def _read(self, outlet: Outlet, then: object, seqs: Sequence[int] | None = None) -> None:
        if seqs is None and self._model.checked:
            seqs = list(self._model.checked)
        self._runner.run(
            lines_out, outlet, self._model.query, seqs, owner=self, then=then,  # type: ignore[arg-type]
            failed=self.failed.emit,
        )  # fmt: skip

    def _columns(self) -> tuple[Column, ...]:
        return self._model.columns

    def _rows(self, lines: Sequence[TicketLine], *, full: bool) -> list[list[str]]:
        facts, now = self._model.facts, self._model.now
        if facts is None:
            return []
        return [
            [
                (column.full if full and column.full else column.text)(line, now, facts)
                for column in self._columns()
            ]
            for line in lines
        ]

    def _heads(self) -> list[str]:
        return [_(column.title) for column in self._columns()]

    def _on_copied(self, lines: tuple[TicketLine, ...]) -> None:
        QGuiApplication.clipboard().setText(ticket_lines(self._rows(lines, full=False)))
        self.done.emit(ngettext("{n} ticket copied", "{n} tickets copied", len(lines)))

    def _on_exported(self, path: Path, lines: tuple[TicketLine, ...]) -> None:
        try:
            write_ticket_csv(path, self._heads(), self._rows(lines, full=True))
        except ThirdRingError as error:
            self.failed.emit(error)
            return
        saved = ngettext("{n} ticket saved", "{n} tickets saved", len(lines))
        self.done.emit(f"{saved}: {path.name}")

    def _on_printed(self, printer: "QPrinter", lines: tuple[TicketLine, ...]) -> None:
        facts = self._model.facts
        when = words.exact_text(self._model.now, facts.zone) if facts else ""
        count = ngettext("{n} ticket", "{n} tickets", len(lines))
        document = ticket_document(
            _("Tickets"), f"{when}  {count}", self._heads(), self._rows(lines, full=True),
            theme_of().font(),
        )  # fmt: skip
        print_document(document, printer)
        self.done.emit(ngettext("{n} ticket printed", "{n} tickets printed", len(lines)))


def set_page(printer: "QPrinter") -> None:
    """A4, lying, since a list is wide."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)

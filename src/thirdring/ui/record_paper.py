"""A ticket's or a call's record on paper (H1): printed, or saved as a PDF."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui.runner import Runner

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from thirdring.reports.paper_forms import PaperForm
    from thirdring.usecases.print_call import PrintedCallRecord
    from thirdring.usecases.print_record import PrintedRecord


def _ask_pdf(over: QWidget, proposed: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(over, _("Save as PDF"), proposed, "*.pdf")
    return path


class RecordPaper(QObject):
    """`said` a sentence, `failed` an error. A record is named by its ticket's number or call's id.

    What prints is loaded when something is printed: most people never do.
    """

    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, now: Callable[[], datetime], window: QWidget,
        *, ask_pdf: Callable[[QWidget, str], str] = _ask_pdf,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._runner, self._now, self._window, self.ask_pdf = runner, now, window, ask_pdf

    def print_out(self, which: str | uuid.UUID, zone: ZoneInfo, *, whole: bool = False) -> None:
        """Ask for a printer, then print on A4."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from thirdring.reports.pdf import set_a4

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_a4(printer)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(partial(self.print_to, which, zone, printer, whole=whole))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def save_pdf(self, which: str | uuid.UUID, zone: ZoneInfo, *, whole: bool = False) -> None:
        """Ask where to, then save it there."""
        path = self.ask_pdf(self._window, f"{which}.pdf")
        if path:
            self._read(which, zone, partial(self._on_form_for_file, Path(path)), whole=whole)

    def print_to(
        self, which: str | uuid.UUID, zone: ZoneInfo, printer: "QPrinter", *, whole: bool = False
    ) -> None:
        """Print on `printer`; that it was printed is in the access log (H5)."""
        self._read(which, zone, partial(self._on_form_for_printer, printer), whole=whole)

    def _read(
        self, which: str | uuid.UUID, zone: ZoneInfo, then: Callable[["PaperForm"], None],
        *, whole: bool,
    ) -> None:  # fmt: skip
        from thirdring.usecases.print_call import print_call
        from thirdring.usecases.print_record import print_record

        if isinstance(which, uuid.UUID):
            self._runner.run(
                print_call, which, whole=whole, owner=self,
                then=partial(self._on_call, zone, then), failed=self.failed.emit,
            )  # fmt: skip
        else:
            self._runner.run(
                print_record, which, whole=whole, calls=True, owner=self,
                then=partial(self._on_record, zone, then), failed=self.failed.emit,
            )  # fmt: skip

    def _on_record(
        self, zone: ZoneInfo, then: Callable[["PaperForm"], None], record: "PrintedRecord"
    ) -> None:
        from thirdring.reports.record_form import ticket_form

        then(ticket_form(record, self._now(), zone))

    def _on_call(
        self, zone: ZoneInfo, then: Callable[["PaperForm"], None], record: "PrintedCallRecord"
    ) -> None:
        from thirdring.reports.record_form import call_form

        then(call_form(record, self._now(), zone))

    def _on_form_for_printer(self, printer: "QPrinter", form: "PaperForm") -> None:
        from thirdring.reports.form_file import form_paper
        from thirdring.reports.pdf import print_paper

        print_paper(form_paper(form), printer)
        self.said.emit(_("{number} printed").format(number=form.number))

    def _on_form_for_file(self, path: Path, form: "PaperForm") -> None:
        from thirdring.reports.form_file import write_form

        try:
            write_form(form, path)
        except ThirdRingError as error:
            self.failed.emit(error)
        else:
            self.said.emit(_("Saved: {name}").format(name=path.name))

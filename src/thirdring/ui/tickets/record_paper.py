"""The complaint reception record and the call record on paper (H1): printed, or saved as a PDF."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMarginsF, QObject, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from thirdring import labels
from thirdring.domain.enums import TicketKind
from thirdring.i18n import _, render
from thirdring.reports.paper_forms import PaperForm, Part, form_html
from thirdring.reports.ticket_paper import print_document
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.theme import theme_of
from thirdring.ui.tickets.look import state_word
from thirdring.usecases.print_record import PrintedCall, PrintedRecord, print_record

_MARGIN_MM = 15.0


def _ask_pdf(over: QWidget, proposed: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(over, _("Save as PDF"), proposed, "*.pdf")
    return path


class RecordPaper(QObject):
    """`said` a sentence, `failed` an error."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, now: Callable[[], datetime], window: QWidget,
        *, ask_pdf: Callable[[QWidget, str], str] = _ask_pdf,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._runner, self._now, self._window, self._ask_pdf = runner, now, window, ask_pdf

    def print_out(self, number: str, zone: ZoneInfo, *, whole: bool = False) -> None:
        """Ask for a printer, then print on A4."""
        printer = a4_printer()
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(partial(self.print_to, number, zone, printer, whole=whole))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def save_pdf(self, number: str, zone: ZoneInfo, *, whole: bool = False) -> None:
        """Ask where to, then save it there."""
        path = self._ask_pdf(self._window, f"{number}.pdf")
        if path:
            printer = a4_printer()
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(path)
            self.print_to(number, zone, printer, whole=whole)

    def print_to(
        self, number: str, zone: ZoneInfo, printer: QPrinter, *, whole: bool = False
    ) -> None:
        """Print on `printer`; that it was printed is in the access log (H5)."""
        self._runner.run(
            print_record, number, whole=whole, calls=True, owner=self,
            then=partial(self._on_record, zone, printer), failed=self.failed.emit,
        )  # fmt: skip

    def _on_record(self, zone: ZoneInfo, printer: QPrinter, record: PrintedRecord) -> None:
        document = QTextDocument()
        document.setDefaultFont(theme_of().font())
        document.setHtml(record_html(record, self._now(), zone))
        print_document(document, printer)
        self.said.emit(_("{number} printed").format(number=record.detail.fields.number))


def a4_printer() -> QPrinter:
    """A4, standing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    sides = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    printer.setPageMargins(sides, QPageLayout.Unit.Millimeter)
    return printer


def record_html(record: PrintedRecord, now: datetime, zone: ZoneInfo) -> str:
    """The record as HTML text; `now` aware UTC, times on the center's clock."""
    detail = record.detail
    titles = {
        TicketKind.COMPLAINT: _("Complaint reception record"),
        TicketKind.REQUEST: _("After-sales request record"),
        TicketKind.PRAISE: _("Praise record"),
    }
    parts = [_who(record, zone), _matter(record), _handling(record, zone)]
    parts += [_call(one, zone, n) for n, one in enumerate(record.calls, 1)]
    parts.append(_story(record, zone))
    return form_html(
        PaperForm(
            company=record.company,
            title=titles.get(detail.kind, _("Hotline record")),
            number=detail.fields.number,
            parts=parts,
            signatures=(_("Received by"), _("Handled by"), _("Reviewed by"), _("Date")),
            foot=_("Printed {time} by {name}").format(
                time=words.exact_text(now, zone), name=record.by
            ),
        )
    )


def _at(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _who(record: PrintedRecord, zone: ZoneInfo) -> Part:
    detail, case = record.detail, record.detail.complaint
    return Part(
        _("Who and when"),
        (
            (_("Received at"), _at(detail.received_at, zone)),
            (_("Channel"), _(labels.label(case.channel)) if case and case.channel else ""),
            (_("Customer"), words.named(detail.name or "", detail.title)),
            (_("Phone"), record.phone),
            (_("Address"), detail.address or ""),
        ),
        blanks=True,
    )


def _matter(record: PrintedRecord) -> Part:
    fields, case = record.detail.fields, record.detail.complaint
    values = [(_("What happened"), fields.raised), (_("Wants"), fields.wants or "")]
    if case is not None:
        kind = _(labels.label(case.against_kind)) if case.against_kind else ""
        against = _(", ").join(part for part in (kind, case.against) if part)
        values += [
            (_("Nature"), _(labels.label(case.nature)) if case.nature else ""),
            (_("Severity"), _(labels.label(fields.severity)) if fields.severity else ""),
            (_("Against"), against),
            (_("Product"), case.product or ""),
            (_("Merchant"), case.merchant or ""),
            (_("Order No."), case.order_no or ""),
            (_("Bought on"), f"{case.bought_on:%Y-%m-%d}" if case.bought_on else ""),
            (_("Warranty until"), f"{case.warranty_until:%Y-%m-%d}" if case.warranty_until else ""),
        ]
    return Part(_("What it is about"), values)


def _handling(record: PrintedRecord, zone: ZoneInfo) -> Part:
    detail, case = record.detail, record.detail.complaint
    values = [(_("State"), state_word(detail.fields.state)), (_("Owner"), detail.owner or "")]
    if case is not None:
        score = _("{n} of 5").format(n=case.satisfaction) if case.satisfaction else ""
        answer = {True: _("accepted"), False: _("not accepted"), None: ""}[case.accepted]
        values += [
            (_("Found"), _(labels.label(case.fault)) if case.fault else ""),
            (_("Settled by"), _(labels.label(case.remedy)) if case.remedy else ""),
            (_("Plan"), case.plan or ""),
            (_("Customer"), answer),
            (_("Next contact"), _at(case.next_contact_at, zone)),
            (_("Completed"), _at(case.completed_at, zone)),
            (_("Satisfaction"), score),
            (_("Opinion"), case.opinion or ""),
            (_("Cause"), case.cause or ""),
            (_("Prevention"), case.prevention or ""),
            (_("Lesson"), case.lesson or ""),
        ]
    return Part(_("Handling"), values)


def _call(call: PrintedCall, zone: ZoneInfo, n: int) -> Part:
    row = call.row.values

    def text(key: str) -> str:
        return str(row.get(key) or "")

    started = row.get("started_at")
    at = _at(started, zone) if isinstance(started, datetime) else text("started_at")
    rings = row.get("rings")
    return Part(
        _("Call {n}").format(n=n),
        (
            (_("Started"), at),
            (_("Agent"), call.agent),
            (_("Number"), text("number")),
            (_("Rings"), "" if rings is None else str(rings)),
            (_("What happened"), text("raised")),
            (_("Answer"), text("answer")),
            (_("Outcome"), _(labels.label(call.row.outcome))),
            (_("Read back"), _("Yes") if row.get("read_back") else _("No")),
        ),
    )


def _story(record: PrintedRecord, zone: ZoneInfo) -> Part:
    lines = []
    for entry in reversed(record.detail.timeline):
        told = ": ".join(part for part in (render(entry.sentence), entry.words) if part)
        lines.append((_at(entry.at, zone), f"{entry.actor or ''} {told}".strip()))
    return Part(_("Story"), lines, wide=True)

"""A report by the ending of its file: .xlsx or .pdf, whole or not at all."""

from pathlib import Path, PurePath

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, say
from thirdring.reports.report_tables import report_document
from thirdring.reports.whole_file import write_whole
from thirdring.usecases.export_report import Report

ENDINGS = (".xlsx", ".pdf")


def refuse_ending(file: Path) -> None:
    """Refuse a file of another ending, before anything is read.

    Raises:
        Refusal: it ends in neither.
    """
    if PurePath(file.name).suffix.lower() not in ENDINGS:
        raise Refusal(
            say("A report is written as {endings}, not as {name}.", endings=", ".join(ENDINGS),
                name=file.name),
            field="out",
        )  # fmt: skip


def write_report(report: Report, time: CenterTime, file: Path) -> int:
    """Write the report to `file`; its size in bytes.

    Raises:
        Refusal: it ends in neither. Unavailable: the file can't be written.
    """
    refuse_ending(file)
    document = report_document(report, time)
    if PurePath(file.name).suffix.lower() == ".xlsx":
        from thirdring.reports.table_xlsx import xlsx_bytes

        return write_whole(file, xlsx_bytes(document))
    from thirdring.reports.table_pdf import pdf_of

    return write_whole(file, pdf_of(document))

"""The month's export by the ending of its file: .csv, .xlsx, .pdf or .json, whole or not at all."""

import json
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.domain.month_sheet import MonthSheet
from thirdring.reports.month_document import flat_table, month_document, month_facts
from thirdring.reports.plain_values import plain
from thirdring.reports.table_csv import csv_bytes
from thirdring.reports.whole_file import Laid, lay_beside
from thirdring.usecases.center import Center
from thirdring.usecases.export_month import MonthExport, export_month, record_month_export
from thirdring.usecases.month_values import sheet_values

ENDINGS = (".csv", ".xlsx", ".pdf", ".json")


def refuse_ending(file: Path) -> None:
    """Refuse a file of another ending, before anything is read.

    Raises:
        Refusal: it ends in none of the four.
    """
    if _ending(file) not in ENDINGS:
        raise Refusal(
            say("A month is written as {endings}, not as {name}.", endings=", ".join(ENDINGS),
                name=file.name),
            field="out",
        )  # fmt: skip


def lay_month(export: MonthExport, file: Path) -> Laid:
    """The month on the disk beside `file`: it gets its name once it is recorded (H5).

    Raises:
        Refusal: it ends in none of the four. Unavailable: the file can't be written.
    """
    refuse_ending(file)
    return lay_beside(file, month_bytes(export, _ending(file)))


@dataclass(frozen=True, slots=True)
class SavedMonth:
    """A month that has gone out to `file`; `size` in bytes."""

    file: Path
    size: int
    sheet: MonthSheet


def save_month(center: Center, month: str, file: Path) -> SavedMonth:
    """Draw the month, enter it in the access log, then give the file its name. Whatever comes
    between, also a bug, nothing of it stays on the disk (H5).

    Raises:
        NotPermitted: the role exports no month. Unavailable: the file or the database.
        Refusal: it is no month, or the file ends in none of the four.
    """
    refuse_ending(file)
    export = center.read(export_month, month)
    laid = lay_month(export, file)
    try:
        center.run(record_month_export, export)
        return SavedMonth(file, laid.give_name(), export.sheet)
    finally:
        laid.discard()


def month_bytes(export: MonthExport, ending: str) -> bytes:
    """The month in the format of one of `ENDINGS`; libraries are loaded only when needed."""
    match ending:
        case ".csv":
            return csv_bytes(flat_table(export), export.time.zone, month_facts(export))
        case ".json":
            text = json.dumps(json_values(export), ensure_ascii=False, indent=2)
            return (text + "\n").encode("utf-8")
        case ".xlsx":
            from thirdring.reports.table_xlsx import xlsx_bytes

            return xlsx_bytes(month_document(export))
        case _:
            from thirdring.reports.table_pdf import pdf_of

            return pdf_of(month_document(export))


def json_values(export: MonthExport) -> Any:
    """`month show`'s keys, with who exported it, when, and the complaints behind it."""
    values = sheet_values(export.sheet)
    values["company"] = export.sheet.company
    values["exported_by"] = export.by
    values["exported_at"] = export.at
    values["evidence"] = list(export.sheet.evidence)
    values["quality_checks"] = list(export.checks)
    return plain(values, export.time)


def _ending(file: Path) -> str:
    return PurePath(file.name).suffix.lower()

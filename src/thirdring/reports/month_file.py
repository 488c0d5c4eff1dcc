"""The month's export by the ending of its file: .csv, .xlsx, .pdf or .json, whole or not at all."""

import json
from pathlib import Path, PurePath
from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.reports.month_document import flat_table, month_document, month_facts
from thirdring.reports.plain_values import plain
from thirdring.reports.table_csv import csv_bytes
from thirdring.reports.whole_file import Laid, lay_beside
from thirdring.usecases.export_month import MonthExport
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

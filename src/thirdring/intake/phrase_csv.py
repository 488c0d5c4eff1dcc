"""Phrase files in CSV: one table for phrases and wordings, told apart by the column `what`."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.domain.phrase_sheet import EXCEPTION_MARK
from thirdring.intake.phrase_yaml import POSITION_GAP, RawRow
from thirdring.reports.formula_safe import unguarded
from thirdring.reports.phrase_files import COLUMNS, PHRASE, WORDING

_NEEDED = ("language", "text")


def csv_rows(text: str) -> Iterator[RawRow]:
    """The rows, numbered as a spreadsheet does (the heading is 1). Commas, semicolons or tabs.

    Raises Refusal for an unknown or missing heading and for quotation marks that don't close.
    """
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        _check(columns)
        for number, cells in enumerate(reader, 2):
            if any(cell.strip() for cell in cells):
                yield _row(number, columns, cells)
    except csv.Error as error:
        message = say("The CSV can't be read from line {line} on.", line=reader.line_num)
        raise Refusal(message) from error


def _check(columns: list[str]) -> None:
    for name in columns:
        if name not in COLUMNS or columns.count(name) > 1:
            message = say(
                "“{name}” is not a column of a phrase file, or is there twice; known are {known}.",
                name=name[:40],
                known=", ".join(COLUMNS),
            )
            raise Refusal(message)
    for name in _NEEDED:
        if name not in columns:
            raise Refusal(say("The column “{name}” is missing.", name=name))


def _row(number: int, columns: list[str], cells: list[str]) -> RawRow:
    if len(cells) > len(columns):
        too_many = Refusal(say("The row has more cells than the heading."))
        return RawRow(number, PHRASE, {}, too_many)
    values: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=False):
        if content := unguarded(cell).strip():
            values[name] = content
    values.setdefault("position", (number - 1) * POSITION_GAP)
    what = str(values.pop("what", PHRASE))
    if what == WORDING:
        if "rules" in values:
            values["rule"] = values.pop("rules")
        values["except"] = [one for one in values.get("except", "").split(EXCEPTION_MARK) if one]
    elif what == PHRASE:
        values["rules"] = values.get("rules", "").split()
        values["when"] = _when(values.get("when", ""))
    else:
        refusal = Refusal(say("This is “phrase” or “wording”."), field="what")
        return RawRow(number, PHRASE, {}, refusal)
    return RawRow(number, what, values)


def _when(cell: str) -> dict[str, str | list[str]]:
    """`direction=inbound; callers=press,lawyer` as the conditions it stands for."""
    found: dict[str, str | list[str]] = {}
    for part in filter(None, (one.strip() for one in cell.split(";"))):
        name, _sign, value = part.partition("=")
        members = [one.strip() for one in value.split(",")]
        found[name.strip()] = members if len(members) > 1 else members[0]
    return found

"""CSV and its kin: the delimiter is sniffed, the file is streamed, a broken row is only a row.

Quotation marks are read strictly: a row whose marks don't close is reported, never guessed at.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from thirdring.domain.errors import Refusal, say
from thirdring.intake.cells import Row

DELIMITERS = (",", ";", "\t", "|")
# No row of a table is longer; a file of one endless line must not fill the memory.
_LONGEST_LINE = 1_000_000
# A mark that is never closed swallows what follows; after so many lines the file is given up.
_LINES_OF_A_ROW = 500
_SAMPLE_LINES = 200
_SEP = re.compile(r"""^["']?sep=(.)["']?\r?\n?$""", re.IGNORECASE)


def sniff_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that cuts the first rows into the most, and most even, columns."""
    lines: list[str] = []
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for line in _lines(file):
            lines.append(line)
            if len(lines) == _SAMPLE_LINES:
                break
    if lines and (said := _SEP.match(lines[0])):
        return said[1]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def read_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Every record, blank ones too, numbered as a spreadsheet numbers its rows.

    Raises:
        Refusal: bytes that are not of the encoding, an endless line, a mark that is never closed.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield from _records(_Lines(_lines(file)), delimiter)
    except UnicodeError:
        raise Refusal(
            say(
                "{file} is not written in {encoding} throughout.", file=path.name, encoding=encoding
            )
        ) from None


class _Lines:
    """Lines for the csv reader, remembering those of the current record."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._again: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._source)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> str:
        first, *rest = self.taken
        self._again.extend(reversed(rest))
        return first


def _records(lines: _Lines, delimiter: str) -> Iterator[Row]:
    # The module's own limit of 131,072 characters would be taken for a broken quotation mark.
    csv.field_size_limit(_LONGEST_LINE)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if len(lines.taken) > _LINES_OF_A_ROW:
                raise Refusal(
                    say("From row {row} on a quotation mark is never closed.", row=number)
                ) from None
            yield Row(
                number,
                (lines.give_back_all_but_first().rstrip("\r\n"),),
                say("A quotation mark in this row is not closed properly."),
            )
            continue
        if number == 1 and _SEP.match(lines.taken[0]):
            cells = []
        yield Row(number, tuple(cells))


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise Refusal(
                say(
                    "One line of the file is longer than {most} characters; this is not a table.",
                    most=_LONGEST_LINE,
                )
            )
        yield line


def _evenness(lines: list[str], delimiter: str) -> float:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    # The heading counts twice: texts further down may hold anything.
    width, times = Counter([widths[0], *widths]).most_common(1)[0]
    return 0.0 if width < 2 else width * times / (len(widths) + 1)

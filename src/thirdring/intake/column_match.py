"""Which columns of a table a field can be taken from: by their headings, and by what they hold."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from thirdring.domain import phones
from thirdring.domain.errors import Refusal
from thirdring.intake import readings
from thirdring.intake.cells import Cell, Row, holds_nothing, shown, text_of
from thirdring.intake.conversion import joined
from thirdring.intake.dates import DateOrder, read_when
from thirdring.intake.fields import Field, FieldKind
from thirdring.intake.heading_match import likeness

_ENOUGH = 0.8
# Where records may lack fields, a column half of which can be read is better than none.
_HALF = 0.5
_HALF_DO = frozenset({FieldKind.CHOICE, FieldKind.WHEN})
# A column with more different words than this is a text, not a list of categories.
_MOST_CATEGORIES = 60
_ANY_SPAN = dt.timedelta(days=3_660)
_NOT_ANSWERED, _SOLVED, _OPEN = "abandoned", "solved", "ticket"


@dataclass(slots=True)
class Columns:
    """The table's first rows by column, and which columns are spoken for."""

    headings: tuple[str, ...]
    rows: list[Row]
    lenient: bool = False

    def matches(self, fields: Iterable[Field]) -> list[tuple[Field, int]]:
        """Fields with their columns, best likeness first; each column serves one field."""
        scored = sorted(
            (
                (-likeness(heading, one.headings), place, index, one)
                for place, one in enumerate(fields)
                for index, heading in enumerate(self.headings)
            ),
            key=lambda entry: entry[:3],
        )
        taken: set[int] = set()
        done: set[str] = set()
        found = []
        for score, _, index, one in scored:
            if score == 0:
                break
            if index not in taken and one.name not in done and self.fits(one, index):
                taken.add(index)
                done.add(one.name)
                found.append((one, index))
        return found

    def best(self, one: Field, without: Collection[int] = ()) -> int | None:
        """The column most like `one`, also when another field has it, save those `without`."""
        scored = [
            (likeness(h, one.headings), -i) for i, h in enumerate(self.headings) if i not in without
        ]
        for score, index in sorted(scored, reverse=True):
            if score > 0 and self.fits(one, -index):
                return -index
        return None

    def unreadable(self, one: Field) -> tuple[str, str] | None:
        """The heading most like `one`, and a cell under it that can't be what the field takes."""
        scored = [(likeness(heading, one.headings), -i) for i, heading in enumerate(self.headings)]
        score, index = max(scored, default=(0, 0))
        bad = (cell for cell in self.cells(-index) if not _readable(one, cell)) if score else ()
        return next(((self.headings[-index], shown(text_of(cell))) for cell in bad), None)

    def cells(self, index: int) -> list[Cell]:
        return [row.cells[index] for row in self.rows if not holds_nothing(row.cells[index])]

    def fits(self, one: Field, index: int) -> bool:
        """Whether most cells of the column can be what the field takes."""
        cells = self.cells(index)
        if one.kind is FieldKind.CATEGORY:
            return len({text_of(cell) for cell in cells}) <= _MOST_CATEGORIES
        if one.name == "source_id":
            return bool(cells) and len({text_of(cell) for cell in cells}) == len(self.rows)
        if one.kind is FieldKind.TEXT:
            return one.name != "name" or any(_has_letters(cell) for cell in cells)
        enough = _HALF if self.lenient and one.kind in _HALF_DO else _ENOUGH
        return sum(_readable(one, cell) for cell in cells) >= enough * len(cells)


def _has_letters(cell: Cell) -> bool:
    return isinstance(cell, str) and any(c.isalpha() for c in cell)


def _readable(one: Field, cell: Cell) -> bool:  # noqa: PLR0911 - one for each kind
    try:
        match one.kind:
            case FieldKind.WHEN:
                return any(_can_be_when(cell, order) for order in DateOrder)
            case FieldKind.SPAN:
                readings.duration(cell, longest=_ANY_SPAN)
            case FieldKind.WHOLE:
                readings.whole(cell, one.least, one.most, scale=one.scale)
            case FieldKind.FLAG:
                return readings.flag(cell) is not None
            case FieldKind.CHOICE:
                return one.name == "outcome" or meaning(one, joined((cell,))) is not None
            case FieldKind.NUMBER:
                number = phones.parse(readings.telephone(cell))
                return number.withheld or len(number.digits) >= 2
            case _:
                return bool(text_of(cell).strip())
    except Refusal:
        return False
    return True


def _can_be_when(cell: Cell, order: DateOrder) -> bool:
    try:
        read_when((cell,), order)
    except Refusal:
        return False
    return True


def meaning(one: Field, theirs: str) -> str | None:
    """Our value for a usual word."""
    said = readings.words(theirs)
    if one.choices and said in set(one.choices):
        return said
    if said in one.words:
        return one.words[said]
    return _end_of_call(said.split(" ")) if one.name == "outcome" else None


def _end_of_call(flags: list[str]) -> str | None:
    """What "Y N" of the columns answered and resolved says; one flag alone says too little."""
    if len(flags) != 2:
        return None
    answered, resolved = (readings.flag(part) for part in flags)
    if answered is False:
        return _NOT_ANSWERED
    if answered is None or resolved is None:
        return None
    # Answered, and the matter stayed open: of our values only this one claims no promise, no
    # hand-over and no fault of the line. No ticket is made.
    return _SOLVED if resolved else _OPEN


def has_day(columns: Columns, index: int) -> bool:
    return _part_of_when(columns, index, "day")


def has_clock(columns: Columns, index: int) -> bool:
    return _part_of_when(columns, index, "clock")


def _part_of_when(columns: Columns, index: int, part: str) -> bool:
    """Whether any cell has that part; an empty column is believed to have what it is called."""
    cells = columns.cells(index)
    if not cells:
        return True
    for cell in cells:
        for order in DateOrder:
            try:
                read = read_when((cell,), order)
            except Refusal:
                continue
            if getattr(read, part) is not None:
                return True
    return False

"""A map proposed from the headings and from what the cells below them hold.

A column is proposed for a field when its heading is a usual name of it and four of five of its
first thousand cells can be read so. What a word of the file means is only proposed where it is a
usual word; nothing is guessed about how a call ended.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from thirdring.domain import phones
from thirdring.domain.errors import Refusal
from thirdring.intake import readings
from thirdring.intake.call_fields import ANSWERED, CALL_FIELDS, RESOLVED
from thirdring.intake.cells import Cell, Row, holds_nothing, text_of
from thirdring.intake.complaint_fields import COMPLAINT_FIELDS
from thirdring.intake.conversion import joined
from thirdring.intake.dates import DateOrder, read_when
from thirdring.intake.fields import Field, FieldKind, FieldSet
from thirdring.intake.heading_match import in_minutes, likeness
from thirdring.intake.maps import Map
from thirdring.intake.options import Options

_ENOUGH = 0.8
# Where records may lack fields, a column half of which can be read is better than none.
_HALF = 0.5
_HALF_DO = frozenset({FieldKind.CHOICE, FieldKind.WHEN})
# A column with more different words than this is a text, not a list of categories.
_MOST_CATEGORIES = 60
_ANY_SPAN = dt.timedelta(days=3_660)
# Words in the headings of a back end's export that no other service has.
_SERVICES = {
    "wechat": ("微信", "公众号", "openid", "wechat", "weixin"),
    "weibo": ("微博", "weibo", "私信id", "粉丝数"),
}
_NOT_ANSWERED, _SOLVED, _OPEN = "abandoned", "solved", "ticket"


def propose(headings: tuple[str, ...], rows: list[Row], fields: FieldSet, options: Options) -> Map:
    """The columns of a map; `with_words` adds [values] once the whole table has been looked over."""
    columns = _Columns(headings, rows, fields.lenient)
    found: dict[str, tuple[int, ...]] = {}
    for one, index in columns.matches(fields.fields.values()):
        found[one.name] = (index,)
    if fields.day is not None and fields.clock is not None:
        _join_day_and_clock(columns, found, fields.moment, fields.day, fields.clock)
    if fields is CALL_FIELDS:
        _join_flags(columns, found)
    for name, parts in fields.parts.items():
        _join_parts(columns, found, name, parts)
    constants = {}
    if fields is COMPLAINT_FIELDS:
        constants = _whom_it_is_against(found) | _way_it_came(found, headings)
    ordered = [name for name in fields.fields if name in found]
    minutes = tuple(
        name for name in ordered
        if fields.fields[name].kind is FieldKind.SPAN and in_minutes(headings[found[name][0]])
    )  # fmt: skip
    return Map(
        {name: tuple(headings[i] for i in found[name]) for name in ordered},
        constants=constants,
        options=replace(
            options,
            minutes=options.minutes or minutes,
            new_categories="add" if "category" in found else options.new_categories,
        ),
    )


def with_words(mapping: Map, distinct: Mapping[str, list[str] | None], fields: FieldSet) -> Map:
    """The map with [values] for the words found in the table that are usual ones.

    Fields that may be missing and hold words nobody knows are left out of the map; where records
    may lack fields, such words leave the field empty, which the map shows.
    """
    values = dict(mapping.values)
    columns = dict(mapping.columns)
    for name, found in distinct.items():
        one = fields.fields[name]
        if one.kind is FieldKind.CATEGORY:
            usual = {theirs: one.words.get(readings.words(theirs), "") for theirs in found or []}
            values[name] = {
                theirs: ours for theirs, ours in usual.items() if ours not in {"", theirs}
            }
        if one.kind is not FieldKind.CHOICE:
            continue
        pairs = _pairs(one, found or [], mapping.values.get(name, {}))
        unknown = found is None or len(pairs) < len(found)
        if fields.lenient and pairs:
            pairs |= {theirs: "" for theirs in found or [] if theirs not in pairs}
        elif unknown and name not in fields.required:
            del columns[name]
            continue
        values[name] = {theirs: ours for theirs, ours in pairs.items() if theirs != ours}
    return replace(mapping, columns=columns, values={n: p for n, p in values.items() if p})


@dataclass(slots=True)
class _Columns:
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
                return one.name == "outcome" or _meaning(one, joined((cell,))) is not None
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


def _pairs(one: Field, found: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """What the words of a column mean: as somebody said, else as is usual."""
    known = {readings.words(theirs): ours for theirs, ours in said.items()}
    meant = {theirs: known.get(readings.words(theirs), _meaning(one, theirs)) for theirs in found}
    return {theirs: ours for theirs, ours in meant.items() if ours is not None}


def _meaning(one: Field, theirs: str) -> str | None:
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


def _join_day_and_clock(
    columns: _Columns,
    found: dict[str, tuple[int, ...]],
    moment: str,
    of_day: Field,
    of_clock: Field,
) -> None:
    """One column for the day, one for the time of day; or the day alone where that is all."""
    index = found.get(moment, (None,))[0]
    if index is not None and _has_day(columns, index):
        if _has_clock(columns, index):
            return
        clock = columns.best(of_clock)
        if clock is not None and clock != index and not _has_day(columns, clock):
            found[moment] = (index, clock)
        return
    day, clock = columns.best(of_day), index if index is not None else columns.best(of_clock)
    if day is None or not _has_day(columns, day):
        # A column called just "time" may hold both.
        if clock is not None and _has_day(columns, clock):
            found[moment] = (clock,)
        else:
            found.pop(moment, None)
        return
    joins = clock is not None and clock != day and not _has_day(columns, clock)
    joins = joins and not _has_clock(columns, day)
    found[moment] = (day, clock) if joins and clock is not None else (day,)


def _join_parts(
    columns: _Columns, found: dict[str, tuple[int, ...]], name: str, parts: tuple[Field, ...]
) -> None:
    """Columns nobody else takes that say a part of `name`: a heading before the text below it."""
    taken = {index for indices in found.values() for index in indices}
    joined_by: list[int] = []
    for one in parts:
        index = columns.best(one, taken)
        if index is not None:
            taken.add(index)
            joined_by.append(index)
    if joined_by:
        found[name] = (*joined_by, *found.get(name, ()))


def _join_flags(columns: _Columns, found: dict[str, tuple[int, ...]]) -> None:
    """Answered and resolved, together, say how a call ended."""
    index = found.get("outcome", (None,))[0]
    one = CALL_FIELDS.fields["outcome"]
    if index is not None and all(
        _meaning(one, text_of(cell)) is not None for cell in columns.cells(index)
    ):
        return
    answered, resolved = columns.best(ANSWERED), columns.best(RESOLVED)
    if answered is None and index is not None and columns.fits(ANSWERED, index):
        answered = index
    if answered is not None and resolved is not None and answered != resolved:
        found["outcome"] = (answered, resolved)
    elif index is None and (left := answered if resolved is None else resolved) is not None:
        found["outcome"] = (left,)


def _whom_it_is_against(found: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """A list of complaints that names companies and nobody else is of complaints against them."""
    closer = {"against", "against_kind", "employee", "department"}
    return {"against_kind": "merchant"} if "merchant" in found and not closer & set(found) else {}


def _way_it_came(found: Mapping[str, tuple[int, ...]], headings: tuple[str, ...]) -> dict[str, str]:
    """The channel of a whole file: an export of one chat service says so in its headings."""
    said = {
        of
        for of, signs in _SERVICES.items()
        if any(s in readings.words(h) for h in headings for s in signs)
    }
    return {"channel": said.pop()} if "channel" not in found and len(said) == 1 else {}


def _has_day(columns: _Columns, index: int) -> bool:
    return _part_of_when(columns, index, "day")


def _has_clock(columns: _Columns, index: int) -> bool:
    return _part_of_when(columns, index, "clock")


def _part_of_when(columns: _Columns, index: int, part: str) -> bool:
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

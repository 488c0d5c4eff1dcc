"""A row under a map: each field's cells made into one value of ours, or refused in a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.domain.text_safety import TextKind, clean
from thirdring.intake import readings
from thirdring.intake.cells import Cell, Row, holds_nothing, is_blank, shown, text_of
from thirdring.intake.dates import DateOrder, read_when
from thirdring.intake.fields import Field, FieldKind, FieldSet
from thirdring.intake.maps import Map, column_of, listed

_FREE_TEXT = frozenset({TextKind.TEXT, TextKind.ADDRESS, TextKind.NAME})


@dataclass(frozen=True, slots=True)
class _Column:
    one: Field
    indices: tuple[int, ...]
    words: Mapping[str, str]
    read: Callable[[tuple[Cell, ...]], Any]
    choices: frozenset[str]
    free: bool  # only a blank cell says nothing in it


class Converter:
    """Turns rows into {field: value}: text, `When`, timedelta, int, bool or a value of a list;
    None where the row says nothing. Agents and categories stay texts.
    """

    def __init__(
        self, headings: tuple[str, ...], mapping: Map, fields: FieldSet, order: DateOrder
    ) -> None:
        self._order = order
        self._minutes = frozenset(mapping.options.minutes)
        self._columns = [
            self._column(
                fields.fields[name], _indices(wanted, headings), mapping.values.get(name, {})
            )
            for name, wanted in mapping.columns.items()
        ]
        self._constants: dict[str, Any] = {}
        for name, text in mapping.constants.items():
            column = self._column(fields.fields[name], (), {})
            self._constants[name] = _value(column, (text,))

    def convert(self, row: Row) -> dict[str, Any]:
        """The row's values.

        Raises:
            Refusal: the first field that can't be read, with its name.
        """
        if row.fault is not None:
            raise Refusal(row.fault)
        values = dict(self._constants)
        for column in self._columns:
            cells = tuple(row.cells[i] for i in column.indices)
            try:
                value = _value(column, cells)
            except Refusal as refusal:
                raise Refusal(refusal.message, rule=refusal.rule, field=column.one.name) from None
            if value is not None or column.one.name not in values:
                values[column.one.name] = value
        return values

    def raw(self, row: Row) -> dict[str, str]:
        """What the row's mapped cells read, by field; what equal rows have in common."""
        return {c.one.name: joined(tuple(row.cells[i] for i in c.indices)) for c in self._columns}

    def _column(self, one: Field, indices: tuple[int, ...], pairs: Mapping[str, str]) -> _Column:
        return _Column(
            one,
            indices,
            {readings.words(theirs): ours for theirs, ours in pairs.items()},
            self._reader(one),
            frozenset(choice.value for choice in one.choices or ()),
            free=one.kind is FieldKind.TEXT and one.text in _FREE_TEXT,
        )

    def _reader(  # noqa: PLR0911 - one for each kind
        self, one: Field
    ) -> Callable[[tuple[Cell, ...]], Any]:
        kind = one.kind
        if kind is FieldKind.WHEN:
            return lambda cells: read_when(cells, self._order)
        if kind is FieldKind.SPAN:
            minutes = one.name in self._minutes
            longest = dt.timedelta(seconds=one.most) if one.most else readings.A_DAY
            return lambda cells: readings.duration(cells[0], minutes=minutes, longest=longest)
        if kind is FieldKind.WHOLE:
            return lambda cells: readings.whole(cells[0], one.least, one.most, scale=one.scale)
        if kind is FieldKind.FLAG:
            return lambda cells: _flag(cells[0])
        if kind is FieldKind.CHOICE:
            return lambda cells: _choice(one, joined(cells))
        if kind is FieldKind.NUMBER:
            return lambda cells: _cleaned(
                " ".join(readings.telephone(c) for c in cells if not is_blank(c)), one.text
            )
        between = "\n" if one.text is TextKind.TEXT else " "
        return lambda cells: _cleaned(joined(cells, between), one.text)


def _indices(wanted: tuple[str, ...], headings: tuple[str, ...]) -> tuple[int, ...]:
    found = (column_of(heading, headings) for heading in wanted)
    return tuple(index for index in found if index is not None)


def joined(cells: tuple[Cell, ...], between: str = " ") -> str:
    """The cells' texts, by default with a space between; so a map's [values] are compared with
    them. A subject and the text below it stay two lines.
    """
    if len(cells) == 1:
        return text_of(cells[0]).strip()
    return between.join(text for cell in cells if (text := text_of(cell).strip()))


def _value(column: _Column, cells: tuple[Cell, ...]) -> Any:
    for cell in cells:
        readings.refuse_fault(cell)
    if column.words:
        ours = column.words.get(readings.words(joined(cells)))
        if ours is not None:
            # "none" is a value of ours where it is in the list, and no way of saying nothing.
            return column.read((ours,)) if ours else None
    if column.choices and joined(cells).strip().casefold() in column.choices:
        return column.read(cells)
    if all(is_blank(cell) if column.free else holds_nothing(cell) for cell in cells):
        return None
    return column.read(cells)


def _flag(cell: Cell) -> bool:
    found = readings.flag(cell)
    if found is None:
        raise Refusal(say("“{text}” is neither yes nor no.", text=shown(cell)))
    return found


@lru_cache(maxsize=4096)
def _choice_of(choices: Any, text: str) -> Any:
    wanted = readings.words(text).replace(" ", "_")
    return next((choice for choice in choices if choice.value == wanted), None)


def _choice(one: Field, text: str) -> Any:
    found = _choice_of(one.choices, text)
    if found is None:
        raise Refusal(
            say(
                "“{text}” is none of {choices}; give its meaning in the map’s [values.{field}].",
                text=shown(text), choices=", ".join(one.choices or ()), field=one.name,
            )
        )  # fmt: skip
    return found


def _cleaned(text: str, kind: TextKind) -> str | None:
    # Most cells are short and plain; the full gate costs ten searches.
    if text.isascii() and text.isprintable() and len(text) <= 64:
        return text or None
    return clean(text, kind).text or None


def refuse_unreadable_column(field: str, heading: str, cell: str) -> Refusal:
    """The column is there, and most of what stands in it is nothing that `field` could be."""
    return Refusal(
        say(
            "The column “{heading}” looks like {field}, but too much in it can’t be read as that, "
            "such as “{text}”: mend the file, or take the column with a map and leave such rows out.",
            heading=heading, field=field, text=cell,
        ),
        field=field,
    )  # fmt: skip


def refuse_unknown_heading(field: str, headings: tuple[str, ...]) -> Refusal:
    """Nothing among the headings looks like `field`."""
    return Refusal(
        say(
            "No column for {field} was found among {headings}; name it with a map.",
            field=field, headings=listed(headings),
        ),
        field=field,
    )  # fmt: skip

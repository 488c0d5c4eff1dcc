"""The fields a table can be mapped to: what kind of value each takes and how its column is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from thirdring.domain.text_safety import TextKind


class FieldKind(StrEnum):
    TEXT = auto()
    NUMBER = auto()  # a telephone number, kept as written
    WHEN = auto()
    SPAN = auto()  # a length of time
    WHOLE = auto()
    FLAG = auto()
    CHOICE = auto()  # one of our values; others go through the map's [values]
    CATEGORY = auto()  # a key of the center's own list
    AGENT = auto()  # a login, work number or name


@dataclass(frozen=True, slots=True)
class Field:
    """`headings` are names its column usually has, `words` the usual ways to write its values;
    both compared by `readings.words`, signs left out. `least` and `most` bound a whole number,
    of a `scale` when a percent is a share of it; `most` seconds bound a length of time (0: a day).
    """

    name: str
    kind: FieldKind
    headings: tuple[str, ...]
    text: TextKind = TextKind.LINE
    choices: type[StrEnum] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    most: int = 0
    scale: bool = False


@dataclass(frozen=True, slots=True)
class FieldSet:
    """The fields of one kind of record. `required` must each have a column or a constant.

    `moment` says when it happened; a table may have `day` and `clock` apart. `parts` are columns
    that are no field of their own, but join one, in this order before its own column. `lenient`:
    a record may lack fields, and words nobody knows leave theirs empty. A table with none of
    `any_of` holds no such records, whatever its dates are.
    """

    kind: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    moment: str = ""
    day: Field | None = None
    clock: Field | None = None
    parts: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    lenient: bool = False
    any_of: tuple[str, ...] = ()


def field_set(
    kind: str,
    required: tuple[str, ...],
    *fields: Field,
    happened: tuple[str, Field, Field] | None = None,
    parts: Mapping[str, tuple[Field, ...]] | None = None,
    lenient: bool = False,
    any_of: tuple[str, ...] = (),
) -> FieldSet:
    """The set; `happened`: its moment, with the usual columns for a day and a time of day."""
    moment, day, clock = happened or ("", None, None)
    known = {one.name: one for one in fields}
    return FieldSet(
        kind, known, required, moment, day, clock, parts or {}, lenient=lenient, any_of=any_of
    )


def spoken(**ours: str) -> dict[str, str]:
    """`words` from ours="their, theirs, …"."""
    return {word.strip(): value for value, words in ours.items() for word in words.split(",")}


def names(text: str) -> tuple[str, ...]:
    """Headings from a comma-separated list."""
    return tuple(name.strip() for name in text.split(","))

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
    both compared by `readings.words`, signs left out.
    """

    name: str
    kind: FieldKind
    headings: tuple[str, ...]
    text: TextKind = TextKind.LINE
    choices: type[StrEnum] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class FieldSet:
    """The fields of one kind of record. `required` must each have a column or a constant."""

    kind: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]


def field_set(kind: str, required: tuple[str, ...], *fields: Field) -> FieldSet:
    return FieldSet(kind, {one.name: one for one in fields}, required)


def spoken(**ours: str) -> dict[str, str]:
    """`words` from ours="their, theirs, …"."""
    return {word.strip(): value for value, words in ours.items() for word in words.split(",")}


def names(text: str) -> tuple[str, ...]:
    """Headings from a comma-separated list."""
    return tuple(name.strip() for name in text.split(","))

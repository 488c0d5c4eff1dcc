"""What a map's [options] may say about the file and about how it is taken in."""

from dataclasses import dataclass
from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.intake.dates import DateOrder


@dataclass(frozen=True, slots=True)
class Options:
    """None means: found out from the file, or the center's. `minutes` names the durations whose
    bare numbers count minutes; `source` keeps the ids of two systems apart; `new_categories` and
    `new_agents` are "add" or "refuse".
    """

    date_order: DateOrder | None = None
    timezone: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    delimiter: str | None = None
    heading_row: int | None = None
    source: str | None = None
    minutes: tuple[str, ...] = ()
    new_categories: str = "refuse"
    new_agents: str = "add"

    def as_dict(self) -> dict[str, Any]:
        """What differs from the defaults, as TOML holds it."""
        plain: dict[str, Any] = {}
        for name in self.__slots__:
            value = getattr(self, name)
            if value != getattr(_DEFAULTS, name):
                plain[name] = list(value) if isinstance(value, tuple) else value
        return plain


_DEFAULTS = Options()
_CHOICES = {"new_categories": ("add", "refuse"), "new_agents": ("add", "refuse")}
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def read_options(given: dict[str, Any]) -> Options:
    """`given` as TOML read it.

    Raises:
        Refusal: an option nobody knows, or one that can't be that.
    """
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in Options.__slots__:
            raise Refusal(
                say("[options] has no “{name}”; it has {names}.",
                    name=name[:40], names=", ".join(Options.__slots__)),
                field=name,
            )  # fmt: skip
        values[name] = _read(name, value)
    return Options(**values)


def _read(name: str, value: object) -> object:
    if name == "minutes" and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if name == "heading_row" and isinstance(value, int) and 1 <= value <= 1_048_576:
        return value
    if isinstance(value, str) and name not in {"minutes", "heading_row"}:
        if name == "date_order":
            return date_order(value)
        if name == "delimiter":
            delimiter = _DELIMITERS.get(value.strip().lower(), value)
            if len(delimiter) == 1 and delimiter not in '"\r\n\0':
                return delimiter
        elif name not in _CHOICES or value in _CHOICES[name]:
            return value
    raise Refusal(
        say("[options] {name} can’t be {value}.", name=name, value=repr(value)[:40]), field=name
    )


def date_order(text: str) -> DateOrder:
    """dmy, mdy or ymd. Raises Refusal for anything else."""
    try:
        return DateOrder(text.strip().lower())
    except ValueError:
        raise Refusal(
            say("“{text}” is not a date order; it is dmy, mdy or ymd.", text=text[:20]),
            field="date_order",
        ) from None

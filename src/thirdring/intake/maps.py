"""A map says which column is which field and whose word is which of our values. Kept as TOML."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from thirdring.domain.errors import NotFound, Refusal, Unavailable, say
from thirdring.intake.fields import Field, FieldKind, FieldSet
from thirdring.intake.options import Options, read_options
from thirdring.intake.readings import words

_MOST_BYTES = 1 << 20
_TABLES = ("columns", "values", "constants", "options")


@dataclass(frozen=True, slots=True)
class Map:
    """`columns`: headings of each field, joined by spaces when there are several. `values`: their
    words for ours, by field; an empty ours leaves the field empty. `constants`: one value of ours
    for every row.
    """

    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    def as_dict(self) -> dict[str, Any]:
        """The same as TOML's tables; what is empty is left out."""
        columns = {
            name: headings[0] if len(headings) == 1 else list(headings)
            for name, headings in self.columns.items()
        }
        tables: dict[str, Any] = {
            "columns": columns,
            "values": {name: dict(pairs) for name, pairs in self.values.items() if pairs},
            "constants": dict(self.constants),
            "options": self.options.as_dict(),
        }
        return {name: table for name, table in tables.items() if table}

    def as_toml(self) -> str:
        """A file that `read_map` reads back as this map."""
        tables = self.as_dict()
        values = tables.pop("values", {})
        parts = [(f"[{name}]", table) for name, table in tables.items()]
        parts[1:1] = [(f"[values.{_quoted_key(name)}]", pairs) for name, pairs in values.items()]
        return "\n".join(
            "\n".join(
                [heading, *(f"{_quoted_key(k)} = {_quoted(v)}" for k, v in table.items()), ""]
            )
            for heading, table in parts
        )


def read_map(path: Path, fields: FieldSet) -> Map:
    """The map in the TOML file `path`.

    Raises:
        NotFound: there is no such file.
        Refusal: not TOML, or it names what there is not; one sentence says where.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(say("There is no map {path}.", path=str(path)), field="map") from None
    except OSError as error:
        raise Unavailable(
            say("{path} can’t be read ({why}).", path=str(path), why=error.strerror or str(error))
        ) from None
    if len(raw) > _MOST_BYTES:
        raise Refusal(say("{file} is too large to be a map.", file=path.name), field="map")
    try:
        read = tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refusal(
            say("The map {file} is not TOML: {why}", file=path.name, why=str(error)[:200]),
            field="map",
        ) from None
    return map_from(read, fields)


def map_from(tables: Mapping[str, Any], fields: FieldSet) -> Map:
    """The map in tables as TOML or JSON holds them.

    Raises:
        Refusal: it names a table, field, value or option that is not there.
    """
    for name, table in tables.items():
        if name not in _TABLES or not isinstance(table, dict):
            raise Refusal(
                say("A map has the tables [columns], [values.FIELD], [constants] and [options]; "
                    "“{name}” is none of them.", name=name[:40]),
                field="map",
            )  # fmt: skip
    columns = {
        name: _headings(_known(name, "columns", fields), value)
        for name, value in tables.get("columns", {}).items()
    }
    if not columns:
        raise Refusal(say("The map has no [columns]."), field="map")
    values = {
        name: _values(_known(name, "values", fields), pairs)
        for name, pairs in tables.get("values", {}).items()
    }
    constants = {
        name: _constant(_known(name, "constants", fields), value)
        for name, value in tables.get("constants", {}).items()
    }
    return Map(columns, values, constants, read_options(tables.get("options", {})))


def refuse_missing(mapping: Map, headings: tuple[str, ...], fields: FieldSet) -> None:
    """Raise Refusal for a heading the table lacks, or a required field without a column."""
    for name, wanted in mapping.columns.items():
        for heading in wanted:
            if column_of(heading, headings) is None:
                raise _no_heading(name, heading, headings)
    for name in fields.required:
        if name not in mapping.columns and name not in mapping.constants:
            raise Refusal(
                say("The map has no column for {field}; the headings are {headings}.",
                    field=name, headings=listed(headings)),
                field=name,
            )  # fmt: skip
    refuse_without_matter(mapping, headings, fields)


def refuse_without_matter(mapping: Map, headings: tuple[str, ...], fields: FieldSet) -> None:
    """Raise Refusal for a map that takes nothing of what such a record is about."""
    if fields.any_of and not any(name in mapping.columns for name in fields.any_of):
        raise Refusal(
            say("None of the columns {headings} says what happened or whom it is about; name one "
                "for {fields} with a map.",
                headings=listed(headings), fields=", ".join(fields.any_of)),
            field=fields.any_of[0],
        )  # fmt: skip


def column_of(heading: str, headings: tuple[str, ...]) -> int | None:
    """The index of the column with that heading, whatever its case and width."""
    if heading in headings:
        return headings.index(heading)
    wanted = words(heading)
    found = [i for i, name in enumerate(headings) if words(name) == wanted]
    return found[0] if len(found) == 1 else None


def listed(headings: tuple[str, ...]) -> str:
    """Headings in a sentence."""
    shown = ", ".join(f"“{name[:40]}”" for name in headings[:40])
    return shown + (" …" if len(headings) > 40 else "")


def _no_heading(name: str, heading: str, headings: tuple[str, ...]) -> Refusal:
    if column_of(f"{heading} (1)", headings) is not None:
        return Refusal(
            say("The heading “{heading}” stands more than once; write “{heading} (1)” or "
                "“{heading} (2)” for {field}.", heading=heading[:60], field=name),
            field=name,
        )  # fmt: skip
    return Refusal(
        say("The map takes {field} from “{heading}”, which is not among the headings {headings}.",
            field=name, heading=heading[:60], headings=listed(headings)),
        field=name,
    )  # fmt: skip


def _known(name: str, table: str, fields: FieldSet) -> Field:
    found = fields.fields.get(name)
    if found is None:
        raise Refusal(
            say("[{table}] names the field “{name}”, which {kind} don’t have; they have {names}.",
                table=table, name=name[:40], kind=fields.kind, names=", ".join(fields.fields)),
            field=name,
        )  # fmt: skip
    return found


def _headings(one: Field, value: object) -> tuple[str, ...]:
    headings = value if isinstance(value, list) else [value]
    if not headings or not all(isinstance(h, str) and h.strip() for h in headings):
        raise Refusal(
            say("[columns] {field} must be a heading or a list of headings.", field=one.name),
            field=one.name,
        )
    return tuple(str(heading) for heading in headings)


def _values(one: Field, pairs: object) -> dict[str, str]:
    if not isinstance(pairs, dict):
        raise Refusal(
            say('[values.{field}] must hold lines of "theirs" = "ours".', field=one.name),
            field=one.name,
        )
    return {theirs: _constant(one, ours) for theirs, ours in pairs.items()}


def _constant(one: Field, value: object) -> str:
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, (str, int, float)):
        raise Refusal(
            say("The map’s value for {field} can’t be {value}.",
                field=one.name, value=repr(value)[:40]),
            field=one.name,
        )  # fmt: skip
    text = str(value)
    if one.kind is FieldKind.CHOICE and one.choices and text and text not in set(one.choices):
        raise Refusal(
            say("The map makes {field} “{value}”; it must be one of {choices}.",
                field=one.name, value=text[:40], choices=", ".join(one.choices)),
            field=one.name,
        )  # fmt: skip
    return text


def _quoted_key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else _quoted(name)


def _quoted(value: object) -> str:
    # JSON's strings, numbers and lists are TOML's, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

"""The policy as a file that people edit and `intake.policy_files` reads back: TOML or YAML."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import PurePath

from thirdring.domain.errors import Refusal, say
from thirdring.domain.policy import KEYS, Key, PolicyKind, Value, format_value
from thirdring.i18n import _

TOML, YAML = "toml", "yaml"
_ENDINGS = {".toml": TOML, ".yaml": YAML, ".yml": YAML}


def form_of(name: str) -> str:
    """TOML or YAML, by the file's ending.

    Raises:
        Refusal: another ending.
    """
    form = _ENDINGS.get(PurePath(name).suffix.lower())
    if form is None:
        raise Refusal(say("The policy is kept in .toml or .yaml files, not in {name}.", name=name))
    return form


def written_policy(values: Mapping[Key, Value], name: str) -> bytes:
    """Every figure with its rules and its sentence above it, UTF-8."""
    sign = "=" if form_of(name) == TOML else ":"
    space = " " if sign == "=" else ""
    lines: list[str] = []
    for key, entry in KEYS.items():
        unit = f" ({entry.unit.value})" if entry.unit.value else ""
        lines += [
            f"# {' '.join(entry.rules)}: {_(entry.text)}{unit}",
            f"{key.value}{space}{sign} {_literal(key, values[key])}",
            "",
        ]
    return "\n".join(lines).encode()


def _literal(key: Key, value: Value) -> str:
    if isinstance(value, tuple):
        return _list(value)
    if KEYS[key].kind is PolicyKind.TIME:
        return json.dumps(format_value(key, value))
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _list(names: Iterable[str]) -> str:
    # A JSON string is a string in TOML and in YAML alike.
    return "[" + ", ".join(json.dumps(name, ensure_ascii=False) for name in names) + "]"

"""Frozen rows as JSON and back, so that what was seen can be shown while the server is away.

Only what deeds hand out: dataclasses and enums of this program, and plain values. Nothing is run on
reading: a class is found by its name among this program's own, a row of another version isn't read.
"""

import dataclasses
import datetime as dt
import importlib
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from thirdring.domain.centertime import CenterTime
from thirdring.domain.phrase_search import PhraseIndex
from thirdring.domain.policy import Policy, to_stored

_OURS = "thirdring."
_WRITE: dict[type, Callable[[Any], Any]] = {
    uuid.UUID: str,
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
    dt.time: dt.time.isoformat,
    dt.timedelta: lambda span: span // dt.timedelta(microseconds=1),
    Decimal: str,
    bytes: bytes.hex,
    ZoneInfo: lambda zone: zone.key,
    PhraseIndex: lambda index: [to_plain(phrase) for phrase in index.phrases],
    CenterTime: lambda time: time.name,
    Policy: lambda policy: {key.value: to_stored(value) for key, value in policy.items()},
}
_READ: dict[str, Callable[[Any], Any]] = {
    "UUID": uuid.UUID,
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda micros: dt.timedelta(microseconds=micros),
    "Decimal": Decimal,
    "bytes": bytes.fromhex,
    "ZoneInfo": ZoneInfo,
    "PhraseIndex": lambda phrases: PhraseIndex([from_plain(phrase) for phrase in phrases]),
    "CenterTime": CenterTime,
    "Policy": Policy.from_stored,
    "tuple": lambda items: tuple(from_plain(item) for item in items),
    "frozenset": lambda items: frozenset(from_plain(item) for item in items),
    "set": lambda items: {from_plain(item) for item in items},
    "dict": lambda pairs: {from_plain(key): from_plain(value) for key, value in pairs},
}


class NotPlain(Exception):
    """It can't be written as JSON, or what was written can't be read any more."""


def to_plain(value: Any) -> Any:
    """`value` as JSON holds it.

    Raises:
        NotPlain: something in it is no row of this program and no plain value.
    """
    kind = type(value)
    if value is None or kind in {str, int, float, bool}:
        return value
    if isinstance(value, Enum):
        return {"=": _name(kind), "v": value.value}
    if kind in _WRITE:
        return {"=": kind.__name__, "v": _WRITE[kind](value)}
    if dataclasses.is_dataclass(kind) and kind.__module__.startswith(_OURS):
        fields = {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"=": _name(kind), "f": fields}
    return _many(value)


def _many(value: Any) -> Any:
    kind = type(value)
    if isinstance(value, Mapping):
        return {"=": "dict", "v": [[to_plain(k), to_plain(v)] for k, v in value.items()]}
    if kind.__module__.startswith(_OURS) and _is_row(kind):
        return {"=": _name(kind), "t": [to_plain(item) for item in value]}
    if kind not in {list, tuple, frozenset, set}:
        raise NotPlain(kind.__name__)
    items = [to_plain(item) for item in value]
    return items if kind is list else {"=": kind.__name__, "v": items}


def from_plain(plain: Any) -> Any:
    """What `to_plain` wrote.

    Raises:
        NotPlain: it was written by another version of the program.
    """
    if isinstance(plain, list):
        return [from_plain(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    try:
        name = plain["="]
        if name in _READ:
            return _READ[name](plain["v"])
        kind = _class(name)
        if "t" in plain:
            return kind(*(from_plain(item) for item in plain["t"]))
        if "v" in plain:
            return kind(plain["v"])
        return kind(**{key: from_plain(item) for key, item in plain["f"].items()})
    except (KeyError, ValueError, TypeError, AttributeError, ImportError) as error:
        raise NotPlain(str(error)) from error


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str) -> Any:
    module, _, qualified = name.partition(":")
    if not module.startswith(_OURS):
        raise NotPlain(name)
    found = getattr(importlib.import_module(module), qualified)
    if not (isinstance(found, type) and _is_row(found)):
        raise NotPlain(name)
    return found


def _is_row(kind: type) -> bool:
    named = issubclass(kind, tuple) and hasattr(kind, "_fields")
    return named or dataclasses.is_dataclass(kind) or issubclass(kind, Enum)

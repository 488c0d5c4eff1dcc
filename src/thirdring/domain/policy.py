"""The figures of the rulebook that a center may change: what they are, and what they may be.

The table in `policy_keys` is the truth about defaults and bounds; a `Policy` lays what the center
changed over it. A change is recorded with its reason by the deed that makes it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from thirdring.domain.enums import CallerType
from thirdring.domain.errors import Message, NotFound, Refusal, say
from thirdring.domain.policy_checks import listed
from thirdring.domain.policy_keys import KEYS, Key, PolicyKey, PolicyKind, Unit, Value

__all__ = ["KEYS", "Key", "Policy", "PolicyKey", "PolicyKind", "Unit", "Value"]

_CENT = Decimal("0.01")
_SECONDS = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 86_400}


class Policy(Mapping[Key, Value]):
    """Every key with its value: the center's where it set one, else the default. Immutable."""

    __slots__ = ("_values",)

    def __init__(self, changed: Mapping[Key, Value] | None = None) -> None:
        self._values = {key: entry.default for key, entry in KEYS.items()} | dict(changed or {})

    @classmethod
    def from_stored(cls, stored: Mapping[str, object]) -> "Policy":
        """From what `to_stored` wrote, by key. Keys of a newer program are passed over; so is what
        an older one let in and may not stand any more: the default holds, and nobody is locked out.
        """
        changed: dict[Key, Value] = {}
        for name, value in stored.items():
            with suppress(ValueError, Refusal):
                changed[Key(name)] = _from_stored(Key(name), value)
        return cls(changed)

    def __getitem__(self, key: Key) -> Value:
        return self._values[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def integer(self, key: Key) -> int:
        value = self._values[key]
        if not isinstance(value, int):
            raise TypeError(key)
        return value

    def span(self, key: Key) -> dt.timedelta:
        """A number of seconds, minutes, hours or days as the time it means."""
        return dt.timedelta(seconds=self.integer(key) * _SECONDS[KEYS[key].unit])

    def amount(self, key: Key) -> Decimal:
        value = self._values[key]
        if not isinstance(value, Decimal):
            raise TypeError(key)
        return value

    def names(self, key: Key) -> tuple[str, ...]:
        value = self._values[key]
        if not isinstance(value, tuple):
            raise TypeError(key)
        return value

    def recipients(self, caller: CallerType) -> tuple[str, ...]:
        """Who is told at once when such a caller rings (E1 to E3); nobody for other callers."""
        key = _RECIPIENTS.get(caller)
        return self.names(key) if key else ()


_RECIPIENTS = {
    CallerType.PRESS: Key.RECIPIENTS_PRESS,
    CallerType.ASSOCIATION: Key.RECIPIENTS_ASSOCIATION,
    CallerType.LAWYER: Key.RECIPIENTS_LAWYER,
    CallerType.AUTHORITY: Key.RECIPIENTS_AUTHORITY,
}


def find_key(name: str) -> PolicyKey:
    """The key of that name.

    Raises:
        NotFound: there is none.
    """
    try:
        return KEYS[Key(name.strip().lower())]
    except ValueError:
        raise NotFound(
            say("The policy has no figure “{key}”.", key=name[:60]), field="key"
        ) from None


def parse_value(key: Key, text: str) -> Value:
    """What a person typed for `key`.

    Raises:
        Refusal: not of the key's kind, or outside its bounds; cites the rule.
    """
    entry, text = KEYS[key], text.strip()
    if entry.kind is PolicyKind.NAMES:
        names = tuple(dict.fromkeys(n for n in re.split(r"\s*[,，、;；\n]\s*", text) if n))
        found = listed(key, names)
        if isinstance(found, Message):
            raise _refused(entry, found)
        return _within(entry, found)
    if entry.kind is PolicyKind.TIME and ":" in text:
        return _within(entry, _minute_of_day(entry, text))
    whole = entry.kind is not PolicyKind.AMOUNT
    figure = text.replace("_", "?")  # Python would read 1_000; a person did not mean it
    try:
        number: int | Decimal = int(figure) if whole else Decimal(figure)
    except (ValueError, InvalidOperation):
        raise _refused(entry, say("“{text}” is not a number.", text=text[:40])) from None
    return _within(entry, number)


def format_value(key: Key, value: Value) -> str:
    """`value` as `parse_value` reads it for `key`; a time of day as 09:00."""
    if KEYS[key].kind is PolicyKind.TIME and isinstance(value, int):
        return f"{value // 60:02d}:{value % 60:02d}"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _minute_of_day(entry: PolicyKey, text: str) -> int:
    try:
        at = dt.time.fromisoformat(text.zfill(5))
    except ValueError:
        raise _refused(
            entry, say("“{text}” is not a time of day like 09:30.", text=text[:40])
        ) from None
    return at.hour * 60 + at.minute


def to_stored(value: Value) -> int | str | list[str]:
    """`value` as JSON holds it: amounts as text, so that no fraction is lost."""
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Decimal) else value


def _from_stored(key: Key, value: object) -> Value:
    return parse_value(key, ", ".join(value) if isinstance(value, list) else str(value))


def _within(entry: PolicyKey, value: Value) -> Value:
    if isinstance(value, tuple):
        if not entry.least <= len(value) <= entry.most or any(len(n) > 100 for n in value):
            raise _refused(
                entry,
                say("Between {least} and {most} names, each of at most 100 characters, please.",
                    least=entry.least, most=entry.most),
            )  # fmt: skip
    elif (
        not (isinstance(value, int) or value.is_finite()) or not entry.least <= value <= entry.most
    ):
        raise _refused(
            entry, say("Between {least} and {most}, please.", least=entry.least, most=entry.most)
        )
    elif isinstance(value, Decimal):
        cents = value.quantize(_CENT)
        if cents != value:
            raise _refused(entry, say("At most two digits after the point, please."))
        return cents
    return value


def _refused(entry: PolicyKey, why: Message) -> Refusal:
    return Refusal(
        say("{key}: {why}", key=entry.key.value, why=why),
        rule=entry.rules[0],
        field=entry.key.value,
    )

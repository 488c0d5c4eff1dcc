"""The key of an encrypted database as groups a person can write down and type in again.

32 bytes become 52 characters of Crockford's base32 (no I, L, O, U to mistake), in 13 groups of
four, each followed by a check character: a mistyped character, two that changed places and two
groups that changed places are found, and the group with the mistake is named.
"""

from thirdring.domain.errors import Refusal, say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE = str.maketrans("OILU", "011V")
_DATA, _GROUPS, _BYTES = 4, 13, 32
_SPARE_BITS = _DATA * _GROUPS * 5 - _BYTES * 8
_FIELD = 0b100101  # x^5 + x^2 + 1: the arithmetic of the 32 characters


def recovery_key(key: bytes) -> str:
    """32 bytes as 13 groups of five characters, joined by hyphens."""
    if len(key) != _BYTES:
        raise ValueError(f"a key has {_BYTES} bytes, not {len(key)}")
    number = int.from_bytes(key, "big") << _SPARE_BITS
    digits = [(number >> 5 * i) & 31 for i in reversed(range(_DATA * _GROUPS))]
    groups = [digits[i : i + _DATA] for i in range(0, len(digits), _DATA)]
    return "-".join(
        "".join(ALPHABET[d] for d in [*group, _check(group, place)])
        for place, group in enumerate(groups)
    )


def key_from_recovery(text: str) -> bytes:
    """The 32 bytes behind `text`; case, spaces and hyphens don't matter.

    Raises:
        Refusal: too long or short, or the group in which a character is wrong.
    """
    typed = [c for c in text.upper().translate(_LOOKS_LIKE) if not c.isspace() and c != "-"]
    if len(typed) != _GROUPS * (_DATA + 1):
        raise Refusal(
            say(
                "A recovery key has {needed} characters; this one has {found}.",
                needed=_GROUPS * (_DATA + 1),
                found=len(typed),
            ),
            field="recovery_key",
        )
    number = 0
    for place in range(_GROUPS):
        start = place * (_DATA + 1)
        values = [ALPHABET.find(c) for c in typed[start : start + _DATA + 1]]
        if -1 in values or _check(values[:_DATA], place) != values[_DATA]:
            raise _mistyped(place, "".join(typed[start : start + _DATA + 1]))
        for value in values[:_DATA]:
            number = number << 5 | value
    if number & (1 << _SPARE_BITS) - 1:
        raise _mistyped(_GROUPS - 1, "".join(typed[-_DATA - 1 :]))
    return (number >> _SPARE_BITS).to_bytes(_BYTES, "big")


def _check(group: list[int], place: int) -> int:
    """Each character weighs differently, and so does the place of the group."""
    total = place + 1
    weight = 2
    for value in group:
        total ^= _times(value, weight)
        weight = _times(weight, 2)
    return total


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= _FIELD
        b >>= 1
    return product


def _mistyped(place: int, group: str) -> Refusal:
    return Refusal(
        say("Group {number} of the recovery key ({group}) is mistyped.",
            number=place + 1, group=group),
        field="recovery_key",
    )  # fmt: skip

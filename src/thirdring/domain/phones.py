"""Phone numbers as people type them, with one canonical key for lookup beside them.

`raw` is kept as typed. `digits`, the key, is what one would dial inside China:
a mobile without any prefix (13812345678), a landline with its area code (02112345678), a service
number as it is (95588, 4001234567), a foreign number as 00 + country + number (0085221234567).
What the numbering plan rejects is kept too, with the digits as typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from thirdring.domain.errors import Refusal, say
from thirdring.domain.phone_plan import (
    PhoneKind,
    after_country_code,
    area_length,
    further_readings,
    home_kind,
    without_prefixes,
)

if TYPE_CHECKING:
    import phonenumbers

__all__ = [
    "CallerId", "PhoneKind", "PhoneNumber", "caller_id", "format_for_people", "mask", "parse",
    "prefix_keys", "same_line",
]  # fmt: skip

HOME = "CN"
MAX_DIGITS = 32


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """`raw` as typed, `digits` its key.

    `withheld`: the caller's number was not shown (anonymous, 匿名); `digits` is then empty.
    """

    raw: str
    digits: str
    extension: str | None
    kind: PhoneKind
    withheld: bool = False

    @property
    def e164(self) -> str | None:
        """+8613812345678, where the numbering plan knows the number as valid.

        The first call loads the plan, in some tens of milliseconds.
        """
        return _e164(self.digits, self.kind)


@dataclass(frozen=True, slots=True)
class CallerId:
    """What a telephone system says about who is ringing; `number` of 0-9, +, *, # only."""

    number: str | None
    anonymous: bool


_ANONYMOUS = frozenset(
    [
        "anonymous",
        "unknown",
        "private",
        "withheld",
        "unavailable",
        "restricted",
        "blocked",
        "匿名",
        "未知",
        "保密",
        "隐藏",
    ]
)
# A mobile with nothing around it, as most numbers are kept and exported; 179 could be a carrier's prefix.
_BARE_MOBILE = re.compile(r"1(?:[3-689][0-9]|7[0-8])[0-9]{8}")
_SCHEME = re.compile(r"^(?:tel|callto):(?://)?", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(?:;ext=|[,;]?\s*(?:转分机|转内线|转接|转|轉|分机|分機|内线|extension|extn?\.?|x\.?)\s*[:：]?"
    r"|[#,;pw]+|(?<!\*)\*)\s*\(?\s*([0-9]{1,8})\s*\)?\s*#?\s*$",
    re.IGNORECASE,
)
# 0571-88888888-801, 400-123-4567-801, 138 1234 5678-801: a third group after a whole number.
_DASHED = re.compile(
    r"^(\(?(?:\+?86[-\s)]*)?(?:0[0-9]{2,3}\)?[-\s]?[0-9]{7,8}|400-?[0-9]{3}-?[0-9]{4}"
    r"|1[3-9][0-9][-\s]?[0-9]{4}[-\s]?[0-9]{4}))-([0-9]{1,6})$"
)
_SEVERAL = re.compile(
    r"\s*(?:[/、,;|&]|或者?|和|\bor\b)\s*(?=(?:\D{0,3}[0-9]){7})"
    r"|(?<=[0-9]{11})\s+(?=(?:1[3-9]|0)[0-9-]{9})",
    re.IGNORECASE,
)
_PARAMETERS = re.compile(r";(?!ext=)[A-Za-z][^;]*")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－", "-"))


def parse(raw: str, region: str = HOME) -> PhoneNumber:
    """Understand `raw`; never fails, what can't be understood has kind `unknown`.

    `region` is the country in which the number was written down (ISO 3166, two letters).
    """
    if region == HOME and _BARE_MOBILE.fullmatch(raw):
        return PhoneNumber(raw, raw, None, PhoneKind.MOBILE)
    if raw.strip().lower() in _ANONYMOUS:
        return PhoneNumber(raw, "", None, PhoneKind.UNKNOWN, withheld=True)
    main, extension = _split(raw)
    dialled = _dialled(main)
    bare = without_prefixes(dialled) if region == HOME else dialled
    if region == HOME and (kind := home_kind(bare)) is not None:
        return PhoneNumber(raw, bare, extension, kind)
    return _by_plan(raw, dialled, bare, extension, region)


def same_line(one: PhoneNumber, other: PhoneNumber) -> bool:
    """Whether both reach the same line and extension."""
    return bool(one.digits) and (one.digits, one.extension) == (other.digits, other.extension)


def format_for_people(number: PhoneNumber) -> str:
    """Grouped as people read it: 138 1234 5678, 021-12345678, 400-123-4567, +852 2123 4567-801."""
    d = number.digits
    if not d:
        return number.raw.strip()
    if number.kind is PhoneKind.MOBILE:
        text = f"{d[:3]} {d[3:7]} {d[7:]}"
    elif number.kind is PhoneKind.FIXED and d[0] == "0":
        area = area_length(d)
        text = f"{d[:area]}-{d[area:]}"
    elif len(d) == 10 and d[:3] in {"400", "800"}:
        text = f"{d[:3]}-{d[3:6]}-{d[6:]}"
    elif number.kind is PhoneKind.INTERNATIONAL:
        text = _international(number)
    else:
        text = d
    return f"{text}-{number.extension}" if number.extension else text


_MASKED = re.compile(r"\+?\d{0,4}\*{4}\d{0,4}")


def mask(number: PhoneNumber | str) -> str:
    """138****5678: enough to recognise a number one knows, too little to dial it (H5, J6).

    Service and internal numbers belong to nobody in person and stay readable.
    """
    if isinstance(number, str):
        if _MASKED.fullmatch(number):  # a server has done it
            return number
        number = parse(number)
    d = number.digits
    if number.kind in {PhoneKind.SERVICE, PhoneKind.TOLL_FREE, PhoneKind.INTERNAL}:
        return d
    if not d:
        return "****" if number.raw.strip() and not number.withheld else ""
    if len(d) >= 10:
        head = area_length(d) if number.kind is PhoneKind.FIXED else 3
        if number.kind is PhoneKind.INTERNATIONAL:
            return f"+{d[2:5]}****{d[-3:]}"
        return f"{d[:head]}****{d[-4:]}"
    return f"****{d[-2:]}" if len(d) > 4 else "****"


def prefix_keys(typed: str) -> tuple[str, ...]:
    """The beginnings of canonical keys that a number typed so far can still become.

    For lookup while typing: a key of the wanted number starts with one of these, whichever
    spelling (+86, 0086, 86, 17951, a leading 0) is being typed. Empty while only a prefix such
    as +86 was typed.
    """
    main, _ = _split(typed)
    dialled = _dialled(main)
    if dialled.startswith("+"):
        dialled = "00" + dialled[1:]
    keys: list[str] = []
    if dialled.startswith("00"):
        if dialled.startswith("0086"):
            keys += after_country_code(dialled[4:])
        else:
            keys.append(dialled)
    elif dialled:
        keys.append(dialled)
        keys += further_readings(dialled)
    return tuple(dict.fromkeys(key for key in keys if key))


def caller_id(raw: str) -> CallerId:
    """Read what a telephone system hands over. Hostile input: anything unexpected is refused.

    Raises:
        Refusal: it holds anything but digits, +, * and #, or more than 32 of them.
    """
    text = _SCHEME.sub("", unquote(raw[:1000]).strip())
    text = text.partition(";")[0].strip()
    if not text or text.lower() in _ANONYMOUS:
        return CallerId(None, anonymous=True)
    number = re.sub(r"[-.() ]", "", text)  # RFC 3966 allows these between digits
    if len(number) > MAX_DIGITS or not re.fullmatch(r"[0-9+*#]+", number):
        raise Refusal(
            say("A caller's number has only digits, +, * and #, at most 32 of them."),
            field="number",
        )
    return CallerId(number, anonymous=False)


def _split(raw: str) -> tuple[str, str | None]:
    """The number proper and its extension, both without what is not part of a number."""
    text = unicodedata.normalize("NFKC", raw[:400]).translate(_DASHES)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cc", "Cs"})
    scheme = _SCHEME.match(text.strip())
    if scheme:
        text = _PARAMETERS.sub("", unquote(text.strip()[scheme.end() :]))
    text = re.sub(r"\s+", " ", text).strip()
    text = _SEVERAL.split(text)[0] or text
    # Fewer than five digits before it: no number has an extension then, 138xxxx5678 for one.
    if (found := _EXTENSION.search(text)) and re.search(
        "(?:[0-9][^0-9]*){5}", text[: found.start()]
    ):
        return text[: found.start()], found[1]
    if dashed := _DASHED.match(text):
        return dashed[1], dashed[2]
    return text, None


def _dialled(main: str) -> str:
    """Digits with a leading + where one stands before the first digit; at most 32 digits."""
    digits = "".join(c for c in main if c in "0123456789")[:MAX_DIGITS]
    before = main.partition(digits[0])[0] if digits else ""
    return "+" + digits if "+" in before else digits


@lru_cache(maxsize=1024)
def _e164(key: str, kind: PhoneKind) -> str | None:
    if kind in {PhoneKind.INTERNAL, PhoneKind.UNKNOWN} or len(key) < 8:
        return None
    # Imported late: the numbering plans cost more than the rest of a start together.
    import phonenumbers

    foreign = kind is PhoneKind.INTERNATIONAL
    try:
        read = phonenumbers.parse("+" + key[2:] if foreign else key, HOME)
    except phonenumbers.NumberParseException:
        return None
    return _written(read) if phonenumbers.is_valid_number(read) else None


def _by_plan(raw: str, dialled: str, bare: str, extension: str | None, region: str) -> PhoneNumber:
    """Foreign numbers, and home numbers of shapes not listed here, by the numbering plans."""
    foreign = bare.startswith("00")
    # A number still being typed: not worth loading the plans for, on the thread of the window.
    if region == HOME and not foreign and (len(bare) < 10 or re.match("0|1[3-9]", bare)):
        return PhoneNumber(raw, bare, extension, PhoneKind.UNKNOWN)
    import phonenumbers

    try:
        read = phonenumbers.parse(dialled, region)
    except phonenumbers.NumberParseException:
        read = None
    if read is not None and phonenumbers.is_valid_number(read):
        written = _written(read)
        if read.country_code == 86:
            key = without_prefixes(written)
            return PhoneNumber(raw, key, extension, home_kind(key) or PhoneKind.SERVICE)
        key = "00" + written[1:]
        return PhoneNumber(raw, key, extension, PhoneKind.INTERNATIONAL)
    key = "00" + bare[1:] if bare.startswith("+") else bare
    kind = PhoneKind.INTERNATIONAL if key.startswith("00") and len(key) > 6 else PhoneKind.UNKNOWN
    return PhoneNumber(raw, key, extension, kind)


def _written(read: "phonenumbers.PhoneNumber") -> str:
    import phonenumbers

    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))


def _international(number: PhoneNumber) -> str:
    import phonenumbers

    e164 = number.e164
    if e164 is None:
        return "+" + number.digits[2:]
    read = phonenumbers.parse(e164, None)
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(read, style))

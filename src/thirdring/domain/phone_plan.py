"""China's numbering plan, as far as a desk needs it: which digits are which kind of number, and
what may stand before them when they are dialled.
"""

import re
from enum import StrEnum


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    FIXED = "fixed"
    SERVICE = "service"
    TOLL_FREE = "toll_free"
    INTERNATIONAL = "international"
    INTERNAL = "internal"
    UNKNOWN = "unknown"


_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FIXED = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[1-9][0-9]{6,7}")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_CARRIER = re.compile(
    r"^(?:12583[1-3]|1(?:2[0-9]|79)[0-9]{2})(?=0?1[3-9][0-9]{9}$|0[1-9][0-9]{9,11}$|00)"
)
# Emergency, directory and government lines, operators, banks and insurers (95…), 96…, 400.
_SERVICE = re.compile(
    r"1(?:1[0-9]|2[0-2])|1[02][0-9]{3}|11[68][0-9]{2,3}|1118[0-9]|12[0-9]{3,4}"
    r"|10(?:0[0-9]{2,6}|10[0-9]{4})|9[56][0-9]{3,4}|950[0-9]{5,9}|400[0-9]{7}"
)
_TOLL_FREE = re.compile(r"800[0-9]{7}")


def without_prefixes(dialled: str) -> str:
    """The canonical key of a number dialled in China: country, carrier and trunk prefixes off."""
    if dialled.startswith("+"):
        dialled = "00" + dialled[1:]
    dialled = _CARRIER.sub("", dialled)
    if dialled.startswith("0086"):
        dialled = _national(dialled[4:])
    elif dialled.startswith("86") and len(dialled) >= 12:
        national = _national(dialled[2:])
        dialled = national if home_kind(national) else dialled
    dialled = _CARRIER.sub("", dialled)
    if re.fullmatch(r"01[3-9][0-9]{9}", dialled):
        return dialled[1:]
    return dialled


def _national(rest: str) -> str:
    """What follows 86, with the trunk 0 that a landline has inside China."""
    if _is_service(rest) or _TOLL_FREE.fullmatch(rest):
        return rest
    return "0" + rest if _FIXED.fullmatch("0" + rest) else rest


def home_kind(bare: str) -> PhoneKind | None:
    if _MOBILE.fullmatch(bare):
        return PhoneKind.MOBILE
    if _TOLL_FREE.fullmatch(bare):
        return PhoneKind.TOLL_FREE
    if _is_service(bare):
        return PhoneKind.SERVICE
    if _FIXED.fullmatch(bare) or _LOCAL.fullmatch(bare):
        return PhoneKind.FIXED
    if re.fullmatch(r"[0-9]{2,6}", bare) and bare[0] != "0":
        return PhoneKind.INTERNAL
    return None


def _is_service(bare: str) -> bool:
    return _SERVICE.fullmatch(bare) is not None


def area_length(digits: str) -> int:
    return 3 if digits[:2] in {"01", "02"} else 4


def after_country_code(rest: str) -> list[str]:
    """Beginnings of keys for what was typed after +86."""
    if not rest:
        return []
    if rest[0] == "0":
        return [rest, *further_readings(rest)]
    if re.match(r"1[3-9]", rest):
        return [rest]
    return [rest, "0" + rest]


def further_readings(dialled: str) -> list[str]:
    """Further readings of digits typed without a country prefix."""
    keys: list[str] = []
    if re.match(r"01[3-9]", dialled) or dialled == "01":
        keys.append(dialled[1:])
    if dialled.startswith("86"):
        keys += after_country_code(dialled[2:])
    if found := re.match(r"12583[1-3]|1(?:2[0-9]|79)[0-9]{2}", dialled):
        rest = dialled[found.end() :]
        keys += [rest, *further_readings(rest)]
    return keys

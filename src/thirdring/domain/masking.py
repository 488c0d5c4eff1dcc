"""What is shown of personal values to those who may not see them, and to all with `--masked`.

H5, J6: enough to recognise what one already knows, too little to learn what one doesn't.
"""

import re
import unicodedata

from thirdring.domain import phones

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Digits as people group them, with whatever dashes and spaces stand between; a date is none.
_NUMBER_IN_TEXT = re.compile(
    r"(?<![0-9A-Za-z])(?!(?:19|20)[0-9]{2}[-.][0-9]{1,2}[-.][0-9]{1,2}(?![0-9]))"
    r"\+?[0-9](?:[-–— ().]{0,2}[0-9]){6,19}(?![0-9A-Za-z])"
)
# Bounded: a text of one endless word would otherwise be scanned anew from each of its letters.
_MAIL = re.compile(r"([^\s@<>,;:：，；]{1,2})[^\s@<>,;:：，；]{0,64}@([^\s@<>,;，；]+)")
# A district still says which branch is near; what follows it leads to a door.
_DISTRICT = re.compile(r"^(?:.{2,8}?省)?(?:.{1,8}?[市州盟])?(?:.{1,8}?[区县市旗])?")


def mask_phone(number: str) -> str:
    """138****5678; service and internal numbers stay readable."""
    return phones.mask(number)


def mask_name(name: str) -> str:
    """王** for 王小明 and 王强 alike, W*** for Wang Xiaoming: also the length is hidden."""
    name = name.strip()
    if not name:
        return ""
    first = _first_letter(name)
    return first + ("**" if _HAN.match(first) else "***")


def mask_address(address: str) -> str:
    """Town and district stay, the rest is hidden: 上海市浦东新区****."""
    address = address.strip()
    if not address:
        return ""
    found = _DISTRICT.match(address)
    return ((found and found[0]) or _first_letter(address)) + "****"


def mask_text(text: str) -> str:
    """Free text with the phone numbers and mail addresses in it hidden."""
    text = _NUMBER_IN_TEXT.sub(lambda found: _mask_found(found[0]), text)
    return _MAIL.sub(r"\1***@\2", text)


def _mask_found(typed: str) -> str:
    # Not by kind of number: a customer's order or card number deserves the same.
    digits = re.sub(r"[^0-9]", "", typed)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 9 else f"****{digits[-2:]}"


def _first_letter(text: str) -> str:
    end = 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return text[:end]

"""What is shown of personal values to those who may not see them, and to all with `--masked`.

H5, J6: enough to recognise what one already knows, too little to learn what one doesn't.
"""

import re
import unicodedata
from collections.abc import Callable

from thirdring.domain import phones
from thirdring.domain.names import may_be_in, written_forms

# Stands for who complains, where the one complained about looks (G9).
HIDDEN = "＊＊＊"
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Digits of any script as people group them, with whatever dashes and spaces stand between; a date is
# none, nor is what a letter stands before: a ticket's own number, an article.
_NUMBER_IN_TEXT = re.compile(
    r"(?<![0-9A-Za-z])(?!(?:19|20)\d{2}[-.]\d{1,2}[-.]\d{1,2}(?!\d))"
    r"[+＋]?\d(?:[-–—－·. ()（）\u3000]{0,2}\d){6,}"
)
# A mobile is one wherever it stands: tel13812345678.
_MOBILE_IN_TEXT = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_READ_OUT = "零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_NUMBER_READ_OUT = re.compile(rf"[{_READ_OUT}](?:[-—－ ]?[{_READ_OUT}]){{6,}}")
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


def mask_text(text: str, name: str | None = None) -> str:
    """Free text with the phone numbers and mail addresses in it hidden, and `name`, the customer's
    as the record has it, wherever the text repeats it.

    What it can't catch: a name the record doesn't have, a nickname, a name spelled with other
    letters, a number in words other than digit by digit, a street.
    """
    if name:
        text = hide_name(text, name, mask_name)
    text = _NUMBER_IN_TEXT.sub(lambda found: _mask_found(found[0]), text)
    text = _MOBILE_IN_TEXT.sub(lambda found: _mask_found(found[0]), text)
    text = _NUMBER_READ_OUT.sub("****", text)
    return _MAIL.sub(r"\1***@\2", text)


def hide_name(text: str, name: str, shown: Callable[[str], str]) -> str:
    """`text` with every way of writing `name` in it (`names.written_forms`) replaced by what
    `shown` makes of that way.
    """
    if not may_be_in(text, name):
        return text
    for form in written_forms(name):
        text = form.sub(lambda found: shown(found[0]), text)
    return text


def hide_whole(text: str, name: str | None, *others: str | None) -> str:
    """`text` with `name` and whatever else is known of somebody replaced by `HIDDEN` (G9)."""
    for known in filter(None, others):
        text = text.replace(known, HIDDEN)
    return hide_name(text, name, lambda _found: HIDDEN) if name else text


def _mask_found(typed: str) -> str:
    # Not by kind of number: a customer's order or card number deserves the same.
    digits = "".join(str(unicodedata.decimal(c)) for c in typed if c.isdecimal())
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 9 else f"****{digits[-2:]}"


def _first_letter(text: str) -> str:
    end = 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return text[:end]

"""The one gate every text passes before it is kept: typed, imported, or handed over by telephony.

What can't be stored (PostgreSQL refuses NUL, UTF-8 refuses lone surrogates) or could deceive the
reader (text that turns direction, invisible characters) is taken out, and the person is told:
`Cleaned.notes` holds one sentence for each kind of change. Outer spaces are trimmed and letters
composed (NFC) without a note, since nothing seen is changed by that.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from thirdring.domain.errors import Message, Refusal, say


class TextKind(StrEnum):
    """What a text is for; decides its length and whether it may have lines."""

    NAME = "name"
    NUMBER = "number"
    LINE = "line"
    ADDRESS = "address"
    TEXT = "text"
    PHRASE = "phrase"
    LOGIN = "login"
    KEY = "key"


# In characters (code points).
MAX_LENGTH = {
    TextKind.NAME: 100,
    TextKind.NUMBER: 100,
    TextKind.LINE: 500,
    TextKind.ADDRESS: 500,
    TextKind.TEXT: 40_000,
    TextKind.PHRASE: 2_000,
    TextKind.LOGIN: 64,
    TextKind.KEY: 64,
}
# In bytes of UTF-8: the tokens of a record's three texts, were they all different and rare, still
# fit the 1 MB that a search index row of PostgreSQL can hold.
MAX_BYTES = 110_000
_WITH_LINES = frozenset({TextKind.TEXT, TextKind.PHRASE})

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LINES = re.compile("[\n\t]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters, and code points that are no characters at all (XML and XLSX refuse both).
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffb"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff"
    "\uffa0\U000e0000-\U000e0fff]"
)
# A joiner belongs inside emoji and inside Indic and Arabic words; beside anything else it only
# makes two texts look the same that are not.
_JOINABLE = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\u1780-\u17ff\ufe0e\ufe0f\u2190-\u2bff\U0001f000-\U0001faff"
_LOOSE_JOINER = re.compile(f"(?<![{_JOINABLE}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINABLE}])")
# Whatever any of these could find, and every character beyond the basic plane: one look, as most
# texts have nothing of it and to look for each takes ten times as long.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\U0010ffff]"
)
_UNSEEN = say("Invisible characters were removed.")
_HARMFUL = (
    (_SURROGATE, "\ufffd", say("Half a character was replaced by \ufffd.")),
    (_CONTROL, "", say("Control characters were removed.")),
    (_DIRECTION, "", say("Characters that turn the reading direction were removed.")),
    (_INVISIBLE, "", _UNSEEN),
)

# What a text that says nothing is made of, as ranges of code points: spaces, and what is taken out.
# For whoever asks without `clean`: a server's own functions.
BLANKS: tuple[tuple[int, int], ...] = (
    (0x0000, 0x0020), (0x007F, 0x00A0), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C),
    (0x115F, 0x1160), (0x1680, 0x1680), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F),
    (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000), (0x3164, 0x3164), (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF), (0xE0000, 0xE0FFF),
    *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(1, 17)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text` as it may be kept; `notes` say what was changed (empty: nothing a reader sees)."""

    text: str
    notes: tuple[Message, ...] = ()


def clean(text: str, kind: TextKind = TextKind.TEXT, *, field: str = "") -> Cleaned:
    """Make `text` fit to be kept.

    Raises:
        Refusal: it is longer than `MAX_LENGTH[kind]` characters; nothing is ever cut off.
    """
    notes: list[Message] = []
    if _SUSPECT.search(text):
        text = _without_harm(text, notes)
    text = text.strip()
    if kind not in _WITH_LINES:
        text, lines = _LINES.subn(" ", text)
        if lines:
            notes.append(say("Line breaks became spaces."))
    text = unicodedata.normalize("NFC", text).strip()
    refuse_overlong(text, kind, field=field)
    return Cleaned(text, tuple(notes))


def _without_harm(text: str, notes: list[Message]) -> str:
    """The text with what harms taken out, and noted; its lines end with a line feed each."""
    for pattern, instead, note in _HARMFUL:
        text, found = pattern.subn(instead, text)
        if found:
            notes.append(note)
    text, joiners = _LOOSE_JOINER.subn("", text)
    if joiners and _UNSEEN not in notes:
        notes.append(_UNSEEN)
    return _LINE_END.sub("\n", text)


def refuse_overlong(text: str, kind: TextKind, *, field: str = "") -> None:
    """Raise `Refusal` when `text` has more characters than a field of `kind` holds."""
    most = MAX_LENGTH[kind]
    if len(text) * 4 > MAX_BYTES and (size := len(text.encode(errors="replace"))) > MAX_BYTES:
        most = min(most, len(text) * MAX_BYTES // size)
    if len(text) > most:
        raise Refusal(
            say(
                "This is {length} characters long; at most {most} fit here.",
                length=len(text),
                most=most,
            ),
            field=field,
        )

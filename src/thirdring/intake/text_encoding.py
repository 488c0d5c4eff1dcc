"""Which encoding a text file has: strict UTF-8 first, then GB18030, then Big5, and says which.

Bytes of UTF-8 often decode as GB18030 and bytes of Big5 nearly always do, as garbage. So UTF-8 is
tried first, and where both Chinese encodings fit, the one whose everyday characters appear wins.
The file is read in pieces; its size does not matter.
"""

import codecs
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from thirdring.domain.errors import N_, Refusal, say

_PIECE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What each national standard lists first, by frequency: the characters of everyday text.
_NONE_FITS = N_("{file} is neither UTF-8, GB18030 nor Big5: save it as UTF-8.")
_NONE_FITS_TABLE = N_(
    "{file} is neither UTF-8, GB18030 nor Big5: save it as UTF-8, or name its encoding in the map’s "
    "[options]."
)
_EVERYDAY = {"gb18030": ("gb2312", 0xB0A1, 0xD7F9), "big5": ("big5", 0xA440, 0xC67E)}


def detect(path: Path) -> str:
    """The codec's name; the file is read once for each that is tried.

    Raises:
        Refusal: none of them fits the whole file.
    """

    def pieces() -> Iterator[bytes]:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    return _detect(path.name, pieces, _NONE_FITS_TABLE)


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text of a small file that is in memory, without its mark, and the codec's name.

    Raises:
        Refusal: none fits, or what the mark says doesn't.
    """
    encoding = _detect(name, lambda: iter([data]), _NONE_FITS)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        raise Refusal(
            say("{file} is not written in {encoding} throughout.", file=name, encoding=encoding)
        ) from None


def _detect(name: str, pieces: Callable[[], Iterator[bytes]], none_fits: str) -> str:
    head = next(pieces(), b"")[:4096]
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return codec
    if (unmarked := _without_bom(head)) is not None:
        return unmarked
    if _fits(pieces(), "utf-8"):
        return "utf-8"
    chinese = [codec for codec in ("gb18030", "big5") if _fits(pieces(), codec)]
    if not chinese:
        raise Refusal(say(none_fits, file=name))
    return max(chinese, key=lambda codec: everyday_share(_beginning(pieces(), codec), codec))


def known(name: str) -> str:
    """`name` from a map as a codec of text.

    Raises:
        Refusal: there is no such encoding.
    """
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, ValueError, zlib.error):
        raise Refusal(
            say("“{name}” is not an encoding; UTF-8 is written utf-8.", name=name[:40]),
            field="encoding",
        ) from None
    # A BOM before UTF-8 is not part of the first heading.
    return "utf-8-sig" if codec.name == "utf-8" else codec.name


def _without_bom(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text, as some exports write it without a mark."""
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _fits(pieces: Iterator[bytes], name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _beginning(pieces: Iterator[bytes], name: str) -> str:
    return codecs.getincrementaldecoder(name)().decode(next(pieces)[:_PIECE])


def everyday_share(text: str, name: str) -> float:
    """How much of what isn't ASCII are everyday characters of `name`: gb18030 or big5."""
    charset, first, last = _EVERYDAY[name]
    foreign = [c for c in text if not c.isascii()]
    everyday = 0
    for character in foreign:
        code = int.from_bytes(character.encode(charset, errors="ignore"), "big")
        everyday += first <= code <= last
    return everyday / len(foreign) if foreign else 1.0

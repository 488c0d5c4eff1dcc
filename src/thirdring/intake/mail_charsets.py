"""Bytes of a mail as text: what it says its encoding is, and what it really is.

GB2312 that is GB18030, ISO-8859-1 that is GBK, no encoding named at all, names nobody else uses:
the text is read by the encoding that fits, and what was wrong is said. Nothing here raises.
"""

import codecs
import re
from dataclasses import dataclass

from thirdring.domain.mail import MailProblem
from thirdring.intake.text_encoding import everyday_share

# Names as they come, without signs between; where one is a part of another, the larger one.
_NAMES = {
    "gb2312": "gb18030", "gb231280": "gb18030", "gbk": "gb18030", "xgbk": "gb18030",
    "cp936": "gb18030", "ms936": "gb18030", "windows936": "gb18030", "gb18030": "gb18030",
    "euccn": "gb18030", "xeuccn": "gb18030", "gb": "gb18030", "chinesesimplified": "gb18030",
    "hzgb2312": "hz", "hz": "hz", "big5": "big5hkscs", "xbig5": "big5hkscs",
    "big5hkscs": "big5hkscs", "cnbig5": "big5hkscs", "cp950": "cp950", "xxbig5": "big5hkscs",
    "ksc56011987": "cp949", "ksc5601": "cp949", "euckr": "euc_kr", "ks": "cp949",
    "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932", "ms932": "cp932", "windows31j": "cp932",
    "iso88591": "cp1252", "latin1": "cp1252", "windows1252": "cp1252", "ascii": "ascii",
    "usascii": "ascii", "ansix341968": "ascii", "7bit": "ascii", "utf8": "utf-8",
    "unicode11utf8": "utf-8", "utf8mb4": "utf-8", "unicode11utf7": "utf-7", "utf7": "utf-7",
    "iso2022jp": "iso2022_jp_ext", "iso2022cn": "hz", "iso88598i": "iso8859_8",
    "iso88598e": "iso8859_8", "unicode": "utf-16",
}  # fmt: skip
_BROADER = {"big5hkscs": ("cp950",), "cp932": ("shift_jisx0213",), "euc_kr": ("cp949",)}
# Codecs that are no encodings of text, or that do more than decode it.
_NOT_TEXT = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One Chinese character in UTF-8; two Latin letters of UTF-8 may be one of GB2312 by chance.
_UTF8_CHINESE = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_KANA = re.compile("[\u3041-\u30ff]")
_SURE = 0.5
_VERY_SURE = 0.9
_CLEARLY = 0.25
_ENOUGH = 20_000  # characters tell what the rest is written in
_SIGNS = re.compile("[\u00b7\u2010-\u2026\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`charset`: the codec that was taken; `problem`: what was wrong with the one that was named."""

    text: str
    charset: str
    problem: MailProblem | None = None


def codec_named(name: str | None) -> str | None:
    """The codec for a charset as a mail names it; None when it names none we know."""
    if not name:
        return None
    plain = re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("charset="))
    if plain in _NAMES:
        return _NAMES[plain]
    for spelled in (name.strip(" '\"\t").lower(), re.sub(r"^(?:x|cp)-", r"cp", name.lower())):
        try:
            codec = codecs.lookup(spelled)
            codec.incrementaldecoder(errors="replace")  # some of them are no decoders at all
            "".encode(codec.name)
        except (LookupError, ValueError, TypeError, UnicodeError):
            continue
        if codec.name not in _NOT_TEXT:
            return codec.name
    return None


def decode(data: bytes, named: str | None = None, hint: str | None = None) -> Decoded:
    """`data` as text. `named`: the charset it says; `hint`: that of the mail around it."""
    for bom, codec in _BOMS:
        if data.startswith(bom) and (text := _strict(data, codec)) is not None:
            return Decoded(text, codec)
    codec = codec_named(named) or ""
    if codec in {"", "ascii"}:
        found = _guessed(data, codec_named(hint))
        problem = MailProblem.CHARSET if named and not found.text.isascii() else None
        return Decoded(found.text, found.charset, found.problem or problem)
    one_byte = codec == "cp1252" and not data.isascii()
    if codec != "utf-8" and (one_byte or _UTF8_CHINESE.search(data)):
        text = _strict(data, "utf-8")
        if text is not None:
            return Decoded(text, "utf-8", MailProblem.CHARSET)
    return _as_named(data, codec)


def _as_named(data: bytes, codec: str) -> Decoded:
    text = _strict(data, codec)
    if text is not None:
        other = _instead(data, codec)
        return other if other is not None else Decoded(text, codec)
    for broader in _BROADER.get(codec, ()):
        if (text := _strict(data, broader)) is not None:
            return Decoded(text, broader)
    chinese = _chinese(data)
    if chinese is not None and chinese.charset != codec:
        return Decoded(chinese.text, chinese.charset, MailProblem.CHARSET)
    if codec == "utf-8" and not _UTF8.search(data) and (text := _strict(data, "cp1252")):
        return Decoded(text, "cp1252", MailProblem.CHARSET)
    return Decoded(data.decode(codec, "replace"), codec, MailProblem.LOST)


def _instead(data: bytes, codec: str) -> Decoded | None:
    """Another encoding that fits far better than the named one, which fits as well."""
    if codec == "gb18030" and _HZ.search(data) and data.isascii():
        text = _strict(data, "hz")
        return None if text is None else Decoded(text, "hz", MailProblem.CHARSET)
    if codec not in {"cp1252", "gb18030", "big5hkscs"} or data.isascii():
        return None
    chinese = _chinese(data, least=_VERY_SURE)
    if chinese is None or chinese.charset == codec or _foreign(chinese.text) < 4:
        return None
    if codec in _FAMILY and _share(data.decode(codec), codec) > _VERY_SURE - _CLEARLY:
        return None
    return Decoded(chinese.text, chinese.charset, MailProblem.CHARSET)


def _guessed(data: bytes, hint: str | None) -> Decoded:
    if b"\x1b$" in data:
        for codec in ("iso2022_kr", "iso2022_jp_ext"):
            if (text := _strict(data, codec)) is not None:
                return Decoded(text, codec)
    if data.isascii():
        text = _strict(data, "hz") if _HZ.search(data) else None
        return Decoded(data.decode("ascii"), "ascii") if text is None else Decoded(text, "hz")
    codecs_first = ["utf-8"] + ([hint] if hint not in {None, "utf-8", "ascii", "cp1252"} else [])
    for codec in codecs_first:
        if (text := _strict(data, codec or "")) is not None:
            return Decoded(text, codec or "")
    return _chinese(data) or _japanese(data) or _western(data)


_FAMILY = {"gb18030": "gb18030", "big5hkscs": "big5"}


def _chinese(data: bytes, least: float = _SURE) -> Decoded | None:
    best: tuple[float, Decoded] | None = None
    for codec in _FAMILY:
        text = _strict(data, codec)
        if text is None:
            continue
        share = _share(text, codec)
        if share >= least and (best is None or share > best[0]):
            best = share, Decoded(text, codec)
    return None if best is None else best[1]


def _share(text: str, codec: str) -> float:
    """How much of it is everyday Chinese; its punctuation is the same in rare texts."""
    return everyday_share(_SIGNS.sub("", text[:_ENOUGH]), _FAMILY[codec])


def _japanese(data: bytes) -> Decoded | None:
    for codec in ("euc_jisx0213", "cp932"):
        text = _strict(data, codec)
        if text is not None and len(_KANA.findall(text[:_ENOUGH])) > 0.2 * _foreign(text):
            return Decoded(text, codec)
    return None


def _western(data: bytes) -> Decoded:
    """Letters of Western Europe; or mostly Chinese with a broken byte somewhere."""
    pairs = sum(len(run) // 2 for run in re.findall(rb"[\xa1-\xfe]{4,}", data))
    loose = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", data))
    if _UTF8_CHINESE.search(data) and (text := data.decode("utf-8", "replace")).count("\ufffd") < 3:
        return Decoded(text, "utf-8", MailProblem.LOST)
    if pairs > 2 * loose:
        return Decoded(data.decode("gb18030", "replace"), "gb18030", MailProblem.LOST)
    if (text2 := _strict(data, "cp1252")) is not None:
        return Decoded(text2, "cp1252")
    return Decoded(data.decode("latin-1"), "latin-1", MailProblem.LOST)


def _foreign(text: str) -> int:
    return sum(not c.isascii() for c in text[:_ENOUGH])


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError, LookupError):
        return None

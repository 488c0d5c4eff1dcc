"""Headers of a mail as text: encoded words, raw 8-bit, parameters, addresses, dates.

A word cut inside a character is joined with its neighbour before it is decoded; raw bytes are
decoded before anything is looked for in them, since a comma or a quote may be half a character.
"""

import base64
import datetime as dt
import quopri
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from thirdring.domain.mail import MailProblem
from thirdring.intake.mail_charsets import codec_named, decode

_WORD = re.compile(r"=\?([^?\s=]{1,80})\?([bBqQ])\?(.*?)(?:\?=|\Z)", re.DOTALL)
_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]*")
_SEGMENT = re.compile(r"([^*\s]+?)(?:\*(\d{1,3}))?(\*?)\Z")
# A separator, or what it doesn't separate in; what is never closed separates nothing.
_PARAMETERS = re.compile(r'(;)|"(?:[^"\\]|\\.)*"|.', re.DOTALL)
_PEOPLE = re.compile(r'([,;])|"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>|.', re.DOTALL)
_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
# Nobody writes to so many; a header of that length is an attack or a mistake.
_MOST_ADDRESSES = 200
_LONGEST = 16_000


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a mail is from or to; either part may be empty."""

    name: str
    address: str


def raw_text(value: str, hint: str | None = None) -> tuple[str, MailProblem | None]:
    """A header's value as the parser keeps it (bytes as surrogates), unfolded, as text."""
    value = value[:_LONGEST]
    found = decode(value.encode("utf-8", "surrogateescape"), None, hint)
    return _FOLD.sub(" ", found.text).strip(), found.problem


def words(text: str) -> tuple[str, MailProblem | None]:
    """`text` with its encoded words (RFC 2047) read."""
    if "=?" not in text:
        return text, None
    out: list[str] = []
    problem: MailProblem | None = None
    end = 0
    run: list[tuple[str, str, str]] = []
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if run and between.strip():
            said, wrong = _run_text(run)
            out.append(said)
            problem, run = problem or wrong, []
        if not run:
            out.append(between)
        run.append((match[1].split("*")[0], match[2].lower(), match[3]))
        end = match.end()
    said, wrong = _run_text(run)
    out += [said, text[end:]]
    return "".join(out), problem or wrong


def _run_text(run: list[tuple[str, str, str]]) -> tuple[str, MailProblem | None]:
    """Neighbouring words: those of one charset are put together first, then decoded."""
    out: list[str] = []
    problem: MailProblem | None = None
    waiting, charset = b"", ""
    for name, data in _bytes_of(run):
        if waiting and codec_named(name) != codec_named(charset):
            found = decode(waiting, charset)
            out.append(found.text)
            problem, waiting = problem or found.problem, b""
        waiting, charset = waiting + data, name
    if waiting:
        found = decode(waiting, charset)
        out.append(found.text)
        problem = problem or found.problem
    return "".join(out), problem


def _bytes_of(run: list[tuple[str, str, str]]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    carried = ""
    for i, (charset, how, coded) in enumerate(run):
        if how == "q":
            text = coded.replace("_", " ").encode("utf-8", "replace")
            found.append((charset, quopri.decodestring(text, header=False)))
            continue
        signs = carried + re.sub(r"[^A-Za-z0-9+/]", "", coded)
        following = run[i + 1] if i + 1 < len(run) else None
        # Some cut the base64 itself, wherever the line was full.
        cut = len(signs) % 4 and "=" not in coded and following is not None and following[1] == "b"
        carried = signs[len(signs) // 4 * 4 :] if cut and following[0] == charset else ""  # type: ignore[index]
        found.append((charset, lenient_base64(signs[: len(signs) - len(carried)])))
    return found


def lenient_base64(text: str | bytes) -> bytes:
    """What can be read of it: signs that don't belong are left out, missing padding is added."""
    data = text.encode("ascii", "ignore") if isinstance(text, str) else text
    first, *more = re.sub(rb"[^A-Za-z0-9+/=]", b"", data).partition(b"=")
    out = base64.b64decode(_padded(first))
    # Pieces one after the other, each with its padding; or words that only follow.
    for piece in re.findall(rb"[A-Za-z0-9+/]+={0,2}", b"".join(more)):
        if len(piece) % 4:
            break
        out += base64.b64decode(piece)
    return out


def _padded(data: bytes) -> bytes:
    data = data[:-1] if len(data) % 4 == 1 else data
    return data + b"=" * (-len(data) % 4)


def header_text(value: str | None, hint: str | None = None) -> tuple[str, MailProblem | None]:
    """A header a person reads: raw bytes, then encoded words."""
    if not value:
        return "", None
    text, problem = raw_text(value, hint)
    text, wrong = words(text)
    return " ".join(text.split()), problem or wrong


def parameters(value: str | None, hint: str | None = None) -> tuple[str, dict[str, str]]:
    """A header of the form `value; name=…`: the value in lower case, parameters by name.

    Continued and percent-encoded ones (RFC 2231) are put together, encoded words (which don't
    belong there, and are there) are read.
    """
    if not value:
        return "", {}
    text, _problem = raw_text(value, hint)
    first, *rest = _split(text, _PARAMETERS)
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for piece in rest:
        name, equals, said = piece.partition("=")
        match = _SEGMENT.match(name.strip().lower())
        if equals and match:
            part = (int(match[2] or 0), bool(match[3]), _unquoted(said.strip()))
            pieces.setdefault(match[1], []).append(part)
    return first.strip().lower(), {name: _joined(parts) for name, parts in pieces.items()}


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    parts = sorted(parts, key=lambda part: part[0])
    if len(parts) > 1 and {number for number, *_ in parts} == {0}:
        parts = [next((p for p in parts if p[1]), parts[0])]  # the same said twice: name*= wins
    if not any(coded for _, coded, _ in parts):
        return words("".join(said for *_, said in parts))[0]
    charset, data = None, b""
    for i, (_number, coded, said) in enumerate(parts):
        value = said
        if coded and i == 0 and said.count("'") >= 2:
            charset, _language, value = said.split("'", 2)
        data += unquote_to_bytes(value) if coded else value.encode()
    return decode(data, charset).text


def _split(text: str, tokens: re.Pattern[str]) -> list[str]:
    """Pieces between the separators that `tokens` names as its first group."""
    pieces, start = [], 0
    for match in tokens.finditer(text):
        if match[1]:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == '"':
        text = text[1 : text.rindex('"')] if text.count('"') > 1 else text[1:]
        return re.sub(r"\\(.)", r"\1", text)
    return text


def addresses(value: str | None, hint: str | None = None) -> tuple[Address, ...]:
    """Everybody a From, To or Cc names, as well as it can be told."""
    if not value:
        return ()
    text, _problem = raw_text(value, hint)
    found = [_address(piece) for piece in _split(text, _PEOPLE)[:_MOST_ADDRESSES]]
    return tuple(one for one in found if one.name or one.address)


def _address(piece: str) -> Address:
    piece = piece.strip()
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", piece)
    if ":" in bare.split("<")[0] and "@" not in bare.split(":")[0]:
        piece = piece.partition(":")[2].strip()  # the first of a group
    angle = re.search(r"<([^<>]*)>?[^<>]*\Z", piece)
    if angle is not None:
        name, address = piece[: angle.start()], angle[1]
    else:
        comment = re.search(r"\(([^()]*)\)\s*\Z", piece)
        address = piece[: comment.start()] if comment else piece
        name = comment[1] if comment else ""
        if "@" not in address and not comment:
            name, address = address, ""
    if angle is not None and not name.lstrip().startswith('"'):
        name = _COMMENT.sub("", name) or name
    name, _problem = words(_unquoted(name.strip()).strip())
    address, _problem = words(address.strip().strip("\"'"))
    address = _COMMENT.sub("", address)
    found = next((word for word in address.split() if "@" in word), "".join(address.split()))
    return Address(" ".join(name.split()).strip("\"' "), found)


def date_of(value: str | None) -> dt.datetime | None:
    """A date header as aware UTC; None when nobody can tell what it says."""
    if not value:
        return None
    text = _FOLD.sub(" ", value)[:200].strip()
    for said in (text, re.sub(r"\(.*\)|[^\x20-\x7e]", "", text).strip()):
        try:
            found = parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        try:
            return found.replace(tzinfo=found.tzinfo or dt.UTC).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            return None
    return None

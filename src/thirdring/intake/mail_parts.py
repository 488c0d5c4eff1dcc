"""The parts of one message: the text a person reads, and what is attached.

Parts that aren't marked as they should be, damaged transfer encodings and messages inside messages
are read as well as they can be; what was wrong is said. Nothing attached is ever opened.
"""

import binascii
import email
import hashlib
import io
import quopri
import re
from dataclasses import dataclass, field
from email.generator import BytesGenerator
from email.message import Message

from thirdring.domain.file_names import UNKNOWN_TYPE, media_type, safe_name
from thirdring.domain.mail import MailProblem
from thirdring.intake.mail_charsets import decode
from thirdring.intake.mail_headers import header_text, lenient_base64, parameters
from thirdring.intake.mail_html import charset_in, plain_text

# Parts within parts; a mail of people has five or six.
MOST_LEVELS = 100
_MOST_ATTACHMENTS = 500
_BOUNDARY = re.compile(rb"^--([^\s][^\r\n]{0,100}?)[ \t]*\r?\n(?=[Cc]ontent-)", re.MULTILINE)
_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/bmp": ".bmp",
    "image/webp": ".webp", "image/heic": ".heic", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics", "text/vcard": ".vcf",
    "text/x-vcard": ".vcf", "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/mpeg": ".mp3",
    "video/mp4": ".mp4", "application/zip": ".zip", "message/rfc822": ".eml",
    "application/pkcs7-signature": ".p7s", "application/pgp-signature": ".asc",
}  # fmt: skip
_NOTICE = re.compile(r"\bmime\b|multi-?part", re.IGNORECASE)
_READ = frozenset({"plain", "html", "enriched", "richtext", "markdown", "x-amp-html"})


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """`name` is safe on any system; `media_type` by name and first bytes; `size` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: bytes = field(repr=False)


class TooDeep(Exception):
    """More parts within parts than any mail of people has."""


class Parts:
    """Reads one message; `text` once, then `attachments` and `problems` are complete."""

    def __init__(self, hint: str | None) -> None:
        self._hint = hint
        self.attachments: list[MailAttachment] = []
        self.problems: set[MailProblem] = set()
        self._inner: list[Message] = []

    def text(self, root: Message) -> str:
        """What is to be read; of a message that was only forwarded, the forwarded one's.

        Raises:
            TooDeep, RecursionError: nested beyond what can be read.
        """
        text = self._part(root, 0, root=True)
        for inner in [] if text.strip() else list(self._inner[:3]):
            lines = [
                f"{name}: {said}"
                for name in ("From", "Date", "Subject")
                if (said := header_text(raw_header(inner, name), self._hint)[0])
            ]
            below = self._part(inner, 1, root=True)
            text = "\n\n".join([t for t in (text, "\n".join(lines), below) if t])
        return text.strip()

    def _part(self, part: Message, level: int, *, root: bool = False) -> str:
        if level > MOST_LEVELS:
            raise TooDeep
        kind, details = self._kind(part)
        main, _, sub = kind.partition("/")
        within = _within(part)
        if main == "message" and within:
            self._message(part, sub, within)
            return ""
        if within:
            return self._several(part, within, sub, level)
        if main == "multipart":
            return self._unmarked(part, level)
        content = self._content(part)
        name, disposition = self._name(part, details)
        plain = main == "text" and (sub in _READ or (root and sub != "calendar"))
        if plain and disposition != "attachment" and (root or not name):
            return self._read(content, sub, details.get("charset"))
        if root and main != "text" and not content.strip():
            return ""
        self._attach(content, name, kind)
        return ""

    def _several(self, whole: Message, parts: list[Message], sub: str, level: int) -> str:
        if sub != "alternative":
            texts = [self._part(part, level + 1) for part in parts]
            text = "\n\n".join(text for text in texts if text.strip())
            return text or self._before(whole)
        found = [(self._kind(part)[0], self._part(part, level + 1)) for part in parts]
        found = [(kind, text) for kind, text in found if text.strip()]
        plain = [text for kind, text in found if kind == "text/plain"]
        return (plain or [text for _, text in found][::-1] or [""])[0]

    def _before(self, whole: Message) -> str:
        """What stands before the first part: for programs of old, unless it is all there is."""
        said = (whole.preamble or "").encode("utf-8", "surrogateescape")
        text = decode(said, None, self._hint).text.strip()
        return "" if _NOTICE.search(text) else text

    def _unmarked(self, part: Message, level: int) -> str:
        """It should have parts and shows none: its boundary isn't the one it names, or it names none."""
        self.problems.add(MailProblem.BOUNDARY)
        data = _payload_bytes(part)
        found = _BOUNDARY.search(data)
        if found is None:
            return self._read(data, "plain", None)
        boundary = found[1].decode("ascii", "replace").replace('"', "")
        head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'.encode()
        again = email.message_from_bytes(head + data)
        if not _within(again):
            return self._read(data, "plain", None)
        return self._part(again, level + 1)

    def _read(self, content: bytes, sub: str, charset: str | None) -> str:
        if sub in {"html", "x-amp-html"}:
            in_page = charset_in(content)
            if charset is None or (charset.lower() in {"us-ascii", "ascii"} and in_page):
                charset = in_page
        found = decode(content, charset, self._hint)
        if found.problem is not None:
            self.problems.add(found.problem)
        markup = sub in {"html", "x-amp-html", "enriched", "richtext"}
        return plain_text(found.text) if markup else found.text

    def _kind(self, part: Message) -> tuple[str, dict[str, str]]:
        kind, details = parameters(raw_header(part, "Content-Type"), self._hint)
        if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
            return kind, details
        return ("text/plain" if kind in {"", "text"} else part.get_content_type()), details

    def _name(self, part: Message, details: dict[str, str]) -> tuple[str, str]:
        """The file's name as it was given, and the disposition."""
        said = raw_header(part, "Content-Disposition")
        disposition, more = parameters(said, self._hint)
        name = more.get("filename") or more.get("name") or details.get("name") or ""
        name = name or details.get("filename") or ""
        return name.strip(), disposition

    def _content(self, part: Message) -> bytes:
        said = header_text(raw_header(part, "Content-Transfer-Encoding"))[0].lower()
        data = _payload_bytes(part)
        how = re.split(r"[\s;(]", said.strip(" '\""))[0]
        if how in {"base64", "b"}:
            found = lenient_base64(data)
            if data.strip() and not found:
                self.problems.add(MailProblem.TRANSFER)
            return found
        if how in {"quoted-printable", "quoted", "q", "qp"}:
            return quopri.decodestring(data)
        if how in {"x-uuencode", "uuencode", "uue", "x-uue"}:
            return self._uudecoded(data)
        return data

    def _uudecoded(self, data: bytes) -> bytes:
        lines = data.splitlines()
        begin = next((i for i, line in enumerate(lines) if line.startswith(b"begin ")), -1)
        out = []
        for line in lines[begin + 1 :]:
            if line.strip() in {b"end", b"`"}:
                break
            try:
                out.append(binascii.a2b_uu(line))
            except binascii.Error:
                self.problems.add(MailProblem.TRANSFER)
        return b"".join(out)

    def _message(self, part: Message, sub: str, payload: list[Message]) -> None:
        """A message within: kept as a file of its own; a report's lines as text."""
        content = b"\n".join(_whole(inner) for inner in payload)
        if sub in {"rfc822", "global", "news", "partial"} and payload:
            content, inner = self._inner_message(part, payload[0], content)
            self._inner.append(inner)
            name = self._name(part, self._kind(part)[1])[0]
            name = name or header_text(raw_header(inner, "Subject"), self._hint)[0] or "message"
            self._attach(content, name if name.lower().endswith(".eml") else f"{name}.eml", "")
            return
        self._attach(content, self._name(part, {})[0] or f"{sub}.txt", "text/plain")

    def _inner_message(
        self, part: Message, inner: Message, content: bytes
    ) -> tuple[bytes, Message]:
        """Some encode a whole message in base64, which the standard forbids."""
        said = header_text(raw_header(part, "Content-Transfer-Encoding"))[0].lower()
        if "base64" in said and not inner.keys():
            content = lenient_base64(_payload_bytes(inner))
            return content, email.message_from_bytes(content)
        return content, inner

    def _attach(self, content: bytes, name: str, kind: str) -> None:
        if len(self.attachments) >= _MOST_ATTACHMENTS:
            self.problems.add(MailProblem.CUT)
            return
        if not name or (name := safe_name(name)) == "file":
            name = f"attachment-{len(self.attachments) + 1}{_ENDINGS.get(kind, '')}"
        found = media_type(name, content) if content else UNKNOWN_TYPE
        digest = hashlib.sha256(content).hexdigest()
        self.attachments.append(MailAttachment(name, found, len(content), digest, content))


def raw_header(message: Message, name: str) -> str | None:
    """The first header of that name as it stands there, undecoded."""
    name = name.lower()
    return next((str(v) for key, v in message.raw_items() if key.lower() == name), None)


def _within(part: Message) -> list[Message]:
    """The parts of a part; none when it is a leaf."""
    found = part.get_payload() if part.is_multipart() else []
    return [one for one in found if isinstance(one, Message)] if isinstance(found, list) else []


def _payload_bytes(part: Message) -> bytes:
    """The bytes as they stand in the mail; its own decoding is less patient with them than ours."""
    del part["Content-Transfer-Encoding"]  # read before; without it nothing is decoded
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _whole(message: Message) -> bytes:
    """The inner message's bytes as they came."""
    out = io.BytesIO()
    try:
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
    except (UnicodeError, LookupError, ValueError, TypeError, AttributeError):
        return out.getvalue()
    return out.getvalue()

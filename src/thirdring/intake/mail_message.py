"""One message, from its bytes to what a person reads. Whatever the bytes are, nothing raises."""

import datetime as dt
import email
import hashlib
import re
from dataclasses import dataclass, field
from email.message import Message

from thirdring.domain.mail import Automatic, MailProblem
from thirdring.domain.text_safety import TextKind, clean
from thirdring.intake.mail_automatic import automatic_kind
from thirdring.intake.mail_charsets import codec_named
from thirdring.intake.mail_headers import Address, addresses, date_of, header_text, parameters
from thirdring.intake.mail_parts import MailAttachment, Parts, TooDeep, raw_header

# What is shown and becomes the ticket's text, in characters and bytes of UTF-8: what a ticket
# holds with its other texts (domain/text_safety.py). The message itself is kept whole.
MOST_CHARACTERS = 36_000
MOST_BYTES = 96_000
_MOST_SUBJECT = 500
_MOST_ID = 500
_MOST_REFERENCES = 100
_ID = re.compile(r"<[^<>\s]{1,400}>")
_LINE_END = re.compile(rb"\r\n|\r")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
_SPACED = re.compile(rb"\A([!-9;-~]+)[ \t]+:")
_KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding"
    rb"|reply-to|return-path|received)[ \t]*:",
    re.IGNORECASE,
)
_ENVELOPE = re.compile(rb">?From (?![ \t]*:)")
# Lines times parts within parts: what the parser would have to look at, at worst.
_MOST_WORK = 100_000_000


@dataclass(frozen=True, slots=True)
class MailMessage:
    """`digest`: SHA-256 of the bytes with line ends made alike, in hex. `sent_at`: what its Date
    says; `received_at`: what the last server on its way says; both aware UTC. `references`: the
    messages it answers, the nearest first. `text` is plain, as far as it is shown.
    """

    message_id: str
    digest: str
    references: tuple[str, ...]
    sender: Address
    to: tuple[Address, ...]
    subject: str
    sent_at: dt.datetime | None
    received_at: dt.datetime | None
    text: str = field(repr=False)
    attachments: tuple[MailAttachment, ...]
    automatic: Automatic | None
    problems: tuple[MailProblem, ...]
    raw: bytes = field(repr=False)


def read_mail(raw: bytes) -> MailMessage:
    """Read one message."""
    problems: set[MailProblem] = set()
    data = _mended(raw)
    head = email.message_from_bytes(_head(data))
    hint = codec_named(parameters(raw_header(head, "Content-Type"))[1].get("charset"))
    subject = _line(header_text(raw_header(head, "Subject"), hint), problems)
    sender = _sender(head, hint)
    text, attachments, automatic = _body(data, hint, problems, subject, sender)
    sent, received = date_of(raw_header(head, "Date")), _received(head)
    if sent is None:
        problems.add(MailProblem.DATE)
    if not sender.address:
        problems.add(MailProblem.SENDER)
    return MailMessage(
        message_id=_message_id(head),
        digest=digest(raw),
        references=_references(head),
        sender=sender,
        to=addresses(raw_header(head, "To"), hint) + addresses(raw_header(head, "Cc"), hint),
        subject=subject,
        sent_at=sent,
        received_at=received,
        text=text,
        attachments=attachments,
        automatic=automatic,
        problems=tuple(problem for problem in MailProblem if problem in problems),
        raw=raw,
    )


def digest(raw: bytes) -> str:
    """The same for one message however its lines end, and whatever blank lines stand around it."""
    return hashlib.sha256(_LINE_END.sub(b"\n", raw).strip(b"\n")).hexdigest()


def looks_like_mail(beginning: bytes) -> bool:
    """Whether a file begins as messages do: with headers, one of which every mail knows."""
    known = 0
    for line in _mended(beginning[:20_000]).splitlines()[:60]:
        if not line.strip():
            break
        if line[:1] not in b" \t" and not _HEADER.match(line):
            return known > 1  # the empty line before the text may be missing
        known += bool(_KNOWN.match(line))
    return known > 0


def _body(
    data: bytes, hint: str | None, problems: set[MailProblem], subject: str, sender: Address
) -> tuple[str, tuple[MailAttachment, ...], Automatic | None]:
    parts = Parts(hint)
    try:
        _refuse_endless(data)
        message = email.message_from_bytes(data)
        automatic = automatic_kind(message, subject, sender.address or sender.name)
        text = parts.text(message)
    except (RecursionError, TooDeep):
        problems.add(MailProblem.UNREADABLE)
        return "", (), None
    problems |= parts.problems
    return _shown(text, problems), tuple(parts.attachments), automatic


def _refuse_endless(data: bytes) -> None:
    """Raise TooDeep for what would keep the parser busy for hours: deep, and of many lines."""
    levels = len(re.findall(rb"multipart/", data, re.IGNORECASE))
    if levels > 20 and levels * data.count(b"\n") > _MOST_WORK:
        raise TooDeep


def _shown(text: str, problems: set[MailProblem]) -> str:
    cut = text[:MOST_CHARACTERS]
    if len(data := cut.encode("utf-8", "replace")) > MOST_BYTES:
        cut = data[:MOST_BYTES].decode("utf-8", "ignore")
    if len(cut) < len(text):
        problems.add(MailProblem.CUT)
    cleaned = clean(cut, TextKind.TEXT)
    if cleaned.notes:
        problems.add(MailProblem.CLEANED)
    return cleaned.text


def _line(found: tuple[str, MailProblem | None], problems: set[MailProblem]) -> str:
    text, problem = found
    if problem is not None:
        problems.add(problem)
    cleaned = clean(text[: _MOST_SUBJECT - 20], TextKind.LINE)
    if any("Line breaks" not in note.msgid for note in cleaned.notes):
        problems.add(MailProblem.CLEANED)
    return cleaned.text


def _sender(head: Message, hint: str | None) -> Address:
    """From; where that says nothing, whoever it can be answered to."""
    for name in ("From", "Reply-To", "Sender", "Return-Path"):
        for one in addresses(raw_header(head, name), hint):
            return Address(
                clean(one.name[:90], TextKind.NAME).text,
                clean(one.address[:400], TextKind.LINE).text,
            )
    return Address("", "")


def _message_id(head: Message) -> str:
    said = header_text(raw_header(head, "Message-ID"))[0]
    found = _ID.search(said)
    return clean((found[0] if found else said)[: _MOST_ID - 20], TextKind.LINE).text


def _references(head: Message) -> tuple[str, ...]:
    answered = _ID.findall(header_text(raw_header(head, "In-Reply-To"))[0])
    thread = _ID.findall(header_text(raw_header(head, "References"))[0])
    return tuple(dict.fromkeys([*answered, *reversed(thread)]))[:_MOST_REFERENCES]


def _received(head: Message) -> dt.datetime | None:
    """When the last server took it, by the first line it left."""
    said = raw_header(head, "Received") or ""
    return date_of(said.rpartition(";")[2]) or date_of(raw_header(head, "Delivery-Date"))


def _head(data: bytes) -> bytes:
    found = re.search(rb"\r?\n\r?\n|\r\r", data)
    return data if found is None else data[: found.end()]


def _mended(raw: bytes) -> bytes:
    """The message without blank lines, a BOM or an envelope line in front, and its header without
    lines that would end it too soon: a wrapped line that lost its blank, a second envelope.
    """
    data = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    end = re.search(rb"\r?\n\r?\n|\r\r", data)
    head = data if end is None else data[: end.start()]
    if len(head) > 1_000_000 or (end is None and not _HEADER.match(head)):
        return data
    lines = head.splitlines(keepends=True)
    last = max((i for i, line in enumerate(lines) if _KNOWN.match(line)), default=-1)
    mended = [
        line if i > last else _mended_line(line)
        for i, line in enumerate(lines)
        if i > last or not _ENVELOPE.match(line)
    ]
    return b"".join(mended) + data[len(head) :]


def _mended_line(line: bytes) -> bytes:
    if line[:1] in b" \t":
        return line
    if not _HEADER.match(line):
        return b" " + line
    return _SPACED.sub(rb"\1:", line)  # as the first standard allowed it

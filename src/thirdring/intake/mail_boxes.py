"""Where messages lie: single files, mbox files, Maildir, folders of all these. Read in pieces.

Nothing is moved, marked or locked; what isn't mail is left alone in a folder, and refused when
somebody named it.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from thirdring.domain.errors import Message, Refusal, say
from thirdring.intake.mail_message import looks_like_mail
from thirdring.intake.open_files import explained, opened_file

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 100
_MOST = MOST_MEGABYTES * MEGABYTE
_PIECE = MEGABYTE
_ENVELOPE = re.compile(
    rb"From (?:\S.*?)?\s*(?:\w{3},? )?(\w{3}) +(\d{1,2}) +(\d{1,2}):(\d\d)(?::(\d\d))?"
    rb"(?: [A-Z]{2,5})? +(?:[+-]\d{4} +)?(\d{4})(?: [+-]\d{4})?\s*\Z"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FoundMail:
    """The bytes of one message; `where` says which file it stands in, and which part of it.

    `arrived_at`: what the mailbox says, aware UTC; None where it says nothing.
    """

    where: str
    raw: bytes
    arrived_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class NoMail:
    """What could not be taken, and why. `quiet`: it lay in a folder and is no mail."""

    where: str
    reason: Message
    quiet: bool = False


def mails_in(path: Path) -> Iterator[FoundMail | NoMail]:
    """Every message below `path`, files in the order of their names."""
    if path.is_dir():
        yield from _folder(path, path)
    else:
        yield from _file(path, path.name, named=True)


def _folder(folder: Path, top: Path) -> Iterator[FoundMail | NoMail]:
    maildir = (folder / "cur").is_dir() and (folder / "new").is_dir()
    try:
        names = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield NoMail(_shown(folder, top), explained(error, folder).message)
        return
    for entry in names:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if maildir and entry.name in {"cur", "new"}:
                yield from _maildir(path, top)
            elif not (maildir and entry.name == "tmp"):
                yield from _folder(path, top)
        elif entry.is_file() and not maildir:
            yield from _file(path, _shown(path, top), named=False)


def _maildir(folder: Path, top: Path) -> Iterator[FoundMail | NoMail]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield _whole(path, _shown(path, top), _arrival(path.name))


def _file(path: Path, where: str, *, named: bool) -> Iterator[FoundMail | NoMail]:
    try:
        with opened_file(path) as file:
            beginning = file.read(20_000)
    except OSError as error:
        yield NoMail(where, explained(error, path).message)
        return
    except Refusal as refusal:
        yield NoMail(where, refusal.message, quiet=not named)
        return
    ending = path.suffix.lower()
    if ending != ".eml" and _envelope(beginning.split(b"\n", 1)[0]):
        yield from _mbox(path, where)
    elif beginning.startswith(_OUTLOOK):
        reason = say("This is a message of Outlook’s own kind: save it as .eml, or as text.")
        yield NoMail(where, reason, quiet=not named and ending != ".msg")
    elif not beginning.strip():
        yield NoMail(where, say("This file is empty."), quiet=not named and ending != ".eml")
    elif ending == ".eml" or looks_like_mail(beginning) or (named and b"\0" not in beginning):
        yield _whole(path, where, None)
    else:
        yield NoMail(where, say("This is no mail."), quiet=not named)


def _whole(path: Path, where: str, arrived_at: dt.datetime | None) -> FoundMail | NoMail:
    try:
        with opened_file(path) as file:
            raw = file.read(_MOST + 1)
    except OSError as error:
        return NoMail(where, explained(error, path).message)
    except Refusal as refusal:
        return NoMail(where, refusal.message)
    return _too_large(where) if len(raw) > _MOST else FoundMail(where, raw, arrived_at)


def _mbox(path: Path, where: str) -> Iterator[FoundMail | NoMail]:
    """Each message between two envelope lines that follow an empty line; quoting is undone."""
    number, size, lines, arrived = 0, 0, list[bytes](), None
    blank = True
    try:
        with opened_file(path) as file:
            while line := file.readline(_PIECE):
                envelope = _envelope(line) if blank else None
                if envelope is not None:
                    if number:
                        yield _message(f"{where}#{number}", lines, size, arrived)
                    number, size, lines = number + 1, 0, []
                    arrived = _stamp(envelope)
                    continue
                size += len(line)
                if size <= _MOST:
                    lines.append(line)
                blank = line in {b"\n", b"\r\n"}
    except OSError as error:
        yield NoMail(where, explained(error, path).message)
        return
    yield _message(f"{where}#{number}", lines, size, arrived)


def _envelope(line: bytes) -> re.Match[bytes] | None:
    return _ENVELOPE.match(line) if line.startswith(b"From ") and len(line) < 400 else None


def _message(
    where: str, lines: list[bytes], size: int, arrived: dt.datetime | None
) -> FoundMail | NoMail:
    if size > _MOST:
        return _too_large(where)
    raw = _QUOTED.sub(rb"\1", b"".join(lines))
    if not raw.strip():
        return NoMail(where, say("This message is empty."))
    return FoundMail(where, raw, arrived)


def _too_large(where: str) -> NoMail:
    return NoMail(
        where, say("This message is larger than {limit} MB.", limit=MOST_MEGABYTES)
    )  # fmt: skip


def _stamp(envelope: re.Match[bytes]) -> dt.datetime | None:
    """The envelope's time, which has no zone and is UTC by custom."""
    month, day, hour, minute, second, year = envelope.groups()
    try:
        return dt.datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute),
            int(second or 0), tzinfo=dt.UTC,
        )  # fmt: skip
    except ValueError:
        return None


def _arrival(name: str) -> dt.datetime | None:
    """When a Maildir took a message in: its file's name begins with the seconds since 1970."""
    seconds = re.match(r"\d{9,10}(?=\.)", name)
    return dt.datetime.fromtimestamp(int(seconds[0]), dt.UTC) if seconds else None


def _shown(path: Path, top: Path) -> str:
    return str(path.relative_to(top.parent))

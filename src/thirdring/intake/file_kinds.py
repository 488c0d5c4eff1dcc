"""What kind of table a file holds, by its content: the name's ending says little.

Back ends of chat services and counters name everything .xls: the old workbook, a web page with a
table in it, workbooks written as XML, and plain text with tabs.
"""

import re
from enum import Enum, auto
from pathlib import Path

from thirdring.domain.errors import Refusal, say
from thirdring.intake.open_files import opened_file

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# The first record of a workbook that is not wrapped in OLE (Excel 2 to 5).
_BARE_WORKBOOK = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
_MARKUP = re.compile(
    r"\s*<(?:!--|!doctype|html|head|meta|body|table|div|style|\?xml|workbook)", re.IGNORECASE
)
_XML_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_PAGE = re.compile(r"<(?:!doctype html|html|table|body)\b", re.IGNORECASE)
_LOOKED_AT = 4096


class FileKind(Enum):
    WORKBOOK = auto()  # XLSX
    OLD_WORKBOOK = auto()  # binary .xls
    XML_WORKBOOK = auto()
    PAGE = auto()  # HTML
    TEXT = auto()


def kind_of(path: Path) -> FileKind:
    """The kind of the file.

    Raises:
        Refusal: empty, locked with a password, or nothing with a table in it. OSError.
    """
    with opened_file(path) as file:
        head = file.read(_LOOKED_AT)
        if head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in head + file.read(
            1 << 22
        ):
            raise Refusal(
                say("{file} is protected by a password: save it without one.", file=path.name)
            )
    if not head.strip(b"\r\n\t \0"):
        raise Refusal(say("{file} is empty.", file=path.name))
    if head.startswith(b"PK"):
        return FileKind.WORKBOOK
    if head.startswith(_OLE) or _BARE_WORKBOOK.match(head):
        return FileKind.OLD_WORKBOOK
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"\x1f\x8b", b"7z\xbc")):
        raise Refusal(say("{file} is not a spreadsheet: save it as XLSX or CSV.", file=path.name))
    return _of_text(path, _readable(head))


def _of_text(path: Path, text: str) -> FileKind:
    if not _MARKUP.match(text):
        return FileKind.TEXT
    if _XML_WORKBOOK in text and "<html" not in text.lower():
        return FileKind.XML_WORKBOOK
    if _PAGE.search(text) or not text.lstrip().startswith("<?"):
        return FileKind.PAGE
    raise Refusal(say("{file} is XML without a table: save it as XLSX or CSV.", file=path.name))


def _readable(head: bytes) -> str:
    """The beginning as text, good enough to see tags in it."""
    for bom, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(bom):
            return head[2:].decode(codec, errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")

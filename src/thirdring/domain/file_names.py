"""Names of files of evidence: safe on every system, shown as they are, never opened by mistake.

What comes from outside may hold a path, characters that can't be seen or that turn the reading
direction (`photo<U+202E>gpj.exe` reads as photoexe.jpg), or a name Windows keeps for a device.
"""

import re
import unicodedata

# Room for "(2)" of a browser and for the folders above it; in characters and bytes of UTF-8.
MOST_CHARACTERS = 120
MOST_BYTES = 200
_LONGEST_EXTENSION = 12
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_RESERVED = str.maketrans(dict.fromkeys('<>:"|?*/\\', "_"))
_DEVICES = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])[ ]*(?:\.|\Z)", re.IGNORECASE
)
_EXTENSION = re.compile(rf"(?<=.)\.[^.\s]{{1,{_LONGEST_EXTENSION}}}\Z", re.DOTALL)

UNKNOWN_TYPE = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
# By extension: the media type, and the signatures of which the content begins with one, by where
# they stand. Without signatures the content must be text.
_TYPES: dict[str, tuple[str, tuple[tuple[int, bytes], ...]]] = {
    "jpg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "jpeg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "png": ("image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    "gif": ("image/gif", ((0, b"GIF87a"), (0, b"GIF89a"))),
    "bmp": ("image/bmp", ((0, b"BM"),)),
    "webp": ("image/webp", ((8, b"WEBP"),)),
    "heic": ("image/heic", ((4, b"ftyp"),)),
    "pdf": ("application/pdf", ((0, b"%PDF-"),)),
    "mp4": ("video/mp4", ((4, b"ftyp"),)),
    "mov": ("video/quicktime", ((4, b"ftyp"), (4, b"moov"), (4, b"mdat"))),
    "m4a": ("audio/mp4", ((4, b"ftyp"),)),
    "mp3": ("audio/mpeg", ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"))),
    "wav": ("audio/wav", ((8, b"WAVE"),)),
    "amr": ("audio/amr", ((0, b"#!AMR"),)),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "eml": ("message/rfc822", ()),
    "docx": (_OFFICE + "wordprocessingml.document", ((0, b"PK\x03\x04"),)),
    "xlsx": (_OFFICE + "spreadsheetml.sheet", ((0, b"PK\x03\x04"),)),
    "pptx": (_OFFICE + "presentationml.presentation", ((0, b"PK\x03\x04"),)),
    "zip": ("application/zip", ((0, b"PK\x03\x04"),)),
    "doc": ("application/msword", ((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),)),
    "xls": ("application/vnd.ms-excel", ((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),)),
}
# What may be handed to the system to be looked at; the rest is only saved where somebody says.
_LOOKED_AT = ("image/", "audio/", "video/", "text/plain", "text/csv", "application/pdf")


def safe_name(name: str) -> str:
    """`name` without its path, fit for any file system; its extension is kept. Never empty.

    Applying it twice changes nothing more.
    """
    name = re.split(r"[/\\]", name.rstrip("/\\ \t\r\n"))[-1]
    name = "".join(" " if c in "\t\r\n" else c for c in name)
    name = "".join(c for c in name if unicodedata.category(c) not in _UNSEEN)
    name = unicodedata.normalize("NFC", " ".join(name.translate(_RESERVED).split()))
    name = _shortened(_trimmed(name))
    if _DEVICES.match(name):
        name = _shortened("_" + name)
    return name or "file"


def media_type(name: str, content: bytes) -> str:
    """What the content is by its name, where its first bytes agree; else `UNKNOWN_TYPE`.

    A program in a picture's clothes is of unknown type, and so is every program.
    """
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in _TYPES:
        return UNKNOWN_TYPE
    found, signatures = _TYPES[extension]
    if not signatures:
        return found if _is_text(content) else UNKNOWN_TYPE
    fits = any(content.startswith(mark, at) for at, mark in signatures)
    return found if fits else UNKNOWN_TYPE


def looked_at(kind: str) -> bool:
    """Whether the desk opens files of this media type; programs, archives and documents that may
    carry programs it never does.
    """
    return kind.startswith(_LOOKED_AT)


def _is_text(content: bytes) -> bool:
    if content.startswith(b"MZ") or b"\0" in content[:65_536]:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16
    return True


def _trimmed(name: str) -> str:
    # Windows drops dots and blanks at the end; a dot in front hides the file elsewhere.
    return name.strip(" .")


def _shortened(name: str) -> str:
    extension = found[0] if (found := _EXTENSION.search(name)) else ""
    stem = name[: len(name) - len(extension)]
    stem = stem[: MOST_CHARACTERS - len(extension)]
    while len((stem + extension).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return _trimmed(_trimmed(stem) + extension)

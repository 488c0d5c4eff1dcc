"""D6: evidence has a name no system stumbles over, and a type its content bears out."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thirdring.domain.file_names import (
    MOST_BYTES,
    MOST_CHARACTERS,
    UNKNOWN_TYPE,
    looked_at,
    media_type,
    safe_name,
)

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\s*(\.|$)", re.IGNORECASE)
hostile = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('./\\:*?"<>|\x00\u202e\u200b\ud800 \t\n.()é' + "COMNULaux12"),
    ),
    max_size=300,
)


@given(hostile)
@example("COM1")
@example("com1 .txt")
@example("a" * 119 + ".jpg")
@example("." * 200)
@example("图" * 100 + ".jpeg")
@example("x." + "é" * 12)
@example("a." + "\U0001f600" * 12)
def test_d6_every_name_becomes_one_that_is_safe_everywhere(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= MOST_CHARACTERS
    assert len(safe.encode()) <= MOST_BYTES
    assert not set(safe) & set('<>:"/\\|?*')
    assert all(unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029" for c in safe)
    assert safe == safe.strip(" .")
    assert not _DEVICE.match(safe)
    assert safe_name(safe) == safe


@given(
    st.text("abc图证据 -_", min_size=1, max_size=200).filter(lambda s: s.strip()),
    st.sampled_from(["jpg", "pdf", "docx", "JPEG"]),
)
def test_d6_the_extension_is_kept_however_long_the_name(stem: str, extension: str) -> None:
    assert safe_name(f"{stem}.{extension}").endswith(f".{extension}")


@pytest.mark.parametrize(
    ("given_", "safe"),
    [
        ("发票 照片.jpg", "发票 照片.jpg"),
        (r"C:\Users\lin\桌面\沙发.png", "沙发.png"),
        ("../../etc/passwd", "passwd"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("CON", "_CON"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("LPT¹.txt", "_LPT¹.txt"),
        (".bashrc", "bashrc"),
        ("report. . .", "report"),
        ("合同:第一版?.docx", "合同_第一版_.docx"),
        ("", "file"),
        ("///", "file"),
        ("a\tb\nc.txt", "a b c.txt"),
        ("console.log", "console.log"),
        ("XX 号楼 X", "XX 号楼 X"),
        ("COM1 .txt", "_COM1.txt"),
        ("a" * 120, "a" * 120),
        ("a" * 121, "a" * 120),
        ("a" * 200 + ".jpg", "a" * 116 + ".jpg"),
        ("图" * 100 + ".jpeg", "图" * 65 + ".jpeg"),
        ("图" * 100, "图" * 66),
        ("é" * 100, "é" * 100),
        ("a" * 120 + "." + "e" * 12, "a" * 107 + "." + "e" * 12),
        ("a" * 120 + "." + "e" * 13, "a" * 120),
        ("a" * 115 + " " + "b" * 9 + ".jpg", "a" * 115 + ".jpg"),
        ("AUX." + "e" * 120, "_AUX." + "e" * 115),
        ("e\u0301.jpg", "é.jpg"),
        ("a\r b/", "a b"),
        ("一\\二\\", "二"),
    ],
)
def test_d6_names(given_: str, safe: str) -> None:
    assert safe_name(given_) == safe


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.webp", b"RIFF0000WEBPVP8 ", "image/webp"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "video/mp4"),
        ("a.txt", "送货单".encode(), "text/plain"),
        ("a.txt", b"\xff\xfea\0b\0", "text/plain"),
        ("a.jpg", b"MZ\x90\0", UNKNOWN_TYPE),
        ("a.txt", b"MZ\x90\0", UNKNOWN_TYPE),
        ("a.txt", b"\x7fELF\0\0", UNKNOWN_TYPE),
        ("setup.exe", b"MZ\x90\0", UNKNOWN_TYPE),
        ("page.html", b"<script>", UNKNOWN_TYPE),
        ("image.svg", b"<svg onload=...>", UNKNOWN_TYPE),
        ("noext", b"\xff\xd8\xff", UNKNOWN_TYPE),
        ("a.", b"x", UNKNOWN_TYPE),
        ("jpg", b"\xff\xd8\xff", UNKNOWN_TYPE),
        ("a.b.jpeg", b"\xff\xd8\xff", "image/jpeg"),
        ("a.gif", b"GIF89a", "image/gif"),
        ("a.webp", b"WEBP", UNKNOWN_TYPE),
        ("a.csv", b"x" * 65_536 + b"\0", "text/csv"),
        ("a.csv", b"x" * 65_535 + b"\0", UNKNOWN_TYPE),
        ("a.eml", b"\xfe\xff\0a", "message/rfc822"),
        ("a.txt", b"", "text/plain"),
        ("a.txt", b"MZ", UNKNOWN_TYPE),
        ("a.txt", b"mz", "text/plain"),
    ],
)
def test_d6_the_type_is_what_name_and_content_agree_on(
    name: str, content: bytes, kind: str
) -> None:
    assert media_type(name, content) == kind


def test_d6_only_what_can_carry_no_program_is_opened() -> None:
    for kind in ("image/jpeg", "audio/mpeg", "video/mp4", "text/plain", "application/pdf"):
        assert looked_at(kind)
    for kind in (UNKNOWN_TYPE, "application/zip", "application/msword", "message/rfc822"):
        assert not looked_at(kind)

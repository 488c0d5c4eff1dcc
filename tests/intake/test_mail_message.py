"""Mail as it really is, made byte by byte: charsets, headers, parts, and what nobody should send."""

import base64
import os
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.mail import Automatic, MailProblem
from thirdring.intake.mail_html import plain_text
from thirdring.intake.mail_message import MailMessage, digest, looks_like_mail, read_mail

TEXT = "您好，我在贵店买的沙发坏了，要求退货。朱镕基路 88 号"
HEAD = "From: 王女士 <wang@example.cn>\nDate: Sun, 22 Nov 2026 12:00:00 +0800\n"


def mail(body: bytes, **headers: str | bytes) -> MailMessage:
    lines = [b"From: w@example.cn", b"Date: Sun, 22 Nov 2026 12:00:00 +0800"]
    for name, value in headers.items():
        data = value if isinstance(value, bytes) else value.encode()
        lines.append(name.replace("_", "-").encode() + b": " + data)
    return read_mail(b"\n".join(lines) + b"\n\n" + body)


def several(*parts: bytes, boundary: str = "b", declared: str | None = None) -> MailMessage:
    body = b"".join(f"--{boundary}\n".encode() + part + b"\n" for part in parts)
    kind = f'multipart/mixed; boundary="{boundary}"' if declared is None else declared
    return mail(body + f"--{boundary}--\n".encode(), Content_Type=kind)


# --- charsets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "really"),
    [
        ("gb2312", "gb18030"), ("GB2312", "gbk"), ("x-gbk", "gbk"), ("gb18030", "gb18030"),
        ("utf-8", "utf-8"), ("UTF8", "utf-8"), ("utf-16", "utf-16"),
    ],
)  # fmt: skip
def test_what_is_declared_is_read_by_its_larger_set(declared: str, really: str) -> None:
    found = mail(TEXT.encode(really), Content_Type=f"text/plain; charset={declared}")
    assert found.text == TEXT
    assert found.problems == ()


@pytest.mark.parametrize(
    ("declared", "really"),
    [
        ("us-ascii", "gb18030"), ("iso-8859-1", "gbk"), ("utf-8", "gb18030"), ("gbk", "utf-8"),
        ("iso-8859-1", "utf-8"), ("x-unknown-8bit", "gb18030"), ("big5", "gb18030"),
        ("gb2312", "hz"),
    ],
)  # fmt: skip
def test_a_wrong_charset_is_noticed_and_the_right_one_found(declared: str, really: str) -> None:
    said = TEXT.replace("镕", "容")  # not in the oldest set
    found = mail(said.encode(really), Content_Type=f"text/plain; charset={declared}")
    assert found.text == said
    assert declared == "x-unknown-8bit" or MailProblem.CHARSET in found.problems


@pytest.mark.parametrize("really", ["utf-8", "gb18030", "big5", "hz"])
def test_a_missing_charset_is_found_out(really: str) -> None:
    said = "您好，我買的沙發壞了，要求退貨，謝謝" if really == "big5" else TEXT.replace("镕", "容")
    assert mail(said.encode(really)).text == said


def test_the_charset_of_a_page_may_stand_only_in_its_head() -> None:
    page = f"<html><head><meta charset='gb2312'></head><body>{TEXT}</body></html>"
    assert mail(page.encode("gb18030"), Content_Type="text/html").text == TEXT
    old = page.replace(
        "charset='gb2312'", 'http-equiv=Content-Type content="text/html; charset=gb2312"'
    )
    found = mail(old.encode("gb18030"), Content_Type="text/html; charset=us-ascii")
    assert found.text == TEXT


def test_western_letters_without_a_charset_stay_western() -> None:
    assert mail("Grüße aus Köln, Stéphane".encode("cp1252")).text == "Grüße aus Köln, Stéphane"


def test_what_no_encoding_fits_is_shown_with_marks_and_said() -> None:
    found = mail("退货".encode("gb18030") + b"\xff\xfe\x80 " + "您好投诉要求".encode("gb18030"))
    assert "投诉" in found.text
    assert MailProblem.LOST in found.problems


@pytest.mark.parametrize("name", ["hex", "rot13", "idna", "unicode_escape", "undefined", "\0"])
def test_codecs_that_are_no_charsets_are_none(name: str) -> None:
    assert mail(TEXT.encode(), Content_Type=f'text/plain; charset="{name}"').text == TEXT


# --- headers -----------------------------------------------------------------------------------


def word(data: bytes, charset: str = "gb2312", how: str = "B") -> str:
    coded = base64.b64encode(data).decode() if how == "B" else data.hex("=").join(["=", ""])
    return f"=?{charset}?{how}?{coded}?="


def test_words_cut_inside_a_character_are_joined_before_they_are_decoded() -> None:
    data = "关于沙发的投诉".encode("gb18030")
    cut = f"{word(data[:5])}\n {word(data[5:9])} {word(data[9:])}"
    assert mail(b"", Subject=cut).subject == "关于沙发的投诉"


def test_base64_cut_wherever_the_line_was_full_is_joined_too() -> None:
    coded = base64.b64encode("关于沙发的投诉和退货".encode()).decode()
    cut = f"=?utf-8?B?{coded[:10]}?= =?utf-8?B?{coded[10:]}?="
    assert mail(b"", Subject=cut).subject == "关于沙发的投诉和退货"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("关于沙发的投诉".encode("gb18030"), "关于沙发的投诉"),
        ("关于沙发的投诉".encode(), "关于沙发的投诉"),
        ("關於沙發的投訴，謝謝".encode("big5"), "關於沙發的投訴，謝謝"),
        (b"=?utf-8?q?a=2C_b?= c =?x-nobody?q?=41?=", "a, b c A"),
        (b"=?gb2312?Q?=CD=CB=BB=F5?= =?utf-8?B?6YCA6LSn?=", "退货退货"),
        (b"=?utf-8*zh?B?6YCA6LSn?=", "退货"),
        (b"=?utf-8?B?6YCA6LSn", "退货"),
        (b"plain =?= and =?x", "plain =?= and =?x"),
    ],
)
def test_a_subject_is_read(raw: bytes, expected: str) -> None:
    assert mail(b"", Subject=raw).subject == expected


def test_raw_headers_are_read_by_the_charset_of_the_text_below() -> None:
    found = mail(b"", Content_Type="text/plain; charset=cp1251", Subject="Жалоба".encode("cp1251"))
    assert found.subject == "Жалоба"


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        (b"=?gb2312?B?zfXFrsq/?= <w@x.cn>", "王女士", "w@x.cn"),
        ('"王, 女士" <w@x.cn>'.encode("gb18030"), "王, 女士", "w@x.cn"),
        ('"許功蓋" <x@x.tw>'.encode("big5"), "許功蓋", "x@x.tw"),  # each ends in a backslash
        (b"w@x.cn (Wang)", "Wang", "w@x.cn"),
        (b"<w@x.cn>", "", "w@x.cn"),
        (b"friends: a@x.cn, b@x.cn;", "", "a@x.cn"),
        (b'"a@x.cn" <b@y.cn>', "a@x.cn", "b@y.cn"),
        (b"Wang", "Wang", ""),
    ],
)
def test_a_sender_is_read(value: bytes, name: str, address: str) -> None:
    found = read_mail(b"From: " + value + b"\n\n").sender
    assert (found.name, found.address) == (name, address)


def test_references_are_read_the_nearest_first() -> None:
    found = mail(b"", In_Reply_To="<c@x>", References="<a@x>\n <b@x> <c@x> junk")
    assert found.references == ("<c@x>", "<b@x>", "<a@x>")


def test_dates_are_utc_and_the_last_server_says_when_it_arrived() -> None:
    found = mail(b"", Received="from a by b; Sun, 22 Nov 2026 12:05:00 +0800 (CST)")
    assert found.sent_at == datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    assert found.received_at == datetime(2026, 11, 22, 4, 5, tzinfo=UTC)
    bad = read_mail(b"From: a@b.c\nDate: Sun, 99 Foo 20266 99:99\n\n")
    assert (bad.sent_at, MailProblem.DATE in bad.problems) == (None, True)


def test_a_header_broken_by_a_lost_blank_or_a_second_envelope_goes_on() -> None:
    raw = b"Received: from a\nby b; x\nFrom someone\nFrom : a@b.c\nSubject: still there\n\ntext"
    found = read_mail(raw)
    assert (found.subject, found.sender.address, found.text) == ("still there", "a@b.c", "text")


# --- parts -------------------------------------------------------------------------------------


def attached(name_header: bytes, content: bytes = b"data") -> bytes:
    return (
        b"Content-Type: application/octet-stream\nContent-Disposition: attachment; "
        + name_header + b"\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(content)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"filename*=gbk''%CD%CB%BB%F5%B5%A5.pdf", "退货单.pdf"),
        (b"filename*0*=utf-8''%E9%80%80%E8; filename*1*=%B4%A7; filename*2=.pdf", "退货.pdf"),
        ('filename="退货单.pdf"'.encode("gb18030"), "退货单.pdf"),
        ('filename="許.pdf"'.encode("big5"), "許.pdf"),
        (b'filename="=?gb2312?B?zcu79bWlLnBkZg==?="', "退货单.pdf"),
        (b"filename*0==?utf-8?B?6YCA6LSn; filename*1=?=.pdf", "退货.pdf"),
        (b"filename=two words (1).pdf", "two words (1).pdf"),
        (b'filename="../../etc/passwd"', "passwd"),
        (b'filename="C:\\\\a\\\\nul.txt"', "_nul.txt"),
        ("filename=photo\u202egpj.exe".encode(), "photogpj.exe"),
    ],
)
def test_a_file_is_named_as_it_is_and_safely(header: bytes, name: str) -> None:
    (found,) = several(b"\nhi", attached(header)).attachments
    assert (found.name, found.content, found.size) == (name, b"data", 4)


def test_a_program_in_a_pictures_clothes_is_of_unknown_type() -> None:
    (found,) = several(attached(b"filename=a.jpg", b"MZ program")).attachments
    assert found.media_type == "application/octet-stream"


def test_of_alternatives_the_plain_one_is_read_and_nothing_is_read_twice() -> None:
    found = several(
        b"Content-Type: text/html\n\n<b>Hallo</b>", b"Content-Type: text/plain\n\nHello",
        declared='multipart/alternative; boundary="b"',
    )  # fmt: skip
    assert (found.text, found.attachments) == ("Hello", ())
    html = several(
        b"Content-Type: text/plain\n\n  ", b"Content-Type: text/html\n\n<b>Hallo</b>",
        declared='multipart/alternative; boundary="b"',
    )  # fmt: skip
    assert html.text == "Hallo"


@pytest.mark.parametrize(
    "declared",
    ["multipart/mixed", 'multipart/mixed; boundary="other"', "multipart/mixed; boundary="],
)
def test_a_missing_or_wrong_boundary_is_found_out(declared: str) -> None:
    found = several(
        b"Content-Type: text/plain\n\nhi", attached(b"filename=a.pdf", b"%PDF-1"), declared=declared
    )
    assert (found.text, [a.name for a in found.attachments]) == ("hi", ["a.pdf"])
    assert MailProblem.BOUNDARY in found.problems


def test_a_forwarded_message_is_kept_whole_and_read_when_it_is_all_there_is() -> None:
    inner = b"From: a@b.c\nSubject: =?utf-8?B?6YCA6LSn?=\n\ninner text"
    found = several(b"Content-Type: message/rfc822\n\n" + inner)
    assert [(a.name, a.content) for a in found.attachments] == [("退货.eml", inner)]
    assert found.text == "From: a@b.c\nSubject: 退货\n\ninner text"
    with_words = several(b"\nsee below", b"Content-Type: message/rfc822\n\n" + inner)
    assert with_words.text == "see below"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("base64", b"aGVsbG8g\nd29y!bGQ= trailing words"),
        ("BASE64 ;", b"aGVsbG8gd29ybGQ"),
        ("quoted-printable", b"hello=20wor=\nld"),
        ("x-uuencode", b"begin 644 a\n+:&5L;&\\@=V]R;&0\n`\nend\n"),
        ("8-bit", b"hello world"),
        ("x-nobody-knows", b"hello world"),
    ],
)
def test_transfer_encodings_are_read_patiently(encoding: str, data: bytes) -> None:
    assert mail(data, Content_Transfer_Encoding=encoding).text == "hello world"


@pytest.mark.parametrize("levels", [150, 1_000])
def test_nested_beyond_reading_it_is_kept_whole_and_shown_as_unreadable(levels: int) -> None:
    raw = b"Subject: deep\nFrom: a@b.c\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(levels)
    )
    found = read_mail(raw)
    assert (found.subject, found.text, found.raw) == ("deep", "", raw)
    assert MailProblem.UNREADABLE in found.problems


def test_a_mail_of_fifty_megabytes_goes_through(long_round: bool) -> None:
    content = os.urandom(37_000_000 if long_round else 2_000_000)
    found = several(b"\nhi", attached(b"filename=film.mp4", content))
    assert (found.text, found.attachments[0].size) == ("hi", len(content))


def test_what_is_longer_than_a_ticket_holds_is_cut_and_said() -> None:
    found = mail(("退" * 50_000).encode())
    assert MailProblem.CUT in found.problems
    assert len(found.text.encode()) <= 96_000


def test_what_deceives_the_reader_is_taken_out_and_said() -> None:
    found = mail("photo\u202egpj\u200b\0 here".encode(), Subject="a\u202eb")
    assert (found.text, found.subject) == ("photogpj here", "ab")
    assert MailProblem.CLEANED in found.problems


def test_the_digest_is_of_the_message_however_its_lines_end() -> None:
    raw = b"Subject: x\n\nhello\n"
    assert digest(raw) == digest(raw.replace(b"\n", b"\r\n")) == digest(b"\n" + raw + b"\n\n")
    assert digest(raw) != digest(b"Subject: x\n\nhello!\n")


# --- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one<br>two</p><p>three", "one\ntwo\n\nthree"),
        ("<script>x()</script><style>p{}</style><!-- no --><p>yes", "yes"),
        ("<ul><li>a<li>b</ul>", "• a\n• b"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<img src='http://x/y.gif' alt='the receipt'>", "[the receipt]"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("a&nbsp;&lt;b&gt; &#x9000;货", "a <b> 退货"),
        ("", ""),
    ],
)
def test_a_page_becomes_what_a_reader_sees(page: str, text: str) -> None:
    assert plain_text(page) == text


def test_a_page_nested_to_keep_the_parser_busy_is_stripped_instead() -> None:
    assert plain_text("<div>" * 100_000 + "<script>x</script>hello") == "hello"


# --- who wrote it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Content_Type": "multipart/report; report-type=delivery-status"}, Automatic.BOUNCE),
        ({"X_Failed_Recipients": "a@b.c"}, Automatic.BOUNCE),
        ({"Auto_Submitted": "auto-replied (vacation)"}, Automatic.AUTO_REPLY),
        ({"Subject": "自动回复：您好"}, Automatic.AUTO_REPLY),
        ({"Subject": "Automatic reply: Out until Monday"}, Automatic.AUTO_REPLY),
        ({"X_Autoreply": "yes"}, Automatic.AUTO_REPLY),
        ({"List_Id": "<news.example.com>"}, Automatic.MAILING_LIST),
        ({"Precedence": "bulk"}, Automatic.MAILING_LIST),
        ({"Auto_Submitted": "auto-generated", "Subject": "网站留言：投诉"}, None),
        ({"Subject": "退信"}, None),  # a customer may write about one
    ],
)
def test_what_no_person_wrote_is_told(headers: dict[str, str], kind: Automatic | None) -> None:
    assert mail(b"x", **headers).automatic is kind


def test_a_bounce_by_its_sender_and_subject() -> None:
    raw = b"From: MAILER-DAEMON@x.cn\nSubject: =?utf-8?B?6YCA5L+h?=\n\nx"
    assert read_mail(raw).automatic is Automatic.BOUNCE


# --- anything at all ---------------------------------------------------------------------------

SEEDS = (
    (HEAD + "Subject: =?gb2312?B?zcu79Q==?=\nMessage-ID: <1@x>\n\n").encode() + TEXT.encode("gbk"),
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nhi\n--b\nContent-Type: message/rfc822'
    b"\n\nSubject: x\n\ny\n--b\nContent-Disposition: attachment; filename*=gbk''%cd%cb\n\nz\n--b--",
    b"Content-Type: text/html; charset=big5\nContent-Transfer-Encoding: base64\n\nPHA+YQ==",
)
BITS = (
    b"\0", b"\xff", b"=?", b"?=", b'"', b"\n\n", b"\r", b"charset=utf-7", b"charset=punycode",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"message/rfc822", b"<", b"(", b";",
    b"filename*0*=", b"~{", b"\x1b$B", b"--b\n", b"Content-Transfer-Encoding: base64\n\n",
)  # fmt: skip


@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(BITS))))
def test_no_mail_raises_whatever_is_done_to_it(seed: bytes, edits: list[tuple[int, bytes]]) -> None:
    raw = seed
    for place, bit in edits:
        at = place % (len(raw) + 1)
        raw = raw[:at] + bit + raw[at + len(bit) % 3 :]
    found = read_mail(raw)
    (found.subject + found.text + found.sender.name + "".join(found.references)).encode()
    assert found.raw == raw


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    assert read_mail(raw).raw == raw
    assert isinstance(looks_like_mail(raw), bool)

"""The gate for texts: what is taken out and said, what is refused, what stays as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.errors import Refusal
from thirdring.domain.text_safety import (
    BLANKS,
    MAX_BYTES,
    MAX_LENGTH,
    TextKind,
    clean,
    refuse_overlong,
)

KINDS = st.sampled_from(list(TextKind))
# Surrogates, controls, direction and joiners far more often than chance would bring them.
NASTY = st.text(
    st.sampled_from(
        "ab 王 \n\t\r\x00\x07\x7f\x85\u200b\u200c\u200d\u200e\u202e\u2066\ufeff\ud800\udfff"
    )
    | st.sampled_from("👩👧🏴\ufe0fक्षم\u0301\u2028\ufffe\U000e0067<&'\"")
    | st.characters(),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "kept", "note"),
    [
        ("王\x00女士", "王女士", "Control characters were removed."),
        ("a\x1b[31mb", "a[31mb", "Control characters were removed."),
        ("a\ufffeb\U0001ffffc", "abc", "Control characters were removed."),
        ("退款\u202e100", "退款100", "Characters that turn the reading direction were removed."),
        ("a\u2067b\u2069", "ab", "Characters that turn the reading direction were removed."),
        ("\u200e王", "王", "Characters that turn the reading direction were removed."),
        ("王\u200b女\ufeff士", "王女士", "Invisible characters were removed."),
        ("ad\u00admin", "admin", "Invisible characters were removed."),
        ("ad\u200dmin", "admin", "Invisible characters were removed."),
        ("王\u200c女", "王女", "Invisible characters were removed."),
        ("a\U000e0041b", "ab", "Invisible characters were removed."),
        ("half \ud83d", "half \ufffd", "Half a character was replaced by \ufffd."),
        ("two\nlines", "two lines", "Line breaks became spaces."),
        ("two\r\nlines", "two lines", "Line breaks became spaces."),
        ("a\u2028b", "a b", "Line breaks became spaces."),
        ("a\tb", "a b", "Line breaks became spaces."),
    ],
)
def test_what_is_taken_out_is_said(typed: str, kept: str, note: str) -> None:
    cleaned = clean(typed, TextKind.NAME)
    assert cleaned.text == kept
    assert [str(n) for n in cleaned.notes] == [note]


@pytest.mark.parametrize(
    "text",
    ["王女士", "<img src=x>", "O'Neil \"Q\"", "👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "क्\u200dष", "می\u200cخواهم", "😀",
     "=1+1", "naïve", "𠀀"],
)  # fmt: skip
def test_what_harms_nobody_stays(text: str) -> None:
    assert clean(text, TextKind.NAME).text == text
    assert clean(text, TextKind.NAME).notes == ()


def test_outer_spaces_go_and_letters_are_composed_without_a_word() -> None:
    cleaned = clean(" cafe\u0301 \u3000", TextKind.NAME)
    assert (cleaned.text, cleaned.notes) == ("café", ())


def test_both_kinds_of_invisible_characters_are_one_note() -> None:
    assert len(clean("a\u200bb\u200dc").notes) == 1


def test_a_text_keeps_its_lines_whatever_ended_them() -> None:
    assert clean("a\r\nb\rc\u2029d\x0be\n", TextKind.TEXT).text == "a\nb\nc\nd\ne"
    assert clean("a\tb", TextKind.TEXT).text == "a\tb"


@pytest.mark.parametrize("kind", list(TextKind))
def test_too_long_is_refused_and_never_cut(kind: TextKind) -> None:
    most = MAX_LENGTH[kind]
    assert clean("x" * most, kind).text == "x" * most
    with pytest.raises(Refusal) as refused:
        clean("x" * (most + 1), kind, field="raised")
    assert str(refused.value) == f"This is {most + 1} characters long; at most {most} fit here."
    assert refused.value.field == "raised"
    with pytest.raises(Refusal) as refused:
        clean("x" * (most + 1), kind)
    assert refused.value.field == ""
    with pytest.raises(Refusal) as refused:
        refuse_overlong("x" * (most + 1), kind)
    assert refused.value.field == ""


def test_a_text_of_many_bytes_is_refused_with_what_would_fit() -> None:
    fits = MAX_BYTES // 4
    assert clean("𠀀" * fits).text == "𠀀" * fits
    with pytest.raises(Refusal, match=f"at most {fits} fit here"):
        clean("𠀀" * (fits + 100))
    assert len(clean("王" * 32_768).text) == 32_768


@given(NASTY, KINDS)
def test_cleaning_twice_changes_nothing_more(typed: str, kind: TextKind) -> None:
    once = clean(typed, kind)
    twice = clean(once.text, kind)
    assert twice.text == once.text
    assert twice.notes == ()


@given(NASTY, KINDS)
def test_what_passed_can_be_stored_and_shown(typed: str, kind: TextKind) -> None:
    text = clean(typed, kind).text
    text.encode()  # no lone surrogate is left
    assert unicodedata.is_normalized("NFC", text)
    bad = {"Cc", "Cs"} - ({"Cc"} if kind in {TextKind.TEXT, TextKind.PHRASE} else set())
    assert not any(unicodedata.category(c) in bad for c in text)
    assert "\x00" not in text
    assert not any(
        unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF"} for c in text
    )


@given(NASTY, KINDS)
def test_nothing_seen_changes_silently(typed: str, kind: TextKind) -> None:
    cleaned = clean(typed, kind)
    if not cleaned.notes:
        lines = typed.replace("\r\n", "\n").replace("\r", "\n")
        for end in "\x0b\x0c\x85\u2028\u2029":
            lines = lines.replace(end, "\n")
        assert cleaned.text == unicodedata.normalize("NFC", lines.strip()).strip()


def test_what_says_nothing_is_what_nothing_is_left_of() -> None:
    """Of the first plane, and what lies at the edges of the others."""
    listed = {code for first, last in BLANKS for code in range(first, last + 1)}
    beside = {code + step for code in listed for step in (-1, 1)}
    tried = (set(range(0x10000)) | listed | beside) & set(range(0x110000))
    # A name's length refuses no single character, and needs no search for lines.
    assert {code for code in tried if not clean(chr(code), TextKind.NAME).text} == listed


_BEYOND = "\U00010400"  # a text that holds it is always looked through for each thing by itself


@given(st.text(max_size=40), st.sampled_from(TextKind))
def test_a_text_that_looks_harmless_has_nothing_to_be_taken_out(text: str, kind: TextKind) -> None:
    plain, thorough = clean(f"a{text}b", kind), clean(f"a{text}b{_BEYOND}", kind)
    assert (plain.text + _BEYOND, plain.notes) == (thorough.text, thorough.notes)


@pytest.mark.parametrize("block", range(0, 0x10000, 0x1000))
def test_each_character_is_looked_for(block: int) -> None:
    for one in map(chr, range(block, block + 0x1000)):
        assert clean(f"a{one}b").text + _BEYOND == clean(f"a{one}b{_BEYOND}").text

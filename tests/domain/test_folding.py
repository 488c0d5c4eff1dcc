"""Folding what people type, and the way back to where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.folding import fold, folded


@pytest.mark.parametrize(
    ("text", "expected", "origin"),
    [
        ("Ab退", "ab退", None),
        ("  a", " a", (0, 2)),
        ("a  b \t c ", "a b c ", (0, 1, 3, 4, 7, 8)),
        ("\u3000\u00a0退", " 退", (0, 2)),
        ("ﬁ退", "fi退", (0, 0, 1)),
        ("a\u200b \u200b b", "a b", (0, 2, 5)),
        ("", "", None),
    ],
)
def test_runs_of_white_space_become_one_also_at_the_ends(
    text: str, expected: str, origin: tuple[int, ...] | None
) -> None:
    there = fold(text)
    assert (there.text, there.origin) == (expected, origin)


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        # Case, width, ligatures, fractions: what Unicode calls compatible.
        ("Ａ", "a"), ("ß", "ss"), ("ﬃ", "ffi"), ("㎏", "kg"), ("½", "1⁄2"), ("İ", "i"), ("É", "e"),
        # Apostrophes of any kind, marks and invisible signs leave nothing behind.
        *((sign, "") for sign in "'’‘ʼ＇`´‛′"),
        ("\u0301", ""), ("\u20dd", ""), ("\u200b", ""), ("\x01", ""), ("\ud800", ""),
        # White space is a space, also where it only becomes one by its compatible form.
        *((space, " ") for space in " \t\n\u3000\u00a0\u2003\x1f¨¯‗"),
        # Marks that stand for letters or make them (Mc), currency, private use: kept.
        ("\u0903", "\u0903"), ("￥", "¥"), ("\ue000", "\ue000"),
        # Traditional characters, at both ends of the blocks that hold any.
        ("沙", "沙"), ("發", "发"), ("後", "后"), ("㐀", "㐀"), ("鿿", "鿿"), ("䊷", "䌶"),
        ("\U00020000", "\U00020000"), ("\U0003ffff", "\U0003ffff"),
    ],
    ids=lambda text: "+".join(f"{ord(one):04X}" for one in text),
)  # fmt: skip
def test_each_character_folds_to_what_people_mean(char: str, expected: str) -> None:
    assert fold(char).text == folded(char) == expected


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=20))
def test_a_chinese_character_folds_to_exactly_one(text: str) -> None:
    assert fold(text).origin is None
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "start", "end", "stood"),
    [
        ("退货", 0, 1, "退"),
        ("ab退", 1, 3, "b退"),
        ("a\u200bb", 0, 2, "a\u200bb"),
        ("a\u200bb", 1, 2, "b"),
        ("ﬁ退", 0, 1, "ﬁ"),
        ("ﬁ退", 1, 2, "ﬁ"),
        ("ﬁ退", 1, 3, "ﬁ退"),
        ("don’t  go", 4, 6, " g"),
        ("don’t  go", 3, 5, "t "),
    ],
)
def test_a_span_is_found_again_where_it_stood(text: str, start: int, end: int, stood: str) -> None:
    first, last = fold(text).span(start, end)
    assert text[first:last] in {stood, stood.replace(" ", "  ")}


@pytest.mark.parametrize(
    ("text", "expected", "origin"),
    [
        ("’’", "", ()),
        ("a’ ’b", "a b", (0, 2, 4)),
        ("’  ’", " ", (1,)),
        ("ﬁ’", "fi", (0, 0)),  # one more and one less: as long as it was, and still not the same
        ("a\u00a0\u3000b", "a b", (0, 1, 3)),
        (" a ", " a ", None),
    ],
)
def test_where_each_folded_character_stood(
    text: str, expected: str, origin: tuple[int, ...] | None
) -> None:
    there = fold(text)
    assert (there.text, there.origin) == (expected, origin)

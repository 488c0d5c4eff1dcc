"""Where a text quotes somebody, sign by sign."""

import pytest

from thirdring.domain.quotes import quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", []),
        ("说“退货”了", ["“退货”"]),
        ("“一”和「二」、『三』、‘四’、〝五〞", ["“一”", "「二」", "『三』", "‘四’", "〝五〞"]),
        ("“”", ["“”"]),
        # One within another is one quotation; two that touch are two.
        ("“他说‘退’了”", ["“他说‘退’了”"]),
        ("“外『中「内」』”", ["“外『中「内」』”"]),
        ("“一”“二”", ["“一”", "“二”"]),
        ("“一“二”三”", ["“一“二”三”"]),
        # What opens and never closes, or closes and never opened, quotes nothing.
        ("“退货", []),
        ("退货”了", []),
        ("“一「二”三」", ["“一「二”"]),
        ("「一“二」三”", ["「一“二」"]),
        ("“一”二”", ["“一”"]),
        ("“一“二”", ["“二”"]),
        ("“一「二「三”四」", ["“一「二「三”"]),
        ("「一“二「三”四」", ["「一“二「三”四」"]),
        # A pair may span lines, but not paragraphs.
        ("“一\n二”", ["“一\n二”"]),
        ("“一\n\n二”", []),
        ("“一\n \t\n二”三“四”", ["“四”"]),
        ("“一”\n\n“二”\n\n“三”", ["“一”", "“二”", "“三”"]),
        ("甲“一\n\n“二”\n\n三”", ["“二”"]),
        # Straight ones have no direction; not within a word, nor across lines.
        ('说"退货"了', ['"退货"']),
        ("说＂退货＂了", ["＂退货＂"]),
        ('"一\n二"', []),
        ('5"屏和6"屏', []),
        ('B"屏和c"屏', []),
        ('"一""二"', ['"一"', '"二"']),
        ('"说“一"二”', ['"说“一"二”']),
        ('“一"二”三"', ['“一"二”三"']),
        ('"他说“退”了"', ['"他说“退”了"']),
        # ’ inside a Latin word is an apostrophe, beside anything else it closes.
        ("‘I don’t know’", ["‘I don’t know’"]),
        ("‘不’a", ["‘不’"]),
        ("‘a’不", ["‘a’"]),
        ("‘a’ b", ["‘a’"]),
        ("‘a’", ["‘a’"]),
        ("‘1’2’", ["‘1’2’"]),
        ("‘!’a", ["‘!’"]),
        ("‘a’!", ["‘a’"]),
        ("“it”s", ["“it”"]),
        ("’退’", []),
    ],
)
def test_what_is_quoted(text: str, quoted: list[str]) -> None:
    spans = quoted_spans(text)
    assert [text[start:end] for start, end in spans] == quoted
    assert spans == sorted(spans)

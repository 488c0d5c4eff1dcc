"""Phrase files: exact both ways, and every bad row named with its field and reason."""

import contextlib
import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import lint, sheet
from tests.domain.test_phrases_conditions import whens
from thirdring.domain.enums import Language, PhraseGroup, Stage, WordingKind
from thirdring.domain.errors import Refusal
from thirdring.domain.filling import Placeholder, check_phrase
from thirdring.domain.phrase_sheet import PhraseSheet, check_wording
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import Match, Wording
from thirdring.intake.phrase_files import LARGEST, PhraseFile, read_phrase_file
from thirdring.reports.formula_safe import guarded, unguarded
from thirdring.reports.phrase_files import COLUMNS, to_csv, to_yaml, written

ENDINGS = ("yaml", "csv")

words = st.text(
    st.one_of(
        st.sampled_from("'=+-@＝\"\\#:|&*!%`{}[],;? \u00a0\u3000…～😀不知no12e.~"),
        st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
    ),
    max_size=30,
).map(str.strip)
lines_of_text = st.builds(
    lambda parts, marks: "".join(p + m for p, m in zip(parts, marks, strict=True)).strip(),
    st.lists(words, min_size=3, max_size=3),
    st.lists(st.sampled_from(["", *(f"{{{one}}}" for one in Placeholder)]), min_size=3, max_size=3),
).filter(lambda text: not check_phrase(text))
keys = st.from_regex(r"[a-z][a-z0-9_]{0,9}(\.[a-z0-9_]{1,9}){0,2}", fullmatch=True)
rules = st.from_regex(r"[A-J][1-9][0-9]?", fullmatch=True)
phrases = st.builds(
    Phrase,
    key=keys,
    language=st.sampled_from(Language),
    group=st.sampled_from(PhraseGroup),
    stage=st.sampled_from(Stage),
    text=lines_of_text,
    rules=st.lists(rules, max_size=3).map(tuple),
    when=whens,
    position=st.integers(0, 1_000_000),
)
some = words.filter(bool)
wordings = st.builds(
    Wording,
    text=some,
    kind=st.sampled_from(WordingKind),
    rule=rules,
    instead=some,
    language=st.sampled_from(Language),
    match=st.sampled_from(Match),
    exceptions=st.lists(some.filter(lambda text: "|" not in text), max_size=3).map(tuple),
    position=st.integers(0, 1_000_000),
).filter(lambda one: not check_wording(one))
sheets = st.builds(
    PhraseSheet,
    st.lists(phrases, max_size=4, unique_by=lambda one: (one.language, one.key)).map(tuple),
    st.lists(wordings, max_size=4, unique_by=lambda one: (one.language, one.text)).map(tuple),
)


@pytest.mark.parametrize("ending", ENDINGS)
@given(given_sheet=sheets)
def test_what_is_exported_and_imported_is_the_same(ending: str, given_sheet: PhraseSheet) -> None:
    file = read_phrase_file(written(given_sheet, f"x.{ending}"), f"x.{ending}")
    assert file.refused == ()
    assert file.sheet == given_sheet
    assert file.read == len(given_sheet.phrases) + len(given_sheet.wordings)


@pytest.mark.parametrize("ending", ENDINGS)
def test_everything_shipped_goes_round(ending: str) -> None:
    file = read_phrase_file(written(sheet(), f"x.{ending}"), f"x.{ending}", lint=lint())
    assert (file.refused, file.sheet) == ((), sheet())


@given(st.text(max_size=20))
def test_no_cell_runs_as_a_formula(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert unguarded(cell) == text


def test_csv_is_what_a_spreadsheet_expects() -> None:
    danger = Phrase("a", Language.EN, PhraseGroup.THANKS, Stage.CLOSING, '=cmd|"x"!A1')
    data = to_csv(PhraseSheet((danger,)))
    assert data.startswith(b"\xef\xbb\xbfwhat,")
    assert data.count(b"\r\n") == 2
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["text"] == "'" + danger.text


def test_yaml_is_readable_chinese() -> None:
    text = to_yaml(sheet()).decode()
    assert "请您稍等" in text
    assert "\\u" not in text


HEAD = "key,language,group,stage,text,rules,when,position\n"
GOOD = "thanks.x,zh_CN,thanks,closing,谢谢您来电。,B9,direction=inbound; late=no,10\n"


def of_csv(text: str, encoding: str = "utf-8") -> PhraseFile:
    return read_phrase_file(text.encode(encoding), "x.csv")


@pytest.mark.parametrize(
    ("encoding", "taken"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_come_as_spreadsheets_save_them(encoding: str, taken: str, delimiter: str) -> None:
    good = GOOD.replace("direction=inbound; late=no", '"direction=inbound; late=no"')
    file = of_csv((HEAD + good).replace(",", delimiter), encoding)
    assert (file.encoding, file.refused) == (taken, ())
    (phrase,) = file.sheet.phrases
    assert (phrase.text, phrase.rules, phrase.position) == ("谢谢您来电。", ("B9",), 10)
    assert phrase.when.to_json() == {"direction": "inbound", "late": False}


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refusal, match="neither UTF-8, GB18030 nor Big5"):
        read_phrase_file(b"\xff\xff\xff" + HEAD.encode(), "x.csv")


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("A.B,zh_CN,thanks,closing,谢谢,,,1", "key", "right form"),
        ("a\x20b,zh_CN,thanks,closing,谢谢,,,1", "key", "right form"),
        (",zh_CN,thanks,closing,谢谢,,,1", "key", "missing"),
        ("a,fr,thanks,closing,谢谢,,,1", "language", "“fr” is not one of zh_CN, en."),
        ("a,zh_CN,praise,closing,谢谢,,,1", "group", "“praise” is not one of"),
        ("a,zh_CN,thanks,end,谢谢,,,1", "stage", "“end” is not one of"),
        ("a,zh_CN,thanks,closing,,,,1", "text", "missing"),
        ("a,zh_CN,thanks,closing,谢谢{x},,,1", "text", "placeholder"),
        ("a,zh_CN,thanks,closing,谢谢\u202e您,,,1", "text", "U+202E"),
        ("a,zh_CN,thanks,closing,谢谢\x00您,,,1", "text", "U+0000"),
        ("a,zh_CN,thanks,closing,谢谢,B9 X1,,1", "rules", "right form"),
        ("a,zh_CN,thanks,closing,谢谢,,weather=fine,1", "when", "not a condition"),
        ("a,zh_CN,thanks,closing,谢谢,,late,1", "when", "neither true nor false"),
        ("a,zh_CN,thanks,closing,谢谢,,,-1", "position", "number from 0"),
        ("a,zh_CN,thanks,closing,谢谢,,,x", "position", "number from 0"),
        ("a,zh_CN,thanks,closing,谢谢,,,1,2", "", "more cells"),
        ("thanks.x,zh_CN,thanks,closing,谢谢,,,1", "key", "same as in row 2"),
    ],
)
def test_a_refused_row_names_row_field_and_reason(row: str, field: str, reason: str) -> None:
    file = of_csv(HEAD + GOOD + "\n" + row + "\n")
    assert len(file.sheet.phrases) == 1
    (refused,) = file.refused
    assert (refused.row, refused.field) == (4, field)
    assert reason in str(refused.reason)
    assert file.read == 2


def test_rows_without_a_position_keep_their_order() -> None:
    rows = "".join(f"{key},en,thanks,closing,Thanks {key}.,,,\n" for key in "cab")
    found = of_csv(HEAD + rows).sheet.phrases
    assert [(one.key, one.position) for one in found] == [("c", 10), ("a", 20), ("b", 30)]


def test_with_a_lint_forbidden_wording_is_refused() -> None:
    data = (HEAD + "a,zh_CN,thanks,closing,我们保证送到,,,1\n").encode()
    assert read_phrase_file(data, "x.csv").refused == ()
    (refused,) = read_phrase_file(data, "x.csv", lint=lint()).refused
    assert (refused.row, refused.field) == (2, "text")
    assert "保证" in str(refused.reason)


def test_wordings_and_phrases_share_a_table() -> None:
    head = "What,Language,text,rules,kind,instead,match,except\n"
    file = of_csv(
        head
        + "wording,en,perhaps,C1,forbidden,by {time},word,perhaps not|or perhaps\n"
        + "wording,en,perhaps,C1,forbidden,again,,\n"
        + "wording,en,soon,C1,silly,later,word,\n"
        + "wording,zh_CN,也许,,forbidden,稍后,stem,\n"
        + "remark,en,x,,,,,\n"
        + "wording,en,by 8,C1,forbidden,{nobody},stem,\n"
    )
    (one,) = file.sheet.wordings
    assert (one.match, one.exceptions) == (Match.WORD, ("perhaps not", "or perhaps"))
    assert [(bad.row, bad.field) for bad in file.refused] == [
        (3, "text"),
        (4, "kind"),
        (5, "rule"),
        (6, "what"),
        (7, "instead"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "“language” is missing"),
        ("language,key\n", "“text” is missing"),
        ("language,text,colour\n", "“colour” is not a column"),
        ("language,text,text\n", "“text” is not a column of a phrase file, or is there twice"),
        (HEAD + 'a,"zh_CN\n', "can't be read from line"),
    ],
)
def test_a_csv_that_is_none_is_refused_as_a_whole(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        of_csv(text)


def test_yaml_entries_take_language_and_place_from_the_file() -> None:
    text = """
language: en
phrases:
  - {key: a, group: thanks, stage: closing, text: "no"}
  - key: b
    group: thanks
    stage: closing
    text: 12:30
    language: zh_CN
    position: 7
    when: {callers: press, late: no}
    rules:
wordings:
  - {text: yes, kind: jargon, rule: A6, instead: "on", except: }
"""
    file = read_phrase_file(text.encode(), "x.YML")
    assert file.refused == ()
    first, second = file.sheet.phrases
    assert (first.text, first.language, first.position) == ("no", Language.EN, 10)
    assert (second.text, second.language, second.position) == ("12:30", Language.ZH_CN, 7)
    assert second.when.to_json() == {"late": False, "callers": ["press"]}
    assert file.sheet.wordings[0].text == "yes"


@pytest.mark.parametrize(
    ("entry", "field", "reason"),
    [
        (
            "{key: a, group: thanks, stage: closing, text: x, colour: red}",
            "colour",
            "no such field",
        ),
        ("{key: a, key: b}", "key", "twice"),
        ("just words", "", "no fields"),
        ("{key: a, group: thanks, stage: closing, text: [x]}", "text", "can't be read here"),
        ("{key: a, group: thanks, stage: closing, text: x, when: later}", "when", "read here"),
        ("{key: a, group: thanks, stage: closing, text: x, when: {late: {a: b}}}", "when", "read"),
    ],
)
def test_a_refused_entry_names_its_line(entry: str, field: str, reason: str) -> None:
    text = f"language: en\nphrases:\n\n  - {entry}\n"
    file = read_phrase_file(text.encode(), "x.yaml")
    assert file.refused
    assert {(bad.row, bad.field) for bad in file.refused} == {(4, field)}
    assert reason in str(file.refused[0].reason)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n- b\n", "needs “phrases” or “wordings”"),
        ("phrases: words\n", "“phrases” has to be a list"),
        ("phrases: []\nsecrets: 1\n", "“secrets” is not known"),
        ("phrases:\n  - {a: b\n", "can't be read from line"),
        ("phrases: [&a [x], *a]\n", "can't be read from line 1"),
        ("x: !!python/object:os.system {}\n", "“x” is not known"),
        ("phrases: " + "[" * 3000 + "\n", "can't be read"),
        ("phrases: \x07\n", "can't be read"),
        ("a: 1\n--- \nb: 2\n", "can't be read from line 2"),
    ],
)
def test_a_yaml_that_is_none_is_refused_as_a_whole(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_phrase_file(text.encode(), "x.yaml")


def test_an_empty_yaml_holds_nothing() -> None:
    assert read_phrase_file(b"", "x.yaml").sheet == PhraseSheet()
    assert read_phrase_file(b"phrases:\n", "x.yaml").read == 0


def test_a_file_too_large_or_of_another_kind_is_refused() -> None:
    with pytest.raises(Refusal, match="more than 5 MB"):
        read_phrase_file(b" " * (LARGEST + 1), "x.yaml")
    for name in ("x.txt", "yaml", "x.yaml.exe"):
        with pytest.raises(Refusal, match=r"\.yaml or \.csv"):
            read_phrase_file(b"", name)
        with pytest.raises(Refusal, match=r"\.yaml or \.csv"):
            written(PhraseSheet(), name)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    for ending in ENDINGS:
        with contextlib.suppress(Refusal):  # in words; anything else would be a bug
            file = read_phrase_file(data, f"x.{ending}")
            assert all(str(one.reason) for one in file.refused)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=13))
def test_any_row_is_read_or_refused_in_words(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS, cells])
    try:
        file = read_phrase_file(out.getvalue().encode("utf-8", "surrogatepass"), "x.csv")
    except Refusal:
        assert any(unicodedata.category(c) == "Cs" for cell in cells for c in cell)
    else:
        assert file.read <= 1
        for bad in file.refused:
            assert bad.row == 2
            assert str(bad.reason)

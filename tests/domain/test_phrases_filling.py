"""Placeholders: filled, left out, masked, refused."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.phrase_samples import LANGUAGES, VALUES, lines, lint, wordings
from thirdring.domain.call_moment import CallMoment
from thirdring.domain.enums import Direction, Language, WordingKind
from thirdring.domain.filling import (
    MASK,
    Placeholder,
    check_phrase,
    fill,
    masked_values,
    without_placeholders,
)
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import Wording, WordingLint

ZH, EN = Language.ZH_CN, Language.EN


@pytest.mark.parametrize(
    ("text", "values", "language", "expected"),
    [
        ("[{customer}，]您好", {"customer": "王女士"}, ZH, "王女士，您好"),
        ("[{customer}，]您好", {}, ZH, "您好"),
        ("您好[，{customer}]。", {"customer": ""}, ZH, "您好。"),
        ("请问是{customer}吗？", {}, ZH, "请问是您吗？"),
        ("[{customer}, ]may I help?", {}, EN, "May I help?"),
        ("[{customer}, ]may I help?", {"customer": "Ms Wang"}, EN, "Ms Wang, may I help?"),
        ("May I ask {customer}?", {}, EN, "May I ask you?"),
        ("{time}前回电", {}, ZH, "……前回电"),
        ("by {time}", {"time": "15:02"}, EN, "By 15:02"),
        ("By {time}", {}, EN, "By …"),
        ("[{post}{agent}]好", {"post": "专员"}, ZH, "好"),
        ("[a][{post}]b", {}, ZH, "ab"),
        ("{customer}", {"customer": "{agent}[x]"}, ZH, "{agent}[x]"),
        ("{customer}", {"customer": "a\n\u202eb\u200b\tc\x00"}, ZH, "a b c"),
        ("{customer}", {"customer": "\u200b "}, ZH, "您"),
        ("{nobody}", {"nobody": "x"}, ZH, "{nobody}"),
        (
            "[记下：{summary}。]对吗？",
            {"summary": "没送到。没人联系。"},
            ZH,
            "记下：没送到。没人联系。对吗？",
        ),
        ("[: {plan}]. Good?", {"plan": " ., "}, EN, ". Good?"),
        ("{company}.", {"company": "A. Co."}, EN, "A. Co.."),
        ("a]b[c{time}", {"time": "1"}, ZH, "a]bc1"),
        ("a[b{time}c", {"time": "1"}, ZH, "ab1c"),
        ("", {}, EN, ""),
    ],
)
def test_fill(text: str, values: dict[str, str], language: Language, expected: str) -> None:
    assert fill(text, values, language) == expected


awkward = st.one_of(
    st.sampled_from(["", " ", "\u200b", "<img src=x>", "[", "]", "{time}", "{", "}", "\x00", "'"]),
    st.text(max_size=12),
)
values_of_all_kinds = st.dictionaries(st.sampled_from([*Placeholder, "nobody"]), awkward)


@given(st.sampled_from([*lines(ZH), *lines(EN)]), values_of_all_kinds)
def test_no_value_changes_what_a_line_says_around_it(
    phrase: Phrase, values: dict[str, str]
) -> None:
    shown = fill(phrase.text, values, phrase.language)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    rest = shown.casefold()
    for piece in re.split(r"\[[^]]*\]|\{[a-z_]+\}", phrase.text):
        if fixed := piece.strip().casefold():
            _before, found, rest = rest.partition(fixed)
            assert found


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_a_value_is_inserted_once_and_never_read_again(
    text: str, value: str, language: Language
) -> None:
    bare = "".join(c for c in text if c not in "{}[]")
    cleaned = fill("{plan}", {"plan": value}, ZH)
    shown = fill(f"\ue000{bare}\ue001{{plan}}\ue001", {"plan": value, "time": "!"}, language)
    unknown = {ZH: "……", EN: "…"}[language]
    assert shown.split("\ue001")[1] == (unknown if cleaned == "……" and value != "……" else cleaned)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_name_leaves_no_hole_in_any_line(language: Language) -> None:
    for phrase in lines(language):
        if phrase.when.named:
            continue
        for missing in ({"customer"}, {"customer", "ticket", "summary", "plan"}):
            values = {k: v for k, v in VALUES[language].items() if k not in missing}
            shown = fill(phrase.text, values, language)
            assert not set(shown) & set("[]{}"), phrase.key
            for hole in ("，，", "，。", "：。", "您您", "  ", " ,", " .", ",,", ", .", "you you"):
                assert hole not in shown, (phrase.key, shown)
            assert shown[0] not in "，。、,. ：:?？"


def test_c8_personal_data_stay_masked_until_the_person_is_confirmed() -> None:
    values = VALUES[ZH]
    waiting = CallMoment(direction=Direction.OUTBOUND)
    hidden = masked_values(values, waiting)
    assert {k for k, v in hidden.items() if v == MASK} == {"ticket", "plan", "summary"}
    assert hidden["customer"] == "王女士"  # it takes a name to ask who is speaking
    assert masked_values({"ticket": ""}, waiting) == {"ticket": ""}
    confirmed = CallMoment(direction=Direction.OUTBOUND, confirmed=True)
    assert masked_values(values, confirmed) == values
    assert masked_values(values, CallMoment()) == values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs words"),
        (" 您好", "blanks"),
        ("好" * 501, "at most 500"),
        ("您好\u202e", "U+202E"),
        ("您\n好", "U+000A"),
        ("您好{nobody}", "“nobody” is not a placeholder"),
        ("您好{Company}", "“Company” is not a placeholder"),
        ("您好{company", "brace"),
        ("您好}", "brace"),
        ("[您好{company}", "Square brackets"),
        ("[[{company}]]", "Square brackets"),
        ("]{company}[", "Square brackets"),
        ("[您]好", "needs a placeholder"),
        ("我们保证送到", "保证"),
        ("都怪我们", "都怪我们"),
        ("请打13800138000", "internal number"),
    ],
)
def test_a_phrase_that_cannot_stand_is_refused_with_its_reason(text: str, said: str) -> None:
    refusals = check_phrase(text, WordingLint(wordings(), internal_numbers=["13800138000"]))
    assert len(refusals) == 1
    assert said in str(refusals[0])
    assert refusals[0].field == "text"


KNOWN = (
    "{company}, {agent}, {post}, {department}, {customer}, {minutes}, {time}, {ticket}, "
    "{work_number}, {plan}, {summary}"
)
LONG = "x" * 60


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["A phrase needs words."]),
        ("好" * 501, ["A phrase has at most 500 characters."]),
        ("您好 ", ["A phrase has no blanks at its ends."]),
        (
            "您\u202e\u202d\u202c\u200d\u200c\u200b好",
            [
                "A phrase has no invisible or control characters: "
                "U+200B, U+200C, U+200D, U+202C, U+202D."
            ],
        ),
        (f"{{{LONG}}}", [f"“{LONG[:40]}” is not a placeholder; known are {KNOWN}."]),
        (
            "{no}{body}",
            [f"“{name}” is not a placeholder; known are {KNOWN}." for name in ("body", "no")],
        ),
        ("{您好", ["A brace is open or closed too often."]),
        ("您好}", ["A brace is open or closed too often."]),
        ("您[好", ["Square brackets come in pairs and not inside each other."]),
        ("您]好", ["Square brackets come in pairs and not inside each other."]),
        (f"[{LONG}]", [f"A part in square brackets needs a placeholder: [{LONG[:39]}"]),
        ("不知道", ["“不知道” is not to be said; say instead: 马上查"]),
        ("请打13800138000", ["“13800138000” is an internal number."]),
    ],
)
def test_the_refusals_of_a_phrase_speak_in_these_words(text: str, sentences: list[str]) -> None:
    own = Wording("不知道", WordingKind.FORBIDDEN, "B10", "马上查", ZH)
    refusals = check_phrase(text, WordingLint([own], internal_numbers=["13800138000"]))
    assert [str(one) for one in refusals] == sentences
    assert {one.field for one in refusals} == {"text"}


def test_a_phrase_is_judged_without_a_lint_too() -> None:
    assert check_phrase("我们不知道") == []
    assert [str(one) for one in check_phrase("")] == ["A phrase needs words."]


def test_a_phrase_may_just_be_as_long_as_that() -> None:
    assert check_phrase("好" * 500, lint()) == []


def test_the_refusal_names_the_rule_and_what_to_say_instead() -> None:
    (refusal,) = check_phrase("我们不知道", lint())
    assert refusal.rule == "B10"
    assert "马上为您核实" in str(refusal)


def test_placeholders_are_not_read_as_words() -> None:
    text = "a{ticket}[b{time}]"
    assert without_placeholders(text) == "a         b       "
    assert len(without_placeholders(text)) == len(text)
    assert check_phrase("[编号{ticket}]", lint()) == []

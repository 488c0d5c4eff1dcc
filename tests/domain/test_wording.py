"""The lint on texts that may reach a customer."""

import pytest

from tests.domain.phrase_samples import lint, wordings
from thirdring.domain.enums import Language, WordingKind
from thirdring.domain.errors import Refusal
from thirdring.domain.phrase_sheet import check_wording
from thirdring.domain.wording import (
    Match,
    Wording,
    WordingLint,
    find_wordings,
    match_and_exceptions,
)


def said(text: str) -> list[str]:
    return [finding.text for finding in lint().find(text)]


def kinds(text: str) -> set[WordingKind]:
    return {finding.kind for finding in lint().find(text)}


def wording(text: str, match: Match = Match.LITERAL, **more: object) -> Wording:
    given: dict[str, object] = {
        "kind": WordingKind.FORBIDDEN, "rule": "B10", "instead": "-", "language": Language.EN,
    }  # fmt: skip
    return Wording(text=text, match=match, **(given | more))  # type: ignore[arg-type]


def test_b10_the_forbidden_word_comes_with_what_to_say_instead() -> None:
    text = "已告知客户目前不知道几号能到"
    (finding,) = lint().find(text)
    assert text[finding.start : finding.end] == finding.text == "不知道"
    assert (finding.kind, finding.rule) == (WordingKind.FORBIDDEN, "B10")
    assert "{time}" in finding.instead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("喂，你好", ["喂"]),
        ("喂", ["喂"]),
        ("您好。喂？", ["喂"]),
        ("喂喂，听得到吗", ["喂喂"]),
        ("给孩子喂奶的躺椅", []),
        ("请喂一下宠物", []),
        ("请喂", []),
        ("喂奶粉的时候", []),
        ("哪位？", ["哪位"]),
        ("请问您是哪位老师介绍来的", []),
        ("你是谁", ["你是谁"]),
        ("Yeah, go on", ["Yeah"]),
        ("Who is this?", ["Who is this"]),
    ],
)
def test_a5_openings_that_are_never_used(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们保证明天送到", ["保证"]),
        ("我们一定会给您办好", ["一定会"]),
        ("绝对不会再出现", ["绝对"]),
        ("We guarantee delivery, it is guaranteed", ["guarantee", "guaranteed"]),
        ("You will definitely get it", ["definitely"]),
        ("this is 100% safe", ["100%"]),
        # Harmless uses of the same characters.
        ("不一定", []),
        ("在一定程度上可以改善", []),
        ("达到一定金额可以办卡", []),
        ("客户一定要今天退货", []),
        ("我们无法保证当天送达", []),
        ("保证金已经退回", []),
        ("在质量保证期内", []),
        ("感谢您的肯定", []),
        ("we cannot guarantee a date", []),
        ("the sofa is still under guarantee", []),
        ("a 2100% rise", []),
        ("made of 100% cotton", []),
        ("床单是100%羊毛", []),
        ("indefinitely", []),
        ("产品没问题，测试过了", []),
    ],
)
def test_c5_what_is_not_certain_is_not_promised(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这是我们的错", ["我们的错"]),
        ("都怪我们没查清", ["都怪我们"]),
        ("是您自己弄坏的", ["您自己弄坏"]),
        ("您搞错了", ["您搞错了"]),
        ("It is our fault", ["our fault"]),
        ("It’s OUR  FAULT!", ["OUR  FAULT"]),
        ("that is your own fault", ["your own fault"]),
        ("we are finding out whether it was our fault", []),
        ("正在核查是不是我们的责任", []),
    ],
)
def test_d12_no_fault_before_the_facts_and_no_blame(text: str, expected: list[str]) -> None:
    assert said(text) == expected
    assert kinds(text) <= {WordingKind.FAULT}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请提供SKU", ["SKU"]),
        ("三个ｓｋｕ", ["ｓｋｕ"]),
        ("please read me the SKUs", ["SKUs"]),
        ("工单已派单", ["工单", "派单"]),
        ("we escalated it, escalating now", ["escalated", "escalating"]),
        ("施工单位", []),
        ("the skull, the slam, escalators", []),
        ("a metal bed, the beta version", []),
    ],
)
def test_a6_jargon_is_pointed_out(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客户说“你们不知道吗”", []),
        ("客户说「不知道」", []),
        ("客户说『不知道』", []),
        ("客户说‘不知道’", []),
        ('客户说"不知道"', []),
        ("客户说＂不知道＂", []),
        ("客户说“他们说「保证」的”", []),
        ("客户说“不知道”，我们也不知道", ["不知道"]),
        ("好的好的好的好的，客户说“好”，我们不知道", ["不知道"]),
        ("客户说“不知道", ["不知道"]),  # never closed
        ("客户说不知道”", ["不知道"]),  # never opened
        ("“好”不知道”", ["不知道"]),
        ("“「不知道”", []),  # the inner sign is a slip
        ("“客户说\n\n不知道”", ["不知道"]),  # not across paragraphs
        ("“客户说\n不知道”", []),
        ('"好\n不知道"', ["不知道"]),  # straight signs: not even across lines
        ('a 15" screen, we guarantee a 27" one', ["guarantee"]),
        ("he said ‘I don’t know’ twice", []),
        ("he said ‘I’m sure we don’t know’", []),
        ("we don’t know ‘that’", ["don’t know"]),
        ("不“知道”", []),  # no wording at all: a sign stands in it
    ],
)
def test_customers_own_words_may_be_quoted(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("不\u200b知\u200d道", 0, 5),
        ("\u202e不知道\u202c", 1, 4),
        ("😀😀不知道", 2, 5),
        ("我們保證", 2, 4),
        ("絕對", 0, 2),
        ("Ｄｅｆｉｎｉｔｅｌｙ", 0, 10),
        ("DEFI\u00adNITELY not", 0, 11),
        ("ﬁne, de\ufb01nitely", 5, 14),  # one sign that stands for two letters
        ("dont   know", 0, 11),
        ("don‘t\nknow", 0, 10),
        ("不\u0336知\u0336道\u0336", 0, 5),  # struck through with combining signs
    ],
)
def test_findings_point_into_the_text_as_given(text: str, start: int, end: int) -> None:
    (finding,) = lint().find(text)
    assert (finding.start, finding.end) == (start, end)
    assert finding.text == text[start:end]


def test_a_wording_said_twice_without_a_space_is_found_twice() -> None:
    found = find_wordings("哦哦", [wording("哦")])
    assert [(one.start, one.end) for one in found] == [(0, 1), (1, 2)]


def test_of_overlapping_wordings_the_longest_speaks() -> None:
    pair = [wording("ab"), wording("bcd"), wording("c")]
    assert [one.text for one in find_wordings("abcd", pair)] == ["bcd"]
    assert [one.text for one in find_wordings("abc", pair)] == ["ab", "c"]


@pytest.mark.parametrize(
    ("grave", "light"),
    [
        (WordingKind.FORBIDDEN, WordingKind.FAULT),
        (WordingKind.FAULT, WordingKind.OVER_PROMISE),
        (WordingKind.OVER_PROMISE, WordingKind.JARGON),
    ],
)
def test_on_the_same_span_the_graver_kind_speaks(grave: WordingKind, light: WordingKind) -> None:
    pair = [wording("abc", kind=light), wording("abc", kind=grave)]
    assert [one.kind for one in find_wordings("abc", pair)] == [grave]


def test_c7_on_the_same_span_a_number_found_as_one_speaks() -> None:
    listed = wording("8801", kind=WordingKind.INTERNAL_NUMBER)
    (found,) = find_wordings("请打8801", [listed], internal_numbers=["8801"])
    assert (found.rule, found.instead) == ("C7", "")


def test_of_two_alike_that_overlap_the_one_that_was_listed_first_speaks() -> None:
    assert [one.text for one in find_wordings("abc", [wording("bc"), wording("ab")])] == ["bc"]
    assert [one.text for one in find_wordings("abc", [wording("ab"), wording("bc")])] == ["ab"]


def test_what_is_fine_in_one_language_is_fine_in_the_other() -> None:
    pair = [wording("abc", exceptions=("abcd",)), wording("abc", language=Language.ZH_CN)]
    assert find_wordings("abcd", pair) == ()
    assert len(find_wordings("abc", pair)) == 1


def test_an_exception_reaches_no_further_than_itself() -> None:
    only = [wording("promise", Match.STEM, exceptions=("no promise",))]
    assert find_wordings("no promise.", only) == ()
    assert [one.text for one in find_wordings("no promised", only)] == ["promised"]
    assert [one.text for one in find_wordings("no promise, promise", only)] == ["promise"]


@pytest.mark.parametrize(
    ("base", "forms", "others"),
    [
        ("promise", ["promise", "promises", "promised", "promising"], ["promiser", "compromise"]),
        ("deny", ["deny", "denies", "denied", "denying"], ["denyx", "deni"]),
        ("delay", ["delay", "delays", "delayed", "delaying"], ["delaies"]),
        ("pass", ["pass", "passes", "passed", "passing"], ["passage", "trespass"]),
        ("ship", ["ship", "ships", "shipped", "shipping"], ["shipment", "worship"]),
    ],
)
def test_a_stem_is_found_with_its_endings(base: str, forms: list[str], others: list[str]) -> None:
    only = [wording(base, Match.STEM)]
    for form in forms:
        assert [one.text for one in find_wordings(f"we {form}, no", only)] == [form]
    for other in others:
        assert find_wordings(f"we {other}, no", only) == ()


def test_chinese_beside_a_latin_word_is_a_boundary() -> None:
    assert [
        one.text for one in find_wordings("我们guarantee您", [wording("guarantee", Match.WORD)])
    ]
    assert not find_wordings("éguarantee", [wording("guarantee", Match.WORD)])
    assert not find_wordings("guaranteed", [wording("guarantee", Match.WORD)])
    percent = find_wordings("100%safe", [wording("100%", Match.WORD)])
    assert [one.text for one in percent] == ["100%"]


def test_c7_a_single_text_is_searched_for_internal_numbers_too() -> None:
    (found,) = find_wordings("请打6602转8801", [], internal_numbers=["8801"])
    assert (found.text, found.kind) == ("8801", WordingKind.INTERNAL_NUMBER)
    assert (found.rule, found.instead) == ("C7", "")


def test_only_the_last_letter_of_a_wording_takes_endings() -> None:
    assert check_wording(wording("不是e", Match.STEM)) == []


# Named by letters of ASCII alone: pytest escapes the others once more each time a process collects,
# and who asks for a test by its name (scripts/mutants.py) would not find it.
@pytest.mark.parametrize("one", wordings(), ids=lambda one: f"{one.language}:{one.position}")
def test_every_shipped_wording_is_found_and_its_advice_is_clean(one: Wording) -> None:
    text = f"他的原话是 {one.text} 。"
    assert one.text in [finding.text for finding in find_wordings(text, [one])]
    assert one.text in said(text)
    assert lint().find(one.instead) == ()
    assert check_wording(one) == []
    for context in one.exceptions:
        assert one.text.casefold() in context.casefold()
        assert find_wordings(context, [one]) == ()


def test_there_are_enough_of_them_for_every_rule() -> None:
    by_language = {language: wordings(language) for language in Language}
    assert len(by_language[Language.ZH_CN]) >= 60
    assert len(by_language[Language.EN]) >= 50
    for found in by_language.values():
        assert {"A5", "A6", "B7", "B10", "C1", "C5", "D12"} <= {one.rule for one in found}
        assert {*WordingKind} - {one.kind for one in found} == {WordingKind.INTERNAL_NUMBER}
        assert len({one.text for one in found}) == len(found)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " a "}, "text"),
        ({"text": "\u200b"}, "text"),
        ({"text": "a" * 201}, "text"),
        ({"text": "一定", "match": Match.STEM}, "match"),
        ({"instead": ""}, "instead"),
        ({"instead": "{nobody}"}, "instead"),
        ({"exceptions": ("a|b",)}, "except"),
        ({"exceptions": ("a\u202e",)}, "except"),
    ],
)
def test_a_wording_that_cannot_work_is_refused(change: dict[str, object], field: str) -> None:
    refusals = check_wording(wording(**({"text": "abc"} | change)))  # type: ignore[arg-type]
    assert {one.field for one in refusals} == {field}


LONG = "x" * 60
UNSEEN = "\u202e\u202d\u202c\u200d\u200c\u200b"
UNSEEN_SAID = (
    "Invisible or control characters: U+200B, U+200C, U+200D, U+202C, U+202D."  # five are enough
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": " a"}, [("text", "This is empty or has blanks at its ends.")]),
        ({"text": "a" * 201}, [("text", "At most 200 characters.")]),
        ({"text": f"a{UNSEEN}"}, [("text", UNSEEN_SAID)]),
        (
            {"text": UNSEEN},
            [("text", UNSEEN_SAID), ("text", "A wording needs at least one letter.")],
        ),
        (
            {"text": "一定", "match": Match.STEM},
            [("match", "Only a word of Latin letters has endings.")],
        ),
        ({"instead": ""}, [("instead", "This is empty or has blanks at its ends.")]),
        ({"instead": "a" * 501}, [("instead", "At most 500 characters.")]),
        ({"instead": f"{{{LONG}}}"}, [("instead", f"“{LONG[:40]}” is not a placeholder.")]),
        (
            {"instead": "{no}{time}{body}"},
            [("instead", f"“{name}” is not a placeholder.") for name in ("body", "no")],
        ),
        (
            {"exceptions": ("", "a|b", "a" * 201)},
            [
                ("except", "This is empty or has blanks at its ends."),
                ("except", "An exception has no “|”."),
                ("except", "At most 200 characters."),
            ],
        ),
    ],
)
def test_the_refusals_of_a_wording_speak_in_these_words(
    change: dict[str, object], said: list[tuple[str, str]]
) -> None:
    refusals = check_wording(wording(**({"text": "abc"} | change)))  # type: ignore[arg-type]
    assert [(one.field, str(one)) for one in refusals] == said


def test_a_wording_may_just_be_as_long_as_that() -> None:
    longest = wording("a" * 200, instead="b" * 500, exceptions=("c" * 200,))
    assert check_wording(longest) == []


def test_matching_is_kept_as_the_store_keeps_it() -> None:
    one = wording("abc", Match.STEM, exceptions=("abcd", "xabc"))
    assert match_and_exceptions(one.matching()) == (Match.STEM, ("abcd", "xabc"))
    assert match_and_exceptions({}) == (Match.LITERAL, ())


@pytest.mark.parametrize(
    ("stored", "sentence", "field"),
    [
        ({"match": "regex"}, "A wording is matched as one of: literal, word, stem, alone.", "match"),
        ({"except": "abc"}, "The exceptions of a wording are a list.", "except"),
    ],
)  # fmt: skip
def test_matching_of_another_shape_is_refused(
    stored: dict[str, object], sentence: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        match_and_exceptions(stored)
    assert (str(refused.value), refused.value.field) == (sentence, field)


def test_an_empty_lint_and_an_empty_text_find_nothing() -> None:
    assert WordingLint([]).find("不知道") == ()
    assert lint().find("") == ()
    assert WordingLint([wording("\u200b")]).find("\u200b\u200b") == ()
